package when

import (
	"slices"
	"strings"

	"hearsay/attribution"
)

// A position tells where an expression stands to the cue that it may belong to.
// The lower is the surer.
type position int

const (
	inCue position = iota
	afterCue
	beforeCue // between source and cue
	leadIn
	afterContent
	inSource
	apart // it belongs to something else
)

// position tells how an expression of the sentence that begins at from stands to
// the cue of statement i.
func (a *article) position(i int, e expression, from int) position {
	s := a.statements[i]
	span := attribution.Span{Start: e.core, End: e.end}
	if e.quoted && (s.Inside < 0 || e.counted()) || a.inDateline(e) || a.elsewhere(i, span) {
		return apart
	}
	when := e.lead == "since" && e.occasion != "" && a.opensWhen(i, e)
	if s.Source.Overlaps(span) {
		if a.tellsDocument(s, e) {
			return inSource
		}
		return apart
	}
	if !when && !usable(e) {
		return apart
	}
	end := max(e.end, e.noun)
	switch {
	case s.Cue.Overlaps(span):
		return inCue
	case when:
		return leadIn
	case e.core >= s.Cue.End:
		last := s.Cue.End
		piece := attribution.Span{}
		for _, c := range s.Content {
			if c.Start >= s.Cue.End && c.End <= e.core && c.End > last {
				last, piece = c.End, c
			}
		}
		if !piece.Empty() {
			if a.followsContent(i, e, piece) {
				return afterContent
			}
			return apart
		}
		gap := a.outside(i, s.Cue.End, e.start)
		if len(gap) > 0 && (gap[0].low == "as" || gap[0].low == "while") {
			gap = gap[1:]
		}
		if isFree(gap, true) && !a.otherCue(i, s.Cue.End, e.start) {
			return afterCue
		}
	case !s.Source.Empty() && s.Source.End <= e.core:
		if cue := wordsOf(nil, a.Text, s.Cue.Start, s.Cue.End); len(cue) == 0 || cue[0].low == "for" {
			return apart // at a hearing in 2014 for saying
		}
		if isFree(a.outside(i, s.Source.End, e.start), false) && isFree(a.outside(i, end, s.Cue.Start), false) && !a.otherCue(i, end, s.Cue.Start) {
			return beforeCue
		}
	default:
		start := s.Cue.Start
		if !s.Source.Empty() && s.Source.Start >= e.end {
			start = min(start, s.Source.Start)
		}
		gap := a.outside(i, end, start)
		if isFree(gap, true) && !hasPast(gap) && !a.otherCue(i, end, start) && opens(a.outside(i, from, e.start)) {
			return leadIn
		}
	}
	return apart
}

// counted reports whether an expression counts from the day on which it is said,
// which in a quotation is another than the article's.
func (e expression) counted() bool {
	return e.form == byToday || e.form == byUnit || e.form == byAgo || e.form == byShift
}

// usable reports whether an expression can tell when something was said: not
// "since Friday", not "Friday’s election", not the 2016 of "2016 campaign".
func usable(e expression) bool {
	switch {
	case e.vague:
		return false
	case e.attached:
		switch e.lead {
		case "in", "at", "during", "on", "with", "used", "using":
			return e.occasion != "" || e.document
		}
		return false
	case (e.form == byYear || e.form == byMonth) && !e.relative:
		return e.lead == "in" || e.lead == "during"
	}
	return true
}

// opensWhen reports whether "when" and the statement follow an expression:
// "since Monday’s debate, when she said".
func (a *article) opensWhen(i int, e expression) bool {
	s := a.statements[i]
	start := s.Cue.Start
	if !s.Source.Empty() {
		start = min(start, s.Source.Start)
	}
	end := max(e.end, e.noun)
	if start <= end || start-end > 20 {
		return false
	}
	gap := a.outside(i, end, start)
	return len(gap) == 2 && gap[0].low == "," && gap[1].low == "when"
}

// elsewhere reports whether a stretch belongs to the content of the statement or
// of another that does not enclose it.
func (a *article) elsewhere(i int, span attribution.Span) bool {
	for _, j := range a.neighbours(i) {
		if j != i && a.encloses(j, i) {
			continue
		}
		for _, c := range a.statements[j].Content {
			if c.Overlaps(span) && !c.Overlaps(a.statements[i].Cue) {
				return true
			}
		}
	}
	return false
}

// frame returns the words of a stretch that are no statement's content.
func (a *article) frame(i, from, to int) []word {
	return slices.DeleteFunc(a.outside(i, from, to), func(w word) bool {
		return a.elsewhere(i, attribution.Span{Start: w.start, End: w.end})
	})
}

