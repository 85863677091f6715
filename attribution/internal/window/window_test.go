package window_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution/internal/window"
)

// TestRead shows words with where they stand to quotation marks, a mark for
// each: o outside, i inside, ( opens, ) closes, j inside an open quotation, [
// opens one.
func TestRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "The dam's wall held.", "The/o dam/o '/o s/o wall/o held/o ./o"},
		{"quotation", `“Hold,” he said.`, `“/( Hold/i ,/i ”/) he/o said/o ./o`},
		{"straight", `"Hold," he said.`, `"/( Hold/i ,/i "/) he/o said/o ./o`},
		{"doubled apostrophes", `''Hold,'' he said.`, `''/( Hold/i ,/i ''/) he/o said/o ./o`},
		{"single", `‘It’s so,’ he said.`, `‘/( It/i ’/i s/i so/i ,/i ’/) he/o said/o ./o`},
		{"nested", `“He said ‘no.’”`, `“/( He/i said/i ‘/i no/i ./i ’/i ”/)`},
		{"never closed", "He: “The dam will hold.", "He/o :/o “/[ The/j dam/j will/j hold/j ./j"},
		{"glued", "It held.Then—so", "It/o held/o ./o Then/o —/o so/o"},
		{"soft hyphen and zero width", "co\u00adop\u200b eration", "co\u00adop/o eration/o"},
		{"ideographs", "世界 ok", "世/o 界/o ok/o"},
		{"combining", "e\u0301lan", "e\u0301lan/o"},
		{"bytes that are no text", "a\xff\xfeb", "a\xff\xfeb/o"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, w := range window.Read(c.text).Words {
				got = append(got, fmt.Sprintf("%s/%c", w.In(c.text), "oi()j["[w.Quote]))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestMarksAlike checks that the encoder reads the same whatever marks were set.
func TestMarksAlike(t *testing.T) {
	want := window.Read(`He said: “Hold on to it” — and left.`).Pieces
	for _, text := range []string{
		`He said: "Hold on to it" — and left.`,
		`He said: ''Hold on to it'' – and left.`,
		`He said: «Hold on to it» — and left.`,
		`He said: ‘Hold on to it’ — and left.`,
		`He said: „Hold on to it“ — and left.`,
		"He\u00a0said:\t“Hold on\r\nto it” — and left.",
	} {
		if diff := cmp.Diff(want, window.Read(text).Pieces); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", text, diff)
		}
	}
}

// parts are what texts are drawn from.
var parts = []string{
	"“", "”", "\"", "''", "'", "‘", "’", "«", "»", "`", " ", "  ", "\n", "\n\n", "\u00a0", "\u00ad", "said", "Wrenn", "He", "the", ".", "—",
	"antidisestablishmentarianism", "\xff", "世界", "e\u0301", "😀",
}

// TestLaws checks that words are in order and apart, that no letter is left out,
// and that windows hold each word once, none too long.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 400).Draw(t, "parts"), "")
		checkLaws(t, text, rapid.SampledFrom([]int{128, 256}).Draw(t, "size"))
	})
}

func FuzzRead(f *testing.F) {
	f.Add("“Hold,” he said. ‘No.")
	f.Add(strings.Join(parts, ""))
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, text, 128) })
}

func checkLaws(t interface{ Errorf(string, ...any) }, text string, size int) {
	read := window.Read(text)
	end, pieces := 0, 0
	for i, w := range read.Words {
		if w.Start < end || w.End <= w.Start || w.End > len(text) {
			t.Errorf("word %d is %v after %d of %d", i, w.Span, end, len(text))
			return
		}
		if w.First < pieces || i > 0 && w.First == read.Words[i-1].First {
			t.Errorf("word %d begins with piece %d after %d", i, w.First, pieces)
		}
		for _, r := range text[end:w.Start] {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'z' && r != '`' {
				t.Errorf("%q between words", text[end:w.Start])
			}
		}
		if utf8.ValidString(text) && !utf8.ValidString(w.In(text)) {
			t.Errorf("word %d, %q, cuts a character", i, w.In(text))
		}
		end, pieces = w.End, w.First
	}
	next := 0
	for w := range read.Windows(size) {
		if w.From != next || w.To <= w.From || len(w.First) != w.To-w.From || len(w.Tokens) > size {
			t.Errorf("a window of words [%d, %d) with %d places and %d tokens, after word %d", w.From, w.To, len(w.First), len(w.Tokens), next)
			return
		}
		for i, first := range w.First {
			if w.Tokens[first] != read.Pieces[read.Words[w.From+i].First] {
				t.Errorf("word %d is elsewhere", w.From+i)
			}
		}
		next = w.To
	}
	if next != len(read.Words) {
		t.Errorf("the windows hold %d of %d words", next, len(read.Words))
	}
}
