package sketch

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

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
