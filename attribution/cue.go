package attribution

import "strings"

// A cue is a group of words that says that something was said: its verb with
// the auxiliaries, adverbs and particles around it, as tokens [from, to) of a
// sentence.
type cue struct {
	from, head, to int
	verb           *verb
	shape          shape
	finite         bool // can be a sentence's verb: "said", "has denied", not "denying", "to deny"
	passive        bool // "was asked"
	negated        bool
	infinitive     bool // "to say"
	elided         bool // the subject is that of the verb before: "and said", "has resigned and denied"
}

// cuesIn finds the cue verbs of a sentence.
//
// Within a sentence a verb has no capital letter, unless the sentence is a title.
func cuesIn(s []token, title bool, cues []cue) []cue {
	cues = cues[:0]
	lexicon := verbs()
	for i, t := range s {
		if t.kind != word || t.cap && i > 0 && !title {
			continue
		}
		f, ok := lexicon[t.low]
		if !ok {
			continue
		}
		c := cue{from: i, head: i, to: i + 1, verb: f.verb, shape: f.shape}
		if c.readLeft(s) {
			cues = append(cues, c)
		}
	}
	return cues
}

// readLeft takes in the auxiliaries and adverbs before the verb and says whether
// the word can be a verb there at all.
func (c *cue) readLeft(s []token) bool {
	const reach = 5
	be, have, do, modal := false, false, false, false
	i := c.head
	for i > 0 && c.head-i < reach && belongsToVerb(s[i-1]) {
		i--
		c.negated = c.negated || s[i].has(negations)
		if !s[i].has(auxiliaries) {
			continue
		}
		switch strings.TrimSuffix(s[i].low, "n't") {
		case "is", "was", "are", "were", "be", "been", "being", "am", "'s", "ai":
			be = true
		case "has", "have", "had", "having", "'ve":
			have = true
		case "do", "does", "did":
			do = true
		default:
			modal = true
		}
	}
	c.from = i
	prev := token{}
	if i > 0 {
		prev = s[i-1]
	}
	if prev.is("to") && c.shape == baseForm {
		c.infinitive = true
		if i > 2 && s[i-2].is("on") && s[i-3].is("went", "goes", "go", "going") {
			c.infinitive, c.finite, c.from = false, true, i-3
		}
		return true
	}
	switch c.shape {
	case past:
		c.passive = be
		c.finite = true
	case participle:
		if c.passive = be; !be && !have {
			return false
		}
		c.finite = true
	case present:
		c.finite = true
		if be || have || do || modal {
			return false
		}
	case baseForm:
		c.finite = true
		if be || have || i > 0 && isFinite(s, i-1) {
			return false
		}
		if prev.kind == word && !do && !modal && (prev.has(determiners | prepositions)) {
			return false
		}
	case gerund:
		c.finite = be
	}
	if prev.kind == word && c.from == c.head && !agrees(prev, c.shape) {
		return false
	}
	if c.shape == present && prev.kind == word && (prev.has(determiners | prepositions)) && !prev.is("that", "this") {
		return false
	}
	if c.to < len(s) && s[c.to].has(auxiliaries) && s[c.to].kind == word {
		return false
	}
	c.negated = c.negated || c.verb.deny
	c.elided = prev.is("and", "but", "or", "then") && i > 1
	return true
}

// belongsToVerb reports whether a word before a verb is part of its group.
func belongsToVerb(t token) bool {
	return t.kind == word && (t.has(auxiliaries|adverbs) || isManner(t))
}

// isManner reports whether a word is an adverb in -ly.
func isManner(t token) bool {
	return len(t.low) > 4 && strings.HasSuffix(t.low, "ly") && !t.cap && t.low != "family"
}

// agrees reports whether a word can end the subject of a verb in the present
// tense: "critics claim", "the mayor claims", but not "the mayor's claims".
func agrees(prev token, s shape) bool {
	low := prev.low
	if s != present && s != baseForm {
		return true
	}
	if strings.HasSuffix(low, "'s") || strings.HasSuffix(low, "s'") {
		return false
	}
	plural := strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss")
	if s == present {
		return prev.cap || !plural && !prev.is("they", "we", "i", "you") || prev.is("this", "news")
	}
	return plural || prev.is("they", "we", "i", "you", "who", "and", "but", "or", "some", "many", "most", "few", "people",
		"men", "women", "children", "police", "both", "all", "percent", "that", "which", "majority", "half")
}

// has reports whether the cue's verb takes any of the frames.
func (c *cue) has(f frame) bool { return c.verb.has(f) }

// cueFollows reports whether the words from i on, up to the next mark, are a
// source and a verb of speech, as after a question: "Why?" the mayor asked.
func cueFollows(s []token, i int) bool {
	const reach = 10
	if spokenBy(s, i) > 0 {
		return true
	}
	for k := i; k < len(s) && k < i+reach && s[k].kind == word; k++ {
		f, ok := verbs()[s[k].low]
		if ok && f.verb.frames&speech != 0 && f.shape != gerund && f.shape != baseForm {
			return k+1 == len(s) || s[k+1].kind != word || k == i || s[k+1].has(times|prepositions) || f.verb.frames&recipient != 0
		}
	}
	return false
}

// spokenBy reads a name or pronoun and any verb right after a quotation and
// returns the token of the verb, or 0: “…,” the verb need not be known, as in
// “Never!” Smith barked.
func spokenBy(s []token, i int) int {
	const longestName = 6
	k := i
	switch {
	case k < len(s) && s[k].kind == word && s[k].has(pronouns) && !s[k].is("who"):
		k++
	default:
		for k < len(s) && k-i < longestName && s[k].kind == word && s[k].cap && !isClosedClass(s[k]) {
			k++
		}
	}
	if k == i || k >= len(s) || s[k].kind != word || s[k].cap || isClosedClass(s[k]) || s[k].has(auxiliaries) {
		return 0
	}
	if k+1 == len(s) || s[k+1].kind == mark || s[k+1].is("on") {
		return k
	}
	return 0
}
