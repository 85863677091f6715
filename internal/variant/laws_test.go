package variant_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

// article lays pieces out in a text, other words between them.
func article(kind attribution.Kind, pieces []string) (string, variant.Wording) {
	text := "Gorsk, Monday – "
	w := variant.Wording{Kind: kind}
	for _, p := range pieces {
		w.Pieces = append(w.Pieces, variant.Piece{Text: p, Start: len(text)})
		text += p + " she said, "
	}
	return text, w
}

// joined returns a wording's pieces with a space between them.
func joined(w variant.Wording) string {
	var all []string
	for _, p := range w.Pieces {
		all = append(all, p.Text)
	}
	return strings.Join(all, " ")
}

// checkLaws holds what is true of every witness beside the fullest.
func checkLaws(t interface {
	Helper()
	Fatalf(string, ...any)
}, a variant.Aligned, baseText, ownText string, base, own variant.Wording,
) {
	t.Helper()
	var printed strings.Builder
	printed.WriteString(a.Before)
	var baseSpans []attribution.Span
	for k, s := range a.Segments {
		printed.WriteString(s.Own + s.After)
		checkSpans(t, s.Own, ownText, s.OwnSpans, own)
		checkSpans(t, s.Base, baseText, s.BaseSpans, base)
		baseSpans = append(baseSpans, s.BaseSpans...)
		hasOwn, hasBase := s.Own != "", s.Base != ""
		if s.Op == variant.Dropped && hasOwn || s.Op == variant.Added && hasBase || !hasOwn && !hasBase ||
			(s.Op == variant.Same || s.Op == variant.Changed || s.Op == variant.Moved) && (!hasOwn || !hasBase) {
			t.Fatalf("segment %d is %+v", k, s)
		}
		if s.Marked && (s.Op == variant.Same || s.Op == variant.Moved) {
			t.Fatalf("segment %d is %s and marked", k, s.Op)
		}
	}
	if want := joined(own); printed.String() != want {
		t.Fatalf("the segments print\n%q, want\n%q", printed.String(), want)
	}
	// Every word of the base is in one segment.
	slices.SortFunc(baseSpans, func(s, t attribution.Span) int { return cmp.Compare(s.Start, t.Start) })
	var words strings.Builder
	for k, s := range baseSpans {
		if k > 0 && s.Start < baseSpans[k-1].End {
			t.Fatalf("spans of the base overlap: %v", baseSpans)
		}
		words.WriteString(letters(s.In(baseText)))
	}
	if got, want := words.String(), letters(joined(base)); got != want {
		t.Fatalf("the segments hold %q of the base, want %q", got, want)
	}
	if !(a.Kept >= 0 && a.Kept <= 1 && a.Drift >= 0 && a.Drift <= 1) {
		t.Fatalf("kept %v, drift %v", a.Kept, a.Drift)
	}
}

// checkSpans holds that spans of an article are the words, each in its piece.
func checkSpans(t interface {
	Helper()
	Fatalf(string, ...any)
}, words, text string, spans []attribution.Span, w variant.Wording,
) {
	t.Helper()
	var all []string
	for _, s := range spans {
		in := slices.ContainsFunc(w.Pieces, func(p variant.Piece) bool {
			return p.Start <= s.Start && s.End <= p.Start+len(p.Text)
		})
		if !in || s.Empty() {
			t.Fatalf("%v of %q is in no piece", s, words)
		}
		all = append(all, s.In(text))
	}
	if len(spans) == 1 && all[0] != words || letters(strings.Join(all, "")) != letters(words) {
		t.Fatalf("%q are the words of %v, want %q", all, spans, words)
	}
}

var bits = []string{
	"we", "they", "will", "would", "not", "don't", "can’t", "the", "mill", "mills", "old", "dam", "is", "was", "leaking", "and", "in", "Gorsk",
	"1,200", "$", "%", "U.S.", "well-known", "it's", "that", "this", "had", "do", "[the mayor]", "[W]e", "want[s]", "(so)", "…", "...", "[...]", "–",
	"“", "”", "\"", ",", ".", "?", "\n", "café", "\xff", "[", "]", "’",
}

func wordings() *rapid.Generator[[]string] {
	piece := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(bits), 0, 25), func(b []string) string { return strings.Join(b, " ") })
	return rapid.SliceOfN(piece, 0, 3)
}

var anyKind = rapid.SampledFrom([]attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed})

func TestCollateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var texts []string
		var all []variant.Wording
		for range rapid.IntRange(1, 4).Draw(t, "witnesses") {
			text, w := article(anyKind.Draw(t, "kind"), wordings().Draw(t, "pieces"))
			texts, all = append(texts, text), append(all, w)
		}
		c := variant.Collate(all)
		if !reflect.DeepEqual(c, variant.Collate(all)) {
			t.Fatalf("not the same twice")
		}
		for i, a := range c.Witnesses {
			checkLaws(t, a, texts[c.Base], texts[i], all[c.Base], all[i])
		}
		if a := c.Witnesses[c.Base]; a.Relation != variant.Fullest || a.Drift != 0 || a.Kept != 1 ||
			slices.ContainsFunc(a.Segments, func(s variant.Segment) bool { return s.Op != variant.Same }) {
			t.Fatalf("the fullest differs from itself: %+v", a)
		}
	})
}

// TestOwnWordsAgain holds that case, marks and the ways to print a contraction
// make no difference.
func TestOwnWordsAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"We", "don't", "sell", "the", "old", "mill", "it’s", "1,200", "a", "well-known"}), 1, 30).Draw(t, "words")
		text := strings.Join(words, " ")
		other := strings.NewReplacer("'", "’", "it’s", "it is", "don't", "do not", "1,200", "1200", "-", " ", "sell", "SELL,", "mill", "mill –").Replace(text)
		a := variant.Beside(wording(text, attribution.Direct), wording("“"+other+".”", attribution.Direct))
		if a.Relation != variant.Verbatim || a.Kept != 1 || a.Drift != 0 {
			t.Fatalf("%q beside %q: %+v", other, text, a)
		}
	})
}

// TestHostileLength holds the stated bound: a hundred thousand words beside as
// many take seconds and little memory, whatever they are.
func TestHostileLength(t *testing.T) {
	const n = 100_000
	r := rand.New(rand.NewPCG(1, 2))
	random := func(vocabulary int) string {
		var b strings.Builder
		for range n {
			for k := r.IntN(vocabulary) + 1; k > 0; k /= 20 {
				b.WriteByte("bcdfghjklmnpqrstvwxz"[k%20])
			}
			b.WriteByte(' ')
		}
		return b.String()
	}
	same := random(n)
	blocks := strings.Fields(same)
	var shuffled strings.Builder
	for _, k := range r.Perm(n / 5) {
		shuffled.WriteString(strings.Join(blocks[5*k:5*k+5], " ") + " ")
	}
	for name, pair := range map[string][2]string{
		"one word":         {strings.Repeat("we ", n), strings.Repeat("they ", n)},
		"two words":        {strings.Repeat("mill dam ", n/2), strings.Repeat("dam mill ", n/2)},
		"ten words":        {random(10), random(10)},
		"many words":       {random(n), random(n)},
		"the same":         {same, same},
		"the same, turned": {same, same[len(same)/2:] + same[:len(same)/2]},
		"shuffled":         {same, shuffled.String()},
		"a letter":         {strings.Repeat("x", 10*n), strings.Repeat("[", 10*n)},
		"brackets":         {strings.Repeat("[a", n), strings.Repeat("(a]", n)},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			for _, kind := range []attribution.Kind{attribution.Direct, attribution.Indirect} {
				a := variant.Beside(wording(pair[0], attribution.Direct), wording(pair[1], kind))
				checkLaws(t, a, pair[0], pair[1], wording(pair[0], attribution.Direct), wording(pair[1], kind))
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			mb := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("two pairs: %v, %d MB", took, mb)
			if took > 20*time.Second || mb > 2000 {
				t.Errorf("took %v and %d MB", took, mb)
			}
		})
	}
}

func FuzzCollate(f *testing.F) {
	f.Add("We will not sell the mill.", "“[They] won't … sell mills,”", uint8(0))
	f.Add("Do you know the 1,200 men of the U.S.?", "whether they knew 1200 men", uint8(1))
	f.Add("the old dam in Gorsk is leaking and we don't know why", "we don’t know why the old dam in Gorsk is leaking", uint8(2))
	f.Fuzz(func(t *testing.T, base, own string, kind uint8) {
		if len(base) > 4000 || len(own) > 4000 {
			return
		}
		kinds := []attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed}
		b, o := wording(base, kinds[kind/3%3]), wording(own, kinds[kind%3])
		checkLaws(t, variant.Beside(b, o), base, own, b, o)
	})
}
