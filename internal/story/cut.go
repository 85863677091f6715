package story

import (
	"cmp"
	"container/heap"
	"slices"
)

// Member is an article in its place among all.
type Member struct {
	ID      string
	Profile Profile
}

// Of groups articles into stories, all at once: average linkage, the two most
// similar groups merged again and again while their articles are, on average, as
// similar as [Threshold]. It returns indices into members, each once: in a story
// by day and ID, stories by their first. Neither the order of members nor the
// order in which they came matters; IDs must differ.
//
// Only articles that share one of their heaviest terms are compared, and each
// with at most 200 before it for each of 12 terms: n articles cost at most n times
// 2,400 comparisons, whatever they are. Pairs not compared count as not similar.
func Of(members []Member) [][]int { return cut(members, Threshold) }

func cut(members []Member, threshold float64) [][]int {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := members[a], members[b]
		return cmp.Or(cmp.Compare(x.Profile.when(), y.Profile.when()), cmp.Compare(x.ID, y.ID))
	})
	sorted := make([]Profile, len(order))
	for at, i := range order {
		sorted[at] = members[i].Profile
	}
	stories := link(pairs(sorted), threshold)
	for _, s := range stories {
		for i, at := range s {
			s[i] = order[at]
		}
	}
	return stories
}

// A pair's similarity in millionths: whole, so that sums do not depend on the
// order of adding. Less than least counts as nothing.
const (
	whole     = 1_000_000
	least     = whole / 100
	telling   = 20  // terms of an article by which others are found
	mostAlike = 200 // earlier articles with the same term that one is compared with
)

// pairs returns, for each article, the earlier ones that it is similar to.
func pairs(sorted []Profile) []map[int]int64 {
	similar := make([]map[int]int64, len(sorted))
	having := make(map[uint32][]int)
	compared := make([]int, len(sorted)) // with which later one last, plus 1
	for i, p := range sorted {
		similar[i] = make(map[int]int64)
		for _, t := range p.heaviest(telling) {
			earlier := having[t.hash]
			for _, j := range earlier[max(0, len(earlier)-mostAlike):] {
				if compared[j] == i+1 {
					continue
				}
				compared[j] = i + 1
				if s := int64(Similarity(p, sorted[j]) * whole); s >= least {
					similar[i][j] = s
				}
			}
			having[t.hash] = append(earlier, i)
		}
	}
	return similar
}

// A merge is two groups, named by their first members, and how similar they are
// on average; old once either has changed.
type merge struct {
	average float64
	a, b    int // a < b
	na, nb  int // members at the time
}

// merges is a heap, the most similar first.
type merges []merge

func (m merges) Len() int { return len(m) }
func (m merges) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(m[j].average, m[i].average), cmp.Compare(m[i].a, m[j].a), cmp.Compare(m[i].b, m[j].b)) < 0
}
func (m merges) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merges) Push(x any)   { *m = append(*m, x.(merge)) }
func (m *merges) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

// link merges groups and returns them in the order of their first members.
func link(earlier []map[int]int64, threshold float64) [][]int {
	groups := make([][]int, len(earlier))
	sums := make([]map[int]int64, len(earlier)) // of the similarities between two groups' members
	for i := range earlier {
		groups[i] = []int{i}
		sums[i] = make(map[int]int64)
	}
	var next merges
	offer := func(a, b int) {
		a, b = min(a, b), max(a, b)
		average := float64(sums[a][b]) / float64(len(groups[a])*len(groups[b])) / whole
		if average >= threshold {
			heap.Push(&next, merge{average, a, b, len(groups[a]), len(groups[b])})
		}
	}
	for i, row := range earlier {
		for j, s := range row {
			sums[i][j], sums[j][i] = s, s
		}
	}
	for i, row := range earlier {
		for j := range row {
			offer(i, j)
		}
	}
	for next.Len() > 0 {
		m := heap.Pop(&next).(merge)
		if len(groups[m.a]) != m.na || len(groups[m.b]) != m.nb {
			continue
		}
		groups[m.a] = append(groups[m.a], groups[m.b]...)
		groups[m.b] = nil
		delete(sums[m.a], m.b)
		delete(sums[m.b], m.a)
		for k, s := range sums[m.b] {
			delete(sums[k], m.b)
			sums[m.a][k] += s
			sums[k][m.a] += s
		}
		sums[m.b] = nil
		for k := range sums[m.a] {
			offer(m.a, k)
		}
	}
	stories := slices.DeleteFunc(groups, func(g []int) bool { return g == nil })
	for _, g := range stories {
		slices.Sort(g)
	}
	return stories
}
