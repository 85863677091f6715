package chain

import (
	"strings"
	"unicode"
)

// A phrase is who is spoken to, or what is spoken in: the tokens from
// (inclusive) to (exclusive) of a clause.
type phrase struct{ from, to int }

// maxPhrase is how many words a phrase has at most.
const maxPhrase = 12

// phraseAt reads the name or the description of people that starts at a token.
// It ends where a mark, a gap or a word stands that neither may have.
func (c *clause) phraseAt(k int) (phrase, bool) {
	from := k
	for ; k < len(c.tokens) && k-from < maxPhrase; k++ {
		tok := c.tokens[k]
		if c.inSource(k) || c.cue[0] <= k && k < c.cue[1] && k == c.cue[0] {
			break
		}
		switch {
		case tok.low == "and" || tok.low == "&":
			if k == from || !c.joins(k) {
				return c.phrase(from, k)
			}
			continue
		case tok.low == "of":
			if k == from {
				return phrase{}, false
			}
			continue
		case !tok.word:
			if (tok.low == "’" || tok.low == "'") && k > from && strings.HasSuffix(c.tokens[k-1].low, "s") && k+1 < len(c.tokens) && c.tokens[k+1].word {
				continue // Fox News’ Ada Moor
			}
			return c.phrase(from, k)
		case k > from && !determiners()[c.low(k-1)] && !tok.capital && strings.HasSuffix(tok.low, "ing") && (telling()[tok.low] || sayingTo()[tok.low]):
			return c.phrase(from, k)
		case stops()[tok.low] && (tok.low != "this" || k != from):
			if tok.capital && k > from && !isDay(tok.low) && tok.low != "i" { // The Way We Live Now
				continue
			}
			return c.phrase(from, k)
		case strings.HasSuffix(tok.low, "ly") && !tok.capital && len(tok.low) > 4 && tok.low != "family" && tok.low != "daily" && tok.low != "weekly" && tok.low != "assembly" && tok.low != "monthly":
			return c.phrase(from, k)
		}
	}
	return c.phrase(from, k)
}

