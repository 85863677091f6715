#include "textflag.h"

DATA constants<>+0(SB)/4, $0x7fffffff // mask of |x|
DATA constants<>+4(SB)/4, $128
DATA constants<>+8(SB)/4, $0x42fe0000 // 127
DATA constants<>+12(SB)/4, $0x0da24260 // 1e-30
DATA constants<>+16(SB)/4, $0x2b8cbccc // 1e-12
DATA constants<>+20(SB)/4, $0x3f800000 // 1
DATA constants<>+24(SB)/4, $0x42ae0000 // 87
DATA constants<>+28(SB)/4, $0xc2ae0000 // -87
DATA constants<>+32(SB)/4, $0x3fb8aa3b // log2(e)
DATA constants<>+36(SB)/4, $0x3f318000 // ln 2, high part
DATA constants<>+40(SB)/4, $0xb95e8083 // ln 2, low part
DATA constants<>+44(SB)/4, $0x39506967 // exp0
DATA constants<>+48(SB)/4, $0x3ab743ce // exp1
DATA constants<>+52(SB)/4, $0x3c088908 // exp2
DATA constants<>+56(SB)/4, $0x3d2aa9c1 // exp3
DATA constants<>+60(SB)/4, $0x3e2aaaaa // exp4
DATA constants<>+64(SB)/4, $0x3f000000 // exp5
DATA constants<>+68(SB)/4, $127
DATA constants<>+72(SB)/4, $0x3d372713 // 0.044715
DATA constants<>+76(SB)/4, $0xbfcc422a // -1.5957691216
DATA constants<>+80(SB)/4, $0x437f0000 // 255
DATA constants<>+84(SB)/4, $0xff800000 // minus infinity
GLOBL constants<>(SB), RODATA, $88

// Loads what EXP needs.
#define EXPCONSTANTS \
	VBROADCASTSS constants<>+24(SB), Z16 \
	VBROADCASTSS constants<>+28(SB), Z17 \
	VBROADCASTSS constants<>+32(SB), Z18 \
	VBROADCASTSS constants<>+36(SB), Z19 \
	VBROADCASTSS constants<>+40(SB), Z20 \
	VBROADCASTSS constants<>+44(SB), Z21 \
	VBROADCASTSS constants<>+48(SB), Z22 \
	VBROADCASTSS constants<>+52(SB), Z23 \
	VBROADCASTSS constants<>+56(SB), Z24 \
	VBROADCASTSS constants<>+60(SB), Z25 \
	VBROADCASTSS constants<>+64(SB), Z26 \
	VPBROADCASTD constants<>+68(SB), Z27 \
	VBROADCASTSS constants<>+20(SB), Z28

// Sets x to exp(x); n, r and p are overwritten.
#define EXP(x, n, r, p) \
	VMAXPS Z17, x, x \
	VMINPS Z16, x, x \
	VMULPS Z18, x, n \
	VCVTPS2DQ n, n \
	VCVTDQ2PS n, p \
	VMULPS Z19, p, r \
	VSUBPS r, x, r \
	VMULPS Z20, p, p \
	VSUBPS p, r, r \
	VMULPS Z21, r, p \
	VADDPS Z22, p, p \
	VMULPS r, p, p \
	VADDPS Z23, p, p \
	VMULPS r, p, p \
	VADDPS Z24, p, p \
	VMULPS r, p, p \
	VADDPS Z25, p, p \
	VMULPS r, p, p \
	VADDPS Z26, p, p \
	VMULPS r, r, x \
	VMULPS x, p, p \
	VADDPS r, p, p \
	VADDPS Z28, p, p \
	VPADDD Z27, n, n \
	VPSLLD $23, n, n \
	VMULPS n, p, x

// Adds up the 16 lanes of Z0 into the first of X0, halves onto each other.
#define SUM \
	VEXTRACTF64X4 $1, Z0, Y1 \
	VADDPS Y1, Y0, Y0 \
	VEXTRACTF128 $1, Y0, X1 \
	VADDPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VADDPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VADDSS X1, X0, X0

// The greatest of the 16 lanes of Z0, into the first of X0.
#define GREATEST \
	VEXTRACTF64X4 $1, Z0, Y1 \
	VMAXPS Y1, Y0, Y0 \
	VEXTRACTF128 $1, Y0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VMAXSS X1, X0, X0

