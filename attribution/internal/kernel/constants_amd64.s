// Written by gen.go; do not edit.
#include "textflag.h"

DATA ·absolute+0(SB)/4, $0x7fffffff
DATA ·absolute+4(SB)/4, $0x7fffffff
DATA ·absolute+8(SB)/4, $0x7fffffff
DATA ·absolute+12(SB)/4, $0x7fffffff
DATA ·absolute+16(SB)/4, $0x7fffffff
DATA ·absolute+20(SB)/4, $0x7fffffff
DATA ·absolute+24(SB)/4, $0x7fffffff
DATA ·absolute+28(SB)/4, $0x7fffffff
GLOBL ·absolute(SB), RODATA, $32

DATA ·half+0(SB)/4, $0x80
DATA ·half+4(SB)/4, $0x80
DATA ·half+8(SB)/4, $0x80
DATA ·half+12(SB)/4, $0x80
DATA ·half+16(SB)/4, $0x80
DATA ·half+20(SB)/4, $0x80
DATA ·half+24(SB)/4, $0x80
DATA ·half+28(SB)/4, $0x80
GLOBL ·half(SB), RODATA, $32

DATA ·top+0(SB)/4, $0x42ae0000
DATA ·top+4(SB)/4, $0x42ae0000
DATA ·top+8(SB)/4, $0x42ae0000
DATA ·top+12(SB)/4, $0x42ae0000
DATA ·top+16(SB)/4, $0x42ae0000
DATA ·top+20(SB)/4, $0x42ae0000
DATA ·top+24(SB)/4, $0x42ae0000
DATA ·top+28(SB)/4, $0x42ae0000
GLOBL ·top(SB), RODATA, $32

DATA ·bottom+0(SB)/4, $0xc2ae0000
DATA ·bottom+4(SB)/4, $0xc2ae0000
DATA ·bottom+8(SB)/4, $0xc2ae0000
DATA ·bottom+12(SB)/4, $0xc2ae0000
DATA ·bottom+16(SB)/4, $0xc2ae0000
DATA ·bottom+20(SB)/4, $0xc2ae0000
DATA ·bottom+24(SB)/4, $0xc2ae0000
DATA ·bottom+28(SB)/4, $0xc2ae0000
GLOBL ·bottom(SB), RODATA, $32

DATA ·log2e+0(SB)/4, $0x3fb8aa3b
DATA ·log2e+4(SB)/4, $0x3fb8aa3b
DATA ·log2e+8(SB)/4, $0x3fb8aa3b
DATA ·log2e+12(SB)/4, $0x3fb8aa3b
DATA ·log2e+16(SB)/4, $0x3fb8aa3b
DATA ·log2e+20(SB)/4, $0x3fb8aa3b
DATA ·log2e+24(SB)/4, $0x3fb8aa3b
DATA ·log2e+28(SB)/4, $0x3fb8aa3b
GLOBL ·log2e(SB), RODATA, $32

DATA ·ln2High+0(SB)/4, $0x3f318000
DATA ·ln2High+4(SB)/4, $0x3f318000
DATA ·ln2High+8(SB)/4, $0x3f318000
DATA ·ln2High+12(SB)/4, $0x3f318000
DATA ·ln2High+16(SB)/4, $0x3f318000
DATA ·ln2High+20(SB)/4, $0x3f318000
DATA ·ln2High+24(SB)/4, $0x3f318000
DATA ·ln2High+28(SB)/4, $0x3f318000
GLOBL ·ln2High(SB), RODATA, $32

DATA ·ln2Low+0(SB)/4, $0xb95e8083
DATA ·ln2Low+4(SB)/4, $0xb95e8083
DATA ·ln2Low+8(SB)/4, $0xb95e8083
DATA ·ln2Low+12(SB)/4, $0xb95e8083
DATA ·ln2Low+16(SB)/4, $0xb95e8083
DATA ·ln2Low+20(SB)/4, $0xb95e8083
DATA ·ln2Low+24(SB)/4, $0xb95e8083
DATA ·ln2Low+28(SB)/4, $0xb95e8083
GLOBL ·ln2Low(SB), RODATA, $32

DATA ·exp0+0(SB)/4, $0x39506967
DATA ·exp0+4(SB)/4, $0x39506967
DATA ·exp0+8(SB)/4, $0x39506967
DATA ·exp0+12(SB)/4, $0x39506967
DATA ·exp0+16(SB)/4, $0x39506967
DATA ·exp0+20(SB)/4, $0x39506967
DATA ·exp0+24(SB)/4, $0x39506967
DATA ·exp0+28(SB)/4, $0x39506967
GLOBL ·exp0(SB), RODATA, $32

