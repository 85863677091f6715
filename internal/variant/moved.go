package variant

import (
	"cmp"
	"slices"
)

// leastMoved is how many words a passage has at least that is said to be moved;
// of three, one is a word that not every text has.
const leastMoved = 3

// What a moved passage costs, in the terms of the alignment, and by word.
const (
	costMove     = 90
	costMoveWord = 5
)

// A passage is equal words on both sides.
type passage struct{ base, own, words int }

func (p passage) meets(q passage) bool {
	return p.base < q.base+q.words && q.base < p.base+p.words || p.own < q.own+q.words && q.own < p.own+p.words
}

// findMoves looks for passages that were moved: whose words, taken out of both
// sides, leave an alignment that costs less than with them, and aligns the rest
// anew. Where the texts are long, it takes those that are dropped in one place and
// added in another.
func (e *editor) findMoves() {
	const mostMoves, mostTried = 6, 6
	const small = 1 << 18 // cells
	const mostCells = 1 << 22
	if !e.free() {
		return
	}
	current, cost := e.aligner, e.cost
	var moved []passage
	if (len(e.b)+1)*(len(e.o)+1) > small {
		if moved = e.disjoint(e.passages(current.columns, true)); len(moved) > 0 {
			current = e.without(moved)
		}
	}
	cells := 0
	for len(moved) < mostMoves && (len(e.b)+1)*(len(e.o)+1) <= small {
		var best *aligner
		var with passage
		try := func(p passage) {
			if p.words < leastMoved || cells > mostCells {
				return
			}
			a := e.without(append(slices.Clip(moved), p))
			cells += a.cells
			a.cost += costMove + costMoveWord*p.words
			for _, m := range moved {
				a.cost += costMove + costMoveWord*m.words
			}
			if a.cost < cost {
				best, with, cost = a, p, a.cost
			}
		}
		tried := 0
		for _, p := range e.passages(current.columns, false) {
			if slices.ContainsFunc(moved, p.meets) {
				continue
			}
			if tried++; tried > mostTried {
				break
			}
			// Its first and last words may only look as if they belonged to it.
			for _, trim := range [][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 0}, {0, 2}} {
				try(passage{p.base + trim[0], p.own + trim[0], p.words - trim[0] - trim[1]})
			}
		}
		if best == nil {
			break
		}
		current, moved = best, append(moved, with)
	}
	e.columns = current.columns
	e.movedFrom = make(map[int]int)
	for _, p := range moved {
		for k := range p.words {
			e.movedFrom[p.own+k] = p.base + k
		}
	}
}

// disjoint returns the passages that have no word of one before them.
func (e *editor) disjoint(passages []passage) (all []passage) {
	base, own := make([]bool, len(e.b)), make([]bool, len(e.o))
	for _, p := range passages {
		b, o := base[p.base:p.base+p.words], own[p.own:p.own+p.words]
		if slices.Contains(b, true) || slices.Contains(o, true) {
			continue
		}
		for k := range p.words {
			b[k], o[k] = true, true
		}
		all = append(all, p)
	}
	return all
}

// free reports whether both sides have words that the other has not.
func (e *editor) free() bool {
	base, own := false, false
	for _, c := range e.columns {
		base = base || !c.matched() && c.base.words() > 0
		own = own || !c.matched() && c.own.words() > 0
	}
	return base && own
}

// without aligns the words without passages. The columns tell places in the
// whole texts.
func (e *editor) without(moved []passage) *aligner {
	baseGone, ownGone := make([]bool, len(e.b)+1), make([]bool, len(e.o)+1)
	for _, p := range moved {
		for k := range p.words {
			baseGone[p.base+k], ownGone[p.own+k] = true, true
		}
	}
	base, baseAt := e.base.without(baseGone)
	own, ownAt := e.own.without(ownGone)
	a := newAligner(e.lexicon, base, own)
	a.align()
	for k, c := range a.columns {
		a.columns[k].base, a.columns[k].own = c.base.in(baseAt), c.own.in(ownAt)
	}
	e.placeDrops(a.columns)
	return a
}

