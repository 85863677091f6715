package attribution

// sentence finds the statements of a sentence: those whose cue stands after
// what was said first, since they embrace what stands before them, then those
// whose cue goes before it.
func (r *reader) sentence(s []token) {
	if r.colon(s) {
		return
	}
	r.cues = cuesIn(s, r.headline, r.cues)
	taken := r.according(s)
	tails := r.tails(s)
	low := 0 // where the words start that no statement has taken
	var source stretch
	for k, c := range r.cues {
		if c.head < low || taken.from <= c.head && c.head < taken.to {
			continue
		}
		if t, ok := tails[k]; ok {
			r.add(t.found(s, c))
			source, low = t.source, t.end
			continue
		}
		if embraced(tails, k) {
			continue
		}
		f, ok := forward(s, c, low, source)
		if !ok {
			continue
		}
		if f.content.empty() {
			if !f.colon {
				continue
			}
			waiting := f.found(s, c)
			r.awaiting = &waiting
			continue
		}
		f.headline = r.headline
		f.content.to = contentEnd(s, r.cues[k+1:], f)
		r.add(f.found(s, c))
		source, low = f.source, f.content.to
	}
	r.spoken(s)
	r.nouns(s)
}

// embraced reports whether a later cue takes the words around cue k for its
// content.
func embraced(tails map[int]statement, k int) bool {
	for later := range tails {
		if later > k {
			return true
		}
	}
	return false
}

// A statement is one in tokens of a sentence.
type statement struct {
	source, cue    stretch
	content, other stretch // other: a second piece, after the cue
	end            int     // where what follows starts
	headline       bool
	colon          bool // what was said is announced for the next paragraph
	rule           rule
}

// found returns the statement in bytes.
func (t statement) found(s []token, c cue) found {
	f := found{source: t.source.span(s), cue: t.cue.span(s), rule: t.rule}
	if c.verb != nil {
		f.act, f.negated = c.verb.act, c.negated
	} else {
		f.act = Say
	}
	for _, piece := range []stretch{t.content, t.other} {
		if !piece.empty() {
			f.content = append(f.content, piece.span(s))
			for _, t := range s[piece.from:piece.to] {
				f.quotes = f.quotes || t.kind == quoted
			}
		}
	}
	return f
}
