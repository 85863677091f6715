package chain

import "strings"

// setting finds where a statement was said: "in a letter", "at a rally in
// Tolm", "aboard the Marigold". end is where what directly follows the cue
// starts: behind the cue and whom it was said to.
func (c *clause) setting(end int, o outlets) (where string, at int) {
	for k := range c.tokens[:c.aside()] {
		if c.inSource(k) || k < c.cue[0] && !c.opens(k) && (c.low(k) != "on" && c.low(k) != "via" || !services()[c.low(k+1)]) {
			continue
		}
		if where := c.settingAt(k, false, o); where != "" {
			return where, k
		}
	}
	if end = c.skipDays(end); end >= c.aside() {
		return "", -1
	}
	if c.low(end) == "," {
		end = c.skipDays(end + 1)
	}
	if end < len(c.tokens) && c.cue[1] > 0 {
		if where := c.settingAt(end, true, o); where != "" {
			return where, end
		}
	}
	return "", -1
}

// opens reports whether a preposition before the cue begins a phrase that goes
// with it: at the clause's start, behind a comma, a day or a verb of speaking.
func (c *clause) opens(k int) bool {
	if k == 0 {
		return c.whole
	}
	before := c.low(k - 1)
	switch before {
	case ",", "and", "but", "since", "as", "—", "–", "much", "appeared", "appearing", "appears", "interviewed", "recently", "ago", gap:
		return true
	}
	return days()[before] && before != "the" && before != "on" || sayingTo()[before] || telling()[before]
}

// settingAt reads the setting that starts with the preposition at a token.
// Places count as one only next to the cue.
func (c *clause) settingAt(k int, next bool, o outlets) string {
	preposition := c.low(k)
	var heads map[string]bool
	switch preposition {
	case "issued", "released", "issuing", "releasing": // issued a statement
		if head := c.headAfter(k+1, written()); head > 0 && c.low(head) == "statement" {
			return c.words(k+1, head+1)
		}
		return ""
	case "in", "via", "through":
		heads = media()
	case "at":
		heads = events()
	case "during":
		heads = events()
		if c.headAfter(k+1, media()) > 0 {
			heads = media()
		}
	case "on":
		heads = lines()
	case "from", "outside", "inside", "near", "aboard", "before":
	default:
		if next && preposition == "in" {
			break
		}
		return ""
	}
	if heads != nil {
		if head := c.headAfter(k+1, heads); head > 0 {
			return c.words(k+1, c.withPlace(c.withShow(head+1)))
		}
	}
	if preposition == "via" && k+1 < len(c.tokens) && services()[c.low(k+1)] {
		return c.words(k+1, k+2)
	}
	if preposition == "on" && k+1 < len(c.tokens) {
		if services()[c.low(k+1)] && c.tokens[k+1].capital {
			return c.words(k+1, k+2)
		}
		if c.low(k+1) == "air" && c.low(k+2) == "force" {
			return c.words(k+1, min(len(c.tokens), k+4))
		}
		if p, ok := c.phraseAt(k + 1); ok {
			if name := c.outletIn(p.from, p.to, o); name != "" && !isDay(c.low(k+1)) && c.spoken(k) {
				return trimOwner(c.words(p.from, c.withShow(p.to)))
			}
		}
	}
	if preposition == "aboard" {
		if p, ok := c.phraseAt(k + 1); ok {
			return c.words(p.from, p.to)
		}
	}
	if !next {
		return ""
	}
	p, ok := c.phraseAt(k + 1)
	if !ok {
		return ""
	}
	switch preposition {
	case "in":
		if c.low(k+1) == "front" && c.low(k+2) == "of" {
			return c.words(k, p.to)
		}
		if !c.capitals(p.from, p.to) || days()[c.low(p.from)] && c.low(p.from) != "the" {
			return ""
		}
		if c.low(p.from) == "the" {
			return c.words(p.from, p.to)
		}
		return c.words(p.from, c.place(p.from))
	case "on", "at":
		if days()[c.low(k+1)] && c.low(k+1) != "the" || c.low(k+1) == "behalf" || c.low(k+1) == "condition" || c.low(k+1) == "the" && c.low(k+2) == "condition" ||
			otherwise()[c.low(p.to-1)] || c.low(k+1) == "least" || c.low(k+1) == "first" || c.low(k+1) == "length" || c.low(k+1) == "issues" || c.low(k+2) == "time" || c.low(k+2) == "issue" || c.low(k+2) == "day" || digits(c.low(k+1)) {
			return ""
		}
		if preposition == "on" && (!c.theBefore(p) || c.anyDay(p)) {
			return ""
		}
		return c.words(p.from, p.to)
	case "outside", "inside", "near":
		return c.words(k, p.to)
	case "from":
		if c.low(k+1) == "the" || c.capitals(p.from, p.to) {
			return c.words(p.from, p.to)
		}
	}
	return ""
}

