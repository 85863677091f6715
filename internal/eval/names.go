package eval

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/cases"
)

// SameName reports whether a name that was found is one of those that a marked
// speaker goes by. Two names are the same if they have the same words, letter
// case aside, once articles and titles before the name, initials within it, a
// generation after it ("Jr.") and a possessive 's are dropped; what follows a
// comma does not count.
//
// A surname alone is therefore the same only as a surname that stands among
// accepted, and it is not if it is one of the others as well: it does not tell
// whose it is. A fuller name is the same as an accepted surname that it ends with.
func SameName(name string, accepted, others []string) bool {
	found := nameWords(name)
	if len(found) == 0 {
		return false
	}
	is := func(other string) bool { return slices.Equal(found, nameWords(other)) }
	ends := func(surname string) bool { return slices.Equal(found[len(found)-1:], nameWords(surname)) }
	if len(found) == 1 {
		return slices.ContainsFunc(accepted, is) && !slices.ContainsFunc(others, is)
	}
	return slices.ContainsFunc(accepted, is) || slices.ContainsFunc(accepted, ends) && !slices.ContainsFunc(others, ends)
}

// nameWords returns the words of a name by which it is compared.
func nameWords(name string) []string {
	name = strings.ReplaceAll(name, "’", "'")
	name, _, _ = strings.Cut(name, ", ")
	words := strings.FieldsFunc(fold(name), func(r rune) bool { return !wordRune(r) && r != '\'' && r != '.' && r != '-' && r != '&' })
	for i, w := range words {
		w = strings.TrimSuffix(strings.Trim(w, ".'-"), "'s")
		words[i] = strings.ReplaceAll(w, ".", "") // "U.S." is "US"
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	for len(words) > 1 && beforeNames()[words[0]] {
		words = words[1:]
	}
	if n := len(words); n > 2 && generations()[words[n-1]] {
		words = words[:n-1]
	}
	return slices.DeleteFunc(words, func(w string) bool {
		return utf8.RuneCountInString(w) == 1 && w != words[0] && w != words[len(words)-1]
	})
}

// beforeNames are the words that may stand before a name and are no part of it.
var beforeNames = sync.OnceValue(func() map[string]bool {
	return wordSet(`a an the mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend hon judge justice
		president premier chancellor minister secretary senator sen representative rep congressman congresswoman
		governor gov mayor ambassador envoy general gen colonel col captain capt major lieutenant lt sergeant sgt
		admiral adm detective officer chief king queen prince princess pope bishop cardinal archbishop`)
})

var generations = sync.OnceValue(func() map[string]bool { return wordSet("jr sr ii iii iv") })

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// sameNameLoosely is how ../shared/eval/score_statements.py compares names, and
// so must the scorer of expected statements: the same words, or the last word
// of an accepted name of several.
func sameNameLoosely(name string, accepted []string) bool {
	if name == "" {
		return false
	}
	plain := func(n string) string {
		return strings.Join(wordsIn().FindAllString(strings.ReplaceAll(fold(n), "the ", ""), -1), " ")
	}
	found := plain(name)
	return slices.ContainsFunc(accepted, func(n string) bool {
		n = plain(n)
		last := strings.LastIndexByte(n, ' ')
		return found == n || last >= 0 && found == n[last+1:]
	})
}

// wordsIn matches a word: letters, numbers and underscores.
var wordsIn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\pL\pN_]+`) })

func wordRune(r rune) bool { return wordsIn().MatchString(string(r)) }

// fold makes letters that differ in case alone the same.
func fold(s string) string { return cases.Fold().String(s) }
