package attribution

// RulesOf returns the name of the rule that found each outermost statement of a
// text, in Extract's order.
func RulesOf(text string) []string {
	var names []string
	for _, f := range read(text) {
		names = append(names, f.rule.String())
	}
	return names
}

// Precisions returns the confidence that each rule gives: where something is
// said, and where somebody has it in mind.
func Precisions() map[string][2]float64 {
	m := map[string][2]float64{}
	for r := range rules {
		m[r.String()] = precisions[r]
	}
	return m
}
