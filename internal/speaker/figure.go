package speaker

import (
	"slices"

	"hearsay/attribution"
)

// A gender as the article or a given name tells it. Empty means not known.
type gender byte

const (
	male   gender = 'm'
	female gender = 'f'
)

// A mention is a place where a name stands in the text.
type mention struct {
	attribution.Span
	from, to int    // its words in the outline
	figure   int    // in the cast; -1 where nobody is meant for certain
	name     string // the words, without what stands before the name
	role     string // what stands before the name: "Harbour Minister"
	kind     Kind
	aside    bool // it stands in a caption
	thing    bool // a place or the like, no person
	headed   bool // the role before it is of something: "the minister of tides of Tessaly Ada Quill"
}

// A figure is somebody or something that an article names, as a reader keeps
// it in mind.
type figure struct {
	name           string         // at its fullest
	given, surname string         // of a person
	forms          map[string]int // the full names that the article writes, and how often
	kind           Kind
	gender         gender
	told           bool // the article tells the gender, not the given name
	roles          []role
	mentions       int  // how often it is named
	placed         bool // something is in it
	introduced     int  // the mention with its full name in the cast
	first          int  // its first mention in the cast outside headings
}

// A role is what an article calls a figure beside the name.
type role struct {
	text string
	calling
}

// A cast is the figures of one article.
type cast struct {
	*outline
	figures  []figure
	mentions []mention
	recalled []mention       // by a description
	surnames map[string]bool // words that stand behind given names
	alone    map[string]bool // what stands by itself with capitals
	sources  map[int]bool    // bytes where the sources of statements begin and end

	// Figures by their names in lower case.
	surnamed, givenNamed map[string][]int
	things               map[string]int // also by the first letters of the name
}

// mayBe reports whether the figure may be a person of a gender, 0 for any. What
// the given name tells of it may be wrong.
func (f *figure) mayBe(g gender) bool {
	return f.kind == Person && (g == 0 || f.gender == 0 || f.gender == g || !f.told)
}

// called returns how well a description fits what the article calls the figure.
func (f *figure) called(d calling) float64 {
	best := 0.0
	for _, r := range f.roles {
		best = max(best, d.fits(r.calling))
	}
	for m := range d.more { // who is elsewhere "the US President" is not "the Russian president"
		if states().names[m] == m && !slices.ContainsFunc(f.roles, func(r role) bool { return r.more[m] }) &&
			slices.ContainsFunc(f.roles, func(r role) bool { return r.otherState(m) && d.fits(calling{r.head, nil}) > 0 }) {
			return 0
		}
	}
	return best
}

// firstRole returns the fullest of what the article calls the figure before or
// right after its name, or "".
func (f *figure) firstRole() string {
	best := ""
	for _, r := range f.roles {
		if best == "" || honorific(best) {
			best = r.text
		}
	}
	return best
}
