package record

import (
	"testing"
)

// Of very many hits the latest are counted, and it is told that there are more.
func TestHitsOfTheLatest(t *testing.T) {
	r := newRecord(t)
	store(t, r, page{name: "long"}.sha256(), manyStatements(hitsAtMost+5))
	for typed, want := range map[string]Results{
		"":                   {Total: hitsAtMost + 5, Articles: 1},
		"levy":               {Total: hitsAtMost, Articles: 1, More: true},
		"kind:direct levy":   {Total: hitsAtMost, Articles: 1, More: true},
		"nosuchword -levy":   {},
		"after:2099":         {},
		"kind:mixed":         {},
		"levy -kind:direct":  {},
		"speaker_id:nobodys": {},
	} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		for _, offset := range []int{0, hitsAtMost - 5, hitsAtMost} {
			got, err := r.Search(t.Context(), q, 10, offset)
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != want.Total || got.Articles != want.Articles || got.More != want.More {
				t.Errorf("%q: %d in %d, more %v, want %d in %d, %v", typed, got.Total, got.Articles, got.More, want.Total, want.Articles, want.More)
			}
			left := 0
			if want.Total > 0 {
				left = min(10, hitsAtMost+5-offset)
			}
			if len(got.Statements) != left {
				t.Errorf("%q from %d: %d statements, want %d", typed, offset, len(got.Statements), left)
			}
		}
	}
}

// What was worked out is worked out anew after the record was written to, by
// whichever process.
func TestNothingKeptIsStale(t *testing.T) {
	r := newRecord(t)
	other, err := Open(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	q := Query{Text: "levy"}
	asked := func() [3]int {
		t.Helper()
		sum, err := r.Summary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found, err := r.Search(t.Context(), q, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		all, err := r.Search(t.Context(), Query{}, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		return [3]int{sum.Statements, found.Total, all.Total}
	}
	for n := range 3 {
		if got, want := asked(), [3]int{n, n, n}; got != want || got != asked() {
			t.Errorf("after %d articles there are %v", n, got)
		}
		writer := other
		if n == 1 {
			writer = r
		}
		before, err := r.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		store(t, writer, page{name: string(rune('a' + n))}.sha256(), manyStatements(1))
		if after, err := r.Version(t.Context()); err != nil || after == before {
			t.Errorf("the record was written to, and its version is %d as before, %v", after, err)
		}
	}
}
