package speaker

import (
	"cmp"
	"hearsay/attribution"
	"slices"
	"strings"
	"unicode/utf8"
)

// castOf reads the figures of an article: first every place where a name stands, then
// which of the names are of one figure.
//
// Names that are sources of statements are rather persons' than others are, and
// those in captions are passed over where it matters what was read before.
func castOf(text string, sources, captions []attribution.Span) *cast {
	c := &cast{
		outline: read(text), sources: make(map[int]bool), alone: make(map[string]bool), surnames: make(map[string]bool),
		surnamed: make(map[string][]int), givenNamed: make(map[string][]int), things: make(map[string]int),
	}
	for _, s := range sources {
		c.sources[s.Start], c.sources[s.End] = true, true
	}
	runs := c.runs()
	for _, r := range runs {
		if n := r.to - r.from; n > 1 && given()[c.words[r.to-2].lower()] != 0 {
			c.surnames[c.words[r.to-1].text] = true
		}
		c.alone[strings.Join(c.texts(r.from, r.to), " ")] = true
	}
	for _, r := range runs {
		if m, ok := c.mentionIn(r); ok {
			m.aside = slices.ContainsFunc(captions, func(s attribution.Span) bool { return s.Holds(m.Span) })
			c.mentions = append(c.mentions, m)
		}
	}
	c.gather()
	for i := len(c.mentions) - 1; i >= 0; i-- {
		if f := c.mentions[i].figure; f >= 0 && !c.words[c.mentions[i].from].titled && !c.mentions[i].aside {
			c.figures[f].first = i
		}
	}
	c.describe()
	c.genders()
	c.recall()
	return c
}

// mentionIn tells role and name of a run apart.
func (c *cast) mentionIn(r run) (mention, bool) {
	from, to := c.nameWithin(r)
	if from == to {
		return mention{}, false
	}
	m := mention{Span: c.span(from, to), from: from, to: to, figure: -1, headed: from > r.from && c.ofRole(r.from) && !c.titleAt(r.from)}
	words := c.texts(from, to)
	m.name = strings.Join(strings.Fields(m.In(c.text)), " ") // with its apostrophes
	left := from
	if m.headed {
		left = c.headOf(r.from)
	} else if from > r.from || !c.ofRole(from) {
		left = c.roleBefore(from)
	}
	m.role = strings.Join(trimArticles(c.texts(left, from)), " ")
	switch {
	case places()[m.name], noPersons()[words[len(words)-1]] && len(words) > 1:
		m.thing = true
	case stateNamed(m.name) != "":
		m.kind = State
	case organizational(words) || acronym(words) && m.role == "" && stateOfCapital(properCase(m.name)) == "":
		m.kind = Organization
	case m.headed, m.role != "" && hasRole(strings.Fields(m.role)):
		m.kind = Person
	case len(words) > 1 && given()[strings.ToLower(words[0])] != 0 && !c.precededBy(from, "the"):
		m.kind = Person
	}
	return m, true
}

// properCase returns a word in capitals as it is written elsewhere: "Moscow".
func properCase(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return string(r) + strings.ToLower(word[n:])
}

// nameWithin returns the words of a run that are the name; the others are a
// role or tell what somebody belongs to. It returns none where the run is a
// title alone.
func (c *cast) nameWithin(r run) (from, to int) {
	switch {
	case r.to-r.from == 1 && c.surnames[c.words[r.from].text]: // "Dean", of Ada Dean
		return r.from, r.to
	case c.linkedBody(r):
		return r.from, r.to
	case c.ofRole(r.from) && !c.titleAt(r.from):
		if at := c.besideRole(r); at > r.from {
			return at, r.to
		}
	}
	from = c.behindTitles(r)
	switch {
	case from > r.from && from == r.to-1 && organizations()[c.words[from].text]: // "Justice Department"
		return r.from, r.to
	case from == r.to: // "the President", "Board Chairman"
		return from, r.to
	case from > r.from && isLink(c.words[from].text): // "Secretary of State Ada Quill", "Director of the Tide Institute"
		return c.behindLink(from, r.to), r.to
	case from == r.from && !organizational(c.texts(from, r.to)):
		from = c.behindBelonging(r)
	case from > r.from && from == r.to-1 && royal()[c.words[from-1].lower()]: // "Pope Innocent"
		from--
	}
	for from < r.to-1 && notGiven()[c.words[from].text] && given()[c.words[from].lower()] == 0 {
		from++
	}
	return from, r.to
}

