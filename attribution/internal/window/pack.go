package window

import (
	"iter"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/wordpiece"
)

// A Window is what the encoder reads at once: whole paragraphs, but where one is
// too long for a window.
type Window struct {
	Tokens   []encoder.Token
	From, To int   // its words
	First    []int // for each of them, the token of its first piece
}

// Windows packs the text's paragraphs, in order, into windows of at most size
// tokens, which must hold any one word. A window is valid until the next is asked
// for.
func (t *Text) Windows(size int) iter.Seq[*Window] {
	return func(yield func(*Window) bool) {
		p := packer{text: t, size: size}
		for _, para := range t.Paragraphs {
			pieces := t.first(para.To) - t.first(para.From)
			if len(p.Tokens)+pieces+1 > size && !p.close(para.From, yield) {
				return
			}
			if pieces+2 <= size {
				p.add(para.From, para.To)
				continue
			}
			from := para.From
			room := size - 2
			for w := para.From; w < para.To; w++ {
				n := t.first(w+1) - t.first(w)
				if n > room {
					p.add(from, w)
					if !p.close(w, yield) {
						return
					}
					from, room = w, size-2
				}
				room -= n
			}
			p.add(from, para.To)
		}
		p.close(len(t.Words), yield)
	}
}

// first returns the first piece of a word, or the number of pieces.
func (t *Text) first(word int) int {
	if word == len(t.Words) {
		return len(t.Pieces)
	}
	return t.Words[word].First
}

// A packer fills one window after the other.
type packer struct {
	Window
	text *Text
	size int
}

// add puts the words [from, to) of one paragraph into the window.
func (p *packer) add(from, to int) {
	if from == to {
		return
	}
	if len(p.Tokens) == 0 {
		p.Tokens = append(p.Tokens, encoder.Token{Piece: wordpiece.Beginning})
	}
	lo, hi := p.text.first(from), p.text.first(to)
	for w := from; w < to; w++ {
		p.First = append(p.First, len(p.Tokens)+p.text.first(w)-lo)
	}
	p.Tokens = append(p.Tokens, p.text.Pieces[lo:hi]...)
	p.Tokens = append(p.Tokens, encoder.Token{Piece: wordpiece.Parting})
	p.To = to
}

// close hands on the window, if it holds anything, and starts one at a word.
func (p *packer) close(next int, yield func(*Window) bool) bool {
	if len(p.Tokens) > 0 && !yield(&p.Window) {
		return false
	}
	p.Tokens, p.First = p.Tokens[:0], p.First[:0]
	p.From, p.To = next, next
	return true
}