DATA ·exp1+0(SB)/4, $0x3ab743ce
DATA ·exp1+4(SB)/4, $0x3ab743ce
DATA ·exp1+8(SB)/4, $0x3ab743ce
DATA ·exp1+12(SB)/4, $0x3ab743ce
DATA ·exp1+16(SB)/4, $0x3ab743ce
DATA ·exp1+20(SB)/4, $0x3ab743ce
DATA ·exp1+24(SB)/4, $0x3ab743ce
DATA ·exp1+28(SB)/4, $0x3ab743ce
GLOBL ·exp1(SB), RODATA, $32

DATA ·exp2+0(SB)/4, $0x3c088908
DATA ·exp2+4(SB)/4, $0x3c088908
DATA ·exp2+8(SB)/4, $0x3c088908
DATA ·exp2+12(SB)/4, $0x3c088908
DATA ·exp2+16(SB)/4, $0x3c088908
DATA ·exp2+20(SB)/4, $0x3c088908
DATA ·exp2+24(SB)/4, $0x3c088908
DATA ·exp2+28(SB)/4, $0x3c088908
GLOBL ·exp2(SB), RODATA, $32

DATA ·exp3+0(SB)/4, $0x3d2aa9c1
DATA ·exp3+4(SB)/4, $0x3d2aa9c1
DATA ·exp3+8(SB)/4, $0x3d2aa9c1
DATA ·exp3+12(SB)/4, $0x3d2aa9c1
DATA ·exp3+16(SB)/4, $0x3d2aa9c1
DATA ·exp3+20(SB)/4, $0x3d2aa9c1
DATA ·exp3+24(SB)/4, $0x3d2aa9c1
DATA ·exp3+28(SB)/4, $0x3d2aa9c1
GLOBL ·exp3(SB), RODATA, $32

DATA ·exp4+0(SB)/4, $0x3e2aaaaa
DATA ·exp4+4(SB)/4, $0x3e2aaaaa
DATA ·exp4+8(SB)/4, $0x3e2aaaaa
DATA ·exp4+12(SB)/4, $0x3e2aaaaa
DATA ·exp4+16(SB)/4, $0x3e2aaaaa
DATA ·exp4+20(SB)/4, $0x3e2aaaaa
DATA ·exp4+24(SB)/4, $0x3e2aaaaa
DATA ·exp4+28(SB)/4, $0x3e2aaaaa
GLOBL ·exp4(SB), RODATA, $32

DATA ·exp5+0(SB)/4, $0x3f000000
DATA ·exp5+4(SB)/4, $0x3f000000
DATA ·exp5+8(SB)/4, $0x3f000000
DATA ·exp5+12(SB)/4, $0x3f000000
DATA ·exp5+16(SB)/4, $0x3f000000
DATA ·exp5+20(SB)/4, $0x3f000000
DATA ·exp5+24(SB)/4, $0x3f000000
DATA ·exp5+28(SB)/4, $0x3f000000
GLOBL ·exp5(SB), RODATA, $32

DATA ·bias+0(SB)/4, $0x7f
DATA ·bias+4(SB)/4, $0x7f
DATA ·bias+8(SB)/4, $0x7f
DATA ·bias+12(SB)/4, $0x7f
DATA ·bias+16(SB)/4, $0x7f
DATA ·bias+20(SB)/4, $0x7f
DATA ·bias+24(SB)/4, $0x7f
DATA ·bias+28(SB)/4, $0x7f
GLOBL ·bias(SB), RODATA, $32

DATA ·one+0(SB)/4, $0x3f800000
DATA ·one+4(SB)/4, $0x3f800000
DATA ·one+8(SB)/4, $0x3f800000
DATA ·one+12(SB)/4, $0x3f800000
DATA ·one+16(SB)/4, $0x3f800000
DATA ·one+20(SB)/4, $0x3f800000
DATA ·one+24(SB)/4, $0x3f800000
DATA ·one+28(SB)/4, $0x3f800000
GLOBL ·one(SB), RODATA, $32

DATA ·cube+0(SB)/4, $0x3d372713
DATA ·cube+4(SB)/4, $0x3d372713
DATA ·cube+8(SB)/4, $0x3d372713
DATA ·cube+12(SB)/4, $0x3d372713
DATA ·cube+16(SB)/4, $0x3d372713
DATA ·cube+20(SB)/4, $0x3d372713
DATA ·cube+24(SB)/4, $0x3d372713
DATA ·cube+28(SB)/4, $0x3d372713
GLOBL ·cube(SB), RODATA, $32

