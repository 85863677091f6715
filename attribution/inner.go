package attribution

import (
	"slices"
	"strings"
	"unicode"

	"hearsay/attribution/internal/layout"
)

// deepest is how many statements lie inside one another at most. It bounds the
// work on texts made to nest; people stop at three.
const deepest = 6

// A part is a stretch of a text that is read as a text of its own.
type part struct {
	Span
	of int // the statement whose content it is, or none
}

// inside returns the contents, without marks around them, that may hold
// statements of their own: those with a word that can be a cue.
func inside(text string, found []found) []part {
	var all []part
	for i, f := range found {
		for _, c := range f.content {
			if bare := unquote(text, c); mayReport(bare.In(text)) {
				all = append(all, part{bare, i})
			}
		}
	}
	return all
}

// mayReport reports whether words can hold a statement: a verb of saying,
// thinking or knowing stands behind some word, not in the infinitive, and before
// others.
func mayReport(words string) bool {
	const after = 2
	fields := strings.FieldsFunc(words, func(r rune) bool { return !isLetter(r) })
	for i, w := range fields[:max(0, len(fields)-after)] {
		if w = strings.ToLower(w); w == "according" {
			return true
		}
		if i > 0 && fields[i-1] != "to" && slices.ContainsFunc(verbs()[w], func(e entry) bool { return e.act != Want && e.act != Feel }) {
			return true
		}
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// isSelf reports whether a source is whoever speaks or listens.
func isSelf(source string) bool {
	switch strings.ToLower(source) {
	case "i", "we", "you":
		return true
	}
	return false
}

// unquote takes the marks off a span that is one quotation, so that what it
// holds can be read as a text of its own.
func unquote(text string, s Span) Span {
	quotes := layout.Quotations(text, layout.Span(s), 0, nil)
	if len(quotes) != 1 || Span(quotes[0].Span) != s {
		return s
	}
	opening, closing := quotes[0].Marks(text)
	inside := Span{s.Start + opening, s.End - closing}
	if inside.Empty() {
		return s
	}
	return inside
}