// linkedBody reports whether a run names a body: "Department of Justice".
func (c *cast) linkedBody(r run) bool {
	for i := r.from + 1; i < r.to; i++ {
		if isLink(c.words[i].text) && organizations()[c.words[i-1].text] && !c.hasTitle(r.from, i) {
			return true
		}
	}
	return false
}

// besideRole returns where the name begins in a run that also tells what a role
// before it is of: "envoy for Harbour Security | Ada Quill"; its start where it
// tells that alone: "the minister for Tides".
func (c *cast) besideRole(r run) int {
	if at := c.givenAfter(r.from+1, r.to); at > 0 {
		return at
	}
	n := r.to - r.from
	if n < 3 || !c.words[r.to-2].capital || organizational(c.texts(r.from, r.to)) {
		return r.from
	}
	first, last := c.words[r.from].text, c.words[r.to-1]
	ends := c.sources[last.End] && !compassed()[first] // who speaks is a person
	if n > 3 || ends || c.alone[first] || c.alone[last.text] || belongs(first) {
		return r.to - 2
	}
	return r.from
}

// behindTitles returns where a run goes on behind its last title: "Harbour
// Minister | Ada Quill".
func (c *cast) behindTitles(r run) int {
	from := r.from
	for i := r.from; i < r.to; i++ {
		switch {
		case !c.titleAt(i), i == r.from && i+1 < r.to && c.words[i+1].text == "&":
		case i == r.to-1 && i > r.from && (from > r.from && !honorific(c.words[i].text) || given()[c.words[i-1].lower()] != 0): // "Ada Dean"
			return from
		default:
			from = i + 1
		}
	}
	return from
}

// behindLink returns where the name begins behind "of State", the end for nowhere.
func (c *cast) behindLink(from, to int) int {
	if at := c.givenAfter(from, to); at > 0 {
		return at
	}
	if to-from > 3 && c.words[to-2].capital && !organizational(c.texts(from, to)) {
		return to - 2
	}
	return to
}

// behindBelonging returns where a run goes on behind what somebody belongs to:
// "Republican | Ada Quill".
func (c *cast) behindBelonging(r run) int {
	from := r.from
	for from < r.to-2 && belongs(c.words[from].text) {
		from++
	}
	if from == r.to-2 && belongs(c.words[from].text) && c.words[from+1].text != "House" {
		from++
	}
	return from
}

// ofRole reports whether a run tells what a role is of: a title and "of", "for"
// or the like stand before it.
func (c *cast) ofRole(i int) bool { return c.headOf(i) < i }

// headOf returns where the role begins that a run tells what it is of, i where
// there is none.
func (c *cast) headOf(i int) int {
	link := false
	for at := i - 1; at >= 0 && i-at < 9 && c.words[at+1].plain; at-- {
		w := c.words[at]
		switch {
		case isTitle(w.text) && link:
			for at > 0 && c.words[at].plain && (isTitle(c.words[at-1].text) || modifiers()[c.words[at-1].text] || c.words[at-1].capital && !noName(c.words[at-1].text)) {
				at--
			}
			return at
		case isLink(w.text):
			link = link || w.text != "the"
		case at == i-1 || verbs()[w.text] || saying()[w.text] || ends()[w.text]:
			return i
		}
	}
	return i
}

// hasTitle reports whether one of the words is a title.
func (c *cast) hasTitle(from, to int) bool {
	for i := from; i < to; i++ {
		if c.titleAt(i) {
			return true
		}
	}
	return false
}

// titleAt reports whether a word of a run is a role that stands before names.
func (c *cast) titleAt(i int) bool {
	w := c.words[i]
	return isTitle(w.text)
}

// givenAfter returns where in the words a given name stands with another word
// behind it, 0 for nowhere.
func (c *cast) givenAfter(from, to int) int {
	for i := from; i+1 < to; i++ {
		if given()[c.words[i].lower()] != 0 && c.words[i].capital {
			return i
		}
	}
	return 0
}

// precededBy reports whether a word stands right before word i.
func (c *cast) precededBy(i int, word string) bool {
	return i > 0 && c.words[i].plain && c.words[i-1].lower() == word
}

