package attribution

import "strings"

// A stretch is the tokens [from, to) of a sentence.
type stretch struct{ from, to int }

func (s stretch) empty() bool { return s.to <= s.from }

// span returns the bytes of a stretch.
func (s stretch) span(tokens []token) Span {
	if s.empty() {
		return Span{}
	}
	return Span{tokens[s.from].Start, tokens[s.to-1].End}
}

// longestSource is the most tokens that a source may have.
const longestSource = 40

// sourceBefore finds the noun phrase that ends right before token end: a name
// with its role before it or, between commas, after it. The closing comma of
// such an apposition belongs to the source. It never reaches before low.
func sourceBefore(s []token, end, low int) stretch {
	if end <= low {
		return stretch{}
	}
	last := end - 1
	if s[last].is(",") {
		return apposed(s, last, low)
	}
	if s[last].is("—") {
		return stretch{}
	}
	from := nounPhraseBefore(s, end, low)
	return stretch{from, end}.valid(s)
}

// apposed reads "name, role," backwards from its closing comma.
func apposed(s []token, comma, low int) stretch {
	for i := comma - 1; i > low && comma-i < longestSource; i-- {
		t := s[i]
		if t.is(";", ":", "—") || t.kind == quoted && wordsIn(t) > 60 {
			break
		}
		if !t.is(",") {
			continue
		}
		described := startsApposition(s, i+1, comma)
		if !described && (finiteIn(s, i+1, comma) || s[i+1].has(conjunctions)) {
			break
		}
		name := stretch{nounPhraseBefore(s, i, low), i}.valid(s)
		if name.empty() {
			break
		}
		if !described { // Smith, speaking in Gorsk, said
			return name
		}
		// A list of roles or places before: go on to the name itself.
		if name.from > low && s[name.from-1].is(",") {
			if whole := apposed(s, name.from-1, low); !whole.empty() && s[whole.from].cap {
				name.from = whole.from
			}
		}
		return stretch{name.from, comma + 1}
	}
	return stretch{}
}

// wordsIn estimates the number of words in a quotation.
func wordsIn(t token) int { return (t.End - t.Start) / 6 }

// startsApposition reports whether the words between two commas can describe
// the name before them.
func startsApposition(s []token, from, to int) bool {
	if from >= to {
		return false
	}
	t := s[from]
	if t.kind == quoted {
		return false
	}
	if t.is("who", "which", "whose", "a", "an", "the", "one", "his", "her", "its", "their", "along", "now", "himself", "herself") || t.low != "" && t.low[0] >= '0' && t.low[0] <= '9' {
		return true
	}
	if t.has(conjunctions | subordinators | prepositions | pronouns | adverbs) {
		return false
	}
	return t.kind == word && !strings.HasSuffix(t.low, "ing") && !finiteIn(s, from, to)
}

// nounPhraseBefore returns where the noun phrase that ends before token end
// starts, at or after low.
func nounPhraseBefore(s []token, end, low int) int {
	if s[end-1].has(pronouns) && s[end-1].kind == word {
		return end - 1
	}
	joined := -1 // the word after the last "and" passed
	i := end
	for ; i > low && end-i < longestSource; i-- {
		t := s[i-1]
		if t.kind == quoted {
			if i < end && i-1 > low && s[i-2].kind == word && s[i-2].cap && wordsIn(t) < 6 && !s[i].is(",") {
				continue // a nickname
			}
			break
		}
		if t.kind == mark {
			if t.is(")") {
				if open := bracketBefore(s, i-1, low); open > low {
					i = open + 1
					continue
				}
			}
			if t.is("'", "’", "/", "&", "%", "[", "]") {
				continue
			}
			break
		}
		if t.is("and", "or") {
			if i-1 > low && s[i-2].kind == word && i < end {
				joined = i
				continue
			}
			break
		}
		if t.is("that", "before", "after", "since") && i-1 == low {
			break
		}
		if t.is("to") && i < end && (s[i].cap || s[i].has(determiners)) {
			continue
		}
		if t.has(subordinators) && !t.is("former") || t.has(conjunctions) || t.is("to", "there") || t.has(pronouns) && !t.is("who") {
			break
		}
		if f, ok := verbs()[t.low]; ok && f.shape == gerund && f.verb.has(clause|that) && i < end {
			break
		}
		if isFinite(s, i-1) {
			if joined >= 0 {
				return joined
			}
			break
		}
	}
	return trimSource(s, i, end)
}

// bracketBefore returns the token of the bracket that the one at i closes, or 0.
func bracketBefore(s []token, i, low int) int {
	const reach = 8
	for k := i - 1; k > low && i-k < reach; k-- {
		if s[k].is("(") {
			return k
		}
	}
	return 0
}

// trimSource leaves out what stands before the subject without a comma: "In
// June officials said", "Even Trump said".
func trimSource(s []token, from, end int) int {
	for from < end {
		t := s[from]
		switch {
		case t.kind == quoted || t.kind == mark:
			from++
		case t.is("and", "but", "or", "so", "yet", "also", "still", "now", "then", "even", "just", "on", "earlier", "later", "recently", "both") && from+1 < end,
			t.has(adverbs), isManner(t),
			t.has(times) && from+1 < end && !t.is("may"):
			from++
		case t.is("in", "on", "at", "during", "after", "before", "since", "by", "as", "for", "with", "from", "under", "last", "this", "over", "within"):
			cut := from
			for k := from; k < end-1; k++ {
				if s[k].has(times) {
					cut = k + 1
				}
			}
			if cut == from {
				if t.is("last", "this") {
					return from
				}
				return end
			}
			from = cut
		default:
			return from
		}
	}
	return from
}