// otherCue reports whether another statement's cue stands in a stretch, outside
// this one's content.
func (a *article) otherCue(i, from, to int) bool {
	gap := attribution.Span{Start: from, End: to}
	for _, j := range a.neighbours(i) {
		cue := a.statements[j].Cue
		if j == i || cue.Empty() || !gap.Holds(cue) || cue.Overlaps(a.statements[i].Cue) {
			continue
		}
		if !slices.ContainsFunc(a.statements[i].Content, func(c attribution.Span) bool { return c.Holds(cue) }) &&
			!a.statements[i].Source.Holds(cue) {
			return true
		}
	}
	return false
}

// longestGap is how many words may stand between an expression and its cue.
const longestGap = 30

// isFree reports whether no clause begins or ends in a gap.
func isFree(gap []word, noVerbs bool) bool {
	if len(gap) > longestGap {
		return false
	}
	open := false
	for _, w := range gap {
		switch {
		case w.low == "(" && !open:
			open = true
		case w.low == ")" && open:
			open = false
		case barriers[w.low], noVerbs && verbs[w.low]:
			return false
		}
	}
	return !open
}

// hasPast reports whether a gap seems to hold a verb in the past: "On Friday the
// board closed the pier and Moor said".
func hasPast(gap []word) bool {
	for k, w := range gap {
		if n := len(w.low); n > 3 && !w.capital && w.low[n-2:] == "ed" && (k+1 == len(gap) || gap[k+1].low != "by") {
			return true
		}
	}
	return false
}

// opens reports whether the words between the beginning of a sentence and an
// expression are the opening of a phrase: "In an interview on Friday, …".
func opens(words []word) bool {
	// What stands before the last beginning of a clause does not matter.
	for k := len(words) - 1; k >= 0; k-- {
		switch words[k].low {
		case ":", ";", "—", "and", "but":
			if opensPhrase(words[k+1:]) {
				return true
			}
		}
	}
	return opensPhrase(words)
}

func opensPhrase(words []word) bool {
	const longest = 16
	for len(words) > 0 && (isConnective(words[0].low) || words[0].low == "," || words[0].low == `"` || words[0].low == "”") {
		words = words[1:]
	}
	if len(words) == 0 {
		return true
	}
	if len(words) > longest || !isFree(words, true) {
		return false
	}
	switch words[0].low {
	case "in", "on", "at", "during", "asked", "interviewed", "over", "late", "early", "earlier", "with":
		return true
	}
	return strings.HasSuffix(words[0].low, "ing") // Speaking to reporters on Friday
}

func isConnective(low string) bool {
	switch low {
	case "and", "but", "however", "still", "yet", "meanwhile", "also", "then", "so", "later", "only", "just", "back", "even", "though", "or", "-", "—", "–":
		return true
	}
	return false
}

// followsContent reports whether an expression behind a piece of the content
// belongs to the cue before it. At the end of what is told in the article's own
// words it may as well belong to what is told.
func (a *article) followsContent(i int, e expression, piece attribution.Span) bool {
	s := a.statements[i]
	gap := a.outside(i, piece.End, e.start)
	if !isFree(gap, true) || a.otherCue(i, piece.End, e.start) {
		return false
	}
	if s.Source.Empty() {
		return false
	}
	bare := !slices.ContainsFunc(gap, func(w word) bool { return isWordRune(first(w.low)) })
	if bare {
		return isShortContent(a.Text, piece) || s.Kind != attribution.Indirect && endsQuoted(piece.In(a.Text))
	}
	switch gap[0].low {
	case "in", "at", "during", "on", ",":
		return e.occasion != ""
	}
	return false
}

// isShortContent reports whether a content is a few words and no clause: "a
// letter", "the pledge".
func isShortContent(text string, piece attribution.Span) bool {
	const few = 8
	if piece.End-piece.Start > 80 {
		return false
	}
	words := wordsOf(nil, text, piece.Start, piece.End)
	return len(words) <= few && isFree(words, true) && !hasPast(words)
}

func endsQuoted(content string) bool {
	for _, mark := range [...]string{`"`, "”", "’", "»", "''"} {
		if len(content) >= len(mark) && content[len(content)-len(mark):] == mark {
			return true
		}
	}
	return false
}

// tellsDocument reports whether an expression in a source tells the day of what
// is written: "a 2014 study", "a report released last month".
func (a *article) tellsDocument(s attribution.Statement, e expression) bool {
	if e.attached || e.document {
		return e.document && s.Source.Holds(attribution.Span{Start: e.core, End: e.noun})
	}
	if e.vague {
		return false
	}
	before := wordsOf(nil, a.Text, max(s.Source.Start, e.start-200), max(s.Source.Start, e.start))
	for k := len(before) - 1; k >= 0; k-- {
		switch w := before[k].low; {
		case documents[w]:
			return usable(e)
		case barriers[w], verbs[w]:
			return false
		}
	}
	return false
}
