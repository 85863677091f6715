package speaker

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/attribution"
)

// An Option tells [Resolve] what the text does not.
type Option func(*resolver)

// Author names who wrote the article: "I" outside what others say.
func Author(name string) Option {
	return func(r *resolver) {
		name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "By "), "by "))
		if low := strings.ToLower(name); strings.Contains(low, " and ") || strings.Contains(low, ",") {
			return // several
		}
		r.author = name
	}
}

// Captions tells which bytes of the text are captions: they may name whom the
// article means, but nobody reads on from them.
func Captions(spans []attribution.Span) Option { return func(r *resolver) { r.captions = spans } }

// Resolve returns the speaker of each of an article's statements, in their order.
func Resolve(text string, statements []attribution.Statement, options ...Option) []Speaker {
	r := newResolver(text, statements, options)
	if len(r.words) == 0 {
		return make([]Speaker, len(statements))
	}
	order := r.order()
	for _, i := range order {
		r.step(i)
	}
	if open := r.open(); len(open) > 0 {
		r.ask(open)
		r.resolved = nil
		for _, i := range order {
			r.step(i)
		}
	}
	speakers := make([]Speaker, len(statements))
	for i, a := range r.found {
		speakers[i] = a.Speaker
	}
	return speakers
}

// A resolver goes through an article's statements.
type resolver struct {
	*cast
	statements  []attribution.Statement
	found       []answer
	resolved    []int  // statements, in the order in which they were gone through
	author      string // as the article names it, "" where it names none or several
	captions    []attribution.Span
	interviewed int                 // figure, -1 for none
	surveys     map[string]string   // the names of polls and the like that were named last
	network     map[int]likelihoods // of statements in doubt
	quotes      map[int][]int       // of mentions, the statements in whose words they stand
}

// An answer is a speaker with its figure in the cast, -1 for none.
type answer struct {
	Speaker
	figure int
	phrase phrase
}

func newResolver(text string, statements []attribution.Statement, options []Option) *resolver {
	r := &resolver{statements: statements, found: make([]answer, len(statements)), surveys: make(map[string]string)}
	for _, o := range options {
		o(r)
	}
	var sources []attribution.Span
	for _, s := range statements {
		sources = append(sources, s.Source)
	}
	r.cast = castOf(text, sources, r.captions)
	r.interviewed, r.quotes = r.interviewee(), r.quoting()
	for i := range r.found {
		r.found[i].figure = none
	}
	return r
}

// order returns the statements as a reader comes to them: the enclosing one
// first, else by the text.
func (r *resolver) order() []int {
	order := make([]int, len(r.statements))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.depth(a), r.depth(b)), cmp.Compare(place(r.statements[a]), place(r.statements[b])))
	})
	return order
}

// open returns the statements whose source means a person, and whom is in doubt:
// they alone are worth what the network costs.
func (r *resolver) open() []int {
	const inDoubt = 0.52 // confidence below which the weights tell next to nothing
	var open []int
	for i, a := range r.found {
		switch p := a.phrase; {
		case p.form == pronoun && p.gender != 0, p.form == described && p.kind == Person && !p.owned, p.form == ownedBody:
			if a.Confidence < inDoubt && (a.Known() || len(a.Candidates) > 0) {
				open = append(open, i)
			}
		}
	}
	return open
}

// step resolves the next statement.
func (r *resolver) step(i int) {
	r.found[i] = r.resolve(i)
	r.resolved = append(r.resolved, i)
}

// depth returns in how many statements a statement stands.
func (r *resolver) depth(i int) int {
	n := 0
	for at := r.statements[i].Inside; at >= 0 && n < len(r.statements); at = r.statements[at].Inside {
		n++
	}
	return n
}

// place returns where a reader learns who speaks: at the source, else the cue,
// else the content.
func place(s attribution.Statement) int {
	switch {
	case !s.Source.Empty():
		return s.Source.Start
	case !s.Cue.Empty():
		return s.Cue.Start
	case len(s.Content) > 0:
		return s.Content[0].Start
	}
	return 0
}

func (r *resolver) resolve(i int) answer {
	s := r.statements[i]
	if s.Source.Empty() {
		return r.goesOn(i)
	}
	p := r.source(s.Source)
	var a answer
	switch p.form {
	case named:
		a = r.byName(p)
	case group:
		a = answer{Speaker: Speaker{Name: p.name, Kind: p.kind, How: ByName, Confidence: sure.group}, figure: none}
	case ownedBody:
		a = r.byOwner(i, p)
	case survey:
		a = r.bySurvey(p)
	case introduced:
		a = r.byIntroduction(p)
	case described:
		a = r.byDescription(i, p)
	case pronoun:
		a = r.byPronoun(i, p)
	case relative:
		a = r.byRelative(i, p)
	case firstPerson:
		a = r.bySelf(i, p)
	default:
		a = answer{figure: none}
	}
	a.phrase = p
	return a
}

