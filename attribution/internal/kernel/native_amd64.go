package kernel

import "golang.org/x/sys/cpu"

//go:generate go run gen.go

func native() (paths []Path) {
	x := cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512VNNI && x.HasBMI2 {
		paths = append(paths, Path{"vnni", matMulVNNI, dequantize512, quantize512, widen512, quantizeBy512, addNorm512, gelu512, softmax512})
	}
	if x.HasAVX2 {
		paths = append(paths, Path{"avx2", matMulAVX2, dequantize256, quantize256, widen256, quantizeBy256, addNorm256, gelu256, softmax256})
	}
	return paths
}

// block is how many rows are multiplied by one panel after the other, so that
// both stay in the cache.
const block = 32

func matMulVNNI(c []int32, a []uint8, w []int8, rows, k, n int) {
	for from := 0; from < rows; from += block {
		for panel := 0; panel < n; panel += 3 * Columns {
			tile := vnni3
			switch n - panel {
			case Columns:
				tile = vnni1
			case 2 * Columns:
				tile = vnni2
			}
			for r := from; r < min(from+block, rows); r += Rows {
				tile(&c[r*n+panel], &a[r*k], &w[panel*k], k, n)
			}
		}
	}
}

func matMulAVX2(c []int32, a []uint8, w []int8, rows, k, n int) {
	const high, usual = 2, 1536
	var room [block * usual]uint16
	wide := room[:]
	if k > usual {
		wide = make([]uint16, block*k)
	}
	for from := 0; from < rows; from += block {
		to := min(from+block, rows)
		longer(&wide[0], &a[from*k], (to-from)*k)
		for panel := 0; panel < n; panel += Columns {
			for r := from; r < to; r += high {
				avx2(&c[r*n+panel], &wide[(r-from)*k], &w[panel*k], k, n)
			}
		}
	}
}

//go:noescape
func vnni3(c *int32, a *uint8, w *int8, k, n int)

//go:noescape
func vnni2(c *int32, a *uint8, w *int8, k, n int)

//go:noescape
func vnni1(c *int32, a *uint8, w *int8, k, n int)

//go:noescape
func avx2(c *int32, a *uint16, w *int8, k, n int)

//go:noescape
func longer(to *uint16, from *uint8, n int)

//go:noescape
func dequantize512(y []float32, c, shift []int32, scale, bias []float32, row float32)

//go:noescape
func quantize512(q []uint8, x []float32) float32

//go:noescape
func addNorm512(x, y, gain, bias []float32)

//go:noescape
func gelu512(x []float32)

//go:noescape
func softmax512(p []uint8, c, shift []int32, scale []float32, row float32) int32

//go:noescape
func widen512(top, x []float32)

//go:noescape
func quantizeBy512(q []uint8, x, inverse []float32)

//go:noescape
func dequantize256(y []float32, c, shift []int32, scale, bias []float32, row float32)

//go:noescape
func quantize256(q []uint8, x []float32) float32

//go:noescape
func addNorm256(x, y, gain, bias []float32)

//go:noescape
func gelu256(x []float32)

//go:noescape
func softmax256(p []uint8, c, shift []int32, scale []float32, row float32) int32

//go:noescape
func widen256(top, x []float32)

//go:noescape
func quantizeBy256(q []uint8, x, inverse []float32)
