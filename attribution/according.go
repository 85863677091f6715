package attribution

import "strings"

// according reads "according to source, content" and the reverse, and returns
// the tokens from the first such statement to the last.
func (r *reader) according(s []token) (taken stretch) {
	low := 0
	for i := 0; i+2 < len(s); i++ {
		if !s[i].is("according") || !s[i+1].is("to") {
			continue
		}
		t, ok := accordingAt(s, i, low)
		if !ok || !t.trim(s) {
			continue
		}
		r.add(t.found(s, cue{}))
		low = max(low, t.content.to, t.source.to)
		if taken.empty() {
			taken.from = min(t.content.from, i)
		}
		taken.to = low
	}
	return taken
}

// accordingAt reads the statement around the "according to" at token i. Its
// content comes after it where the sentence starts with it or only with
// something that is no clause ("However, according to …"), else before it.
func accordingAt(s []token, i, low int) (t statement, ok bool) {
	t = statement{cue: stretch{i, i + 2}, rule: accordingRule}
	leads := i <= 1 || i < 4 && !s[i-1].is(",") && s[i-1].kind != quoted ||
		s[i-1].is(",") && (i <= low+3 || !finiteLoose(s, low, i))
	if leads {
		if t.source = upToComma(s, i+2); !t.source.empty() {
			t.content = stretch{t.source.to + 1, len(s)}
			return t, true
		}
	}
	t.source = sourceAfter(s, i+2)
	if !t.source.empty() && !s[t.source.from].cap {
		t.source = beforeComma(s, t.source)
	}
	t.content = stretch{low, i}
	return t, !t.source.empty() && low < i
}

// beforeComma cuts a stretch at its first comma.
func beforeComma(s []token, n stretch) stretch {
	for i := n.from; i < n.to; i++ {
		if s[i].is(",") {
			return stretch{n.from, i}
		}
	}
	return n
}

// upToComma reads the source of a leading "according to": up to the comma
// before the clause.
func upToComma(s []token, from int) stretch {
	for i := from; i < len(s) && i-from < longestSource && !s[i].is(".", ";", "—", ":"); i++ {
		if s[i].is(",") {
			return stretch{from, i}
		}
	}
	return stretch{}
}

// trim takes marks off the ends of the content and reports whether any is left.
func (t *statement) trim(s []token) bool {
	at := &t.content
	for at.from < at.to && s[at.from].kind == mark && !s[at.from].is("(", "[") {
		at.from++
	}
	for at.to > at.from && s[at.to-1].kind == mark && !s[at.to-1].is(")", "]") {
		at.to--
	}
	return !at.empty()
}

// colon reads "source: content", as in headlines and transcripts, and reports
// whether the sentence is that.
func (r *reader) colon(s []token) bool {
	const longestName = 6
	for i := 1; i < len(s) && i <= longestName; i++ {
		if s[i].is(":") {
			if !r.headline && s[len(s)-1].kind != quoted && (s[0].Start != r.tokens[0].Start || len(s)-i < 5 || !allCapitals(r.text, s[:i])) {
				return false
			}
			t := statement{source: stretch{0, i}, cue: stretch{i, i + 1}, content: stretch{i + 1, len(s)}, rule: colonRule}
			if t.trim(s) {
				r.add(t.found(s, cue{}))
				return true
			}
			return false
		}
		if s[i].kind != word || !s[i].cap || !s[0].cap {
			return false
		}
	}
	return false
}

// allCapitals reports whether the words are in capitals, as the names in a
// transcript are.
func allCapitals(text string, s []token) bool {
	for _, t := range s {
		if w := t.In(text); len(w) < 2 || strings.ToUpper(w) != w {
			return false
		}
	}
	return true
}
