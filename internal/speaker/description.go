package speaker

import (
	"slices"
	"strings"
)

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
	var persons []int
	for f := range r.figures {
		if g := r.figures[f].gender; r.figures[f].kind == Person && (p.gender == 0 || g == 0 || g == p.gender) {
			persons = append(persons, f)
		}
	}
	fitting := r.fitting(persons, p.said)
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
	if a.Known() && (a.Confidence < 0.8 || !people()[p.head] && len(r.figures[a.figure].roles) > 0 && !honorific(r.figures[a.figure].firstRole())) {
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

// byIntroduction answers for "a harbour judge": whose name comes later in the
// article, as leads have it, or who is known by the words alone.
func (r *resolver) byIntroduction(p phrase) answer {
	const later = 8 // paragraphs
	var fitting []int
	here := r.wordAt(p.Start).para
	for k := firstFrom(r.mentions, p.End); k < len(r.mentions); k++ {
		m := &r.mentions[k]
		if r.words[m.from].para > here+later {
			break
		}
		if m.figure < 0 || slices.Contains(fitting, m.figure) || r.figures[m.figure].first < k || r.figures[m.figure].called(p.said) == 0 {
			continue
		}
		fitting = append(fitting, m.figure)
	}
	switch {
	case len(fitting) == 1:
	case strings.Contains(p.name, " "): // "a source close to the board": known by the words
		return answer{Speaker: Speaker{Name: p.name, Kind: Group, How: ByName, Confidence: sure.introduced}, figure: none}
	default:
		return unclear(nil)
	}
	return r.of(fitting[0], ByDescription, sure.introduced)
}

// byOwner answers for "his campaign": under the owner's name.
func (r *resolver) byOwner(i int, p phrase) answer {
	w := r.weigher(i, p.Start)
	a := w.choose(w.weigh(func(f int) bool { return r.figures[f].mayBe(p.gender) }, p.gender), ByDescription)
	if !a.Known() {
		return unclear(nil)
	}
	f := &r.figures[a.figure]
	name := f.surname + " " + p.head // "the Quill campaign"
	if p.head == "office" {
		name = f.name + "’s office"
	}
	return answer{Speaker: Speaker{Name: name, Kind: Organization, How: ByDescription, Confidence: a.Confidence * sure.self}, figure: -1}
}

// lookBack is how many words back the full name of something is looked for.
const lookBack = 2000

// bodyBefore returns the name of the last body with a head that is called by
// its owner: "Quill's campaign", "the Quill campaign".
func (r *resolver) bodyBefore(head string, at int) string {
	here := r.at(at)
	for i := here - 1; i > max(0, here-lookBack); i-- {
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
	if name := r.documentNamed(p.head, p.Start); name != "" {
		return answer{Speaker: Speaker{Name: name, Kind: Group, How: ByDescription, Confidence: sure.document}, figure: none}
	}
	return unclear(nil)
}

// documentNamed returns the name under which the text before a place has a
// document: "Tidemark poll", "".
func (r *resolver) documentNamed(head string, at int) string {
	here := r.at(at)
	for i := here - 1; i > max(0, here-lookBack); i-- {
		if r.words[i].lower() != head {
			continue
		}
		for k := i - 1; k >= max(0, i-4) && r.words[k+1].plain; k-- {
			if m := r.mentionAt(k); m != nil && m.to <= i {
				return strings.Join(r.texts(k, i+1), " ")
			}
		}
	}
	return ""
}
