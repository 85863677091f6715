package attribution_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

func ExampleActOf() {
	text := "The harbour board has not denied that the dam leaks."
	source, cue := attribution.Span{Start: 0, End: 17}, attribution.Span{Start: 18, End: 32}
	fmt.Println(attribution.ActOf(text, source, cue, []attribution.Span{{Start: 33, End: 51}}))
	// Output: deny true
}

var wrongActs = flag.Bool("wrong", false, "print the cues of the tuning part that TestActs finds wrong")

// TestActs measures acts and negation on attributions marked by hand (see
// docs/acts.md): on those that the lexicon was tuned on, and on as many others.
func TestActs(t *testing.T) {
	articles, err := eval.Load(outside.Shared(t, "data/polnear/train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, a := range articles {
		texts[a.ID] = a.Text
	}
	marks, err := os.Open("testdata/acts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer marks.Close()
	type tally struct{ all, act, said, negated int }
	parts := map[string]*tally{"tune": {}, "held": {}}
	for lines := bufio.NewScanner(marks); lines.Scan(); {
		var m struct {
			Article              string
			Source, Cue, Content [][2]int
			Act                  attribution.Act
			Negated              bool
			Part                 string
		}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		text := texts[m.Article]
		act, negated := attribution.ActOf(text, around(pairs(m.Source)), around(pairs(m.Cue)), pairs(m.Content))
		n := parts[m.Part]
		n.all++
		if act == m.Act {
			n.act++
		}
		if act.Said() == m.Act.Said() {
			n.said++
		}
		if negated == m.Negated {
			n.negated++
		}
		if *wrongActs && m.Part == "tune" && (act != m.Act || negated != m.Negated) {
			t.Logf("%s %v, not %s %v: %q %q", m.Act, m.Negated, act, negated, joined(text, m.Source), joined(text, m.Cue))
		}
	}
	for name, n := range parts {
		share := func(k int) float64 { return float64(k) / float64(n.all) }
		t.Logf("%s: of %d the act is right in %.3f, said or not in %.3f, negated or not in %.3f",
			name, n.all, share(n.act), share(n.said), share(n.negated))
		if n.act*100 < n.all*85 || n.said*100 < n.all*95 {
			t.Errorf("%s: fewer acts than 0.85 are right, or fewer than 0.95 said or not", name)
		}
	}
}

// joined returns the words of some spans of a text.
func joined(text string, spans [][2]int) string {
	var words []string
	for _, s := range pairs(spans) {
		words = append(words, s.In(text))
	}
	return strings.Join(words, " ")
}

// around returns the span from the first to the last of some, as the engine gives
// source and cue.
func around(spans []attribution.Span) attribution.Span {
	if len(spans) == 0 {
		return attribution.Span{}
	}
	return attribution.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
}
