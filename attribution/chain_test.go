package attribution

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// draw makes a chain and emissions of n words at random.
func draw(t *rapid.T, n int) (*chain, []scores) {
	number := rapid.Float32Range(-4, 4)
	transition := rapid.SliceOfN(number, int(labels*labels), int(labels*labels)).Draw(t, "transition")
	c := newChain(transition, rapid.SliceOfN(number, int(labels), int(labels)).Draw(t, "start"))
	emissions := make([]scores, n)
	for i := range emissions {
		copy(emissions[i][:], rapid.SliceOfN(number, int(labels), int(labels)).Draw(t, "emission"))
	}
	return c, emissions
}

// each calls f with every sequence of n labels and its score.
func (c *chain) each(emissions []scores, f func(path []label, score float64)) {
	path := make([]label, len(emissions))
	var walk func(t int, score float64)
	walk = func(t int, score float64) {
		if t == len(path) {
			f(path, score)
			return
		}
		for y := range labels {
			path[t] = y
			step := float64(c.start[y])
			if t > 0 {
				step = float64(c.transition[path[t-1]][y])
			}
			walk(t+1, score+step+float64(emissions[t][y]))
		}
	}
	walk(0, 0)
}

// spansOf returns the spans of a sequence that label opens.
func spansOf(path []label, opens label) (spans []run) {
	for t, l := range path {
		if l == opens {
			spans = append(spans, run{t, t + 1})
		} else if l == opens.within() {
			spans[len(spans)-1].to = t + 1
		}
	}
	return spans
}

// TestChain holds best and span against every sequence of labels that there is.
func TestChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "words")
		c, emissions := draw(t, n)
		top, total := math.Inf(-1), 0.0
		c.each(emissions, func(_ []label, score float64) {
			top = max(top, score)
			total += math.Exp(score)
		})
		var got float64
		best := c.best(emissions)
		c.each(emissions, func(path []label, score float64) {
			same := true
			for i := range path {
				same = same && path[i] == best[i]
			}
			if same {
				got = score
			}
		})
		if math.Abs(got-top) > 1e-3 {
			t.Fatalf("best scores %v, not %v", got, top)
		}
		b := c.believe(emissions)
		for opens := beginsSource; opens < labels; opens += 2 {
			for from := range n {
				for to := from + 1; to <= n; to++ {
					want := 0.0
					c.each(emissions, func(path []label, score float64) {
						if score < never/2 {
							return
						}
						for _, s := range spansOf(path, opens) {
							if s == (run{from, to}) {
								want += math.Exp(score) / total
							}
						}
					})
					if got := b.span(opens, from, to); math.Abs(got-want) > 1e-6 {
						t.Fatalf("label %d on [%d, %d): %v, not %v", opens, from, to, got, want)
					}
				}
			}
		}
	})
}

// TestBestIsWellFormed checks that later words of a span follow its first.
func TestBestIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, emissions := draw(t, rapid.IntRange(0, 60).Draw(t, "words"))
		last := outside
		for i, l := range c.best(emissions) {
			if l != outside && !l.begins() && last.within() != l {
				t.Fatalf("label %d follows %d at %d", l, last, i)
			}
			last = l
		}
	})
}
