// Package window turns a text into what the encoder reads: words, their pieces
// with what an uncased vocabulary loses (case, quotation marks, spacing), and
// windows of whole paragraphs.
package window

import (
	"unicode"
	"unicode/utf8"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/layout"
	"hearsay/attribution/internal/wordpiece"
)

// A Word is a run of letters and digits, or one mark.
type Word struct {
	layout.Span
	First    int  // the first of its pieces
	Quote    byte // where it stands to quotation marks
	Mark     rune // what it is, if it is a mark; every dash is —
	Begins   bool // it begins a paragraph
	Spaced   bool // white space stands before it
	Capitals bool // all its letters, more than one, are capitals
	Small    bool // it begins with a small letter
}

// A Text is a text as the encoder reads it.
type Text struct {
	Source     string
	Words      []Word
	Pieces     []encoder.Token
	Paragraphs []Paragraph
}

// A Paragraph is the words [From, To).
type Paragraph struct {
	From, To int
	layout.Span
	Apart bool // an empty line or the text's end follows it
}

// The features of a piece, in the order in which the encoder adds them.
const (
	shape = iota
	quote
	place
)

// Sizes are those of the feature tables.
var Sizes = [3]int{shapes, quotes, places}

// Places of a piece.
const (
	noPlace   = iota
	spaced    // begins a word after white space
	glued     // begins a word directly after another
	continued // goes on with a word
	opensPara // begins a paragraph
	opensText // begins the text
	places
)

// Where a word stands to quotation marks.
const (
	Outside    byte = iota
	Inside          // in a quotation
	Opens           // the mark that opens it
	Closes          // the mark that closes it
	InsideOpen      // in a quotation that is never closed
	OpensOpen       // the mark that opens one
	quotes     = 6
)

// Read cuts a text into paragraphs, words and pieces.
func Read(text string) *Text {
	t := &Text{Source: text}
	r := reader{Text: t}
	walk := layout.Paragraphs(text)
	open := rune(0)
	for para, apart, ok := walk.Next(); ok; para, apart, ok = walk.Next() {
		r.marks = layout.Quotations(text, para, open, r.marks)
		open = 0
		if n := len(r.marks); n > 0 {
			open = r.marks[n-1].Left(text)
		}
		from := len(t.Words)
		r.paragraph(para)
		if to := len(t.Words); to > from {
			t.Paragraphs = append(t.Paragraphs, Paragraph{From: from, To: to, Span: para, Apart: apart})
		}
	}
	return t
}

// A reader reads one text.
type reader struct {
	*Text
	marks []layout.Quotation
	ids   []int32
}

// paragraph adds the words of a paragraph. Marks that open and close quotations
// become one and the same pair of pieces, however they were set.
func (r *reader) paragraph(para layout.Span) {
	first, gap := true, true
	add := func(w layout.Span, state byte, canonical string) {
		word := canonical
		if word == "" {
			word = w.In(r.Source)
		}
		r.word(w, word, state, placeOf(first && len(r.Words) == 0, first, gap))
		first, gap = false, false
	}
	state, next, closing := Outside, 0, para.End
	for i := para.Start; i < para.End; {
		for next < len(r.marks) && r.marks[next].Start < i {
			next++
		}
		if next < len(r.marks) && r.marks[next].Start == i {
			q := r.marks[next]
			opening, width := q.Marks(r.Source)
			mark := Opens
			if state = Inside; q.Open {
				state, mark = InsideOpen, OpensOpen
			}
			if !q.Within {
				add(layout.Span{Start: i, End: i + opening}, mark, "“")
			}
			i, closing = i+opening, q.End-width
			if q.Open {
				closing = para.End
			}
			next++
			continue
		}
		if i == closing && state == Inside {
			q := r.marks[next-1]
			add(layout.Span{Start: i, End: q.End}, Closes, "”")
			i, state = q.End, Outside
			continue
		}
		c, n := utf8.DecodeRuneInString(r.Source[i:])
		switch {
		case layout.IsSpace(c):
			gap = true
			i += n
		case !isLetter(c):
			if !wordpiece.Invisible(c) {
				add(layout.Span{Start: i, End: i + n}, state, plainMark(c))
			}
			i += n
		default:
			limit := para.End
			if state == Inside {
				limit = closing
			} else if next < len(r.marks) {
				limit = r.marks[next].Start
			}
			end := wordEnd(r.Source, i, limit)
			add(layout.Span{Start: i, End: end}, state, "")
			i = end
		}
	}
}

// word adds a word and its pieces.
func (r *reader) word(span layout.Span, word string, state, at byte) {
	r.ids = wordpiece.Append(r.ids[:0], word)
	how := shapeOf(word)
	w := Word{
		Span: span, First: len(r.Pieces), Quote: state,
		Begins: at >= opensPara, Spaced: at != glued, Capitals: how == upper, Small: how == lower,
	}
	if how == mark {
		w.Mark, _ = utf8.DecodeRuneInString(word)
	}
	r.Words = append(r.Words, w)
	for k, id := range r.ids {
		if k > 0 {
			at = continued
		}
		r.Pieces = append(r.Pieces, encoder.Token{Piece: id, Features: [3]uint8{shape: how, quote: state, place: at}})
	}
}

func placeOf(text, para, gap bool) byte {
	switch {
	case text:
		return opensText
	case para:
		return opensPara
	case gap:
		return spaced
	}
	return glued
}

// isLetter reports whether r makes words together with others like it.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return !isIdeograph(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// isIdeograph reports whether r is a word by itself.
func isIdeograph(r rune) bool { return unicode.Is(unicode.Han, r) }

// wordEnd returns where the word at from ends, at most limit. Invisible
// characters within it belong to it.
func wordEnd(text string, from, limit int) int {
	end := from
	for i := from; i < limit; {
		r, n := utf8.DecodeRuneInString(text[i:limit])
		i += n
		if isLetter(r) {
			end = i
		} else if !wordpiece.Invisible(r) || layout.IsSpace(r) {
			break
		}
	}
	return end
}

// plainMark gives marks that mean the same one shape, or "" for the others.
func plainMark(r rune) string {
	switch r {
	case '–', '—', '―', '‒', '−':
		return "—"
	case '‑', '‐':
		return "-"
	case '‘', '’', '‚', '‛', '`', '´', '‹', '›':
		return "'"
	}
	if layout.IsQuoteMark(r) && r != '\'' {
		return `"`
	}
	return ""
}
