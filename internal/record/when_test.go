package record

import (
	"testing"

	"hearsay/internal/when"
)

// TestDayOfSaying: the day on which a statement was said comes back with the
// words that tell it, and none comes back where none is known.
func TestDayOfSaying(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	reading := levy.reading()
	reading.Days = []when.Range{{From: "2031-05-03", To: "2031-05-04", Start: 0, End: 7}}
	if err := r.Store(t.Context(), []Reading{reading}); err != nil {
		t.Fatal(err)
	}
	got := map[string]*When{}
	for _, s := range everything(t, r) {
		got[s.Article.File] = s.When
	}
	if w := got["levy"]; w == nil || *w != (When{From: "2031-05-03", To: "2031-05-04", Text: "Harbour"}) {
		t.Errorf("levy: %+v", w)
	}
	if w := got["denial"]; w != nil {
		t.Errorf("denial: %+v", w)
	}
}
