package chain

// recipient finds whom a statement was said to: what its clause has behind
// "told", or behind "to" after words of saying and writing.
func (c *clause) recipient(o outlets) (h hearer, found bool) {
	if c.cue[1] == 0 {
		return hearer{}, false
	}
	try := func(k int) bool {
		p, ok := c.phraseAt(k)
		if !ok {
			return false
		}
		h, found = c.hearer(p, o)
		return found
	}
	// The cue's own verb.
	for k := c.cue[1] - 1; k >= c.cue[0]; k-- {
		switch verb := c.low(k); {
		case telling()[verb] && !c.passive(k):
			at := k + 1
			if c.low(at) == "in" || c.low(at) == "on" || c.low(at) == "upon" { // "called on": not a verb of this list
				return c.elsewhere(o)
			}
			p, ok := c.phraseAt(at)
			if ok && (!doubtful()[verb] || c.addressed(p)) && try(at) {
				if doubtful()[verb] {
					h.outlet = "" // "asked the Lantern to wait": nothing came through it
				}
				return h, true
			}
			return c.elsewhere(o)
		case (verb == "call" || verb == "calls" || verb == "called" || verb == "calling") && (c.low(k+1) == "on" || c.low(k+1) == "upon"):
			if p, ok := c.phraseAt(k + 2); ok && c.low(p.to) == "to" && try(k+2) {
				return h, true
			}
		case sayingTo()[verb]:
			at := c.skipDays(k + 1)
			switch c.low(at) {
			case "to":
				if p, ok := c.phraseAt(at + 1); ok && !c.infinitive(at) && c.low(p.to) != "to" && try(at+1) {
					return h, true
				}
			case "before", "with":
				if verb == "testified" || verb == "testify" || verb == "testifying" || c.low(at) == "with" && (verb == "spoke" || verb == "speaking" || verb == "speaks") {
					if try(at + 1) {
						return h, true
					}
				}
			}
		}
	}
	return c.elsewhere(o)
}

// elsewhere finds recipients that stand beside the cue: "in a letter to the
// board", "speaking to reporters", "in an interview with the Lantern".
func (c *clause) elsewhere(o outlets) (hearer, bool) {
	for k := range c.tokens[:c.aside()] {
		if c.inSource(k) || c.severed(k) {
			continue
		}
		word := c.low(k)
		at := -1
		switch {
		case word == "telling" && (c.low(k-1) == "as" || c.low(k-1) == "by" || c.low(k-1) == ","):
			at = k + 1
		case word == "addressing":
			at = k + 1
		case word == "speaking" || word == "talking" || word == "writing" || (word == "spoke" || word == "speaks") && c.low(k-1) == "as":
			if next := c.skipDays(k + 1); c.low(next) == "to" || c.low(next) == "with" || c.low(next) == "before" {
				at = next + 1
			}
		case missives()[word] && c.introduced(k):
			next := c.skipDays(k + 1)
			switch c.low(next) {
			case "to":
				if !c.infinitive(next) {
					at = next + 1
				}
			case "with", "for", "by":
				if word == "interview" || word == "interviews" {
					at = next + 1
				}
			case "before":
				if word == "testimony" {
					at = next + 1
				}
			case "from":
				if word == "response" {
					at = next + 1
				}
			}
		case c.low(k-1) == "after": // said after meeting with
		case (word == "call" || word == "meeting" || word == "conversation" || word == "appearance" || word == "briefing") && c.introduced(k):
			if c.low(k+1) == "with" {
				at = k + 2
			}
		case (word == "interviewed" || word == "asked") && c.low(k+1) == "by" && (k == 0 || c.low(k-1) == "when" || c.low(k-1) == ","):
			at = k + 2
		case word == "gave" || word == "given":
			if (c.low(k+1) == "to") || c.low(k+1) == "an" && c.low(k+2) == "interview" && c.low(k+3) == "to" {
				if c.nearInterview(k) {
					at = k + 2
					if c.low(k+1) == "an" {
						at = k + 4
					}
				}
			}
		}
		if at < 0 {
			continue
		}
		if p, ok := c.phraseAt(at); ok {
			if h, ok := c.hearer(p, o); ok {
				return h, true
			}
		}
	}
	return hearer{}, false
}

