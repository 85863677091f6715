package speaker

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay/attribution"
)

// A weigher tells how likely each figure is meant by the words at a place.
type weigher struct {
	*resolver
	at       int              // byte where the words begin
	i        int              // the statement, -1 for none
	previous int              // the statement before, -1 for none
	seen     map[int]sighting // of figures, the last before the place
}

// A sighting is where a figure was last named or spoke.
type sighting struct {
	word    int
	subject bool // it acts there
	quoted  bool // it stands in what somebody else said
	owner   bool // "Quill's"
	asked   bool // it stands behind a verb or preposition: "told Quill"
	times   int  // how often it was seen up to the place
}

// farthest is how many names, and how many statements, a reader looks back.
const farthest = 200

// weigher gathers what was seen of the figures before a place.
func (r *resolver) weigher(i, at int) *weigher {
	w := &weigher{resolver: r, at: at, i: i, previous: r.before(at), seen: make(map[int]sighting)}
	here := r.words[min(r.cast.at(at), len(r.words)-1)].quoted
	to, _ := slices.BinarySearchFunc(r.mentions, at, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	for k := max(0, to-farthest); k < to; k++ {
		m := &r.mentions[k]
		if m.figure < 0 {
			continue
		}
		w.see(m.figure, sighting{
			word:    m.from,
			subject: r.acts(m),
			quoted:  r.quoted(k, i) || r.words[m.from].quoted && !here,
			owner:   r.words[m.to-1].owns,
			asked:   m.from > 0 && r.words[m.from].plain && objects()[r.words[m.from-1].text],
		})
	}
	to, _ = slices.BinarySearchFunc(r.recalled, at, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	for k := max(0, to-farthest); k < to; k++ {
		m := &r.recalled[k]
		w.see(m.figure, sighting{word: m.from, subject: r.acts(m), owner: r.words[m.to-1].owns,
			asked: m.from > 0 && r.words[m.from].plain && objects()[r.words[m.from-1].text]})
	}
	for _, j := range r.resolved[max(0, len(r.resolved)-farthest):] {
		a, s := r.found[j], r.statements[j]
		if a.figure >= 0 && !s.Source.Empty() && s.Source.Start < at && a.phrase.form != named {
			w.see(a.figure, sighting{word: r.cast.at(s.Source.Start), subject: true, quoted: s.Inside >= 0})
		}
	}
	return w
}

func (w *weigher) see(f int, s sighting) {
	last, ok := w.seen[f]
	s.times = last.times + 1
	if ok && last.word > s.word {
		last.times++
		w.seen[f] = last
		return
	}
	w.seen[f] = s
}

// acts reports whether a name is likely the subject of its clause: it begins
// it, or a verb follows.
func (r *resolver) acts(m *mention) bool {
	if m.from > 0 && r.words[m.from].plain && objects()[r.words[m.from-1].text] {
		return false
	}
	left := m.from
	for left > 0 && r.words[left].plain && !r.words[left].begins && (isTitle(r.words[left-1].text) || r.words[left-1].capital || modifiers()[r.words[left-1].text] || r.words[left-1].text == "the") {
		left--
	}
	if r.words[left].begins {
		return !r.words[m.to-1].owns
	}
	if m.to < len(r.words) && r.words[m.to].plain && !r.words[m.to-1].owns {
		next := r.words[m.to].text
		if m.from > 0 && auxiliaries()[r.words[m.from-1].text] { // "should Quill resign"
			return true
		}
		return verbs()[next] || saying()[next] || strings.HasSuffix(next, "ed") || next == "who"
	}
	return false
}

// quoted reports whether a mention stands in the content of a statement other
// than one that encloses statement i.
func (r *resolver) quoted(mention, i int) bool {
	for _, j := range r.quotes[mention] {
		if j != i && !r.encloses(j, i) {
			return true
		}
	}
	return false
}

// quoting returns in which statements with words of the speaker each mention
// stands.
func (r *resolver) quoting() map[int][]int {
	quotes := make(map[int][]int)
	for j, s := range r.statements {
		if s.Kind == attribution.Indirect {
			continue
		}
		for _, c := range s.Content {
			from, to := r.mentionsIn(c)
			for k := from; k < to; k++ {
				quotes[k] = append(quotes[k], j)
			}
		}
	}
	return quotes
}

// mentionsIn returns the bounds of the mentions that begin in a span.
func (c *cast) mentionsIn(s attribution.Span) (from, to int) {
	by := func(m mention, at int) int { return cmp.Compare(m.Start, at) }
	from, _ = slices.BinarySearchFunc(c.mentions, s.Start, by)
	to, _ = slices.BinarySearchFunc(c.mentions, s.End, by)
	return from, to
}

// encloses reports whether statement i stands inside statement j.
func (r *resolver) encloses(j, i int) bool {
	for n := 0; i >= 0 && n < len(r.statements); n++ {
		i = r.statements[i].Inside
		if i == j {
			return true
		}
	}
	return false
}

// features describes one figure as the one meant. Their order is that of weights.
func (w *weigher) features(f int, g gender) []float64 {
	s := w.seen[f]
	here := w.words[min(w.cast.at(w.at), len(w.words)-1)]
	last := w.words[s.word]
	lines := here.line - last.line
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	p := &w.figures[f]
	var speaks, near, named bool
	if w.previous >= 0 {
		speaks = w.found[w.previous].figure == f
		near = here.para-w.words[min(w.cast.at(place(w.statements[w.previous])), len(w.words)-1)].para <= 1
	}
	outer := -1
	if w.i >= 0 {
		named = w.namedWithin(f, w.statements[w.i])
		outer = w.statements[w.i].Inside
	}
	direct := outer >= 0 && w.statements[outer].Kind != attribution.Indirect
	ofOuter := outer >= 0 && w.found[outer].figure == f
	return []float64{
		is(lines == 0),
		is(lines == 1),
		is(lines == 2),
		math.Log1p(float64(max(0, lines))),
		is(speaks && near),
		is(speaks && !near),
		is(s.subject),
		is(s.subject && lines <= 1),
		is(s.owner),
		is(s.asked),
		is(s.quoted),
		math.Log(float64(max(1, s.times))),
		is(p.gender != 0 && p.gender == g),
		is(p.gender != 0 && g != 0 && p.gender != g),
		is(named),
		is(ofOuter && direct),
		is(ofOuter && !direct),
		is(here.para == last.para),
	}
}

// weights of the features, fitted on marked sources: go test -run TestWeights
// -v ./internal/speaker -args -fit.
var weights = []float64{1.3, 0.8, 0.2, -0.8, 2.0, 0.8, 0.5, 0.8, -0.3, -0.6, -1.0, 0.6, 0.8, -4.5, -4, -6, 2, 0.5}

// namedWithin reports whether a figure is named in a statement's content: nobody
// who is "he" beside it is.
func (w *weigher) namedWithin(f int, s attribution.Statement) bool {
	for _, c := range s.Content {
		from, to := w.mentionsIn(c)
		for k := from; k < min(to, from+farthest); k++ {
			if m := &w.mentions[k]; m.figure == f && !w.words[m.to-1].owns {
				return true
			}
		}
	}
	return false
}

// A weighed figure, with the share of the likelihood.
type weighed struct {
	figure int
	share  float64
}

// weigh returns the figures that fit, likeliest first.
func (w *weigher) weigh(fits func(f int) bool, g gender) []weighed {
	var all []weighed
	sum := math.Exp(unseen) // somebody whom nothing points to
	for f := range w.figures {
		if _, ok := w.seen[f]; !ok || !fits(f) {
			continue
		}
		score := 0.0
		for k, x := range w.features(f, g) {
			score += weights[k] * x
		}
		score = math.Exp(score)
		sum += score
		all = append(all, weighed{f, score})
	}
	for k := range all {
		all[k].share /= sum
	}
	slices.SortStableFunc(all, func(a, b weighed) int { return cmp.Compare(b.share, a.share) })
	return all
}

// unseen is the weight of somebody who is not in the cast.
var unseen = -1.0

// least is the share that a figure must have to be the answer.
const least = 0.5

// leastAhead is the share that does for who acts where nobody else has half of it.
const leastAhead = 0.4

// choose answers with the likeliest figure where it is likely enough.
func (w *weigher) choose(all []weighed, how How) answer {
	if len(all) > 0 && (all[0].share >= least || all[0].share >= leastAhead && w.seen[all[0].figure].subject && (len(all) == 1 || all[0].share >= 2*all[1].share)) {
		return w.of(all[0].figure, how, all[0].share)
	}
	var candidates []Candidate
	for _, a := range all {
		if a.share < 0.05 {
			break
		}
		candidates = append(candidates, Candidate{w.figures[a.figure].name, math.Round(a.share*100) / 100, w.why(a.figure)})
	}
	return unclear(candidates)
}

// why tells what speaks for a figure.
func (w *weigher) why(f int) string {
	s := w.seen[f]
	lines := w.words[min(w.cast.at(w.at), len(w.words)-1)].line - w.words[s.word].line
	if w.previous >= 0 && w.found[w.previous].figure == f {
		return "speaks right before"
	}
	switch lines {
	case 0:
		return "named in the same sentence"
	case 1:
		return "named in the sentence before"
	}
	return fmt.Sprintf("named %d sentences before", lines)
}

// byPronoun answers for "he", "she", "they", "it".
func (r *resolver) byPronoun(i int, p phrase) answer {
	w := r.weigher(i, p.Start)
	if p.gender != 0 {
		return w.choose(w.weigh(func(f int) bool { return r.figures[f].mayBe(p.gender) }, p.gender), ByPronoun)
	}
	// "They" and "it": whoever of their sort spoke right before.
	if j := w.previous; j >= 0 {
		a := r.found[j]
		here, there := r.words[r.cast.at(p.Start)], r.words[r.cast.at(place(r.statements[j]))]
		if a.Known() && a.Kind != Person && here.para-there.para <= 1 && (p.plural == (a.phrase.plural || a.Kind == Organization && p.plural)) {
			return r.same(j, ByPronoun, sure.self)
		}
	}
	if p.plural {
		return r.byGroup(p)
	}
	a := w.choose(w.weigh(func(f int) bool { return r.figures[f].kind != Person }, 0), ByPronoun)
	if name := r.documentBefore(p.Start); !a.Known() && name != "" {
		return answer{Speaker: Speaker{Name: name, Kind: Group, How: ByPronoun, Confidence: sure.document}, figure: -1}
	}
	return a
}

// byDescription answers for "the envoy", "the president", "the board".
func (r *resolver) byDescription(i int, p phrase) answer {
	w := r.weigher(i, p.Start)
	if p.kind == Organization {
		if a := w.body(p); a.Known() || !owned()[p.head] {
			return a
		}
		if name := r.bodyBefore(p.head, p.Start); name != "" {
			return answer{Speaker: Speaker{Name: name, Kind: Organization, How: ByDescription, Confidence: sure.document}, figure: -1}
		}
		return unclear(nil)
	}
	// Whoever the article calls so, before or after.
	best := 0.0
	var fitting []int
	for f := range r.figures {
		if r.figures[f].kind != Person || p.gender != 0 && r.figures[f].gender != 0 && r.figures[f].gender != p.gender {
			continue
		}
		score := r.figures[f].called(p.said)
		switch {
		case score > best:
			best, fitting = score, []int{f}
		case score == best && score > 0:
			fitting = append(fitting, f)
		}
	}
	if len(fitting) == 1 {
		return r.of(fitting[0], ByDescription, sure.role)
	}
	if len(fitting) > 1 {
		return w.choose(w.weigh(func(f int) bool { return slices.Contains(fitting, f) }, p.gender), ByDescription)
	}
	if p.owned {
		return unclear(nil)
	}
	a := w.choose(w.weigh(func(f int) bool {
		return r.figures[f].mayBe(p.gender)
	}, p.gender), ByDescription)
	// Nothing ties the words to the figure, and what it is called may speak against it.
	if a.Known() && (a.Confidence < 0.8 || !people()[p.head] && len(r.figures[a.figure].roles) > 0 && !isHonorific(r.figures[a.figure].firstRole())) {
		a = unclear([]Candidate{{Name: a.Name, Confidence: a.Confidence, Why: w.why(a.figure)}})
	}
	return a
}

// body answers for a body without its name: "the board" of the Lights Board.
func (w *weigher) body(p phrase) answer {
	fits := func(f int) bool { return w.figures[f].bodyCalled(p) }
	all := w.weigh(fits, 0)
	if len(all) == 0 { // named later
		only := none
		for f := range w.figures {
			if fits(f) {
				if only != none {
					return unclear(nil)
				}
				only = f
			}
		}
		if only == none {
			return unclear(nil)
		}
		return w.of(only, ByDescription, sure.introduced)
	}
	if len(all) == 1 {
		return w.of(all[0].figure, ByDescription, sure.role)
	}
	return w.choose(all, ByDescription)
}

// bodyCalled reports whether a description may mean a figure that is no person.
func (f *figure) bodyCalled(p phrase) bool {
	if f.kind == Person {
		return false
	}
	switch {
	case f.called(p.said) > 0:
		return true
	case nations()[p.head]:
		return f.kind == State
	case settlements()[p.head]:
		return f.placed
	}
	kinds := bodyKinds()[p.head]
	return slices.ContainsFunc(strings.Fields(f.name), func(word string) bool {
		return kinds[word] || outlets()[p.head] && press()[word] || strings.EqualFold(singular(word), p.head)
	})
}

// none is the index of no figure.
const none = -1

// byIntroduction answers for "a harbour judge" whose name comes later in the
// article, as leads have it.
func (r *resolver) byIntroduction(p phrase) answer {
	const later = 8 // paragraphs
	var fitting []int
	here := r.words[r.cast.at(p.Start)].para
	for k, _ := slices.BinarySearchFunc(r.mentions, p.End, func(m mention, at int) int { return cmp.Compare(m.Start, at) }); k < len(r.mentions); k++ {
		m := &r.mentions[k]
		if r.words[m.from].para > here+later {
			break
		}
		if m.figure < 0 || slices.Contains(fitting, m.figure) || r.figures[m.figure].first < k || r.figures[m.figure].called(p.said) == 0 {
			continue
		}
		fitting = append(fitting, m.figure)
	}
	if len(fitting) != 1 {
		return unclear(nil)
	}
	return r.of(fitting[0], ByDescription, sure.introduced)
}

// byGroup answers for "they": the group that the sentence before is about.
func (r *resolver) byGroup(p phrase) answer {
	here := r.cast.at(p.Start)
	from := here
	for from > 0 && r.words[from-1].line >= r.words[here].line-1 && r.words[from-1].para == r.words[here].para {
		from--
	}
	for i := from; i < here; i++ { // the first is most likely the subject
		to := i + 1
		if r.words[i].plain && i > from && (ends()[r.words[i-1].text] || objects()[r.words[i-1].text]) {
			continue
		}
		for to < here && to < i+4 && r.words[to].plain && !ends()[r.words[to-1].text] && !crowds()[r.words[to-1].lower()] {
			to++
		}
		for end := i + 1; end <= to; end++ {
			if w := r.words[end-1]; crowds()[w.lower()] || w.capital && plural(w.lower()) && parties()[singular(w.text)] {
				q := r.source(r.span(i, end))
				if q.form == group || q.form == named && plural(w.lower()) {
					return answer{Speaker: Speaker{Name: q.name, Kind: Group, How: ByPronoun, Confidence: sure.document}, figure: -1}
				}
			}
		}
	}
	return unclear(nil)
}

// byOwner answers for "his campaign": under the owner's name.
func (r *resolver) byOwner(i int, p phrase) answer {
	w := r.weigher(i, p.Start)
	a := w.choose(w.weigh(func(f int) bool { return r.figures[f].mayBe(p.gender) }, p.gender), ByDescription)
	if !a.Known() {
		return unclear(nil)
	}
	f := &r.figures[a.figure]
	return answer{Speaker: Speaker{Name: f.surname + " " + p.head, Kind: Organization, How: ByDescription, Confidence: a.Confidence * sure.self}, figure: -1}
}

// bodyBefore returns the name of the last body with a head that is called by
// its owner: "Quill's campaign", "the Quill campaign".
func (r *resolver) bodyBefore(head string, at int) string {
	for i := r.cast.at(at) - 1; i > 0; i-- {
		if r.words[i].text != head || !r.words[i].plain {
			continue
		}
		for k := max(0, i-3); k < i; k++ {
			if m := r.mentionAt(k); m != nil && m.to == i && m.figure >= 0 && r.figures[m.figure].kind == Person {
				return r.figures[m.figure].surname + " " + head
			}
		}
	}
	return ""
}

// documentBefore returns what the sentence before a place calls a document:
// "releasing a joint statement", "".
func (r *resolver) documentBefore(at int) string {
	here := r.cast.at(at)
	for i := here - 1; i > 0 && r.words[i].line >= r.words[here].line-1 && r.words[i].para == r.words[here].para; i-- {
		if !documents()[r.words[i].lower()] || r.words[i].line == r.words[here].line {
			continue
		}
		from := i
		for from > 0 && from > i-4 && r.words[from].plain && !r.words[from].begins && !ends()[r.words[from-1].text] && !indefinite()[r.words[from-1].text] && r.words[from-1].text != "the" {
			from--
		}
		if from < i && from > 0 && (indefinite()[r.words[from-1].text] || r.words[from-1].text == "the") {
			return strings.Join(r.texts(from, i+1), " ")
		}
	}
	return ""
}

// bySurvey answers for a poll or another document: under its own name, or that of
// the last one named.
func (r *resolver) bySurvey(p phrase) answer {
	if strings.Contains(p.name, " ") {
		r.surveys[p.head] = p.name
		return answer{Speaker: Speaker{Name: p.name, Kind: p.kind, How: ByName, Confidence: sure.group}, figure: -1}
	}
	if name := r.surveys[p.head]; name != "" {
		return answer{Speaker: Speaker{Name: name, Kind: p.kind, How: ByDescription, Confidence: sure.self}, figure: -1}
	}
	return unclear(nil)
}
