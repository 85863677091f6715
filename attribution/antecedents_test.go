package attribution_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution"
)

func ExampleAntecedents() {
	text := "Anna Wrenn built the dam for Peter Tarbuck, the mayor of Gorsk. She says that it will hold."
	find := func(words string) attribution.Span {
		at := strings.Index(text, words)
		return attribution.Span{Start: at, End: at + len(words)}
	}
	candidates := []attribution.Span{find("Anna Wrenn"), find("Peter Tarbuck")}
	for i, p := range attribution.Antecedents(text, find("She"), candidates) {
		fmt.Println(candidates[i].In(text), p > 0.5)
	}
	// Output:
	// Anna Wrenn true
	// Peter Tarbuck false
}

// marked takes the marks out of a text in which candidates stand in [brackets]
// and mentions in {braces}, and returns a reference for each mention.
func marked(text string) (string, []attribution.Reference) {
	var plain strings.Builder
	var names []attribution.Span
	var all []attribution.Reference
	start := 0
	for _, r := range text {
		switch r {
		case '[', '{':
			start = plain.Len()
		case ']':
			names = append(names, attribution.Span{Start: start, End: plain.Len()})
		case '}':
			all = append(all, attribution.Reference{Mention: attribution.Span{Start: start, End: plain.Len()}})
		default:
			plain.WriteRune(r)
		}
	}
	for i := range all {
		all[i].Candidates = names
	}
	return plain.String(), all
}

// likeliest returns the name whose mentions are likeliest together, or "none".
func likeliest(text string, candidates []attribution.Span, p []float64) string {
	of, best, rest := map[string]float64{}, "none", 1.0
	for i, c := range candidates {
		words := strings.Fields(c.In(text))
		of[words[len(words)-1]] += p[i]
		rest -= p[i]
	}
	of["none"] = rest
	for name, p := range of {
		if p > of[best] {
			best = name
		}
	}
	return best
}

// TestAntecedents shows whom mentions are taken to mean, by surname.
func TestAntecedents(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"two of other sexes", "[Anna Wrenn] met [Mr. Peter Tarbuck] in Gorsk. {She} said that {he} was late.", []string{"Wrenn", "Tarbuck"}},
		{"name after", "When {she} came home, [Anna Wrenn] found the dam broken.", []string{"Wrenn"}},
		{"one subject", "[Peter Tarbuck] told reporters on Monday that {he} would resign. {His} deputy, [Maria Keldar], will follow.", []string{"Tarbuck", "Tarbuck"}},
		{"over a paragraph", "“The dam will hold,” [Anna Wrenn] said.\n\nThe engineer from Gorsk has built nine of them.\n\n“I have never lost one,” {she} said.", []string{"Wrenn"}},
		{"full name and surname", "[Peter Tarbuck] resigned. [Tarbuck], mayor for nine years, said {he} had had enough.", []string{"Tarbuck"}},
		{"nobody fits", "It rained in Gorsk, and {they} all slept. [Anna Wrenn] was at home.", []string{"none"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, references := marked(c.text)
			var got []string
			for i, p := range attribution.AllAntecedents(text, references) {
				got = append(got, likeliest(text, references[i].Candidates, p))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestAntecedentsOfNothing checks what gets nothing.
func TestAntecedentsOfNothing(t *testing.T) {
	far := "[Anna Wrenn] left. " + strings.Repeat("It rained in the hills of Gorsk and in the valley. ", 60) + "[Maria Keldar] stayed. Then {she} slept."
	for _, c := range []struct {
		name, text string
		mention    *attribution.Span
		nothing    []bool // for each candidate
	}{
		{"beyond the window", far, nil, []bool{true, false}},
		{"the mention itself", "[Anna Wrenn] saw [{her}].", nil, []bool{false, true}},
		{"twice the same", "[[Anna Wrenn]] said {she} would.", nil, []bool{false, true}},
		{"a mention of no word", "[Anna Wrenn] slept.", &attribution.Span{Start: 10, End: 11}, []bool{true}},
		{"a mention outside the text", "[Anna Wrenn] slept.", &attribution.Span{Start: 90, End: 95}, []bool{true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, references := marked(c.text)
			if c.mention != nil {
				_, names := marked(c.text + "{}")
				references = []attribution.Reference{{Mention: *c.mention, Candidates: names[0].Candidates}}
			}
			var got []bool
			for _, p := range attribution.Antecedents(text, references[0].Mention, references[0].Candidates) {
				got = append(got, p == 0)
			}
			if diff := cmp.Diff(c.nothing, got); diff != "" {
				t.Errorf("what gets nothing (-want +got)\n%s", diff)
			}
		})
	}
	if got := attribution.AllAntecedents("Anna Wrenn slept.", nil); len(got) != 0 {
		t.Errorf("no reference has %v", got)
	}
}

// TestAntecedentsLaws checks that any spans of any text get probabilities, and
// the same in any order.
func TestAntecedentsLaws(t *testing.T) {
	words := []string{"Anna", " Wrenn", " she", " said", ".", "\n\n", "“", "”", " Tarbuck", " he", "\xff", " 世界", " antidisestablishmentarianism"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 300).Draw(t, "words"), "")
		span := rapid.Custom(func(t *rapid.T) attribution.Span {
			start := rapid.IntRange(-1, len(text)+1).Draw(t, "start")
			return attribution.Span{Start: start, End: start + rapid.IntRange(-1, 1+len(text)/rapid.SampledFrom([]int{1, 40}).Draw(t, "share")).Draw(t, "length")}
		})
		references := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) attribution.Reference {
			return attribution.Reference{Mention: span.Draw(t, "mention"), Candidates: rapid.SliceOfN(span, 0, 5).Draw(t, "candidates")}
		}), 0, 4).Draw(t, "references")
		got := attribution.AllAntecedents(text, references)
		for i, p := range got {
			sum := 0.0
			for _, x := range p {
				if x < 0 || x > 1 {
					t.Fatalf("a probability of %v", x)
				}
				sum += x
			}
			if len(p) != len(references[i].Candidates) || sum > 1+1e-9 {
				t.Fatalf("%v for %d candidates", p, len(references[i].Candidates))
			}
		}
		slices.Reverse(references)
		again := attribution.AllAntecedents(text, references)
		slices.Reverse(again)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatalf("in another order: %s", diff)
		}
	})
}
