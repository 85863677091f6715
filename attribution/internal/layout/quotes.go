package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Quotation is a stretch of a paragraph in quotation marks, the marks
// included. Only outermost quotations are told; what they hold is theirs.
type Quotation struct {
	Span
	Single bool // in single marks
	Open   bool // never closed: it goes to the paragraph's end
	Within bool // left open by the paragraph before: it has no opening mark here
}

// A family is a set of marks that can close one another. Straight and curly
// double marks mix in practice; guillemets and single marks keep to themselves.
type family uint8

const (
	noFamily   family = iota
	double            // " “ ” „ '' ``
	angle             // « »
	smallAngle        // ‹ ›
	single            // ' ‘ ’ ‚
)

// A side says what a mark can be by its shape and the characters around it.
type side uint8

const (
	neither side = iota // an apostrophe, an inch sign
	opening
	closing
	either  // space on both sides or on none: opens if nothing is open
	perhaps // closes if nothing better comes: "the workers' rights" or its end
)

// An opened mark waits for the one that closes it.
type opened struct {
	at, width int
	fam       family
	low       bool // „, which “ closes
	held      int  // how many quotations were complete when it opened
	maybe     int  // where a mark that perhaps closes it ends, or 0
}

// IsQuoteMark reports whether r serves as a quotation mark somewhere.
func IsQuoteMark(r rune) bool {
	fam, _ := familyOf(r)
	return fam != noFamily
}

func familyOf(r rune) (fam family, shape side) {
	switch r {
	case '"', '＂':
		return double, either
	case '“', '„', '‟', '〝':
		return double, opening
	case '”', '〞':
		return double, closing
	case '«':
		return angle, opening
	case '»':
		return angle, closing
	case '‹':
		return smallAngle, opening
	case '›':
		return smallAngle, closing
	case '\'':
		return single, either
	case '‘', '‚', '‛':
		return single, opening
	case '’':
		return single, closing
	}
	return noFamily, neither
}

// Quotations finds the outermost quotations of a paragraph, in order.
//
// Marks pair like brackets within the paragraph. What never closes costs only
// itself: an opening mark at the paragraph's beginning, or after the last
// complete quotation, runs to the paragraph's end (the quotation goes on in the
// next, or its closing mark was forgotten); any other odd mark is passed over.
// before is the mark that the paragraph before left open, or 0: what would close
// it ends a quotation that the paragraph begins with.
func Quotations(text string, para Span, before rune, found []Quotation) []Quotation {
	found = found[:0]
	var stack []opened
	if fam, _ := familyOf(before); fam != noFamily {
		stack = append(stack, opened{at: para.Start, fam: fam})
	}
	for i := para.Start; i < para.End; {
		r, n := utf8.DecodeRuneInString(text[i:])
		fam, shape := familyOf(r)
		if r == '`' || r == '\'' {
			inner := len(stack) > 0 && stack[len(stack)-1].fam == single && strings.HasPrefix(text[i:para.End], "'''")
			if !inner && i+1 < para.End && text[i+1] == text[i] { // ''so'' and ``so''
				fam, shape, n = double, either, 2
			} else if r == '`' {
				fam, shape = single, opening
			}
		}
		if fam == noFamily {
			i += n
			continue
		}
		top := topOf(stack, fam)
		switch sideOf(text, para, i, n, fam, shape, top >= 0) {
		case opening:
			if top >= 0 && r == '“' && stack[top].low {
				found, stack = closeQuotation(found, stack, top, i+n)
				break
			}
			if fam == single && top >= 0 && top == len(stack)-1 {
				found, stack = dropSingle(found, stack)
			}
			stack = append(stack, opened{at: i, width: n, fam: fam, low: r == '„', held: len(found)})
		case closing:
			if top >= 0 {
				found, stack = closeQuotation(found, stack, top, i+n)
			}
		case perhaps:
			if top >= 0 {
				stack[top].maybe = i + n
			}
		}
		i += n
	}
	return endParagraph(text, para, found, stack)
}

// topOf returns the place in the stack of the innermost mark of a family, if
// nothing of a stronger family opened after it; or -1.
func topOf(stack []opened, fam family) int {
	for k := len(stack) - 1; k >= 0; k-- {
		if stack[k].fam == fam {
			return k
		}
		if stack[k].fam != single {
			return -1
		}
	}
	return -1
}

// closeQuotation ends the quotation that stack[top] opened. What opened or was
// complete inside it is part of it.
func closeQuotation(found []Quotation, stack []opened, top, end int) ([]Quotation, []opened) {
	o := stack[top]
	found = append(found[:o.held], Quotation{Span: Span{o.at, end}, Single: o.fam == single, Within: o.width == 0})
	return found, stack[:top]
}

