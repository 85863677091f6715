//go:build ignore

// Gen writes matmul_amd64.s, the tiles of the matrix product, and
// constants_amd64.s, the constants of the AVX2 code, eight times each.
package main

import (
	"fmt"
	"math"
	"os"
	"strings"
)

var out strings.Builder

func p(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }

func main() {
	p("// Written by gen.go; do not edit.\n")
	p("#include \"textflag.h\"\n")
	for panels := 3; panels > 0; panels-- {
		vnni(panels)
	}
	avx2()
	longer()
	write("matmul_amd64.s")
	constants()
	write("constants_amd64.s")
}

func write(name string) {
	if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out.Reset()
}

// constants writes what vector256_amd64.s reads with the memory operands of its
// instructions, and masks of the first 0 to 7 of 8 elements.
func constants() {
	p("// Written by gen.go; do not edit.\n#include \"textflag.h\"\n")
	for _, c := range []struct {
		name string
		bits uint32
	}{
		{"absolute", 0x7fffffff}, {"half", 128}, {"top", math.Float32bits(87)}, {"bottom", math.Float32bits(-87)},
		{"log2e", math.Float32bits(1.44269504088896341)}, {"ln2High", math.Float32bits(0.693359375)},
		{"ln2Low", math.Float32bits(-2.12194440e-4)}, {"exp0", math.Float32bits(1.9875691500e-4)},
		{"exp1", math.Float32bits(1.3981999507e-3)}, {"exp2", math.Float32bits(8.3334519073e-3)},
		{"exp3", math.Float32bits(4.1665795894e-2)}, {"exp4", math.Float32bits(1.6666665459e-1)},
		{"exp5", math.Float32bits(5.0000001201e-1)}, {"bias", 127}, {"one", math.Float32bits(1)},
		{"cube", math.Float32bits(0.044715)}, {"slope", math.Float32bits(-1.5957691216)},
		{"bytes", math.Float32bits(255)}, {"lowest", math.Float32bits(float32(math.Inf(-1)))}, {"gather", 0x0c080400},
		{"most", math.Float32bits(127)}, {"least", math.Float32bits(1e-30)}, {"epsilon", math.Float32bits(1e-12)},
	} {
		for i := range 8 {
			p("DATA ·%s+%d(SB)/4, $%#x", c.name, 4*i, c.bits)
		}
		p("GLOBL ·%s(SB), RODATA, $32\n", c.name)
	}
	for i := range 16 {
		p("DATA ·masks+%d(SB)/4, $%#x", 4*i, []uint32{0xffffffff, 0}[i/8])
	}
	p("GLOBL ·masks(SB), RODATA, $64")
}

// begin loads the arguments of a tile: c in DI, a in AX and, four rows down, in
// BX, w in SI, k in R9 and three times in R10, the bytes of a panel in R12, those
// of a row of c in R13, the groups of k in CX.
func begin(name, number string) {
	p("// func %s(c *int32, a *%s, w *int8, k, n int)", name, number)
	p("TEXT ·%s(SB), NOSPLIT, $0-40", name)
	p("\tMOVQ c+0(FP), DI\n\tMOVQ a+8(FP), AX\n\tMOVQ w+16(FP), SI\n\tMOVQ k+24(FP), R9\n\tMOVQ n+32(FP), R13")
	p("\tLEAQ (R9)(R9*2), R10\n\tLEAQ (AX)(R9*4), BX\n\tMOVQ R9, R12\n\tSHLQ $4, R12\n\tSHLQ $2, R13\n\tMOVQ R9, CX\n\tSHRQ $2, CX")
}

// row is the address of a row of a.
func row(r int) string {
	return []string{"(AX)", "(AX)(R9*1)", "(AX)(R9*2)", "(AX)(R10*1)", "(BX)", "(BX)(R9*1)", "(BX)(R9*2)", "(BX)(R10*1)"}[r]
}

// vnni is a tile of 8 rows and some panels. Each of 24 registers sums 16 columns
// of a row.
func vnni(panels int) {
	begin(fmt.Sprintf("vnni%d", panels), "uint8")
	sum := func(r, panel int) int { return 8 + r*panels + panel }
	for r := range 8 {
		for panel := range panels {
			p("\tVPXORD Z%d, Z%d, Z%[1]d", sum(r, panel), sum(r, panel))
		}
	}
	p("loop:")
	for panel, at := range []string{"(SI)", "(SI)(R12*1)", "(SI)(R12*2)"}[:panels] {
		p("\tVMOVDQU32 %s, Z%d", at, panel)
	}
	for r := range 8 {
		p("\tVPBROADCASTD %s, Z%d", row(r), 3+r%5)
		for panel := range panels {
			p("\tVPDPBUSD Z%d, Z%d, Z%d", panel, 3+r%5, sum(r, panel))
		}
	}
	p("\tADDQ $64, SI\n\tADDQ $4, AX\n\tADDQ $4, BX\n\tDECQ CX\n\tJNZ loop")
	for r := range 8 {
		for panel := range panels {
			p("\tVMOVDQU32 Z%d, %d(DI)", sum(r, panel), 64*panel)
		}
		p("\tADDQ R13, DI")
	}
	p("\tVZEROUPPER\n\tRET\n")
}

// avx2 is a tile of 2 rows, of 16-bit numbers, and a panel. Products of 16-bit
// numbers, whose sums two by two are exact, stand in eight registers: 4 columns of
// a row in each, a column in two halves.
func avx2() {
	begin("avx2", "uint16")
	for i := range 8 {
		p("\tVPXOR Y%d, Y%d, Y%[1]d", i, i)
	}
	p("loop:")
	for r := range 2 {
		p("\tVPBROADCASTQ (AX)%s, Y%d", []string{"", "(R9*2)"}[r], 8+r)
	}
	for quarter := range 4 {
		p("\tVPMOVSXBW %d(SI), Y%d", 16*quarter, 10+quarter%2)
		for r := range 2 {
			p("\tVPMADDWD Y%d, Y%d, Y%d\n\tVPADDD Y%[3]d, Y%[4]d, Y%[4]d", 10+quarter%2, 8+r, 12+r, 4*r+quarter)
		}
	}
	p("\tADDQ $64, SI\n\tADDQ $8, AX\n\tDECQ CX\n\tJNZ loop")
	for r := range 2 {
		for half := range 2 {
			low := 4*r + 2*half
			p("\tVPHADDD Y%d, Y%d, Y%d\n\tVPERMQ $0xD8, Y%[3]d, Y%[3]d\n\tVMOVDQU Y%[3]d, %d(DI)", low+1, low, low, 32*half)
		}
		p("\tADDQ R13, DI")
	}
	p("\tVZEROUPPER\n\tRET\n")
}

// longer makes 16-bit numbers of n bytes, a multiple of 16 and not 0.
func longer() {
	p("// func longer(to *uint16, from *uint8, n int)")
	p("TEXT ·longer(SB), NOSPLIT, $0-24")
	p("\tMOVQ to+0(FP), DI\n\tMOVQ from+8(FP), SI\n\tMOVQ n+16(FP), CX")
	p("loop:\n\tVPMOVZXBW (SI), Y0\n\tVMOVDQU Y0, (DI)\n\tADDQ $16, SI\n\tADDQ $32, DI\n\tSUBQ $16, CX\n\tJNZ loop")
	p("\tVZEROUPPER\n\tRET")
}
