package speaker

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/attribution"
)

// A form is what sort of words a source is.
type form int

const (
	empty       form = iota
	pronoun          // he, she, they, it
	firstPerson      // I, we
	relative         // who
	named            // a name, of the cast or as it stands
	described        // the envoy
	group            // U.S. officials: people or things whom nobody names
	ownedBody        // his campaign
	survey           // the poll, the Quill poll, the joint statement
	introduced       // a harbour judge: the name may follow
	unnamed          // a spokesman, somebody, the report
)

// A phrase is a source as it is read.
type phrase struct {
	form
	attribution.Span
	figure int    // in the cast, -1 for none
	name   string // of what is in no cast
	kind   Kind
	role   string
	said   calling // of a description
	head   string  // in lower case: "envoy", "he"
	plural bool
	gender gender
	owned  bool // "his aide": not he
}

// source reads the words of a source.
func (c *cast) source(s attribution.Span) phrase {
	p := phrase{Span: s, figure: -1}
	from, to := c.within(s)
	to = c.trimTime(from, to)
	for from < to && leads()[c.words[from].lower()] { // "both Ada Quill and …", "even the board"
		from++
	}
	if from == to {
		return p
	}
	p.head, _, _ = strings.Cut(strings.ReplaceAll(c.words[from].lower(), "’", "'"), "'") // "he'd"
	if form := pronounForm(p.head); form != empty && (to == from+1 || c.emphasizes(from+1)) {
		p.form = form
		p.plural = p.head == "they" || p.head == "we" || p.head == "them" || p.head == "us"
		switch p.head {
		case "he", "him", "his":
			p.gender = male
		case "she", "her":
			p.gender = female
		}
		return p
	}
	for to > from+1 && c.emphasizes(to-1) { // "Quill herself"
		to--
	}
	base := c.base(from, to)
	p.head = singular(c.words[base-1].lower())
	p.plural = plural(c.words[base-1].text)
	if m := c.mentionEnding(from, base, base < to); m != nil {
		return c.namedBy(p, m, from, to)
	}
	side := base // where an apposition may begin
	for side < to && (c.words[side].plain || c.words[side-1].owns) {
		side++
	}
	if m := c.mentionEnding(base, side, false); m != nil && m.headed {
		return c.namedBy(p, m, from, to)
	}
	if m := c.besides(side, to); m != nil {
		p.form, p.figure, p.name, p.kind = named, m.figure, m.name, Person
		p.role = strings.Join(trimArticles(c.texts(from, side)), " ")
		return p
	}
	if low := c.words[from].lower(); owners[low] != 0 && sayings()[p.head] || low == "his" && to == from+1 {
		p.form, p.gender = pronoun, owners[low]
		p.head = map[gender]string{male: "he", female: "she"}[p.gender]
		return p
	}
	return c.describedBy(p, from, base, to)
}

// trimTime drops when it was said from the end of a source: "the ministry on
// Thursday".
func (c *cast) trimTime(from, to int) int {
	for to > from+1 && times()[c.words[to-1].text] {
		to--
		for to > from+1 && before()[c.words[to-1].text] {
			to--
		}
	}
	return to
}

// emphasizes reports whether a word only stresses the pronoun before it.
func (c *cast) emphasizes(i int) bool {
	switch c.words[i].text {
	case "himself", "herself", "themselves", "itself", "all", "both", "also", "too", "then", "later", "reportedly":
		return true
	}
	return false
}

// owners are pronouns that stand before what is somebody's, with the gender that
// they tell.
var owners = map[string]gender{"his": male, "her": female}

func pronounForm(low string) form {
	switch low {
	case "he", "she", "they", "it", "him", "her", "them":
		return pronoun
	case "i", "we", "you", "me", "us", "my", "our", "myself":
		return firstPerson
	case "who", "that", "which", "whom":
		return relative
	}
	return empty
}

