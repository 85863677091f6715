package attribution_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/outside"
)

// A gumMention is a mention of an entity in a document of the GUM corpus.
type gumMention struct {
	Start, End int
	Entity     int
	Type, Form string
}

var thirdPerson = regexp.MustCompile(`^(?i:he|she|him|her|his|himself|herself)$`)

// TestGUMPronouns measures for how many pronouns of the third person the
// likeliest name is one of whom they mean, in news and interviews, among all
// names of people in the document. Asked are those of people who have a name.
func TestGUMPronouns(t *testing.T) {
	data, err := os.ReadFile(outside.Shared(t, "data/gum/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	asked, right := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var d struct {
			Genre, Text string
			Mentions    []gumMention
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		var names []attribution.Span
		var entities []int
		named := map[int]bool{}
		for _, m := range d.Mentions {
			if m.Type == "person" && m.Form == "name" {
				names, entities = append(names, nameIn(d.Text, m)), append(entities, m.Entity)
				named[m.Entity] = true
			}
		}
		var references []attribution.Reference
		var meant []int
		for _, m := range d.Mentions {
			s := attribution.Span{Start: m.Start, End: m.End}
			if m.Form == "pronoun" && named[m.Entity] && thirdPerson.MatchString(s.In(d.Text)) {
				references, meant = append(references, attribution.Reference{Mention: s, Candidates: names}), append(meant, m.Entity)
			}
		}
		for i, p := range attribution.AllAntecedents(d.Text, references) {
			of, best := map[int]float64{}, meant[i]
			for k, e := range entities {
				of[e] += p[k]
			}
			for _, e := range entities {
				if of[e] > of[best] || of[e] == 0 && of[best] == 0 {
					best = -1
					break
				}
			}
			asked[d.Genre]++
			if best == meant[i] {
				right[d.Genre]++
			}
		}
	}
	all, hit := asked["news"]+asked["interview"], right["news"]+right["interview"]
	t.Logf("of %d pronouns %d are right, %.3f; in news %d of %d, in interviews %d of %d",
		all, hit, float64(hit)/float64(all), right["news"], asked["news"], right["interview"], asked["interview"])
	if hit*100 < all*leastPronouns {
		t.Errorf("fewer than %d in 100", leastPronouns)
	}
}

// nameIn returns the last run of capitals in a mention before its first comma:
// GUM's spans take in titles and what follows a name.
func nameIn(text string, m gumMention) attribution.Span {
	s := attribution.Span{Start: m.Start, End: m.End}
	if comma := bytes.IndexByte([]byte(s.In(text)), ','); comma > 0 {
		s.End = s.Start + comma
	}
	if runs := otherNames(s.In(text), nil); len(runs) > 0 {
		last := runs[len(runs)-1]
		s = attribution.Span{Start: s.Start + last.Start, End: s.Start + last.End}
	}
	return s
}