// passive reports whether the verb is suffered: "was told".
func (c *clause) passive(k int) bool {
	for back := k - 1; back >= max(0, k-3); back-- {
		switch c.low(back) {
		case "was", "were", "been", "being", "be", "is", "are", "got", "gets":
			return true
		case "n't", "not", "also", "once", "later", "first", "often":
			continue
		}
		return false
	}
	return false
}

// addressed reports whether what follows a phrase shows that the phrase names
// who is spoken to: "to" and a verb, a clause, a gap.
func (c *clause) addressed(p phrase) bool {
	if p.to >= len(c.tokens) {
		return false
	}
	switch next := c.tokens[p.to]; next.low {
	case ",": // "asked Moor, the moderator, to"
		for k := p.to + 1; k < min(len(c.tokens)-1, p.to+14); k++ {
			if c.low(k) == "," {
				return c.low(k+1) == "to" || c.tokens[k+1].gap()
			}
		}
		return false
	case "to":
		return p.to+1 < len(c.tokens) && !c.tokens[p.to+1].capital
	case "that", "whether", "if", "how", "why", "what", "not", "about", "when", "where", "who", "against", gap:
		return true
	}
	return false
}

// infinitive reports whether the "to" at a token begins "to do", not "to whom".
func (c *clause) infinitive(k int) bool {
	next := c.low(k + 1)
	if k+1 < c.cue[1] && c.cue[0] <= k && k+2 == c.cue[1] && !c.tokens[k+1].capital {
		return true // the cue ends with the verb
	}
	return next == "be" || next == "have" || next == "say" || next == "do" || next == "make" || next == "take" || next == "get" || next == gap || next == ""
}

// introduced reports whether a noun stands after a preposition, with the words
// that may stand between: "in a long letter".
func (c *clause) introduced(k int) bool {
	for back := k - 1; back >= max(0, k-7); back-- {
		switch c.low(back) {
		case "in", "during", "at", "on", "via", "by", "through", "throughout", "from", "used", "sent", "wrote", "issued":
			return true
		case "after", "before":
			return false
		}
		if !c.tokens[back].word || c.tokens[back].gap() {
			return false
		}
	}
	return false
}

// aside returns the token behind the cue from which on the clause tells of
// something else: "when", "after", "who" if it goes on to the end. It is the clause's end where none does.
func (c *clause) aside() int {
	for k := c.cue[1]; k < len(c.tokens); k++ {
		switch c.low(k) {
		case "when", "where", "because", "after", "while", "although", "though":
			return k
		case "before":
			if k > c.cue[1] {
				return k
			}
		case "who", "which", "whose": // ends at a comma
			from := k
			for k < len(c.tokens) && c.low(k) != "," {
				k++
			}
			if k == len(c.tokens) {
				return from
			}
		}
	}
	return len(c.tokens)
}

// severed reports whether words before the cue stand in another clause: "despite
// her claim in an interview, though she admitted".
func (c *clause) severed(k int) bool {
	for ; k < c.cue[0]; k++ {
		switch c.low(k) {
		case "though", "although", "but", "whereas":
			return true
		}
	}
	return false
}

// nearInterview reports whether an interview is spoken of close to a token.
func (c *clause) nearInterview(k int) bool {
	for near := max(0, k-5); near < min(len(c.tokens), k+4); near++ {
		if c.low(near) == "interview" {
			return true
		}
	}
	return false
}

// skipDays passes over "on Monday", "last week", ", ".
func (c *clause) skipDays(k int) int {
	for n := 0; n < 5 && k < len(c.tokens); n++ {
		word := c.low(k)
		if word == "on" && days()[c.low(k+1)] && c.low(k+1) != "the" || days()[word] && word != "the" && word != "on" && word != "night" || digits(word) {
			k++
			continue
		}
		break
	}
	return k
}

func digits(word string) bool {
	for _, r := range word {
		if r < '0' || r > '9' {
			return false
		}
	}
	return word != ""
}
