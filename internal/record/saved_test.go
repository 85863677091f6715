package record

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// called are the names of the saved searches, with what they ask for.
func called(t testing.TB, r *Record) map[string]string {
	t.Helper()
	saved, err := r.SavedSearches(t.Context(), -1, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, e := range saved {
		all[e.Name] = e.Search.String()
	}
	return all
}

// TestSavedSearches saves searches, drops one and takes that back, and loses the
// database meanwhile.
func TestSavedSearches(t *testing.T) {
	r := newRecord(t)
	ines := Person{Name: "ines", Time: time.Unix(1_900_000_000, 0)}
	levies := Query{Text: `levy "not fair"`, To: `"the board"`, After: "2031-01-01", Without: []Condition{{"outlet", "=the post"}}}
	first, err := r.SaveSearch(t.Context(), ines, "  The  levy ", levies)
	if err != nil {
		t.Fatal(err)
	}
	if got := first.String(); got != `save search The levy: levy "not fair" to:"the board" after:2031-01-01 -outlet:"=the post"` {
		t.Errorf("the journal tells %q", got)
	}
	if diff := cmp.Diff(levies, first.Search); diff != "" || first.By != "ines" {
		t.Errorf("saved by %q (-want +got):\n%s", first.By, diff)
	}
	if _, err := r.SaveSearch(t.Context(), ines, "All", Query{}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"The levy": levies.String(), "All": ""}
	if diff := cmp.Diff(want, called(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	gone, err := r.Undo(t.Context(), ines, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"All": ""}, called(t, r)); diff != "" {
		t.Errorf("after dropping one (-want +got):\n%s", diff)
	}
	if _, err := r.Undo(t.Context(), ines, gone.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.db.Exec("DELETE FROM entries; UPDATE journal SET extent = 0"); err != nil {
		t.Fatal(err)
	}
	if err := r.replay(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, called(t, r)); diff != "" {
		t.Errorf("replayed (-want +got):\n%s", diff)
	}
	again, err := r.Entry(t.Context(), first.ID)
	if diff := cmp.Diff(levies, again.Search); err != nil || diff != "" {
		t.Errorf("replayed, %v (-want +got):\n%s", err, diff)
	}
}

func TestSearchesThatCannotBeSaved(t *testing.T) {
	r := newRecord(t)
	if _, err := r.SaveSearch(t.Context(), Person{}, "Levy", Query{Text: "levy"}); err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]Query{"": {}, " \n": {}, strings.Repeat("é", 101): {}, "Levy ": {Text: "tax"}} {
		if _, err := r.SaveSearch(t.Context(), Person{}, name, q); !errors.Is(err, ErrBadCorrection) {
			t.Errorf("saved as %q: %v", name, err)
		}
	}
	if _, err := r.SaveSearch(t.Context(), Person{}, "Kinds", Query{Kind: "odd"}); !errors.Is(err, ErrBadQuery) {
		t.Errorf("a search that cannot be understood: %v", err)
	}
	if diff := cmp.Diff(map[string]string{"Levy": "levy"}, called(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
