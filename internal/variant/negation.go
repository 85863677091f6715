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
	for _, s := range a.Segments {
		if s.Marked || s.Op != Dropped && s.Op != Added && s.Op != Changed {
			continue
		}
		own, base := strings.Fields(s.Own), strings.Fields(s.Base)
		if len(own) <= shortDifference && len(base) <= shortDifference {
			more += negations(own) - negations(base)
		}
	}
	return more != 0
}

func negations(words []string) (n int) {
	for _, word := range words {
		word = strings.ToLower(strings.ReplaceAll(strings.TrimFunc(word, unicode.IsPunct), "’", "'"))
		if slices.Contains(negating[:], word) || strings.HasSuffix(word, "n't") {
			n++
		}
	}
	return n
}

var negating = [...]string{"not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without"}

// Contradicts reports whether a witness's wording may say the opposite of the
// fullest, or says it in other words altogether.
func (a Aligned) Contradicts() bool { return a.Relation == Reworded || a.Negation() }
