package reprint

import "strings"

// Facts are what is known of an article besides its words. What is not known is
// empty.
type Facts struct {
	Published string // the day, 2006-01-02
	Agency    string // that its text credits: what [Agency] or a dateline tells
	Outlet    string // whose page it is
}

// A Why is the reason for which one of two articles was first, or for which
// that is not known.
type Why string

// The reasons.
const (
	AgencysOwn Why = "agency's own"          // the other credits the agency whose page it is
	EarlierDay Why = "earlier day"           // it was published on an earlier day
	SameAgency Why = "same agency"           // both credit one agency: neither is the original
	OneCredits Why = "one credits an agency" // its text is the agency's; where the other's is from is not told
	NotKnown   Why = "order unknown"         // nothing tells
)

// First tells which of two articles that share text was first: -1 where a was,
// 1 where b was, 0 where that is not known. What groups such articles may then
// choose one by its id, for grouping alone: it says nothing of who copied whom.
//
// An article that credits an agency came from there, so the agency's own page
// comes first even where its day is a later one (pages are updated). Of others
// the earlier day does, as far as days can tell. On the same day, or where a day
// is not known, nobody knows: of two copies of one agency's text neither is the
// original, and one that credits nobody may be as much a copy as one that does.
func First(a, b Facts) (int, Why) {
	if own := comesFrom(b, a) - comesFrom(a, b); own != 0 {
		return own, AgencysOwn
	}
	if len(a.Published) == len("2006-01-02") && len(b.Published) == len("2006-01-02") && a.Published != b.Published {
		if a.Published < b.Published {
			return -1, EarlierDay
		}
		return 1, EarlierDay
	}
	creditA, creditB := credited(a), credited(b)
	switch {
	case creditA != "" && creditA == creditB:
		return 0, SameAgency
	case (creditA == "") != (creditB == ""):
		return 0, OneCredits
	}
	return 0, NotKnown
}

// comesFrom is -1 where the copy credits the agency whose page the original is, else 0.
func comesFrom(copied, original Facts) int {
	if credit := credited(copied); credit != "" && credit == outletName(original.Outlet) {
		return -1
	}
	return 0
}

// credited is the agency that an article credits, unless the article is its own.
func credited(f Facts) string {
	if name := outletName(f.Agency); name != "" && name != outletName(f.Outlet) {
		return name
	}
	return ""
}

// outletName makes names of one agency, or outlet, alike.
func outletName(name string) string {
	if agency := agencyOf(name, true); agency != "" {
		return agency
	}
	return strings.TrimPrefix(strings.ToLower(strings.Join(strings.Fields(name), " ")), "the ")
}
