package utterance

import (
	"cmp"
	"slices"
)

// A Link ties two statements, by their places in a list.
type Link struct {
	A, B       int
	Confidence float64 // that they report one act of speaking
	ByPerson   bool    // a person joined them
}

// Sure is the confidence from which a link is in no doubt and may bring two groups
// together. One in doubt adds a statement to a group; that it be all there is
// between two groups, each of one mind, speaks against it: a headline is like all
// that stands below it.
const Sure = 0.7

// Group puts linked statements together, the surest links first, each unless it
// would bring two together that a person parted, or is in doubt and would bring
// two groups together. It returns the places of the
// members of each group, in order, groups by their first member; what no link
// holds is a group of one. The outcome depends on the set of links and on the
// order of the statements, which must be one that never changes.
func Group(statements int, links []Link, parted [][2]int) [][]int {
	links = slices.Clone(links)
	for i, l := range links {
		links[i].A, links[i].B = min(l.A, l.B), max(l.A, l.B)
	}
	slices.SortFunc(links, func(a, b Link) int {
		if a.ByPerson != b.ByPerson {
			if a.ByPerson {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	against := make(map[int][]int)
	for _, p := range parted {
		against[p[0]] = append(against[p[0]], p[1])
		against[p[1]] = append(against[p[1]], p[0])
	}
	of := make([]int, statements) // the group that each is of
	members := make([][]int, statements)
	for i := range of {
		of[i], members[i] = i, []int{i}
	}
	for _, l := range links {
		a, b := of[l.A], of[l.B]
		if len(members[a]) < len(members[b]) {
			a, b = b, a
		}
		inDoubt := !l.ByPerson && l.Confidence < Sure && len(members[b]) > 1
		if a == b || inDoubt || slices.ContainsFunc(members[b], func(m int) bool {
			return slices.ContainsFunc(against[m], func(o int) bool { return of[o] == a })
		}) {
			continue
		}
		for _, m := range members[b] {
			of[m] = a
		}
		members[a], members[b] = append(members[a], members[b]...), nil
	}
	var groups [][]int
	for i := range statements {
		if g := members[of[i]]; len(g) > 0 {
			slices.Sort(g)
			groups = append(groups, g)
			members[of[i]] = nil
		}
	}
	return groups
}
