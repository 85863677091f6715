package speaker

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay/attribution"
)

// A weigher tells how likely each figure is meant by the words at a place.
type weigher struct {
	*resolver
	at       int              // byte where the words begin
	i        int              // the statement, -1 for none
	previous int              // the statement before, -1 for none
	seen     map[int]sighting // of figures, the last before the place
}

// A sighting is where a figure was last named or spoke.
type sighting struct {
	word    int
	subject bool // it acts there
	quoted  bool // it stands in what somebody else said
	owner   bool // "Quill's"
	asked   bool // it stands behind a verb or preposition: "told Quill"
	times   int  // how often it was seen up to the place
}

// farthest is how many names, and how many statements, a reader looks back.
const farthest = 200

// weigher gathers what was seen of the figures before a place.
func (r *resolver) weigher(i, at int) *weigher {
	w := &weigher{resolver: r, at: at, i: i, previous: r.before(at), seen: make(map[int]sighting)}
	here := r.wordAt(at).quoted
	to := firstFrom(r.mentions, at)
	for k := max(0, to-farthest); k < to; k++ {
		m := &r.mentions[k]
		if m.figure < 0 || m.aside {
			continue
		}
		w.see(m.figure, sighting{
			word:    m.from,
			subject: r.acts(m),
			quoted:  r.quoted(k, i) || r.words[m.from].quoted && !here,
			owner:   r.words[m.to-1].owns,
			asked:   r.asked(m),
		})
	}
	to = firstFrom(r.recalled, at)
	for k := max(0, to-farthest); k < to; k++ {
		m := &r.recalled[k]
		w.see(m.figure, sighting{word: m.from, subject: r.acts(m), owner: r.words[m.to-1].owns, asked: r.asked(m)})
	}
	for _, j := range r.resolved[max(0, len(r.resolved)-farthest):] {
		a, s := r.found[j], r.statements[j]
		if a.figure >= 0 && !s.Source.Empty() && s.Source.Start < at && a.phrase.form != named {
			w.see(a.figure, sighting{word: r.at(s.Source.Start), subject: true, quoted: s.Inside >= 0})
		}
	}
	return w
}

func (w *weigher) see(f int, s sighting) {
	last, ok := w.seen[f]
	s.times = last.times + 1
	if ok && last.word > s.word {
		last.times++
		w.seen[f] = last
		return
	}
	w.seen[f] = s
}

// asked reports whether a name stands behind a word that makes it no subject:
// "told Quill".
func (r *resolver) asked(m *mention) bool {
	return m.from > 0 && r.words[m.from].plain && objects()[r.words[m.from-1].text]
}

// acts reports whether a name is likely the subject of its clause: it begins
// it, or a verb follows.
func (r *resolver) acts(m *mention) bool {
	if r.asked(m) {
		return false
	}
	left := m.from
	for left > 0 && r.words[left].plain && !r.words[left].begins && (isTitle(r.words[left-1].text) || r.words[left-1].capital || modifiers()[r.words[left-1].text] || r.words[left-1].text == "the") {
		left--
	}
	if r.words[left].begins {
		return !r.words[m.to-1].owns
	}
	if m.to < len(r.words) && r.words[m.to].plain && !r.words[m.to-1].owns {
		next := r.words[m.to].text
		if m.from > 0 && auxiliaries()[r.words[m.from-1].text] { // "should Quill resign"
			return true
		}
		return verbs()[next] || saying()[next] || strings.HasSuffix(next, "ed") || next == "who"
	}
	return false
}

// quoted reports whether a mention stands in the content of a statement other
// than one that encloses statement i.
func (r *resolver) quoted(mention, i int) bool {
	for _, j := range r.quotes[mention] {
		if j != i && !r.encloses(j, i) {
			return true
		}
	}
	return false
}

// quoting returns in which statements with words of the speaker each mention
// stands.
func (r *resolver) quoting() map[int][]int {
	quotes := make(map[int][]int)
	for j, s := range r.statements {
		if s.Kind == attribution.Indirect {
			continue
		}
		for _, c := range s.Content {
			from, to := r.mentionsIn(c)
			for k := from; k < to; k++ {
				quotes[k] = append(quotes[k], j)
			}
		}
	}
	return quotes
}

// mentionsIn returns the bounds of the mentions that begin in a span.
func (c *cast) mentionsIn(s attribution.Span) (from, to int) {
	return firstFrom(c.mentions, s.Start), firstFrom(c.mentions, s.End)
}

