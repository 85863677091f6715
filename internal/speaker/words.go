package speaker

import (
	"strings"
	"sync"
)

// isTitle reports whether a word is a role that stands before a name.
func isTitle(word string) bool { return titles()[strings.ToLower(strings.Trim(word, ".,'’"))] }

// hasRole reports whether one of the words is a role.
func hasRole(words []string) bool {
	for _, w := range words {
		if isTitle(w) {
			return true
		}
	}
	return false
}

// organizational reports whether the words name an organization.
func organizational(words []string) bool {
	for _, w := range words {
		if organizations()[strings.Trim(w, ".,'’")] {
			return true
		}
	}
	return false
}

// isLink reports whether a word joins the parts of a name: "Ministry of Tides".
func isLink(word string) bool {
	switch word {
	case "of", "for", "in", "on", "to", "the":
		return true
	}
	return false
}

func possessive(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

func plural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") || word == "media" || word == "people" || word == "police"
}

func trimArticles(words []string) []string {
	for len(words) > 0 {
		switch strings.ToLower(words[0]) {
		case "the", "a", "an", "its", "his", "her", "their", "and", "but":
			words = words[1:]
		default:
			return words
		}
	}
	return words
}

func trimArticle(phrase string) string {
	return strings.Join(trimArticles(strings.Fields(phrase)), " ")
}

// trimTime cuts off when it was said: "the ministry on Thursday".
func trimTime(words []string) []string {
	for len(words) > 0 && times()[words[len(words)-1]] {
		words = words[:len(words)-1]
		if n := len(words); n > 0 && (words[n-1] == "on" || words[n-1] == "late" || words[n-1] == "early" || words[n-1] == "last") {
			words = words[:n-1]
		}
	}
	return words
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var pronouns = sync.OnceValue(func() map[string]bool {
	return set(`i you he she it we they who which that this these those one some others other many most both all
		two three four five several few each every another neither either half
		me him her us them himself herself itself themselves someone somebody everyone nobody none`)
})

// crowds are words for people whom nobody names, capitalized or not.
var crowds = sync.OnceValue(func() map[string]bool {
	return set(`officials sources experts analysts critics observers people members leaders lawmakers supporters
		opponents residents witnesses scientists researchers economists investigators reporters journalists lawyers
		doctors teachers voters skippers workers aides advisers allies colleagues neighbours neighbors`)
})

var particles = sync.OnceValue(func() map[string]bool {
	return set("de del della di da dos du la le van von der den ter ten bin bint ibn al el")
})

var titles = sync.OnceValue(func() map[string]bool {
	return set(`president vice-president premier minister chancellor secretary envoy ambassador spokesman
		spokeswoman spokesperson spokesmen senator sen congressman congresswoman representative rep governor gov
		mayor councillor councilman councilwoman commissioner director deputy chief head chair chairman chairwoman
		chairperson leader general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm
		officer inspector superintendent constable sheriff judge justice attorney prosecutor lawyer counsel
		professor prof dr doctor economist analyst scientist researcher historian author editor correspondent
		reporter journalist columnist presenter anchor host producer writer poet actor actress singer director
		king queen prince princess duke duchess lord lady sir dame pope bishop archbishop cardinal father imam rabbi
		reverend rev mr mrs ms miss adviser advisor aide strategist manager candidate nominee treasurer
		ceo cfo coo founder co-founder owner executive boss coach captain president-elect lawmaker legislator mp
		farmer fisherman harbourmaster pilot engineer teacher nurse resident witness neighbour neighbor
		former ex-minister ex-president ombudsman magistrate coroner curator librarian archivist surveyor`)
})

var organizations = sync.OnceValue(func() map[string]bool {
	return set(`Ministry Department Agency Office Bureau Commission Committee Council Court Authority Administration
		Government Parliament Congress Senate House Assembly Party Union Association Federation Society Institute
		University College School Academy Bank Fund Company Corporation Corp Inc Ltd Group Holdings Airlines
		Times Post Journal Herald Tribune Gazette Daily News Today Wire Press Telegraph Guardian Mail Mirror
		Chronicle Observer Standard Star Sun Globe Courier Register Inquirer Dispatch Ledger Argus Bulletin Review
		Radio Television TV Broadcasting Channel Network Magazine Monitor Police Army Navy Guard Forces Hospital
		Church Foundation Trust Centre Center Board Service Services Organization Organisation League Alliance
		Coalition Movement Campaign Museum Library Club Board Exchange Nations`)
})

var times = sync.OnceValue(func() map[string]bool {
	return set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday today yesterday earlier later again also`)
})

// bodies are lower-case words for organizations: "Tessaly's trade ministry".
var bodies = sync.OnceValue(func() map[string]bool {
	return set(`ministry department government agency office bureau commission committee council court authority
		administration parliament congress senate assembly party union association federation institute embassy
		bank fund company campaign board police army navy media press team foundation hospital university service
		newspaper paper station network regulator`)
})

// notGiven are capitalized words that may stand before a surname without being
// a given name.
var notGiven = sync.OnceValue(func() map[string]bool {
	return set(`The A An And But Or For Nor So Yet In On At By To Of From With When While As If That This These Those
		Then Now Later Meanwhile However Also Still Earlier Yesterday Today Although Though Because Since After
		Before During Like Unlike Only Even Both Neither Either Asked Did Does Has Had Was Is Will Would Could
		Should Can May Might Must Not No Yes Here There Where Why How What Who Whom Whose Which While Until
		Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
		August September October November December Mr Mrs Ms Dr Sir Lady Lord Former Anti Pro Team Says Said Told
		Stop Never Vote Elect Crooked According Speaking Instead Finally Perhaps Maybe Despite`)
})
