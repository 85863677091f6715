package utterance

// Vector is what the regression is given of two statements.
func (f Features) Vector() []float64 { return f.vector() }

// Weights are the regression's.
func Weights() []float64 { return weights }

// Comparable reports whether two statements are weighed at all.
func Comparable(a, b Reading) bool { return !a.within(b) && a.spoken() && b.spoken() }
