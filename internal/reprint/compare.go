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
func Compare(a, b Text) Overlap {
	if slices.Compare(a.words, b.words) > 0 {
		return Compare(b, a).swapped()
	}
	o := Overlap{
		A: Side{Words: len(a.words), Own: a.own()},
		B: Side{Words: len(b.words), Own: b.own()},
	}
	runs := chain(a, b, findRuns(a.words, b.words))
	o.take(a, b, runs)
	slices.SortFunc(o.Passages, func(p, q Passage) int { return cmp.Compare(p.A.Start, q.A.Start) })
	return o
}

// swapped returns the overlap of b and a.
func (o Overlap) swapped() Overlap {
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

// findRuns returns the runs that two texts have in common, in the order of a.
// Each place where few runs of three words are alike is in 16 runs at most, and
// places between them in no more than both their neighbours: so all runs
// together are not longer than a few times the texts.
func findRuns(a, b []uint64) []run {
	var runs []run
	upTo := make([]int32, len(a)+len(b)+1) // by diagonal: the word of a up to which runs on it reach
	grow := func(i, j int) {
		d := j - i + len(a)
		if i < int(upTo[d]) {
			return
		}
		from, to := i, i
		for from > int(upTo[d]) && from+j-i > 0 && a[from-1] == b[from-1+j-i] {
			from--
		}
		for to < len(a) && to+j-i < len(b) && a[to] == b[to+j-i] {
			to++
		}
		upTo[d] = int32(to)
		if to-from >= seedWords {
			runs = append(runs, run{a: int32(from), b: int32(from + j - i), n: int32(to - from), before: -1})
		}
	}
	if len(a) > 0 && len(b) > 0 { // whatever repeats itself, texts that begin or end alike are found
		grow(0, 0)
	}
	seeds(a, b, grow)
	if len(a) > 0 && len(b) > 0 {
		grow(len(a)-1, len(b)-1)
	}
	slices.SortFunc(runs, func(r, s run) int { return cmp.Or(cmp.Compare(r.a, s.a), cmp.Compare(r.b, s.b)) })
	return runs
}

// seeds calls found for the places of a and b where three words are alike, in
// the order of a, unless they are alike in too many.
func seeds(a, b []uint64, found func(i, j int)) {
	if len(a) < seedWords || len(b) < seedWords {
		return
	}
	type slot struct {
		key      uint64
		inA, inB int32 // how often it stands there
		last     int32 // its last place in b, plus one
	}
	size := 1
	for size < 2*len(b) {
		size *= 2
	}
	slots := make([]slot, size)
	at := func(key uint64) *slot {
		for i := key & uint64(size-1); ; i = (i + 1) & uint64(size-1) {
			if s := &slots[i]; s.inB == 0 || s.key == key {
				return s
			}
		}
	}
	earlier := make([]int32, len(b)) // the place before this one with the same words, plus one
	for j := 0; j+seedWords <= len(b); j++ {
		key := gram(b[j : j+seedWords])
		s := at(key)
		s.key, earlier[j], s.last = key, s.last, int32(j+1)
		s.inB++
	}
	places := make([]*slot, len(a))
	for i := 0; i+seedWords <= len(a); i++ {
		if s := at(gram(a[i : i+seedWords])); s.inB > 0 {
			s.inA++
			places[i] = s
		}
	}
	for i, s := range places {
		if s == nil || int64(s.inA)*int64(s.inB) > maxSeeds {
			continue
		}
		for j := s.last; j > 0; j = earlier[j-1] {
			found(i, int(j-1))
		}
	}
}

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
func equalWords(a, b []uint64) int32 {
	n := int32(0)
	for i, w := range a {
		if w == b[i] {
			n++
		}
	}
	return n
}
