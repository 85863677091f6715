package attribution

import "strings"

// actOf tells the act that the words of a cue express, and whether they say that
// it did not happen. The last verb that the lexicon has decides; a cue without
// one is taken for speech.
func actOf(cue string) (act Act, negated bool) {
	act = Say
	for _, w := range strings.FieldsFunc(strings.ToLower(cue), func(r rune) bool { return r != '\'' && r != '’' && !isLetter(r) }) {
		switch w = strings.ReplaceAll(w, "’", "'"); {
		case w == "not" || w == "never" || w == "no" || w == "cannot" || strings.HasSuffix(w, "n't"),
			strings.HasPrefix(w, "declin"), strings.HasPrefix(w, "refus"):
			negated = true
		}
		if a, ok := acts()[w]; ok {
			act = a
		}
	}
	return act, negated
}
