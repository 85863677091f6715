package variant_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

// This file makes pairs of wordings by known edits. It knows nothing of how
// wordings are aligned: it has its own words, its own rules of indirect speech
// and its own notion of what is the same text.

// An edit is what was done to some words, told in letters and digits alone.
type edit struct {
	op        variant.Op
	base, own string
	at        int // letters of the original before it
	marked    bool
}

func (e edit) String() string {
	return fmt.Sprintf("%s %q -> %q at %d, marked %v", e.op, e.base, e.own, e.at, e.marked)
}

// An editing is an original, what became of it, and how.
type editing struct {
	original, edited string
	kind             attribution.Kind
	edits            []edit
}

// letters returns the letters and digits of a text, small.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// An item is a token of the original, with what became of it.
type item struct {
	token string
	op    variant.Op // empty: kept
	own   string     // what is printed instead; before it, if the op is Added
	mark  bool
	over  int    // with Moved: how many tokens further the block stands
	parts []part // with Indirect: what becomes of parts of the token
}

// A part is some letters of a token and what they become; the same are kept.
type part struct{ base, own string }

// A maker makes edits at random.
type maker struct {
	*rand.Rand
	items []item
}

func newMaker(seed uint64, original string) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 5))}
	for _, token := range strings.Fields(original) {
		if last := len(m.items) - 1; last >= 0 && letters(token) == "" { // a dash
			m.items[last].token += " " + token
			continue
		}
		m.items = append(m.items, item{token: token})
	}
	return m
}

// apart is how many tokens stay as they are between two edits.
const apart = 3

