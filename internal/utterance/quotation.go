package utterance

import "strings"

// A quotation tells, while a text is read, whether quotation marks are open.
type quotation struct{ double, single bool }

// apostrophes stand in words; at their ends they are quotation marks, too.
const apostrophes = "'’"

func (q quotation) open() bool { return q.double || q.single }

// begin goes on to the next piece of a statement. What was open in the one before
// stays so where the piece has no marks of its own.
func (q *quotation) begin(piece string) {
	if strings.ContainsAny(piece, "“\"‘") || strings.Contains(piece, "''") {
		*q = quotation{}
	}
}

// see takes a mark in, which stands before a word or after one.
func (q *quotation) see(mark string, before bool) {
	switch mark {
	case "“":
		q.double = true
	case "”":
		q.double = false
	case "\"", "''":
		q.double = !q.double
	case "‘":
		q.single = true
	case "'":
		q.single = before
	case "’":
		q.single = false
	}
}
