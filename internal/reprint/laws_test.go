package reprint_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/reprint"
	"pgregory.net/rapid"
)

// texts draws texts of few words, so that they repeat themselves and each other.
func texts(vocabulary int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.IntRange(0, vocabulary), 0, 300).Draw(t, "words")
		marks := rapid.SampledFrom([]string{" ", " ", " ", ", ", ". ", "\n\n", " “", "” ", " \"", "\" "})
		var out strings.Builder
		for _, w := range words {
			fmt.Fprintf(&out, "w%d%s", w, marks.Draw(t, "mark"))
		}
		return out.String()
	})
}

func anyTexts() *rapid.Generator[string] {
	return rapid.OneOf(texts(3), texts(30), texts(3000), rapid.String())
}

// related draws two texts that share stretches.
func related(t *rapid.T) (a, b string) {
	parts := rapid.SliceOfN(anyTexts(), 1, 4).Draw(t, "parts")
	pick := rapid.SliceOfN(rapid.IntRange(0, len(parts)-1), 0, 5)
	join := func(of []int) string {
		var out []string
		for _, i := range of {
			out = append(out, parts[i])
		}
		return strings.Join(out, " ")
	}
	return join(pick.Draw(t, "a")), join(pick.Draw(t, "b"))
}

func TestCompareIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, two := related(t)
		a, b := reprint.Read(one, nil), reprint.Read(two, nil)
		o, swapped := reprint.Compare(a, b), reprint.Compare(b, a)
		if o.A != swapped.B || o.B != swapped.A || o.Closing != swapped.Closing || o.Verdict() != swapped.Verdict() || o.Share() != swapped.Share() {
			t.Fatalf("%+v\nswapped %+v", o, swapped)
		}
		for _, p := range o.Passages {
			if !slices.Contains(swapped.Passages, reprint.Passage{A: p.B, B: p.A, WordsA: p.WordsB, WordsB: p.WordsA, Equal: p.Equal}) {
				t.Fatalf("%+v is not in %+v", p, swapped.Passages)
			}
		}
	})
}

func TestPassagesAreInOrderAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, two := related(t)
		checkOverlap(t, one, two)
	})
}

// checkOverlap compares two texts and checks what must hold of any.
func checkOverlap(t interface{ Fatalf(string, ...any) }, one, two string) {
	a, b := reprint.Read(one, nil), reprint.Read(two, nil)
	o := reprint.Compare(a, b)
	end, inA, inB := -1, 0, 0
	var others []reprint.Span
	for _, p := range o.Passages {
		if p.A.Start <= end || p.A.End > len(one) || p.A.Start >= p.A.End {
			t.Fatalf("passage %+v in a of %d bytes, after %d", p, len(one), end)
		}
		end = p.A.End - 1
		if p.B.Start < 0 || p.B.End > len(two) || p.B.Start >= p.B.End {
			t.Fatalf("passage %+v in b of %d bytes", p, len(two))
		}
		for _, s := range others {
			if p.B.Start < s.End && s.Start < p.B.End {
				t.Fatalf("two passages share bytes of b: %+v, %+v", p.B, s)
			}
		}
		others = append(others, p.B)
		if p.Equal > min(p.WordsA, p.WordsB) || 2*p.Equal < max(p.WordsA, p.WordsB) || min(p.WordsA, p.WordsB) < 12 {
			t.Fatalf("passage %+v", p)
		}
		if n := reprint.Read(one[p.A.Start:p.A.End], nil).Words(); n != p.WordsA {
			t.Fatalf("passage %+v has %d words in a", p, n)
		}
		inA, inB = inA+p.WordsA, inB+p.WordsB
	}
	for _, s := range []reprint.Side{o.A, o.B} {
		if s.SharedOwn > s.Own || s.SharedOwn > s.SharedWords || s.SharedWords > s.Words || s.Own > s.Words {
			t.Fatalf("side %+v", s)
		}
	}
	if o.A.SharedWords != inA || o.B.SharedWords != inB || o.A.Words != a.Words() || o.B.Words != b.Words() {
		t.Fatalf("counts: %+v", o)
	}
	if bare := a.Bare().Index().Compare(b.Bare()); bare.A != o.A || bare.B != o.B || bare.Closing != o.Closing || len(bare.Passages) != len(o.Passages) {
		t.Fatalf("bare texts share %+v, want %+v", bare, o)
	}
	if kept := again(t, a).Index().Compare(again(t, b)); !reflect.DeepEqual(kept, a.Bare().Index().Compare(b.Bare())) {
		t.Fatalf("bare texts that were encoded share %+v, want %+v", kept, o)
	}
	if share := o.Share(); share < 0 || share > 1 {
		t.Fatalf("share %v of %+v", share, o)
	}
}

func TestATextIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := reprint.Read(anyTexts().Draw(t, "text"), nil)
		o := reprint.Compare(text, text)
		if text.Words() < 20 {
			return
		}
		if o.Verdict() != reprint.Whole || o.Share() != 1 {
			t.Fatalf("%q, share %v: %+v", o.Verdict(), o.Share(), o)
		}
	})
}

// A part of a text has no marks that the text does not have, as long as both are
// so long that they are sampled alike.
func TestMarksOfAPartAreMarksOfTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.IntRange(0, 5000), 800, 1200).Draw(t, "words")
		var out []string
		for _, w := range words {
			out = append(out, fmt.Sprint("w", w))
		}
		from := rapid.IntRange(0, 400).Draw(t, "from")
		whole := reprint.Read(strings.Join(out, " "), nil).Marks()
		part := reprint.Read(strings.Join(out[from:from+400], " "), nil).Marks()
		for _, m := range part {
			if _, ok := slices.BinarySearch(whole, m); !ok {
				t.Fatalf("mark %d of the part is none of the whole", m)
			}
		}
		if !slices.IsSorted(whole) || len(slices.Compact(slices.Clone(whole))) != len(whole) {
			t.Fatalf("not sorted, or twice the same")
		}
		// Of a short text more are chosen, never others.
		short := reprint.Read(strings.Join(out[from:from+100], " "), nil).Marks()
		for _, m := range whole {
			inPart := slices.Contains(part, m)
			if _, ok := slices.BinarySearch(short, m); ok && !inPart {
				t.Fatalf("mark %d is of the first hundred words and not of the part", m)
			}
		}
	})
}

// again returns a text as its encoding has it.
func again(t interface{ Fatalf(string, ...any) }, text reprint.Text) reprint.Text {
	b, err := text.MarshalBinary()
	if err != nil {
		t.Fatalf("%v", err)
	}
	bare, err := reprint.ParseBare(b)
	if err != nil {
		t.Fatalf("%x: %v", b, err)
	}
	if bare.Words() != text.Words() || bare.Words() > 0 && !bare.IsBare() {
		t.Fatalf("%d words of %d", bare.Words(), text.Words())
	}
	return bare
}

func FuzzParseBare(f *testing.F) {
	for _, text := range []string{"", "one", harbour + "“Nobody will swim.” " + boats} {
		b, err := reprint.Read(text, nil).MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)-1])
	}
	f.Add([]byte{1, 0, 0, 0, 0, 2}) // one word, the second quoted
	f.Fuzz(func(t *testing.T, b []byte) {
		text, err := reprint.ParseBare(b)
		if err != nil {
			return
		}
		if same, _ := text.MarshalBinary(); !bytes.Equal(same, b) {
			t.Fatalf("%x is written as %x", b, same)
		}
		reprint.Compare(text, text)
	})
}

func FuzzCompare(f *testing.F) {
	f.Add(harbour+boats, boats+choir, 3, 70)
	f.Add("“a b c d e f g h i j k l m n", "''a b c d e f g h i j k l m n\n‘o", 0, 0)
	f.Add(strings.Repeat("a b ", 40), strings.Repeat("b a ", 30), -1, 1<<40)
	f.Add("\xff U.S. 1,2.3 l’été 渡船\u00ad", "", 9, 2)
	f.Fuzz(func(t *testing.T, one, two string, start, end int) {
		checkOverlap(t, one, two)
		spans := []reprint.Span{{Start: start, End: end}, {Start: end, End: start}, {}}
		text := reprint.Read(one, spans)
		reprint.Compare(text, reprint.Read(two, spans))
		if n := len(text.Marks()); n > text.Words() {
			t.Fatalf("%d marks of %d words", n, text.Words())
		}
		reprint.Agency(one)
	})
}