DATA ·slope+0(SB)/4, $0xbfcc422a
DATA ·slope+4(SB)/4, $0xbfcc422a
DATA ·slope+8(SB)/4, $0xbfcc422a
DATA ·slope+12(SB)/4, $0xbfcc422a
DATA ·slope+16(SB)/4, $0xbfcc422a
DATA ·slope+20(SB)/4, $0xbfcc422a
DATA ·slope+24(SB)/4, $0xbfcc422a
DATA ·slope+28(SB)/4, $0xbfcc422a
GLOBL ·slope(SB), RODATA, $32

DATA ·bytes+0(SB)/4, $0x437f0000
DATA ·bytes+4(SB)/4, $0x437f0000
DATA ·bytes+8(SB)/4, $0x437f0000
DATA ·bytes+12(SB)/4, $0x437f0000
DATA ·bytes+16(SB)/4, $0x437f0000
DATA ·bytes+20(SB)/4, $0x437f0000
DATA ·bytes+24(SB)/4, $0x437f0000
DATA ·bytes+28(SB)/4, $0x437f0000
GLOBL ·bytes(SB), RODATA, $32

DATA ·lowest+0(SB)/4, $0xff800000
DATA ·lowest+4(SB)/4, $0xff800000
DATA ·lowest+8(SB)/4, $0xff800000
DATA ·lowest+12(SB)/4, $0xff800000
DATA ·lowest+16(SB)/4, $0xff800000
DATA ·lowest+20(SB)/4, $0xff800000
DATA ·lowest+24(SB)/4, $0xff800000
DATA ·lowest+28(SB)/4, $0xff800000
GLOBL ·lowest(SB), RODATA, $32

DATA ·gather+0(SB)/4, $0xc080400
DATA ·gather+4(SB)/4, $0xc080400
DATA ·gather+8(SB)/4, $0xc080400
DATA ·gather+12(SB)/4, $0xc080400
DATA ·gather+16(SB)/4, $0xc080400
DATA ·gather+20(SB)/4, $0xc080400
DATA ·gather+24(SB)/4, $0xc080400
DATA ·gather+28(SB)/4, $0xc080400
GLOBL ·gather(SB), RODATA, $32

DATA ·most+0(SB)/4, $0x42fe0000
DATA ·most+4(SB)/4, $0x42fe0000
DATA ·most+8(SB)/4, $0x42fe0000
DATA ·most+12(SB)/4, $0x42fe0000
DATA ·most+16(SB)/4, $0x42fe0000
DATA ·most+20(SB)/4, $0x42fe0000
DATA ·most+24(SB)/4, $0x42fe0000
DATA ·most+28(SB)/4, $0x42fe0000
GLOBL ·most(SB), RODATA, $32

DATA ·least+0(SB)/4, $0xda24260
DATA ·least+4(SB)/4, $0xda24260
DATA ·least+8(SB)/4, $0xda24260
DATA ·least+12(SB)/4, $0xda24260
DATA ·least+16(SB)/4, $0xda24260
DATA ·least+20(SB)/4, $0xda24260
DATA ·least+24(SB)/4, $0xda24260
DATA ·least+28(SB)/4, $0xda24260
GLOBL ·least(SB), RODATA, $32

DATA ·epsilon+0(SB)/4, $0x2b8cbccc
DATA ·epsilon+4(SB)/4, $0x2b8cbccc
DATA ·epsilon+8(SB)/4, $0x2b8cbccc
DATA ·epsilon+12(SB)/4, $0x2b8cbccc
DATA ·epsilon+16(SB)/4, $0x2b8cbccc
DATA ·epsilon+20(SB)/4, $0x2b8cbccc
DATA ·epsilon+24(SB)/4, $0x2b8cbccc
DATA ·epsilon+28(SB)/4, $0x2b8cbccc
GLOBL ·epsilon(SB), RODATA, $32

DATA ·masks+0(SB)/4, $0xffffffff
DATA ·masks+4(SB)/4, $0xffffffff
DATA ·masks+8(SB)/4, $0xffffffff
DATA ·masks+12(SB)/4, $0xffffffff
DATA ·masks+16(SB)/4, $0xffffffff
DATA ·masks+20(SB)/4, $0xffffffff
DATA ·masks+24(SB)/4, $0xffffffff
DATA ·masks+28(SB)/4, $0xffffffff
DATA ·masks+32(SB)/4, $0x0
DATA ·masks+36(SB)/4, $0x0
DATA ·masks+40(SB)/4, $0x0
DATA ·masks+44(SB)/4, $0x0
DATA ·masks+48(SB)/4, $0x0
DATA ·masks+52(SB)/4, $0x0
DATA ·masks+56(SB)/4, $0x0
DATA ·masks+60(SB)/4, $0x0
GLOBL ·masks(SB), RODATA, $64
