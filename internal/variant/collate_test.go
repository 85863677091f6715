package variant_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

func ExampleCollate() {
	piece := func(text string, start int) []variant.Piece { return []variant.Piece{{Text: text, Start: start}} }
	c := variant.Collate([]variant.Wording{
		{Kind: attribution.Indirect, Pieces: piece("they would not sell the old mill", 118)},
		{Kind: attribution.Direct, Pieces: piece("“We will not sell the old mill to anybody, and we will not burn it.”", 42)},
	})
	for _, s := range c.Witnesses[0].Segments {
		fmt.Printf("%s: %q for %q\n", s.Op, s.Own, s.Base)
	}
	fmt.Println(c.Base, c.Witnesses[0].Relation, c.Witnesses[0].Drift)
	// Output:
	// reported indirectly: "they would" for "We will"
	// same: "not sell the old mill" for "not sell the old mill"
	// dropped: "" for "to anybody, and we will not burn it"
	// 1 indirect 0
}

// TestFullest tells which witness the others are set beside.
func TestFullest(t *testing.T) {
	const whole = "We will not sell the old mill to anybody, and we will not burn it."
	for _, c := range []struct {
		name  string
		lines []string
		want  int
	}{
		{"none", nil, -1},
		{"the longer", []string{"direct We will not sell the old mill.", "direct " + whole}, 1},
		{"the first of two equals", []string{"direct " + whole, "direct “" + whole + "”"}, 0},
		{"quoted words before others", []string{"indirect that they would not sell the old mill to anybody", "direct We will not sell the old mill."}, 1},
		{"unless they are few", []string{"indirect that they would not sell the old mill to anybody", "direct the old mill"}, 0},
		{"some quoted", []string{"indirect they would not “sell the old mill”", "mixed they would not “sell the old mill”"}, 0},
		{"brackets were not said", []string{"direct We will not sell [the three of us and the mayor] it.", "direct We will not sell it, ever."}, 1},
		{"words of several", []string{
			"direct We will not sell the mill. Snow fell.", "direct We will not sell the mill, not for all barley.", "direct not for all barley",
		}, 1},
		{"no words", []string{"direct “…”", "direct"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []variant.Wording
			for _, line := range c.lines {
				all = append(all, parseWording(line))
			}
			if got := variant.Collate(all).Base; got != c.want {
				t.Errorf("the fullest is %d, want %d", got, c.want)
			}
		})
	}
}

// TestDrift tells what drift counts, and what not.
func TestDrift(t *testing.T) {
	const base = "We will not sell the old mill to anybody, and we will not burn it." // 15 words
	for _, c := range []struct {
		name, own string
		relation  variant.Relation
		kept      float64
		drift     float64
	}{
		{"the same", "direct “We won’t sell the old mill to anybody – and we won’t burn it,”", variant.Verbatim, 1, 0},
		{"cut at the ends", "direct the old mill", variant.Shortened, 3. / 15, 0},
		{"cut inside, not marked", "direct We will not sell the mill to anybody, and we will not burn it.", variant.Shortened, 14. / 15, 1. / 29},
		{"cut inside, marked", "direct We will not sell … to anybody, and we will not burn it.", variant.Shortened, 12. / 15, 0},
		{"cut between pieces", "direct “We will not sell the old mill,” | “and we will not burn it.”", variant.Shortened, 13. / 15, 0},
		{"a word changed", "direct We will not sell the new mill to anybody, and we will not burn it.", variant.Edited, 14. / 15, 2. / 30},
		{"in brackets", "direct We will not sell the [new] mill to anybody, and we will not burn it.", variant.Edited, 14. / 15, 0},
		{"a word added", "direct We will not ever sell the old mill to anybody, and we will not burn it.", variant.Edited, 1, 1. / 31},
		{"moved", "direct To anybody, we will not sell the old mill, and we will not burn it.", variant.Edited, 13. / 15, 4. / 30},
		{"moved, three words", "direct And we will not burn it, we will not sell the old mill to anybody.", variant.Edited, 1, 6. / 30},
		{"turned around", "direct You will not sell the old mill to anybody, and we will not burn it.", variant.Edited, 14. / 15, 2. / 30},
		{"indirect", "indirect that they would not sell the old mill to anybody, and they would not burn it", variant.Reported, 1, 0},
		{"indirect, other words", "indirect that they would not give the old mill to anybody", variant.Reported, 8. / 15, 2. / 19},
		{"indirect, the words kept", "indirect not to sell the old mill", variant.Reported, 5. / 15, 1. / 11},
		{"other words", "direct They want to keep that ruin.", variant.Reworded, 0, 1},
		{"no words", "direct …", variant.Shortened, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := variant.Beside(wording(base, attribution.Direct), parseWording(c.own))
			near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
			if a.Relation != c.relation || !near(a.Kept, c.kept) || !near(a.Drift, c.drift) {
				t.Errorf("%s, kept %.4f, drift %.4f, want %s, %.4f, %.4f\n%s", a.Relation, a.Kept, a.Drift, c.relation, c.kept, c.drift, marked(a))
			}
		})
	}
}

// TestMarked tells what counts as marked by the witness, and what as indirect speech.
func TestMarked(t *testing.T) {
	const base = "We told him in March that the dam leaks, and he did nothing."
	for own, want := range map[string]string{
		"direct “We told [the mayor] in March that the dam leaks, and he did nothing.”": "told [[-him-]{+the mayor+}!] in",
		"direct “We told him … that the dam leaks, and he did nothing.”":                "him … [-in March-]! that",
		"direct “We told him that the dam leaks … he did nothing.”":                     "him [-in March-] that the dam leaks … [-and-]! he",
		"direct “[W]e told him in March that the dam leak[ed], and he did nothing.”":    "“[W]e told him in March that the dam [-leaks-]{+leak[ed]+}!, and",
		"direct “We told him in March ...”":                                             "March ...” [-that the dam leaks, and he did nothing-]!",
		"direct “We told him (the mayor) in March that the dam leaks”":                  "him ({+the mayor+}!) in March that the dam leaks” [-and he did nothing-]",
		"direct “We told Tarbuck in March that the dam leaks”":                          "told [-him-]{+Tarbuck+} in",
		"direct They told him in March":                                                 "[-We-]{+They+} told",
		"indirect they told him in March":                                               "(-We-)(+they+) told",
		"mixed they “told him in March”":                                                "(-We-)(+they+) “told",
		"mixed “they told him in March”":                                                "[-We-]{+they+} told",
		"mixed they told him in March,” she said":                                       "[-We-]{+they+} told",
		"indirect they told him in March that this dam leaked":                          "that [-the-]{+this+} dam (-leaks-)(+leaked+)",
	} {
		if got := marked(variant.Beside(wording(base, attribution.Direct), parseWording(own))); !strings.Contains(got, want) {
			t.Errorf("%s\nreads %s\nwithout %s", own, got, want)
		}
	}
}
