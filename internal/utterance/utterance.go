// Package utterance finds the statements that report one act of speaking.
//
// An utterance is one act of speaking or writing in the world; the statements
// that report its words are its witnesses. Which statements are of one
// utterance is told in three steps:
//
//   - [Reading.Marks] brings those that may be: statements that share a mark.
//     Those of one article may be without.
//   - [Match] weighs a pair exactly: their words and what stands around them,
//     whose they are, when they were said and printed. It looks at the two alone.
//   - [Group] puts linked statements together.
//
// The first two depend on nothing but the statements themselves, the third on
// nothing but the links: so the outcome does not depend on the order in which
// articles came.
//
// Package variant then sets their wordings side by side.
//
// What it refuses: statements that report different sentences of one speech have
// no words in common and are not put together, unless a third has both; the same
// words on another occasion are another utterance ([Again]).
package utterance

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"

	"hearsay/attribution"
	"hearsay/internal/frequency"
	"hearsay/internal/speaker"
)

// A Statement is what is looked at to tell utterances apart.
type Statement struct {
	Article  string
	Kind     attribution.Kind
	Act      attribution.Act
	Content  []string // the words, in pieces
	Start    int      // of the content in the article's text, in bytes, as is:
	End      int
	Around   string // what stands around the content (function Around)
	Headline bool   // it stands in the headline

	Source string // the words that name its speaker, empty where none do
	Name   string // of its speaker, empty where not known
	Apart  string // differs between namesakes whom a person set apart

	Published int // day, counted from 0001-01-01 as 1; 0 where not known, as are:
	SaidFrom  int // the first and
	SaidTo    int // the last day on which it may have been said
}

// A Reading is a statement made ready to be compared.
type Reading struct {
	Statement
	words  []word
	sense  []int    // which of words carry sense: their places
	set    []string // the stems that carry sense, sorted, each once, as are:
	around []string // those that stand around it and are not its own
	source []string // those that name its speaker
	name   speaker.Folded
}

// A word is a word as it is compared.
type word struct {
	written string // in small letters
	stem    string
	rarity  float64 // 0 for words that carry no sense of their own
	quoted  bool    // it stands in quotation marks, or all of the statement does
}

// longest is how many words of a statement are looked at: a speech printed
// whole is found by its beginning.
const longest = 600

// Read makes a statement ready. It looks at its first 600 words.
func Read(s Statement) Reading {
	r := Reading{Statement: s, name: speaker.Fold(s.Name), source: stemsOf(s.Source)}
	var in quotation
	for _, piece := range s.Content {
		in.begin(piece)
		for at := 0; at < len(piece) && len(r.words) < longest; {
			size := strings.IndexFunc(piece[at:], notInWord)
			if size < 0 {
				size = len(piece) - at
			}
			if size > 0 {
				written := strings.Trim(piece[at:at+size], apostrophes)
				before, after, _ := strings.Cut(piece[at:at+size], written)
				in.see(before, true)
				r.add(written, in.open() || s.Kind == attribution.Direct)
				in.see(after, false)
				at += size
				continue
			}
			_, width := utf8.DecodeRuneInString(piece[at:])
			in.see(piece[at:at+width], true)
			at += width
		}
	}
	r.set = r.stems()
	slices.Sort(r.set)
	r.set = slices.Compact(r.set)
	r.around = slices.DeleteFunc(stemsOf(s.Around), func(stem string) bool {
		_, own := slices.BinarySearch(r.set, stem)
		return own
	})
	return r
}

func notInWord(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.Mn, c) && c != '\'' && c != '’'
}

func (r *Reading) add(written string, quoted bool) {
	plain := plain(written)
	if plain == "" {
		return
	}
	w := word{written: strings.ToLower(strings.ReplaceAll(written, "’", "'")), stem: english.Stem(plain, false), quoted: quoted}
	if !formal()[plain] {
		w.rarity = frequency.Rarity(w.stem)
		r.sense = append(r.sense, len(r.words))
	}
	r.words = append(r.words, w)
}

// plain returns a word in small letters, without what follows an apostrophe.
func plain(written string) string {
	if at := strings.IndexAny(written, apostrophes); at >= 0 {
		written = written[:at]
	}
	return strings.ToLower(written)
}

// around is how many bytes before and after a statement's content are looked at.
const aroundBefore, aroundAfter = 200, 100

// Around returns what stands around a part of a text, whole words.
func Around(text string, start, end int) string {
	start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
	before, after := text[max(0, start-aroundBefore):start], text[end:min(len(text), end+aroundAfter)]
	if len(before) == aroundBefore {
		_, before, _ = strings.Cut(before, " ")
	}
	if len(after) == aroundAfter {
		after = after[:max(0, strings.LastIndexByte(after, ' '))]
	}
	return before + " " + after
}

// spoken reports whether the statement tells of words that were said or written,
// and not of what somebody has in mind.
func (r Reading) spoken() bool { return r.Act.Said() || r.Kind != attribution.Indirect }

// stems returns the stems that carry sense, in order.
func (r Reading) stems() []string {
	all := make([]string, len(r.sense))
	for i, at := range r.sense {
		all[i] = r.words[at].stem
	}
	return all
}

// stemsOf returns the stems of a text that carry sense, sorted, each once.
func stemsOf(text string) []string {
	var all []string
	for written := range strings.FieldsFuncSeq(text, notInWord) {
		if w := plain(strings.Trim(written, apostrophes)); w != "" && !formal()[w] {
			all = append(all, english.Stem(w, false))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sameSpeaker says how the speakers of two statements stand to each other.
type sameSpeaker int

const (
	oneSpeaker     sameSpeaker = iota // the names are one person's, or may well be
	unknownSpeaker                    // of one of them, or of both
	otherSpeaker
)

// speakers goes by the names alone, so that no pair is weighed otherwise when
// more becomes known of others.
func speakers(a, b Reading) sameSpeaker {
	f, g := a.name, b.name
	switch {
	case f.Key == "" || g.Key == "":
		return unknownSpeaker
	case a.Apart != b.Apart:
		return otherSpeaker
	case f.Key == g.Key || f.Circle() != "" && f.Circle() == g.Circle():
		return oneSpeaker
	case f.Family() != "" && f.Family() == g.Family() && (f.Bare() || g.Bare()):
		return oneSpeaker
	case f.Surname == "" && g.Surname == "" && namesOfOneBody(f.Key, g.Key):
		return oneSpeaker
	}
	return otherSpeaker
}

// namesOfOneBody reports whether one name has all words of the other, as "the
// Clinton campaign" has of "campaign".
func namesOfOneBody(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) > 0 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

// formal are words that every text has and that indirect speech changes: they
// carry no sense of their own.
var formal = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`a about above after again all also am an and any are as at be because been before being
		between both but by can could did do does doing down during each few for from further had has have having he her
		here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or
		other our ours out over own same she should so some such than that the their theirs them then there these they
		this those through to too under until up us very was we were what when where which while who whom why will with
		would you your yours said says say shall may might must one`) {
		m[w] = true
	}
	return m
})
