package encoder

import "hearsay/attribution/internal/kernel"

// A linear layer has weights [k][n], packed, with a scale for each column. n is
// filled up to a multiple of the packing's columns.
type linear struct {
	k, n   int
	weight []int8
	shift  []int32 // 128 times the sum of each column: what it costs that activations have 128 added
	scale  []float32
	bias   []float32
}

// together is how many rows a layer takes at once, so that what comes between
// its steps stays in the cache.
const together = 32

// apply sets y, [rows][n], to x, [rows][k], times the weights plus the bias, and
// then to what after makes of each row.
func (l *linear) apply(path kernel.Path, s *State, y, x []float32, rows int, after func([]float32)) {
	s.bytes = grow(s.bytes, together*l.k)
	s.sum = grow(s.sum, together*l.n)
	var steps [together]float32
	for from := 0; from < rows; from += together {
		some := min(together, rows-from)
		for r := range some {
			steps[r] = path.Quantize(s.bytes[r*l.k:][:l.k], x[(from+r)*l.k:][:l.k])
		}
		path.MatMul(s.sum, s.bytes, l.weight, up(some, kernel.Rows), l.k, l.n)
		for r := range some {
			row := y[(from+r)*l.n:][:l.n]
			path.Dequantize(row, s.sum[r*l.n:][:l.n], l.shift, l.scale, l.bias, steps[r])
			if after != nil {
				after(row)
			}
		}
	}
}

// up returns the first multiple of m that is at least n.
func up(n, m int) int { return (n + m - 1) / m * m }
