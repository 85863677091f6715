package record

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Hits returns where in a text the words, "phrases" and beginnings stand that the
// query looks for in what was said: bytes from (inclusive) to (exclusive), in the
// order of the text and apart from each other. Words are compared as the search
// does, without case and accents.
func (q Query) Hits(text string) [][2]int {
	looked := lookedFor(q.Text)
	if len(looked) == 0 {
		return nil
	}
	words := indexedWords(text)
	var hits [][2]int
	for i, first := range words {
		for _, p := range looked {
			if p.standsAt(words[i:]) {
				hits = append(hits, [2]int{first.start, words[i+len(p.words)-1].end})
			}
		}
	}
	slices.SortFunc(hits, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	apart := hits[:0]
	for _, h := range hits {
		if last := len(apart) - 1; last >= 0 && h[0] < apart[last][1] {
			apart[last][1] = max(apart[last][1], h[1])
			continue
		}
		apart = append(apart, h)
	}
	return apart
}

// A phrase is words in a row, folded; of the last perhaps the beginning alone.
type phrase struct {
	words  []string
	prefix bool
}

// lookedFor are the phrases that must stand, as [match] reads what was typed.
func lookedFor(typed string) []phrase {
	var all []phrase
	for _, t := range splitTerms(typed) {
		if strings.HasPrefix(t, "-") {
			continue
		}
		p := phrase{prefix: strings.HasSuffix(t, "*")}
		for _, w := range indexedWords(t) {
			p.words = append(p.words, w.folded)
		}
		if len(p.words) > 0 {
			all = append(all, p)
		}
	}
	return all
}

func (p phrase) standsAt(words []indexedWord) bool {
	if len(words) < len(p.words) {
		return false
	}
	last := len(p.words) - 1
	for i, w := range p.words {
		if words[i].folded != w && (i < last || !p.prefix || !strings.HasPrefix(words[i].folded, w)) {
			return false
		}
	}
	return true
}

func (p phrase) standsIn(words []indexedWord) bool {
	for i := range words {
		if p.standsAt(words[i:]) {
			return true
		}
	}
	return false
}

// An indexedWord is a word as the full-text index has it.
type indexedWord struct {
	start, end int
	folded     string
}

// indexedWords cuts a text into words as the tokenizer of the index does
// (unicode61, remove_diacritics 2).
func indexedWords(text string) []indexedWord {
	var all []indexedWord
	var folded strings.Builder
	start := -1
	end := func(at int) {
		if start >= 0 {
			all = append(all, indexedWord{start, at, folded.String()})
			folded.Reset()
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Co, r):
			if start < 0 {
				start = i
			}
			folded.WriteRune(foldRune(r))
		case start >= 0 && unicode.Is(unicode.Mn, r) && r < 0x370: // an accent that stands by itself
		default:
			end(i)
		}
	}
	end(len(text))
	return all
}

// foldRune takes case away, and from Latin letters accents too.
func foldRune(r rune) rune {
	r = unicode.ToLower(r)
	if r < 0x80 || !unicode.Is(unicode.Latin, r) {
		return r
	}
	for _, base := range norm.NFD.String(string(r)) {
		return base
	}
	return r
}
