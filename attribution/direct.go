package attribution

import (
	"slices"
	"strings"
	"unicode"
)

// allQuoted reports whether the tokens are quotations and marks alone.
func allQuoted(s []token) bool {
	some := false
	for _, t := range s {
		if t.kind == word {
			return false
		}
		some = some || t.kind == quoted
	}
	return some
}

// quotedSpans returns the quotations among the tokens.
func quotedSpans(s []token) (spans []Span) {
	for _, t := range s {
		if t.kind == quoted {
			spans = append(spans, t.Span)
		}
	}
	return spans
}

// quotedParagraph reads a paragraph of quotations alone. It is what a colon
// announced, or it goes on with the quotation that the last paragraph left
// open, or it stands for itself: a statement without source and cue.
func (r *reader) quotedParagraph() {
	pieces := quotedSpans(r.tokens)
	open := r.tokens[len(r.tokens)-1].open
	switch {
	case r.awaiting != nil:
		f := *r.awaiting
		r.awaiting = nil
		f.content = pieces
		r.add(f)
		r.running = len(r.found) - 1
	case r.running != none:
		f := &r.found[r.running]
		f.content = append(f.content, pieces...)
	case len(r.pending) == 0 && !open && !r.speaks(pieces):
		return
	default:
		r.pending = append(r.pending, pieces...)
		if !open {
			r.flush()
		}
		return
	}
	if !open {
		r.running = none
	}
}

// quotedSentence reads a sentence of quotations alone within a paragraph: it
// goes on with the statement before it, as in “A,” she said. “B.” It returns
// the statement that the next such sentence goes on with.
func (r *reader) quotedSentence(s []token, follows int) int {
	pieces := quotedSpans(s)
	if follows != none {
		r.found[follows].content = append(r.found[follows].content, pieces...)
		return follows
	}
	if s[0].Start == r.tokens[0].Start {
		// It opens the paragraph: it may belong to what follows.
		r.pending = append(r.pending, pieces...)
		return none
	}
	if !r.speaks(pieces) {
		return none
	}
	if i := r.lastDirect(r.first); i != none && r.found[i].rule != orphan && r.found[i].rule != leftover {
		r.found[i].content = append(r.found[i].content, pieces...)
		return i
	}
	r.add(found{content: pieces, act: Say, rule: orphan, quotes: true})
	return len(r.found) - 1
}

// speaks reports whether quotations are speech and no title, nickname or coined
// word: they have the words or the marks of a sentence.
func (r *reader) speaks(pieces []Span) bool {
	if r.headline {
		return false
	}
	const least = 4
	words := 0
	for _, p := range pieces {
		words += len(strings.Fields(clip(p.In(r.text), 200)))
	}
	return words >= least
}

// clip returns at most the first n bytes of s.
func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// spoken finds the quotations of a sentence that no cue of the lexicon took: one
// that a name and any verb follow, and one that a name and a colon announce.
func (r *reader) spoken(s []token) {
	for i, t := range s {
		if t.kind != quoted || r.isHeld(t.Span) {
			continue
		}
		if t.last == ',' || t.last == '?' || t.last == '!' {
			if k := spokenBy(s, i+1); k > 0 {
				r.add(found{
					source: stretch{i + 1, k}.span(s), cue: s[k].Span, content: []Span{t.Span}, act: Say, rule: anyVerb, quotes: true,
				})
				continue
			}
		}
		if i > 1 && s[i-1].is(":") && s[i-2].kind == word {
			if n := (stretch{nounPhraseBefore(s, i-1, 0), i - 1}).valid(s); !n.empty() && s[n.to-1].cap {
				r.add(found{source: n.span(s), cue: s[i-1].Span, content: []Span{t.Span}, act: Say, rule: colonRule, quotes: true})
			}
		}
	}
}

// leftovers makes a statement without a source of each quotation of the
// paragraph that reads like speech and that no statement holds.
func (r *reader) leftovers() {
	const least = 8
	if r.headline {
		return
	}
	var held []Span
	for _, f := range r.found[r.first:] {
		held = append(held, f.content...)
	}
	slices.SortFunc(held, func(a, b Span) int { return a.Start - b.Start })
	next, end := 0, 0 // end: how far the pieces up to next reach
	for _, t := range r.tokens {
		if t.kind != quoted {
			continue
		}
		for ; next < len(held) && held[next].Start < t.End; next++ {
			end = max(end, held[next].End)
		}
		speech := t.last == '.' || t.last == ',' || t.last == '?' || t.last == '!'
		if speech && end <= t.Start && startsLarge(t.In(r.text)) && len(strings.Fields(clip(t.In(r.text), 200))) >= least {
			r.add(found{content: []Span{t.Span}, act: Say, rule: leftover})
		}
	}
}

// startsLarge reports whether the first letter of a quotation is a capital, as
// that of a sentence is.
func startsLarge(quotation string) bool {
	for _, c := range clip(quotation, 20) {
		if unicode.IsLetter(c) {
			return !unicode.IsLower(c)
		}
	}
	return false
}

// isHeld reports whether a span of the present sentence lies in the content of
// a statement: one of the last pieces of one of the last.
func (r *reader) isHeld(span Span) bool {
	const statements, pieces = 40, 4
	for i := len(r.found) - 1; i >= max(0, len(r.found)-statements); i-- {
		content := r.found[i].content
		for _, c := range content[max(0, len(content)-pieces):] {
			if c.Overlaps(span) {
				return true
			}
		}
	}
	return false
}

// lastDirect returns the last statement found since n that quotes, or none.
func (r *reader) lastDirect(n int) int {
	if r.quoting >= n {
		return r.quoting
	}
	return none
}

// holding returns the statement of the paragraph whose content holds a span, or
// none.
func (r *reader) holding(span Span) int {
	for i := r.first; i < len(r.found); i++ {
		for _, c := range r.found[i].content {
			if c.Overlaps(span) {
				return i
			}
		}
	}
	return none
}

// joinPending gives the quotations that waited for a source to the paragraph's
// statement whose quotation goes on with them.
func (r *reader) joinPending() {
	if len(r.pending) == 0 {
		return
	}
	last := r.pending[len(r.pending)-1]
	for _, t := range r.tokens {
		if t.kind != quoted || t.Start <= last.Start {
			continue
		}
		if i := r.holding(t.Span); i != none {
			r.found[i].content = append(r.found[i].content, r.pending...)
			r.pending = r.pending[:0]
			return
		}
		break
	}
	r.flush()
}

// flush makes a statement without a source of the quotations that no statement
// took.
func (r *reader) flush() {
	if len(r.pending) > 0 && r.speaks(r.pending) {
		r.add(found{content: append([]Span(nil), r.pending...), act: Say, rule: orphan})
	}
	r.pending = r.pending[:0]
}

// add keeps a statement.
func (r *reader) add(f found) {
	f.headline = r.headline
	if f.quotes {
		r.quoting = len(r.found)
	}
	r.found = append(r.found, f)
}