// func dequantize512(y []float32, c, shift []int32, scale, bias []float32, row float32)
TEXT ·dequantize512(SB), NOSPLIT, $0-124
	MOVQ y_base+0(FP), DI
	MOVQ y_len+8(FP), CX
	MOVQ c_base+24(FP), SI
	MOVQ shift_base+48(FP), R8
	MOVQ scale_base+72(FP), R9
	MOVQ bias_base+96(FP), R10
	VBROADCASTSS row+120(FP), Z3
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVDQU32 (SI)(AX*4), Z0
	VPSUBD (R8)(AX*4), Z0, Z0
	VCVTDQ2PS Z0, Z0
	VMULPS (R9)(AX*4), Z3, Z1
	VMULPS Z1, Z0, Z0
	VADDPS (R10)(AX*4), Z0, Z0
	VMOVUPS Z0, (DI)(AX*4)
	ADDQ $16, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func quantize512(q []uint8, x []float32) float32
TEXT ·quantize512(SB), NOSPLIT, $0-52
	MOVQ q_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	VPBROADCASTD constants<>+0(SB), Z2
	VPBROADCASTD constants<>+4(SB), Z3
	VPXORD Z0, Z0, Z0
	XORQ AX, AX
greatest:
	CMPQ AX, CX
	JGE scale
	VPANDD (SI)(AX*4), Z2, Z1
	VMAXPS Z1, Z0, Z0
	ADDQ $16, AX
	JMP greatest
scale:
	GREATEST
	VMAXSS constants<>+12(SB), X0, X0
	VMOVSS constants<>+8(SB), X4
	VDIVSS X4, X0, X5
	VMOVSS X5, ret+48(FP)
	VDIVSS X0, X4, X4
	VBROADCASTSS X4, Z4
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMULPS (SI)(AX*4), Z4, Z0
	VCVTPS2DQ Z0, Z0
	VPADDD Z3, Z0, Z0
	VPMOVDB Z0, (DI)(AX*1)
	ADDQ $16, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func widen512(top, x []float32)
TEXT ·widen512(SB), NOSPLIT, $0-48
	MOVQ top_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	VPBROADCASTD constants<>+0(SB), Z2
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VPANDD (SI)(AX*4), Z2, Z0
	VMAXPS (DI)(AX*4), Z0, Z0
	VMOVUPS Z0, (DI)(AX*4)
	ADDQ $16, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func quantizeBy512(q []uint8, x, inverse []float32)
TEXT ·quantizeBy512(SB), NOSPLIT, $0-72
	MOVQ q_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	MOVQ inverse_base+48(FP), R8
	VPBROADCASTD constants<>+4(SB), Z3
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVUPS (SI)(AX*4), Z0
	VMULPS (R8)(AX*4), Z0, Z0
	VCVTPS2DQ Z0, Z0
	VPADDD Z3, Z0, Z0
	VPMOVDB Z0, (DI)(AX*1)
	ADDQ $16, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func addNorm512(x, y, gain, bias []float32)
TEXT ·addNorm512(SB), NOSPLIT, $0-96
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	MOVQ y_base+24(FP), SI
	MOVQ gain_base+48(FP), R8
	MOVQ bias_base+72(FP), R9
	VCVTSI2SSQ CX, X7, X7
	VPXORD Z0, Z0, Z0
	XORQ AX, AX
add:
	VMOVUPS (DI)(AX*4), Z2
	VADDPS (SI)(AX*4), Z2, Z2
	VMOVUPS Z2, (DI)(AX*4)
	VADDPS Z2, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT add
	SUM
	VDIVSS X7, X0, X0
	VBROADCASTSS X0, Z3
	VPXORD Z0, Z0, Z0
	XORQ AX, AX