// dropSingle takes an open single mark off the stack because another opens:
// single quotations do not nest in one another.
func dropSingle(found []Quotation, stack []opened) ([]Quotation, []opened) {
	top := len(stack) - 1
	if end := stack[top].maybe; end > 0 {
		return closeQuotation(found, stack, top, end)
	}
	return found, stack[:top]
}

// endParagraph deals with the marks that nothing closed.
func endParagraph(text string, para Span, found []Quotation, stack []opened) []Quotation {
	for k := len(stack) - 1; k >= 0; k-- {
		o := stack[k]
		switch {
		case o.width == 0:
			// The paragraph before has forgotten a closing mark, or nothing but marks
			// that open follows here.
		case o.maybe > 0:
			found = append(found[:o.held], Quotation{Span: Span{o.at, o.maybe}, Single: true})
		case o.fam == single:
			// An odd apostrophe.
		case o.held == len(found) && opensSpeech(text, para, o):
			found = append(found, Quotation{Span: Span{o.at, para.End}, Open: true})
		case o.at == para.Start && o.held < len(found):
			if end := lastStop(text, o.at, found[o.held].Start); end > 0 {
				found = append(found, Quotation{})
				copy(found[1:], found)
				found[0] = Quotation{Span: Span{o.at, end}}
			}
		}
	}
	return found
}

// opensSpeech reports whether enough follows a mark that was never closed for
// it to have opened a quotation.
func opensSpeech(text string, para Span, o opened) bool {
	const least = 12
	return para.End-o.at-o.width >= least && SkipSpace(text, o.at+o.width) < para.End
}

// lastStop returns the end of the last sentence between from and to, or 0.
func lastStop(text string, from, to int) int {
	for i := to - 1; i > from; i-- {
		switch text[i] {
		case '.', '!', '?', ',':
			return i + 1
		}
	}
	return 0
}

// sideOf tells what the mark at i is. Its shape decides unless the characters
// around it say that it was set the wrong way round; marks without a shape go by those
// alone.
func sideOf(text string, para Span, i, n int, fam family, shape side, isOpen bool) side {
	before, after := rune(' '), rune(' ')
	if i > para.Start {
		before, _ = utf8.DecodeLastRuneInString(text[para.Start:i])
	}
	if i+n < para.End {
		after, _ = utf8.DecodeRuneInString(text[i+n : para.End])
	}
	left := IsSpace(before) || opensBefore(before)
	right := IsSpace(after) || closesAfter(after)
	if fam == single {
		return sideOfSingle(before, after, left, right, shape, isOpen)
	}
	switch {
	case shape == opening && right && !left && isOpen,
		shape == either && right && !left:
		return closing
	case shape == closing && left && !right && !isOpen,
		shape == either && left && !right:
		return opening
	case shape == opening || shape == closing:
		return shape
	case unicode.IsDigit(before) && !isOpen:
		return neither // 6'2"
	case isOpen:
		return closing
	}
	return opening
}

// sideOfSingle tells single quotation marks from apostrophes.
func sideOfSingle(before, after rune, left, right bool, shape side, isOpen bool) side {
	switch {
	case isWordRune(before) && isWordRune(after):
		return neither // don't
	case left && !right && shape != closing:
		if unicode.IsDigit(after) && shape == either {
			return neither // '90s
		}
		return opening
	case !isOpen || left && isWordRune(after):
		return neither // the workers' rights, ’90s, ’em
	case before == 's' && IsSpace(after):
		return perhaps
	case right || !isWordRune(after):
		return closing
	}
	return neither
}

// opensBefore reports whether an opening mark may follow r directly.
func opensBefore(r rune) bool {
	switch r {
	case '(', '[', '{', '—', '–', '-', '/', ':', '“', '‘', '"', '«', '‹', '„', '¿', '¡', '…':
		return true
	}
	return false
}

// closesAfter reports whether a closing mark may precede r directly.
func closesAfter(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', ')', ']', '}', '—', '–', '”', '’', '"', '»', '›', '…', '/':
		return true
	}
	return false
}

// Left returns the mark that a quotation leaves open, or 0.
func (q Quotation) Left(text string) rune {
	if !q.Open {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(q.In(text))
	if r == '`' || r == '\'' { // of a doubled mark: single ones are never left open
		return '"'
	}
	return r
}

// Marks returns the widths, in bytes, of the marks that open and close the
// quotation; one that is never closed has no closing mark.
func (q Quotation) Marks(text string) (opening, closing int) {
	words := q.In(text)
	if q.Within {
		opening = 0
	} else if _, opening = utf8.DecodeRuneInString(words); strings.HasPrefix(words, "''") || strings.HasPrefix(words, "``") {
		opening = 2
	}
	if q.Open {
		return opening, 0
	}
	if _, closing = utf8.DecodeLastRuneInString(words); strings.HasSuffix(words, "''") {
		closing = 2
	}
	return opening, closing
}
