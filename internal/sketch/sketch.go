// Package sketch tells which texts have nearly the same words, whoever
// translated or shortened them, without comparing each with each.
//
// A text is given as the set of its words' stems, sorted.
// Of a set, a [Sketch] is a few numbers; of sets that share much, some are
// equal. So whatever finds texts by a number finds texts by their words: an index
// of sketches, then [Jaccard] on what it brings.
package sketch

import (
	"encoding/binary"
	"hash/fnv"
)

// Jaccard is the share of two sorted sets that both have, and how many that is.
func Jaccard(a, b []string) (share float64, shared int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	if all := len(a) + len(b) - shared; all > 0 {
		share = float64(shared) / float64(all)
	}
	return share, shared
}

// Twenty bands of three rows: of two sets that share half of what they have
// together, 93 in a hundred have a band in common; of two that share a tenth, 2.
const (
	bands = 20
	rows  = 3
)

// Sketch returns the bands of a set of stems: two sets have each in common as
// often as three random members of both sets together are in both.
func Sketch(stems []string) []int64 {
	var least [bands * rows]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for _, s := range stems {
		h := fnv.New64a()
		h.Write([]byte(s))
		x := h.Sum64()
		for i := range least {
			least[i] = min(least[i], mix(x+uint64(i)*0x9e3779b97f4a7c15))
		}
	}
	all := make([]int64, bands)
	for b := range bands {
		h := fnv.New64a()
		h.Write([]byte{byte(b)})
		for _, m := range least[b*rows : (b+1)*rows] {
			h.Write(binary.LittleEndian.AppendUint64(nil, m))
		}
		all[b] = int64(h.Sum64())
	}
	return all
}

// mix is SplitMix64's: every bit of its result depends on every bit of x.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
