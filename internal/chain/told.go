package chain

import (
	"strings"

	"hearsay/attribution"
)

// A told is what the clause of one statement tells by itself.
type told struct {
	Chain             // Via: who passed it on, and the outlet that was told last
	outlet     string // the outlet that was told, or ""
	persistent bool   // an interview or a letter
	written    bool   // quoted from on: a statement, an essay
	resumes    bool   // "in the interview": it was spoken of before
	anaphor    bool   // To names an outlet by its sort alone
	host       bool   // To is somebody who asks for an outlet
	only       bool   // tells nothing but who passed it on
}

// speaks reports whether a statement's words tell of somebody speaking: only
// such go on with an occasion.
func (t *tracer) speaks(i int, c clause) bool {
	s := t.statements[i]
	switch s.Act {
	case attribution.Deny, attribution.Ask, attribution.Promise, attribution.Write:
		return true
	}
	if s.Kind != attribution.Indirect || s.Cue.Empty() {
		return true
	}
	for k := c.cue[0]; k < c.cue[1]; k++ {
		if word := c.low(k); speaking()[word] || sayingTo()[word] || telling()[word] {
			return true
		}
	}
	return false
}

func (d told) empty() bool { return !d.Told() && !d.resumes }

// tells reads a clause. Outlets of the page's own are hearers but no links.
func (t *tracer) tells(c clause, i int) told {
	var d told
	if c.cue[1] == 0 {
		return d
	}
	o := t.outlets
	h, found := c.recipient(o)
	if !found || h.outlet == "" {
		if by, ok := c.interviewer(0, o); ok && (!found || by.outlet != "" && h.outlet == "" && c.before(by, h)) {
			h, found = by, true
		}
	}
	last := c.low(c.cue[1] - 1)
	calls := (last == "on" || last == "upon") && strings.HasPrefix(c.low(c.cue[1]-2), "call")
	if head, ok := t.head(i); ok && !found && (calls || telling()[last] && !c.passive(c.cue[1]-1)) {
		// "asked the board to wait", all but the verb found as content
		if p, ok := head.phraseAt(0); ok && p.to < len(head.tokens) && (head.low(p.to) == "to" && p.to+1 < len(head.tokens) && !head.tokens[p.to+1].capital || head.low(p.to) == "that" || head.low(p.to) == "whether") {
			if by, ok := head.hearer(p, o); ok {
				d.To = by.name
			}
		}
	}
	end := c.cue[1]
	if found {
		d.To, d.outlet, d.anaphor = h.name, h.outlet, h.anaphor
		for k := h.from; k < h.to; k++ {
			d.host = d.host || hosts()[c.low(k)] && h.outlet == ""
		}
		if h.from >= c.cue[0] && h.from <= c.cue[1]+4 {
			end = max(end, h.to)
		}
	}
	where, at := "", -1
	if c.source[1] > 0 || i < 0 {
		where, at = c.setting(end, o)
	}
	if where != "" && !strings.EqualFold(where, d.To) {
		d.Where = where
		low := lower(where)
		for word := range strings.FieldsSeq(low) {
			d.persistent = d.persistent || persistent()[strings.Trim(word, ".,")]
			d.written = d.written || written()[strings.Trim(word, ".,")]
		}
		first, _, _ := strings.Cut(low, " ")
		d.resumes = d.persistent && (first == "the" || first == "that" || first == "this" || first == "his" || first == "her") && d.To == ""
		writes := i >= 0 && t.statements[i].Act == attribution.Write
		if at+1 < len(c.tokens) && d.outlet == "" && !writes { // on CNN’s “Morning Tide”
			if by := c.showOf(where, at, o); by != "" && !o.isOwn(by) {
				d.Via = append(d.Via, by)
			} else if p, ok := c.phraseAt(at + 1); ok && (c.low(at) == "on" || c.low(at) == "in" || c.low(at) == "during") {
				if name := c.outletIn(p.from, p.to, o); name != "" && !o.isOwn(name) && !services()[lower(name)] {
					d.Via = append(d.Via, name)
				}
			}
		}
	}
	passed := c.passed(o)
	if c.source[1] > 0 && c.low(c.source[0]-1) == "by" { // he was quoted by TASS as
		if name, _ := c.sourceOutlet(o); name != "" {
			passed = append(passed, name)
		}
	}
	var others []string
	for _, name := range passed {
		if !o.isOwn(name) && fold(name) != fold(d.outlet) {
			others = append(others, name)
		}
	}
	d.Via = join(others, d.Via)
	if d.outlet != "" && !o.isOwn(d.outlet) {
		d.Via = join(d.Via, []string{d.outlet})
	}
	d.only = d.To == "" && d.Where == "" && len(d.Via) > 0
	return d
}

// showOf returns the outlet of a show that a setting names in quotation marks.
func (c *clause) showOf(where string, at int, o outlets) string {
	if !strings.ContainsAny(where, "“\"") {
		return ""
	}
	for k := at + 1; k < min(len(c.tokens), at+12); k++ {
		if low := c.low(k); low != "“" && low != "\"" {
			continue
		}
		if p, ok := c.phraseAt(k + 1); ok {
			return c.outletIn(p.from, p.to, o)
		}
	}
	return ""
}

// before reports whether an interview is spoken of closer to the clause's start
// than another hearer, or in the cue.
func (c *clause) before(a, b hearer) bool { return a.from < b.from || a.from < c.cue[1] }

// background reports whether a clause tells of other times than the article's
// news: "has repeatedly denied", "Earlier, she said", "In May 2017".
func (c *clause) background() bool {
	for k := c.cue[0]; k < c.cue[1]; k++ {
		if repeated(c.low(k)) {
			return true
		}
	}
	if repeated(c.low(c.cue[0]-1)) || repeated(c.low(c.cue[1])) {
		return true
	}
	for k := c.cue[1]; k < len(c.tokens) && c.low(k) != ","; k++ {
		switch word, next := c.low(k), c.low(k+1); {
		case word == "then" && (k+1 == len(c.tokens) || !c.tokens[k+1].word || c.tokens[k+1].gap()),
			word == "at" && next == "the" && c.low(k+2) == "time",
			word == "in" && month(next), word == "in" && year(next),
			word == "last" && longAgo(next), word == "earlier" && next == "this" && longAgo(c.low(k+2)):
			return true
		}
	}
	for k := 0; k < min(len(c.tokens), c.cue[0], 12); k++ {
		word := c.low(k)
		switch {
		case k < 4 && (word == "earlier" || word == "previously" || word == "formerly"):
			return true
		case k < 2 && word == "in" && (month(c.low(k+1)) || year(c.low(k+1))) && (year(c.low(k+1)) || year(c.low(k+2))):
			return true
		case k < 2 && word == "last" && longAgo(c.low(k+1)):
			return true
		}
	}
	return false
}

// longAgo reports whether "last" before a word leads far from the article's news.
func longAgo(word string) bool {
	switch word {
	case "year", "month", "spring", "summer", "fall", "autumn", "winter", "decade":
		return true
	}
	return month(word)
}

func repeated(word string) bool {
	switch word {
	case "repeatedly", "previously", "long", "always", "consistently", "often", "frequently", "earlier":
		return true
	}
	return false
}

func year(word string) bool {
	return len(word) == 4 && digits(word) && (word[:2] == "19" || word[:2] == "20")
}

var months = set(`january february march april may june july august september october november december`)

func month(word string) bool { return months()[word] }