// base returns where the base of a noun phrase ends: before "of", "who", a comma.
func (c *cast) base(from, to int) int {
	for i := from; i < to; i++ {
		if m := c.mentionAt(i); m != nil && m.to > i+1 {
			i = min(m.to, to) - 1
			continue
		}
		if i == from {
			continue
		}
		w := c.words[i]
		if !w.plain && !c.words[i-1].owns && c.between(i) != "-" && c.between(i) != "/" && !strings.HasPrefix(c.between(i), " \"") && c.between(i) != " “" {
			return i
		}
		if !w.capital && (ends()[w.text] || w.text == "and" && c.mentionEnding(from, i, true) != nil) {
			return i
		}
	}
	return to
}

// mentionAt returns the mention that begins with a word, or nil.
func (c *cast) mentionAt(i int) *mention {
	k, found := slices.BinarySearchFunc(c.mentions, i, func(m mention, i int) int { return cmp.Compare(m.from, i) })
	if !found {
		return nil
	}
	return &c.mentions[k]
}

// mentionEnding returns the mention that the words end with, or nil; inside a
// phrase not one that owns what follows.
func (c *cast) mentionEnding(from, to int, inside bool) *mention {
	for i := to - 1; i >= from; i-- {
		if m := c.mentionAt(i); m != nil {
			if m.to != to || c.words[m.to-1].owns && to < len(c.words) && c.words[to].plain && inside {
				return nil
			}
			return m
		}
	}
	return nil
}

// besides returns the person whose name stands beside a description: "the
// minister, Ada Quill".
func (c *cast) besides(base, to int) *mention {
	if base >= to || !c.words[base].comma && c.between(base) != " — " && c.between(base) != " – " {
		return nil
	}
	for i := base; i < to; i++ {
		if m := c.mentionAt(i); m != nil {
			if m.kind == Person || m.kind == "" && m.to-m.from > 1 {
				return m
			}
			return nil
		}
		if !isTitle(c.words[i].text) && !modifiers()[c.words[i].text] {
			return nil
		}
	}
	return nil
}

// namedBy completes a phrase that a name ends.
func (c *cast) namedBy(p phrase, m *mention, from, to int) phrase {
	p.form, p.figure, p.name, p.kind = named, m.figure, m.name, m.kind
	if state := stateOfCapital(m.name); state != "" && m.kind != Person {
		p.name, p.kind, p.figure = state, State, -1
	}
	if p.kind == Person || p.kind == "" {
		p.role = strings.Join(trimArticles(c.texts(from, m.from)), " ")
		if hasRole(strings.Fields(p.role)) {
			p.kind = Person
		} else {
			p.role = ""
		}
		if end := c.apposition(m.to); end > 0 && p.role == "" {
			p.role = strings.Join(trimArticles(c.texts(m.to, min(end, max(to, m.to+1)))), " ")
		}
	}
	return p
}

