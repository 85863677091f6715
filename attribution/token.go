package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A tokenKind is the sort of thing a token is to the rules.
type tokenKind uint8

const (
	word   tokenKind = iota // letters, digits and what joins them: "U.S.", "e-mail", "Trump's", "$3,000"
	mark                    // one punctuation mark
	quoted                  // a whole quotation, marks included
)

// A token is a word, a mark or a whole quotation of a paragraph.
type token struct {
	Span
	kind  tokenKind
	low   string // the word in lower case with straight apostrophes, or the mark; "" for a quotation
	cap   bool   // a word that starts with a capital letter
	wide  bool   // white space stands before it
	open  bool   // a quotation that no mark closes
	class class
	last  rune // the last mark or letter inside a quotation
}

// is reports whether the token is one of the given words or marks.
func (t token) is(lows ...string) bool {
	if t.kind == quoted {
		return false
	}
	for _, low := range lows {
		if t.low == low {
			return true
		}
	}
	return false
}

// tokenize splits a paragraph into tokens. Each of its quotations becomes one
// token, so that no rule ever looks for a cue inside one.
func tokenize(text string, para Span, quotes []quotation, tokens []token) []token {
	tokens = tokens[:0]
	wide, next := true, 0
	for i := para.Start; i < para.End; {
		if next < len(quotes) && quotes[next].Start == i {
			q := quotes[next]
			tokens = append(tokens, token{Span: q.Span, kind: quoted, wide: wide, open: q.open, last: lastInside(q.In(text))})
			i, wide, next = q.End, false, next+1
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case isSpace(r):
			wide = true
			i += n
			continue
		case startsWord(r):
			limit := para.End
			if next < len(quotes) {
				limit = quotes[next].Start
			}
			end := wordEnd(text, i, limit)
			low := lower(text[i:end])
			tokens = append(tokens, token{
				Span: Span{i, end}, kind: word, low: low, class: classOf(low), cap: unicode.IsUpper(r), wide: wide,
			})
			i = end
		default:
			tokens = append(tokens, token{Span: Span{i, i + n}, kind: mark, low: plainMark(text[i : i+n]), wide: wide})
			i += n
		}
		wide = false
	}
	return tokens
}

// isSpace reports whether r is white space, no-break and zero-width ones included.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func isWordRune(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}

func startsWord(r rune) bool {
	return isWordRune(r) || r == '$' || r == '€' || r == '£' || r == '#' || r == '@'
}

// wordEnd returns where the word that starts at from ends, at most limit.
func wordEnd(text string, from, limit int) int {
	_, n := utf8.DecodeRuneInString(text[from:])
	end := from + n
	for end < limit {
		r, n := utf8.DecodeRuneInString(text[end:])
		switch {
		case isWordRune(r) || r == '%' || r == '_':
			end += n
			continue
		case r == '.':
			if joinsDot(text, from, end, limit) || endsAbbreviation(text[from:end]) {
				end += n
				continue
			}
		case r == '\'' || r == '’' || r == '-' || r == '‑' || r == '&' || r == ',' || r == ':' || r == '/':
			if end+n < limit && joins(text, r, end, n) {
				end += n
				continue
			}
		}
		break
	}
	return end
}

// joins reports whether the mark r at i, n bytes long, holds two parts of a word
// together: letters around an apostrophe, a hyphen or an ampersand, digits
// around a comma, a colon or a slash.
func joins(text string, r rune, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	if r == ',' || r == ':' || r == '/' {
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return isWordRune(before) && isWordRune(after)
}

// joinsDot reports whether the full stop at i belongs to the word that started
// at from: "2.5", "news.example", "U.S" but not "affair.Then".
func joinsDot(text string, from, i, limit int) bool {
	if i+1 >= limit {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[from:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	switch {
	case unicode.IsDigit(before) && unicode.IsDigit(after):
		return true
	case unicode.IsLower(after):
		return isWordRune(before)
	case unicode.IsUpper(after):
		return unicode.IsUpper(before)
	}
	return false
}

// lower returns a word in lower case with straight apostrophes.
func lower(s string) string {
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return strings.ToLower(s)
}

// plainMark gives the marks that mean the same one name: any dash is "—", three
// dots or an ellipsis "…".
func plainMark(s string) string {
	switch s {
	case "–", "―", "-", "‒", "−":
		return "—"
	}
	return s
}
