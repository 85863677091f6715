package speaker

import (
	"math"
	"slices"

	"hearsay/attribution"
)

// likelihoods are what the network says of whom a pronoun means: of each figure
// that it saw near it, and of none of them.
type likelihoods struct {
	of   map[int]float64
	none float64
}

// How far before and behind a pronoun names are shown to the network, in bytes:
// a little more than its windows hold.
const (
	shownBefore = 1500
	shownBehind = 400
)

// ask has the network read what is around the sources of statements.
func (r *resolver) ask(statements []int) {
	references := make([]attribution.Reference, len(statements))
	figures := make([][]int, len(statements))
	for k, i := range statements {
		references[k].Mention = r.statements[i].Source
		references[k].Candidates, figures[k] = r.shown(r.statements[i].Source, func(f *figure) bool { return f.kind == Person })
	}
	r.network = make(map[int]likelihoods, len(statements))
	for k, p := range attribution.AllAntecedents(r.text, references) {
		r.network[statements[k]] = gathered(p, figures[k])
	}
}

// shown returns the names around a mention that are of fitting figures, and whose
// they are.
func (r *resolver) shown(around attribution.Span, fits func(*figure) bool) (names []attribution.Span, figures []int) {
	from, to := r.mentionsIn(attribution.Span{Start: around.Start - shownBefore, End: around.End + shownBehind})
	for k := from; k < to; k++ {
		m := &r.mentions[k]
		if m.figure >= 0 && fits(&r.figures[m.figure]) && !m.Overlaps(around) {
			names, figures = append(names, m.Span), append(figures, m.figure)
		}
	}
	return names, figures
}

// gathered adds up the likelihoods of the names of each figure.
func gathered(p []float64, figures []int) likelihoods {
	l := likelihoods{make(map[int]float64), 1}
	for n, f := range figures {
		l.of[f] += p[n]
		l.none -= p[n]
	}
	l.none = max(0, l.none)
	return l
}

// Never is the network sure that somebody is not meant, and of whom it does not
// see it says little.
const (
	networkDoubt  = 0.02
	networkUnseen = 0.2
)

// factor is what the network's word makes of the weight of a figure, or of none:
// its likelihood to a power, by which it counts more or less beside the weights.
func (l likelihoods) factor(f int, power float64) float64 {
	p := l.none
	if f != none {
		var seen bool
		if p, seen = l.of[f]; !seen {
			p = networkUnseen
		}
	}
	return math.Pow(p+networkDoubt, power)
}

// Pronoun tells which of the names a pronoun of the text means, -1 for none of
// them. Who else the text names is looked at too.
func Pronoun(text string, pronoun attribution.Span, names []attribution.Span) int {
	r := newResolver(text, nil, nil)
	candidates := slices.Clone(names)
	figures := make([]int, len(names)) // whose they are; those of nobody in the cast get numbers behind it
	for i, n := range names {
		figures[i] = len(r.figures) + i
		for k := range r.mentions {
			if m := &r.mentions[k]; m.Overlaps(n) && m.figure >= 0 && !slices.Contains(figures[:i], m.figure) {
				figures[i] = m.figure
			}
		}
	}
	others, whose := r.shown(pronoun, func(f *figure) bool { return f.kind == Person || f.kind == "" })
	for k, o := range others {
		if !slices.ContainsFunc(names, o.Overlaps) {
			candidates, figures = append(candidates, o), append(figures, whose[k])
		}
	}
	l := gathered(attribution.Antecedents(text, pronoun, candidates), figures)
	g := r.source(pronoun).gender
	w := r.weigher(none, pronoun.Start)
	best, score := none, math.Exp(noneScore)*l.factor(none, 1)
	for _, f := range slices.Compact(slices.Sorted(slices.Values(figures))) {
		s := l.factor(f, 1)
		if _, seen := w.seen[f]; !seen {
			s *= math.Exp(pronounWeight * laterScore)
		} else {
			s *= math.Exp(pronounWeight * w.score(f, g))
		}
		if f < len(r.figures) && g != 0 && r.figures[f].gender != 0 && r.figures[f].gender != g {
			s *= otherGender
		}
		if s > score {
			best, score = f, s
		}
	}
	return slices.Index(figures[:len(names)], best)
}

// How much the weights count beside the network where a text is no news and nobody
// speaks in it, what stands for them of a name that comes later, and of nobody.
const (
	pronounWeight = 0.2
	laterScore    = -1
	noneScore     = 1.3
	otherGender   = 0.1 // what is left of who has the other gender
)
