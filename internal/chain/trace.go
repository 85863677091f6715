package chain

import "hearsay/attribution"

// trace returns the chain of a statement. It is called once for each, in order.
func (t *tracer) trace(i int) Chain {
	s := t.statements[i]
	c := t.clauseOf(i)
	d := t.tells(c, i)
	if s.Headline {
		return d.Chain
	}
	start := anchor(s)
	para := c.para
	if c.cue[1] == 0 {
		para = t.paragraphAt(start)
	}
	t.govern(start, para, t.speaker(i))

	enclosing := t.enclosing(i)
	if t.encloses(s.Inside, i) && len(enclosing) == 0 {
		return d.Chain // inside what somebody said: only what its own clause tells
	}
	if name, cited := c.sourceOutlet(t.outlets); name != "" && c.low(c.source[0]-1) != "by" {
		t.reports(i, c, name, cited)
		return Chain{Via: t.credits(i, t.speaker(i), c.background())}
	}

	background := c.background() && len(enclosing) == 0
	d = t.resolve(d, i, para)
	own := d.Chain
	own.Via = join(enclosing, own.Via)
	if !background && (!d.empty() || t.speaks(i, c) || t.shares(i)) {
		own = t.discourse(own, d, i, para)
	}
	own.Via = join(t.credits(i, t.speaker(i), background), own.Via)
	return own
}

// resolve puts the outlet that was spoken of in the place of "the broadcaster".
func (t *tracer) resolve(d told, i, para int) told {
	if !d.anaphor && !d.host {
		return d
	}
	at := t.occasions.of[t.speaker(i)]
	if at == nil || !at.strong || at.chain.To == "" {
		at = t.occasions.report
	}
	if at == nil || para-at.para > 12 {
		return d
	}
	if d.anaphor {
		d.To = at.chain.To
	}
	d.outlet, d.persistent = at.chain.To, true
	d.Via = join(d.Via, at.chain.Via)
	return d
}

// discourse adds what was told of the occasion before, and keeps what is told now.
func (t *tracer) discourse(own Chain, d told, i, para int) Chain {
	speaker, position := t.speaker(i), t.rank[i]
	if t.encloses(t.statements[i].Inside, i) {
		position = t.rank[t.statements[i].Inside]
	}
	if d.empty() || d.only || d.resumes {
		if at := t.occasions.recall(speaker, para, position); at != nil {
			return Chain{To: at.chain.To, Where: firstOf(own.Where, at.chain.Where), Via: join(own.Via, at.chain.Via)}
		}
		if o := t.occasions; d.empty() && o.led && speaker != "" && speaker == o.leader && o.lead >= 0 && position < t.rank[o.lead] && para == o.first &&
			t.statements[i].Inside < 0 {
			return o.ahead // the article's first sentence tells of the interview too
		}
		return own
	}
	if at := t.occasions.of[speaker]; at != nil && d.To == "" && fold(at.chain.Where) == fold(own.Where) && at.para == para {
		return Chain{To: at.chain.To, Where: own.Where, Via: join(own.Via, at.chain.Via)} // the same place again
	}
	lead := para-t.occasions.first < leadParagraphs
	asked := !d.persistent && d.outlet == "" && t.statements[i].Act != attribution.Say && t.statements[i].Act != attribution.Write
	if asked { // "asked the board to wait": what follows need not be said to the board
		delete(t.occasions.of, speaker)
		return own
	}
	t.occasions.begin(speaker, occasion{chain: own, strong: d.outlet != "" || d.persistent, written: d.written, lead: lead, para: para, position: position})
	return own
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// credits returns the agency that the page is taken from, where the statement is
// part of what the agency reports. Where the lead is an interview, nobody can
// tell whether what others say was added to it: they are left without.
func (t *tracer) credits(i int, speaker string, background bool) []string {
	first, told := t.statements[i], i
	for n := 0; n < maxDepth && t.encloses(first.Inside, i); n++ {
		i = first.Inside
		first = t.statements[i]
	}
	switch {
	case t.credit.name == "" || background || anchor(first) < t.credit.from:
		return nil
	case t.occasions.led && (speaker == "" || speaker != t.occasions.leader) && t.occasions.lead != told:
		return nil
	}
	return []string{t.credit.name}
}

// shares reports whether a statement has its source with the one before.
func (t *tracer) shares(i int) bool {
	n, siblings := t.rank[i], t.siblings[t.statements[i].Inside]
	return n > 0 && !t.statements[i].Source.Empty() && t.statements[siblings[n-1]].Source == t.statements[i].Source
}

// maxDepth is how deep statements may stand in one another.
const maxDepth = 8

// enclosing returns the outlets that a statement stands inside of: "Quill quotes
// her as saying …, citing Radio Tolm".
func (t *tracer) enclosing(i int) []string {
	var links []string
	for n := 0; n < maxDepth && t.encloses(t.statements[i].Inside, i); n++ {
		i = t.statements[i].Inside
		c := t.clauseOf(i)
		name, cited := c.sourceOutlet(t.outlets)
		if name == "" || c.low(c.source[0]-1) == "by" {
			return nil
		}
		for _, link := range append(cited, name) {
			if !t.outlets.isOwn(link) {
				links = join([]string{link}, links)
			}
		}
	}
	return links
}

// encloses reports whether a statement has another as its inner statement.
func (t *tracer) encloses(outer, inner int) bool {
	return outer >= 0 && outer < len(t.statements) && outer != inner
}

// reports keeps that an outlet reports from another: who speaks in what it
// reports spoke there.
func (t *tracer) reports(i int, c clause, name string, cited []string) {
	if len(cited) == 0 {
		if by, ok := c.interviewer(0, t.outlets); ok && by.outlet != "" {
			cited = []string{by.outlet}
		}
	}
	if word := c.low(c.cue[0]); len(cited) == 0 && (word == "citing" || word == "quoting") {
		if head, ok := t.head(i); ok {
			if by, ok := head.interviewer(0, t.outlets); ok && by.outlet != "" {
				cited = []string{by.outlet}
			}
		}
	}
	if len(cited) == 0 || t.outlets.isOwn(cited[0]) {
		return
	}
	links := []string{name, cited[0]}
	if t.outlets.isOwn(name) {
		links = cited[:1]
	}
	para := c.para
	at := occasion{chain: Chain{To: cited[0], Via: links}, strong: true, lead: para-t.occasions.first < leadParagraphs, para: para, position: t.rank[i]}
	t.occasions.report = &at
}

// speaker returns the name of a statement's speaker, or "".
func (t *tracer) speaker(i int) string {
	if i < len(t.speakers) {
		return t.speakers[i]
	}
	return ""
}

func (t *tracer) paragraphAt(offset int) int {
	if k := t.text.at(offset); k < len(t.text.tokens) {
		return t.text.tokens[k].paragraph
	}
	return 0
}

// anchor is where a statement stands in the order of the text.
func anchor(s attribution.Statement) int {
	switch {
	case !s.Cue.Empty():
		return s.Cue.Start
	case !s.Source.Empty():
		return s.Source.Start
	case len(s.Content) > 0:
		return s.Content[0].Start
	}
	return 0
}
