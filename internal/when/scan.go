package when

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A form is the way in which an expression tells days.
type form int

const (
	byDate    form = iota // June 4, 2017-06-04
	byDates               // November 10-11
	byMonth               // May 2017, last December
	byYear                // 2015
	byWeekday             // Sunday, last Thursday
	byToday               // today, yesterday, last night
	byUnit                // this week, last month, the weekend
	byAgo                 // two weeks ago
	byShift               // two days earlier, the next day: counted from a day told before
)

// An expression is words that tell days, not yet which.
type expression struct {
	start, core, end int // core: where they begin without preposition
	form             form
	year             int // 0: not told
	month            time.Month
	day              int
	month2           time.Month // the last day of byDates
	day2             int
	weekday          int    // -1: not told
	unit             string // day, week, weekend, month, year; a season for byUnit
	n                int    // how many of them: -1 last, 0 this, +1 next
	relative         bool   // n was told by a word
	vague            bool   // "more than a year ago", "every Monday": tells no day of its own

	lead     string // the word before it that tells how it belongs: on, in, since …
	attached bool   // it qualifies a noun, as in "Monday’s debate"
	noun     int    // where that noun ends, if it is an occasion or a document
	occasion string // of which it tells the day: "Monday’s debate", "an interview aired on June 4"
	document bool   // of which it tells the day: "a January report"
	quoted   bool
}

// telling returns the expression's words with the days that they tell.
func (e expression) telling(d days) telling {
	return telling{d, e.start, max(e.end, e.noun), e.occasion != ""}
}

// scan returns the expressions of a text, in order.
func scan(text string) []expression {
	var found []expression
	var buffer []word
	for from := 0; from < len(text); {
		to := endOfStretch(text, from)
		if mayTell(text[from:to]) {
			buffer = wordsOf(buffer[:0], text, from, to)
			found = reader{text, buffer}.read(found)
		}
		from = to
	}
	return found
}

// longestStretch bounds what is looked at in one go.
const longestStretch = 1 << 14

