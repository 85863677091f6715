package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// blankRun is how many blanks in a row count as an empty line: where something
// that is no text of the article was wiped out, a stretch of them is left.
const blankRun = 8

// A Walk goes over the paragraphs of a text.
type Walk struct {
	text    string
	next    int
	wrapped bool // the text's lines are broken at a width
}

// Paragraphs starts a walk over the paragraphs of a text.
func Paragraphs(text string) *Walk {
	return &Walk{text: text, wrapped: isWrapped(text)}
}

// Next returns the next paragraph, without white space around it, and
// whether an empty line or the text's end follows it; ok is false at the end.
func (p *Walk) Next() (para Span, last, ok bool) {
	text := p.text
	start := SkipSpace(text, p.next)
	if start == len(text) {
		return Span{}, true, false
	}
	end := start
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !IsSpace(r) {
			i += n
			end = i
			continue
		}
		after, lines, blanks := gap(text, i)
		if after == len(text) || lines > 1 || blanks >= blankRun {
			p.next = after
			return Span{start, end}, true, true
		}
		if lines == 1 && !p.wrapped && !continues(text[start:end], text[after:]) {
			p.next = after
			return Span{start, end}, false, true
		}
		i = after
	}
	p.next = len(text)
	return Span{start, end}, true, true
}

// continues reports whether a line goes on in the next, as one that was broken
// by accident does: it ends in no mark and the next starts with a small letter.
func continues(line, next string) bool {
	before, _ := utf8.DecodeLastRuneInString(line)
	after, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLower(after) && (isWordRune(before) || before == ',')
}

// SkipSpace returns the first place at or after i that holds no white space.
func SkipSpace(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// gap measures the white space at i: where it ends, how many line ends and how
// many blanks it holds.
func gap(text string, i int) (end, lines, blanks int) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !IsSpace(r) {
			break
		}
		switch r {
		case '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				lines++
			}
		case '\n', '\v', '\f', '\u0085', '\u2028':
			lines++
		case '\u2029':
			lines += 2
		default:
			blanks++
		}
		i += n
	}
	return i, lines, blanks
}

// isWrapped reports whether the text's lines are broken at a width, as in old
// mail: most lines that another follows directly are nearly equally long.
func isWrapped(text string) bool {
	const least, short, long = 6, 50, 90
	followed, full := 0, 0
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		line := strings.TrimSpace(text[i : i+n])
		i += n + 1
		if line != "" && i < len(text) && text[i] != '\n' && text[i] != '\r' {
			followed++
			if length := len(line); length >= short && length <= long {
				full++
			}
		}
	}
	return followed >= least && full*5 >= followed*4
}

// IsSpace reports whether r is white space, no-break and zero-width ones included.
func IsSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func isWordRune(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}
