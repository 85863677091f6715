package list

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// tokens reads XML piece by piece, and takes what is common in feeds and wrong.
// How elements lie in each other is left to who asks: the decoder's own Token
// would have one wrong end tag end the document.
type tokens struct {
	*xml.Decoder
	text *bounded
}

func newTokens(text string) *tokens {
	t := &tokens{text: &bounded{Reader: strings.NewReader(text)}}
	t.Decoder = xml.NewDecoder(t.text)
	t.Strict = false
	t.Entity = xml.HTMLEntity
	t.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	return t
}

// next returns the next piece. It fails if that is too long: a tag of millions
// of attributes takes forty times its length in memory.
func (t *tokens) next() (xml.Token, error) {
	t.text.left = maxToken
	return t.RawToken()
}

// A bounded reader fails once it has read what is left.
type bounded struct {
	*strings.Reader
	left int
}

func (b *bounded) ReadByte() (byte, error) {
	if b.left--; b.left < 0 {
		return 0, fmt.Errorf("a tag or a text of more than %d MiB", maxToken>>20)
	}
	return b.Reader.ReadByte()
}
