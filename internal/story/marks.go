package story

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// rankSum bounds which of an article's terms are paired: those whose ranks by
// weight add up to at most this, so that the heaviest meet most others.
const rankSum = 12

// Marks are hashes of pairs of an article's heaviest terms, at most 30, sorted:
// an index of them, with days at most [Window] apart, brings the articles that may
// be about the same event. Pairs, since a term alone brings all that is written
// about a person or a place.
//
// Of PolNeAR's pairs of articles as similar as [Threshold], 86 in a hundred share
// a mark; an article needs one in common with any of a story's.
func (p Profile) Marks() []int64 {
	top := p.heaviest(rankSum - 1)
	var marks []int64
	for i, a := range top {
		for _, b := range top[:max(0, min(i, rankSum-1-i))] { // ranks are i+1 and j+1
			var pair [8]byte
			binary.BigEndian.PutUint32(pair[:], min(a.hash, b.hash))
			binary.BigEndian.PutUint32(pair[4:], max(a.hash, b.hash))
			h := fnv.New64a()
			h.Write(pair[:])
			marks = append(marks, int64(h.Sum64()))
		}
	}
	slices.Sort(marks)
	return marks
}

// heaviest returns the n terms that weigh most, by weight.
func (p Profile) heaviest(n int) []term {
	top := p.terms.all()
	slices.SortFunc(top, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash))
	})
	return top[:min(len(top), n)]
}
