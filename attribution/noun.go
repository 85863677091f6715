package attribution

import "strings"

// nouns finds the statements of a sentence whose cue is a noun or an adjective
// and that no verb took.
func (r *reader) nouns(s []token) {
	for i := 1; i+2 < len(s); i++ {
		t := s[i]
		if t.kind != word || !s[i+1].is("that") || r.isHeld(t.Span) {
			continue
		}
		f := statement{content: stretch{i + 1, len(s)}, rule: nounRule}
		act := Think
		switch {
		case t.has(nounCues):
			f.cue = stretch{i, i + 1}
			if f.source = possessor(s, i); f.source.empty() {
				continue
			}
			if t.has(spokenNouns) {
				act = Say
			}
		case t.has(adjectiveCues):
			from := i
			for from > 0 && belongsToVerb(s[from-1]) {
				from--
			}
			f.cue = stretch{from, i + 1}
			f.source = sourceBefore(s, from, 0)
			if f.source.empty() || from == i {
				continue
			}
		default:
			continue
		}
		f.content.to = contentEnd(s, nil, f)
		found := f.found(s, cue{})
		found.act = act
		r.add(found)
		i = f.content.to
	}
}

// possessor returns whose the noun at i is: "his hope", "the mayor's last claim".
func possessor(s []token, i int) stretch {
	for k := i - 1; k >= 0 && k >= i-3 && s[k].kind == word; k-- {
		if s[k].has(possessives) {
			return stretch{k, k + 1}
		}
		if strings.HasSuffix(s[k].low, "'s") || strings.HasSuffix(s[k].low, "s'") {
			n := stretch{nounPhraseBefore(s, k+1, 0), k + 1}
			for from := k; from >= n.from; from-- {
				if s[from].has(determiners) {
					n.from = from
					break
				}
			}
			return n.valid(s)
		}
	}
	return stretch{}
}
