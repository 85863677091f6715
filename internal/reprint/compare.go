package reprint

import (
	"cmp"
	"slices"
)

// How passages are found: copies_test.go measures it.
const (
	seedWords  = 3  // a passage has at least so many equal words in a row
	maxSeeds   = 16 // pairs of places that one run of words may have in the two texts
	maxGap     = 16 // words between two runs of a passage
	minWords   = 12 // of a passage, on either side
	minEqual   = 8
	minSurplus = 5 // equal words of a passage beyond those that are not
)

// Compare finds the passages that two articles share, whatever their order: it
// looks for runs of three equal words or more, and joins those that follow each
// other closely in both texts (the seed and chain of local alignment: Altschul
// et al., "Basic local alignment search tool", 1990) as long as equal words
// outnumber the others. A passage has twelve words or more; no word is in two.
//
// Compare(b, a) finds the same with the sides exchanged. Time and memory grow
// with the two lengths together, times their logarithm, since runs of words
// that have more than sixteen pairs of places lead to no passage by themselves.
// The price: of texts that repeat themselves that often, a passage is found
// only by other words in it, or if both texts begin or end with it.
//
// To compare one text with many, see [Text.Index].
func Compare(a, b Text) Overlap { return a.Index().Compare(b) }

// Compare does what the function does with the index's text and another one. It
// may be called from many goroutines.
func (x *Index) Compare(b Text) Overlap {
	a, runs, swap := x.text, x.runs(b.words), slices.Compare(x.text.words, b.words) > 0
	if swap {
		a, b = b, a
		for k, r := range runs {
			runs[k].a, runs[k].b = r.b, r.a
		}
	}
	slices.SortFunc(runs, func(r, s run) int { return cmp.Or(cmp.Compare(r.a, s.a), cmp.Compare(r.b, s.b)) })
	o := Overlap{
		A: Side{Words: len(a.words), Own: a.own},
		B: Side{Words: len(b.words), Own: b.own},
	}
	if len(runs) > 0 {
		o.take(a, b, chain(a, b, runs))
		slices.SortFunc(o.Passages, func(p, q Passage) int { return cmp.Compare(p.A.Start, q.A.Start) })
	}
	if swap {
		return o.Swapped()
	}
	return o
}

// Swapped returns the overlap of b and a.
func (o Overlap) Swapped() Overlap {
	o.A, o.B = o.B, o.A
	for i, p := range o.Passages {
		o.Passages[i] = Passage{A: p.B, B: p.A, WordsA: p.WordsB, WordsB: p.WordsA, Equal: p.Equal}
	}
	slices.SortFunc(o.Passages, func(p, q Passage) int { return cmp.Compare(p.A.Start, q.A.Start) })
	return o
}

// A run is n equal words in a row: those from word a of one text and from word
// b of the other.
type run struct {
	a, b, n int32

	// The best passage that ends with the run.
	before int32 // the run before it, -1 where it is the first
	score  int32 // equal words less the others
}

func (r run) endA() int32 { return r.a + r.n }
func (r run) endB() int32 { return r.b + r.n }

// chain sets for each run which run before it makes the best passage with it.
func chain(a, b Text, runs []run) []run {
	latest := make([]int32, len(a.words)+len(b.words)+1) // by diagonal: the last run on it, plus one
	for k := range runs {
		r := &runs[k]
		r.score = r.n
		d := int(r.b-r.a) + len(a.words)
		for e := max(0, d-maxGap); e <= min(len(latest)-1, d+maxGap); e++ {
			if latest[e] == 0 {
				continue
			}
			p := runs[latest[e]-1]
			cut := max(0, p.endA()-r.a, p.endB()-r.b) // both have these words
			if cut >= r.n {
				continue
			}
			gap := max(r.a-p.endA(), r.b-p.endB()) + cut
			if gap > maxGap {
				continue
			}
			equal := int32(0)
			if e == d {
				equal = equalWords(a.words[p.endA():r.a], b.words[p.endB():r.b])
			}
			if score := p.score + r.n - cut + equal - (gap - equal); score > r.score {
				r.score, r.before = score, latest[e]-1
			}
		}
		latest[d] = int32(k + 1)
	}
	return runs
}

// equalWords counts the places at which two texts of one length are alike.
func equalWords(a, b []uint32) int32 {
	n := int32(0)
	for i, w := range a {
		if w == b[i] {
			n++
		}
	}
	return n
}
