package variant

import (
	"slices"
	"sort"
)

// stretch aligns base words [b0, b1) with own words [o0, o1): in a table where
// it is small enough, else between anchors. Where there are none left, or too
// much has been looked at, nothing there is taken for the same.
func (a *aligner) stretch(b0, b1, o0, o1, depth int) {
	const deepest = 12
	size := (b1 - b0 + 1) * (o1 - o0 + 1)
	if size <= mostCells && a.cells+size <= mostCellsInAll {
		a.table(b0, b1, o0, o1)
		return
	}
	for b0 < b1 && o0 < o1 && a.equal(b0, o0) {
		a.same(b0, o0)
		b0, o0 = b0+1, o0+1
	}
	tail := 0
	for b0 < b1-tail && o0 < o1-tail && a.equal(b1-tail-1, o1-tail-1) {
		tail++
	}
	b1, o1 = b1-tail, o1-tail
	if anchors := a.anchors(b0, b1, o0, o1); len(anchors) > 0 && depth < deepest {
		i, j := b0, o0
		for _, at := range anchors {
			a.stretch(i, at[0], j, at[1], depth+1)
			a.same(at[0], at[1])
			i, j = at[0]+1, at[1]+1
		}
		a.stretch(i, b1, j, o1, depth+1)
	} else {
		a.apart(b0, b1, o0, o1)
	}
	for k := range tail {
		a.same(b1+k, o1+k)
	}
}

func (a *aligner) same(i, j int) {
	a.columns = append(a.columns, column{op: opSame, base: wordRange{i, i + 1}, own: wordRange{j, j + 1}})
}

// apart drops all words of the base and adds all of the witness.
func (a *aligner) apart(b0, b1, o0, o1 int) {
	a.cost += costWord * (b1 - b0 + o1 - o0)
	for i := b0; i < b1; i++ {
		a.columns = append(a.columns, column{op: opDrop, base: wordRange{i, i + 1}, own: wordRange{o0, o0}})
	}
	for j := o0; j < o1; j++ {
		a.columns = append(a.columns, column{op: opAdd, base: wordRange{b1, b1}, own: wordRange{j, j + 1}})
	}
}

// anchors returns pairs of words at which runs begin that both sides have once,
// as many as stand in the same order on both: Cohen's patience diff. Runs of four
// words are looked for first, then of two, then single words.
func (a *aligner) anchors(b0, b1, o0, o1 int) [][2]int {
	for _, n := range []int{4, 2, 1} {
		once := make(map[[4]int32][2]int) // where; -1 not there, -2 more than once
		count := func(words []int32, from, to, side int) {
			for i := from; i+n <= to; i++ {
				var run [4]int32
				copy(run[:], words[i:i+n])
				at, seen := once[run]
				if !seen {
					at = [2]int{-1, -1}
				}
				if at[side] == -1 {
					at[side] = i
				} else {
					at[side] = -2
				}
				once[run] = at
			}
		}
		count(a.b, b0, b1, 0)
		count(a.o, o0, o1, 1)
		var pairs [][2]int
		for _, at := range once {
			if at[0] >= 0 && at[1] >= 0 {
				pairs = append(pairs, at)
			}
		}
		if len(pairs) > 0 {
			slices.SortFunc(pairs, func(p, q [2]int) int { return p[0] - q[0] })
			return rising(pairs)
		}
	}
	return nil
}

// rising returns the longest part of the pairs, sorted by the first of each, in
// which the second rises too.
func rising(pairs [][2]int) [][2]int {
	var last []int // the pair that ends the best part of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k := sort.Search(len(last), func(k int) bool { return pairs[last[k]][1] >= p[1] })
		before[i] = -1
		if k > 0 {
			before[i] = last[k-1]
		}
		if k == len(last) {
			last = append(last, i)
		} else {
			last[k] = i
		}
	}
	var part [][2]int
	for i := last[len(last)-1]; i >= 0; i = before[i] {
		part = append(part, pairs[i])
	}
	slices.Reverse(part)
	return part
}
