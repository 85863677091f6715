package utterance

import "math"

// tied is the confidence from which on two statements count as witnesses of one
// utterance; tiedWithin is the same for two of one article, which hardly ever
// says a thing twice but in its headline. Both are above what puts most of the
// marked statements together rightly: the marked pairs were chosen for being
// doubtful, and of those that a record compares fewer are one.
const (
	tied       = 0.55
	tiedWithin = 0.6
)

func (f Features) tied() float64 {
	if f.Within == 1 {
		return tiedWithin
	}
	return tied
}

// weights are those of a logistic regression on marked pairs, in the order of
// [Features.vector]. TestWeights fits them.
var weights = []float64{-5.3, 0.48, 0.71, 0.29, 0.73, 0.59, 0.35, -0.08, 0.97, -0.41, -0.26, -0.54, 0.27, -0.12,
	-1.08, -0.82, 0.8, 0.07, 1.09, 1.28, 1.11, 0.8, 1.09, 0.69, 0.45, -0.27, -0.64}

// vector is what the regression is given. What grows without bound is taken by
// its logarithm.
func (f Features) vector() []float64 {
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
		f.QuotedOf,
		f.Others,
		days,
		days * is(f.Quoted == 0),
		is(f.Occasion > 0),
		is(f.Occasion < 0),
		is(f.Speaker == unknownSpeaker),
		other,
		f.Sources,
		f.Within,
		f.Near,
		f.Top,
		f.Headline,
		math.Log1p(f.Around),
		f.Reach,
		is(f.Direct == 1),
		is(f.Direct == 0),
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
