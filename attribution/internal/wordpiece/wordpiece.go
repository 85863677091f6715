// Package wordpiece cuts words into the pieces of BERT's uncased English
// vocabulary.
package wordpiece

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The pieces that stand for no word.
const (
	Padding   = 0
	Unknown   = 100
	Beginning = 101 // [CLS], before a window
	Parting   = 102 // [SEP], after a paragraph
)

// Size is the number of pieces.
const Size = 30522

// longest is the number of letters beyond which a word is unknown.
const longest = 100

//go:embed vocabulary.txt
var list string

// A vocabulary finds the number of a piece: one that begins a word, or one that
// goes on within it.
type vocabulary struct {
	begin, within map[string]int32
}

var pieces = sync.OnceValue(func() vocabulary {
	v := vocabulary{make(map[string]int32, Size), make(map[string]int32, Size/4)}
	n := int32(0)
	for line := range strings.Lines(list) {
		piece := strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
			v.within[rest] = n
		} else {
			v.begin[piece] = n
		}
		n++
	}
	return v
})

// Append adds the pieces of a word to ids: those of the longest match first
// (Wu et al., Google's Neural Machine Translation System, 2016), after taking
// off case, accents and invisible characters. It adds at least one.
func Append(ids []int32, word string) []int32 {
	plain := normalize(word)
	if utf8.RuneCountInString(plain) > longest {
		return append(ids, Unknown)
	}
	v, from := pieces(), len(ids)
	for known := v.begin; plain != ""; known = v.within {
		end := len(plain)
		id, ok := known[plain]
		for !ok && end > 0 {
			_, n := utf8.DecodeLastRuneInString(plain[:end])
			end -= n
			id, ok = known[plain[:end]]
		}
		if end == 0 || !ok {
			return append(ids[:from], Unknown)
		}
		ids = append(ids, id)
		plain = plain[end:]
	}
	if len(ids) == from {
		return append(ids, Unknown)
	}
	return ids
}

// normalize takes off what the vocabulary does not tell apart.
func normalize(word string) string {
	ascii := true
	for i := range len(word) {
		ascii = ascii && word[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(word)
	}
	return strings.Map(func(r rune) rune {
		if Invisible(r) || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(word))
}

// Invisible reports whether r is a control or format character, such as a soft
// hyphen, or stands for a byte that could not be read.
func Invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf) || r == utf8.RuneError
}
