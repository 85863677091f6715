// Package ingest runs the stages over many pages: each page is kept in the
// archive, read as an article, searched for statements, and stored in the
// record.
//
// A page is in the archive, synced, before anything else is done with it, and
// in the record with all its statements or not at all: whatever moment the
// process is killed at, running again ends in the record that one undisturbed
// run would have made. Memory is bounded by the pages in hand ([batchBytes] on
// the way in and [onTheWay] from there, and the largest page), not by how many
// there are.
package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"hearsay/internal/capture"
	"hearsay/internal/record"
)

// An Ingester brings pages into one record.
type Ingester struct {
	Record  *record.Record
	Archive *capture.Archive

	// Workers is how many pages are read side by side; 0 means one for each
	// processor. The outcome does not depend on it.
	Workers int

	// NoEngine has statements not looked for: the articles alone are stored, and
	// said to be so. [Ingester.Search] looks for them later.
	NoEngine bool

	// Tell, if set, is called for everything that a person should know, from
	// one goroutine at a time.
	Tell func(Event)

	batch int // pages of a batch, if not [batchPages]
}

// An Event is what became of one page.
type Event struct {
	Name   string   // of the page: its path or, where that is not known, its name; empty where Err says it
	Err    error    // why it could not be read, or nil
	Notes  []string // what a person should know of how it was read
	Known  bool     // the record had it already
	Stored int      // how many statements were stored

	Unsearched bool // they were not looked for
}

// A Tally counts what became of the pages.
type Tally struct {
	Pages      int `json:"pages"`      // read and stored now
	Known      int `json:"known"`      // in the record already
	Statements int `json:"statements"` // of the pages stored now
	Failed     int `json:"failed"`     // pages that could not be brought in or read
	Doubtful   int `json:"doubtful"`   // of the pages stored now, those read with a note
	Unsearched int `json:"unsearched"` // of the pages stored now, those in which statements were not looked for
}

// Add adds what became of other pages.
func (t *Tally) Add(other Tally) {
	t.Pages += other.Pages
	t.Known += other.Known
	t.Statements += other.Statements
	t.Failed += other.Failed
	t.Doubtful += other.Doubtful
	t.Unsearched += other.Unsearched
}

func (t *Tally) count(e Event) {
	switch {
	case e.Err != nil:
		t.Failed++
	case e.Known:
		t.Known++
	default:
		t.Pages++
		t.Statements += e.Stored
		if len(e.Notes) > 0 {
			t.Doubtful++
		}
		if e.Unsearched {
			t.Unsearched++
		}
	}
}

// A batch of captures goes to the archive, and a batch of readings to the
// record, at once: syncing costs more than writing, what is written for one article
// lies beside what is for others, and the one waits for the other.
const (
	batchPages = 512
	batchBytes = 8 << 20
	batchTime  = time.Second
)

func (in *Ingester) batchPages() int { return cmp.Or(in.batch, batchPages) }

// onTheWay is how many bytes of pages are being read or wait to be stored, at most:
// of a page that is larger, that one.
const onTheWay = 64 << 20

// Add brings pages in. What an earlier run kept and did not come to read is
// read first. A page that cannot be brought in or read is told and counted, and
// the rest goes on; the error is for what stops everything: a full disk, a
// record that cannot be written.
func (in *Ingester) Add(ctx context.Context, pages iter.Seq2[capture.Capture, error]) (Tally, error) {
	return in.add(ctx, pages, nil)
}

func (in *Ingester) add(ctx context.Context, pages iter.Seq2[capture.Capture, error], attempt *Attempt) (Tally, error) {
	return in.run(ctx, func(ctx context.Context, work chan<- []job, tell func(Event)) error {
		if err := in.sync(ctx, tell); err != nil {
			return err
		}
		if err := in.pending(ctx, work, tell, record.Kept); err != nil {
			return err
		}
		b := batch{in: in, work: work, tell: tell, books: bookkeeping{attempt: attempt}}
		for c, err := range pages {
			if ctx.Err() != nil {
				return ctx.Err() // err may say the same, and is no page's
			}
			if err != nil {
				tell(Event{Err: err})
				if err := b.failed(ctx, err); err != nil {
					return err
				}
			} else if err := b.add(ctx, c); err != nil {
				return err
			}
		}
		return b.flush(ctx)
	})
}

