package speaker

import (
	"strings"
	"sync"
)

// describe gathers what the article calls its figures, and the gender that
// this tells.
func (c *cast) describe() {
	for _, m := range c.mentions {
		if m.figure < 0 {
			continue
		}
		f := &c.figures[m.figure]
		if f.kind != Person {
			if m.from > 0 && c.words[m.from].plain && (bodies()[c.words[m.from-1].text] || outlets()[c.words[m.from-1].text]) { // "the ferry company Quill Lines"
				f.roles = append(f.roles, role{c.words[m.from-1].text, callingOf(c.words[m.from-1].text)})
			}
			continue
		}
		f.takeRole(m.role)
		if to := c.apposition(m.to); to > 0 {
			f.takeRole(strings.Join(trimArticles(c.texts(m.to, to)), " "))
		}
		if from := c.appositionBefore(m.from); from >= 0 {
			f.takeRole(strings.Join(trimArticles(c.texts(from, m.from)), " "))
		}
	}
}

// genders learns from pronouns: those of sentences that name one person alone
// are likely that person's.
func (c *cast) genders() {
	votes := make(map[int][2]int) // of male and female pronouns
	at := 0
	for from := 0; from < len(c.words); {
		to := from
		for to < len(c.words) && c.words[to].line == c.words[from].line {
			to++
		}
		who, several := -1, false
		for ; at < len(c.mentions) && c.mentions[at].from < to; at++ {
			if f := c.mentions[at].figure; f >= 0 && c.figures[f].kind == Person {
				several = several || who >= 0 && who != f
				who = f
			}
		}
		if who >= 0 && !several {
			v := votes[who]
			for _, w := range c.words[from:to] {
				switch w.lower() {
				case "he", "his", "him", "himself":
					v[0]++
				case "she", "her", "herself":
					v[1]++
				}
			}
			votes[who] = v
		}
		from = to
	}
	for f, v := range votes {
		p := &c.figures[f]
		switch he, she := v[0], v[1]; {
		case p.told:
		case he >= 2 && he > 3*she && (p.gender == 0 || he >= 4):
			p.gender = male
		case she >= 2 && she > 3*he && (p.gender == 0 || she >= 4):
			p.gender = female
		}
	}
}

// takeRole adds a role to what a figure is called.
func (f *figure) takeRole(text string) {
	if text == "" {
		return
	}
	words := strings.Fields(text)
	for _, w := range words {
		if g := honorifics()[strings.ToLower(strings.TrimRight(w, "."))]; g != 0 {
			f.gender, f.told = g, true
		} else if g := roleGender(strings.ToLower(w)); g != 0 && !f.told {
			f.gender, f.told = g, true
		}
	}
	for _, r := range f.roles {
		if r.text == text {
			return
		}
	}
	if hasRole(words) {
		f.roles = append(f.roles, role{text, callingOf(text)})
	}
}

// longestApposition is how many words a role beside a name has at most.
const longestApposition = 14

// apposition returns where the role ends that stands behind a name after a
// comma ("Ada Quill, the harbour minister, said"), 0 where none does.
func (c *cast) apposition(i int) int {
	if i >= len(c.words) || !c.words[i].comma || c.words[i-1].owns {
		return 0
	}
	if len(c.words[i].text) == 2 && c.words[i].text[0] >= '1' && c.words[i].text[0] <= '9' { // an age
		i++
		if i >= len(c.words) || !c.words[i].comma {
			return 0
		}
	}
	if low := c.words[i].lower(); ends()[low] || low == "and" || low == "but" || low == "or" {
		return 0
	}
	titled := false
	for at := i; at < len(c.words) && at < i+longestApposition; at++ {
		w := c.words[at]
		if at > i && (!w.plain || c.words[at].begins) && !hyphenates(c.between(at)) {
			if titled {
				return at
			}
			return 0
		}
		if !w.capital && (saying()[w.text] || w.text == "who" || w.text == "whose" || w.text == "which") {
			if titled {
				return at
			}
			return 0
		}
		if verbs()[w.text] {
			return 0
		}
		if isTitle(w.text) {
			titled = true
		}
		if at+1 == len(c.words) && titled {
			return at + 1
		}
	}
	return 0
}

func hyphenates(between string) bool { return between == "-" || between == " & " }

