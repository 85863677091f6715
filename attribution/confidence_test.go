package attribution_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

// TestConfidence measures how often each rule is right on marked articles and
// demands that the confidence it gives is that share. Where they differ it
// prints the table to put in its place.
//
// A statement is right if it is linked to a marked one, or, where it names no
// source, if at least half of it lies in what a marked one says: those who
// marked the articles looked for a source further up.
func TestConfidence(t *testing.T) {
	gold, err := eval.Load(outside.Shared(t, "data/polnear/train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ right, all float64 }
	counts := map[string]*[2]count{}
	for _, article := range gold {
		var found []attribution.Statement
		for _, s := range attribution.Extract(article.Text) {
			if s.Inside < 0 {
				found = append(found, s)
			}
		}
		names := attribution.RulesOf(article.Text)
		predicted := eval.Predict([]eval.Article{article}, attribution.Extract)[0].Attributions
		links := eval.Links(article.Attributions, predicted)
		for i, s := range found {
			said := 0
			if !s.Act.Said() {
				said = 1
			}
			if counts[names[i]] == nil {
				counts[names[i]] = &[2]count{}
			}
			c := &counts[names[i]][said]
			c.all++
			if links[i] >= 0 || s.Source.Empty() && halfMarked(article, s.Content) {
				c.right++
			}
		}
	}
	const slack, fewest = 0.02, 10 // too few cases say nothing
	wrong := false
	var table strings.Builder
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&table, "%-17s", name)
		for i, given := range attribution.Precisions()[name] {
			c := counts[name][i]
			if c.all < fewest {
				table.WriteString("     -")
				continue
			}
			share := c.right / c.all
			fmt.Fprintf(&table, " %.2f of %4.0f", share, c.all)
			wrong = wrong || math.Abs(share-given) > slack
		}
		table.WriteString("\n")
	}
	if wrong {
		t.Errorf("the confidences are not what the rules deserve:\n%s", &table)
	}
}

// halfMarked reports whether marked content covers at least half of the bytes of
// some content.
func halfMarked(article eval.Article, content []attribution.Span) bool {
	all, both := 0, 0
	for _, c := range content {
		all += c.End - c.Start
		best := 0
		for _, a := range article.Attributions {
			for _, g := range a.Content {
				best = max(best, min(c.End, g.End)-max(c.Start, g.Start))
			}
		}
		both += best
	}
	return 2*both >= all
}
