package eval

import (
	"cmp"
	"slices"
)

// A pair is a marked and a predicted attribution that agree, with the share of
// the bytes of both contents that they have in common.
type pair struct {
	overlap   float64
	gold, own int
}

// Linked counts the pairs, one to one, of a marked and a predicted attribution
// that agree: their contents overlap by at least half of their union, and their
// sources overlap or are both absent. The best overlaps are paired first; of
// equal ones that with the higher index in gold, then in predicted.
func Linked(gold, predicted []Attribution) int {
	n := 0
	for _, i := range Links(gold, predicted) {
		if i >= 0 {
			n++
		}
	}
	return n
}

// Links returns, for each predicted attribution, the index of the marked one
// that it is paired with, or -1; see [Linked].
func Links(gold, predicted []Attribution) []int {
	var pairs []pair
	goldContent, goldSource := coverings(gold)
	ownContent, ownSource := coverings(predicted)
	for i := range gold {
		for j := range predicted {
			both := shared(goldContent[i], ownContent[j])
			union := size(goldContent[i]) + size(ownContent[j]) - both
			if both == 0 || 2*both < union {
				continue
			}
			if shared(goldSource[i], ownSource[j]) > 0 || len(goldSource[i]) == 0 && len(ownSource[j]) == 0 {
				pairs = append(pairs, pair{float64(both) / float64(union), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.overlap, a.overlap), cmp.Compare(b.gold, a.gold), cmp.Compare(b.own, a.own))
	})
	links := make([]int, len(predicted))
	for j := range links {
		links[j] = -1
	}
	taken := make([]bool, len(gold))
	for _, p := range pairs {
		if links[p.own] < 0 && !taken[p.gold] {
			links[p.own], taken[p.gold] = p.gold, true
		}
	}
	return links
}

func coverings(attributions []Attribution) (content, source []covering) {
	for _, a := range attributions {
		content = append(content, cover(a.Content))
		source = append(source, cover(a.Source))
	}
	return content, source
}
