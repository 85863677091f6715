// Package when tells days: of an expression in a text ("on Sunday", "March 11",
// "earlier this week"), and from it the day on which something was said.
package when

// A Range is a day or a range of days, both ends included, with the words that
// tell it. The zero Range is not known.
type Range struct {
	From, To   string // 2006-01-02
	Start, End int    // bytes of the text: the words that tell it
}

// Known reports whether the range tells anything.
func (r Range) Known() bool { return r.From != "" }
