// Package sketch tells which texts have nearly the same words, whoever
// translated or shortened them, without comparing each with each.
//
// A text is taken as the set of its words' stems, without words that every text
// has. Of a set, a [Sketch] is a few numbers; of sets that share much, some are
// equal. So whatever finds texts by a number finds texts by their words: an index
// of sketches, then [Jaccard] on what it brings.
package sketch

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// Stems returns the stems of a text's words, sorted, each once: small, without
// words that every text has, of two letters or more.
func Stems(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	})
	stems := make([]string, 0, len(words))
	for _, w := range words {
		w, _, _ = strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
		if len(w) < 2 || common()[w] {
			continue
		}
		stems = append(stems, english.Stem(w, false))
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}

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

var common = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`a about above after again all also am an and any are as at be because been before being
		between both but by can could did do does doing down during each few for from further had has have having he her
		here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or
		other our ours out over own same she should so some such than that the their theirs them then there these they
		this those through to too under until up us very was we were what when where which while who whom why will with
		would you your yours said says say`) {
		m[w] = true
	}
	return m
})
