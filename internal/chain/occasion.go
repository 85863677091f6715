package chain

import "slices"

// An occasion is an interview, a letter, a briefing: what is told of it once
// holds for more than one statement of its speaker.
type occasion struct {
	chain    Chain
	strong   bool // an interview or a letter: holds beyond the paragraph
	written  bool // a statement, an essay: holds for the quotations that follow at once
	lead     bool // told at the start of the article: holds throughout
	para     int  // where a statement last belonged to it
	position int  // of that statement in the order of the text
}

// occasions are the latest of each speaker.
type occasions struct {
	of     map[string]*occasion
	report *occasion // what an outlet reports of somebody, citing another: told before anybody speaks
	first  int       // the paragraph where the body begins
	led    bool      // the article's lead is an interview with an outlet
	leader string    // whose it is, as far as is known
	lead   int       // the statement that tells of it, or -1
	ahead  Chain     // what that statement will tell
}

// leadParagraphs is how many paragraphs of the body may tell what holds throughout.
const leadParagraphs = 5

// newOccasions finds where the body begins.
func newOccasions(t *tracer) occasions {
	o := occasions{of: map[string]*occasion{}, first: -1}
	for _, i := range t.order {
		if s := t.statements[i]; !s.Headline && s.Inside < 0 && anchor(s) >= t.page.DatelineEnd {
			o.first = t.paragraphAt(anchor(s))
			break
		}
	}
	return o
}

// findLead looks for the interview that an article is about: the first, near its
// start, of which a statement tells. The first sentences may be from it too.
func (t *tracer) findLead() {
	o := &t.occasions
	for n, i := range t.siblings[-1] {
		s := t.statements[i]
		if n > 40 || o.first >= 0 && t.paragraphAt(anchor(s))-o.first >= leadParagraphs {
			return
		}
		if s.Headline || o.first < 0 {
			continue
		}
		c := t.clauseOf(i)
		if name, _ := c.sourceOutlet(t.outlets); name != "" || c.background() {
			continue
		}
		if d := t.tells(c, i); d.outlet != "" && !d.anaphor && !t.outlets.isOwn(d.outlet) {
			o.led, o.leader, o.lead = true, t.speaker(i), i
			o.ahead = Chain{To: d.To, Via: d.Via}
			return
		}
	}
}

// recall returns the occasion that a statement without words of its own about it
// goes on with, or nil.
func (o *occasions) recall(speaker string, para, position int) *occasion {
	if speaker == "" {
		return nil
	}
	at := o.of[speaker]
	switch {
	case at == nil:
		return nil
	case at.strong && at.lead:
	case at.strong && para-at.para <= 2 && position-at.position <= 3:
	case at.written && para-at.para <= 1 && position-at.position <= 2:
	case para == at.para && position-at.position <= 3:
	default:
		return nil
	}
	at.para, at.position = para, position
	return at
}

// begin keeps an occasion as its speaker's latest.
func (o *occasions) begin(speaker string, at occasion) {
	if speaker != "" {
		o.of[speaker] = &at
	}
}

// join puts links behind each other, none twice.
func join(links ...[]string) []string {
	var all []string
	for _, more := range links {
		for _, link := range more {
			if link != "" && !slices.ContainsFunc(all, func(have string) bool { return fold(have) == fold(link) }) {
				all = append(all, link)
			}
		}
	}
	return all
}
