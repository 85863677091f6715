package attribution

import (
	"math/bits"
	"slices"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/window"
)

// A Reference asks whom a mention means.
type Reference struct {
	Mention    Span   // a pronoun (he, her, who) or a description (the envoy)
	Candidates []Span // mentions of people by name, before it or after it, in any order
}

// Antecedents returns how likely each candidate, a name in the text, is whom a
// mention means: see [AllAntecedents], which is cheaper for several mentions of
// one text.
func Antecedents(text string, mention Span, candidates []Span) []float64 {
	return AllAntecedents(text, []Reference{{mention, candidates}})[0]
}

// AllAntecedents returns, for each reference, a number in [0, 1] for each of its
// candidates: how likely the mention means whom that candidate names. What the
// numbers of a reference lack to 1 is the likelihood that it means none of them.
// Where several candidates name one person their likelihoods are to be added up.
//
// The network reads windows of 128 pieces of words, most of them before the
// mention. A candidate that does not stand wholly within the window gets 0, as
// does one that overlaps its mention or is at the same words as a candidate
// before it; all get 0 where the mention has no word. Mentions near each other
// share a window, and windows are what is paid for: one costs two thirds of one
// that [Extract] reads. Nothing is loaded before the first mention is asked for.
//
// The result depends on which mentions are asked for together, because the
// network is shown them and all their candidates; not on their order.
func AllAntecedents(text string, references []Reference) [][]float64 {
	all := make([][]float64, len(references))
	for i, r := range references {
		all[i] = make([]float64, len(r.Candidates))
	}
	if len(references) == 0 {
		return all
	}
	t := window.Read(text)
	if asked := askedFor(t, references); len(asked) > 0 {
		resolving().resolveAll(t, asked, all)
	}
	return all
}

// Sizes of windows, in pieces. A window's first mention has at least pastSize
// pieces before it, if the text has so many.
const (
	resolveSize = 128
	pastSize    = 64
	aheadSize   = 32
	mentionSize = 100 // that of a longer mention goes uncounted
)

// An asked mention is one as words of a text.
type asked struct {
	reference  int
	mention    run
	candidates []candidate // in the order of the text, all at different words
}

type candidate struct {
	run
	index int // among the reference's
}

// askedFor returns the references that have a mention and a candidate, by where
// their mentions begin.
func askedFor(t *window.Text, references []Reference) []asked {
	var all []asked
	for i, r := range references {
		from, to := t.Within(r.Mention.Start, r.Mention.End)
		for to > from+1 && t.Cost(from, to) > mentionSize {
			to--
		}
		a := asked{reference: i, mention: run{from, to}}
		for k, c := range r.Candidates {
			if from, to := t.Within(c.Start, c.End); from < to && !c.Overlaps(r.Mention) {
				a.candidates = append(a.candidates, candidate{run{from, to}, k})
			}
		}
		slices.SortStableFunc(a.candidates, func(a, b candidate) int { return a.compare(b.run) })
		a.candidates = slices.CompactFunc(a.candidates, func(a, b candidate) bool { return a.run == b.run })
		if from < to && len(a.candidates) > 0 {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b asked) int { return a.mention.compare(b.mention) })
	return all
}

func (r run) compare(s run) int {
	if r.from != s.from {
		return r.from - s.from
	}
	return r.to - s.to
}

// near parts mentions into groups that fit a window.
func near(t *window.Text, all []asked) [][]asked {
	var groups [][]asked
	for i, a := range all {
		if i > 0 {
			last := &groups[len(groups)-1]
			if t.Cost((*last)[0].mention.from, a.mention.to)+pastSize+aheadSize <= resolveSize {
				*last = append(*last, a)
				continue
			}
		}
		groups = append(groups, []asked{a})
	}
	return groups
}

// resolveAll writes down, for each reference that is asked for, how likely its
// candidates are.
func (r *resolver) resolveAll(t *window.Text, all []asked, to [][]float64) {
	s := r.states.Get().(*encoder.State)
	defer r.states.Put(s)
	for _, group := range near(t, all) {
		r.resolve(s, t, group, to)
	}
}

// resolve reads the window of a group and writes down what it finds.
func (r *resolver) resolve(s *encoder.State, t *window.Text, group []asked, to [][]float64) {
	from, end := group[0].mention.from, group[0].mention.to
	for _, a := range group {
		end = max(end, a.mention.to)
	}
	w := t.Around(from, end, resolveSize, aheadSize)
	var names []run
	for i, a := range group {
		group[i].candidates = slices.DeleteFunc(a.candidates, func(c candidate) bool { return c.from < w.From || c.to > w.To })
		for _, c := range group[i].candidates {
			names = append(names, c.run)
		}
	}
	if len(names) == 0 {
		return
	}
	slices.SortFunc(names, run.compare)
	for _, n := range names {
		mark(t, w, n, nameRole, withinRole)
	}
	for _, a := range group {
		mark(t, w, a.mention, mentionRole, mentionRole)
	}
	vectors := r.vectors(s, w)
	for _, a := range group {
		for i, p := range r.chances(vectors, a) {
			to[a.reference][a.candidates[i].index] = p
		}
	}
}

// mark gives the pieces of words of a window a role, the first another than the
// rest. A role is a further block of rows of the first feature table.
func mark(t *window.Text, w *window.Window, words run, first, rest uint8) {
	from, role := w.First[words.from-w.From], first
	for i := range t.Cost(words.from, words.to) {
		f := &w.Tokens[from+i].Features[0]
		*f = *f%uint8(window.Sizes[0]) + role*uint8(window.Sizes[0])
		role = rest
	}
}

// chances returns how likely each candidate is meant.
func (r *resolver) chances(vectors func(word int) []float32, a asked) []float64 {
	before := 0
	for before < len(a.candidates) && a.candidates[before].from < a.mention.from {
		before++
	}
	scores := make([]float32, 0, len(a.candidates)+1)
	asks := sum(vectors(a.mention.from)[firstOfMention:], vectors(a.mention.to - 1)[lastOfMention:])
	for i, c := range a.candidates {
		rank, step := i-before, -farness(a.mention.from-c.to)
		if i >= before {
			rank, step = rank+1, farness(c.from-a.mention.to)
		}
		answers := sum(vectors(c.from)[firstOfName:], vectors(c.to - 1)[lastOfName:])
		scores = append(scores, r.similar(asks, answers)+r.rank[min(max(rank, -mostRank), mostRank)+mostRank]+r.step[step+mostStep])
	}
	scores = append(scores, r.similar(asks, r.none)+r.noneBias)
	return softmax(scores)[:len(a.candidates)]
}

// farness tells words between a mention and a name in powers of two.
func farness(words int) int { return min(bits.Len(uint(max(words, 0)+1)), mostStep) }
