package attribution

import (
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

// mayReport reports whether words can hold a statement: a verb of the lexicon
// stands behind some word and before another.
func mayReport(words string) bool {
	const least = 3
	fields := strings.FieldsFunc(words, func(r rune) bool { return !isLetter(r) })
	if len(fields) < least {
		return false
	}
	for _, w := range fields {
		if _, ok := verbs()[strings.ToLower(w)]; ok || strings.EqualFold(w, "according") {
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
