package generate

import (
	"math/bits"
	"math/rand/v2"
	"strconv"
)

// A stream keeps apart the random numbers that different things are made from,
// so that one more roll in a frame leaves every report as it was.
type stream uint64

const (
	framing stream = iota + 1
	reporting
	peopling
)

// dice rolls random numbers. It uses only what math/rand/v2 promises to keep:
// the numbers of PCG for given seeds.
type dice struct{ source *rand.PCG }

func newDice(seed uint64, s stream, number int) *dice {
	const apart = 0x9e3779b97f4a7c15 // an odd constant: distinct streams get distinct seeds
	return &dice{rand.NewPCG(seed+uint64(s)*apart, uint64(number))}
}

// below returns a number in [0, n).
func (d *dice) below(n int) int {
	high, _ := bits.Mul64(d.source.Uint64(), uint64(n))
	return int(high)
}

// between returns a number in [from, to].
func (d *dice) between(from, to int) int { return from + d.below(to-from+1) }

// percent is true p times in a hundred.
func (d *dice) percent(p int) bool { return d.below(100) < p }

// number returns between(from, to) in digits.
func (d *dice) number(from, to int) string { return strconv.Itoa(d.between(from, to)) }

func pick[T any](d *dice, from []T) T { return from[d.below(len(from))] }
