package when_test

import (
	"os"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/outside"
	"hearsay/internal/when"
)

// TestSeedDays measures the days of saying on three real pages that were read by
// hand. The other two are judged by the scorer in the shared folder.
func TestSeedDays(t *testing.T) {
	type seedMark struct {
		mark
		Doc string `json:"doc"`
	}
	pages := map[string][]seedMark{}
	for _, m := range readLines[seedMark](t, "testdata/seeds-days.jsonl") {
		pages[m.Doc] = append(pages[m.Doc], m)
	}
	var y tally
	for doc, marks := range pages {
		body, err := os.ReadFile(outside.Shared(t, "seeds/"+doc))
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(capture.Capture{Name: doc, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		prose := a.Prose()
		statements := attribution.Extract(prose)
		said := when.Said(when.Page{Text: prose, Published: a.Published, Dateline: attribution.Span{Start: a.Dateline.Start, End: a.Dateline.End},
			DatelineDay: a.Dateline.Day}, statements, keys(prose, statements))
		for _, m := range marks {
			var got when.Range
			known := false
			for i, s := range statements {
				if s.Cue.Start == m.Cue[0] && s.Cue.End == m.Cue[1] {
					got, known = said[i], true
				}
			}
			if verdict := y.add(m.mark, a.Published, got, known); verdict != "" {
				t.Logf("%s: %s, cue at %d: want %v, got %s %s", verdict, doc, m.Cue[0], m.When, got.From, got.To)
			}
		}
	}
	t.Logf("right %d, wrong %d, not known %d; from another sentence: right %d, not known %d; where no day is told: none %d, false %d",
		y.right, y.wrong, y.unknown, y.carriedRight, y.carriedUnknown, y.none, y.false)
	if y.right < 4 || y.wrong+y.false > 0 {
		t.Error("worse than it was")
	}
}
