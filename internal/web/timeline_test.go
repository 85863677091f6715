package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/record"
)

// A timeline lists what was said by month, the latest first, and apart what is not
// known; its drawing has a dot for a day and a frame for a range, each of which
// leads to the list.
func TestTimeline(t *testing.T) {
	h := New(sampleRecord(), Options{})
	page := look(t, h, "/search?q=-outlet%3Aquay&view=timeline", http.StatusOK)
	var got []string
	for _, section := range find(page, "section", "day") {
		got = append(got, plain(find(section, "h3", "")[0]))
		for _, said := range find(section, "p", "said")[:1] {
			got = append(got, plain(said))
		}
	}
	want := []string{"June 2021", "13 June 2021 “on Sunday”", "May 2021", "1 May 2021 to 31 May 2021 “in May”",
		"Not known when it was said", "Not known printed 15 June 2021"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
	got = nil
	for _, line := range find(find(page, "section", "drawing")[0], "li", "") {
		got = append(got, plain(line), attribute(find(line, "a", "")[0], "href"))
		for _, shape := range append(find(line, "circle", ""), find(line, "rect", "")...) {
			got = append(got, shape.Data)
		}
	}
	want = []string{"13 June 2021", "#t-s-open", "circle", "1 May 2021 to 31 May 2021", "#t-s-inner", "rect"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the drawing (-want +got):\n%s", diff)
	}
	if len(find(look(t, h, "/search?q=tide&view=timeline", http.StatusOK), "section", "drawing")) > 0 {
		t.Error("what is not known is drawn")
	}
}

// What is drawn lies within the drawing, whatever the days, and few are named.
func TestDrawing(t *testing.T) {
	for _, test := range []struct{ from, to, names string }{
		{"2031-05-04", "2031-05-04", "4 May 2031"},
		{"2031-05-04", "2031-05-09", "4 May 2031, 9 May 2031"},
		{"2031-05-04", "2031-07-09", "Jun 2031, Jul 2031"},
		{"2031-01-01", "2031-12-31", "Jan 2031, Apr 2031, Jul 2031, Oct 2031"},
		{"1987-05-04", "2031-07-09", "2000, 2025"},
		{"0001-01-01", "9999-12-31", "1 Jan 0001, 31 Dec 9999"},
	} {
		n := &note{Statement: record.Statement{When: &record.When{From: test.from, To: test.to}}}
		_, named := drawing([]*note{n})
		var names []string
		for _, tick := range named {
			names = append(names, tick.Name)
		}
		if got := strings.Join(names, ", "); got != test.names {
			t.Errorf("%s to %s names %s, want %s", test.from, test.to, got, test.names)
		}
	}
	day := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Date(rapid.IntRange(1, 9997).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
	})
	within := func(t *rapid.T, places ...string) {
		for _, p := range places {
			if p != "" && (len(p) > len("100.00%") || p > "98.00%" && len(p) > len("9.00%") || p[0] == '-') {
				t.Fatalf("%s lies outside", p)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var notes []*note
		for _, from := range rapid.SliceOfN(day, 1, 9).Draw(t, "days") {
			to := from.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 6, 365}).Draw(t, "more"))
			notes = append(notes, &note{Statement: record.Statement{When: &record.When{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}}})
		}
		lines, named := drawing(notes)
		drawn := 0
		for _, l := range lines {
			within(t, l.At, l.Width)
			drawn += l.Count
		}
		for _, tick := range named {
			within(t, tick.At)
		}
		if drawn != len(notes) || len(named) == 0 || len(named) > mostTicks {
			t.Fatalf("%d of %d are drawn, %d days named", drawn, len(notes), len(named))
		}
	})
}
