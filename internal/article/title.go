package article

import (
	"strings"
	"unicode"
)

// sameTitle reports whether two titles have the same letters and digits.
func sameTitle(a, b string) bool {
	if a == "" || b == "" || len(a) > 4*len(b)+16 || len(b) > 4*len(a)+16 {
		return false
	}
	return titleKey(a) == titleKey(b)
}

// sameStart reports whether long begins with short, letter by letter.
func sameStart(long, short string) bool {
	key := titleKey(short)
	return key != "" && strings.HasPrefix(titleKey(long), key)
}

// titleKey keeps a title's letters and digits, in lower case.
func titleKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
