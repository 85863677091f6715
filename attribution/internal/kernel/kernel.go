// Package kernel has the arithmetic of the encoder, for the processor at hand.
//
// Matrix products are of bytes and exact. All else is float32 arithmetic in one
// fixed order: multiplications and additions are never fused, and sums run over
// 16 lanes that are added up as a tree. So every path gives the same bits: plain
// Go, AVX2, and AVX-512 with VNNI.
//
// The weights of a product are packed as [N/16][K/4][16][4]: panels of 16
// columns, in them groups of 4 rows.
package kernel

import "os"

// Sizes of the packing.
const (
	Columns = 16 // of a panel
	Group   = 4  // of K
	Rows    = 8  // that a product takes at once
)

// A Path is a way to compute.
type Path struct {
	Name string

	// MatMul sets c, [rows][n], to a, [rows][k], times w, packed. rows is a
	// multiple of Rows, k of Group, n of Columns.
	MatMul func(c []int32, a []uint8, w []int8, rows, k, n int)

	// Dequantize sets y to float32(c - shift) * (row * scale) + bias.
	Dequantize func(y []float32, c, shift []int32, scale, bias []float32, row float32)

	// Quantize sets q to x in steps of max|x|/127, plus 128, and returns the step.
	Quantize func(q []uint8, x []float32) float32

	// Widen sets each top to the greatest of it and |x|.
	Widen func(top, x []float32)

	// QuantizeBy sets q to x * inverse, plus 128.
	QuantizeBy func(q []uint8, x, inverse []float32)

	// AddNorm adds y to x and normalizes the sum (layer normalization, Ba et al.,
	// 2016).
	AddNorm func(x, y, gain, bias []float32)

	// GELU applies the Gaussian error linear unit in its tanh form (Hendrycks and
	// Gimpel, 2016).
	GELU func(x []float32)

	// Softmax sets p to the exponentials of float32(c - shift) * (row * scale)
	// over the greatest of them, as 255ths, and returns their sum. Behind p there
	// is room up to the next multiple of 16, which may become 0.
	Softmax func(p []uint8, c, shift []int32, scale []float32, row float32) int32
}

// plain computes in Go alone.
var plain = Path{"go", matMul, dequantize, quantize, widen, quantizeBy, addNorm, gelu, softmax}

// Paths returns the paths that the processor has, the fastest first. All slices
// but MatMul's and Softmax's p have a multiple of 16 elements.
func Paths() []Path { return append(native(), plain) }

// Best returns the fastest path, or the one that $HEARSAY_KERNEL names (go, avx2
// or vnni), if there is such a one.
func Best() Path {
	paths, name := Paths(), os.Getenv("HEARSAY_KERNEL")
	for _, p := range paths {
		if p.Name == name {
			return p
		}
	}
	return paths[0]
}
