package record

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestArrivals holds that what came in last comes first, whenever it was
// published, however much there is.
func TestArrivals(t *testing.T) {
	r := newRecord(t)
	old := levy
	old.name, old.published = "old", "1999-01-01"
	addAt(t, r, 1_900_000_000, denial)
	addAt(t, r, 1_900_000_100, levy, undated)
	addAt(t, r, 1_900_000_200, old)
	for typed, want := range map[string][]string{
		"":                    {"old", "levy", "undated", "denial"},
		"levy":                {"old", "levy", "denial"},
		"before:2030":         {"old"},
		"-outlet:post":        {"undated", "denial"},
		"levy outlet:gazette": {"denial"},
		"nothing levy":        nil,
	} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		sel, err := r.selection(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for limit := range 5 {
			for _, most := range []int{0, 1, 2, arrivalHits} {
				found, err := r.arrivals(t.Context(), sel, limit, most)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, a := range found {
					got = append(got, a.Article.File)
				}
				if diff := cmp.Diff(want[:min(limit, len(want))], got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%q, the last %d, of %d in order (-want +got):\n%s", typed, limit, most, diff)
				}
			}
		}
	}
	found, err := r.Arrivals(t.Context(), Query{}, 1)
	if err != nil || len(found) != 1 || found[0].Captured != "2030-03-17T17:50:00Z" {
		t.Errorf("the last is %+v, %v", found, err)
	}
	if found, err := r.Arrivals(t.Context(), Query{Article: "none"}, 1); err != nil || len(found) != 0 {
		t.Errorf("of no article: %+v, %v", found, err)
	}
}
