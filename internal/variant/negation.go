package variant

import (
	"slices"
	"strings"
	"unicode"
)

// shortDifference is how many words a difference has at most in which a negation
// counts: in a longer one a clause is left out or told otherwise, and its negation
// with it.
const shortDifference = 3

// Negation reports whether one wording negates where the other does not: whether
// the short differences that the witness does not mark have more negating words in
// the one than in the other. It knows English words, and sees what stands in the
// words alone.
func (a Aligned) Negation() bool {
	more := 0
	for own, base := range a.shortDifferences {
		more += negations(own) - negations(base)
	}
	return more != 0
}

// Turn reports whether a short difference that the witness does not mark changes
// how sure something is, or how much: another modal verb, or another number. A verb
// and its past, as indirect speech has it, are one.
func (a Aligned) Turn() bool {
	for own, base := range a.shortDifferences {
		if other(own, base, modal) || other(own, base, figure) {
			return true
		}
	}
	return false
}

// shortDifferences goes through the words of the short differences that the witness
// does not mark, its own and the fullest's.
func (a Aligned) shortDifferences(visit func(own, base []string) bool) {
	for _, s := range a.Segments {
		if s.Marked || s.Op != Dropped && s.Op != Added && s.Op != Changed {
			continue
		}
		own, base := plainWords(s.Own), plainWords(s.Base)
		if len(own) <= shortDifference && len(base) <= shortDifference && !visit(own, base) {
			return
		}
	}
}

// plainWords are the words of a text without case and the marks around them.
func plainWords(text string) []string {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(text, "’", "'")))
	for i, word := range words {
		words[i] = strings.TrimFunc(word, unicode.IsPunct)
	}
	return words
}

func negations(words []string) (n int) {
	for _, word := range words {
		if slices.Contains(negating[:], word) || strings.HasSuffix(word, "n't") {
			n++
		}
	}
	return n
}

var negating = [...]string{"not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without"}

// other reports whether both have something of a kind, and not the same.
func other(own, base []string, kind func(word string) string) bool {
	first := func(words []string) string {
		for _, word := range words {
			if is := kind(word); is != "" {
				return is
			}
		}
		return ""
	}
	a, b := first(own), first(base)
	return a != "" && b != "" && a != b
}

// modal returns the modal verb of which a word is a form, or "".
func modal(word string) string {
	word = strings.TrimSuffix(word, "n't")
	for _, forms := range modals {
		if slices.Contains(forms, word) {
			return forms[0]
		}
	}
	return ""
}

// modals have the form first by which they are called, and last that before "n't".
var modals = [...][]string{{"may", "might"}, {"can", "could", "ca"}, {"will", "would", "wo"}, {"shall", "should", "sha"}, {"must"}}

// figure returns the word if it is a number in figures.
func figure(word string) string {
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return strings.ReplaceAll(word, ",", "")
	}
	return ""
}

// Contradicts reports whether a witness's wording may say the opposite of the
// fullest, something surer or less sure, or another number, or says it in other
// words altogether.
func (a Aligned) Contradicts() bool { return a.Relation == Reworded || a.Negation() || a.Turn() }
