// Package frequency tells how rare words are in English news, so that what two
// texts have in common can be weighed: "customs" says more than "people".
//
// It goes by a fixed table, counted once over a few thousand articles. So the
// weight of a word never depends on what a record holds or on the order in which
// articles came.
package frequency

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// table has the number of articles counted, then a line for each stem that eight
// of them or more have: the stem, a tab, how many have it, sorted by stem.
// TestTable makes it.
//
//go:embed english.txt
var table string

// unseen is in how many articles a stem is taken to be that the table lacks, as
// it does most names.
const unseen = 2

var rarities = sync.OnceValue(func() map[string]float64 {
	first, lines, _ := strings.Cut(table, "\n")
	articles, _ := strconv.ParseFloat(first, 64)
	all := map[string]float64{"": math.Log(articles / unseen)}
	for line := range strings.Lines(lines) {
		stem, number, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if with, err := strconv.ParseFloat(number, 64); err == nil {
			all[stem] = math.Log(articles / with)
		}
	}
	return all
})

// Rarity is the inverse document frequency of an English stem (Spärck Jones
// 1972), in nats: 0 for what every article has, about 7 for what hardly any has.
// The stem is Snowball's, of the word in small letters.
func Rarity(stem string) float64 {
	if r, known := rarities()[stem]; known {
		return r
	}
	return rarities()[""]
}