// firstFrom returns the index of the first of the mentions that begins at a byte
// or behind it.
func firstFrom(mentions []mention, at int) int {
	i, _ := slices.BinarySearchFunc(mentions, at, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	return i
}

// encloses reports whether statement i stands inside statement j.
func (r *resolver) encloses(j, i int) bool {
	for n := 0; i >= 0 && n < len(r.statements); n++ {
		i = r.statements[i].Inside
		if i == j {
			return true
		}
	}
	return false
}

// describe describes one figure as the one meant.
func (w *weigher) describe(f int, g gender) features {
	s := w.seen[f]
	here := w.wordAt(w.at)
	last := w.words[s.word]
	lines := here.line - last.line
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	p := &w.figures[f]
	var speaks, near, named bool
	if w.previous >= 0 {
		speaks = w.found[w.previous].figure == f
		near = here.para-w.wordAt(place(w.statements[w.previous])).para <= 1
	}
	outer := -1
	if w.i >= 0 {
		named = w.namedWithin(f, w.statements[w.i])
		outer = w.statements[w.i].Inside
	}
	direct := outer >= 0 && w.statements[outer].Kind != attribution.Indirect
	ofOuter := outer >= 0 && w.found[outer].figure == f
	return features{
		sameSentence:  is(lines == 0),
		oneBefore:     is(lines == 1),
		twoBefore:     is(lines == 2),
		distance:      math.Log1p(float64(max(0, lines))),
		sameParagraph: is(here.para == last.para),
		speaksNear:    is(speaks && near),
		speaksFar:     is(speaks && !near),
		subject:       is(s.subject),
		subjectNear:   is(s.subject && lines <= 1),
		owner:         is(s.owner),
		object:        is(s.asked),
		inQuotes:      is(s.quoted),
		often:         math.Log(float64(max(1, s.times))),
		genderFits:    is(p.gender != 0 && p.gender == g),
		genderNot:     is(p.gender != 0 && g != 0 && p.gender != g),
		inContent:     is(named),
		speaksItself:  is(ofOuter && direct),
		reportedSelf:  is(ofOuter && !direct),
	}
}

// What speaks for and against a figure.
const (
	sameSentence  = iota // it was last seen in the same sentence
	oneBefore            // in the sentence before
	twoBefore            // two before
	distance             // logarithm of how many sentences before
	sameParagraph        // in the same paragraph
	speaksNear           // it speaks in the statement before, in this paragraph or the one before
	speaksFar            // it does, farther off
	subject              // it acted where it was seen last
	subjectNear          // and that was in the sentence before or this one
	owner                // it was an owner there
	object               // something was done to it, or it stood behind a preposition
	inQuotes             // somebody else spoke of it
	often                // logarithm of how often it was seen
	genderFits           // its gender is known and that of the pronoun
	genderNot            // it is the other one
	inContent            // it is named in the statement's content: nobody who is "he" beside it is
	speaksItself         // it speaks the words around: it would be "I"
	reportedSelf         // it is reported to say the words around: it would be "he"
	numFeatures
)

// features describe a figure.
type features [numFeatures]float64

// weights of the features, set by hand and tried on marked sources.
var weights = features{
	sameSentence: 1.3, oneBefore: 0.8, twoBefore: 0.2, distance: -0.8, sameParagraph: 0.5,
	speaksNear: 2, speaksFar: 0.8, subject: 0.5, subjectNear: 0.8, owner: -0.3, object: -0.6, inQuotes: -1, often: 0.6,
	genderFits: 0.8, genderNot: -4.5, inContent: -4, speaksItself: -6, reportedSelf: 2,
}

// namedWithin reports whether a figure is named in a statement's content: nobody
// who is "he" beside it is.
func (w *weigher) namedWithin(f int, s attribution.Statement) bool {
	for _, c := range s.Content {
		from, to := w.mentionsIn(c)
		for k := from; k < min(to, from+farthest); k++ {
			if m := &w.mentions[k]; m.figure == f && !w.words[m.to-1].owns {
				return true
			}
		}
	}
	return false
}

// score adds up what speaks for and against a figure.
func (w *weigher) score(f int, g gender) (sum float64) {
	for k, x := range w.describe(f, g) {
		sum += weights[k] * x
	}
	return sum
}

// A weighed figure, with the share of the likelihood.
type weighed struct {
	figure int
	share  float64
}

// weigh returns the figures that fit, likeliest first.
func (w *weigher) weigh(fits func(f int) bool, g gender) []weighed {
	var all []weighed
	network, asked := w.network[w.i]
	sum := math.Exp(unseen) // somebody whom nothing points to
	if asked {
		sum *= network.factor(none, networkPower)
	}
	for f := range w.figures {
		if _, ok := w.seen[f]; !ok || !fits(f) {
			continue
		}
		score := math.Exp(w.score(f, g))
		if asked {
			score *= network.factor(f, networkPower)
		}
		sum += score
		all = append(all, weighed{f, score})
	}
	for k := range all {
		all[k].share /= sum
	}
	slices.SortStableFunc(all, func(a, b weighed) int { return cmp.Compare(b.share, a.share) })
	return all
}

// networkPower is how much the network counts beside the weights.
const networkPower = 0.5

// unseen is the score of somebody who is not in the cast.
const unseen = -1.0

// least is the share that a figure must have to be the answer.
const least = 0.5

// leastAhead is the share that does for who acts where nobody else has half of it.
const leastAhead = 0.4

// choose answers with the likeliest figure where it is likely enough.
func (w *weigher) choose(all []weighed, how How) answer {
	if len(all) > 0 && (all[0].share >= least || all[0].share >= leastAhead && w.seen[all[0].figure].subject && (len(all) == 1 || all[0].share >= 2*all[1].share)) {
		return w.of(all[0].figure, how, all[0].share)
	}
	var candidates []Candidate
	for _, a := range all {
		if a.share < 0.05 {
			break
		}
		candidates = append(candidates, Candidate{w.figures[a.figure].name, math.Round(a.share*100) / 100, w.why(a.figure)})
	}
	return unclear(candidates)
}

// why tells what speaks for a figure.
func (w *weigher) why(f int) string {
	s := w.seen[f]
	lines := w.wordAt(w.at).line - w.words[s.word].line
	if w.previous >= 0 && w.found[w.previous].figure == f {
		return "speaks right before"
	}
	switch lines {
	case 0:
		return "named in the same sentence"
	case 1:
		return "named in the sentence before"
	}
	return fmt.Sprintf("named %d sentences before", lines)
}
