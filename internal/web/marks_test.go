package web

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/internal/record"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawText draws a text with what texts have: words, line ends of both sorts,
// quotation marks, other scripts, markup, control characters.
func drawText(t *rapid.T) string {
	some := []string{"word ", "Marsh", " said", "“", "”", "\n", "\n\n", "\r\n", "\r", " ", "\t", "é", "قال", "汉", "<b>", "&amp;", "'", `"`, "\x01", "\u202e", "\u2028",
		"a line that is long enough to tell that nobody broke the lines of this text to fit the width of a screen"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(some), 0, 40).Draw(t, "text"), "")
}

// drawBound draws a place in the text, between two characters mostly.
func drawBound(t *rapid.T, text, name string) int {
	at := rapid.IntRange(0, len(text)).Draw(t, name)
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) && !rapid.Bool().Draw(t, "broken") {
		at--
	}
	return at
}

func drawSpan(t *rapid.T, text string) record.Span {
	start, end := drawBound(t, text, "start"), drawBound(t, text, "end")
	if start > end {
		start, end = end, start
	}
	words := text[start:end]
	if rapid.IntRange(0, 9).Draw(t, "moved") == 0 {
		words += "x"
	}
	return record.Span{Text: words, Start: start, End: end}
}

func drawParts(t *rapid.T, text string) []record.Part {
	var parts []record.Part
	at := 0
	for range rapid.IntRange(0, 6).Draw(t, "parts") {
		s := drawSpan(t, text)
		if rapid.IntRange(0, 9).Draw(t, "misplaced") > 0 {
			s.Start, s.End = max(s.Start, at), max(s.End, at)
		}
		at = s.End
		parts = append(parts, record.Part{Kind: rapid.SampledFrom([]string{"headline", "body", "caption", "frame"}).Draw(t, "kind"), Start: s.Start, End: s.End})
	}
	return parts
}

func drawStatements(t *rapid.T, text string) []record.Statement {
	statements := make([]record.Statement, rapid.IntRange(0, 6).Draw(t, "statements"))
	for i := range statements {
		s := &statements[i]
		s.ID = string(rune('a' + i))
		s.Kind = rapid.SampledFrom([]string{"direct", "indirect", "mixed", ""}).Draw(t, "kind")
		for range rapid.IntRange(1, 3).Draw(t, "pieces") {
			s.Content = append(s.Content, drawSpan(t, text))
		}
		if rapid.Bool().Draw(t, "source") {
			source := drawSpan(t, text)
			s.Source = &source
		}
		if rapid.Bool().Draw(t, "cue") {
			cue := drawSpan(t, text)
			s.Cue = &cue
		}
	}
	return statements
}

// The stretches of a text cover it without gap or overlap, whatever its parts.
func TestStretchesCoverTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		at := 0
		for _, s := range stretches(text, drawParts(t, text)) {
			if s.Start != at || s.End <= s.Start || s.Blank < s.Start || s.Blank > s.End {
				t.Fatalf("stretch %+v begins where byte %d is next", s, at)
			}
			if strings.TrimSpace(text[s.Blank:s.End]) != "" {
				t.Fatalf("stretch %+v calls %q blank", s, text[s.Blank:s.End])
			}
			at = s.End
		}
		if at != len(text) {
			t.Fatalf("stretches end at %d of %d bytes", at, len(text))
		}
	})
}

// The pieces of a text are the text; each byte outside the blanks has the marks
// of just those spans that cover it; each note that matches begins once.
func TestPiecesAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		blocks := stretches(text, drawParts(t, text))
		notes := notesOf(drawStatements(t, text))
		var whole strings.Builder
		begins := make(map[*note]int)
		for _, pieces := range markText(text, blocks, notes) {
			for _, p := range pieces {
				from := whole.Len()
				whole.WriteString(p.Text)
				if p.Return {
					whole.WriteByte('\r')
				}
				for _, n := range p.Begins {
					begins[n]++
					if n.Content[0].Start != from {
						t.Errorf("the content of %s begins at %d, not at %d", n.ID, n.Content[0].Start, from)
					}
				}
				for i := from; i < whole.Len() && !p.Blank; i++ {
					want := contentsAt(notes, i)
					got := 0
					for _, m := range p.Marks {
						if m.Role == content {
							got++
						}
					}
					if got != want {
						t.Errorf("byte %d is in %d contents, drawn in %d", i, want, got)
					}
				}
			}
		}
		if whole.String() != text {
			t.Fatalf("the pieces are %q, the text %q", whole.String(), text)
		}
		for _, n := range notes {
			if want := map[bool]int{false: 1, true: 0}[n.Stray]; begins[n] != want {
				t.Errorf("statement %s begins %d times, not %d", n.ID, begins[n], want)
			}
		}
	})
}

