package web

import (
	"context"
	"slices"

	"hearsay/internal/record"
)

// hits are the statements of an article that a search finds, for a reader who
// came from there and goes from one to the next.
type hits struct {
	View articleView
	Own  []string // ids, in the order of the text
}

// Typed is the search as people type it.
func (h hits) Typed() string { return h.View.Sought.String() }

// Number is which of them the reader is at, from 1; 0 at none of them.
func (h hits) Number() int { return slices.Index(h.Own, h.View.Chosen) + 1 }

// Total is how many there are.
func (h hits) Total() int { return len(h.Own) }

// Previous, Next and Back lead to the hit before and the one after (from none to the
// first), and to all that the search finds; empty where there is none.
func (h hits) Previous() string { return h.at(h.Number() - 1) }
func (h hits) Next() string     { return h.at(h.Number() + 1) }
func (h hits) Back() string     { return searchAddress(h.View.Sought) }

func (h hits) at(number int) string {
	if number < 1 || number > len(h.Own) {
		return ""
	}
	to := h.View
	to.Chosen = h.Own[number-1]
	return to.Address()
}

// hitsOf has the notes of an article tell whether the search of a view finds them.
// It is nil where nothing is sought.
func (s *site) hitsOf(ctx context.Context, view articleView, notes []*note) (*hits, error) {
	if len(valuesOf(view.Sought)) == 0 {
		return nil, nil
	}
	within := view.Sought
	within.Article = view.ID
	found, err := s.record.Search(ctx, within, len(notes), 0)
	if err != nil {
		return nil, err
	}
	all := &hits{View: view}
	for _, n := range notes {
		if slices.ContainsFunc(found.Statements, func(f record.Statement) bool { return f.ID == n.ID }) {
			n.Sought = view.Sought
			all.Own = append(all.Own, n.ID)
		}
	}
	return all, nil
}

// A run is words of which all or none are what a search looked for.
type run struct {
	Text string
	Hit  bool
}

// Runs cuts words where those begin and end that the search looked for by which
// the note was found.
func (n *note) Runs(words string) []run {
	var all []run
	add := func(text string, hit bool) {
		if text != "" {
			all = append(all, run{text, hit})
		}
	}
	at := 0
	for _, h := range n.Sought.Hits(words) {
		add(words[at:h[0]], false)
		add(words[h[0]:h[1]], true)
		at = h[1]
	}
	add(words[at:], false)
	return all
}
