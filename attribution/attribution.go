// Package attribution finds statements in the text of a news article: who said
// what, and in which words the article says so.
//
// [Extract] takes a text and returns its statements. A [Statement] is one
// attribution: a source (the words that name the speaker), a cue (the words
// that say that something was said) and the content (what was said, in one or
// more pieces). Source and cue may be missing; content never is.
//
// The package promises that every span lies inside the text, starts and ends
// between characters and is not empty; that the same text always gives the same
// statements; and that no text, however damaged, makes it fail.
//
// It does not say who the words of the source mean (that needs more than one
// article), and never whether what was said is true.
package attribution

// A Span is the bytes [Start, End) of a UTF-8 text. The zero Span stands for a
// role that the text leaves out.
type Span struct {
	Start, End int
}

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// In returns the words that the span covers in text.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Holds reports whether t lies within s.
func (s Span) Holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// A Kind tells how the content is given.
type Kind string

// The kinds of statement.
const (
	Direct   Kind = "direct"   // word for word, inside quotation marks
	Indirect Kind = "indirect" // in the article's words
	Mixed    Kind = "mixed"    // in the article's words, with some quoted
)

// An Act is the sort of attribution that a cue expresses. Only speech and
// writing are "said" ([Act.Said]); the rest report what somebody has in mind.
type Act string

// The acts, each with cues that express it.
const (
	Say     Act = "say"     // said, told, according to, announced, claimed
	Write   Act = "write"   // wrote, tweeted, posted
	Deny    Act = "deny"    // denied, rejected, dismissed, refuted
	Ask     Act = "ask"     // asked, wondered aloud, questioned
	Promise Act = "promise" // promised, vowed, pledged
	Demand  Act = "demand"  // demanded, urged, called for, ordered
	Think   Act = "think"   // believes, thinks, expects, regards
	Know    Act = "know"    // knows, learned, realized, found
	Want    Act = "want"    // wants, hopes, plans
	Feel    Act = "feel"    // fears, is worried, feels
)

// Said reports whether the act is speech or writing.
func (a Act) Said() bool {
	switch a {
	case Think, Know, Want, Feel:
		return false
	}
	return true
}

// A Statement is one attribution found in a text.
type Statement struct {
	Source   Span   // zero where the text names none
	Cue      Span   // zero where the text has none
	Content  []Span // at least one, in the order of the text, none overlapping
	Kind     Kind
	Act      Act
	Negated  bool // "has not said why"
	Headline bool // stands in the headline
	Inside   int  // index of the statement whose content encloses this one, or -1

	// Confidence is the engine's estimate, in [0, 1], that a careful reader
	// would find the same statement.
	Confidence float64
}
