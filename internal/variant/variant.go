// Package variant sets the wordings that several outlets have of one utterance
// side by side and names each place where they differ: words dropped, added,
// changed, moved, or reported indirectly.
//
// [Collate] takes what the witnesses of an utterance have and aligns each, word
// by word, to the fullest of them. It knows nothing of how the witnesses were
// found, and looks up nothing.
package variant

import (
	"hearsay/attribution"
)

// A Wording is what one witness has of an utterance.
type Wording struct {
	Pieces []Piece
	Kind   attribution.Kind
}

// A Piece is an unbroken part of a statement's content.
type Piece struct {
	Text  string
	Start int // the byte of the article's text at which it begins
}

// A Collation sets the witnesses of an utterance beside the fullest of them.
type Collation struct {
	Base      int       // which witness is the fullest; -1 if there is none
	Witnesses []Aligned // one for each wording, in the same order
}

// A Relation is what a witness's wording is to the fullest.
type Relation string

// The relations.
const (
	Fullest   Relation = "fullest"   // all others are set beside it
	Verbatim  Relation = "verbatim"  // the same words
	Shortened Relation = "shortened" // the same words, with some dropped
	Reported  Relation = "indirect"  // in indirect speech, or the fullest is, with most words kept
	Edited    Relation = "edited"    // some words added, changed or moved
	Reworded  Relation = "reworded"  // other words, as in another translation: drift of 0.4 or more
)

// rewordedFrom is the drift from which a witness is said to have other words.
const rewordedFrom = 0.4

// Aligned is a witness beside the fullest.
type Aligned struct {
	Relation Relation

	// Before is what stands before the first word: marks and spaces. It and every
	// segment's Own and After, one after the other, give the witness's pieces,
	// joined by a space.
	Before   string
	Segments []Segment

	// Kept is the share of the fullest's words that the witness has: the same,
	// moved, or as indirect speech has them.
	Kept float64

	// Drift tells how far a reader of this witness is from the fullest's words
	// without being told so: 0 word for word, 1 nothing alike. It is the share,
	// among the words of the witness and those of the fullest where the witness's
	// pieces cover it, of words that differ. Not counted as different are: what is
	// left out before, behind and between the pieces, since a quotation need not
	// be whole; what the witness marks, cuts by an ellipsis and words in brackets;
	// and the shift of indirect speech. Words that are moved count half.
	Drift float64
}

// An Op tells what a segment is.
type Op string

// The ops. Differences of case, of quotation marks and other punctuation, of
// hyphens, and between a contraction and its words in full are none.
const (
	Same     Op = "same"
	Dropped  Op = "dropped"             // the fullest has it, the witness not
	Added    Op = "added"               // the witness has it, the fullest not
	Changed  Op = "changed"             // the witness has other words
	Moved    Op = "moved"               // the same three words or more stand elsewhere in the fullest
	Indirect Op = "reported indirectly" // only what indirect speech does: "we will" – "they would"
)

// A Segment is an unbroken part of a witness that is one thing, or, with [Dropped],
// a part of the fullest that is missing at this place. Every word of the witness
// is in one segment, and so is every word of the fullest: moved ones where the
// witness has them.
type Segment struct {
	Op    Op
	Own   string // the witness's words, as printed, from the first to the last; a space between pieces
	Base  string // the fullest's
	After string // what the witness has between these words, or this place, and the next segment's: marks and spaces

	OwnSpans, BaseSpans []attribution.Span // of the articles, one for each piece that has some of the words

	// Marked says that the witness itself tells its readers: an ellipsis stands
	// where the words are dropped, brackets stand around what is added or changed.
	Marked bool
}

// Collate sets wordings of one utterance beside the fullest of them, word by word.
//
// The fullest is the one with the most words, of which those outside quotation
// marks count half, so do those that no other witness has, and those in brackets
// do not count; of equals the first.
//
// Cost: a witness of some forty words takes a third of a millisecond at most. Time
// grows with the product of the lengths of a witness and the fullest, up to some
// 1,400 words each; longer ones are aligned between words that both have once,
// with at most 17 million comparisons, and what is left then counts as changed.
// So a hundred thousand words beside as many take seconds, whatever they are.
func Collate(wordings []Wording) Collation {
	readings := make([]reading, len(wordings))
	for i, w := range wordings {
		readings[i] = readWords(w)
	}
	l := newLexicon()
	c := Collation{Base: fullest(l, readings), Witnesses: make([]Aligned, len(wordings))}
	for i, r := range readings {
		c.Witnesses[i] = beside(l, readings[c.Base], r, wordings[i].Kind)
		if i == c.Base {
			c.Witnesses[i].Relation = Fullest
		}
	}
	return c
}

// Beside sets one wording beside another, which is taken for the fullest.
func Beside(base, own Wording) Aligned {
	return beside(newLexicon(), readWords(base), readWords(own), own.Kind)
}

// fullest returns which reading is to be the base.
func fullest(l *lexicon, readings []reading) int {
	witnesses := make(map[int32]int) // of a word
	last := make(map[int32]int)      // that was counted
	for i, r := range readings {
		for _, n := range l.numbers(r.words) {
			if at, seen := last[n]; !seen || at != i {
				witnesses[n]++
				last[n] = i
			}
		}
	}
	base, most := -1, -1
	for i, r := range readings {
		sum := 0
		for k, n := range l.numbers(r.words) {
			worth := 1
			if w := r.words[k]; w.bracketed && !w.partly {
				worth = 0
			} else if w.quoted {
				worth *= 2
			}
			if witnesses[n] > 1 {
				worth *= 2
			}
			sum += worth
		}
		if sum > most {
			base, most = i, sum
		}
	}
	return base
}

// beside sets a witness beside the base.
func beside(l *lexicon, base, own reading, kind attribution.Kind) Aligned {
	e := newEditor(newAligner(l, base, own))
	var a Aligned
	a.Before, a.Segments = e.segments()
	a.Kept, a.Drift = e.kept(), e.drift()
	a.Relation = relation(a, kind)
	return a
}

func relation(a Aligned, kind attribution.Kind) Relation {
	ops := make(map[Op]bool)
	for _, s := range a.Segments {
		ops[s.Op] = true
	}
	switch {
	case a.Drift >= rewordedFrom:
		return Reworded
	case ops[Indirect]:
		return Reported
	case ops[Added] || ops[Changed] || ops[Moved]:
		if kind == attribution.Indirect {
			return Reported
		}
		return Edited
	case ops[Dropped]:
		return Shortened
	}
	return Verbatim
}
