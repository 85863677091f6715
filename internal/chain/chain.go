// Package chain tells the way a statement came to the page: to whom and where it
// was said, and through whom it was passed on.
//
// [Trace] looks at one article. It reads the words beside what was said, in the
// sentence that says so: "told the Lantern daily", "in a letter to the board",
// "as quoted by Quill". What is told once about an interview holds for the rest
// of it. A dateline, a byline or a last line that credits an agency is the link
// nearest to the page.
//
// It reads nothing into what was said, and guesses nothing: what the article
// does not tell stays empty. Its time is linear in the text, whatever the text.
package chain

import (
	"cmp"
	"slices"

	"hearsay/attribution"
)

// A Chain is what an article tells of a statement's way. What it does not tell
// is empty.
type Chain struct {
	To    string   // whom it was said or written to: "Kommersant", "reporters"
	Where string   // the place or setting: "Air Force One", "a letter"
	Via   []string // who passed it on, from the page to the speaker
}

// Told reports whether the article tells anything of the way.
func (c Chain) Told() bool { return c.To != "" || c.Where != "" || len(c.Via) > 0 }

// A Page is what Trace reads of an article.
type Page struct {
	Text   string // what the statements' offsets count in, with the page's frame blanked out
	Full   string // the same with the frame, which may credit an agency; may be empty
	Outlet string // whose page it is: no link of a chain
	Author string // the byline, which may credit an agency

	// The dateline's agency, and where the dateline ends in Text; empty and 0
	// where there is none.
	Agency      string
	DatelineEnd int
}

// Trace returns the chain of each of a page's statements, in their order.
// speakers holds for each the name of its speaker, or "" where not known: a
// statement shares what was told of another only where both have the same name.
func Trace(p Page, statements []attribution.Statement, speakers []string) []Chain {
	chains := make([]Chain, len(statements))
	if len(statements) == 0 {
		return chains
	}
	t := newTracer(p, statements, speakers)
	for _, i := range t.order {
		chains[i] = t.trace(i)
	}
	return chains
}

// A tracer goes through an article's statements in the order of its text.
type tracer struct {
	page       Page
	statements []attribution.Statement
	speakers   []string
	order      []int // of the statements, by where their cues stand

	text      *text
	outlets   outlets
	siblings  map[int][]int              // by the enclosing statement, in order
	masks     map[int][]attribution.Span // the contents of siblings, in order
	rank      []int                      // a statement's place among its siblings
	credit    credit
	occasions occasions
	governors []governor
	bySurname map[string][]string
}

func newTracer(p Page, statements []attribution.Statement, speakers []string) *tracer {
	t := &tracer{page: p, statements: statements, speakers: speakers,
		siblings: map[int][]int{}, masks: map[int][]attribution.Span{}, rank: make([]int, len(statements)), bySurname: surnames(speakers)}
	t.text = newText(p.Text)
	t.outlets = outletsOf(t.text, p)
	t.order = make([]int, len(statements))
	for i := range t.order {
		t.order[i] = i
	}
	slices.SortStableFunc(t.order, func(a, b int) int {
		return cmp.Compare(anchor(statements[a]), anchor(statements[b]))
	})
	for _, i := range t.order {
		in := statements[i].Inside
		t.rank[i] = len(t.siblings[in])
		t.siblings[in] = append(t.siblings[in], i)
		t.masks[in] = append(t.masks[in], statements[i].Content...)
	}
	for in, spans := range t.masks {
		t.masks[in] = merged(spans)
	}
	t.credit = t.outlets.creditOf(p)
	t.occasions = newOccasions(t)
	t.findLead()
	t.governors = governorsOf(t)
	return t
}
