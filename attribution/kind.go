package attribution

import (
	"unicode"

	"hearsay/attribution/internal/layout"
)

// KindOf tells how the content of a text is given: direct if at least 95 % of its
// letters are in quotation marks, indirect if at most 2 % are.
func KindOf(text string, content []Span) Kind {
	letters, inside := 0, 0
	var quotes []layout.Quotation
	for _, c := range content {
		quotes = layout.Quotations(text, layout.Span(c), 0, quotes)
		next := 0
		for i, r := range c.In(text) {
			if !unicode.IsLetter(r) {
				continue
			}
			at := c.Start + i
			for next < len(quotes) && quotes[next].End <= at {
				next++
			}
			letters++
			if next < len(quotes) && quotes[next].Start <= at {
				inside++
			}
		}
	}
	switch {
	case inside*100 >= letters*95 && letters > 0:
		return Direct
	case inside*100 <= letters*2:
		return Indirect
	}
	return Mixed
}
