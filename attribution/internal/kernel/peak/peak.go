// Package peak tells how many products of bytes a core can form at most, to
// measure the encoder's matrix products by. Nothing but its benchmark uses it.
package peak

// Operations is how many operations one round of Multiply is: 24 instructions of
// 64 multiplications and 64 additions each.
const Operations = 24 * 128