center:
	VMOVUPS (DI)(AX*4), Z2
	VSUBPS Z3, Z2, Z2
	VMOVUPS Z2, (DI)(AX*4)
	VMULPS Z2, Z2, Z2
	VADDPS Z2, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT center
	SUM
	VDIVSS X7, X0, X0
	VADDSS constants<>+16(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS constants<>+20(SB), X1
	VDIVSS X0, X1, X0
	VBROADCASTSS X0, Z3
	XORQ AX, AX
scale:
	VMULPS (DI)(AX*4), Z3, Z2
	VMULPS (R8)(AX*4), Z2, Z2
	VADDPS (R9)(AX*4), Z2, Z2
	VMOVUPS Z2, (DI)(AX*4)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT scale
	VZEROUPPER
	RET

// func gelu512(x []float32)
TEXT ·gelu512(SB), NOSPLIT, $0-24
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	EXPCONSTANTS
	VBROADCASTSS constants<>+72(SB), Z29
	VBROADCASTSS constants<>+76(SB), Z30
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVUPS (DI)(AX*4), Z4
	VMULPS Z4, Z4, Z0
	VMULPS Z4, Z0, Z0
	VMULPS Z29, Z0, Z0
	VADDPS Z4, Z0, Z0
	VMULPS Z30, Z0, Z0
	EXP(Z0, Z1, Z2, Z3)
	VADDPS Z28, Z0, Z0
	VDIVPS Z0, Z4, Z4
	VMOVUPS Z4, (DI)(AX*4)
	ADDQ $16, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func softmax512(p []uint8, c, shift []int32, scale []float32, row float32) int32
TEXT ·softmax512(SB), NOSPLIT, $0-108
	MOVQ p_base+0(FP), DI
	MOVQ p_len+8(FP), CX
	MOVQ c_base+24(FP), SI
	MOVQ shift_base+48(FP), R8
	MOVQ scale_base+72(FP), R9
	VBROADCASTSS row+96(FP), Z6
	EXPCONSTANTS
	VBROADCASTSS constants<>+80(SB), Z29
	VBROADCASTSS constants<>+84(SB), Z30

	// K1 has the elements of the last, partial vector; R10 is where it begins.
	MOVQ CX, R10
	ANDQ $~15, R10
	MOVQ CX, BX
	SUBQ R10, BX
	MOVL $1, DX
	SHLXL BX, DX, DX
	DECL DX
	KMOVW DX, K1
	VMOVAPS Z30, Z0
	XORQ AX, AX
greatest:
	CMPQ AX, R10
	JGE partial
	VMOVDQU32 (SI)(AX*4), Z1
	VPSUBD (R8)(AX*4), Z1, Z1
	VCVTDQ2PS Z1, Z1
	VMULPS (R9)(AX*4), Z6, Z2
	VMULPS Z2, Z1, Z1
	VMAXPS Z1, Z0, Z0
	ADDQ $16, AX
	JMP greatest
partial:
	TESTQ BX, BX
	JZ exponentials
	VMOVDQU32.Z (SI)(AX*4), K1, Z1
	VMOVDQU32.Z (R8)(AX*4), K1, Z3
	VPSUBD Z3, Z1, Z1
	VCVTDQ2PS Z1, Z1
	VMOVUPS.Z (R9)(AX*4), K1, Z2
	VMULPS Z2, Z6, Z2
	VMULPS Z2, Z1, Z1
	VMAXPS Z1, Z0, K1, Z0
exponentials:
	GREATEST
	VBROADCASTSS X0, Z7
	VPXORD Z8, Z8, Z8
	XORQ AX, AX
loop:
	CMPQ AX, R10
	JGE last
	VMOVDQU32 (SI)(AX*4), Z0
	VPSUBD (R8)(AX*4), Z0, Z0
	VCVTDQ2PS Z0, Z0
	VMULPS (R9)(AX*4), Z6, Z2
	VMULPS Z2, Z0, Z0
	VSUBPS Z7, Z0, Z0
	EXP(Z0, Z1, Z2, Z3)
	VMULPS Z29, Z0, Z0
	VCVTPS2DQ Z0, Z0
	VPADDD Z0, Z8, Z8
	VPMOVDB Z0, (DI)(AX*1)
	ADDQ $16, AX
	JMP loop
last:
	TESTQ BX, BX
	JZ done
	VMOVDQU32.Z (SI)(AX*4), K1, Z0
	VMOVDQU32.Z (R8)(AX*4), K1, Z3
	VPSUBD Z3, Z0, Z0
	VCVTDQ2PS Z0, Z0
	VMOVUPS.Z (R9)(AX*4), K1, Z2
	VMULPS Z2, Z6, Z2
	VMULPS Z2, Z0, Z0
	VSUBPS Z7, Z0, Z0
	EXP(Z0, Z1, Z2, Z3)
	VMULPS Z29, Z0, Z0
	VCVTPS2DQ Z0, Z0
	VPADDD Z0, Z8, K1, Z8
	VPMOVDB Z0, K1, (DI)(AX*1)
done:
	VEXTRACTI64X4 $1, Z8, Y0
	VPADDD Y0, Y8, Y8
	VEXTRACTI128 $1, Y8, X0
	VPADDD X0, X8, X8
	VPSHUFD $0x4E, X8, X0
	VPADDD X0, X8, X8
	VPSHUFD $0xB1, X8, X0
	VPADDD X0, X8, X8
	VMOVD X8, AX
	MOVL AX, ret+104(FP)
	VZEROUPPER
	RET
