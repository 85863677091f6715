#include "textflag.h"

// Sets x to exp(x); n, r and p are overwritten. Constants are in constants_amd64.s.
#define EXP(x, n, r, p) \
	VMAXPS ·bottom(SB), x, x \
	VMINPS ·top(SB), x, x \
	VMULPS ·log2e(SB), x, n \
	VCVTPS2DQ n, n \
	VCVTDQ2PS n, p \
	VMULPS ·ln2High(SB), p, r \
	VSUBPS r, x, r \
	VMULPS ·ln2Low(SB), p, p \
	VSUBPS p, r, r \
	VMULPS ·exp0(SB), r, p \
	VADDPS ·exp1(SB), p, p \
	VMULPS r, p, p \
	VADDPS ·exp2(SB), p, p \
	VMULPS r, p, p \
	VADDPS ·exp3(SB), p, p \
	VMULPS r, p, p \
	VADDPS ·exp4(SB), p, p \
	VMULPS r, p, p \
	VADDPS ·exp5(SB), p, p \
	VMULPS r, r, x \
	VMULPS x, p, p \
	VADDPS r, p, p \
	VADDPS ·one(SB), p, p \
	VPADDD ·bias(SB), n, n \
	VPSLLD $23, n, n \
	VMULPS n, p, x

// Adds up the 16 lanes of Y8 and Y9 into the first of X0, halves onto each other.
#define SUM \
	VADDPS Y9, Y8, Y0 \
	VEXTRACTF128 $1, Y0, X1 \
	VADDPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VADDPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VADDSS X1, X0, X0

// The greatest of the 8 lanes of Y0, into the first of X0.
#define GREATEST \
	VEXTRACTF128 $1, Y0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VMAXSS X1, X0, X0

// Stores the low bytes of the 8 numbers of Y0 at DI+AX; X1 is overwritten.
#define BYTES \
	VPSHUFB ·gather(SB), Y0, Y0 \
	VMOVD X0, (DI)(AX*1) \
	VEXTRACTI128 $1, Y0, X1 \
	VMOVD X1, 4(DI)(AX*1)

// func dequantize256(y []float32, c, shift []int32, scale, bias []float32, row float32)
TEXT ·dequantize256(SB), NOSPLIT, $0-124
	MOVQ y_base+0(FP), DI
	MOVQ y_len+8(FP), CX
	MOVQ c_base+24(FP), SI
	MOVQ shift_base+48(FP), R8
	MOVQ scale_base+72(FP), R9
	MOVQ bias_base+96(FP), R10
	VBROADCASTSS row+120(FP), Y3
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVDQU (SI)(AX*4), Y0
	VPSUBD (R8)(AX*4), Y0, Y0
	VCVTDQ2PS Y0, Y0
	VMULPS (R9)(AX*4), Y3, Y1
	VMULPS Y1, Y0, Y0
	VADDPS (R10)(AX*4), Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ $8, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func quantize256(q []uint8, x []float32) float32
TEXT ·quantize256(SB), NOSPLIT, $0-52
	MOVQ q_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	VMOVDQU ·absolute(SB), Y2
	VPXOR Y0, Y0, Y0
	XORQ AX, AX
greatest:
	CMPQ AX, CX
	JGE scale
	VPAND (SI)(AX*4), Y2, Y1
	VMAXPS Y1, Y0, Y0
	ADDQ $8, AX
	JMP greatest
scale:
	GREATEST
	VMAXSS ·least(SB), X0, X0
	VMOVSS ·most(SB), X4
	VDIVSS X4, X0, X5
	VMOVSS X5, ret+48(FP)
	VDIVSS X0, X4, X4
	VBROADCASTSS X4, Y4
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMULPS (SI)(AX*4), Y4, Y0
	VCVTPS2DQ Y0, Y0
	VPADDD ·half(SB), Y0, Y0
	BYTES
	ADDQ $8, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func widen256(top, x []float32)
TEXT ·widen256(SB), NOSPLIT, $0-48
	MOVQ top_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	VMOVDQU ·absolute(SB), Y2
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VPAND (SI)(AX*4), Y2, Y0
	VMAXPS (DI)(AX*4), Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ $8, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func quantizeBy256(q []uint8, x, inverse []float32)
TEXT ·quantizeBy256(SB), NOSPLIT, $0-72
	MOVQ q_base+0(FP), DI
	MOVQ x_base+24(FP), SI
	MOVQ x_len+32(FP), CX
	MOVQ inverse_base+48(FP), R8
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVUPS (SI)(AX*4), Y0
	VMULPS (R8)(AX*4), Y0, Y0
	VCVTPS2DQ Y0, Y0
	VPADDD ·half(SB), Y0, Y0
	BYTES
	ADDQ $8, AX
	JMP loop
done:
	VZEROUPPER
	RET

// func addNorm256(x, y, gain, bias []float32)
TEXT ·addNorm256(SB), NOSPLIT, $0-96
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	MOVQ y_base+24(FP), SI
	MOVQ gain_base+48(FP), R8
	MOVQ bias_base+72(FP), R9
	VCVTSI2SSQ CX, X7, X7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	XORQ AX, AX
