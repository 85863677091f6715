package kernel

import "math"

func matMul(c []int32, a []uint8, w []int8, rows, k, n int) {
	for r := range rows {
		row := a[r*k:][:k]
		for panel := 0; panel < n; panel += Columns {
			var sum [Columns]int32
			for i := 0; i < k; i += Group {
				a0, a1, a2, a3 := int32(row[i]), int32(row[i+1]), int32(row[i+2]), int32(row[i+3])
				group := w[panel*k+i*Columns:][:Columns*Group]
				for j := range sum {
					sum[j] += a0*int32(group[4*j]) + a1*int32(group[4*j+1]) + a2*int32(group[4*j+2]) + a3*int32(group[4*j+3])
				}
			}
			copy(c[r*n+panel:], sum[:])
		}
	}
}

func dequantize(y []float32, c, shift []int32, scale, bias []float32, row float32) {
	for i := range y {
		y[i] = float32(float32(c[i]-shift[i])*float32(row*scale[i])) + bias[i]
	}
}

func quantize(q []uint8, x []float32) float32 {
	top := float32(0)
	for _, v := range x {
		if v < 0 {
			v = -v
		}
		top = max(top, v)
	}
	step, inverse := Step(top)
	for i, v := range x {
		q[i] = uint8(round(float32(v*inverse)) + 128)
	}
	return step
}

func widen(top, x []float32) {
	for i, v := range x {
		if v < 0 {
			v = -v
		}
		top[i] = max(top[i], v)
	}
}

func quantizeBy(q []uint8, x, inverse []float32) {
	for i, v := range x {
		q[i] = uint8(round(float32(v*inverse[i])) + 128)
	}
}

// Step returns the step in which numbers up to top fit into -127 to 127, and
// its inverse.
func Step(top float32) (step, inverse float32) {
	const least = 1e-30
	top = max(top, least)
	return top / 127, 127 / top
}

// round returns the nearest whole number, the even one of two.
func round(v float32) int32 { return int32(math.RoundToEven(float64(v))) }

// A lanes has sums over every 16th element.
type lanes [16]float32

// sum adds up the lanes, halves onto each other.
func (l lanes) sum() float32 {
	for half := 8; half > 0; half /= 2 {
		for i := range half {
			l[i] += l[i+half]
		}
	}
	return l[0]
}

func addNorm(x, y, gain, bias []float32) {
	const epsilon = 1e-12
	width := float32(len(x))
	var all lanes
	for i := range x {
		x[i] += y[i]
		all[i%16] += x[i]
	}
	mean := all.sum() / width
	all = lanes{}
	for i := range x {
		x[i] -= mean
		all[i%16] += float32(x[i] * x[i])
	}
	deviation := 1 / float32(math.Sqrt(float64(all.sum()/width+epsilon)))
	for i := range x {
		x[i] = float32(float32(x[i]*deviation)*gain[i]) + bias[i]
	}
}

// The polynomial of exp on [-ln 2/2, ln 2/2], of the Cephes library.
const (
	log2e   = 1.44269504088896341
	ln2High = 0.693359375
	ln2Low  = -2.12194440e-4
	exp0    = 1.9875691500e-4
	exp1    = 1.3981999507e-3
	exp2    = 8.3334519073e-3
	exp3    = 4.1665795894e-2
	exp4    = 1.6666665459e-1
	exp5    = 5.0000001201e-1
	expTop  = 87 // beyond, float32 has no number for exp(x) or exp(-x)
)

func exp(x float32) float32 {
	x = min(max(x, -expTop), expTop)
	n := round(float32(x * log2e))
	whole := float32(n)
	r := x - float32(whole*ln2High)
	r -= float32(whole * ln2Low)
	p := float32(exp0*r) + exp1
	p = float32(p*r) + exp2
	p = float32(p*r) + exp3
	p = float32(p*r) + exp4
	p = float32(p*r) + exp5
	p = float32(p*float32(r*r)) + r
	p++
	return p * math.Float32frombits(uint32(n+127)<<23)
}

// The tanh form of GELU, x·σ(2·√(2/π)·(x + 0.044715·x³)).
const (
	geluCube  = 0.044715
	geluSlope = -1.5957691216
)

func gelu(x []float32) {
	for i, v := range x {
		cube := float32(float32(v*v) * v)
		x[i] = v / (1 + exp(float32(geluSlope*(v+float32(geluCube*cube)))))
	}
}

func softmax(p []uint8, c, shift []int32, scale []float32, row float32) int32 {
	score := func(i int) float32 { return float32(c[i]-shift[i]) * float32(row*scale[i]) }
	top := score(0)
	for i := range p {
		top = max(top, score(i))
	}
	sum := int32(0)
	for i := range p {
		n := round(float32(exp(score(i)-top) * 255))
		p[i] = uint8(n)
		sum += n
	}
	return sum
}