// contentsAt counts the spans of content that cover a byte.
func contentsAt(notes []*note, at int) int {
	count := 0
	for _, n := range notes {
		for _, s := range n.Content {
			if !n.Stray && s.Start <= at && at < s.End {
				count++
			}
		}
	}
	return count
}

// drawn writes marked text with a bracket for each mark: content in [], source
// in {}, cue in <>, paragraphs apart by |.
func drawn(text string, parts []record.Part, statements []record.Statement) string {
	var out strings.Builder
	for i, pieces := range markText(text, stretches(text, parts), notesOf(statements)) {
		if i > 0 {
			out.WriteString("|")
		}
		for _, p := range pieces {
			if p.Blank {
				continue
			}
			for _, m := range p.Marks {
				out.WriteByte("[{<"[m.Role])
			}
			out.WriteString(p.Text)
			for _, m := range slices.Backward(p.Marks) {
				out.WriteByte("]}>"[m.Role])
			}
		}
	}
	return out.String()
}

func TestMarks(t *testing.T) {
	statement := func(text, source, cue string, content ...string) record.Statement {
		s := record.Statement{Kind: "direct"}
		if source != "" {
			s.Source = spanIn(text, source, 1)
		}
		if cue != "" {
			s.Cue = spanIn(text, cue, 1)
		}
		for _, c := range content {
			s.Content = append(s.Content, *spanIn(text, c, 1))
		}
		return s
	}
	type find struct {
		source, cue string
		content     []string
	}
	tests := []struct {
		name, text string
		found      []find
		want       string
	}{
		{"nothing", "Nobody spoke.", nil, "Nobody spoke."},
		{"content around its cue", "“No,” she said, “never.”", []find{{"she", "said", []string{"“No,”", "“never.”"}}},
			"[“No,”] {she} <said>, [“never.”]"},
		{"a statement in a statement", "Pell says Marsh swore it was shut.",
			[]find{{"Pell", "says", []string{"Marsh swore it was shut"}}, {"Marsh", "swore", []string{"it was shut"}}},
			"{Pell} <says> [{Marsh}][ ][<swore>][ ][[it was shut]]."},
		{"two statements share a source", "Pell denied it and asked why.",
			[]find{{"Pell", "denied", []string{"it"}}, {"Pell", "asked", []string{"why"}}}, "{Pell} <denied> [it] and <asked> [why]."},
		{"contents that overlap", "one two three", []find{{"", "", []string{"one two"}}, {"", "", []string{"two three"}}}, "[one ][[two]][ three]"},
		{"over three paragraphs", "“One\n\n“Two\n\n“Three”", []find{{"", "", []string{"“One\n\n“Two\n\n“Three”"}}}, "[“One]|[“Two]|[“Three”]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var statements []record.Statement
			for _, f := range test.found {
				statements = append(statements, statement(test.text, f.source, f.cue, f.content...))
			}
			if diff := cmp.Diff(test.want, drawn(test.text, nil, statements)); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	long := strings.Repeat("long ", 20)
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"blank", " \n\n", []string{""}},
		{"each line of a text with long lines", long + "\nshort\n\nend", []string{strings.TrimSpace(long), "short", "end"}},
		{"lines broken to fit a width", "one\ntwo\n\nthree\n", []string{"one\ntwo", "three"}},
		{"blank lines before", "\n\none", []string{"", "one"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range stretches(test.text, nil) {
				got = append(got, test.text[s.Start:s.Blank])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
		})
	}
}