// roleBefore returns where the role begins that stands right before a name:
// "the harbour board's deputy | director Ada Quill".
func (c *cast) roleBefore(name int) int {
	left, titled := name, false
	for i := name - 1; i >= 0 && c.words[i+1].plain && c.words[i].para == c.words[name].para; i-- {
		w := c.words[i]
		switch {
		case c.words[i].owns:
			// "Tessaly's envoy Ada Quill": whose it is belongs to the role.
			if titled {
				left = i
			}
			return left
		case isTitle(w.text):
			left, titled = i, true
		case titled && (w.capital && !noName(w.text) && (!w.begins || !beginners()[w.lower()]) || modifiers()[w.text]):
			left = i
		case titled && isLink(w.text) && i > 0 && isTitle(c.words[i-1].text):
			// "secretary of state": both words are titles
		case !titled && w.capital && !noName(w.text) && i > 0 && name-i < 8:
			// a capital may belong to "Director of Tides" or to "Republican"
			if belongs(w.text) {
				left = i
			}
		case !titled && isLink(w.text) && name-i < 8:
		default:
			return c.roleStart(left, name, titled)
		}
		if c.words[i].begins {
			break
		}
	}
	return c.roleStart(left, name, titled)
}

// roleStart mends where a role was found to begin.
func (c *cast) roleStart(left, name int, titled bool) int {
	if titled {
		return c.outerRole(left)
	}
	for left < name && isLink(c.words[left].text) {
		left++
	}
	return left
}

// outerRole returns where "the press secretary of the President Dov Arlen"
// begins: a role with its own article belongs to another's, whose name follows.
func (c *cast) outerRole(left int) int {
	if left < 3 || c.words[left-1].text != "the" || !isLink(c.words[left-2].text) || !isTitle(c.words[left-3].text) || !c.words[left-1].plain || !c.words[left-2].plain {
		return left
	}
	left -= 3
	for left > 0 && c.words[left].plain && (modifiers()[c.words[left-1].text] || isTitle(c.words[left-1].text) || c.words[left-1].capital && belongs(c.words[left-1].text)) {
		left--
	}
	return left
}

// gather finds out which mentions are of one figure: full names of persons
// first, then what else may be a person's name, then surnames and given names
// alone, then states and organizations.
func (c *cast) gather() {
	// Where words stand alone: a surname does after the full name, and not
	// before it but in a heading.
	first, last := make(map[string]int), make(map[string]int)
	for i, m := range c.mentions {
		if m.to-m.from != 1 {
			continue
		}
		if _, ok := first[m.name]; !ok && !c.words[m.from].titled && c.words[m.from].para > 0 {
			first[m.name] = i
		}
		last[m.name] = i
	}
	alone := func(name string, after int) bool {
		at, ok := first[name]
		return last[name] > after && (!ok || at > after)
	}
	for i := range c.mentions {
		m := &c.mentions[i]
		n := m.to - m.from
		if n < 2 || m.thing || m.kind == State || m.kind == Organization {
			continue
		}
		words := strings.Fields(m.name)
		surname := words[len(words)-1]
		if m.kind != Person && (c.apposition(m.to) > 0 || c.appositionBefore(m.from) >= 0 || alone(surname, i) && n <= 4 && !c.precededBy(m.from, "the") && stateNamed(surname) == "" || c.personAfter(m.to) || c.sources[m.Start] && n <= 3) {
			m.kind = Person
		}
		if m.kind == Person {
			m.figure = c.person(words, i)
			c.figures[m.figure].mentions++
		}
	}
	for _, m := range c.mentions { // "Mr. Quill", whom the article never gives more of
		if low := strings.ToLower(m.name); m.to-m.from == 1 && m.kind == Person && c.surnamed[low] == nil && c.givenNamed[low] == nil {
			c.surnamed[low] = []int{c.add(figure{name: m.name, surname: m.name, kind: Person})}
		}
	}
	for i := range c.mentions {
		m := &c.mentions[i]
		if m.figure >= 0 {
			continue
		}
		switch {
		case m.thing:
			m.figure = c.thing(m.name, "")
		case m.to-m.from == 1 && c.surnamed[strings.ToLower(m.name)] != nil && !c.precededBy(m.from, "in"): // Jordan, CLAY
			m.figure = c.single(m, i)
		case m.to-m.from == 1 && m.kind != State && (m.kind != Organization || c.surnamed[strings.ToLower(m.name)] != nil):
			m.figure = c.single(m, i)
		case m.kind == State:
			m.figure = c.thing(stateNamed(m.name), State)
		case m.kind == Organization:
			m.figure = c.thing(m.name, Organization)
		default:
			if m.figure = c.longer(m.name); m.figure < 0 {
				m.figure = c.thing(m.name, "")
			}
		}
		if f := m.figure; f >= 0 {
			m.kind = c.figures[f].kind
			c.figures[f].mentions++
			if m.from > 0 && c.words[m.from].plain && (c.words[m.from-1].text == "in" || c.words[m.from-1].text == "of" && m.from > 1 && settlements()[c.words[m.from-2].lower()]) {
				c.figures[f].placed = true
			}
		}
	}
}

