package when

import (
	"cmp"
	"slices"

	"hearsay/attribution"
)

// own returns the days that the sentence of a statement's cue tells of it.
func (a *article) own(i int) telling {
	s := a.statements[i]
	cue := s.Cue
	if cue.Empty() || cue.Start < 0 || cue.End > len(a.Text) {
		return telling{}
	}
	ahead, unsure := a.ahead(cue)
	if unsure {
		return telling{}
	}
	from, to := a.sentence(i)
	best, bestAt, bestFar := telling{}, apart, 0
	for _, e := range nearest(a.within(from, to), cue) {
		at := a.position(i, e, from)
		far := max(cue.Start-e.end, e.core-cue.End, 0)
		if at == apart || at > bestAt || at == bestAt && far >= bestFar {
			continue
		}
		if d := a.days(e, ahead); d.known() && (ahead || !a.mayCome(cue, e, d)) {
			best, bestAt, bestFar = e.telling(d), at, far
		}
	}
	if bestAt == apart && a.saysThen(cue) {
		return a.told(cue.Start)
	}
	return best
}

// nearest returns the expressions that stand nearest to a cue, on either side.
func nearest(all []expression, cue attribution.Span) []expression {
	const most = 12
	at, _ := slices.BinarySearchFunc(all, cue.Start, func(e expression, at int) int { return cmp.Compare(e.core, at) })
	return all[max(0, at-most):min(len(all), at+most)]
}

// mayCome reports whether a cue may as well speak of the day that comes: "the
// board meets on Friday".
func (a *article) mayCome(cue attribution.Span, e expression, d days) bool {
	if e.form != byWeekday && e.form != byDate || e.year != 0 || e.relative || d.to == a.calendar.published {
		return false
	}
	return slices.ContainsFunc(wordsOf(nil, a.Text, cue.Start, cue.End), func(w word) bool {
		n := len(w.low)
		return n > 3 && w.low[n-1] == 's' && w.low[n-2] != 's'
	})
}

// saysThen reports whether a cue looks back to the time told before it: "she said
// then".
func (a *article) saysThen(cue attribution.Span) bool {
	const next = 12
	words := wordsOf(nil, a.Text, cue.Start, min(len(a.Text), cue.End+next))
	for k, w := range words {
		if w.low == "then" && k > 0 && (w.end <= cue.End || words[k-1].end == cue.End) {
			return true
		}
	}
	return false
}

// sentence returns the sentence of a statement's cue: for an inner statement only
// as much of it as stands in the content around it.
func (a *article) sentence(i int) (from, to int) {
	s := a.statements[i]
	from, to = sentenceAround(a.Text, s.Cue.Start, s.Cue.End)
	if s.Cue.Start >= a.Dateline.End {
		from = max(from, a.Dateline.End)
	}
	if s.Inside >= 0 && s.Inside < len(a.statements) {
		for _, c := range a.statements[s.Inside].Content {
			if c.Holds(s.Cue) {
				from, to = max(from, c.Start), min(to, c.End)
			}
		}
	}
	return from, to
}

// ahead reports whether a cue speaks of what is to come, and whether it is unsure
// what it speaks of: "will announce", "would say", "was to report".
func (a *article) ahead(cue attribution.Span) (ahead, unsure bool) {
	words := wordsOf(nil, a.Text, max(0, cue.Start-30), cue.End)
	for k, w := range words {
		switch {
		case w.start < cue.Start && (w.low == "." || w.low == `"` || w.low == "”"):
			ahead, unsure = false, false
		case w.low == "will" || w.low == "shall":
			ahead = true
		case w.low == "would" || w.low == "could" || w.low == "should":
			unsure = true
		case w.low == "to" && k > 0:
			switch words[k-1].low {
			case "was", "were":
				unsure = true
			case "expected", "scheduled", "set", "due", "plans", "planned", "planning", "going", "is", "are", "likely", "hopes", "intends":
				ahead = true
			}
		}
	}
	return ahead, unsure
}
