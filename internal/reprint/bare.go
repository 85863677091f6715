package reprint

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Bare returns the text without the places of its words and without marks, for
// many to be kept. Passages of it have no bytes, but their words are counted: so
// it tells whether another text is worth comparing with the whole.
func (t Text) Bare() Text { return Text{words: t.words, quoted: t.quoted, own: t.own} }

// IsBare reports whether the text has words and no places of them.
func (t Text) IsBare() bool { return len(t.starts) < len(t.words) }

// Size is about how many bytes of memory the text takes.
func (t Text) Size() int { return 5*len(t.words) + 16*len(t.starts) + 160 }

const (
	bareVersion = 1
	wordBytes   = 4
)

var errBare = errors.New("no bare text")

// MarshalBinary encodes what a bare text has of it, in some four bytes a word. It
// never fails.
func (t Text) MarshalBinary() ([]byte, error) {
	n := len(t.words)
	b := make([]byte, 1, bareSize(n))
	b[0] = bareVersion
	for _, w := range t.words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	b = b[:cap(b)]
	bits := b[1+wordBytes*n:]
	for i, q := range t.quoted {
		if q {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return b, nil
}

func bareSize(words int) int { return 1 + wordBytes*words + (words+7)/8 }

// ParseBare reads what [Text.MarshalBinary] wrote, and refuses anything else: an
// encoding has one form.
func ParseBare(b []byte) (Text, error) {
	if len(b) == 0 || b[0] != bareVersion {
		return Text{}, fmt.Errorf("%w: %d bytes of another version than %d", errBare, len(b), bareVersion)
	}
	n := (len(b) - 1) * 8 / (8*wordBytes + 1)
	if len(b) != bareSize(n) {
		return Text{}, fmt.Errorf("%w: %d bytes", errBare, len(b))
	}
	words, bits := b[1:1+wordBytes*n], b[1+wordBytes*n:]
	if n%8 > 0 && bits[len(bits)-1]>>(n%8) > 0 {
		return Text{}, fmt.Errorf("%w: more quoted words than words", errBare)
	}
	t := Text{words: make([]uint32, n), quoted: make([]bool, n)}
	for i := range n {
		t.words[i] = binary.BigEndian.Uint32(words[wordBytes*i:])
		t.quoted[i] = bits[i/8]>>(i%8)&1 > 0
	}
	t.own = count(t.quoted, false)
	return t, nil
}