// otherwise end phrases with "on" and "at" that tell no place.
var otherwise = set(`hand contrary record subject matter topic issue condition eve day night heels basis grounds verge way whole face end moment point
	time same cusp brink offensive defensive job case question other rise side`)

// spoken reports whether "on" follows what one does on air: speaks, appears.
func (c *clause) spoken(k int) bool {
	if k == 0 || c.cue[0] <= k-1 && k-1 < c.cue[1] || c.inSource(k-1) {
		return true
	}
	before := c.low(k - 1)
	switch before {
	case ",", gap, "interview", "appearance", "appearing", "appeared", "speaking", "spoke", "interviewed", "morning", "night", "”", "\"":
		return true
	}
	return days()[before] && before != "the"
}

// withShow extends a phrase by a name in quotation marks that belongs to it:
// "the Lantern’s “Morning Tide”", "the broadcast of “Morning Tide”".
func (c *clause) withShow(to int) int {
	k := to
	if c.low(k) == "of" {
		k++
	} else if k == 0 || !strings.HasSuffix(c.low(k-1), "'s") {
		return to
	}
	switch c.low(k) {
	case "“", "\"", "‘", "«":
	default:
		return to
	}
	for end := k + 2; end < min(len(c.tokens), k+8); end++ {
		switch c.low(end) {
		case "”", "\"", "’", "»":
			return end + 1
		case gap:
			return to
		}
	}
	return to
}

func (c *clause) anyDay(p phrase) bool {
	for k := p.from; k < p.to; k++ {
		if days()[c.low(k)] && c.low(k) != "the" {
			return true
		}
	}
	return false
}

func (c *clause) theBefore(p phrase) bool { return c.low(p.from) == "the" || c.low(p.from) == "a" }

// headAfter returns the token of the noun that a phrase comes to, if it is one
// of the given: "a campaign rally", with few words before it. 0 where not.
func (c *clause) headAfter(k int, heads map[string]bool) int {
	if k >= len(c.tokens) || !determiners()[c.low(k)] && !heads[c.low(k)] && (!c.tokens[k].word || !heads[c.low(k+1)]) {
		return 0
	}
	for n := 0; n < 7 && k+n < len(c.tokens); n++ {
		at := k + n
		tok := c.tokens[at]
		if tok.low == "," && strings.Contains(c.low(at-1), "-") && n > 0 {
			continue // a wide-ranging, in-prison interview
		}
		if !tok.word && tok.low != "-" && tok.low != "’" && tok.low != "'" || tok.gap() || c.cue[0] == at && c.cue[1] > 0 || c.inSource(at) {
			return 0
		}
		if n > 0 && stops()[tok.low] && !tok.capital && !heads[tok.low] {
			return 0
		}
		if tok.low == "of" && n > 0 {
			if c.low(at-1) != "series" && c.low(at-1) != "number" && c.low(at-1) != "string" && c.low(at-1) != "couple" && c.low(at-1) != "copy" {
				return 0
			}
			continue
		}
		if heads[tok.low] && !heads[c.low(at+1)] && !c.modifies(at) {
			if n == 0 && !strings.HasSuffix(tok.low, "s") && !services()[tok.low] {
				return 0 // "in person", "in address": a noun wants its article
			}
			return at
		}
	}
	return 0
}

// modifies reports whether a noun belongs to another that follows: "email probe".
func (c *clause) modifies(at int) bool {
	if at+1 >= len(c.tokens) {
		return false
	}
	next := c.tokens[at+1]
	if !next.word || next.gap() || c.inSource(at+1) || c.cue[0] == at+1 && c.cue[1] > 0 || stops()[next.low] || days()[next.low] || determiners()[next.low] ||
		next.low == "of" || next.low == "to" || sayingTo()[next.low] || digits(next.low) {
		return false
	}
	return !strings.HasSuffix(next.low, "ed") && !strings.HasSuffix(next.low, "ing") && !strings.HasSuffix(next.low, "ly") && next.low != "held" && next.low != "sent" &&
		next.low != "given" && next.low != "shown" && next.low != "made" && (!next.capital || c.tokens[at].capital)
}

// withPlace extends a setting by "in Tolm".
func (c *clause) withPlace(to int) int {
	if (c.low(to) == "in" || c.low(to) == "at") && to+1 < len(c.tokens) && c.tokens[to+1].capital && !days()[c.low(to+1)] {
		return c.place(to + 1)
	}
	return to
}

// place returns where a place name that starts at a token ends: "Tolm", "Port
// Sennit, Korvane".
func (c *clause) place(k int) int {
	from := k
	for k < len(c.tokens) && c.tokens[k].capital && k-from < 4 && !isDay(c.low(k)) && !(days()[c.low(k)]) && !c.inSource(k) {
		k++
	}
	if c.low(k) == "," && k+2 < len(c.tokens) && c.tokens[k+1].capital && c.low(k+2) == "," && !c.inSource(k+1) && !isDay(c.low(k+1)) {
		return k + 2
	}
	return k
}
