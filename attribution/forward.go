package attribution

import "slices"

// forward reads "source cue content".
func forward(s []token, c cue, low int, last stretch) (f statement, ok bool) {
	if c.passive || c.infinitive {
		return f, false
	}
	f.cue = stretch{c.from, c.to}
	if !f.complement(s, c) {
		return f, false
	}
	switch {
	case !c.finite && c.from > 0 && s[c.from-1].kind == word && !c.has(speech|clause|that):
		f.source = sourceBefore(s, c.from, low)
	case !c.finite || c.elided:
		f.source = last
		if last.empty() {
			f.source = subject(s, 0, c.from)
			if c.from == 0 {
				f.source = subject(s, 0, len(s))
			}
		}
		f.rule = f.rule.sharing()
	default:
		f.source = sourceBefore(s, c.from, low)
		if f.source.empty() && f.rule == beforeQuotation && c.from > low && s[c.from-1].is("that", "which") {
			f.source = stretch{c.from - 1, c.from}
		}
	}
	return f, !f.source.empty()
}

// complement finds where the content after a cue starts, and by which rule.
func (f *statement) complement(s []token, c cue) bool {
	j := c.to
	if j < len(s) && c.verb.base == "point" && s[j].is("out") {
		j++
	}
	if j+1 < len(s) && c.has(object) && s[j].kind == word && slices.Contains(c.verb.preps, s[j].low) && s[j+1].kind == word {
		f.cue.to, f.content, f.rule = j+1, stretch{j + 1, len(s)}, objectRule
		return true
	}
	if j+2 < len(s) && s[j].is(",") && s[j+1].is("though", "however") && s[j+2].is(",") {
		j += 3
	}
	if j < len(s) && c.has(recipient) && !s[j].is("that", ":", ",") {
		j = skipRecipient(s, c, j)
	} else {
		k := skipCircumstance(s, j)
		if k > j {
			j = k
		}
		f.cue.to = j
	}
	if j >= len(s) {
		return false
	}
	t := s[j]
	switch {
	case t.is(":"):
		if !c.has(speech | clause | that) {
			return false
		}
		if j == f.cue.to {
			f.cue.to = j + 1
		}
		f.content, f.rule, f.colon = stretch{j + 1, len(s)}, beforeQuotation, true
		if j+1 == len(s) {
			f.content = stretch{}
		}
		return true
	case t.kind == quoted && c.has(clause|that|object):
		f.content, f.rule = stretch{j, len(s)}, beforeQuotation
		return true
	case t.is(",") && j+1 < len(s) && s[j+1].kind == quoted && c.has(speech):
		f.content, f.rule = stretch{j + 1, len(s)}, beforeQuotation
		return true
	case t.kind != word:
		return false
	case t.is("that") && c.has(clause|that) && j+1 < len(s) && s[j+1].kind != mark:
		f.content, f.rule = stretch{j, len(s)}, beforeThat
		return true
	case t.is("to") && c.has(intent):
		f.content, f.rule = stretch{j, len(s)}, intentRule
		return true
	case t.has(wh) && c.has(question|clause):
		f.content, f.rule = stretch{j, len(s)}, beforeThat
		return true
	case c.has(clause) && (finiteLoose(s, j, len(s)) || c.verb.base == "say") && !t.is("to", "of", "by", "with", "from", "as"):
		f.content, f.rule = stretch{j, len(s)}, beforeClause
		return true
	case c.has(object) && !t.has(prepositions|conjunctions|subordinators) && !t.is("to", "as", "of"):
		f.content, f.rule = stretch{j, len(s)}, objectRule
		return true
	}
	return false
}

