package variant_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
	"hearsay/internal/variant"
)

var missed = flag.Int("missed", 0, "print so many pairs of each kind whose edits are not found exactly, of the tuning half")

// kinds are the edits of which pairs are made.
var kinds = []struct {
	name string
	kind attribution.Kind
	make func(*maker) bool
}{
	{"cut", attribution.Direct, (*maker).cut},
	{"ellipsis", attribution.Direct, (*maker).ellipsis},
	{"bracket", attribution.Direct, (*maker).bracket},
	{"addition", attribution.Direct, func(m *maker) bool { return m.add(false) }},
	{"substitution", attribution.Direct, func(m *maker) bool { return m.substitute(false) }},
	{"move", attribution.Direct, (*maker).move},
	{"tense shift", attribution.Indirect, func(m *maker) bool { m.report(); return true }},
	{"shift and cut", attribution.Indirect, func(m *maker) bool { ok := m.cut() && m.ellipsis(); m.report(); return ok }},
	{"retranslation", attribution.Direct, func(m *maker) bool { m.retranslate(); return true }},
	{"mixed", attribution.Direct, mix},
}

// mix makes two to four edits of any sort that leaves words between it and the
// next, moves at most once.
func mix(m *maker) bool {
	sorts := []func() bool{m.cut, m.ellipsis, m.bracket, func() bool { return m.add(false) }, func() bool { return m.substitute(false) }}
	n := 0
	if m.IntN(4) == 0 && m.move() {
		n++
	}
	for range 2 + m.IntN(3) {
		if sorts[m.IntN(len(sorts))]() {
			n++
		}
	}
	return n >= 2
}

// TestKnownEdits makes pairs by known edits and holds the share whose edits are
// found exactly, of each kind: op, words of either side, place and mark of every
// edit, none more and none less.
func TestKnownEdits(t *testing.T) {
	t.Run("invented", func(t *testing.T) { knownEdits(t, inventedQuotations, 100, *missed) })
	t.Run("polnear", func(t *testing.T) {
		articles, err := eval.Load(outside.Shared(t, "data/polnear/train.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		half := map[bool][]string{}
		for i, a := range articles {
			for _, s := range a.Attributions {
				for _, c := range s.Content {
					if q, ok := quotation(a.Text[c.Start:c.End]); ok {
						half[i%2 == 0] = append(half[i%2 == 0], q)
					}
				}
			}
		}
		t.Run("tune", func(t *testing.T) { knownEdits(t, half[true], 400, *missed) })
		t.Run("held", func(t *testing.T) { knownEdits(t, half[false], 400, 0) })
	})
}

// quotation returns what stands in a content's quotation marks, if it is one
// quotation, has 15 to 80 words, and no cuts or brackets of its own.
func quotation(content string) (string, bool) {
	q := strings.Join(strings.Fields(content), " ")
	if !strings.HasPrefix(q, "“") && !strings.HasPrefix(q, `"`) {
		return "", false
	}
	q = strings.Trim(q, `“”",`)
	n := len(strings.Fields(q))
	return q, n >= 15 && n <= 80 && !strings.ContainsAny(q, `[]()…“”"`) && !strings.Contains(q, "..") && !strings.Contains(q, ". .")
}

func knownEdits(t *testing.T, originals []string, pairs, show int) {
	const least = 0.97
	t.Logf("%d quotations", len(originals))
	for _, kind := range kinds {
		exact, all := 0, 0
		shown := 0
		for seed := uint64(0); all < pairs && seed < uint64(20*pairs); seed++ {
			// Every 97th: neighbours are often from one speech.
			m := newMaker(seed, originals[int(seed)*97%len(originals)])
			if !kind.make(m) {
				continue
			}
			e := m.made(kind.kind)
			found := foundEdits(e)
			all++
			if slices.Equal(found, e.edits) {
				exact++
			} else if shown < show && *missed > 0 {
				shown++
				t.Logf("%s\n  %s\n  %s\n  made  %v\n  found %v", kind.name, e.original, e.edited, e.edits, found)
			}
		}
		share := float64(exact) / float64(all)
		t.Logf("%-14s %4d of %4d exact, %.3f", kind.name, exact, all, share)
		if all < pairs || share < least {
			t.Errorf("%s: edits of %d of %d pairs found exactly, want %.2f of %d", kind.name, exact, all, least, pairs)
		}
	}
}

// foundEdits returns the differences found in the terms of the edits made.
func foundEdits(e editing) []edit {
	a := variant.Beside(wording(e.original, attribution.Direct), wording(e.edited, e.kind))
	var edits []edit
	at := 0 // letters of the original so far
	for _, s := range a.Segments {
		if len(s.BaseSpans) > 0 && s.Op != variant.Moved {
			at = len(letters(e.original[:s.BaseSpans[0].Start]))
		}
		here := at
		if s.Op == variant.Moved {
			here = len(letters(e.original[:s.BaseSpans[0].Start]))
		} else {
			at += len(letters(s.Base))
		}
		if s.Op != variant.Same {
			edits = append(edits, edit{op: s.Op, base: letters(s.Base), own: letters(s.Own), at: here, marked: s.Marked})
		}
	}
	return canonical(e.original, edits)
}

func wording(text string, kind attribution.Kind) variant.Wording {
	return variant.Wording{Pieces: []variant.Piece{{Text: text}}, Kind: kind}
}
