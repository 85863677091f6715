package speaker

import (
	"slices"
	"strings"
)

// byPronoun answers for "he", "she", "they", "it".
func (r *resolver) byPronoun(i int, p phrase) answer {
	w := r.weigher(i, p.Start)
	if p.gender != 0 {
		return w.choose(w.weigh(func(f int) bool { return r.figures[f].mayBe(p.gender) }, p.gender), ByPronoun)
	}
	// "They" and "it": whoever of their sort spoke right before.
	if j := w.previous; j >= 0 {
		a := r.found[j]
		here, there := r.wordAt(p.Start), r.wordAt(place(r.statements[j]))
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

// byGroup answers for "they": the group that the sentence before is about, or
// the last one named in either.
func (r *resolver) byGroup(p phrase) answer {
	here := r.at(p.Start)
	from := here
	for from > 0 && r.words[from-1].line >= r.words[here].line-1 && r.words[from-1].para == r.words[here].para {
		from--
	}
	for i := from; i < here; i++ { // the first is most likely the subject
		if r.words[i].plain && i > from && (ends()[r.words[i-1].text] || objects()[r.words[i-1].text]) {
			continue
		}
		if name := r.groupAt(i, here); name != "" {
			return answer{Speaker: Speaker{Name: name, Kind: Group, How: ByPronoun, Confidence: sure.document}, figure: none}
		}
	}
	for i := here - 1; i >= from; i-- {
		if crowds()[r.words[i].lower()] {
			return answer{Speaker: Speaker{Name: r.words[i].text, Kind: Group, How: ByPronoun, Confidence: sure.document}, figure: none}
		}
	}
	return unclear(nil)
}

// groupAt returns the group that is named from a word on, "" for none.
func (r *resolver) groupAt(i, before int) string {
	to := i + 1
	for to < before && to < i+4 && r.words[to].plain && !ends()[r.words[to-1].text] && !crowds()[r.words[to-1].lower()] {
		to++
	}
	for end := i + 1; end <= to; end++ {
		w := r.words[end-1]
		if !crowds()[w.lower()] && (!w.capital || !plural(w.lower()) || !parties()[singular(w.text)]) {
			continue
		}
		if q := r.source(r.span(i, end)); q.form == group || q.form == named && plural(w.lower()) {
			return q.name
		}
	}
	return ""
}

// documentBefore returns what the sentence before a place calls a document:
// "releasing a joint statement", "".
func (r *resolver) documentBefore(at int) string {
	here := r.at(at)
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

// byRelative answers for "who": the name or description right before.
func (r *resolver) byRelative(i int, p phrase) answer {
	at := r.at(p.Start)
	line := r.words[at].line
	person := func(m *mention) bool {
		return m.figure >= 0 && (p.head != "who" || r.figures[m.figure].kind == Person)
	}
	commas := 0
	for back := at; back > 0 && back > at-2*longestApposition && r.words[back].line == line; back-- {
		if w := r.words[back]; w.comma || back < at && !w.plain {
			commas++
		}
		m := r.mentionAt(back - 1)
		if m == nil || !person(m) {
			if back < at && (r.words[back].text == "who" || r.words[back].text == "which") && r.words[at-1].text == "and" {
				return r.byRelative(i, phrase{form: relative, Span: r.words[back].Span, figure: -1, head: p.head}) // "who said, and who denied"
			}
			continue
		}
		next := m.to
		switch {
		case next == at, next == at+1:
			return r.of(m.figure, ByPronoun, sure.relative)
		case next < at && r.words[next].comma && commas <= 2 && p.head == "who" && !verbBetween(r.words[next:at]):
			return r.of(m.figure, ByPronoun, sure.self) // "Ada Quill, the minister, who said"
		case next+1 < at && (r.words[next].text == "is" || r.words[next].text == "was") && indefiniteOrThe(r.words[next+1].text) && commas == 0:
			return r.of(m.figure, ByPronoun, sure.self) // "Ada Quill is the skipper who said"
		}
		break
	}
	// "the skippers who said", "a president who said"
	from := at
	for from > 0 && from > at-7 && r.words[from].line == line && (r.words[from].plain || from == at) && !verbs()[r.words[from-1].text] {
		if w := r.words[from-1].text; ends()[w] {
			break
		}
		from--
		if w := r.words[from].lower(); indefiniteOrThe(w) || possessives()[w] || w == "those" {
			break
		}
	}
	if from == at {
		return unclear(nil)
	}
	switch q := r.source(r.span(from, at)); q.form {
	case group:
		if p.head == "who" && !isPerson(q.head) && !crowds()[q.head+"s"] && !plurals()[q.head] && q.head != "other" {
			break
		}
		return answer{Speaker: Speaker{Name: q.name, Kind: q.kind, How: ByPronoun, Confidence: sure.group}, figure: -1}
	case described:
		q.Span = r.span(from, at)
		a := r.byDescription(i, q)
		if a.Known() {
			a.How = ByPronoun
		}
		return a
	}
	return unclear(nil)
}

func indefiniteOrThe(word string) bool { return word == "a" || word == "an" || word == "the" }

// verbBetween reports whether one of the words is a verb of a clause.
func verbBetween(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return verbs()[w.text] || saying()[w.text] })
}
