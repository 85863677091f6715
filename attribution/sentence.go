package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// blankRun is how many blanks in a row count as an empty line: where something
// that is no text of the article was wiped out, a stretch of them is left.
const blankRun = 8

// longestSentence is the number of tokens after which a sentence ends even if no
// mark says so, which bounds the work that any rule can do.
const longestSentence = 250

// A paragraphs walks over the paragraphs of a text.
type paragraphs struct {
	text    string
	next    int
	wrapped bool // the text's lines are broken at a width
}

func paragraphsOf(text string) *paragraphs {
	return &paragraphs{text: text, wrapped: isWrapped(text)}
}

// paragraph returns the next paragraph, without white space around it, and
// whether an empty line or the text's end follows it; ok is false at the end.
func (p *paragraphs) paragraph() (para Span, last, ok bool) {
	text := p.text
	start := skipSpace(text, p.next)
	if start == len(text) {
		return Span{}, true, false
	}
	end := start
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isSpace(r) {
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

// skipSpace returns the first place at or after i that holds no white space.
func skipSpace(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isSpace(r) {
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
		if !isSpace(r) {
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

// sentences cuts a paragraph's tokens into sentences and calls each with them.
// The mark that ends a sentence belongs to it.
func sentences(tokens []token, each func(from, to int)) {
	from := 0
	for i := range tokens {
		if endsSentence(tokens, i) || i-from >= longestSentence {
			each(from, i+1)
			from = i + 1
		}
	}
	if from < len(tokens) {
		each(from, len(tokens))
	}
}

// endsSentence reports whether a sentence ends with token i.
func endsSentence(tokens []token, i int) bool {
	if i+1 == len(tokens) {
		return true
	}
	t, next := tokens[i], tokens[i+1]
	switch {
	case t.kind == quoted:
		switch end := t.last; {
		case next.kind == quoted:
			return end != ','
		case next.kind != word || !next.cap && !unicode.IsDigit(rune(next.low[0])):
			return false
		case end == '.' || end == '…':
			return true
		case end == '?' || end == '!':
			return !cueFollows(tokens, i+1)
		}
		return false
	case t.is(".", "?", "!", "…"):
		return startsSentence(next)
	case t.kind == word && strings.HasSuffix(t.low, "."):
		// An abbreviation ends a sentence only where the next word could not
		// follow it: "U.S. He" but not "U.S. Senator".
		return next.kind == quoted && !endsTitle(t.low) || next.kind == word && next.cap && isClosedClass(next) && !endsTitle(t.low)
	}
	return false
}

func startsSentence(t token) bool {
	switch t.kind {
	case quoted:
		return true
	case word:
		first, _ := utf8.DecodeRuneInString(t.low)
		return t.cap || !unicode.IsLower(first)
	}
	return t.is("(", "[", "—", "•", "*")
}

// endsAbbreviation reports whether a full stop after s belongs to it: initials
// ("J", "U.S") and common short forms ("Sen", "Gov").
func endsAbbreviation(s string) bool {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) {
		return unicode.IsUpper(r) && r != 'I'
	}
	if len(s) >= 3 && s[len(s)-2] == '.' {
		return true
	}
	return len(s) <= 6 && classes()[lower(s)]&(titles|abbreviations) != 0
}

// endsTitle reports whether an abbreviation is one that a name follows.
func endsTitle(low string) bool {
	low = strings.TrimSuffix(low, ".")
	return classes()[low]&titles != 0 || len(low) == 1
}

// dateline returns how many tokens at the start of an article's sentence tell
// only where, when and by which agency it was written: "GORSK (ANB) — ".
func dateline(s []token) int {
	const longest = 14
	for i := 1; i+1 < len(s) && i < longest; i++ {
		t := s[i]
		switch {
		case t.is("—") && t.wide && s[0].kind == word && s[0].cap:
			if i <= 3 || hasMark(s[:i]) {
				return i + 1
			}
			return 0
		case t.kind == quoted, t.kind == word && !t.cap && t.low[0] >= 'a' && !t.is("of", "de"):
			return 0
		}
	}
	return 0
}

func hasMark(s []token) bool {
	for _, t := range s {
		if t.is("(", ")", ".", ",", "/") {
			return true
		}
	}
	return false
}
