// Package reprint tells whether one article's text is, whole or in part, also
// another's, which passages the two share, and which of them was first.
//
// [Read] takes an article's text as words, [Text.Marks] names a few numbers by
// which an index finds what may share text with it, [Compare] finds the shared
// passages, and [Overlap.Verdict] says what they amount to.
//
// Words that somebody said are not the outlet's own: two papers that quote one
// speech at length are two witnesses of it, and neither is a reprint. So a
// verdict counts words outside quotations alone.
//
// It keeps nothing, and no text, however made, costs more than in proportion to
// its length: see [Compare] and [Text.Marks].
package reprint

// A Span is the bytes [Start, End) of a text.
type Span struct {
	Start, End int
}

// A Passage is a stretch of text that two articles share: some words may be
// replaced, put in or left out, but at least half of them are the same, in the
// same order.
type Passage struct {
	A, B           Span // its bytes in either article; first and last word are the same
	WordsA, WordsB int  // how many words that is
	Equal          int  // how many of them are the same
}

// A Side counts the words of one of two articles. Own words are those that
// stand outside quotations; shared ones those that stand in shared passages. A
// shared word that the other article has in quotation is nobody's own.
type Side struct {
	Words, Own             int
	SharedWords, SharedOwn int
}

// An Overlap is what two articles, a and b, share.
type Overlap struct {
	Passages []Passage // in the order of a, apart from one another in a and in b
	A, B     Side

	// Closing is how many own words the passage has that ends both articles.
	Closing int
}

// A Verdict says what an overlap amounts to.
type Verdict string

// The verdicts.
const (
	None  Verdict = ""        // independent of each other
	Part  Verdict = "reuses"  // one has a good part of the other's text
	Whole Verdict = "reprint" // nearly all of the shorter stands in the longer
)

// What an overlap must come to, in own words of the shorter article.
const (
	partShare  = 0.25
	partWords  = 40
	wholeShare = 0.8
	wholeWords = 20
	nearlyAll  = 0.95 // of all words, quoted or not
	fewOwn     = 8

	// What an outlet puts under all that it prints has no more words than that,
	// and is no larger a share of an article.
	noticeWords = 100
	noticeShare = 0.6
)

// Verdict says what the overlap amounts to. A passage that closes both articles
// makes no [Part] unless it is long: outlets put notices, sign-ups and lists of
// links there.
func (o Overlap) Verdict() Verdict {
	shared, all := o.measure()
	share := ratio(shared, all)
	if share >= wholeShare && shared >= wholeWords {
		return Whole
	}
	if share < noticeShare && o.Closing <= noticeWords {
		shared -= o.Closing
		share = ratio(shared, all)
	}
	if share >= partShare && shared >= partWords {
		return Part
	}
	return None
}

// Share is the share of the shorter article's own words that the other has too,
// in [0, 1]. Where the other has nearly all of the shorter's words, its own
// among them, it is the share of all words, quoted or not: an article that is
// little but quotation can be a reprint as well.
func (o Overlap) Share() float64 { return ratio(o.measure()) }

// measure returns how many words are shared, out of how many.
func (o Overlap) measure() (shared, all int) {
	if s := o.shorter(Side.total); ratio(s.SharedWords, s.Words) >= nearlyAll &&
		(ratio(s.SharedOwn, s.Own) >= wholeShare && s.SharedOwn >= fewOwn || ratio(o.A.SharedWords, o.A.Words) >= nearlyAll && ratio(o.B.SharedWords, o.B.Words) >= nearlyAll) {
		return s.SharedWords, s.Words
	}
	s := o.shorter(Side.own)
	return s.SharedOwn, s.Own
}

// shorter is the side with fewer words; of two that have as many, the one that
// shares more of them.
func (o Overlap) shorter(count func(Side) (words, shared int)) Side {
	wordsA, sharedA := count(o.A)
	wordsB, sharedB := count(o.B)
	if wordsB < wordsA || wordsB == wordsA && sharedB > sharedA {
		return o.B
	}
	return o.A
}

func (s Side) total() (words, shared int) { return s.Words, s.SharedWords }
func (s Side) own() (words, shared int)   { return s.Own, s.SharedOwn }

func ratio(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
