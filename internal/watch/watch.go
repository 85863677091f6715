// Package watch asks again and again for what is named to it, and brings in
// what is new: the pages that feeds, sitemaps and other lists lead to, each
// once, and pages that are named themselves whenever they have changed.
//
// A [Watcher] keeps in a file what it has seen: what servers gave it to ask by,
// when to ask next, and which of the pages that a list names it has and which
// it has yet to get. The file is a memory and no more. A page is in the archive
// before the file tells so, and what a list names is in the file before the
// server is told that the list is known: whatever moment the process is killed
// at, nothing listed is lost, and what is fetched again is the same capture.
// Without the file all is asked for anew.
package watch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/ingest"
)

// A Client asks for what stands at an address, as [fetch.Client] does.
type Client interface {
	Get(ctx context.Context, address string, since fetch.Validators) (fetch.Answer, error)
}

// Options are how a [Watcher] goes about it. All but Every, Has and Tell are
// needed.
type Options struct {
	Folder string        // of the record, where the memory is
	Every  time.Duration // from one time that a source is asked to the next; 0 means a quarter of an hour
	Client Client

	// Keep brings pages into the record and says what became of each: events
	// have the page's [capture.Capture.Path] as their name. Pages that came in
	// before and were not read are read too, and told of. It is called by one
	// goroutine at a time. When it returns without an error, all the pages are in
	// the archive.
	Keep func(ctx context.Context, pages []capture.Capture) ([]ingest.Event, error)

	// Has, if set, tells whether the record has a page of an address: one that a
	// list leads to is not fetched then.
	Has func(ctx context.Context, address string) (bool, error)

	// Tell, if set, hears of everything that a person should know, from one
	// goroutine at a time.
	Tell func(Event)
}

// An Event is what became of a source, or of a page.
type Event struct {
	Time   time.Time
	Source string   // the address that is watched
	Page   string   // the address of the page; empty where the source itself is meant
	Kept   bool     // the page is in the archive
	Err    error    // why it could not be had or read, or nil
	Notes  []string // what a person should know of it
	Known  bool     // the record had that page, byte for byte
	Stored int      // how many statements were found in the page
}

// Limits of what is watched, and of how it is gone about.
const (
	usualEvery = 15 * time.Minute
	maxStretch = 4              // times Every, that a server's word can put off the next time
	maxBackOff = 24 * time.Hour // from one failure to the next try
	maxSources = 10_000
	maxDepth   = 3       // lists that lead to lists
	maxBusy    = 8       // sources that are asked side by side
	portion    = 10      // pages of a source that are fetched before others have a turn,
	enough     = 8 << 20 // or so many bytes of them
	maxTries   = 8       // to get a page, where failing may pass
	secondTry  = time.Hour
	forgetting = 30 * 24 * time.Hour // until a source that is watched no more is forgotten
	saveEvery  = time.Second
)

// A Watcher watches for one record. Two for the same record cannot be.
type Watcher struct {
	opts Options
	lock *flock.Flock
	now  func() time.Time

	keeping sync.Mutex // held while pages are brought in
	telling sync.Mutex
	saves   sync.Mutex

	mu      sync.Mutex // guards all below, and the sources
	began   time.Time
	sources map[string]*source // by address
	had     map[string]int     // addresses of pages that were fetched, and how many sources list them
	asking  map[string]bool    // addresses of pages that are being fetched
	busy    map[string]bool    // hosts that sources are asked on
	dirty   bool               // something is not saved yet
	changed chan struct{}      // tells that a source is free
	counts  counts
	came    []Event // pages that came in, last first
}

// New returns a watcher with what it remembers. It is to be closed.
func New(opts Options) (*Watcher, error) {
	if opts.Every == 0 {
		opts.Every = usualEvery
	}
	lock := flock.New(filepath.Join(opts.Folder, lockFile))
	switch ok, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("locking what is remembered of watching: %w", err)
	case !ok:
		return nil, errors.New("another hearsay watch is at work on this record")
	}
	w := &Watcher{
		opts: opts, lock: lock, now: time.Now,
		had: make(map[string]int), asking: make(map[string]bool), busy: make(map[string]bool),
		changed: make(chan struct{}, maxBusy),
	}
	var err error
	w.sources, err = remember(opts.Folder)
	switch {
	case errors.Is(err, errDamaged):
		w.tell(Event{Notes: []string{err.Error()}})
	case err != nil:
		return nil, errors.Join(err, lock.Close())
	}
	for _, s := range w.sources {
		for _, e := range s.Entries {
			if e.Got {
				w.had[e.Address]++
			}
		}
	}
	return w, nil
}

// Close lets others watch for the record.
func (w *Watcher) Close() error { return w.lock.Close() }

// Watch asks for what stands at the addresses, again and again until the
// context ends; then it returns nil. An error means that pages cannot be
// brought in, or that nothing can be remembered.
func (w *Watcher) Watch(ctx context.Context, addresses []string) error {
	return w.run(ctx, addresses, false)
}

// Once asks for all of it one time, and for all pages that are to be fetched.
// A source that failed lately and is left alone for a while is not asked.
func (w *Watcher) Once(ctx context.Context, addresses []string) error {
	return w.run(ctx, addresses, true)
}

