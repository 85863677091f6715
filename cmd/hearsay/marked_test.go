package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/record"
)

// statementAt is a statement whose content is the given words of a text, each
// where they stand first.
func statementAt(text string, words ...string) record.Statement {
	var s record.Statement
	for _, w := range words {
		at := strings.Index(text, w)
		s.Content = append(s.Content, record.Span{Text: w, Start: at, End: at + len(w)})
	}
	return s
}

func TestMarked(t *testing.T) {
	const text = "Levy stays\n\nMenu\n\nQuill said Arlen denied the levy. It is fair, she said."
	parts := []record.Part{{Kind: "headline", Start: 0, End: 10}, {Kind: "frame", Start: 12, End: 16}, {Kind: "body", Start: 18, End: len(text)}}
	for name, test := range map[string]struct {
		contents [][]string
		want     string
	}{
		"none":         {nil, "Levy stays | Quill said Arlen denied the levy. It is fair, she said."},
		"headline":     {[][]string{{"Levy stays"}}, "⟦1 Levy stays 1⟧ | Quill said Arlen denied the levy. It is fair, she said."},
		"two pieces":   {[][]string{{"the levy", "fair"}}, "Levy stays | Quill said Arlen denied ⟦1 the levy 1⟧. It is ⟦1 fair 1⟧, she said."},
		"inner":        {[][]string{{"Arlen denied the levy"}, {"the levy"}}, "Levy stays | Quill said ⟦1 Arlen denied ⟦2 the levy 2⟧ 1⟧. It is fair, she said."},
		"inner, first": {[][]string{{"the levy"}, {"the levy. It is fair"}}, "Levy stays | Quill said Arlen denied ⟦2 ⟦1 the levy 1⟧. It is fair 2⟧, she said."},
		"the same":     {[][]string{{"fair"}, {"fair"}}, "Levy stays | Quill said Arlen denied the levy. It is ⟦1 ⟦2 fair 2⟧ 1⟧, she said."},
		"next":         {[][]string{{"It is"}, {" fair"}}, "Levy stays | Quill said Arlen denied the levy. ⟦1 It is 1⟧⟦2  fair 2⟧, she said."},
		"across":       {[][]string{{"the levy. It is"}, {"It is fair"}}, "Levy stays | Quill said Arlen denied ⟦1 the levy. ⟦2 It is 1⟧ fair 2⟧, she said."},
		"two parts": {[][]string{{text[5:23]}},
			"Levy ⟦1 stays 1⟧ | ⟦1 Quill 1⟧ said Arlen denied the levy. It is fair, she said."},
	} {
		t.Run(name, func(t *testing.T) {
			var statements []record.Statement
			for _, c := range test.contents {
				statements = append(statements, statementAt(text, c...))
			}
			got := marked(record.Article{Text: text, Parts: parts}, statements)
			if got := strings.ReplaceAll(strings.TrimSpace(got), "\n\n", " | "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	t.Run("stray", func(t *testing.T) {
		strays := []record.Statement{
			{Content: []record.Span{{Text: "levy", Start: 0, End: 4}}},
			{Content: []record.Span{{Text: "levy", Start: -1, End: 3}}},
			{Content: []record.Span{{Text: "levy", Start: 70, End: 1000}}},
			{Content: []record.Span{{Text: "", Start: 9, End: 3}}},
		}
		if got := marked(record.Article{Text: text, Parts: parts}, strays); strings.Contains(got, "⟦") {
			t.Errorf("what does not match the text is marked: %s", got)
		}
	})
}

// TestMarksTakenAway holds that a marked text is the text: taking the marks
// away gives headline and body back, and every mark that opens is closed.
func TestMarksTakenAway(t *testing.T) {
	marks := regexp.MustCompile(`⟦\d+ | \d+⟧`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("a1 é\n”")), 1, 60, -1).Draw(t, "text")
		var starts []int // of characters
		for i := range text {
			starts = append(starts, i)
		}
		starts = append(starts, len(text))
		cuts := rapid.SliceOfN(rapid.SampledFrom(starts), 0, 4).Draw(t, "cuts")
		cuts = append(cuts, len(text))
		slices.Sort(cuts)
		a := record.Article{Text: text}
		want, from := "", 0
		for _, to := range cuts {
			p := record.Part{Kind: rapid.SampledFrom([]string{"headline", "body", "caption", "frame"}).Draw(t, "kind"), Start: from, End: to}
			a.Parts = append(a.Parts, p)
			if p.Kind == "headline" || p.Kind == "body" {
				want += text[p.Start:p.End] + "\n\n"
			}
			from = to
		}
		var statements []record.Statement
		for range rapid.IntRange(0, 5).Draw(t, "statements") {
			var s record.Statement
			for range rapid.IntRange(1, 3).Draw(t, "pieces") {
				x, y := rapid.SampledFrom(starts).Draw(t, "start"), rapid.SampledFrom(starts).Draw(t, "end")
				x, y = min(x, y), max(x, y)
				s.Content = append(s.Content, record.Span{Text: text[x:y], Start: x, End: y})
			}
			statements = append(statements, s)
		}
		got := marked(a, statements)
		if bare := marks.ReplaceAllString(got, ""); bare != want {
			t.Errorf("%q without marks is %q, want %q", got, bare, want)
		}
		if open, closed := strings.Count(got, "⟦"), strings.Count(got, "⟧"); open != closed {
			t.Errorf("%d marks open and %d close in %q", open, closed, got)
		}
	})
}
