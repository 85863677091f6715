package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ingest"
)

// A screen is what a terminal shows of what is written to it: lines that stay, and
// the last one. It notes when that is empty between two writes, which flickers.
type screen struct {
	lines    []string
	last     string
	flickers int
}

func (s *screen) Write(p []byte) (int, error) {
	was := s.last
	for _, r := range strings.ReplaceAll(string(p), clearLine[1:], "\v") {
		switch r {
		case '\r':
			s.last = "\r" + strings.TrimPrefix(s.last, "\r") // written over from here on
		case '\v':
			if strings.HasPrefix(s.last, "\r") {
				s.last = ""
			}
		case '\n':
			s.lines, s.last = append(s.lines, s.last), ""
		default:
			if strings.HasPrefix(s.last, "\r") {
				s.last = ""
			}
			s.last += string(r)
		}
	}
	if was != "" && s.last == "" {
		s.flickers++
	}
	return len(p), nil
}

// A clock is one that the test sets.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) wait(d time.Duration) { c.at = c.at.Add(d) }

func testProgress(to *screen, onScreen bool, columns int) (*progress, *clock) {
	c := &clock{time.Date(2031, 5, 4, 12, 0, 0, 0, time.UTC)}
	p := newProgress(to)
	p.screen, p.columns, p.now = onScreen, func() int { return columns }, c.now
	p.told, p.marks = c.at, []moment{{at: c.at}}
	return p, c
}

// work reads pages of 1,000 bytes, so many in a second, for so long.
func work(p *progress, c *clock, each int, seconds int) {
	for range seconds * each {
		c.wait(time.Second / time.Duration(each))
		p.read(1000)
		p.tell(ingest.Event{Name: "a.txt"})
	}
}

func TestBar(t *testing.T) {
	s := &screen{}
	p, c := testProgress(s, true, 80)
	work(p, c, 10, 1)
	if s.last != "9 pages" { // 100 ms after the last telling
		t.Errorf("before anything is known: %q", s.last)
	}
	p.of(1_000_000)
	work(p, c, 10, 9)
	if want := "[###..................................] 10%, 99 pages, 9.9 a second, 2 min left"; s.last != want {
		t.Errorf("after 10 s: %q, want %q", s.last, want)
	}
	// It goes ten times as fast: the rate is that of the last while.
	work(p, c, 100, 9)
	p.tell(ingest.Event{Err: errors.New("b.txt: empty file")})
	c.wait(time.Second)
	p.read(0)
	for _, want := range []string{"100%", "1001 pages", "1 failed"} {
		if !strings.Contains(s.last, want) {
			t.Errorf("at the end: %q lacks %q", s.last, want)
		}
	}
	if len(s.lines) != 1 || s.lines[0] != "b.txt: empty file" {
		t.Errorf("above: %q", s.lines)
	}
	if s.flickers > 0 {
		t.Errorf("flickered %d times", s.flickers)
	}
	p.clear()
	if s.last != "" {
		t.Errorf("at last there stands %q", s.last)
	}
}

// TestRateOfTheLastWhile reads slowly for an hour and then fast.
func TestRateOfTheLastWhile(t *testing.T) {
	s := &screen{}
	p, c := testProgress(s, true, 80)
	p.of(10_000_000)
	work(p, c, 1, 3600)
	if !strings.HasSuffix(s.last, "1.0 a second, 1 h 46 min left") {
		t.Errorf("slow: %q", s.last)
	}
	work(p, c, 100, 40)
	if !strings.HasSuffix(s.last, "100 a second, 24 s left") {
		t.Errorf("fast: %q", s.last)
	}
}

// TestWithoutATotal reads a pipe: there is a count and a rate, and no bar.
func TestWithoutATotal(t *testing.T) {
	s := &screen{}
	p, c := testProgress(s, true, 80)
	work(p, c, 20, 5)
	if want := "99 pages, 20 a second"; s.last != want {
		t.Errorf("%q, want %q", s.last, want)
	}
}

// TestNarrow fits what it tells into any terminal.
func TestNarrow(t *testing.T) {
	for columns := range 120 {
		s := &screen{}
		p, c := testProgress(s, true, columns)
		p.of(1_000_000)
		work(p, c, 50, 4)
		p.tell(ingest.Event{Err: errors.New("b.txt: empty file")})
		if len(s.last) >= max(columns, 1) {
			t.Errorf("%d columns: %q", columns, s.last)
		}
	}
}

// TestLinesElsewhere tells every ten seconds, in plain lines.
func TestLinesElsewhere(t *testing.T) {
	var out strings.Builder
	p, c := testProgress(&screen{}, false, 80)
	p.to = &out
	p.of(1_000_000)
	work(p, c, 10, 25)
	p.tell(ingest.Event{Err: errors.New("b.txt: empty file")})
	p.clear()
	want := "10%, 99 pages, 9.9 a second, 2 min left\n20%, 199 pages, 9.9 a second, 1 min left\nb.txt: empty file\n"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestLeft(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s left", 100 * time.Millisecond: "1 s left", 59 * time.Second: "59 s left", 61 * time.Second: "1 min left",
		59*time.Minute + 20*time.Second: "59 min left", 2*time.Hour + 5*time.Minute: "2 h 5 min left", 300 * time.Hour: "300 h 0 min left",
	} {
		if got := left(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// TestMoreThanThereWas reads more bytes than the inputs had, as of an archive some
// are read twice.
func TestMoreThanThereWas(t *testing.T) {
	s := &screen{}
	p, c := testProgress(s, true, 80)
	p.of(5_000)
	work(p, c, 10, 3)
	if !strings.Contains(s.last, "] 100%, ") || !strings.HasSuffix(s.last, "0 s left") {
		t.Errorf("%q", s.last)
	}
}
