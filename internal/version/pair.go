package version

import (
	"cmp"
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"

	"hearsay/internal/speaker"
	"hearsay/internal/utterance"
)

// A read is a statement made ready to be looked for in another version.
type read struct {
	Statement
	pieces []string // the words of each piece of its content
	words  string   // of all
}

func readAll(statements []Statement) []read {
	all := make([]read, len(statements))
	for i, s := range statements {
		all[i].Statement = s
		for _, piece := range s.Content {
			if w := plainWords(piece); w != "" {
				all[i].pieces = append(all[i].pieces, w)
			}
		}
		all[i].words = strings.Join(all[i].pieces, " ")
	}
	return all
}

// plainWords are the words of a text in small letters, with a space between: what
// differs in marks or case alone does not differ.
func plainWords(text string) string {
	words := strings.FieldsFunc(strings.NewReplacer("’", "", "'", "").Replace(strings.ToLower(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	return strings.Join(words, " ")
}

// A wording is a text in which words are looked for. It is made ready when it is
// first asked.
type wording struct {
	text  string
	index *suffixarray.Index
}

// has reports whether each piece of a statement's content stands in the text.
func (w *wording) has(s read) bool {
	if w.index == nil {
		w.index = suffixarray.New([]byte(" " + plainWords(w.text) + " "))
	}
	for _, piece := range s.pieces {
		if len(w.index.Lookup([]byte(" "+piece+" "), 1)) == 0 {
			return false
		}
	}
	return len(s.pieces) > 0
}

// A pairing finds the statements that two versions have both.
type pairing struct {
	earlier, later []read
	outcome        *Outcome
}

func (p *pairing) pair(i, j int) { p.outcome.Earlier[i].Of, p.outcome.Later[j].Of = j, i }

// sameWords pairs statements of the same words, in their order: first those that
// are alike in who says them and where.
func (p *pairing) sameWords() {
	type key struct {
		words, name, source string
		headline            bool
	}
	for _, of := range []func(read) key{
		func(s read) key { return key{s.words, speaker.Fold(s.Name).Key, plainWords(s.Source), s.Headline} },
		func(s read) key { return key{words: s.words, headline: s.Headline} },
		func(s read) key { return key{words: s.words} },
	} {
		waiting := make(map[key][]int)
		for j, s := range p.later {
			if p.outcome.Later[j].Of < 0 && s.words != "" {
				waiting[of(s)] = append(waiting[of(s)], j)
			}
		}
		for i, s := range p.earlier {
			if same := waiting[of(s)]; p.outcome.Earlier[i].Of < 0 && len(same) > 0 {
				p.pair(i, same[0])
				waiting[of(s)] = same[1:]
			}
		}
	}
}

// What is looked at for one statement: later ones that share a mark, and of those
// the ones that share most.
const (
	ofMark   = 16
	compared = 8
)

// halfAlike is the share of the rarity of the words of two statements that both
// have in one order, from which they are one however they are ascribed.
const halfAlike = 0.5

// likeWords pairs, of those that are left, statements that report one act of
// speaking (package utterance), or have half of their words in common: the likest
// first.
func (p *pairing) likeWords() {
	marked := make(map[int64][]int)
	readings := make([]utterance.Reading, len(p.later))
	for j := range p.later {
		if p.outcome.Later[j].Of >= 0 {
			continue
		}
		readings[j] = reading(p.later[j], "later")
		for _, m := range allMarks(readings[j]) {
			if len(marked[m]) < ofMark {
				marked[m] = append(marked[m], j)
			}
		}
	}
	if len(marked) == 0 {
		return
	}
	type like struct {
		i, j int
		how  float64
	}
	var all []like
	for i := range p.earlier {
		if p.outcome.Earlier[i].Of >= 0 {
			continue
		}
		own := reading(p.earlier[i], "earlier")
		shared := make(map[int]int)
		for _, m := range allMarks(own) {
			for _, j := range marked[m] {
				shared[j]++
			}
		}
		for _, j := range mostShared(shared) {
			judged, features := utterance.Match(own, readings[j]), utterance.Compare(own, readings[j])
			if judged.Tie == utterance.Same || features.OfBoth >= halfAlike {
				all = append(all, like{i, j, judged.Confidence + features.OfBoth})
			}
		}
	}
	slices.SortFunc(all, func(a, b like) int { return cmp.Or(cmp.Compare(b.how, a.how), a.i-b.i, a.j-b.j) })
	for _, l := range all {
		if p.outcome.Earlier[l.i].Of < 0 && p.outcome.Later[l.j].Of < 0 {
			p.pair(l.i, l.j)
		}
	}
}

// reading makes a statement ready to be compared with those of another version.
func reading(s read, of string) utterance.Reading {
	s.Article = of
	return utterance.Read(s.Statement.Statement)
}

func allMarks(r utterance.Reading) []int64 {
	near, lasting := r.Marks()
	return append(near, lasting...)
}

// mostShared are those that share most marks, in the order of their number.
func mostShared(shared map[int]int) []int {
	all := make([]int, 0, len(shared))
	for j := range shared {
		all = append(all, j)
	}
	slices.SortFunc(all, func(a, b int) int { return cmp.Or(shared[b]-shared[a], a-b) })
	return all[:min(len(all), compared)]
}

// A Difference is in what two wordings of one statement differ.
type Difference string

// The differences.
const (
	Words    Difference = "words"
	Speaker  Difference = "speaker"
	Kind     Difference = "kind"
	Act      Difference = "act"
	Negation Difference = "negation" // one says that it was said, the other that it was not
)

// Differences tells in what the same statement differs in two versions. What a
// version does not tell, as who speaks, is no difference; nor is what the machine
// takes otherwise though the page has the same words for it.
func Differences(earlier, later Statement) []Difference {
	var all []Difference
	if contentWords(earlier) != contentWords(later) {
		all = append(all, Words)
	}
	if !sameName(earlier.Name, later.Name) && plainWords(earlier.Source) != plainWords(later.Source) {
		all = append(all, Speaker)
	}
	if earlier.Kind != later.Kind {
		all = append(all, Kind)
	}
	if earlier.Act != later.Act && plainWords(earlier.Cue) != plainWords(later.Cue) {
		all = append(all, Act)
	}
	if earlier.Negated != later.Negated {
		all = append(all, Negation)
	}
	return all
}

func contentWords(s Statement) string { return plainWords(strings.Join(s.Content, " ")) }

// sameName reports whether two names may be one's, or one of them is not known.
func sameName(a, b string) bool {
	f, g := speaker.Fold(a), speaker.Fold(b)
	switch {
	case f.Key == "" || g.Key == "" || f.Key == g.Key:
		return true
	case f.Circle() != "" && f.Circle() == g.Circle():
		return true
	}
	return f.Family() != "" && f.Family() == g.Family() && (f.Bare() || g.Bare())
}
