// Package version tells which captures are versions of one page, and what became
// of its statements between two of them.
//
// [Address] gives the address of a page as it is compared: captures of one
// address are versions of one page if their texts have something in common.
// [Compare] takes two versions, the earlier first, and tells how their texts stand
// to each other and which statements the later one still has, words otherwise, has
// no more, or has besides.
//
// A page does not only change when somebody edits it: a wall asks for money, a
// template is new, the engine sees the same sentence otherwise. So nothing is
// called dropped whose words still stand in the later text, and nothing at all
// where the later text is another one or a mere part of the earlier.
//
// It keeps nothing, and looks at the two versions alone.
package version

import (
	"hearsay/internal/reprint"
	"hearsay/internal/utterance"
)

// A Version is a page as it was captured once.
type Version struct {
	Prose      string // the article's text: headline and body
	Text       reprint.Text
	Statements []Statement // in the order of the text
	Unsearched bool        // it was not looked for statements: none of the other version is missed in it
}

// A Statement is what is looked at to tell what became of one. Its name is that
// which the machine found, whatever a person set.
type Statement struct {
	utterance.Statement
	Cue     string // the words that say it was said
	Negated bool
}

// A Relation is how the text of a later version stands to that of an earlier one.
type Relation string

// The relations.
const (
	Other Relation = ""      // they have next to nothing in common
	Same  Relation = "same"  // the same text, more or less changed
	Short Relation = "short" // the later has a part of it, less than half, and little else
	Long  Relation = "long"  // the earlier had such a part of the later
)

// Where a text begins to be another, and where a part of one.
const (
	leastShared = 0.2
	partOf      = 0.5
)

// A Change is what became of a statement from one version to the next.
type Change string

// The changes.
const (
	Unclear Change = "" // the texts do not tell
	Kept    Change = "kept"
	Changed Change = "changed" // other words, another speaker, kind or act, or negated where it was not
	Dropped Change = "dropped" // the later does not have it
	Added   Change = "added"   // the earlier does not have it
)

// An Outcome is what became of a page from one version to the next.
type Outcome struct {
	Relation Relation
	Kept     float64 // share of the earlier text's words that the later has
	Earlier  []Step  // of each of the earlier statements
	Later    []Step  // of each of the later
}

// A Step is what became of a statement, and which statement of the other version
// it is there: -1 where it is none.
type Step struct {
	Change Change
	Of     int
}

// Relate tells how two texts stand to each other, and which share of the earlier
// text's words the later has.
func Relate(earlier, later reprint.Text) (Relation, float64) {
	o := reprint.Compare(earlier, later)
	kept, old := share(o.A), share(o.B)
	switch {
	case kept < leastShared && old < leastShared:
		return Other, kept
	case kept < partOf && old >= partOf && 2*o.B.Words < o.A.Words:
		return Short, kept
	case old < partOf && kept >= partOf && 2*o.A.Words < o.B.Words:
		return Long, kept
	}
	return Same, kept
}

func share(s reprint.Side) float64 {
	if s.Words == 0 {
		return 0
	}
	return float64(s.SharedWords) / float64(s.Words)
}

// Compare tells what became of the statements of a page. Its cost grows with the
// two texts and their statements together.
func Compare(earlier, later Version) Outcome {
	var o Outcome
	o.Relation, o.Kept = Relate(earlier.Text, later.Text)
	o.Earlier, o.Later = unclear(len(earlier.Statements)), unclear(len(later.Statements))
	if o.Relation == Other {
		return o
	}
	p := pairing{earlier: readAll(earlier.Statements), later: readAll(later.Statements), outcome: &o}
	p.sameWords()
	p.likeWords()
	before, after := wording{text: earlier.Prose}, wording{text: later.Prose}
	for i, e := range o.Earlier {
		a := p.earlier[i]
		switch {
		case e.Of >= 0:
			b := p.later[e.Of]
			change := Kept
			// The engine may cut otherwise what nobody has changed.
			cut := a.words != b.words && after.has(a) && before.has(b)
			if !cut && len(Differences(a.Statement, b.Statement)) > 0 {
				change = Changed
			}
			o.Earlier[i].Change, o.Later[e.Of].Change = change, change
		case after.has(a):
			o.Earlier[i].Change = Kept
		case o.Relation != Short && o.Kept >= leastShared && !later.Unsearched:
			o.Earlier[i].Change = Dropped
		}
	}
	for i, l := range o.Later {
		switch {
		case l.Of >= 0:
		case before.has(p.later[i]):
			o.Later[i].Change = Kept
		case o.Relation == Same && !earlier.Unsearched:
			o.Later[i].Change = Added
		}
	}
	return o
}

func unclear(n int) []Step {
	all := make([]Step, n)
	for i := range all {
		all[i].Of = -1
	}
	return all
}
