package record

import (
	"slices"
	"testing"

	"hearsay/internal/when"
)

// saidOn is a page whose statement was said on some day of a range.
func saidOn(p page, name, published, from, to string) Reading {
	p.name, p.published = name, published
	reading := p.reading()
	if from != "" {
		reading.Days = []when.Range{{From: from, To: to, Start: 0, End: 3}}
	}
	return reading
}

// A timeline goes by the day of saying, whatever the day of publication; what is
// not known comes last, and nothing comes twice or is missing on its pages.
func TestTimeline(t *testing.T) {
	r := newRecord(t)
	given := []Reading{
		saidOn(levy, "late", "2031-05-09", "2031-01-02", "2031-01-02"),
		saidOn(levy, "spring", "2031-05-08", "2031-03-01", "2031-05-31"),
		saidOn(levy, "march", "2031-05-07", "2031-03-01", "2031-03-01"),
		saidOn(denial, "may", "2031-05-06", "2031-05-05", "2031-05-05"),
		saidOn(levy, "never", "2031-05-05", "", ""),
		saidOn(levy, "nowhere", "", "", ""),
	}
	for _, reading := range given {
		add(t, r, page{name: nameOf(reading)})
	}
	if err := r.Store(t.Context(), given); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string][]string{
		"":           {"may", "spring", "march", "late", "never", "nowhere"},
		"fair hunt":  {"spring", "march", "late", "never", "nowhere"},
		"act:deny":   nil,
		"after:2031": {"may", "spring", "march", "late", "never"},
	} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		for size := 1; size <= 7; size++ {
			var got []string
			for offset := 0; offset < 8; offset += size {
				page, err := r.Timeline(t.Context(), q, size, offset)
				if err != nil || !page.All || page.Known+page.Unknown != len(want) {
					t.Fatalf("%q: %+v, %v", typed, page, err)
				}
				for _, s := range page.Statements {
					got = append(got, s.Article.Title[len("About "):])
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q by pages of %d: %q, want %q", typed, size, got, want)
			}
		}
	}
	for most, known := range []int{0, 1, 2, 3, 4, 4} {
		page, err := r.timeline(t.Context(), selection{rowRange: allRows()}, most, 10, 0)
		if err != nil || page.All || page.Known != known || page.Known+page.Unknown != most {
			t.Errorf("of the latest %d: %d and %d, all is %v, %v", most, page.Known, page.Unknown, page.All, err)
		}
	}
}

func nameOf(r Reading) string { return r.Article.Title[len("About "):] }