add:
	VMOVUPS (DI)(AX*4), Y2
	VADDPS (SI)(AX*4), Y2, Y2
	VMOVUPS Y2, (DI)(AX*4)
	VADDPS Y2, Y8, Y8
	VMOVUPS 32(DI)(AX*4), Y2
	VADDPS 32(SI)(AX*4), Y2, Y2
	VMOVUPS Y2, 32(DI)(AX*4)
	VADDPS Y2, Y9, Y9
	ADDQ $16, AX
	CMPQ AX, CX
	JLT add
	SUM
	VDIVSS X7, X0, X0
	VBROADCASTSS X0, Y3
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	XORQ AX, AX
center:
	VMOVUPS (DI)(AX*4), Y2
	VSUBPS Y3, Y2, Y2
	VMOVUPS Y2, (DI)(AX*4)
	VMULPS Y2, Y2, Y2
	VADDPS Y2, Y8, Y8
	VMOVUPS 32(DI)(AX*4), Y2
	VSUBPS Y3, Y2, Y2
	VMOVUPS Y2, 32(DI)(AX*4)
	VMULPS Y2, Y2, Y2
	VADDPS Y2, Y9, Y9
	ADDQ $16, AX
	CMPQ AX, CX
	JLT center
	SUM
	VDIVSS X7, X0, X0
	VADDSS ·epsilon(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS ·one(SB), X1
	VDIVSS X0, X1, X0
	VBROADCASTSS X0, Y3
	XORQ AX, AX
scale:
	VMULPS (DI)(AX*4), Y3, Y2
	VMULPS (R8)(AX*4), Y2, Y2
	VADDPS (R9)(AX*4), Y2, Y2
	VMOVUPS Y2, (DI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT scale
	VZEROUPPER
	RET

// func gelu256(x []float32)
TEXT ·gelu256(SB), NOSPLIT, $0-24
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	XORQ AX, AX
loop:
	CMPQ AX, CX
	JGE done
	VMOVUPS (DI)(AX*4), Y4
	VMULPS Y4, Y4, Y0
	VMULPS Y4, Y0, Y0
	VMULPS ·cube(SB), Y0, Y0
	VADDPS Y4, Y0, Y0
	VMULPS ·slope(SB), Y0, Y0
	EXP(Y0, Y1, Y2, Y3)
	VADDPS ·one(SB), Y0, Y0
	VDIVPS Y0, Y4, Y4
	VMOVUPS Y4, (DI)(AX*4)
	ADDQ $8, AX
	JMP loop
done:
	VZEROUPPER
	RET

// Sets Y0 to eight scores; Y2 is overwritten.
#define SCORES \
	VMOVDQU (SI)(AX*4), Y0 \
	VPSUBD (R8)(AX*4), Y0, Y0 \
	VCVTDQ2PS Y0, Y0 \
	VMULPS (R9)(AX*4), Y6, Y2 \
	VMULPS Y2, Y0, Y0

// func softmax256(p []uint8, c, shift []int32, scale []float32, row float32) int32
TEXT ·softmax256(SB), NOSPLIT, $0-108
	MOVQ p_base+0(FP), DI
	MOVQ p_len+8(FP), CX
	MOVQ c_base+24(FP), SI
	MOVQ shift_base+48(FP), R8
	MOVQ scale_base+72(FP), R9
	VBROADCASTSS row+96(FP), Y6

	// Y9 has the elements of the last, partial vector; R10 is where it begins.
	MOVQ CX, R10
	ANDQ $~7, R10
	MOVQ CX, BX
	SUBQ R10, BX
	LEAQ ·masks+32(SB), DX
	MOVQ BX, R11
	NEGQ R11
	VMOVDQU (DX)(R11*4), Y9
	VMOVUPS ·lowest(SB), Y5
	XORQ AX, AX
greatest:
	CMPQ AX, R10
	JGE partial
	SCORES
	VMAXPS Y0, Y5, Y5
	ADDQ $8, AX
	JMP greatest
partial:
	TESTQ BX, BX
	JZ exponentials
	SCORES
	VMOVUPS ·lowest(SB), Y1
	VBLENDVPS Y9, Y0, Y1, Y0
	VMAXPS Y0, Y5, Y5
exponentials:
	VMOVAPS Y5, Y0
	GREATEST
	VBROADCASTSS X0, Y7
	VPXOR Y8, Y8, Y8
	XORQ AX, AX
loop:
	CMPQ AX, R10
	JGE last
	SCORES
	VSUBPS Y7, Y0, Y0
	EXP(Y0, Y1, Y2, Y3)
	VMULPS ·bytes(SB), Y0, Y0
	VCVTPS2DQ Y0, Y0
	VPADDD Y0, Y8, Y8
	BYTES
	ADDQ $8, AX
	JMP loop
last:
	TESTQ BX, BX
	JZ done
	SCORES
	VSUBPS Y7, Y0, Y0
	EXP(Y0, Y1, Y2, Y3)
	VMULPS ·bytes(SB), Y0, Y0
	VCVTPS2DQ Y0, Y0
	VPAND Y9, Y0, Y0
	VPADDD Y0, Y8, Y8
	BYTES
done:
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