// valid returns the stretch if it can name somebody, and an empty one if not.
func (n stretch) valid(s []token) stretch {
	if n.empty() || n.to-n.from > longestSource {
		return stretch{}
	}
	first, last := s[n.from], s[n.to-1]
	if last.kind == mark && !last.is("'", "’", ")", "]") || last.kind == quoted {
		return stretch{}
	}
	if n.to-n.from == 1 && (last.has(determiners) && !last.is("some", "many", "this") || last.is("which", "that", "there", "what", "it's")) {
		return stretch{}
	}
	if last.has(prepositions|possessives) || last.is("to", "the", "a", "an", "and", "or", "of") || last.has(auxiliaries) {
		return stretch{}
	}
	if first.has(objective) && n.to-n.from == 1 {
		return stretch{}
	}
	return n
}

// isFinite reports whether token i looks like the verb of a clause.
func isFinite(s []token, i int) bool {
	t := s[i]
	if t.kind != word {
		return false
	}
	if t.has(auxiliaries|commonVerbs) && !t.cap {
		return true
	}
	if f, ok := verbs()[t.low]; ok && !t.cap && i > 0 && s[i-1].kind == word {
		prev := s[i-1]
		switch f.shape {
		case past:
			return !prev.has(determiners|prepositions) && (f.verb.has(clause) || i+1 < len(s) && s[i+1].has(determiners))
		case present:
			return !prev.has(determiners|prepositions) && (prev.cap || prev.has(pronouns))
		case baseForm:
			return prev.has(pronouns)
		}
	}
	return false
}

func (v *verb) has(f frame) bool { return v.frames&f != 0 }

// finiteIn reports whether the tokens hold a verb of a clause, outside what
// "who" and "which" open.
func finiteIn(s []token, from, to int) bool {
	for i := from; i < to; i++ {
		if s[i].is("who", "which", "that", "whose") {
			return false
		}
		if isFinite(s, i) || i > from && s[i].has(pronouns) {
			return true
		}
	}
	return false
}

// sourceAfter finds the noun phrase that starts at token from, with its
// appositions, as in "…, said John Smith, a farmer who …".
func sourceAfter(s []token, from int) stretch {
	if from >= len(s) || s[from].kind != word {
		return stretch{}
	}
	if s[from].has(pronouns) {
		return stretch{from, from + 1}
	}
	i := from
	for ; i < len(s) && i-from < longestSource; i++ {
		t := s[i]
		if t.is(".", "?", "!", ";", ":", "—", "(", "[") || t.kind == quoted && (i == from || !s[i-1].cap || wordsIn(t) > 5) {
			break
		}
		if t.is(",") {
			if !goesOn(s, i+1) {
				break
			}
			continue
		}
		if t.kind != word || i == from {
			continue
		}
		if t.has(times) && !t.is("may", "march") || i > from+1 && t.is("on") && i+1 < len(s) && s[i+1].has(times) {
			break
		}
		if t.is("in", "at", "during", "after", "before", "when", "while", "as", "because", "last", "this", "but", "if", "about", "following", "via", "by", "to", "through", "that") &&
			!inApposition(s, from, i) {
			break
		}
	}
	for i > from && (s[i-1].is(",", "and", "but") || s[i-1].has(prepositions)) {
		i--
	}
	return stretch{from, i}.valid(s)
}

// inApposition reports whether a comma stands between from and i: prepositions
// in a description belong to it.
func inApposition(s []token, from, i int) bool {
	for k := from; k < i; k++ {
		if s[k].is(",", "who") {
			return true
		}
	}
	return false
}

// goesOn reports whether a source goes on after a comma, with a description.
func goesOn(s []token, i int) bool {
	if i >= len(s) || s[i].kind != word {
		return false
	}
	t := s[i]
	if t.has(conjunctions|pronouns) && !t.is("who") || t.has(subordinators) && !t.is("which", "whose") ||
		t.has(adverbs) || strings.HasSuffix(t.low, "ing") || t.has(prepositions) && !t.is("of", "for") || t.has(times) {
		return false
	}
	if f, ok := verbs()[t.low]; ok && f.shape == gerund {
		return false
	}
	return true
}

// subject finds the subject of a sentence, for a cue that takes it over: "Smith
// came home, saying …".
func subject(s []token, low, before int) stretch {
	from := low
	for from < before && (s[from].kind != word || s[from].has(conjunctions|adverbs)) {
		from++
	}
	if from < before && (s[from].has(prepositions|subordinators) || strings.HasSuffix(s[from].low, "ing") || strings.HasSuffix(s[from].low, "ed")) {
		for from < before && !s[from].is(",") {
			from++
		}
		from++
	}
	if from >= before {
		return stretch{}
	}
	if s[from].has(pronouns) {
		return stretch{from, from + 1}
	}
	to := from
	for to < before && to-from < longestSource && s[to].kind == word && !looksFinite(s, to) {
		to++
	}
	if to < before && s[to].is(",") {
		for k := to + 1; k < before && k-from < longestSource; k++ {
			if s[k].is(",") && startsApposition(s, to+1, k) && k+1 < before && s[k+1].kind == word {
				to = k + 1
				break
			}
		}
		if n := (stretch{from, to}); s[to-1].is(",") {
			return n
		}
		return stretch{}
	}
	return stretch{from, to}.valid(s)
}

// looksFinite is isFinite, and takes any word in -ed for a verb: good enough for
// the first one of a sentence.
func looksFinite(s []token, i int) bool {
	if isFinite(s, i) {
		return true
	}
	t := s[i]
	if i == 0 || t.cap || s[i-1].has(determiners) {
		return false
	}
	if f, ok := verbs()[t.low]; ok && (f.shape == past || f.shape == present) {
		return true
	}
	return strings.HasSuffix(t.low, "ed") && t.low != "united" || t.has(adverbs)
}
