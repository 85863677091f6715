package attribution

import "math"

// A label is what a word is in its window: outside of every role, or the first
// or a later word of a span.
type label uint8

const (
	outside label = iota
	beginsSource
	inSource
	beginsCue
	inCue
	beginsContent
	inContent
	labels
)

// begins reports whether the label opens a span.
func (l label) begins() bool { return l%2 == 1 }

// within returns the label of the later words of a span that l opens or goes on
// with.
func (l label) within() label { return l + l%2 }

// A chain is a linear-chain conditional random field over words (Lafferty,
// McCallum and Pereira, 2001).
type chain struct {
	transition [labels][labels]float32 // from the row's label to the column's
	start      [labels]float32
}

// never is the score of what no sequence of labels has.
const never = -1e4

// newChain makes a chain of learned scores, [labels][labels] and [labels], and
// forbids a later word of a span without the one before it.
func newChain(transition, start []float32) *chain {
	c := &chain{}
	for to := range labels {
		c.start[to] = start[to]
		inside := to != outside && !to.begins()
		if inside {
			c.start[to] = never
		}
		for from := range labels {
			c.transition[from][to] = transition[int(from)*int(labels)+int(to)]
			if inside && from.within() != to {
				c.transition[from][to] = never
			}
		}
	}
	return c
}

// scores have a number for each label.
type scores = [labels]float32

// best returns the likeliest labels (Viterbi, 1967).
func (c *chain) best(emissions []scores) []label {
	if len(emissions) == 0 {
		return nil
	}
	back := make([][labels]label, len(emissions))
	var now scores
	for y := range labels {
		now[y] = c.start[y] + emissions[0][y]
	}
	for t := 1; t < len(emissions); t++ {
		var next scores
		for to := range labels {
			from := outside
			for y := range labels {
				if now[y]+c.transition[y][to] > now[from]+c.transition[from][to] {
					from = y
				}
			}
			next[to] = now[from] + c.transition[from][to] + emissions[t][to]
			back[t][to] = from
		}
		now = next
	}
	last := outside
	for y := range labels {
		if now[y] > now[last] {
			last = y
		}
	}
	path := make([]label, len(emissions))
	for t := len(path) - 1; t >= 0; t-- {
		path[t] = last
		last = back[t][last]
	}
	return path
}

// A belief holds what the chain believes of each word, for the probabilities of
// spans.
type belief struct {
	transition [labels][labels]float64
	emission   [][labels]float64 // as factors, each word's divided by what keeps ahead at 1
	ahead      [][labels]float64 // of the words up to this one
	behind     [][labels]float64 // of those after it
}

// believe runs the forward-backward algorithm (Rabiner, 1989).
func (c *chain) believe(emissions []scores) *belief {
	n := len(emissions)
	b := &belief{
		emission: make([][labels]float64, n), ahead: make([][labels]float64, n), behind: make([][labels]float64, n),
	}
	for from := range labels {
		for to := range labels {
			b.transition[from][to] = math.Exp(float64(c.transition[from][to]))
		}
	}
	for t, e := range emissions {
		top := e[outside]
		for _, x := range e {
			top = max(top, x)
		}
		sum := 0.0
		for y := range labels {
			b.emission[t][y] = math.Exp(float64(e[y] - top))
			arrives := 0.0
			if t == 0 {
				arrives = math.Exp(float64(c.start[y]))
			} else {
				for from := range labels {
					arrives += b.ahead[t-1][from] * b.transition[from][y]
				}
			}
			b.ahead[t][y] = arrives * b.emission[t][y]
			sum += b.ahead[t][y]
		}
		for y := range labels {
			b.ahead[t][y] /= sum
			b.emission[t][y] /= sum
		}
	}
	for t := n - 1; t >= 0; t-- {
		for y := range labels {
			if t == n-1 {
				b.behind[t][y] = 1
				continue
			}
			for to := range labels {
				b.behind[t][y] += b.transition[y][to] * b.emission[t+1][to] * b.behind[t+1][to]
			}
		}
	}
	return b
}

// span returns the probability that the words [from, to) are a span, no longer
// and no shorter, that opens with a label.
func (b *belief) span(opens label, from, to int) float64 {
	p, last, inside := b.ahead[from][opens], opens, opens.within()
	for t := from + 1; t < to; t++ {
		p *= b.transition[last][inside] * b.emission[t][inside]
		last = inside
	}
	if to == len(b.ahead) {
		return p
	}
	ends := 0.0
	for y := range labels {
		if y != inside {
			ends += b.transition[last][y] * b.emission[to][y] * b.behind[to][y]
		}
	}
	return p * ends
}
