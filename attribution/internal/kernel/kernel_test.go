package kernel_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/kernel"
)

// numbers draws n numbers of many magnitudes, zeros among them.
func numbers(random *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		if random.IntN(20) > 0 {
			x[i] = float32(random.NormFloat64() * math.Exp(3*random.NormFloat64()))
		}
	}
	return x
}

func integers(random *rand.Rand, n, limit int) []int32 {
	x := make([]int32, n)
	for i := range x {
		x[i] = int32(random.IntN(2*limit) - limit)
	}
	return x
}

// bytesOf draws n bytes, the extremes among them.
func bytesOf[T int8 | uint8](random *rand.Rand, n int, extremes ...T) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(random.Uint32())
		if random.IntN(3) == 0 {
			x[i] = extremes[random.IntN(len(extremes))]
		}
	}
	return x
}

// TestPathsAgree demands the bits of plain Go from every path.
func TestPathsAgree(t *testing.T) {
	paths := kernel.Paths()
	plain := paths[len(paths)-1]
	for _, p := range paths[:len(paths)-1] {
		t.Run(p.Name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			same := func(what string, want, got any) {
				t.Helper()
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s (-go +%s)\n%s", what, p.Name, diff)
				}
			}
			for range 40 {
				rows, k, n := kernel.Rows*(1+random.IntN(9)), kernel.Group*(1+random.IntN(40)), kernel.Columns*(1+random.IntN(8))
				a, w := bytesOf[uint8](random, rows*k, 0, 255), bytesOf[int8](random, n*k, -127, 127)
				want, got := make([]int32, rows*n), make([]int32, rows*n)
				plain.MatMul(want, a, w, rows, k, n)
				p.MatMul(got, a, w, rows, k, n)
				same("MatMul", want, got)

				n = 16 * (1 + random.IntN(30))
				c, shift, scale, bias := integers(random, n, 1<<20), integers(random, n, 1<<16), numbers(random, n), numbers(random, n)
				row := float32(random.Float64()) / 1e5
				y, z := make([]float32, n), make([]float32, n)
				plain.Dequantize(y, c, shift, scale, bias, row)
				p.Dequantize(z, c, shift, scale, bias, row)
				same("Dequantize", y, z)

				plain.GELU(y)
				p.GELU(z)
				same("GELU", y, z)

				q, r := make([]uint8, n), make([]uint8, n)
				same("the step of Quantize", plain.Quantize(q, y), p.Quantize(r, z))
				same("Quantize", q, r)

				top := make([]float32, n)
				again := make([]float32, n)
				for range 2 {
					plain.Widen(top, y)
					p.Widen(again, z)
				}
				same("Widen", top, again)
				inverse := make([]float32, n)
				for i := range inverse {
					_, inverse[i] = kernel.Step(top[i])
				}
				plain.QuantizeBy(q, y, inverse)
				p.QuantizeBy(r, z, inverse)
				same("QuantizeBy", q, r)

				gain := numbers(random, n)
				plain.AddNorm(y, bias, gain, scale)
				p.AddNorm(z, bias, gain, scale)
				same("AddNorm", y, z)

				some := n - random.IntN(16)
				clear(q)
				clear(r)
				same("the sum of Softmax", plain.Softmax(q[:some], c, shift, scale, row), p.Softmax(r[:some], c, shift, scale, row))
				same("Softmax", q, r)
			}
			zeros := make([]float32, 64)
			q, r := make([]uint8, 64), make([]uint8, 64)
			same("the step of nothing", plain.Quantize(q, zeros), p.Quantize(r, zeros))
			same("nothing", q, r)
		})
	}
}

// TestPlain holds the arithmetic of plain Go against float64.
func TestPlain(t *testing.T) {
	paths := kernel.Paths()
	plain := paths[len(paths)-1]
	near := func(what string, x, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance*(1+math.Abs(want)) {
			t.Errorf("%s of %v is %v, not %v", what, x, got, want)
		}
	}
	x := make([]float32, 16)
	for v := float32(-12); v < 12; v += 0.01 {
		x[0] = v
		plain.GELU(x)
		inner := math.Sqrt(2/math.Pi) * float64(v+0.044715*v*v*v)
		near("GELU", float64(v), float64(x[0]), float64(v)*(1+math.Tanh(inner))/2, 1e-6)
	}
	x = []float32{3, -1, 0.5, 7, -7, 2, 0, 0, 1, 1, 1, 1, 4, 4, -4, 0}
	q := make([]uint8, 16)
	step := plain.Quantize(q, x)
	for i, v := range x {
		near("Quantize", float64(v), float64(step)*float64(int(q[i])-128), float64(v), float64(step)/2+1e-6)
	}
	y := append([]float32{}, x...)
	zeros, ones := make([]float32, 16), make([]float32, 16)
	mean, square := 0.0, 0.0
	for i := range ones {
		ones[i] = 1
		mean += float64(x[i]) / 16
	}
	for _, v := range x {
		square += (float64(v) - mean) * (float64(v) - mean) / 16
	}
	plain.AddNorm(y, zeros, ones, zeros)
	for i, v := range x {
		near("AddNorm", float64(v), float64(y[i]), (float64(v)-mean)/math.Sqrt(square), 1e-6)
	}
	c := []int32{0, 100, 200, 300}
	p := make([]uint8, 4)
	sum := plain.Softmax(p, c, make([]int32, 4), ones, 0.01)
	for i, want := range []float64{math.Exp(-3), math.Exp(-2), math.Exp(-1), 1} {
		near("Softmax", float64(c[i]), float64(p[i])/255, want, 1/500.)
	}
	if sum != int32(p[0])+int32(p[1])+int32(p[2])+int32(p[3]) {
		t.Errorf("the sum of %v is %d", p, sum)
	}
}

// BenchmarkMatMul multiplies what a window of 256 pieces needs, in operations a
// second (a multiplication and an addition are two).
func BenchmarkMatMul(b *testing.B) {
	for _, p := range kernel.Paths() {
		for _, size := range []struct {
			name string
			k, n int
		}{{"384x1536", 384, 1536}, {"1536x384", 1536, 384}, {"32x256", 32, 256}, {"256x32", 256, 32}} {
			b.Run(p.Name+"/"+size.name, func(b *testing.B) {
				const rows = 256
				a, w, c := make([]uint8, rows*size.k), make([]int8, size.n*size.k), make([]int32, rows*size.n)
				for b.Loop() {
					p.MatMul(c, a, w, rows, size.k, size.n)
				}
				b.ReportMetric(2*rows*float64(size.k*size.n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gop/s")
			})
		}
	}
}