// Reread derives everything again from the archive and the journal.
func (in *Ingester) Reread(ctx context.Context) (Tally, error) {
	tally, err := in.run(ctx, func(ctx context.Context, work chan<- []job, tell func(Event)) error {
		if err := in.sync(ctx, tell); err != nil {
			return err
		}
		if err := in.Record.Rejoin(ctx); err != nil {
			return err
		}
		return in.pending(ctx, work, tell)
	})
	if err != nil {
		return tally, err
	}
	if err := in.Record.Recollate(ctx, nil); err != nil {
		return tally, err
	}
	return tally, in.Record.Tidy(ctx)
}

// Search looks for the statements of articles that were stored without.
func (in *Ingester) Search(ctx context.Context) (Tally, error) {
	return in.run(ctx, func(ctx context.Context, work chan<- []job, tell func(Event)) error {
		return in.pending(ctx, work, tell, record.Unsearched)
	})
}

// sync has the record take in what others left in the archive.
func (in *Ingester) sync(ctx context.Context, tell func(Event)) error {
	damage, err := in.Archive.Sync(ctx, in.Record)
	for _, d := range damage {
		tell(Event{Err: d})
	}
	return err
}

// pending hands on what the archive has and the record lists in one of the states.
func (in *Ingester) pending(ctx context.Context, work chan<- []job, tell func(Event), states ...record.CaptureState) error {
	for entry, err := range in.Record.Captures(ctx, states...) {
		if err != nil {
			return err
		}
		c, err := in.Archive.Read(entry.Place)
		if err == nil && c.SHA256 != entry.SHA256 {
			err = fmt.Errorf("%s holds another capture at byte %d", entry.File, entry.Offset)
		}
		if err != nil {
			tell(Event{Name: entry.Name, Err: err})
			continue
		}
		if err := send(ctx, work, []job{{capture: c, encoding: entry.Encoding}}); err != nil {
			return err
		}
	}
	return nil
}

// A batch gathers captures on their way to the archive.
type batch struct {
	in       *Ingester
	work     chan<- []job
	tell     func(Event)
	captures []capture.Capture
	bytes    int
	begun    time.Time
	books    bookkeeping
}

func (b *batch) add(ctx context.Context, c capture.Capture) error {
	if len(b.captures) == 0 {
		b.begun = time.Now()
	}
	b.captures = append(b.captures, c)
	b.bytes += len(c.Body)
	b.books.came(c)
	if len(b.captures) < b.in.batchPages() && b.bytes < batchBytes && time.Since(b.begun) < batchTime {
		return nil
	}
	return b.flush(ctx)
}

// failed keeps what could not be brought in.
func (b *batch) failed(ctx context.Context, err error) error {
	if b.books.failed(err); len(b.books.failures) < b.in.batchPages() {
		return nil
	}
	return b.books.write(ctx, b.in.Record)
}

// flush keeps the captures and hands on those that are new.
func (b *batch) flush(ctx context.Context) error {
	captures := b.captures
	b.captures, b.bytes = nil, 0
	if err := b.books.write(ctx, b.in.Record); err != nil || len(captures) == 0 {
		return err
	}
	kept, err := b.in.Archive.Keep(ctx, b.in.Record, captures)
	for _, d := range kept.Damage {
		b.tell(Event{Err: d})
	}
	if err != nil {
		return err
	}
	fresh := make(map[string]bool, len(kept.Entries))
	for _, e := range kept.Entries {
		fresh[e.SHA256] = true
	}
	var jobs []job
	for _, c := range captures {
		if !fresh[c.SHA256] {
			again, err := b.known(ctx, c)
			if err != nil {
				return err
			}
			jobs = append(jobs, again...)
			continue
		}
		delete(fresh, c.SHA256) // should it come twice in the batch
		jobs = append(jobs, job{capture: c})
	}
	return send(ctx, b.work, jobs)
}

