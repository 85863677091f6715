package record

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFacets(t *testing.T) {
	r := newRecord(t)
	again := levy
	again.name, again.published = "again", "2033-01-01"
	add(t, r, levy, denial, undated, again)
	one, two := Tally{Statements: 1}, Tally{Statements: 2}
	got, err := r.Facets(t.Context(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range got.Speakers.Values {
		got.Speakers.Values[i].ID = "" // that depends on the walk of life
	}
	want := Facets{
		Tally: Tally{Statements: 4}, All: true,
		Speakers:  Facet{Values: []FacetValue{{"", "Ada Quill", Tally{Statements: 3}}, {"", "Dov Arlen", one}}},
		Outlets:   Facet{Values: []FacetValue{{"The Tidewater Post", "The Tidewater Post", two}, {"Marrow Gazette", "Marrow Gazette", one}}, Unknown: one},
		Kinds:     Facet{Values: []FacetValue{{"indirect", "indirect", Tally{Statements: 4}}}},
		Acts:      Facet{Values: []FacetValue{{"say", "say", Tally{Statements: 4}}}},
		To:        Facet{Unknown: Tally{Statements: 4}},
		Published: []Period{{"2031-01-01", "2032-01-01", two}, {"2032-01-01", "2033-01-01", Tally{}}, {"2033-01-01", "2034-01-01", one}},
		Undated:   one,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for typed, want := range map[string]int{"levy": 3, "levy -outlet:post": 1, "after:2034": 0, "kind:direct": 0} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.Facets(t.Context(), q); err != nil || got.Statements != want || !got.All {
			t.Errorf("%s: %+v, %v, want %d statements", typed, got, err, want)
		}
	}
}

func TestFacetsOfTheLatest(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial, undated)
	for most, want := range []int{0, 1, 2, 3, 3} {
		found, err := r.findHits(t.Context(), selection{rowRange: allRows()}, most)
		if err != nil {
			t.Fatal(err)
		}
		f := found.facets
		if f.Statements != want || f.All != (most >= 3) || most == 1 && f.Outlets.Values[0].Name != denial.outlet {
			t.Errorf("of the latest %d: %+v", most, f)
		}
	}
}

func TestFacetTellsTheMostFrequent(t *testing.T) {
	counted := tallies[string]{}
	for i := range facetValues + 3 {
		counted.of(fmt.Sprintf("v%02d", i)).add(Tally{Statements: i / 2})
	}
	f := facetOf(counted)
	if len(f.Values) != facetValues || f.More != 3 || f.Values[0].Name != "v12" || f.Values[1].Name != "v10" {
		t.Errorf("the facet is %+v", f)
	}
}

// TestPeriods holds that the periods of any days follow each other without gaps,
// are few, and count each day once.
func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		first, last, from, before string
		periods                   int
	}{
		{"2031-05-04", "2031-05-04", "2031-05-01", "2031-06-01", 1},
		{"2031-12-31", "2032-11-01", "2031-12-01", "2032-01-01", 12},
		{"2031-12-31", "2032-12-01", "2031-01-01", "2032-01-01", 2},
		{"1999-12-31", "2011-01-01", "1990-01-01", "2000-01-01", 3},
		{"0000-01-01", "9999-12-31", "0000-01-01", "1000-01-01", 10},
	} {
		days := tallies[int64]{}
		days.of(dayNumber(test.first)).add(Tally{Statements: 1})
		days.of(dayNumber(test.last)).add(Tally{Statements: 1})
		got, _ := periods(days)
		if len(got) != test.periods || got[0].From != test.from || got[0].Before != test.before {
			t.Errorf("%s to %s is %+v", test.first, test.last, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		days, all := tallies[int64]{}, 0
		for _, number := range rapid.SliceOf(rapid.Int64Range(0, dayNumber("9999-12-31"))).Draw(t, "days") {
			days.of(number).add(Tally{Statements: 1})
			all++
		}
		found, undated := periods(days)
		counted := undated.Statements
		for i, p := range found {
			counted += p.Statements
			if i > 0 && found[i-1].Before != p.From || p.Before != "" && p.Before <= p.From {
				t.Fatalf("%+v do not follow each other", found)
			}
		}
		if counted != all || len(found) > facetPeriods {
			t.Fatalf("%d of %d days are counted in %d periods", counted, all, len(found))
		}
	})
}
