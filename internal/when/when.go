// Package when tells days: of an expression in a text ("on Sunday", "March 11",
// "earlier this week"), and from it the day on which something was said.
//
// [Said] is the way in. It looks at one article and answers for each of its
// statements from words of the article alone: words beside the cue ("said on
// Friday"), before it ("On Friday, she said"), or of an occasion whose day the
// article gives ("at the press conference"). That an article was published on a
// day does not tell that anything was said on it. What no words tell is not
// known, and so is what they tell in two ways.
//
// In order of the way through: [scan] finds the expressions of a text, a
// [calendar] turns one into days, [article.own] picks the one that belongs to a
// cue, and [article.carry] hands days on to statements of the same occasion.
package when

import "hearsay/attribution"

// A Range is a day or a range of days, both ends included, with the words that
// tell it. The zero Range is not known.
type Range struct {
	From, To   string // 2006-01-02
	Start, End int    // bytes of the text: the words that tell it
}

// Known reports whether the range tells anything.
func (r Range) Known() bool { return r.From != "" }

// A Page is what is known of an article when its statements' days are asked for.
type Page struct {
	Text        string           // blanked out where it is not the article's
	Published   string           // the day, 2006-01-02, or ""
	Dateline    attribution.Span // zero where there is none
	DatelineDay string           // 2006-01-02, or ""
}

// Said returns the day or days on which each statement was said. The speakers
// are a key for each statement, equal for the same speaker, "" where it is not
// known; where there are fewer, the rest are not known.
func Said(page Page, statements []attribution.Statement, speakers []string) []Range {
	a := newArticle(page, statements, speakers)
	said := make([]telling, len(statements))
	for i := range statements {
		said[i] = a.own(i)
	}
	a.fromDateline(said)
	a.carry(said)
	ranges := make([]Range, len(statements))
	for i, t := range said {
		ranges[i] = t.asRange()
	}
	return ranges
}

// A telling is days with the words that tell them.
type telling struct {
	days
	start, end int
	occasion   bool // they tell of an occasion, at which more may be said
}

func (t telling) asRange() Range {
	if !t.known() {
		return Range{}
	}
	return Range{From: t.from.iso(), To: t.to.iso(), Start: t.start, End: t.end}
}
