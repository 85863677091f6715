package attribution_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

// A gumDocument is a document of the GUM corpus with its attributions.
type gumDocument struct {
	Genre        string `json:"genre"`
	Text         string `json:"text"`
	Attributions []struct {
		Source  [][2]int `json:"source"`
		Cue     [][2]int `json:"cue"`
		Content [][2]int `json:"content"`
		Inside  *int     `json:"inside"`
	} `json:"attributions"`
}

// TestGUM measures how many of the speech attributions of another corpus, of
// other years and another style, are found with their source, and how many of
// those inside another's content. A mark that nobody made says little there, so
// only recall is measured.
func TestGUM(t *testing.T) {
	data, err := os.ReadFile(outside.Shared(t, "data/gum/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var all, linked, nested, nestedFound int
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var d gumDocument
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.Genre != "news" {
			continue
		}
		var found []eval.Attribution
		for _, s := range attribution.Extract(d.Text) {
			a := eval.Attribution{Content: s.Content}
			if !s.Source.Empty() {
				a.Source = []attribution.Span{s.Source}
			}
			found = append(found, a)
		}
		for _, a := range d.Attributions {
			if act, _ := attribution.ActOf(d.Text, around(pairs(a.Source)), around(pairs(a.Cue)), pairs(a.Content)); !act.Said() {
				continue
			}
			gold := []eval.Attribution{{Source: pairs(a.Source), Content: pairs(a.Content)}}
			hit := eval.Linked(gold, found)
			if a.Inside != nil {
				nested++
				nestedFound += hit
			}
			all++
			linked += hit
		}
	}
	t.Logf("of %d speech attributions %d are found with their source, %.3f; of %d nested ones %d, %.3f",
		all, linked, float64(linked)/float64(all), nested, nestedFound, float64(nestedFound)/float64(nested))
	if linked*100 < all*least.gum || nestedFound*100 < nested*least.nested {
		t.Errorf("fewer than %d and %d in 100", least.gum, least.nested)
	}
}

// least holds the shares, in hundredths, that must be found.
var least = struct{ gum, nested int }{60, 40}

func pairs(ends [][2]int) (spans []attribution.Span) {
	for _, e := range ends {
		spans = append(spans, attribution.Span{Start: e[0], End: e[1]})
	}
	return spans
}