// known tells of a page that the record has already, or has it read again: whoever
// adds one again that could not be read is told again why.
func (b *batch) known(ctx context.Context, c capture.Capture) ([]job, error) {
	entry, err := b.in.Record.Capture(ctx, c.SHA256)
	if err != nil {
		return nil, err
	}
	if c.Charset != "" && c.Charset != entry.Charset && c.Charset != entry.Encoding {
		// The same bytes with another encoding stated: somebody knows better.
		err := b.in.Record.Correct(ctx, record.Correction{
			Do: record.SetEncoding, By: "add", Time: time.Now(), Capture: c.SHA256, Encoding: c.Charset,
		})
		return []job{{capture: c, encoding: c.Charset}}, err
	}
	e := Event{Name: cmp.Or(c.Path, c.Name), Known: true}
	if entry.State == record.Unread {
		e.Err = fmt.Errorf("%s (kept before, and still not readable)", entry.Failure)
	}
	b.tell(e)
	return nil, nil
}

func send[T any](ctx context.Context, to chan<- T, what T) error {
	select {
	case to <- what:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run reads the jobs that produce hands on, side by side, and stores what is
// found in them.
func (in *Ingester) run(ctx context.Context, produce func(context.Context, chan<- []job, func(Event)) error) (Tally, error) {
	var tally Tally
	events := make(chan Event)
	told := make(chan struct{})
	go func() {
		defer close(told)
		for e := range events {
			tally.count(e)
			if in.Tell != nil {
				in.Tell(e)
			}
		}
	}()
	tell := func(e Event) { events <- e }

	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []job, 1) // the next one is kept while one is read
	work := make(chan job)
	done := make(chan outcome, in.batchPages()) // pages are read while a batch is stored
	room := semaphore.NewWeighted(onTheWay)
	group.Go(func() error {
		defer close(batches)
		return produce(ctx, batches, tell)
	})
	group.Go(func() error {
		defer close(work)
		for jobs := range batches {
			for _, j := range jobs {
				if err := room.Acquire(ctx, j.size()); err != nil {
					return err
				}
				if err := send(ctx, work, j); err != nil {
					return err
				}
			}
		}
		return nil
	})
	workers := in.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	readers, readersCtx := errgroup.WithContext(ctx)
	for range workers {
		readers.Go(func() error {
			for j := range work {
				if err := send(readersCtx, done, outcome{name: cmp.Or(j.capture.Path, j.capture.Name), size: j.size(), reading: derive(j, !in.NoEngine)}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(done)
		return readers.Wait()
	})
	group.Go(func() error { return in.store(ctx, done, room, tell) })
	err := group.Wait()
	close(events)
	<-told
	return tally, err
}

// An outcome is what was found in the page of a name.
type outcome struct {
	name    string
	size    int64 // of the job
	reading record.Reading
}

// store keeps outcomes in batches.
func (in *Ingester) store(ctx context.Context, done <-chan outcome, room *semaphore.Weighted, tell func(Event)) error {
	var batch []outcome
	size := 0 // bytes of text
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		readings := make([]record.Reading, len(batch))
		for i, o := range batch {
			readings[i] = o.reading
		}
		if err := in.Record.Store(ctx, readings); err != nil {
			return err
		}
		for _, o := range batch {
			o.tell(tell)
			room.Release(o.size)
		}
		clear(batch) // a text that is stored need not be held
		batch, size = batch[:0], 0
		return nil
	}
	due := time.NewTimer(batchTime)
	defer due.Stop()
	for {
		select {
		case o, open := <-done:
			if !open {
				return flush()
			}
			if len(batch) == 0 {
				due.Reset(batchTime)
			}
			batch = append(batch, o)
			size += len(o.reading.Article.Text)
			if len(batch) < in.batchPages() && size < batchBytes {
				continue
			}
		case <-due.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := flush(); err != nil {
			return err
		}
	}
}

func (o outcome) tell(tell func(Event)) {
	if o.reading.Failure != "" {
		tell(Event{Name: o.name, Err: errors.New(o.reading.Failure)})
		return
	}
	tell(Event{Name: o.name, Notes: o.reading.Article.Notes, Stored: len(o.reading.Statements), Unsearched: o.reading.By == ""})
}
