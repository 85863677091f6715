package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence bounds how far from a cue its sentence is looked for.
const longestSentence = 1200

// sentenceAround returns the sentence that holds the bytes [start, end).
func sentenceAround(text string, start, end int) (from, to int) {
	from = max(0, start-longestSentence)
	for at := start - 1; at >= from; at-- {
		if endsSentence(text, at) {
			from = at + 1
			break
		}
	}
	to = min(len(text), end+longestSentence)
	for at := end; at < to; at++ {
		if endsSentence(text, at) {
			to = at
			break
		}
	}
	return from, to
}

// endsSentence reports whether a sentence ends at a byte: a full stop and its
// like before a capital, or the end of a paragraph.
func endsSentence(text string, at int) bool {
	switch text[at] {
	case '\n':
		return isBreak(text, at)
	case '.', '!', '?':
	default:
		return false
	}
	rest := text[at+1:]
	rest = strings.TrimLeft(rest[:min(len(rest), 12)], `"'”’»)]`)
	if rest == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(next) {
		return false
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	next, _ = utf8.DecodeRuneInString(rest)
	if unicode.IsLower(next) {
		return false
	}
	return text[at] != '.' || !isShort(text[max(0, at-12):at])
}

// isShort reports whether the word before a full stop is a short form: "Mr",
// "U.S", "Sept".
func isShort(before string) bool {
	start := len(before)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(before[:start])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		start -= size
	}
	word := before[start:]
	r, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && (size == len(word) || strings.Contains(word, ".") || shortForms[word])
}

var shortForms = set("Mr Mrs Ms Dr Gov Sen Rep Reps Sens Gen Col Lt Sgt Capt Rev St Mt Jr Sr Prof " +
	"Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mich Fla Calif Mass Conn Pa Va Ky Ill Tenn Wis Minn")

// isBreak reports whether the line end at a byte ends a paragraph, and does not
// only wrap a line: an empty line follows, or something that no sentence goes on
// with.
func isBreak(text string, at int) bool {
	rest := strings.TrimLeft(text[at+1:min(len(text), at+41)], " \t\r")
	next, size := utf8.DecodeRuneInString(rest)
	if size == 0 || next == '\n' || !unicode.IsLower(next) && !unicode.IsDigit(next) {
		return true
	}
	before := strings.TrimRight(text[max(0, at-8):at], " \t\r\"”’'")
	return before == "" || strings.HasSuffix(before, "\n") || strings.ContainsAny(before[len(before)-1:], ".!?:")
}

// paragraphsBetween counts the paragraphs that end in a stretch, up to 2.
func paragraphsBetween(text string, from, to int) int {
	n := 0
	for at := from; at < to && n < 2; at++ {
		if text[at] != '\n' || !isBreak(text, at) {
			continue
		}
		n++
		for at+1 < to && (text[at+1] == '\n' || text[at+1] == ' ' || text[at+1] == '\r' || text[at+1] == '\t') {
			at++
		}
	}
	return n
}
