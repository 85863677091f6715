package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hearsay/internal/ingest"
)

// A progress tells of pages as they are read: what went wrong in a line each,
// and on a terminal how far the work has come.
type progress struct {
	to       io.Writer
	terminal bool
	pages    int
	started  time.Time
	shown    time.Time
}

const clearLine = "\r\x1b[K"

func newProgress(to io.Writer) *progress {
	return &progress{to: to, terminal: terminal(to), started: time.Now()}
}

func (p *progress) tell(e ingest.Event) {
	if e.Err != nil {
		p.line(nameOf(e) + e.Err.Error())
	} else {
		p.pages++
	}
	if len(e.Notes) > 0 {
		p.line(nameOf(e) + strings.Join(e.Notes, "; "))
	}
	if p.terminal && time.Since(p.shown) > 100*time.Millisecond {
		p.shown = time.Now()
		fmt.Fprintf(p.to, "%s%s, %.0f a second", clearLine, count(p.pages, "page"), float64(p.pages)/time.Since(p.started).Seconds())
	}
}

func (p *progress) line(s string) {
	p.clear()
	fmt.Fprintln(p.to, plain(s))
}

func (p *progress) clear() {
	if p.terminal {
		fmt.Fprint(p.to, clearLine)
	}
}

func nameOf(e ingest.Event) string {
	if e.Name == "" {
		return ""
	}
	return e.Name + ": "
}
