package speaker

import (
	"slices"
	"strings"
	"sync"
)

// foldBody folds the name of an organization or of a part of a state: a
// department has one key however it is turned and whosever it is. It reports
// whether the words name one.
func foldBody(words []foldedWord) (key string, is bool) {
	words = slices.Clone(words)
	for len(words) > 1 && words[0].folded == "the" {
		words = words[1:]
	}
	if full, found := acronyms()[strings.ReplaceAll(joinFolded(words), " ", "")]; found && allCapitals(words) {
		return full, true
	}
	is = slices.ContainsFunc(words, func(w foldedWord) bool { return bodyWords()[w.folded] })
	if !is || len(words) < 2 {
		return "", false
	}
	for len(words) > 2 && ofAmerica(words) > 0 && len(words) > ofAmerica(words)+1 { // US Department of Justice
		words = words[ofAmerica(words):]
	}
	// "Department of Justice" is "Justice Department".
	if len(words) > 2 && turnable()[words[0].folded] && (words[1].folded == "of" || words[1].folded == "for") {
		rest := words[2:]
		for len(rest) > 1 && rest[0].folded == "the" {
			rest = rest[1:]
		}
		words = append(slices.Clone(rest), words[0])
	}
	return joinFolded(words), true
}

// ofAmerica returns how many words at the beginning say that it is American.
func ofAmerica(words []foldedWord) int {
	switch {
	case words[0].written == "US" || words[0].written == "U.S" || words[0].written == "USA" || words[0].folded == "american":
		return 1
	case len(words) > 2 && words[0].folded == "united" && words[1].folded == "states":
		return 2
	case len(words) > 2 && words[0].written == "U" && words[1].written == "S":
		return 2
	}
	return 0
}

func allCapitals(words []foldedWord) bool {
	return !slices.ContainsFunc(words, func(w foldedWord) bool { return w.written != strings.ToUpper(w.written) })
}

// turnable are bodies whose name may be turned: "Justice Department".
var turnable = sync.OnceValue(func() map[string]bool {
	return set("department ministry office bureau agency committee commission council board bank institute")
})

// bodyWords tell that a name is an organization's.
var bodyWords = sync.OnceValue(func() map[string]bool {
	return set(`ministry department agency office bureau commission committee council court authority administration
		government parliament congress senate house assembly party union association federation society institute
		university college school academy bank fund company corporation corp inc ltd group holdings airlines
		times post journal herald tribune gazette daily news today wire press telegraph mirror chronicle observer
		courier register inquirer dispatch ledger argus bulletin review radio television tv broadcasting channel
		network magazine monitor police army navy forces hospital church foundation trust centre center board service
		services organization organisation league alliance coalition movement campaign museum library club exchange
		nations officials`)
})

// acronyms that papers write for a body's name, by the key of the name.
var acronyms = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for line := range strings.Lines(`fbi federal bureau of investigation
		cia central intelligence agency
		nsa national security agency
		doj justice department
		dhs homeland security department
		un united nations
		eu european union
		nato north atlantic treaty organization
		imf international monetary fund
		who world health organization
		wto world trade organization
		osce organization for security and cooperation in europe
		dnc democratic national committee
		rnc republican national committee
		fsb federal security service
		gop republican party`) {
		short, long, _ := strings.Cut(strings.TrimSpace(line), " ")
		m[short] = long
	}
	return m
})
