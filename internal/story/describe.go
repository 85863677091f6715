package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"

	"hearsay/internal/frequency"
)

// Article is what a profile is made of.
type Article struct {
	ID    string
	Day   string // 2006-01-02, or "" where not known
	Title string
	Text  string // the prose, with or without its headline
}

const (
	mostWords = 1200    // of a text: what it is about stands above that
	mostBytes = 1 << 16 // in which they must stand
	leadWords = 160
	longest   = 30 // letters of a word; a longer one is no word
)

// How often a word counts by where it stands, and how much more a name weighs.
// Other weights near these change next to nothing on pairs judged by eye.
// Whole, since words come together in any order.
const (
	inTitle = 3
	inLead  = 3
	isName  = 2
)

// count is how a word occurs in an article.
type count struct {
	times int
	upper int // with a capital, inside a sentence
	lower int
}

// Describe returns the profile of an article: of the stems of its words, the 64
// that weigh most. A weight is (1 + ln times) * ln(N/df), with N and df from a
// fixed table, so that it depends on the article alone. It reads no further than
// 1,200 words or 64 kB.
func Describe(a Article) Profile {
	words := make(map[string]*count, 512)
	each(a.Title, mostWords, func(_ int, w string, _, _ bool) {
		add(words, w).times += inTitle
	})
	each(a.Text, mostWords, func(i int, w string, capital, first bool) {
		c := add(words, w)
		c.times++
		if i < leadWords {
			c.times += inLead - 1
		}
		switch {
		case !capital:
			c.lower++
		case !first:
			c.upper++
		}
	})
	stems := make(map[string]*count, len(words))
	for w, c := range words {
		s := english.Stem(w, false)
		if was := stems[s]; was != nil {
			was.times += c.times
			was.upper += c.upper
			was.lower += c.lower
		} else {
			stems[s] = c
		}
	}
	type weighed struct {
		stem   string
		weight float64
	}
	all := make([]weighed, 0, len(stems))
	for s, c := range stems {
		w := (1 + math.Log(float64(c.times))) * frequency.Rarity(s)
		if c.upper > c.lower {
			w *= isName
		}
		if w > 0 {
			all = append(all, weighed{s, w})
		}
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem))
	})
	all = all[:min(len(all), mostTerms)]
	terms := make([]term, 0, len(all))
	for _, w := range all {
		terms = append(terms, term{hash(w.stem), uint16(max(1, math.Round(w.weight/all[0].weight*fullScale)))})
	}
	// Two stems of one hash: the heavier stays.
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
	terms = slices.CompactFunc(terms, func(a, b term) bool { return a.hash == b.hash })
	return profile(a.Day, terms)
}

func add(words map[string]*count, w string) *count {
	c := words[w]
	if c == nil {
		c = new(count)
		words[w] = c
	}
	return c
}

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// each calls f for a text's words in order, small, without 's and the like: the
// word's place, whether it had a capital, and whether a sentence starts with it.
func each(text string, most int, f func(place int, word string, capital, first bool)) {
	if len(text) > mostBytes {
		text = text[:mostBytes]
	}
	first, place := true, 0
	for at := 0; at < len(text) && place < most; {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			first = first || strings.ContainsRune(".!?:\n“\"", r)
			at += size
			continue
		}
		end, letters := wordEnd(text, at)
		word := text[at:end]
		at = end
		// What an apostrophe parts from a word is an ending; not after one letter: O'Malley.
		if r, size := utf8.DecodeRuneInString(text[at:]); letters > 1 && (r == '\'' || r == '’') {
			if next, _ := utf8.DecodeRuneInString(text[at+size:]); unicode.IsLetter(next) {
				at, _ = wordEnd(text, at+size)
			}
		}
		if letters >= 2 && letters <= longest {
			f(place, strings.ToLower(word), unicode.IsUpper(r), first)
		}
		place++
		first = false
	}
}

// wordEnd returns where the word that starts at a place ends, and its letters.
func wordEnd(text string, at int) (end, letters int) {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			break
		}
		at += size
		letters++
	}
	return at, letters
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
