package record

import (
	"slices"
	"testing"

	"hearsay/internal/utterance"
)

// TestInDoubt has a press print until ties are in doubt: each is proposed, and a
// person who answers is not asked again.
func TestInDoubt(t *testing.T) {
	if testing.Short() {
		t.Skip("prints 320 articles, which takes the race detector minutes, and nothing here runs side by side")
	}
	r, p := newRecord(t), newPress(t, 11)
	for range 40 {
		var readings []Reading
		for range 8 {
			reading, _ := p.next()
			readings = append(readings, reading)
		}
		keep(t, r, readings...)
	}
	proposed := func() (together, apart []Proposal) {
		t.Helper()
		all, err := r.Proposals(t.Context(), 10_000, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			switch {
			case p.Kind != InDoubt:
			case p.Statement == nil || p.With == nil || p.Statement.ID == p.With.ID || p.Confidence >= utterance.Sure:
				t.Errorf("%+v", p)
			case p.Statement.Utterance != "" && p.Statement.Utterance == p.With.Utterance:
				together = append(together, p)
			default:
				apart = append(apart, p)
			}
		}
		return together, apart
	}
	together, apart := proposed()
	t.Logf("%d together and %d apart are in doubt", len(together), len(apart))
	if len(together) == 0 || len(apart) == 0 {
		t.Fatal("want some of both: print more")
	}
	same := func(p Proposal) bool {
		t.Helper()
		one, err := r.Statement(t.Context(), p.Statement.ID)
		if err != nil {
			t.Fatal(err)
		}
		with, err := r.Statement(t.Context(), p.With.ID)
		if err != nil {
			t.Fatal(err)
		}
		return one.Utterance != "" && one.Utterance == with.Utterance
	}
	if _, err := r.Join(t.Context(), ines, apart[0].Statement.ID, apart[0].With.ID); err != nil || !same(apart[0]) {
		t.Errorf("joined: %v", err)
	}
	if _, err := r.Part(t.Context(), ines, together[0].Statement.ID); err != nil || same(together[0]) {
		t.Errorf("parted: %v", err)
	}
	again, still := proposed()
	for _, answered := range []Proposal{together[0], apart[0]} {
		if slices.ContainsFunc(append(again, still...), func(p Proposal) bool { return p.ID == answered.ID }) {
			t.Errorf("asked again: %+v", answered)
		}
	}
}
