package utterance

import "math"

// tied is the confidence from which on two statements count as witnesses of one
// utterance.
const tied = 0.6

// weights are those of a logistic regression on marked pairs, in the order of
// [Features.vector]. TestWeights fits them.
var weights = []float64{-1.16, 0.6, 0.77, -0.44, 0.27, 1.85, 0.6, 0.93, 0.47, -0.36, -0.29, -0.23, 0.17, 0.56, -0.36, -2.1, -1.6,
	-0.31, 0.38, 0.46, 0, 0, -0.61, -0.02, -1.47}

// vector is what the regression is given. What grows without bound is taken by
// its logarithm.
func (f Features) vector() []float64 {
	is := func(condition bool) float64 {
		if condition {
			return 1
		}
		return 0
	}
	days := math.Log1p(f.Days)
	other := is(f.Speaker == otherSpeaker)
	return []float64{
		1,
		f.Of,
		f.OfBoth,
		math.Log1p(f.Common),
		math.Log1p(f.Run),
		f.Letter,
		f.Anyhow,
		min(f.Quoted, 20) / 10,
		min(f.Once, 20) / 10,
		f.Others,
		days,
		days * is(f.Quoted == 0),
		days * is(f.Run >= 8),
		is(f.Occasion > 0),
		is(f.Occasion < 0),
		is(f.Speaker == unknownSpeaker),
		other,
		f.Within,
		is(f.Direct == 1),
		is(f.Direct == 0),
		is(f.To > 0),
		is(f.To < 0),
		f.Of * is(f.Direct == 2),
		f.Of * other,
		min(f.Run, 12) / 12 * other,
	}
}

// confidence is the regression's, of a pair that has words of sense in common.
func (f Features) confidence() float64 {
	sum := 0.0
	for i, x := range f.vector() {
		sum += weights[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}

// again reports whether one speaker says so much the same that it is told, though
// on another occasion.
func (f Features) again() bool {
	return f.Speaker == oneSpeaker && f.Of >= 0.7 && f.Common >= 14 && f.Run >= 4 && f.Within == 0
}
