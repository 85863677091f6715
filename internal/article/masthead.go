package article

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// isMasthead reports whether a line is an outlet's name, as stands at the top
// of a page that was saved as text: "The Tidewater Post". A headline in capitals
// may have the same words ("Minister Leaves Post"), so the name must begin like
// one or be all in capitals.
func isMasthead(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	named := false
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && (i == 0 || w != "of" && w != "the" && w != "and") {
			return false
		}
		named = named || i > 0 && mastheads()[strings.ToLower(w)] || i == 0 && len(words) > 1 && w == "Daily"
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return named && unicode.IsLetter(last) && (words[0] == "The" || words[0] == "Daily" || s == strings.ToUpper(s))
}

// isOutlet reports whether a part of a line of the frame names an outlet: as an
// internet name, a masthead, or all in capitals.
func isOutlet(s string) bool {
	if isDomain(s) || isMasthead(s) {
		return true
	}
	return len(s) > 3 && len(strings.Fields(s)) <= 3 && s == strings.ToUpper(s) && !sections[strings.ToLower(s)] &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' && r != '.' && r != '-' })
}

// mastheads are words that outlets call themselves by.
var mastheads = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	for _, w := range strings.Fields(`times post journal herald tribune gazette news today wire press telegraph mail mirror
		chronicle observer standard sun globe courier register inquirer dispatch ledger argus bulletin review echo
		radio television tv broadcasting magazine monitor online agency examiner sentinel advertiser independent
		express star clarion almanac mercury citizen reporter recorder record weekly evening morning lantern`) {
		all[w] = true
	}
	return all
})
