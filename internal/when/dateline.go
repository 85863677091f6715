package when

import (
	"slices"

	"hearsay/attribution"
)

// fromDateline gives the dateline's day to what the article's first paragraph
// says was said on an occasion or to somebody, where nothing near it tells
// another day. Agencies that date their lines date them so.
func (a *article) fromDateline(said []telling) {
	d := parseDay(a.DatelineDay)
	if d == 0 || a.Dateline.Empty() || a.Dateline.End > len(a.Text) {
		return
	}
	end := a.Dateline.End
	for limit := min(len(a.Text), end+longestSentence); end < limit; end++ {
		if a.Text[end] == '\n' && isBreak(a.Text, end) {
			break
		}
	}
	const beginning = 1500 // bytes in which a lead tells its day
	for _, e := range a.within(a.Dateline.End, min(len(a.Text), a.Dateline.End+beginning)) {
		if e.quoted || e.form != byWeekday && e.form != byToday {
			continue
		}
		if other := a.calendar.days(e, 0, false); other.known() && other != one(d) {
			return
		}
	}
	words := telling{days: one(d), start: a.Dateline.Start, end: a.Dateline.End}
	if own := a.within(a.Dateline.Start, a.Dateline.End); len(own) > 0 {
		words.start, words.end = own[0].core, own[0].end
	}
	for i, s := range a.statements {
		if said[i].known() || s.Inside >= 0 || s.Headline || !s.Act.Said() || s.Cue.Start < a.Dateline.End || s.Cue.End > end || s.Cue.Empty() {
			continue
		}
		if a.isTold(i) {
			said[i] = words
		}
	}
}

// isTold reports whether a statement's sentence tells an occasion or to whom, and
// no time.
func (a *article) isTold(i int) bool {
	from, to := a.sentence(i)
	for _, e := range a.within(from, to) {
		if !a.elsewhere(i, attribution.Span{Start: e.core, End: e.end}) {
			return false
		}
	}
	words := a.frame(i, from, to)
	return slices.ContainsFunc(words, func(w word) bool { return w.low == "told" || occasionOf(w.low) != "" }) &&
		!slices.ContainsFunc(words, func(w word) bool {
			return isOther(w.low) || isPresent(w.low) || w.low == "has" || w.low == "have" || w.low == "had"
		})
}