func (w *Watcher) run(ctx context.Context, addresses []string, once bool) error {
	if err := w.name(addresses, once); err != nil {
		return err
	}
	if err := w.catchUp(ctx); err != nil {
		return unlessEnded(ctx, err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	var all sync.WaitGroup
	all.Go(func() { w.saving(ctx, stop) })
	for running := 0; ; {
		s, next := w.pick(running)
		if s != nil {
			running++
			all.Go(func() {
				if err := w.visit(ctx, s); err != nil {
					stop(err)
				}
				w.free(s)
			})
			continue
		}
		if once && running == 0 {
			break
		}
		timer := time.NewTimer(next)
		select {
		case <-w.changed:
			running--
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			break
		}
	}
	ended := context.Cause(ctx)
	stop(nil)
	all.Wait()
	err := w.save()
	if ended != nil && !errors.Is(ended, context.Canceled) {
		err = errors.Join(ended, err)
	}
	return err
}

// name takes up the addresses that a person named.
func (w *Watcher) name(addresses []string, once bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(addresses) > maxSources {
		return fmt.Errorf("%d addresses to watch, more than %d", len(addresses), maxSources)
	}
	now := w.now()
	w.began = now
	for _, s := range w.sources {
		s.Named = false
	}
	for _, address := range addresses {
		w.take(address).Named = true
	}
	w.mark()
	for _, s := range w.sources {
		switch {
		case !s.watched && now.Sub(s.Last) > forgetting:
			w.drop(s)
		case s.Failures > 0:
		case once:
			s.Next = now
		default: // it may have been put off by a longer Every than today's
			s.Next = earlier(s.Next, s.Last.Add(maxStretch*w.opts.Every))
		}
	}
	w.dirty = true
	return nil
}

// take returns the source of an address, a new one where there was none.
func (w *Watcher) take(address string) *source {
	s := w.sources[address]
	if s == nil {
		s = &source{Address: address}
		w.sources[address] = s
	}
	return s
}

// drop forgets a source.
func (w *Watcher) drop(s *source) {
	for _, e := range s.Entries {
		w.leave(e)
	}
	delete(w.sources, s.Address)
}

// mark tells which sources are watched: those that were named, and those that
// they lead to.
func (w *Watcher) mark() {
	for _, s := range w.sources {
		s.watched = false
	}
	var reach func(s *source, depth int)
	reach = func(s *source, depth int) {
		if s == nil || s.watched && s.depth <= depth {
			return
		}
		s.watched, s.depth = true, depth
		if depth < maxDepth {
			for _, address := range s.Lists {
				reach(w.sources[address], depth+1)
			}
		}
	}
	for _, s := range w.sources {
		if s.Named {
			reach(s, 0)
		}
	}
}

// pick returns the source that has waited longest of those that are due, or how
// long it is until one will be.
func (w *Watcher) pick(running int) (*source, time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	next := time.Hour
	var first *source
	for _, s := range w.sources {
		if s.busy {
			continue
		}
		due, ok := w.due(s)
		if !ok {
			continue
		}
		if wait := due.Sub(now); wait > 0 {
			next = min(next, wait)
		} else if !w.busy[s.host()] && (first == nil || before(s, first)) {
			first = s
		}
	}
	if first == nil || running == maxBusy {
		return nil, next
	}
	first.busy, first.visited = true, now
	w.busy[first.host()] = true
	return first, 0
}

// before reports whether a source has waited longer than another.
func before(a, b *source) bool {
	return a.visited.Before(b.visited) || a.visited.Equal(b.visited) && a.Address < b.Address
}

// free has a source wait until it is due again.
func (w *Watcher) free(s *source) {
	w.mu.Lock()
	s.busy = false
	delete(w.busy, s.host())
	w.mu.Unlock()
	w.changed <- struct{}{}
}

// saving saves now and then what has changed, until the context ends.
func (w *Watcher) saving(ctx context.Context, stop context.CancelCauseFunc) {
	ticker := time.NewTicker(saveEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := w.save(); err != nil {
				stop(err)
			}
		}
	}
}

// tell tells of an event, and counts it.
func (w *Watcher) tell(e Event) {
	e.Time = w.now().UTC().Truncate(time.Second)
	w.mu.Lock()
	w.count(e)
	w.mu.Unlock()
	if w.opts.Tell != nil {
		w.telling.Lock()
		defer w.telling.Unlock()
		w.opts.Tell(e)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// catchUp has the record read what came in before and was not read: nobody
// would fetch it again.
func (w *Watcher) catchUp(ctx context.Context) error {
	events, err := w.opts.Keep(ctx, nil)
	for _, e := range events {
		w.tell(Event{Page: e.Name, Kept: true, Err: e.Err, Notes: e.Notes, Known: e.Known, Stored: e.Stored})
	}
	return err
}

// keep brings pages in.
func (w *Watcher) keep(ctx context.Context, pages []capture.Capture) ([]ingest.Event, error) {
	if len(pages) == 0 {
		return nil, nil
	}
	w.keeping.Lock()
	defer w.keeping.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return w.opts.Keep(ctx, pages)
}

func (s *source) host() string {
	if u, err := url.Parse(s.Address); err == nil {
		return u.Hostname()
	}
	return s.Address
}

// backOff returns how long to wait after so many failures.
func backOff(first time.Duration, failures int) time.Duration {
	d := first
	for range failures - 1 {
		if d >= maxBackOff {
			break
		}
		d *= 2
	}
	return max(first, min(d, maxBackOff))
}