// recall adds the places where a description can mean one figure alone: "the
// president" where one is called so.
func (c *cast) recall() {
	var called []int
	for f := range c.figures {
		if p := &c.figures[f]; p.kind == Person && len(p.roles) > 0 {
			called = append(called, f)
		}
	}
	const mostFigures = 100 // beyond, no description tells one of them
	if len(called) > mostFigures {
		return
	}
	known := make(map[string][]int) // whom descriptions may mean
	var found []mention
	for i := 0; i+1 < len(c.words); i++ {
		if c.words[i].lower() != "the" {
			continue
		}
		to := i + 1
		for to < len(c.words) && to < i+5 && c.words[to].plain && !isTitle(c.words[to].text) && (modifiers()[c.words[to].text] || belongs(c.words[to].text)) {
			to++
		}
		if to == len(c.words) || !c.words[to].plain || !isTitle(c.words[to].text) {
			continue
		}
		for to < len(c.words) && c.words[to].plain && isTitle(c.words[to].text) {
			to++
		}
		if to < len(c.words) && c.words[to].plain && (c.words[to].capital || isLink(c.words[to].text)) || c.words[to-1].owns && to-i > 4 {
			continue
		}
		text := strings.Join(c.texts(i+1, to), " ")
		fitting, ok := known[text]
		if !ok {
			fitting = c.fitting(called, callingOf(text))
			known[text] = fitting
		}
		if f := c.lastOf(fitting, i); f >= 0 {
			found = append(found, mention{Span: c.span(i, to), from: i, to: to, figure: f, name: text, kind: Person})
		}
	}
	c.recalled = found
}

// fitting returns those of the figures that a description fits best.
func (c *cast) fitting(figures []int, d calling) (best []int) {
	score := 0.0
	for _, f := range figures {
		switch s := c.figures[f].called(d); {
		case s > score:
			best, score = []int{f}, s
		case s == score && s > 0:
			best = append(best, f)
		}
	}
	return best
}

// lastOf returns the only one of the figures, or the only one that the sentences
// right before a word name; -1 for none.
func (c *cast) lastOf(figures []int, word int) int {
	if len(figures) == 1 {
		return figures[0]
	}
	const back = 3 // sentences
	last := none
	k, _ := slices.BinarySearchFunc(c.mentions, word, func(m mention, at int) int { return cmp.Compare(m.from, at) })
	for k--; k >= 0 && c.words[c.mentions[k].from].line >= c.words[word].line-back; k-- {
		if f := c.mentions[k].figure; slices.Contains(figures, f) {
			if last != none && last != f {
				return none
			}
			last = f
		}
	}
	return last
}

// personAfter reports whether what follows a name says that it is a person's:
// an age, "who", a party and a district in brackets.
func (c *cast) personAfter(i int) bool {
	if i >= len(c.words) {
		return false
	}
	w := c.words[i]
	if w.comma && (w.text == "who" || w.text == "whose" || len(w.text) == 2 && w.text[0] >= '1' && w.text[0] <= '9') {
		return true
	}
	return w.plain && w.text == "who"
}

// person returns the figure with a full name, made where there is none.
func (c *cast) person(words []string, at int) int {
	given, surname, full := nameParts(words)
	for _, f := range c.surnamed[strings.ToLower(surname)] {
		switch p := &c.figures[f]; {
		case p.given != "" && sameGiven(p.given, given):
			p.take(full, given)
			return f
		}
	}
	if f := c.longer(full); f >= 0 {
		return f
	}
	f := c.add(figure{given: given, surname: surname, kind: Person, gender: genderOf(given), introduced: at})
	c.figures[f].take(full, given)
	c.surnamed[strings.ToLower(surname)] = append(c.surnamed[strings.ToLower(surname)], f)
	c.givenNamed[strings.ToLower(given)] = append(c.givenNamed[strings.ToLower(given)], f)
	return f
}

// longer returns the person whose name goes on before the given one, -1 for
// none: "Aya San Quill" is "San Quill" later.
func (c *cast) longer(name string) int {
	at := strings.LastIndexByte(name, ' ')
	for _, f := range c.surnamed[strings.ToLower(name[at+1:])] {
		if strings.HasSuffix(c.figures[f].name, " "+name) {
			return f
		}
	}
	return -1
}

