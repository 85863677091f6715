package attribution

import "math"

// Evidence is how sure the network is of each part of a statement, as
// probabilities.
type evidence struct {
	content float64 // that the least sure piece of content is a span
	attach  float64 // that it belongs to the cue
	cue     float64 // that the cue is a span; 0 where there is none
	source  float64 // that the source is one; 0 where there is none
	link    float64 // that the cue has this source, or none
}

// add takes in a piece of content.
func (e *evidence) add(sure, attach float64) {
	if e.content == 0 {
		e.content, e.attach = 1, 1
	}
	e.content, e.attach = min(e.content, sure), min(e.attach, attach)
}

// features returns what the regression weighs: a constant, the log-odds of each
// part, and whether source and cue are absent.
func (e evidence) features() [8]float64 {
	f := [8]float64{1, logOdds(e.content), logOdds(e.attach)}
	for i, p := range []float64{e.cue, e.source} {
		if p == 0 {
			f[6+i] = 1
		} else {
			f[3+i] = logOdds(p)
		}
	}
	if e.cue > 0 {
		f[5] = logOdds(e.link)
	}
	return f
}

// weighing holds the weights of the features in a logistic regression for the
// probability that a statement is linked with one that people marked; TestConfidence
// fits it with -fit.
var weighing = [8]float64{-0.626, 0.460, -0.072, 0.121, 0.204, 0.117, -0.215, -0.128}

// confidence returns the probability that a careful reader finds the statement.
func (e evidence) confidence() float64 {
	sum := 0.0
	for i, f := range e.features() {
		sum += weighing[i] * f
	}
	const steps = 1e4 // a last bit that differs between processors does not show
	return math.Round(steps/(1+math.Exp(-sum))) / steps
}

// logOdds returns ln(p/(1-p)), p kept away from 0 and 1.
func logOdds(p float64) float64 {
	const least = 1e-3
	p = min(max(p, least), 1-least)
	return math.Log(p / (1 - p))
}