// skipRecipient returns where what was said starts after "told the paper".
func skipRecipient(s []token, c cue, j int) int {
	const reach = 14
	for k := j; k < len(s) && k-j < reach; k++ {
		t := s[k]
		switch {
		case t.kind == quoted || t.is("that", ":", ",") || t.has(wh) || t.is("to") && c.has(intent):
			return k
		case t.has(pronouns) && !t.is("you", "it", "who") && k > j, t.has(determiners) && k > j && !s[k-1].has(prepositions) && !s[k-1].is("to"):
			return k
		case t.kind == mark && !t.is("—", "'", "’"):
			return len(s)
		}
	}
	return len(s)
}

// skipCircumstance passes over "on Sunday" and "in a statement" after a cue,
// where what was said follows.
func skipCircumstance(s []token, j int) int {
	const reach = 12
	if j >= len(s) || s[j].kind != word || !s[j].has(times|adverbs) &&
		!s[j].is("in", "on", "at", "during", "after", "before", "via", "from", "through", "last", "this") {
		return j
	}
	for k := j + 1; k < len(s) && k-j < reach; k++ {
		t := s[k]
		switch {
		case t.is("that", ":"):
			return k
		case t.kind == quoted && !s[k-1].has(times|adverbs):
			return j // in the "so-called" letter
		case t.kind == quoted, t.has(pronouns) && !t.is("who"), s[k-1].has(times) && (t.has(determiners) || t.cap):
			return k
		case t.is(",") && k+1 < len(s) && s[k+1].kind == quoted:
			return k
		case t.kind == mark:
			return j
		}
	}
	return j
}

// contentEnd returns where the content of a statement ends that stands after
// its cue: at the sentence's end, or before a clause of its own.
func contentEnd(s []token, later []cue, f statement) int {
	to := len(s)
	start := f.content.from
	for i := start + 1; i < len(s); i++ {
		t := s[i]
		if t.is("that") && f.rule == objectRule { // "expressed her hope that …" ends like a clause
			f.rule = beforeThat
		}
		if t.is(";") ||
			f.rule == objectRule && (t.is("—") || t.kind == word && endsObject(s, i)) ||
			t.is(",") && i+1 < len(s) && breaksAt(s, i+1, later, f) ||
			t.is("and", "but") && breaksElided(s, i, later) {
			to = i
			break
		}
	}
	for to > start+1 && s[to-1].kind == mark && !s[to-1].is(")", "]", "'", "’") {
		to--
	}
	return to
}

// endsObject reports whether token i starts something that does not belong to
// the thing denied, criticized, demanded.
func endsObject(s []token, i int) bool {
	t := s[i]
	return t.has(times) && t.cap && !t.is("may", "march") ||
		t.is("on") && i+1 < len(s) && s[i+1].has(times) ||
		t.is("when", "while", "after", "because", "although", "though", "during", "but", "if", "until", "since", "before", "saying")
}

// breaksAt reports whether what follows a comma, from token i on, is no longer
// what was said.
func breaksAt(s []token, i int, later []cue, f statement) bool {
	t := s[i]
	if t.is("but", "while", "although", "though", "saying", "adding", "noting", "calling", "citing", "arguing", "suggesting", "according", "telling", "whereas") {
		return true
	}
	if f.rule == objectRule && (!f.headline || !t.cap) {
		return true
	}
	for _, c := range later {
		if c.from > i+longestSource {
			break
		}
		if c.from == i && !c.finite {
			return true
		}
		if f.cue.from == 0 && c.finite && c.from > i {
			return !sourceBefore(s, c.from, i).empty()
		}
		if t.is("and") && c.finite && !c.passive && c.from > i+1 {
			if src := sourceBefore(s, c.from, i+1); !src.empty() && src.from <= i+2 {
				return true
			}
		}
		if t.is("and") && c.finite && c.from == i+1 {
			return true
		}
	}
	return false
}

// breaksElided reports whether a conjunction at i joins another cue of the same
// speaker: "denied the report and said …".
func breaksElided(s []token, i int, later []cue) bool {
	for _, c := range later {
		if c.from > i+1 {
			return false
		}
		if c.from == i+1 && c.finite && c.shape != baseForm && !c.passive {
			return true
		}
	}
	return false
}