// sure holds how sure an answer of a kind is. They are judgements, tried on marked
// sources; what counts is their order.
var sure = struct{ name, surname, group, relative, self, turn, continuing, role, introduced, document float64 }{
	name: 0.98, surname: 0.95, group: 0.9, relative: 0.95, self: 0.9, turn: 0.85, continuing: 0.9, role: 0.9, introduced: 0.75, document: 0.7,
}

// byName answers with the figure that a name is of, else with the name.
func (r *resolver) byName(p phrase) answer {
	a := answer{Speaker: Speaker{Name: p.name, Kind: p.kind, Role: p.role, How: ByName, Confidence: sure.name}, figure: p.figure}
	if p.figure >= 0 {
		f := &r.figures[p.figure]
		a.Name, a.Kind = f.name, f.kind
		if !strings.Contains(p.name, " ") && f.name != p.name {
			a.Confidence = sure.surname
		}
		if a.Role == "" && f.kind == Person {
			a.Role = f.firstRole()
		}
	}
	a.Name = trimArticle(a.Name)
	return a
}

// of answers with a figure of the cast.
func (r *resolver) of(f int, how How, confidence float64) answer {
	p := &r.figures[f]
	a := answer{Speaker: Speaker{Name: trimArticle(p.name), Kind: p.kind, How: how, Confidence: confidence}, figure: f}
	if p.kind == Person {
		a.Role = p.firstRole()
	}
	return a
}

// same answers with the speaker of another statement.
func (r *resolver) same(i int, how How, confidence float64) answer {
	a := r.found[i]
	if !a.Known() {
		return answer{Speaker: Speaker{Candidates: a.Candidates}, figure: none}
	}
	a.How, a.Confidence = how, confidence*a.Confidence
	return a
}

// unclear answers that the speaker is not known, with who may be meant.
func unclear(candidates []Candidate) answer {
	const most = 3
	return answer{Speaker: Speaker{Candidates: candidates[:min(len(candidates), most)]}, figure: none}
}

// before returns the last statement gone through that is not inside another and
// stands before a place, -1 for none.
func (r *resolver) before(at int) int {
	best := none
	for _, j := range r.resolved {
		s := r.statements[j]
		if s.Inside < 0 && place(s) < at && (best < 0 || place(s) >= place(r.statements[best])) {
			best = j
		}
	}
	return best
}

// goesOn answers for a statement without a source.
func (r *resolver) goesOn(i int) answer {
	s := r.statements[i]
	if s.Inside >= 0 {
		return unclear(nil)
	}
	at := place(s)
	j := r.before(at)
	if j < 0 {
		return unclear(nil)
	}
	mine, theirs := r.wordAt(at), r.wordAt(place(r.statements[j]))
	near := mine.para-theirs.para <= 2 // headings and advertisements may stand between
	switch {
	case s.Cue.Empty() && s.Kind == attribution.Direct && near:
		return r.same(j, ByContinuing, sure.continuing)
	case !s.Cue.Empty() && mine.line == theirs.line && r.joined(s.Cue.Start): // "… and denied it"
		return r.same(j, ByContinuing, sure.continuing)
	}
	a := r.found[j]
	if !a.Known() {
		return unclear(a.Candidates)
	}
	return unclear([]Candidate{{Name: a.Name, Confidence: 0.5, Why: "speaks right before"}})
}

// joined reports whether a verb goes on with the subject of the one before: "and
// denied".
func (r *resolver) joined(verb int) bool {
	i := r.at(verb)
	switch {
	case i == 0:
		return false
	case !r.words[i].plain:
		return r.words[i].comma // "said no, denying"
	}
	switch r.words[i-1].text {
	case "and", "but", "or", "also", "then", "later", "before", "while", "has", "had":
		return true
	}
	return false
}

// bySelf answers for "I", "we" and "you": inside a statement its speaker is
// meant, in an interview who has the turn.
func (r *resolver) bySelf(i int, p phrase) answer {
	if outer := r.statements[i].Inside; outer >= 0 && p.head != "you" && r.found[outer].Known() {
		return r.same(outer, ByPronoun, sure.self)
	}
	// "QUILL: I think …"
	para := r.wordAt(place(r.statements[i])).para
	for at := r.at(place(r.statements[i])); at >= 0 && r.words[at].para == para; at-- {
		if m := r.mentionAt(at); m != nil && m.kind == Person && r.words[at].begins && strings.HasPrefix(r.text[m.End:], ":") {
			return r.of(m.figure, ByPronoun, sure.self)
		}
	}
	if r.interviewed >= 0 && !p.plural { // "we" may be a firm
		asking := r.turn(r.at(place(r.statements[i])))
		if you := p.head == "you"; asking == you {
			return r.of(r.interviewed, ByPronoun, sure.turn)
		}
	} else if f := r.signature(r.at(place(r.statements[i]))); f >= 0 && !p.plural && r.statements[i].Inside < 0 {
		return r.of(f, ByPronoun, sure.turn)
	} else if r.author != "" && !p.plural && p.head != "you" && r.statements[i].Inside < 0 {
		return answer{Speaker: Speaker{Name: r.author, Kind: Person, How: ByPronoun, Confidence: sure.turn}, figure: none}
	}
	return unclear(nil)
}
