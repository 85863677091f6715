package chain

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
)

// A token is a word or a mark of the text. Where something was said, one token
// stands for all of it: see [gap].
type token struct {
	start, end int
	low        string // in lower case, curly apostrophes straight
	word       bool
	capital    bool // begins with a capital letter
	paragraph  int
}

// gap is the token that stands for content.
const gap = "\x00"

func (t token) gap() bool { return t.low == gap }

// A text is an article's text as tokens.
type text struct {
	of         string
	tokens     []token
	paragraphs []int // the byte where each begins
}

// newText splits a text. A line that ends a paragraph is followed by an empty
// one, or by one that does not begin in lower case.
func newText(of string) *text {
	t := &text{of: of}
	paragraph, broken := 0, false
	add := func(tok token) {
		if broken && len(t.tokens) > 0 {
			paragraph++
		}
		if broken || len(t.tokens) == 0 {
			t.paragraphs = append(t.paragraphs, tok.start)
		}
		broken = false
		tok.paragraph = paragraph
		t.tokens = append(t.tokens, tok)
	}
	for i := 0; i < len(of); {
		r, n := utf8.DecodeRuneInString(of[i:])
		switch {
		case r == '\n':
			rest := strings.TrimLeft(of[i:min(len(of), i+16)], "\r\n \t\u00a0")
			if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsLower(next) || strings.HasPrefix(of[i:], "\n\n") {
				broken = true
			}
			i += n
		case unicode.IsSpace(r) || r == '\u200b':
			i += n
		case isWord(r):
			end := wordEnd(of, i)
			add(token{start: i, end: end, low: lower(of[i:end]), word: true, capital: unicode.IsUpper(r)})
			i = end
		default:
			add(token{start: i, end: i + n, low: of[i : i+n]})
			i += n
		}
	}
	return t
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '@'
}

// wordEnd returns where the word that starts at i ends. Apostrophes, hyphens,
// ampersands and full stops belong to it where a letter follows; a full stop
// also after single letters: "U.S.".
func wordEnd(of string, i int) int {
	start := i
	for i < len(of) && i-start < maxWord {
		r, n := utf8.DecodeRuneInString(of[i:])
		if isWord(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(of[i+n:])
		switch r {
		case '\'', '’', '-', '&', '.':
			if i > start && isWord(next) && (r != '.' || of[i-1] != '.') {
				i += n
				continue
			}
			if r == '.' && (i-start == 1 && unicode.IsUpper(rune(of[start])) || strings.Contains(of[start:i], ".") && i-start <= 7) {
				return i + n // "J." and "U.S."
			}
		}
		return i
	}
	return i
}

// maxWord is how many bytes a word has at most, or little more: what is longer is cut.
const maxWord = 64

func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), "’", "'") }

// at returns the first token that ends after a byte.
func (t *text) at(offset int) int {
	return sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].end > offset })
}

// ends reports whether a token ends a sentence, by itself and what follows.
func (t *text) ends(i int) bool {
	switch t.tokens[i].low {
	case "!", "?":
		return true
	case ".":
		if i > 0 && t.tokens[i-1].end == t.tokens[i].start && abbreviations()[t.tokens[i-1].low] {
			return false
		}
		return i+1 >= len(t.tokens) || !t.tokens[i+1].word || t.tokens[i+1].capital || unicode.IsDigit(rune(t.tokens[i+1].low[0]))
	case "•", "●":
		return true
	}
	return false
}

// merged sorts spans and joins those that touch.
func merged(spans []attribution.Span) []attribution.Span {
	sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	var kept []attribution.Span
	for _, s := range spans {
		if s.Empty() {
			continue
		}
		if n := len(kept); n > 0 && s.Start <= kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, s.End)
			continue
		}
		kept = append(kept, s)
	}
	return kept
}
