//go:build !amd64

package peak

// Has reports whether the processor has AVX-512 VNNI.
const Has = false

// Multiply does nothing here.
func Multiply(int) {}
