package watch

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// maxShown is how many pages that came in, and how many that failed, the page of
// the watcher shows.
const maxShown = 100

// counts are what a watcher has done since it began.
type counts struct {
	Polls       int // times that sources were asked
	Unchanged   int // of them, those that had not changed
	PollsFailed int
	Fresh       int // pages that are new to the record, read
	Unreadable  int // pages that are kept and could not be read
	Known       int // pages that the record had
	Failed      int // times that pages could not be had
	Statements  int
}

// count takes an event of a page into the counts. The watcher is locked.
func (w *Watcher) count(e Event) {
	switch {
	case e.Page == "":
		return
	case !e.Kept:
		w.counts.Failed++
		return
	case e.Err != nil:
		w.counts.Unreadable++
	case e.Known:
		w.counts.Known++
		return
	default:
		w.counts.Fresh++
		w.counts.Statements += e.Stored
	}
	w.came = slices.Insert(w.came, 0, e)
	w.came = w.came[:min(len(w.came), maxShown)]
}

// A status is what the page of the watcher shows.
type status struct {
	Now, Began time.Time
	Every      time.Duration
	counts
	Waiting int // pages that are yet to be fetched
	Left    int // pages that are not tried again
	Failing int // sources that could not be had last

	Sources []sourceStatus // those that fail first, then in the order of their addresses
	Came    []Event
	Missing []missing // pages that could not be had
	More    int       // how many more of them there are
}

type sourceStatus struct {
	Address, Title, Kind string
	Last, Next           time.Time
	Listed, Waiting      int // pages
	Brought              int
	Failures             int
	Failure              string
}

// A missing page could not be had.
type missing struct {
	Address, Source string
	Why             string
	Tries           int
	Next            time.Time // zero where it is not tried again
}

// status returns how things stand, of one moment.
func (w *Watcher) status() status {
	w.mu.Lock()
	defer w.mu.Unlock()
	st := status{Now: w.now(), Began: w.began, Every: w.opts.Every, counts: w.counts, Came: slices.Clone(w.came)}
	for _, s := range slices.SortedFunc(maps.Values(w.sources), inOrder) {
		if !s.watched {
			continue
		}
		row := sourceStatus{
			Address: s.Address, Title: s.Title, Kind: s.Kind, Last: s.Last, Next: s.Next,
			Listed: len(s.Entries), Brought: s.Brought, Failures: s.Failures, Failure: s.Failure,
		}
		if s.Kind == "" && !s.Last.IsZero() && s.SHA256 != "" {
			row.Kind = "a page"
		}
		for _, e := range s.Entries {
			if e.waits() {
				row.Waiting++
			}
			if e.Left {
				st.Left++
			}
			if !e.Got && e.Failure != "" {
				st.Missing = append(st.Missing, missing{e.Address, s.Address, e.Failure, e.Tries, e.Next})
			}
		}
		st.Waiting += row.Waiting
		if s.Failures > 0 {
			st.Failing++
		}
		st.Sources = append(st.Sources, row)
	}
	if len(st.Missing) > maxShown {
		st.Missing, st.More = st.Missing[:maxShown], len(st.Missing)-maxShown
	}
	return st
}

func inOrder(a, b *source) int {
	return cmp.Or(cmp.Compare(min(b.Failures, 1), min(a.Failures, 1)), strings.Compare(a.Address, b.Address))
}
