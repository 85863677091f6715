package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"hearsay/internal/ingest"
)

// A progress tells of long work while it is done: what went wrong in a line each,
// and how far the work has come. On a terminal that stands on the last line, with a
// bar where it is known how much there is; elsewhere it is a line every ten seconds.
// Its methods may be called from several goroutines.
type progress struct {
	to      io.Writer
	screen  bool // a terminal, on which a line can be written anew
	columns func() int
	now     func() time.Time
	what    string // is counted

	mu          sync.Mutex
	count       int
	failed      int
	done, total int64    // of the work, in bytes or otherwise; total is 0 where it is not known
	marks       []moment // of the last while, a second or more apart
	told        time.Time
	line        string // that stands on the screen
}

// A moment is how far the work had come at some time.
type moment struct {
	at    time.Time
	count int
	done  int64
}

const (
	clearLine = "\r\x1b[K"

	screenPause = 100 * time.Millisecond // between two tellings
	linesPause  = 10 * time.Second
	window      = 30 * time.Second // from which the rate is told
	fewest      = 2 * time.Second  // of which a rate is told
)

// newProgress returns a progress of pages, whose bar may begin.
func newProgress(to io.Writer) *progress {
	p := &progress{to: to, what: "page", now: time.Now,
		screen:  terminal(to) && os.Getenv("TERM") != "dumb",
		columns: func() int { return columns(to) },
	}
	p.told = p.now()
	p.marks = []moment{{at: p.told}}
	return p
}

// tell tells of a page.
func (p *progress) tell(e ingest.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	if e.Err != nil {
		p.failed++
		p.above(nameOf(e) + e.Err.Error())
	}
	if len(e.Notes) > 0 {
		p.above(nameOf(e) + strings.Join(e.Notes, "; "))
	}
	p.show()
}

// say writes a line that stays.
func (p *progress) say(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.above(s)
}

// read takes in that more bytes of the inputs were read.
func (p *progress) read(bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += bytes
	p.show()
}

// of takes in how many bytes the inputs have in all.
func (p *progress) of(bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = bytes
}

// came takes in that so much of a work is done, where each counts the same.
func (p *progress) came(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count, p.done, p.total = done, int64(done), int64(of)
	p.show()
}

// clear takes away what stands on the screen.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line != "" {
		fmt.Fprint(p.to, clearLine)
		p.line = ""
	}
}

// above writes a line that stays. It and the one that is written anew go to the
// terminal at once, or that would flicker.
func (p *progress) above(s string) {
	s = plain(s) + "\n"
	if p.line != "" {
		s = clearLine + s + p.line
	}
	fmt.Fprint(p.to, s)
}

// show tells how far the work has come, unless it was told just now.
func (p *progress) show() {
	now, pause := p.now(), linesPause
	if p.screen {
		pause = screenPause
	}
	if now.Sub(p.told) < pause {
		return
	}
	p.told = now
	if last := p.marks[len(p.marks)-1]; now.Sub(last.at) >= time.Second {
		p.marks = append(p.marks, moment{now, p.count, p.done})
		for len(p.marks) > 2 && now.Sub(p.marks[1].at) >= window {
			p.marks = p.marks[1:]
		}
	}
	if !p.screen {
		fmt.Fprintln(p.to, strings.Join(p.state(now), ", "))
		return
	}
	was := p.line
	p.line = p.fit(p.state(now), p.columns()-1) // in the last column some terminals begin a new line
	if p.line != was {
		fmt.Fprint(p.to, "\r"+p.line+"\x1b[K")
	}
}

// state returns how far the work has come, in the order of what matters.
func (p *progress) state(now time.Time) []string {
	var parts []string
	if p.total > 0 {
		parts = append(parts, fmt.Sprintf("%d%%", int(100*p.share())))
	}
	parts = append(parts, count(p.count, p.what))
	if p.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", p.failed))
	}
	from := p.marks[0]
	seconds := now.Sub(from.at).Seconds()
	if seconds < fewest.Seconds() {
		return parts
	}
	parts = append(parts, rate(float64(p.count-from.count)/seconds))
	if speed := float64(p.done-from.done) / seconds; p.total > 0 && speed > 0 {
		parts = append(parts, left(time.Duration(float64(max(p.total-p.done, 0))/speed*float64(time.Second))))
	}
	return parts
}

// share returns how much of the work is done. Of an archive some bytes may be read
// twice, and a file may have grown.
func (p *progress) share() float64 { return min(float64(p.done)/float64(p.total), 1) }

const (
	shortestBar = 10
	longestBar  = 40
)

// fit puts as much of the state on a line as goes there, and a bar where there is
// room for one.
func (p *progress) fit(parts []string, columns int) string {
	line := strings.Join(parts, ", ")
	for len(parts) > 1 && len(line) > columns {
		parts = parts[:len(parts)-1]
		line = strings.Join(parts, ", ")
	}
	line = line[:max(min(len(line), columns), 0)]
	room := min(columns-len(line)-len("[] "), longestBar)
	if p.total <= 0 || room < shortestBar {
		return line
	}
	full := int(p.share() * float64(room))
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", room-full) + "] " + line
}

func rate(each float64) string {
	if each < 10 {
		return fmt.Sprintf("%.1f a second", each)
	}
	return fmt.Sprintf("%.0f a second", each)
}

// left says how long the work will take yet, no more exactly than is known.
func left(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s left", int(d.Seconds()+0.999))
	case d < time.Hour:
		return fmt.Sprintf("%d min left", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%d h %d min left", int(d.Hours()), int(d.Minutes())%60)
}

func nameOf(e ingest.Event) string {
	if e.Name == "" {
		return ""
	}
	return e.Name + ": "
}
