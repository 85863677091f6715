package eval

import (
	"maps"
	"strings"
)

// A bag is words, each with how often it stands there.
type bag map[string]int

// bagOf returns the words of texts, letter case aside.
func bagOf(texts ...string) bag {
	words := bag{}
	for _, w := range wordsIn().FindAllString(fold(strings.ReplaceAll(strings.Join(texts, " "), "’", "'")), -1) {
		words[w]++
	}
	return words
}

func (b bag) equal(other bag) bool { return maps.Equal(b, other) }

// shares reports whether a word stands in both.
func (b bag) shares(other bag) bool {
	for w := range b {
		if other[w] > 0 {
			return true
		}
	}
	return false
}

// alike is the share of the words of the two together that stand in both.
func (b bag) alike(other bag) float64 {
	both, either := 0, 0
	for w, n := range b {
		both += min(n, other[w])
		either += max(n, other[w])
	}
	for w, n := range other {
		if b[w] == 0 {
			either += n
		}
	}
	return ratio(both, either)
}
