package peak

import "golang.org/x/sys/cpu"

// Has reports whether the processor has AVX-512 VNNI.
var Has = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI

// Multiply multiplies bytes in registers alone, in so many rounds.
//
//go:noescape
func Multiply(rounds int)
