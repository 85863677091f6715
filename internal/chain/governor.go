package chain

import (
	"sort"
	"strings"

	"hearsay/attribution"
)

// A governor is a sentence without a statement that tells how those around it
// came to the page: "About it reports Quill with reference to Radio Tolm", "She
// gave an interview to the Lantern".
type governor struct {
	at     int // the byte from which it holds
	clause clause
	about  bool // it speaks of what stands before it in its paragraph
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
