package watch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay/internal/capture/fetch"
)

// A source is an address that is asked again and again.
type source struct {
	Address string `json:"address"`
	Named   bool   `json:"-"` // by a person, not by a list
	Kind    string `json:"kind,omitempty"`
	Title   string `json:"title,omitempty"`
	fetch.Validators
	SHA256   string    `json:"sha256,omitempty"` // of the page that stood there last, where it is one
	Last     time.Time `json:"last,omitzero"`
	Next     time.Time `json:"next,omitzero"`
	Failures int       `json:"failures,omitempty"` // one after the other, up to the last
	Failure  string    `json:"failure,omitempty"`  // the last of them
	Brought  int       `json:"brought,omitempty"`  // pages
	Lists    []string  `json:"lists,omitempty"`    // addresses of lists that it leads to
	Entries  []*entry  `json:"entries,omitempty"`  // pages that it leads to

	watched bool // it is named, or one that is leads to it
	depth   int
	busy    bool
	visited time.Time
}

// due returns when there is something to do for a source next, if there ever is.
func (w *Watcher) due(s *source) (at time.Time, ok bool) {
	if !s.watched {
		return time.Time{}, false
	}
	at = s.Next
	for _, e := range s.Entries {
		if e.waits() && !w.asking[e.Address] && e.Next.Before(at) {
			at = e.Next
		}
	}
	return at, true
}

// visit asks for a source if it is due, and fetches a portion of the pages that
// it leads to. Its error is for what stops everything.
func (w *Watcher) visit(ctx context.Context, s *source) error {
	w.mu.Lock()
	poll := !s.Next.After(w.now())
	w.mu.Unlock()
	if poll {
		if err := w.poll(ctx, s); err != nil {
			return err
		}
	}
	return w.fetch(ctx, s)
}

// poll asks for what stands at a source's address.
func (w *Watcher) poll(ctx context.Context, s *source) error {
	w.mu.Lock()
	since := s.Validators
	w.mu.Unlock()
	answer, err := w.opts.Client.Get(ctx, s.Address, since)
	if ended(ctx) {
		return nil
	}
	var got found
	if err == nil && !answer.NotModified {
		got, err = read(ctx, s.Address, answer)
		if err == nil && s.Kind != "" && got.kind == "" { // a page that asks for consent, say
			err = fmt.Errorf("%s was here, and now none is", s.Kind)
		}
	}
	if err != nil {
		w.fail(s, err)
		return nil
	}
	fresh := got.pages
	if len(fresh) == 1 && fresh[0].SHA256 == s.SHA256 {
		fresh = nil // the server does not know, but it has not changed
	}
	events, err := w.keep(ctx, fresh)
	if err != nil {
		return unlessEnded(ctx, err)
	}

	w.mu.Lock()
	now := w.now()
	s.Last, s.Failures, s.Failure = now, 0, ""
	s.Next = now.Add(max(w.opts.Every, min(answer.Fresh, maxStretch*w.opts.Every)))
	s.Validators = answer.Validators
	if !answer.NotModified {
		s.Kind, s.Title, s.SHA256 = string(got.kind), got.title, ""
		if len(got.pages) == 1 {
			s.SHA256 = got.pages[0].SHA256
		}
		if note := w.merge(s, got); note != "" {
			got.notes = append(got.notes, note)
		}
	}
	s.Brought += len(fresh)
	w.counts.Polls++
	if answer.NotModified {
		w.counts.Unchanged++
	}
	w.dirty = true
	w.mu.Unlock()

	if len(got.notes) > 0 {
		w.tell(Event{Source: s.Address, Notes: got.notes})
	}
	for _, e := range events {
		w.tell(Event{Source: s.Address, Page: e.Name, Kept: true, Err: e.Err, Notes: e.Notes, Known: e.Known, Stored: e.Stored})
	}
	return nil
}

// fail remembers that a source could not be had.
func (w *Watcher) fail(s *source, err error) {
	w.mu.Lock()
	now := w.now()
	s.Failures++
	s.Failure = err.Error()
	s.Last, s.Next = now, now.Add(max(backOff(w.opts.Every, s.Failures), retryAfter(err)))
	w.counts.Polls++
	w.counts.PollsFailed++
	w.dirty = true
	w.mu.Unlock()
	w.tell(Event{Source: s.Address, Err: err})
}

func retryAfter(err error) time.Duration {
	var f *fetch.Failure
	if errors.As(err, &f) {
		return f.RetryAfter
	}
	return 0
}

// merge takes up what a list leads to, and lets go what it does not lead to any
// more. It returns what a person should know of that.
func (w *Watcher) merge(s *source, got found) (note string) {
	if w.sources[s.Address] != s {
		return "" // it was forgotten meanwhile
	}
	wasWatched := make(map[*source]bool)
	for _, other := range w.sources {
		wasWatched[other] = other.watched
	}
	had := make(map[string]*entry, len(s.Entries))
	for _, e := range s.Entries {
		had[e.Address], e.Gone = e, true
	}
	entries := make([]*entry, 0, len(got.entries))
	for _, address := range got.entries {
		e := had[address]
		if e == nil {
			e = &entry{Address: address}
			if w.had[address] > 0 { // by way of another list
				e.Got = true
				w.had[address]++
			}
		}
		e.Gone = false
		entries = append(entries, e)
	}
	for _, e := range s.Entries {
		if e.Gone && e.waits() {
			entries = append(entries, e)
		} else if e.Gone {
			w.leave(e)
		}
	}
	s.Entries = entries

	s.Lists = nil
	left := 0
	for _, address := range got.lists {
		if w.sources[address] == nil && len(w.sources) >= maxSources {
			left++
			continue
		}
		s.Lists = append(s.Lists, w.take(address).Address)
	}
	w.mark()
	for _, other := range w.sources { // lists that it does not lead to any more
		if wasWatched[other] && !other.watched {
			w.inherit(s, other)
		}
	}
	if left > 0 {
		return fmt.Sprintf("%d lists more than the %d addresses that are watched at most: they are left out", left, maxSources)
	}
	return ""
}

// inherit has a source go on with what is yet to be fetched of another, which
// is forgotten.
func (w *Watcher) inherit(s, from *source) {
	for _, e := range from.Entries {
		if e.Gone = true; e.waits() {
			s.Entries = append(s.Entries, e)
		} else {
			w.leave(e)
		}
	}
	from.Entries = nil
	delete(w.sources, from.Address)
}

func ended(ctx context.Context) bool { return ctx.Err() != nil }

// unlessEnded returns no error where one was asked to end.
func unlessEnded(ctx context.Context, err error) error {
	if ended(ctx) {
		return nil
	}
	return err
}
