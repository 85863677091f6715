package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"

	"hearsay/internal/capture"
	"hearsay/internal/export"
	"hearsay/internal/ingest"
	"hearsay/internal/record"
)

type addCommand struct {
	Paths    []string `arg:"" name:"path" help:"Files and folders."`
	Encoding string   `help:"Encoding of the pages' bytes, where they do not state it: windows-1251."`
}

func (cmd *addCommand) Run(ctx context.Context, c *console) error {
	encoding, err := encodingName(cmd.Encoding)
	if err != nil {
		return err
	}
	in, closeAll, err := c.ingester(ctx, true)
	if err != nil {
		return err
	}
	defer closeAll()
	var over passedOver
	pages := capture.Files(ctx, cmd.Paths, capture.FileOptions{Charset: encoding, PassedOver: over.add})
	err = c.tally(in.Add(ctx, pages))
	over.tell(c.err)
	return err
}

// encodingName returns the name by which the web's standard knows an encoding,
// so that one encoding is always called the same.
func encodingName(label string) (string, error) {
	if label == "" {
		return "", nil
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return "", fmt.Errorf("%w: no encoding is called %q", errMisuse, label)
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" { // the standard has them, and no text is in them
		return "", fmt.Errorf("%w: no text is in the encoding %q", errMisuse, label)
	}
	return name, nil
}

// passedOver gathers what in a folder is no page by its name, and links to folders.
type passedOver struct {
	count int
	first []string
}

func (p *passedOver) add(path string) {
	if p.count++; len(p.first) < 3 {
		p.first = append(p.first, plain(filepath.Base(path)))
	}
}

func (p *passedOver) tell(to io.Writer) {
	if p.count == 0 {
		return
	}
	names := strings.Join(p.first, ", ")
	if p.count > len(p.first) {
		names += ", …"
	}
	fmt.Fprintf(to, "%d passed over, no pages by their names, or links to folders: %s\n", p.count, names)
}

type rereadCommand struct{}

func (*rereadCommand) Run(ctx context.Context, c *console) error {
	in, closeAll, err := c.ingester(ctx, false)
	if err != nil {
		return err
	}
	defer closeAll()
	return c.tally(in.Reread(ctx))
}

// ingester opens the record with its archive; create makes one where there is none.
func (c *console) ingester(ctx context.Context, create bool) (*ingest.Ingester, func(), error) {
	openRecord := c.open
	if create {
		openRecord = c.create
	}
	rec, err := openRecord(ctx)
	if err != nil {
		return nil, nil, err
	}
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		return nil, nil, errors.Join(err, rec.Close())
	}
	closeAll := func() {
		if err := errors.Join(archive.Close(), rec.Close()); err != nil {
			fmt.Fprintln(c.err, "hearsay:", err)
		}
	}
	progress := newProgress(c.err)
	in := &ingest.Ingester{Record: rec, Archive: archive, Workers: runtime.GOMAXPROCS(0), Tell: progress.tell}
	return in, closeAll, nil
}

// tally prints what became of the pages. Pages that were not read, or read with
// a doubt, make the command fail: somebody should look.
func (c *console) tally(t ingest.Tally, err error) error {
	newProgress(c.err).clear()
	if err != nil {
		return err
	}
	if c.json {
		if err := export.JSONEncoder(c.out).Encode(t); err != nil {
			return err
		}
	} else {
		line := count(t.Pages, "page") + " read"
		if t.Doubtful > 0 {
			line += fmt.Sprintf(" (%d with a doubt)", t.Doubtful)
		}
		line += ", " + count(t.Statements, "statement")
		if t.Known > 0 {
			line += fmt.Sprintf("; %d known already", t.Known)
		}
		if t.Failed > 0 {
			line += fmt.Sprintf("; %d failed", t.Failed)
		}
		fmt.Fprintln(c.out, line)
	}
	if t.Failed > 0 || t.Doubtful > 0 {
		return errSaid
	}
	return nil
}

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

type verifyCommand struct{}

func (*verifyCommand) Run(ctx context.Context, c *console) error {
	in, closeAll, err := c.ingester(ctx, false)
	if err != nil {
		return err
	}
	defer closeAll()
	encoder := export.JSONEncoder(c.out)
	checked, err := in.Verify(ctx, func(f ingest.Fault) {
		if c.json {
			_ = encoder.Encode(f) // the sum below fails as this did
			return
		}
		fmt.Fprintln(c.out, plain(f.String()))
	})
	if err != nil {
		return err
	}
	if c.json {
		err = encoder.Encode(checked)
	} else {
		_, err = fmt.Fprintf(c.out, "%s, %s, %s and %s checked against their bytes: %s\n",
			count(checked.Captures, "capture"), count(checked.Articles, "article"), count(checked.Statements, "statement"),
			count(checked.Journal, "correction"), verdict(checked))
	}
	if err == nil && checked.Faults > 0 {
		return errSaid
	}
	return err
}

func verdict(c ingest.Checked) string {
	verdict := "all match"
	if c.Faults > 0 {
		verdict = count(c.Faults, "fault")
	}
	if c.Waiting > 0 {
		verdict += fmt.Sprintf("; %d kept and not read yet: the next hearsay add or reread reads them", c.Waiting)
	}
	return verdict
}

type confirmCommand struct {
	ID   string `arg:"" help:"The statement's id, or the beginning of it."`
	Undo bool   `help:"Take a confirmation back."`
	By   string `env:"USER" default:"somebody" help:"Who confirms (${default})."`
}

func (cmd *confirmCommand) Run(ctx context.Context, c *console) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	named, err := rec.Identify(ctx, cmd.ID)
	if err != nil {
		return err
	}
	if named.Room != "statement" {
		return fmt.Errorf("%s is the id of a %s: only a statement can be confirmed", cmd.ID, named.Room)
	}
	correction := record.Correction{Do: record.Confirm, By: cmd.By, Time: time.Now(), Statement: named.ID}
	if cmd.Undo {
		correction.Do = record.Withdraw
	}
	if err := rec.Correct(ctx, correction); err != nil {
		return err
	}
	s, err := rec.Statement(ctx, named.ID)
	if err != nil {
		return err
	}
	return c.statements([]record.Statement{s})
}
