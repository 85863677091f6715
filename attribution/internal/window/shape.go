package window

import "unicode"

// Shapes of a word.
const (
	noShape = iota
	lower   // word
	title   // Word
	upper   // WORD
	mixed   // iWord, McWord
	digits  // 12, 12th
	mark    // ,
	initial // A
	other   // of a script without case
	shapes
)

// shapeOf tells how a word is written.
func shapeOf(word string) uint8 {
	letters, uppers, first := 0, 0, false
	for i, r := range word {
		switch {
		case unicode.IsDigit(r):
			return digits
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			letters++
			uppers++
			first = first || i == 0
		case unicode.IsLower(r):
			letters++
		}
	}
	switch {
	case letters == 0:
		for _, r := range word {
			if unicode.IsLetter(r) {
				return other
			}
		}
		return mark
	case uppers == 0:
		return lower
	case uppers == 1 && letters == 1:
		return initial
	case uppers == letters:
		return upper
	case uppers == 1 && first:
		return title
	}
	return mixed
}