func isDay(word string) bool {
	switch word {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// joins reports whether "and" goes on with the phrase: between two names or two
// plain words.
func (c *clause) joins(k int) bool {
	if k+1 >= len(c.tokens) || k == 0 {
		return false
	}
	before, after := c.tokens[k-1], c.tokens[k+1]
	if !after.word || after.gap() || stops()[after.low] || before.capital != after.capital || sayingTo()[after.low] || telling()[after.low] ||
		strings.HasSuffix(after.low, "ed") || strings.HasSuffix(after.low, "ing") {
		return false
	}
	return true
}

func (c *clause) phrase(from, to int) (phrase, bool) {
	for to > from && (!c.tokens[to-1].word || c.tokens[to-1].low == "of" || c.tokens[to-1].low == "and") {
		to--
	}
	p := phrase{from, to}
	if to <= from {
		return p, false
	}
	for k := from; k < to; k++ {
		if !determiners()[c.tokens[k].low] && c.tokens[k].low != "of" {
			return p, true
		}
	}
	return p, false
}

// A hearer is whom something is said to.
type hearer struct {
	name     string // as the chain tells it
	outlet   string // the outlet among the words, or ""
	anaphor  bool   // an outlet named by its sort alone
	from, to int    // its tokens
}

// hearer makes a hearer of a phrase; none where it is a pronoun or no people.
func (c *clause) hearer(p phrase, o outlets) (hearer, bool) {
	tokens := c.tokens[p.from:p.to]
	if len(tokens) == 1 && pronouns()[tokens[0].low] || pronouns()[tokens[0].low] && !determiners()[tokens[0].low] {
		return hearer{}, false
	}
	if !c.people(p) {
		return hearer{}, false
	}
	h := hearer{from: p.from, to: p.to}
	from, to := p.from, p.to

	// "the Kommersant daily", "the TV channel Skerry", "German magazine Der Tag".
	lead := from
	for k := from; k < to; k++ {
		if outletTitles()[c.tokens[k].low] && !c.tokens[k].capital && k+1 < to && c.tokens[k+1].capital {
			lead = k + 1
		}
	}
	end := to
	for end-1 > from && outletKinds()[c.tokens[end-1].low] && !c.tokens[end-1].capital && !strings.HasSuffix(c.tokens[end-2].low, "'s") {
		end--
	}
	name := from
	if c.low(name) == "the" && name+1 < end {
		name++
	}
	switch {
	case lead > from:
		h.outlet = c.words(lead, to)
	case end < to && c.capitals(name, end) && !places(c.low(end-1)):
		h.outlet = c.words(name, end)
	}
	if h.outlet == "" {
		h.outlet = c.outletIn(from, to, o)
	}
	switch {
	case h.outlet != "" && (lead > from || end < to || o.names(c.words(from, to)) || fold(c.words(from, to)) == fold(h.outlet)):
		h.outlet = trimArticle(h.outlet)
		h.name = h.outlet
		if form := forms()[fold(h.outlet)]; form != "" {
			h.name, h.outlet = form, form
		}
	default:
		h.name = trimOwner(c.words(from, to))
		for k := from; k < to; k++ {
			if anaphora()[strings.TrimSuffix(strings.TrimSuffix(c.tokens[k].low, "'s"), "'")] && !c.tokens[k].capital && c.low(from) == "the" && h.outlet == "" {
				h.anaphor = true
			}
		}
	}
	return h, h.name != ""
}

// people reports whether a phrase may be people who are spoken to. One word in
// lower case is, where it is a plural or a body.
func (c *clause) people(p phrase) bool {
	last := c.tokens[p.to-1]
	if things()[last.low] || p.from < len(c.tokens) && (isDay(c.low(p.from)) || c.low(p.from) == "this" && days()[c.low(p.from+1)]) {
		return false
	}
	if p.to-p.from == 1 && !last.capital {
		return bodies()[last.low] || strings.HasSuffix(last.low, "s") && !strings.HasSuffix(last.low, "ss")
	}
	return true
}

// trimOwner drops the possessive at the end of a name: "the Lantern’s" of "the
// Lantern’s “Morning Tide”".
func trimOwner(name string) string {
	for _, own := range []string{"'s", "’s"} {
		name = strings.TrimSuffix(name, own)
	}
	return strings.TrimRight(name, "'’")
}

// capitals reports whether all words from (inclusive) to (exclusive) begin with
// capital letters.
func (c *clause) capitals(from, to int) bool {
	some := false
	for k := from; k < to; k++ {
		if !c.tokens[k].capital && c.tokens[k].word && c.tokens[k].low != "of" && c.tokens[k].low != "the" {
			return false
		}
		some = some || c.tokens[k].capital && c.tokens[k].low != "the"
	}
	return some
}

// outletIn finds the name of an outlet that a phrase begins with: of "CNN’s Ada
// Moor", "Fox News host Ada Moor".
func (c *clause) outletIn(from, to int, o outlets) string {
	for start := from; start < min(to, from+3); start++ {
		if !c.tokens[start].capital {
			continue
		}
		for end := min(to, start+5); end > start; end-- {
			words := c.words(start, end)
			if r := []rune(words); len(r) > 0 && !unicode.IsLetter(r[0]) && !unicode.IsDigit(r[0]) {
				continue
			}
			plain := strings.TrimRight(words, "'’")
			for _, own := range []string{"'s", "’s"} {
				plain = strings.TrimSuffix(plain, own)
			}
			if c.capitals(start, end) && (o.names(plain) || start > from && c.low(start-1) == "the" && o.names("the "+plain)) && (end == to || plain != words || !c.tokens[end].capital || known()[fold(plain)] || forms()[fold(plain)] != "" || mastheads()[c.low(end-1)]) {
				if form := forms()[fold(plain)]; form != "" {
					return form
				}
				return trimArticle(plain)
			}
		}
		break
	}
	for k := from + 1; k+1 < to; k++ {
		if c.low(k) != "of" {
			continue
		}
		start := k + 1
		if c.low(start) == "the" {
			start++
		}
		if name := c.words(start, to); c.capitals(start, to) && (o.names(name) || o.names("the "+name)) {
			if form := forms()[fold(name)]; form != "" {
				return form
			}
			return name // Ada Moor of the Lantern
		}
	}
	return ""
}

func trimArticle(name string) string {
	for _, article := range []string{"the ", "The ", "a ", "an "} {
		if rest, ok := strings.CutPrefix(name, article); ok && rest != "" {
			return rest
		}
	}
	return name
}