// describedBy completes a phrase that no name ends.
func (c *cast) describedBy(p phrase, from, base, to int) phrase {
	end := base // of what describes: "the head of the harbour board"
	for end < to && (c.words[end].plain || c.words[end-1].owns) && (!ends()[c.words[end].text] || isLink(c.words[end].text) || joints()[c.words[end].text]) {
		end++
	}
	words := strings.Fields(c.text[c.words[from].Start:max(c.words[end-1].End, c.ownEnd(end-1))])
	first := strings.ToLower(words[0])
	p.said = callingOf(strings.Join(words, " "))
	p.gender = roleGender(p.head)
	switch {
	case owners[first] != 0 && !isPerson(p.head) && !crowds()[p.head+"s"] && !bodies()[p.head] && !documents()[p.head]:
		p.form, p.gender = pronoun, owners[first] // "his eyes"
		p.head, p.plural = map[gender]string{male: "he", female: "she"}[p.gender], false
	case surveys()[p.head]:
		p.form, p.kind = survey, Group
		if m := c.issuer(base, base, to); m != nil && base-from <= 2 { // "a study by the Tide Institute"
			p.form, p.figure, p.name, p.kind = named, m.figure, m.name, m.kind
			break
		}
		p.name = strings.Join(trimNews(strings.Fields(c.text[c.words[from].Start:c.words[base-1].End])), " ")
	case documents()[p.head]:
		p.form, p.kind = survey, Group
		if m := c.issuer(from, base, end); m != nil {
			p.form, p.figure, p.name, p.kind = named, m.figure, m.name, m.kind
			break
		}
		p.name = strings.Join(trimNews(strings.Fields(c.text[c.words[from].Start:c.words[base-1].End])), " ")
		if end > base && c.words[base].text == "of" { // "the treaty of 2004"
			p.name = strings.Join(trimNews(words), " ")
		}
		if indefinite()[first] || owners[first] != 0 || p.plural {
			p.form = unnamed
		}
	case (p.head == "side" || p.head == "authoritie") && c.stateIn(from, base) != "": // "the US side"
		p.form, p.name, p.kind = named, c.stateIn(from, base), State
	case shares()[p.head] && end > base+1 && c.words[base].text == "of" && c.pluralIn(base+1, end): // "60 percent of skippers"
		p.form, p.name, p.kind, p.plural = group, strings.Join(trimArticles(words), " "), Group, true
	case owners[first] != 0 && owned()[p.head]: // "his campaign"
		p.form, p.gender, p.plural = ownedBody, owners[first], false
	case p.plural:
		p.form, p.name = group, strings.Join(trimArticles(words), " ")
		p.kind = Group
	case indefinite()[first]:
		p.form = unnamed
		if (first == "a" || first == "an") && isPerson(p.head) {
			for end < to && (c.words[end].plain || c.words[end-1].owns) {
				end++
			}
			p.form, p.name = introduced, trimArticle(c.text[c.words[from].Start:c.words[end-1].End])
		}
	case outlets()[p.head] && base-from > 1 && c.mentionEnding(from, base-1, false) != nil:
		m := c.mentionEnding(from, base-1, false) // "the QUILL agency"
		p.form, p.figure, p.name, p.kind = named, m.figure, m.name, Organization
	case bodies()[p.head] || outlets()[p.head] || settlements()[p.head] || nations()[p.head]:
		p.form = described
		p.kind = Organization
		if c.properBody(from, base) {
			p.form, p.name = named, strings.Join(trimArticles(words), " ")
		}
	case isPerson(p.head):
		p.form = described
		p.kind = Person
		p.owned = possessives()[first]
	default:
		p.form = unnamed
		// "in Moscow regard it", as translations have it.
		if m := c.mentionEnding(from, to, false); m != nil && c.precededBy(m.from, "in") {
			if state := stateOfCapital(m.name); state != "" {
				p.form, p.name, p.kind = named, state, State
			}
		}
	}
	return p
}

// ownEnd returns where a word ends with the apostrophe that makes it an owner.
func (c *cast) ownEnd(i int) int {
	end := c.words[i].End
	if c.words[i].owns {
		for _, mark := range []string{"'s", "’s", "'", "’"} {
			if strings.HasPrefix(c.text[end:], mark) {
				return end + len(mark)
			}
		}
	}
	return end
}

// pluralIn reports whether one of the words is a plural.
func (c *cast) pluralIn(from, to int) bool {
	return slices.ContainsFunc(c.words[from:to], func(w word) bool { return plural(w.text) && len(w.text) > 3 })
}

// stateIn returns the state that a word of a phrase belongs to, "" for none.
func (c *cast) stateIn(from, to int) string {
	for i := from; i < to; i++ {
		if s := stateWord(c.words[i].text); s != "" && c.words[i].capital {
			return s
		}
	}
	return ""
}

// properBody reports whether a body is named by what stands before it:
// "Tessaly's trade ministry", "the Quill campaign".
func (c *cast) properBody(from, base int) bool {
	for i := from; i < base-1; i++ {
		if m := c.mentionAt(i); m != nil || c.words[i].capital && i > from {
			return true
		}
	}
	// "the harbour ministry"
	return base-from > 2 && owners[c.words[from].lower()] == 0 && !notNames()[c.words[base-2].lower()]
}

// issuer returns who gave a document out: "the Kremlin statement", "a letter
// from the board".
func (c *cast) issuer(from, base, end int) *mention {
	for i := from; i < base; i++ {
		if m := c.mentionAt(i); m != nil && m.to <= base {
			return m
		}
	}
	for i := base; i+1 < end; i++ {
		if w := c.words[i].text; w == "from" || w == "by" {
			for at := i + 1; at < end; at++ {
				if m := c.mentionAt(at); m != nil {
					return m
				}
			}
		}
	}
	return nil
}
