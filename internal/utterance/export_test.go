package utterance

import "slices"

// Vector is what the regression is given of two statements.
func (f Features) Vector() []float64 { return f.vector() }

// Weights are the regression's.
func Weights() []float64 { return weights }

// Comparable reports whether two statements are brought together and weighed.
func Comparable(a, b Reading) bool {
	share := func(x, y []int64) bool {
		return slices.ContainsFunc(x, func(m int64) bool { return slices.Contains(y, m) })
	}
	nearA, lastingA := a.Marks()
	nearB, lastingB := b.Marks()
	return !a.within(b) && a.spoken() && b.spoken() && (a.Article == b.Article || share(nearA, nearB) || share(lastingA, lastingB))
}