// endOfStretch returns where a paragraph ends, or a piece of a very long one.
func endOfStretch(text string, from int) int {
	limit := min(len(text), from+longestStretch)
	for at := from; at < limit; at++ {
		if text[at] == '\n' && isBreak(text, at) {
			return at + 1
		}
	}
	for limit < len(text) && limit > from+1 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// mayTell reports whether a stretch holds anything that an expression has.
func mayTell(s string) bool {
	if strings.ContainsAny(s, "0123456789") {
		return true
	}
	for _, part := range [...]string{"day", "last ", "Last ", "this ", "This ", "ago", "night", "end", "later", "earlier", "next ",
		"January", "February", "March", "April", "May", "June", "July", "August", "tember", "ctober", "vember", "cember",
		"Jan.", "Feb.", "Aug.", "Sept", "Oct.", "Nov.", "Dec."} {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// A reader reads the words of one stretch.
type reader struct {
	text  string
	words []word
}

func (r reader) low(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].low
}

func (r reader) capital(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].capital }

func (r reader) number(i int) int {
	if i < 0 || i >= len(r.words) {
		return -1
	}
	return r.words[i].number
}

// digits reports whether word i is written in digits.
func (r reader) digits(i int) bool {
	return r.number(i) >= 0 && r.low(i) != "" && r.low(i)[0] >= '0' && r.low(i)[0] <= '9'
}

// close reports whether word i follows the one before it without a space.
func (r reader) close(i int) bool {
	return i > 0 && i < len(r.words) && r.words[i].start == r.words[i-1].end
}

func (r reader) read(found []expression) []expression {
	quote := false
	for i := 0; i < len(r.words); {
		switch r.low(i) {
		case `"`:
			quote = !quote
		case "“", "«", "„":
			quote = true
		case "”", "»":
			quote = false
		case "'":
			if r.low(i+1) == "'" && r.close(i+1) { // ''typewritten''
				quote = !quote
				i++
			}
		}
		e, n := r.at(i)
		if n == 0 {
			i++
			continue
		}
		e.core, e.end, e.quoted = r.words[i].start, r.words[i+n-1].end, quote
		r.before(&e, i)
		r.after(&e, i, i+n)
		found = append(found, e)
		i += n
	}
	return found
}

// before reads what stands before an expression that begins with word i.
func (r reader) before(e *expression, i int) {
	e.start = e.core
	j := i - 1
	for ; j >= 0 && (isShade(r.low(j)) || r.low(j) == "-" && isShade(r.low(j-1))); j-- {
		e.start = r.words[j].start
	}
	e.lead = r.low(j)
	switch {
	case e.lead == "the" && (e.unit == "weekend" || isSeason(e.unit)):
		e.start = r.words[j].start
		j--
		e.lead = r.low(j)
	case e.lead == "of" && (dayParts[r.low(j-1)] || r.low(j-1) == "day" || r.low(j-1) == "days"): // on the evening of June 4
		j -= 2
		e.start = r.words[j+1].start
		if r.low(j) == "the" {
			j--
		}
		e.lead = r.low(j)
	case isDeterminer(e.lead):
		e.attached = true
		e.lead = r.leadOfNoun(j - 1)
	}
	switch e.lead {
	case "on", "in", "at", "during", "over":
		if !e.attached && (e.lead != "in" || e.form != byWeekday) { // weighed in Friday
			e.start = r.words[j].start
			if isShade(r.low(j - 1)) { // early on Monday
				e.start = r.words[j-1].start
			}
		}
	}
	switch {
	case e.lead == "between" && e.form == byDates:
	case e.lead == "over" && e.unit == "weekend":
		e.vague = bounds[r.low(j-1)] // from over the weekend
	default:
		e.vague = e.vague || bounds[e.lead]
	}
	if (e.form == byAgo || e.form == byShift) && (e.lead == "than" || e.lead == "least" || e.lead == "nearly" || e.lead == "almost" || e.lead == "some" ||
		e.lead == "roughly" || e.lead == "just" && r.low(j-1) == "than") {
		e.vague = true
	}
}

// isShade reports whether a word before an expression only narrows it.
func isShade(low string) bool {
	switch low {
	case "early", "late", "mid", "earlier", "later", "back", "just":
		return true
	}
	return false
}

func isDeterminer(low string) bool {
	switch low {
	case "a", "an", "the", "his", "her", "its", "their", "our", "my", "that", "this", "'s", "another":
		return true
	}
	return false
}

func isSeason(unit string) bool { return seasons[unit] != 0 }

// leadOfNoun returns the preposition before a noun, of which word j and those
// before it may be a part.
func (r reader) leadOfNoun(j int) string {
	for k := j; k > j-5 && k >= 0; k-- {
		switch w := r.low(k); {
		case w == "in", w == "at", w == "during", w == "on", w == "with", w == "used", w == "using", bounds[w]:
			return w
		case w == "," || w == ".":
			return ""
		}
	}
	return ""
}

// after reads the noun that an expression, words [i, j), qualifies, and the one
// before it whose day it tells.
func (r reader) after(e *expression, i, j int) {
	k := j
	if r.low(k) == "'s" {
		e.attached = true
		if e.lead == "" || !bounds[e.lead] {
			e.lead = r.leadOfNoun(i - 1)
			e.vague = e.vague || bounds[e.lead]
		}
		k++
	}
	direct := e.attached || (e.form == byYear || e.form == byMonth) && e.lead != "in" && e.lead != "during" && !e.relative
	if direct {
		for n := 0; n < 5; n++ {
			w := r.low(k + n)
			if w == "-" {
				continue
			}
			if kind := occasionOf(w); kind != "" {
				e.attached, e.occasion, e.noun = true, kind, r.words[k+n].end
				return
			}
			if documents[w] {
				e.attached, e.document, e.noun = true, true, r.words[k+n].end
				return
			}
			if w == "" || !isWordRune(first(w)) || bounds[w] || verbs[w] || isDeterminer(w) && w != "'s" {
				break
			}
		}
		return
	}
	// An interview in Oslo aired on June 4; a rally Friday.
	for n := 1; n <= 12; n++ {
		w := r.low(i - n)
		if kind := occasionOf(w); kind != "" {
			e.occasion = kind
			return
		}
		if w == "" || barriers[w] || verbs[w] || w == "." || w == `"` || w == "”" {
			return
		}
	}
}

func first(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}
