package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/record"
)

// A mark stands at a byte of an article's text, where a piece of a statement's
// content begins or ends.
type mark struct {
	at     int
	open   bool
	number int // of the statement, from 1
	size   int // bytes of the piece
}

func (m mark) String() string {
	if m.open {
		return fmt.Sprintf("⟦%d ", m.number)
	}
	return fmt.Sprintf(" %d⟧", m.number)
}

// marked returns the headline and body of an article with each piece of each
// statement's content between ⟦n and n⟧, n being the statement's number. A piece
// that runs over several parts of the text is marked in each.
func marked(a record.Article, statements []record.Statement) string {
	var text strings.Builder
	for _, part := range a.Parts {
		if part.Kind != "headline" && part.Kind != "body" {
			continue
		}
		at := part.Start
		for _, m := range marksIn(part, a.Text, statements) {
			text.WriteString(a.Text[at:m.at])
			text.WriteString(m.String())
			at = m.at
		}
		text.WriteString(a.Text[at:part.End])
		text.WriteString("\n\n")
	}
	return text.String()
}

// marksIn returns the marks of a part in their order. At one place what closes
// comes first; of two that open there the longer one, of two that close there
// the shorter. Statements that do not match the text have none.
func marksIn(part record.Part, text string, statements []record.Statement) []mark {
	var marks []mark
	for i, s := range statements {
		if !stands(text, s) {
			continue
		}
		for _, p := range s.Content {
			from, to := max(p.Start, part.Start), min(p.End, part.End)
			if from < to {
				marks = append(marks, mark{from, true, i + 1, to - from}, mark{to, false, i + 1, to - from})
			}
		}
	}
	// Of pieces that are the same, that of the last statement is innermost.
	slices.SortFunc(marks, func(x, y mark) int {
		switch {
		case x.at != y.at:
			return cmp.Compare(x.at, y.at)
		case x.open != y.open && y.open:
			return -1
		case x.open != y.open:
			return 1
		case x.open:
			return cmp.Or(cmp.Compare(y.size, x.size), cmp.Compare(x.number, y.number))
		}
		return cmp.Or(cmp.Compare(x.size, y.size), cmp.Compare(y.number, x.number))
	})
	return marks
}

// stands reports whether the words of a statement's content stand in the text
// where it says.
func stands(text string, s record.Statement) bool {
	return !slices.ContainsFunc(s.Content, func(p record.Span) bool {
		return !p.StandsIn(text)
	})
}
