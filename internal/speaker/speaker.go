// Package speaker tells who is meant by the source of a statement.
//
// [Resolve] looks at one article alone. It reads the article's cast (everybody
// and everything that it names, with what it calls them) and then each source:
// a name is completed from the cast, a description ("the envoy") is matched with
// what the cast is called, a pronoun goes to whom a reader would take it for. Where
// that is not clear the speaker stays not known, and the candidates are told.
package speaker

// A Speaker is whom a statement's source names, as one article writes it. The
// zero Speaker is not known.
type Speaker struct {
	Name string
	Role string // what the article calls the speaker beside the name, as written
	Kind Kind

	How        How         // how the name was come to
	Confidence float64     // that it is the right one, in [0, 1]
	Candidates []Candidate // where not known: who may be meant, likeliest first
}

// A How says how a speaker was come to. Empty means not known.
type How string

// The ways to a speaker.
const (
	ByName        How = "name"        // the source names it, in full or in part
	ByPronoun     How = "pronoun"     // "he", "who"
	ByDescription How = "description" // "the envoy", "the president"
	ByContinuing  How = "continuing"  // no source: the statement goes on from the one before
)

// A Candidate is who may be meant where it is not known who is.
type Candidate struct {
	Name       string
	Confidence float64 // in [0, 1]
	Why        string  // in a few words, for people
}

// Known reports whether the speaker has a name.
func (s Speaker) Known() bool { return s.Name != "" }

// A Kind is what sort of speaker it is. Empty means not known.
type Kind string

// The kinds of speaker.
const (
	Person       Kind = "person"
	Organization Kind = "organization"
	State        Kind = "state"
	Group        Kind = "group" // people or bodies whom nobody names: "harbour officials"
)
