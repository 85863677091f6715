// Package layout tells how a text is laid out: its paragraphs and, in them,
// what stands in quotation marks.
package layout

// A Span is the bytes [Start, End) of a text.
type Span struct {
	Start, End int
}

// In returns the words that the span covers in text.
func (s Span) In(text string) string { return text[s.Start:s.End] }
