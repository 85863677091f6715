package attribution

import (
	"strings"
	"unicode/utf8"
)

// inner finds the statements inside the content of another: what she said that
// he had said. They need a source and a cue of their own, and a source that is
// not the speaker again.
func inner(text string, outer found) []found {
	var all []found
	for _, piece := range outer.content {
		piece = unquote(text, piece)
		words := piece.In(text)
		for _, f := range readPart(words, outer.headline) {
			if f.source.Empty() || f.cue.Empty() || isSelf(f.source.In(words)) {
				continue
			}
			f.source, f.cue = shift(f.source, piece.Start), shift(f.cue, piece.Start)
			for i, c := range f.content {
				f.content[i] = shift(c, piece.Start)
			}
			f.headline = outer.headline
			all = append(all, f)
		}
	}
	return all
}

// isSelf reports whether a source is whoever speaks or listens.
func isSelf(source string) bool {
	switch lower(source) {
	case "i", "we", "you":
		return true
	}
	return false
}

func shift(s Span, by int) Span { return Span{s.Start + by, s.End + by} }

// unquote takes the marks off a span that is one quotation, so that what it
// holds can be read as a text of its own.
func unquote(text string, s Span) Span {
	quotes := quotations(text, s, nil)
	if len(quotes) != 1 || quotes[0].Span != s {
		return s
	}
	inside := s
	inside.Start += openingWidth(text[s.Start:s.End])
	if !quotes[0].open {
		inside.End -= closingWidth(text[s.Start:s.End])
	}
	if inside.Empty() {
		return s
	}
	return inside
}

// openingWidth returns the bytes of the mark that a quotation starts with.
func openingWidth(q string) int {
	if strings.HasPrefix(q, "''") || strings.HasPrefix(q, "``") {
		return 2
	}
	_, n := utf8.DecodeRuneInString(q)
	return n
}

// closingWidth returns the bytes of the mark that a quotation ends with.
func closingWidth(q string) int {
	if strings.HasSuffix(q, "''") {
		return 2
	}
	_, n := utf8.DecodeLastRuneInString(q)
	return n
}
