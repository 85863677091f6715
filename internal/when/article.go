package when

import (
	"cmp"
	"slices"

	"hearsay/attribution"
)

// An article is a page with what was found in it.
type article struct {
	Page
	calendar    calendar
	statements  []attribution.Statement
	speakers    []string
	expressions []expression
	order       []int // statements by their places
	rank        []int // where each stands in order
	words       []word
}

func newArticle(page Page, statements []attribution.Statement, speakers []string) *article {
	a := &article{Page: page, statements: statements, speakers: speakers, expressions: scan(page.Text)}
	a.calendar = newCalendar(parseDay(page.Published), parseDay(page.DatelineDay))
	a.order = make([]int, len(statements))
	for i := range a.order {
		a.order[i] = i
	}
	slices.SortStableFunc(a.order, func(i, j int) int { return cmp.Compare(a.place(i).Start, a.place(j).Start) })
	a.rank = make([]int, len(statements))
	for at, i := range a.order {
		a.rank[i] = at
	}
	return a
}

// place returns the bytes from the first to the last of a statement.
func (a *article) place(i int) attribution.Span {
	s := a.statements[i]
	all := attribution.Span{Start: len(a.Text)}
	for _, c := range append([]attribution.Span{s.Source, s.Cue}, s.Content...) {
		if !c.Empty() {
			all.Start, all.End = min(all.Start, c.Start), max(all.End, c.End)
		}
	}
	return all
}

// speaker returns the key of a statement's speaker, "" where it is not known.
func (a *article) speaker(i int) string {
	if i >= len(a.speakers) {
		return ""
	}
	return a.speakers[i]
}

// within returns the expressions that stand in a stretch.
func (a *article) within(from, to int) []expression {
	first, _ := slices.BinarySearchFunc(a.expressions, from, func(e expression, at int) int { return cmp.Compare(e.core, at) })
	last := first
	for last < len(a.expressions) && a.expressions[last].end <= to {
		last++
	}
	return a.expressions[first:last]
}

// told returns what the text tells last before a place, not far from it.
func (a *article) told(at int) telling {
	const far = 300
	near := a.within(max(0, at-far), at)
	for k := len(near) - 1; k >= 0; k-- {
		e := near[k]
		if e.quoted || e.vague || e.form == byShift || a.inDateline(e) {
			continue
		}
		return e.telling(a.calendar.days(e, 0, false))
	}
	return telling{}
}

// days returns the days that an expression of the text tells.
func (a *article) days(e expression, ahead bool) days {
	var told day
	if e.form == byShift {
		if t := a.told(e.core); t.single() {
			told = t.from
		}
	}
	return a.calendar.days(e, told, ahead)
}

func (a *article) inDateline(e expression) bool {
	return a.Dateline.Overlaps(attribution.Span{Start: e.core, End: e.end})
}

// outside returns the words of a stretch that stand in none of the statement's
// contents and not in its source.
func (a *article) outside(i, from, to int) []word {
	s := a.statements[i]
	a.words = a.words[:0]
	for at := from; at < to; {
		next := to
		skip := at
		for _, c := range s.Content {
			if c.Start <= at && at < c.End {
				skip = max(skip, c.End)
			} else if c.Start > at {
				next = min(next, c.Start)
			}
		}
		if s.Source.Start <= at && at < s.Source.End {
			skip = max(skip, s.Source.End)
		} else if s.Source.Start > at {
			next = min(next, s.Source.Start)
		}
		if skip > at {
			at = skip
			continue
		}
		a.words = wordsOf(a.words, a.Text, at, next)
		at = next
	}
	return a.words
}

// neighbours are the statements around one, in the order of the text.
func (a *article) neighbours(i int) []int {
	const near = 6
	at := a.rank[i]
	return a.order[max(0, at-near):min(len(a.order), at+near+1)]
}

// encloses reports whether statement i stands inside j, at whatever depth.
func (a *article) encloses(j, i int) bool {
	for depth := 0; depth < 16; depth++ {
		i = a.statements[i].Inside
		if i < 0 || i >= len(a.statements) {
			return false
		}
		if i == j {
			return true
		}
	}
	return false
}
