package window_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/attribution/internal/window"
)

// TestAround shows the words of windows around a word, of 14 tokens, with three
// ahead. Every word is one piece; / parts paragraphs.
func TestAround(t *testing.T) {
	for _, c := range []struct{ name, text, word, want string }{
		{"all of it", "one two three", "two", "one two three"},
		{"in the middle", "a b c d e f g h i j k one l m n o p", "one", "d e f g h i j k one l m n"},
		{"near the beginning", "a one b c d e f g h i j k l m n o", "one", "a one b c d e f g h i j k"},
		{"near the end", "a b c d e f g h i j k l m n one o", "one", "e f g h i j k l m n one o"},
		{"a mark between paragraphs", "a b c d e f g h i/j k one l m n o p", "one", "e f g h i/j k one l m n"},
		{"begins a paragraph", "a b c d e f g h i j k/one l m n o p", "one", "e f g h i j k/one l m n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := window.Read(strings.ReplaceAll(c.text, "/", "\n\n"))
			at := strings.Index(text.Source, c.word)
			from, to := text.Within(at, at+len(c.word))
			w := text.Around(from, to, 14, 3)
			got := strings.ReplaceAll(text.Source[text.Words[w.From].Start:text.Words[w.To-1].End], "\n\n", "/")
			if got != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
}

// TestAroundLaws checks that a window holds what it was asked for and as much
// besides as fits.
func TestAroundLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 300).Draw(t, "parts"), "")
		text := window.Read(source)
		if len(text.Words) == 0 {
			return
		}
		const size = 64
		from := rapid.IntRange(0, len(text.Words)-1).Draw(t, "from")
		w := text.Around(from, from+1, size, 16)
		if w.From > from || w.To <= from || len(w.Tokens) > size || len(w.First) != w.To-w.From {
			t.Fatalf("words [%d, %d) in %d tokens around word %d", w.From, w.To, len(w.Tokens), from)
		}
		for i, first := range w.First {
			if w.Tokens[first] != text.Pieces[text.Words[w.From+i].First] {
				t.Fatalf("word %d is elsewhere", w.From+i)
			}
		}
	})
}
