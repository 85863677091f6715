package attribution

import (
	"hearsay/attribution/internal/encoder"
)

// Evidence returns the features of the confidence of each outermost statement, and
// the statement.
func Evidence(text string) (features [][8]float64, statements []Statement) {
	e := trained()
	for _, f := range e.outermost(e.states.Get().(*encoder.State), text) {
		features = append(features, f.evidence.features())
		statements = append(statements, f.statement(text, none))
	}
	return features, statements
}