// take counts a full name that the article writes, and keeps the one that it
// writes most; of several the first, but rather a given name than an initial.
func (f *figure) take(full, given string) {
	if f.forms == nil {
		f.forms = make(map[string]int)
	}
	f.forms[full]++
	switch {
	case f.name == "", f.forms[full] > f.forms[f.name], strings.HasSuffix(f.given, ".") && !strings.HasSuffix(given, "."):
		f.name = full
	}
	if f.name == full && f.given != given {
		f.given = given
		if g := genderOf(given); g != 0 && f.gender == 0 {
			f.gender = g
		}
	}
}

// single returns whom a name of one word means, or -1.
func (c *cast) single(m *mention, at int) int {
	low := strings.ToLower(m.name)
	by := c.surnamed[low]
	if len(by) == 0 {
		if by = c.givenNamed[low]; len(by) > 1 {
			return -1
		}
	}
	switch len(by) {
	case 0:
		return c.thing(m.name, "")
	case 1:
		return by[0]
	}
	return c.ofSurname(by, m, at)
}

// ofSurname chooses among figures of one surname: by what stands before it,
// else the one whom the article introduces first and names most, as writers
// give the others' given names.
func (c *cast) ofSurname(by []int, m *mention, at int) int {
	if g := honorifics()[strings.ToLower(strings.TrimRight(m.role, "."))]; g != 0 {
		fitting := slices.DeleteFunc(slices.Clone(by), func(f int) bool { return c.figures[f].gender != 0 && c.figures[f].gender != g })
		if len(fitting) == 1 {
			return fitting[0]
		}
	}
	if m.role != "" {
		for _, f := range by {
			if c.figures[f].called(callingOf(m.role)) > 0 {
				return f
			}
		}
	}
	if later := slices.IndexFunc(by, func(f int) bool { return c.figures[f].introduced > at }); later == 1 {
		return by[0] // the others come later
	}
	best, others := by[0], 0
	for _, f := range by[1:] {
		others = max(others, c.figures[f].mentions)
	}
	if c.figures[best].mentions > 2*others || others <= 1 && c.figures[best].mentions > 1 {
		return best
	}
	return -1
}

// thing returns the figure that is no person with a name, made where there is none.
func (c *cast) thing(name string, kind Kind) int {
	key := thingKey(name)
	f, ok := c.things[key]
	if short := strings.ToLower(acronymOf(name)); !ok && short != "" {
		if f, ok = c.things[short]; ok && thingKey(c.figures[f].name) != short {
			ok = false // of another name with these letters
		}
		key = short
	}
	if !ok {
		f = c.add(figure{name: name, kind: kind})
	}
	c.things[key], c.things[thingKey(name)] = f, f
	p := &c.figures[f]
	if len(name) > len(p.name) {
		p.name = name
	}
	if p.kind == "" {
		p.kind = kind
	}
	return f
}

// add takes a figure into the cast.
func (c *cast) add(f figure) int {
	c.figures = append(c.figures, f)
	return len(c.figures) - 1
}

func thingKey(name string) string {
	return strings.ToLower(trimArticle(name))
}

// acronymOf returns the first letters of a name of several words, "" of others.
func acronymOf(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	var letters strings.Builder
	for _, w := range words {
		if isLink(w) || w == "and" || w == "The" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		letters.WriteRune(r)
	}
	if letters.Len() < 2 {
		return ""
	}
	return letters.String()
}

// nameParts returns the given name, the surname and the whole of a person's
// name, without what follows it: "Jr."
func nameParts(words []string) (given, surname, full string) {
	words = slices.Clone(words)
	for len(words) > 2 && suffixes()[strings.Trim(words[len(words)-1], ".")] {
		words = words[:len(words)-1]
	}
	at := len(words) - 1
	for at > 1 && particles()[words[at-1]] {
		at--
	}
	return words[0], strings.Join(words[at:], " "), strings.Join(words, " ")
}

// sameGiven reports whether two given names may be of one person: equal, an
// initial of the other, a short form of it.
func sameGiven(a, b string) bool {
	a, b = strings.ToLower(strings.Trim(a, ".")), strings.ToLower(strings.Trim(b, "."))
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) == 1 && strings.HasPrefix(b, a) || len(a) >= 3 && strings.HasPrefix(b, a) || shortForms()[a] == b || shortForms()[b] == a
}

func genderOf(name string) gender {
	switch g := given()[strings.ToLower(name)]; g {
	case 'm', 'f':
		return gender(g)
	}
	return 0
}
