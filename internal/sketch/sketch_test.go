package sketch

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestStems(t *testing.T) {
	for text, want := range map[string]string{
		"“The levies were never asked for,” she said.": "ask levi never",
		"Asking, asked; ASKS":                          "ask",
		"the captain’s list":                           "captain list",
		"":                                             "",
	} {
		if got := strings.Join(Stems(text), " "); got != want {
			t.Errorf("stems of %q are %q, want %q", text, got, want)
		}
	}
}

// TestTranslationsAreFound holds that two translations of one sentence, made up
// here, have a band in common, and that other sentences have none.
func TestTranslationsAreFound(t *testing.T) {
	one := Stems("The customs house of Tessaly never asked our captains for the list of cargoes, and it will not receive one this spring")
	for text, want := range map[string]bool{
		"Customs house of Tessaly did never ask our captains the list of cargoes, and will not receive in the spring":     true,
		"The Tessaly customs house has not asked the captains of ours for any list of cargo; it will get none in spring":  true,
		"The lighthouse of Marrow Point goes dark in June because nobody sails by it any more, said the board's surveyor": false,
	} {
		other := Stems(text)
		share, shared := Jaccard(one, other)
		found := slices.ContainsFunc(Sketch(one), func(band int64) bool { return slices.Contains(Sketch(other), band) })
		if found != want {
			t.Errorf("%q: found %v, share %.2f of %d", text, found, share, shared)
		}
	}
}

// TestShareOfBands measures how many pairs of sets that share so much have a
// band in common, against what is to be expected.
func TestShareOfBands(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for _, c := range []struct {
		shared, own int // words of both, of each alone
		low, high   float64
	}{{10, 5, 0.85, 1}, {8, 6, 0.6, 0.95}, {2, 9, 0, 0.12}} {
		found := 0
		const pairs = 400
		for range pairs {
			word := func() string { return strconv.FormatUint(random.Uint64(), 36) }
			var a, b []string
			for range c.shared {
				w := word()
				a, b = append(a, w), append(b, w)
			}
			for range c.own {
				a, b = append(a, word()), append(b, word())
			}
			if slices.ContainsFunc(Sketch(a), func(band int64) bool { return slices.Contains(Sketch(b), band) }) {
				found++
			}
		}
		if share := float64(found) / pairs; share < c.low || share > c.high {
			t.Errorf("of pairs that share %d of %d words %.2f have a band in common, want %.2f to %.2f", c.shared, c.shared+2*c.own, share, c.low, c.high)
		}
	}
}

func TestJaccard(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		share  float64
		shared int
	}{{"a b c", "b c d", 0.5, 2}, {"a", "b", 0, 0}, {"", "", 0, 0}, {"a b", "a b", 1, 2}} {
		if share, shared := Jaccard(strings.Fields(c.a), strings.Fields(c.b)); share != c.share || shared != c.shared {
			t.Errorf("%q and %q share %.2f (%d)", c.a, c.b, share, shared)
		}
	}
}

func BenchmarkSketch(b *testing.B) {
	text := "The customs house of Tessaly never asked our captains for the list of cargoes, and it will not receive one this spring"
	for b.Loop() {
		Sketch(Stems(text))
	}
}