// appositionBefore returns where the role begins that a name stands beside
// after a comma ("the harbour minister, Ada Quill, said"), -1 where none does.
func (c *cast) appositionBefore(name int) int {
	if !c.words[name].comma || name == 0 {
		return -1
	}
	titled := false
	for at := name - 1; at >= 0 && at > name-longestApposition && c.words[at].para == c.words[name].para; at-- {
		w := c.words[at]
		if isTitle(w.text) {
			titled = true
		}
		if verbs()[w.text] || saying()[w.text] {
			return -1
		}
		low := w.lower()
		if low == "the" && at > 0 && w.plain && isLink(c.words[at-1].text) { // "the head of the Guild"
			continue
		}
		if w.owns || low == "the" || low == "a" || low == "an" || low == "his" || low == "her" || low == "its" || low == "their" {
			if !titled || !c.headed(at, name) {
				return -1
			}
			return at
		}
		if w.begins || at > 0 && !w.plain {
			if titled && c.headed(at, name) && (!w.capital || isTitle(w.text) || modifiers()[low]) {
				return at
			}
			return -1
		}
	}
	return -1
}

// headed reports whether a role is the head of a phrase: nothing but "of", "for"
// and the like follows it.
func (c *cast) headed(from, to int) bool {
	for i := from; i < to; i++ {
		w := c.words[i]
		if i > from && isLink(w.text) && w.text != "the" {
			return isTitle(c.words[i-1].text)
		}
	}
	return isTitle(c.words[to-1].text)
}

// A calling is what a role or a description tells of whom it may mean.
type calling struct {
	head map[string]bool // what the person is, with the classes of roles that this belongs to
	more map[string]bool // of what or whom, states under their name
}

// callingOf reads a role or a description.
func callingOf(text string) calling {
	c := calling{map[string]bool{}, map[string]bool{}}
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = strings.Trim(w, ",;:()[]“”\"'’")
	}
	end := len(words) // of the base, which the head ends
	for i, w := range words {
		if i > 0 && isLink(w) && w != "the" {
			end = i
			break
		}
	}
	heads := 0
	for i := end - 1; i >= 0; i-- {
		low := strings.ToLower(strings.TrimRight(words[i], "."))
		if heads > 0 && low != "and" && (!isTitle(low) || heads > 1) {
			break
		}
		if low == "and" {
			continue
		}
		before := ""
		if i > 0 {
			before = strings.ToLower(words[i-1])
		}
		heads++
		if compound := compounds()[before+" "+low]; compound != "" {
			for h := range set(compound) {
				c.head[h] = true
			}
			break
		}
		if low == "potus" {
			low = "president"
			c.more["United States"] = true
		}
		low = singular(low)
		c.head[low] = true
		for _, class := range classesOf(low) {
			c.head[class] = true
		}
	}
	for i, w := range words {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if s := stateWord(w); s != "" {
			c.more[s] = true
		} else if low := strings.ToLower(strings.TrimRight(w, ".")); !fillers()[low] && (i >= end || !c.head[low]) {
			c.more[low] = true
		}
	}
	return c
}

// compounds are roles of two words that mean something else than their last.
var compounds = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"press secretary": "secretary spokesman +spokesman", "press officer": "+spokesman", "vice president": "vice-president", "prime minister": "minister premier +leader",
		"attorney general": "attorney-general", "secretary general": "secretary-general +leader", "lieutenant governor": "lieutenant-governor",
		"campaign manager": "campaign-manager +aide", "campaign chairman": "campaign-chairman +aide +head", "first lady": "first-lady", "running mate": "running-mate",
		"surgeon general": "surgeon-general", "solicitor general": "solicitor-general", "front runner": "frontrunner +candidate",
	}
})

// singular returns a word without the ending of its plural.
func singular(word string) string {
	if strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is") || len(word) < 4 {
		return word
	}
	return strings.TrimSuffix(word, "s")
}

// fits returns how well a description may mean somebody with a role: 0 not at
// all, else more for every word that they share, less for another state.
func (d calling) fits(r calling) float64 {
	exact, shared := false, false
	for h := range d.head {
		if r.head[h] {
			shared = true
			exact = exact || h[0] != '+'
		}
	}
	if !shared {
		return 0
	}
	score := 1.0
	if exact {
		score = 2
	}
	for m := range d.more {
		switch {
		case r.more[m] || r.head[m]:
			score++
		case states().names[m] == m && r.otherState(m):
			return 0
		}
	}
	return score
}

// otherState reports whether a role is of a state, and of another than the given one.
func (c calling) otherState(state string) bool {
	for m := range c.more {
		if m != state && states().names[m] == m {
			return true
		}
	}
	return false
}
