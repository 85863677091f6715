package chain

import (
	"sort"
	"strings"

	"hearsay/attribution"
)

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

// A governor is a sentence without a statement that tells how those around it
// came to the page: "About it reports Quill with reference to Radio Tolm", "She
// gave an interview to the Lantern".
type governor struct {
	at     int // the byte from which it holds
	clause clause
	about  bool // it speaks of what stands before it in its paragraph
}

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

// governorsOf finds the sentences that govern.
func governorsOf(t *tracer) []governor {
	mask := t.masks[-1]
	var cues []int
	for _, i := range t.siblings[-1] {
		cues = append(cues, anchor(t.statements[i]))
	}
	var found []governor
	last := -1
	for k, tok := range t.text.tokens {
		trigger := tok.low == "interview" || tok.low == "reference" && k+1 < len(t.text.tokens) && t.text.tokens[k+1].low == "to"
		if !trigger || tok.end <= last {
			continue
		}
		core := attribution.Span{Start: tok.start, End: tok.end}
		if m := sort.Search(len(mask), func(m int) bool { return mask[m].End > tok.start }); m < len(mask) && mask[m].Overlaps(core) {
			continue
		}
		c := t.text.clause(core, attribution.Span{}, mask, 0, len(t.page.Text))
		from, to := c.tokens[0].start, c.tokens[len(c.tokens)-1].end
		last = to
		if n := sort.SearchInts(cues, from); n < len(cues) && cues[n] < to {
			continue // a statement's own sentence
		}
		first := c.low(0)
		g := governor{at: tok.end, clause: c, about: first == "about" || first == "this" || first == "it"}
		if g.about {
			g.at = t.text.paragraphs[c.para]
		}
		found = append(found, g)
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].at < found[j].at })
	return found
}

// govern begins the occasions of which sentences up to a statement tell.
func (t *tracer) govern(start, para int, speaker string) {
	for len(t.governors) > 0 && t.governors[0].at <= start {
		g := t.governors[0]
		t.governors = t.governors[1:]
		d := t.tells(g.clause, -1)
		who := speaker
		switch {
		case g.about && para != g.clause.para:
			continue
		case !g.about:
			who = t.namedIn(g.clause)
		}
		if g.about {
			d.Via = t.relays(g.clause)
		}
		if who == "" || len(d.Via) == 0 && d.outlet == "" {
			continue
		}
		lead := g.clause.para-t.occasions.first < leadParagraphs
		t.occasions.begin(who, occasion{chain: d.Chain, strong: true, lead: lead, para: para, position: 0})
		if lead && !t.occasions.led {
			t.occasions.led, t.occasions.leader, t.occasions.lead = true, who, -1
		}
	}
}

// relays returns the outlets that a sentence of the sort "About it reports X
// with reference to Y" names, in its order.
func (t *tracer) relays(c clause) []string {
	var links []string
	for k := 0; k < len(c.tokens); k++ {
		word := c.low(k)
		if reporting()[word] || word == "to" && c.low(k-1) == "reference" || word == "citing" || word == "by" {
			if p, ok := c.phraseAt(k + 1); ok && reporting()[word] && c.capitals(p.from, p.to) {
				links = join(links, []string{trimArticle(c.words(p.from, p.to))}) // whoever reports there is an outlet
			} else if name := c.outletAt(k+1, t.outlets); name != "" && !t.outlets.isOwn(name) {
				links = join(links, []string{name})
			} else if name := c.outletBefore(k, t.outlets); name != "" && !t.outlets.isOwn(name) {
				links = join(links, []string{name})
			}
		}
	}
	return links
}

// namedIn returns the one speaker whom the words before a governor's trigger
// name, or "".
func (t *tracer) namedIn(c clause) string {
	found := ""
	for k := 0; k < c.cue[0]; k++ {
		if !c.tokens[k].capital {
			continue
		}
		for _, name := range t.bySurname[strings.TrimSuffix(c.low(k), "'s")] {
			if found != "" && found != name {
				return ""
			}
			found = name
		}
	}
	return found
}

// surnames gathers the speakers of an article by the last word of their names.
func surnames(speakers []string) map[string][]string {
	all := map[string][]string{}
	seen := map[string]bool{}
	for _, name := range speakers {
		if words := strings.Fields(lower(name)); len(words) > 0 && !seen[name] {
			seen[name] = true
			last := words[len(words)-1]
			if len(all[last]) < 3 {
				all[last] = append(all[last], name)
			}
		}
	}
	return all
}
