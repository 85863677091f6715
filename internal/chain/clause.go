package chain

import (
	"sort"
	"strings"

	"hearsay/attribution"
)

// A clause is the words that say that something was said: those around source
// and cue in their sentence, up to another statement's. What was said, there or
// in other statements, is a gap.
type clause struct {
	text   *text
	tokens []token
	cue    [2]int // its tokens, from (inclusive) to (exclusive)
	source [2]int // likewise; both 0 where the clause has none
	para   int
	whole  bool // begins where its sentence does
}

// maxClause is how many tokens a clause has at most to either side of its cue.
const maxClause = 80

// clauseOf cuts out the clause of a statement.
func (t *tracer) clauseOf(i int) clause {
	s := t.statements[i]
	core := s.Cue
	if core.Empty() {
		core = s.Source
	}
	if core.Empty() || len(t.text.tokens) == 0 {
		return clause{text: t.text}
	}
	lo, hi := t.room(i, core)
	return t.text.clause(core, s.Source, t.maskOf(s.Inside, core), lo, hi)
}

// room returns the bytes within which a statement's clause lies: the piece of
// content that encloses it, without the sources and cues of its neighbours.
func (t *tracer) room(i int, core attribution.Span) (lo, hi int) {
	s := t.statements[i]
	lo, hi = 0, len(t.page.Text)
	if t.encloses(s.Inside, i) {
		pieces := t.statements[s.Inside].Content
		if k := sort.Search(len(pieces), func(k int) bool { return pieces[k].End > core.Start }); k < len(pieces) && pieces[k].Overlaps(core) {
			lo, hi = pieces[k].Start, pieces[k].End
		}
	}
	from, to := core.Start, core.End
	if !s.Source.Empty() {
		from, to = min(from, s.Source.Start), max(to, s.Source.End)
	}
	siblings := t.siblings[s.Inside]
	for k := max(0, t.rank[i]-4); k < min(len(siblings), t.rank[i]+5); k++ {
		other := t.statements[siblings[k]]
		if siblings[k] == i || other.Source.Empty() || other.Source == s.Source && !s.Source.Empty() {
			continue
		}
		for _, part := range []attribution.Span{other.Source, other.Cue} {
			if part.Empty() {
				continue
			}
			if part.End <= from {
				lo = max(lo, part.End)
			} else if part.Start >= to {
				hi = min(hi, part.Start)
			}
		}
	}
	return lo, hi
}

// maskOf returns the contents beside a statement, but for one that holds its cue.
func (t *tracer) maskOf(inside int, core attribution.Span) []attribution.Span {
	all := t.masks[inside]
	k := sort.Search(len(all), func(k int) bool { return all[k].End > core.Start })
	if k < len(all) && all[k].Overlaps(core) {
		return nil // contents that cross: nothing can be told apart
	}
	return all
}

// clause cuts the clause around a core out of the text, between two bytes.
func (t *text) clause(core, source attribution.Span, mask []attribution.Span, lo, hi int) clause {
	first, last := t.at(core.Start), t.at(core.End-1)
	if first >= len(t.tokens) || last >= len(t.tokens) {
		return clause{text: t}
	}
	c := clause{text: t, para: t.tokens[first].paragraph}

	var left []token // backwards
	m := sort.Search(len(mask), func(k int) bool { return mask[k].End > t.tokens[first].start }) - 1
	c.whole = first == 0
	for i, n := first-1, 0; i >= 0 && n < maxClause; n++ {
		tok := t.tokens[i]
		if tok.start < lo || tok.paragraph != c.para {
			c.whole = tok.paragraph != c.para
			break
		}
		if m >= 0 && tok.end > mask[m].Start && tok.start < mask[m].End {
			left = append(left, token{start: mask[m].Start, end: mask[m].End, low: gap, paragraph: c.para})
			i = t.at(mask[m].Start) - 1
			m--
			continue
		}
		if t.ends(i) {
			c.whole = true
			break
		}
		left = append(left, tok)
		i--
		c.whole = i < 0
	}
	for i := len(left) - 1; i >= 0; i-- {
		c.tokens = append(c.tokens, left[i])
	}
	c.cue[0] = len(c.tokens)
	c.tokens = append(c.tokens, t.tokens[first:last+1]...)
	c.cue[1] = len(c.tokens)

	m = sort.Search(len(mask), func(k int) bool { return mask[k].End > t.tokens[last].end })
	for i, n := last+1, 0; i < len(t.tokens) && n < maxClause; n++ {
		tok := t.tokens[i]
		if tok.end > hi || tok.paragraph != c.para {
			break
		}
		for m < len(mask) && mask[m].End <= tok.start {
			m++
		}
		if m < len(mask) && tok.end > mask[m].Start {
			c.tokens = append(c.tokens, token{start: mask[m].Start, end: mask[m].End, low: gap, paragraph: c.para})
			i = t.at(mask[m].End-1) + 1
			if m++; i < len(t.tokens) && i > 0 && t.ends(i-1) {
				break // the content ends the sentence
			}
			continue
		}
		if t.ends(i) {
			break
		}
		c.tokens = append(c.tokens, tok)
		i++
	}
	for k, tok := range c.tokens {
		if !source.Empty() && !tok.gap() && tok.start < source.End && source.Start < tok.end {
			if c.source[1] == 0 {
				c.source[0] = k
			}
			c.source[1] = k + 1
		}
	}
	return c
}

// head cuts out the first words of the content that directly follows the cue: what
// was found as content may begin with whom it was said to.
func (t *tracer) head(i int) (clause, bool) {
	if i < 0 || t.statements[i].Cue.Empty() {
		return clause{}, false
	}
	s := t.statements[i]
	for _, piece := range s.Content {
		if piece.Start < s.Cue.End || strings.TrimSpace(t.page.Text[s.Cue.End:piece.Start]) != "" {
			continue
		}
		from, to := t.text.at(piece.Start), t.text.at(piece.End-1)+1
		to = min(to, len(t.text.tokens), from+maxHead)
		if from >= to {
			return clause{}, false
		}
		return clause{text: t.text, tokens: t.text.tokens[from:to]}, true
	}
	return clause{}, false
}

// maxHead is how many tokens of content head looks at.
const maxHead = 24

// low returns a token's word in lower case, "" beyond the clause's ends.
func (c *clause) low(k int) string {
	if k < 0 || k >= len(c.tokens) {
		return ""
	}
	return c.tokens[k].low
}

// words returns the text of the tokens from (inclusive) to (exclusive), on one line.
func (c *clause) words(from, to int) string {
	if from >= to {
		return ""
	}
	return oneLine(c.text.of[c.tokens[from].start:c.tokens[to-1].end])
}

// inSource reports whether a token is of the source.
func (c *clause) inSource(k int) bool { return c.source[0] <= k && k < c.source[1] }
