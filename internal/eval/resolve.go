package eval

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/attribution"
)

// A Resolver names the speakers of a text's statements, in their order. The
// empty name means not known. The author is who wrote the text, empty where that
// is not told.
type Resolver func(text, author string, statements []attribution.Statement) []string

// names asks the resolver, and checks that it answers for each statement.
func (resolve Resolver) names(text, author string, statements []attribution.Statement) ([]string, error) {
	names := resolve(text, author, statements)
	if len(names) != len(statements) {
		return nil, fmt.Errorf("%d speakers were told for %d statements", len(names), len(statements))
	}
	return names, nil
}

// nameAll asks a resolver who said what is marked in a text. It gives it the
// attributions as the statements that the engine would make of them and
// returns a name for each; one without content, which no statement can be, has
// none. inside tells of each the one that encloses it, or -1; nil means that
// none is enclosed.
func nameAll(resolve Resolver, text, author string, marked []Attribution, inside []int) ([]string, error) {
	order, err := arranged(marked, inside)
	if err != nil {
		return nil, err
	}
	place := make([]int, len(marked)) // of each among the statements
	statements := make([]attribution.Statement, len(order))
	for at, i := range order {
		place[i] = at
		statements[at] = statementOf(text, marked[i])
		if inside != nil && inside[i] >= 0 && len(marked[inside[i]].Content) > 0 {
			statements[at].Inside = place[inside[i]]
		}
	}
	found, err := resolve.names(text, author, statements)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(marked))
	for at, name := range found {
		names[order[at]] = name
	}
	return names, nil
}

// Marked returns the statements that the engine would make of an article's
// attributions, in the order of the text, and which attribution each is.
func Marked(a Article) (statements []attribution.Statement, at []int, err error) {
	at, err = arranged(a.Attributions, nil)
	for _, i := range at {
		statements = append(statements, statementOf(a.Text, a.Attributions[i]))
	}
	return statements, at, err
}

// statementOf is the statement that the engine would make of an attribution.
func statementOf(text string, a Attribution) attribution.Statement {
	s := attribution.Statement{Source: around(a.Source), Cue: around(a.Cue), Content: slices.SortedFunc(slices.Values(a.Content), inOrder),
		Inside: -1, Confidence: 1}
	s.Kind = attribution.KindOf(text, s.Content)
	s.Act, s.Negated = attribution.ActOf(text, s.Source, s.Cue, s.Content)
	s.Headline = s.Content[0].Start < headlineEnd(text)
	return s
}

// headlineEnd returns where the headline of a text ends: its first line, if it
// is short, and no sentence unless an empty line sets it apart.
func headlineEnd(text string) int {
	const longest = 200
	line, rest, _ := strings.Cut(text, "\n")
	apart := strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n")
	if len(line) > longest || !apart && strings.HasSuffix(strings.TrimSpace(line), ".") {
		return 0
	}
	return len(line)
}

// around returns the span from the first of the spans to the last.
func around(spans []attribution.Span) attribution.Span {
	if len(spans) == 0 {
		return attribution.Span{}
	}
	a := spans[0]
	for _, s := range spans[1:] {
		a = attribution.Span{Start: min(a.Start, s.Start), End: max(a.End, s.End)}
	}
	return a
}

// arranged returns the attributions that have content in the order of the
// engine's statements: by where the content begins, each before those inside it.
func arranged(marked []Attribution, inside []int) ([]int, error) {
	within := make(map[int][]int) // by the one around them; -1 for the outermost
	want := 0
	for i, a := range marked {
		if len(a.Content) == 0 {
			continue
		}
		outer := -1
		if inside != nil && inside[i] >= 0 && len(marked[inside[i]].Content) > 0 {
			outer = inside[i]
		}
		within[outer] = append(within[outer], i)
		want++
	}
	begins := func(i int) int { return around(marked[i].Content).Start }
	var order []int
	var add func(outer int)
	add = func(outer int) {
		slices.SortStableFunc(within[outer], func(i, j int) int { return begins(i) - begins(j) })
		for _, i := range within[outer] {
			order = append(order, i)
			add(i)
		}
	}
	add(-1)
	if len(order) < want {
		return nil, errors.New("attributions enclose one another in a circle")
	}
	return order, nil
}
