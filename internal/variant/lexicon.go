package variant

import (
	"strings"
	"sync"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// A lexicon numbers the words of an utterance's witnesses, and tells what is to
// know of each.
type lexicon struct {
	words    map[string]int32
	keys     map[string]int32 // numbers of stems and of first letters
	stem     []int32
	start    []int32 // the first letters; -1 for short words
	number   []bool  // written in digits
	function []bool  // a word that every text has: who finds one in two texts has found little
}

func newLexicon() *lexicon {
	return &lexicon{words: make(map[string]int32), keys: make(map[string]int32)}
}

// numbers returns the numbers of words.
func (l *lexicon) numbers(words []word) []int32 {
	all := make([]int32, len(words))
	for i, w := range words {
		all[i] = l.enter(w.form)
	}
	return all
}

func (l *lexicon) enter(form string) int32 {
	n, seen := l.words[form]
	if seen {
		return n
	}
	n = int32(len(l.words))
	l.words[form] = n
	l.number = append(l.number, strings.IndexFunc(form, unicode.IsDigit) >= 0)
	l.function = append(l.function, functionWords()[form])
	l.stem = append(l.stem, l.key(stemOf(form)))
	const letters = 5
	start := int32(-1)
	if runes := []rune(form); len(runes) > letters {
		start = l.key("^" + string(runes[:letters]))
	}
	l.start = append(l.start, start)
	return n
}

func (l *lexicon) key(s string) int32 {
	n, seen := l.keys[s]
	if !seen {
		n = int32(len(l.keys))
		l.keys[s] = n
	}
	return n
}

// similar reports whether two words are likely forms of one, or spellings.
func (l *lexicon) similar(a, b int32) bool {
	return l.stem[a] == l.stem[b] || l.start[a] >= 0 && l.start[a] == l.start[b]
}

func stemOf(form string) string {
	const longest = 40
	form = strings.TrimSuffix(form, "'s")
	if len(form) > longest {
		return form
	}
	return english.Stem(form, true)
}

var functionWords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`a about after all also am an and any are as at be because been but by can could did do
		does for from had has have he her him his how i if in into is it its me my no not of on or our out over she should
		so than that the their them then there these they this those to up us was we were what when which who will with
		would you your`) {
		m[w] = true
	}
	return m
})
