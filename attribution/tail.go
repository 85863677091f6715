package attribution

import "strings"

// tails finds the cues that stand after what was said, by their index.
func (r *reader) tails(s []token) map[int]statement {
	var tails map[int]statement
	low := 0
	for k, c := range r.cues {
		if c.head < low {
			continue
		}
		if t, ok := tail(s, c, low); ok {
			if tails == nil {
				tails = map[int]statement{}
			}
			tails[k] = t
			low = t.end
		}
	}
	return tails
}

// tail reads "content, source cue" and "content, cue source".
func tail(s []token, c cue, low int) (t statement, ok bool) {
	quotes := c.passive && c.verb.base == "quote" // he was quoted as saying
	if !c.finite || c.infinitive || c.passive && !quotes || !quotes && !c.has(speech|clause|that) {
		return t, false
	}
	if t, ok = sourceThenCue(s, c, low); !ok {
		t, ok = cueThenSource(s, c, low)
	}
	if !ok {
		return t, false
	}
	t.cue = stretch{c.from, c.to}
	return t.close(s)
}

// sourceThenCue reads "content, source cue".
func sourceThenCue(s []token, c cue, low int) (t statement, ok bool) {
	src := sourceBefore(s, c.from, low)
	if src.empty() || src.from <= low || !endsContent(s, src.from-1) {
		return t, false
	}
	before := s[src.from-1]
	if before.kind != quoted && (!c.endsPlain() || src.from == low+1) {
		return t, false
	}
	end, closed := tailEnd(s, c)
	if !closed && before.kind == quoted && (before.last == ',' || before.last == '?' || before.last == '!') {
		// Such a quotation needs what follows it, whatever that looks like.
		end, closed = c.to, c.to >= len(s) || !s[c.to].is("that", ":") && s[c.to].kind != quoted
		for end < len(s) && s[end].kind == word {
			end++
		}
	}
	return statement{source: src, content: stretch{low, src.from}, end: end, rule: afterPlain}, closed
}

// cueThenSource reads "content, cue source", where "in an interview with …," may
// stand between cue and source.
func cueThenSource(s []token, c cue, low int) (t statement, ok bool) {
	if !c.has(speech) || c.has(recipient) || c.shape == baseForm || c.from != c.head || c.from <= low || !endsContent(s, c.from-1) {
		return t, false
	}
	at := c.to
	if at < len(s) && s[at].is("in") {
		const reach = 12
		for at < len(s) && at-c.to < reach && s[at].kind == word {
			at++
		}
		if at < len(s) && s[at].is(",") {
			at++
		}
	}
	src := sourceAfter(s, at)
	if src.empty() || s[src.from].is("that", "to") || finiteIn(s, src.from, min(src.to+2, len(s))) {
		return t, false
	}
	// After a comma it may as well be "Smith, a farmer, said Jones’s “…”".
	if s[c.from-1].is(",") && (!c.plainSpeech() || src.to < len(s) && s[src.to].kind == quoted) {
		return t, false
	}
	return statement{source: src, content: stretch{low, c.from}, end: src.to, rule: afterInverted}, true
}

// endsPlain reports whether the verb can follow what was said without quotation
// marks: "…, she told the paper", but hardly "…, she asked the paper".
func (c cue) endsPlain() bool {
	return c.has(clause) && !c.has(intent|recipient) || c.verb.base == "tell"
}

// plainSpeech reports whether the verb is one that stands before its subject.
func (c cue) plainSpeech() bool {
	switch c.verb.base {
	case "say", "write", "add", "ask", "report", "reply", "explain", "argue", "note":
		return true
	}
	return false
}

// endsContent reports whether what was said can end with token i: a comma, a
// dash or a quotation.
func endsContent(s []token, i int) bool {
	return s[i].kind == quoted || s[i].is(",", "—")
}

// tailEnd returns where the words end that follow a cue after its content ("in
// a statement", "on Sunday"), and whether nothing that was said follows.
func tailEnd(s []token, c cue) (end int, closed bool) {
	const reach = 25
	i := c.to
	if i < len(s) && s[i].kind == word {
		t := s[i]
		switch {
		case t.has(times), t.has(prepositions) && !t.is("since"), t.has(adverbs), c.has(recipient),
			t.is("as", "when", "while", "last", "this"), strings.HasSuffix(t.low, "ly"), strings.HasSuffix(t.low, "ing"):
		default:
			return i, false
		}
	}
	for ; i < len(s) && i-c.to < reach; i++ {
		t := s[i]
		if t.is(".", ",", ";", "—", "?", "!", ":") || t.kind == quoted && i == c.to {
			return i, !t.is(":")
		}
		if t.is("that") || t.kind == quoted {
			return i, false
		}
	}
	return i, i == len(s)
}

// close settles the content of a statement whose cue stands after it.
func (t statement) close(s []token) (statement, bool) {
	at := &t.content
	direct := s[at.to-1].kind == quoted || at.to-2 >= at.from && s[at.to-2].kind == quoted && s[at.to-1].kind == mark
	for at.to > at.from && s[at.to-1].kind == mark && !s[at.to-1].is(")", "]", "?", "!") {
		at.to--
	}
	for at.from < at.to && (s[at.from].kind == mark && !s[at.from].is("(", "[") || s[at.from].is("and", "but", "yet", "so") && at.to-at.from > 1) {
		at.from++
	}
	if at.empty() {
		return t, false
	}
	if direct {
		if s[at.from].kind == quoted && at.to == at.from+1 {
			t.rule = afterQuotation
		}
	} else if !finiteLoose(s, at.from, at.to) {
		return t, false
	}
	// What follows the cue may go on with what was said.
	i := t.end
	if i+1 >= len(s) || !s[i].is(",", "—") && s[i].kind != quoted {
		return t, true
	}
	if s[i].kind != quoted {
		i++
	}
	next := s[i]
	if next.kind == quoted {
		t.other = stretch{i, i + 1}
		t.end = i + 1
		return t, true
	}
	if direct || next.kind != word || strings.HasSuffix(next.low, "ing") ||
		next.is("who", "which", "but", "while", "as", "according", "although", "though", "whose", "where", "when", "after") || next.has(prepositions) {
		return t, true
	}
	to := len(s)
	for to > i && s[to-1].kind == mark {
		to--
	}
	t.other = stretch{i, to}
	t.end = to
	return t, true
}

// finiteLoose reports whether the tokens can be a clause.
func finiteLoose(s []token, from, to int) bool {
	for i := from; i < to; i++ {
		if s[i].kind == quoted || looksFinite(s, i) {
			return true
		}
	}
	return false
}