// in returns the range in a text of which only the words at some places are left.
func (r wordRange) in(at []int) wordRange {
	if r.words() == 0 {
		return wordRange{at[r.from], at[r.from]}
	}
	return wordRange{at[r.from], at[r.to-1] + 1}
}

// without returns the reading without some words, and where those that are left
// were, and the end.
func (r reading) without(gone []bool) (left reading, at []int) {
	left = reading{pieces: r.pieces}
	cut, after := false, false
	for i, w := range r.words {
		if gone[i] {
			cut, after = cut || w.cut, true
			continue
		}
		w.cut, w.after = w.cut || cut, w.after || after
		cut, after = false, false
		left.words = append(left.words, w)
		at = append(at, i)
	}
	left.cutEnd = r.cutEnd || cut
	return left, append(at, len(r.words))
}

// placeDrops gives each column that drops a word beside a moved passage its place
// in the witness: where the ellipsis stands; else behind the passage, if there
// other words differ; else before it.
func (e *editor) placeDrops(columns []column) {
	before := 0 // the place behind the last word in a column
	for k := 0; k < len(columns); {
		to := k
		for to < len(columns) && columns[to].op == opDrop {
			to++
		}
		if to == k {
			before = columns[k].own.to
			k++
			continue
		}
		behind := columns[k].own.from
		place := before
		if e.cutAt(behind) && !e.cutAt(before) || e.cutAt(behind) == e.cutAt(before) && to < len(columns) && !columns[to].matched() {
			place = behind
		}
		for ; k < to; k++ {
			columns[k].own = wordRange{place, place}
		}
	}
}

// passages returns passages that both sides have and the columns do not set
// beside each other, those first of whose words the columns match fewest; with
// free, of words only that the columns do not match.
func (e *editor) passages(columns []column, free bool) []passage {
	const often = 8      // what the base has more often is not looked up
	const most = 1 << 20 // words looked at
	baseOf := make([]int, len(e.o))
	taken := make([]bool, len(e.b)) // words of the base in matched columns
	for j := range baseOf {
		baseOf[j] = -1
	}
	for _, c := range columns {
		if c.op == opSame {
			baseOf[c.own.from], taken[c.base.from] = c.base.from, true
		}
	}
	equal := func(i, j int) bool {
		return i >= 0 && j >= 0 && i < len(e.b) && j < len(e.o) && e.equal(i, j) && (!free || !taken[i] && baseOf[j] < 0)
	}
	starts := make(map[[leastMoved]int32][]int)
	for i := 0; i+leastMoved <= len(e.b); i++ {
		if key := [leastMoved]int32(e.b[i:]); len(starts[key]) <= often {
			starts[key] = append(starts[key], i)
		}
	}
	type candidate struct {
		passage
		unmatched int
	}
	var all []candidate
	looked := 0
	for j := 0; j+leastMoved <= len(e.o); j++ {
		at := starts[[leastMoved]int32(e.o[j:])]
		if len(at) > often {
			continue
		}
		for _, i := range at {
			if equal(i-1, j-1) {
				continue // not where it begins
			}
			c := candidate{passage: passage{i, j, 0}}
			content, beside := false, false
			for ; equal(i+c.words, j+c.words) && looked < most; c.words++ {
				n := c.words
				content = content || !e.lexicon.function[e.b[i+n]]
				beside = beside || baseOf[j+n] == i+n
				if baseOf[j+n] < 0 {
					c.unmatched++
				}
				looked++
			}
			if !beside && c.unmatched > 0 && (c.words > leastMoved || c.words == leastMoved && content) {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(p, q candidate) int {
		return cmp.Or(cmp.Compare(q.unmatched, p.unmatched), cmp.Compare(q.words, p.words))
	})
	passages := make([]passage, len(all))
	for i, c := range all {
		passages[i] = c.passage
	}
	return passages
}