// room returns where n tokens stand that nothing was done to, nor to those near
// them; with inner, not at either end.
func (m *maker) room(n int, inner bool) (from int, ok bool) {
	var all []int
	for i := 0; i+n <= len(m.items); i++ {
		if inner && (i < apart || i+n+apart > len(m.items)) {
			continue
		}
		near := m.items[max(0, i-apart):min(len(m.items), i+n+apart)]
		if !slices.ContainsFunc(near, func(it item) bool { return it.op != "" }) {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return 0, false
	}
	return all[m.IntN(len(all))], true
}

// has reports whether a text has one of the words of the tokens [from, to).
func (m *maker) has(text string, from, to int) bool {
	words := plainWords(text)
	for _, it := range m.items[max(0, from):min(len(m.items), to)] {
		for _, w := range plainWords(it.token) {
			if slices.Contains(words, w) {
				return true
			}
		}
	}
	return false
}

// plainWords returns a text's words, parted at whatever is no letter or digit.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// cut drops a run of tokens, or the beginning, or the end.
func (m *maker) cut() bool {
	n := 1 + m.IntN(max(1, len(m.items)/3))
	from, ok := m.room(n, false)
	if !ok {
		return false
	}
	for i := from; i < from+n; i++ {
		m.items[i].op = variant.Dropped
	}
	return true
}

// ellipsis drops a run of tokens and says so.
func (m *maker) ellipsis() bool {
	n := 1 + m.IntN(max(1, len(m.items)/3))
	from, ok := m.room(n, true)
	if !ok {
		return false
	}
	for i := from; i < from+n; i++ {
		m.items[i].op, m.items[i].mark = variant.Dropped, true
	}
	m.items[from].own = pick(m, "…", "...", ". . .", "[...]", "[…]", "....")
	return true
}

var phrases = []string{
	"nearly", "the old harbour", "ferrymen", "a quiet vote", "salt", "nobody in Gorsk", "the mayor", "three grey mules", "at dawn",
	"under the mill", "most of the guild", "lantern", "quarrelled", "slowly", "and the river", "of Orlund", "beside it", "the",
	"a", "in", "to the quarry", "of", "and", "that the ferry", "was mended", "has drowned", "wooden", "is", "very",
}

// phrase returns words, none of which is among the tokens [from, to) or beside them.
func (m *maker) phrase(from, to int) string {
	for {
		if p := phrases[m.IntN(len(phrases))]; !m.has(p, from-1, to+1) {
			return p
		}
	}
}

// add prints words that were not said; with brackets, says so.
func (m *maker) add(brackets bool) bool {
	from, ok := m.room(1, true)
	if !ok {
		return false
	}
	it := &m.items[from]
	it.op, it.own, it.mark = variant.Added, m.phrase(from, from), brackets
	return true
}

// substitute prints words instead of others.
func (m *maker) substitute(brackets bool) bool {
	n := 1 + m.IntN(3)
	from, ok := m.room(n, false)
	if !ok {
		return false
	}
	for i := from; i < from+n; i++ {
		m.items[i].op, m.items[i].mark = variant.Changed, brackets
	}
	m.items[from].own = m.phrase(from, from+n)
	return true
}

func (m *maker) bracket() bool {
	if m.IntN(2) == 0 {
		return m.add(true)
	}
	return m.substitute(true)
}

// move takes a run of tokens behind a longer one that follows it, or before one
// that it follows.
func (m *maker) move() bool {
	n := 4 + m.IntN(5)
	over := n + 3 + m.IntN(8)
	from, ok := m.room(n+over, false)
	if !ok {
		return false
	}
	if m.IntN(2) == 0 {
		from += over // the later is moved to the front
		m.items[from].over = -over
	} else {
		m.items[from].over = over
	}
	for i := from; i < from+n; i++ {
		m.items[i].op = variant.Moved
	}
	return true
}

// made returns the editing. Neighbours of one op and mark are one edit.
func (m *maker) made(kind attribution.Kind) editing {
	e := editing{kind: kind}
	var own []string
	var edits []edit
	at := 0
	open := false // the last edit may grow
	note := func(next edit) {
		if last := len(edits) - 1; open && edits[last].op == next.op && edits[last].marked == next.marked {
			edits[last].base += next.base
			edits[last].own += next.own
			return
		}
		edits = append(edits, next)
		open = true
	}
	if kind == attribution.Indirect {
		own = append(own, "that")
		note(edit{op: variant.Indirect, own: "that"})
	}
	tokens := make([]string, len(m.items))
	for i, it := range m.items {
		tokens[i] = it.token
		base := letters(it.token)
		next := edit{op: it.op, base: base, own: letters(it.own), at: at, marked: it.mark}
		switch it.op {
		case "":
			own, open = append(own, it.token), false
		case variant.Added:
			open, next.base = false, ""
			note(next)
			own, open = append(own, bracketed(it), it.token), false
		case variant.Dropped:
			next.own = ""
			note(next)
			own = append(own, it.own)
		case variant.Changed:
			note(next)
			own = append(own, bracketed(it))
		case variant.Moved:
			next.own = base
			note(next)
		case variant.Indirect:
			before := at
			for _, p := range it.parts {
				base := letters(p.base)
				own = append(own, p.own)
				if p.base == p.own || p.base == "n't" {
					open = false
				} else {
					note(edit{op: it.op, base: base, own: letters(p.own), at: before})
				}
				before += len(base)
			}
		}
		at += len(base)
	}
	own = m.moved(own)
	e.original = strings.Join(tokens, " ")
	e.edited = m.reset(strings.Join(strings.Fields(strings.Join(own, " ")), " "))
	e.edits = canonical(e.original, edits)
	return e
}

// reset prints the text as another paper would: with other marks.
func (m *maker) reset(text string) string {
	if m.IntN(2) == 0 {
		text = strings.ReplaceAll(text, "’", "'")
	} else {
		text = strings.ReplaceAll(text, "'", "’")
	}
	switch m.IntN(3) {
	case 0:
		text = strings.NewReplacer("—", " -- ", " – ", " - ", ";", ".").Replace(text)
	case 1:
		text = strings.NewReplacer(" - ", " – ", "--", "—", "!", ".", ", and", " and").Replace(text)
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// moved puts tokens where they were moved to. Nothing else was done where
// something is moved, so items there are tokens.
func (m *maker) moved(own []string) []string {
	from := slices.IndexFunc(m.items, func(it item) bool { return it.op == variant.Moved })
	if from < 0 {
		return own
	}
	n, over := 0, m.items[from].over
	var block []string
	for ; from+n < len(m.items) && m.items[from+n].op == variant.Moved; n++ {
		block = append(block, m.items[from+n].token)
	}
	// Where the block was, in what is printed: behind the kept token before it,
	// that is, before those behind it that are printed.
	before := &maker{Rand: m.Rand, items: m.items[:from]}
	place := len(before.printed())
	return slices.Insert(own, place+over, block...)
}

// printed returns what is printed of the items, moved ones left out.
func (m *maker) printed() (own []string) {
	for _, it := range m.items {
		switch it.op {
		case "":
			own = append(own, it.token)
		case variant.Added:
			own = append(own, bracketed(it), it.token)
		case variant.Dropped:
			own = append(own, it.own)
		case variant.Changed:
			own = append(own, bracketed(it))
		}
	}
	return own
}

func bracketed(it item) string {
	if it.mark && it.own != "" {
		return "[" + it.own + "]"
	}
	return it.own
}

// canonical sorts edits and gives each that could stand elsewhere, with the same
// text for result, its first place: of "the mill, the mill" without one of them it
// cannot be told which was dropped, nor whether what is added where something was
// dropped stands before or behind that. What is marked stands where the mark stands.
func canonical(original string, edits []edit) []edit {
	var words []string
	for _, token := range strings.Fields(original) {
		words = append(words, letters(token))
	}
	for i, e := range edits {
		if e.op == variant.Changed || e.op == variant.Indirect || e.marked {
			continue
		}
		text := e.base
		if e.op == variant.Added {
			text = e.own
		}
		for w, at := len(words)-1, len(letters(original)); w >= 0; w-- {
			word := words[w]
			at -= len(word)
			if at+len(word) == e.at && strings.HasSuffix(text, word) && word != "" {
				text = word + strings.TrimSuffix(text, word)
				e.at = at
			}
		}
		if e.op != variant.Added {
			e.base = text
		}
		if e.op != variant.Dropped {
			e.own = text
		}
		edits[i] = e
	}
	for i, e := range edits {
		for _, d := range edits {
			if e.base == "" && d.op == variant.Dropped && d.at+len(d.base) == e.at {
				edits[i].at = d.at
			}
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Or(a.at-b.at, strings.Compare(string(a.op), string(b.op))) })
	return edits
}

func pick(m *maker, all ...string) string { return all[m.IntN(len(all))] }
