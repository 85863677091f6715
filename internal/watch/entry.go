package watch

import (
	"context"
	"errors"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
)

// An entry is a page that a list leads to. It is forgotten once the list does
// not lead to it any more and there is nothing more to try.
type entry struct {
	Address string    `json:"address"`
	Got     bool      `json:"got,omitempty"`
	Gone    bool      `json:"gone,omitempty"` // the list does not lead to it any more
	Tries   int       `json:"tries,omitempty"`
	Next    time.Time `json:"next,omitzero"`
	Failure string    `json:"failure,omitempty"`
	Left    bool      `json:"left,omitempty"` // there is nothing more to try
}

// waits reports whether an entry is yet to be fetched.
func (e *entry) waits() bool { return !e.Got && !e.Left }

// leave forgets an entry.
func (w *Watcher) leave(e *entry) {
	if !e.Got {
		return
	}
	if w.had[e.Address]--; w.had[e.Address] == 0 {
		delete(w.had, e.Address)
	}
}

// fetch gets a portion of the pages that a source leads to and that are due.
func (w *Watcher) fetch(ctx context.Context, s *source) error {
	due := w.claim(s)
	defer w.unclaim(due)
	var pages []capture.Capture
	var got []*entry
	brought := 0
	failures := make(map[*entry]error)
	size := 0
	for _, e := range due {
		if size > enough {
			break // the others have their turn later
		}
		if has, err := w.has(ctx, e.Address); err != nil {
			return unlessEnded(ctx, err)
		} else if has {
			got = append(got, e)
			continue
		}
		captures, err := w.get(ctx, e.Address)
		if ended(ctx) {
			return nil
		}
		if err != nil {
			failures[e] = err
			continue
		}
		brought++
		for _, c := range captures {
			size += len(c.Body)
		}
		pages = append(pages, captures...)
		got = append(got, e)
	}
	events, err := w.keep(ctx, pages)
	if err != nil {
		return unlessEnded(ctx, err)
	}

	w.mu.Lock()
	for _, e := range got {
		e.Got, e.Failure, e.Next, e.Tries = true, "", time.Time{}, 0
		w.had[e.Address]++
	}
	s.Brought += brought
	for e, err := range failures {
		w.put(e, err)
	}
	w.settle(s)
	w.dirty = w.dirty || len(due) > 0
	w.mu.Unlock()

	for _, e := range events {
		w.tell(Event{Source: s.Address, Page: e.Name, Kept: true, Err: e.Err, Notes: e.Notes, Known: e.Known, Stored: e.Stored})
	}
	for _, e := range due {
		if err := failures[e]; err != nil {
			w.tell(Event{Source: s.Address, Page: e.Address, Err: err})
		}
	}
	return nil
}

// claim chooses the entries to fetch now. Those that another source's visit has
// fetched meanwhile are got.
func (w *Watcher) claim(s *source) []*entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	var due []*entry
	for _, e := range s.Entries {
		switch {
		case len(due) == portion:
			return due
		case !e.waits() || e.Next.After(now) || w.asking[e.Address]:
		case w.had[e.Address] > 0:
			e.Got = true
			w.had[e.Address]++
			w.dirty = true
		default:
			w.asking[e.Address] = true
			due = append(due, e)
		}
	}
	return due
}

func (w *Watcher) unclaim(due []*entry) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range due {
		delete(w.asking, e.Address)
	}
}

// has tells whether the record has a page of an address.
func (w *Watcher) has(ctx context.Context, address string) (bool, error) {
	if w.opts.Has == nil {
		return false, nil
	}
	return w.opts.Has(ctx, address)
}

// get asks for one page.
func (w *Watcher) get(ctx context.Context, address string) ([]capture.Capture, error) {
	answer, err := w.opts.Client.Get(ctx, address, fetch.Validators{})
	if err != nil {
		return nil, err
	}
	got, err := read(ctx, address, answer)
	if err == nil && len(got.pages) == 0 {
		err = errors.New("a list, not a page")
	}
	return got.pages, err
}

// put puts an entry off that could not be had. What will not pass is tried a
// second time: lists name pages a little before they are there.
func (w *Watcher) put(e *entry, err error) {
	e.Tries++
	e.Failure = err.Error()
	var f *fetch.Failure
	switch asked := errors.As(err, &f); {
	case fetch.Temporary(err) && e.Tries < maxTries:
		e.Next = w.now().Add(max(backOff(w.opts.Every, e.Tries), f.RetryAfter))
	case asked && e.Tries < 2:
		e.Next = w.now().Add(max(w.opts.Every, secondTry))
	default:
		e.Left, e.Next = true, time.Time{}
	}
}

// settle forgets entries that have left their list and need no more trying.
func (w *Watcher) settle(s *source) {
	kept := s.Entries[:0]
	for _, e := range s.Entries {
		if e.Gone && !e.waits() {
			w.leave(e)
			continue
		}
		kept = append(kept, e)
	}
	clear(s.Entries[len(kept):])
	s.Entries = kept
}
