package attribution

import (
	"slices"
	"strings"
)

// An expression is what the words of a cue tell of its act. docs/acts.md says how
// the acts are told apart.
type expression struct {
	words []string // of the cue, and a few that follow it
	cue   int      // how many are the cue's
}

// ahead is how many words behind a cue are looked at: "asked | the board to".
const ahead = 4

// ActOf tells the act that a statement's cue expresses, and whether the words say
// that it did not happen. The first word of the lexicon decides, but what is said
// goes before what is only thought, and a narrower act before saying; a cue
// without any is taken for speech.
func ActOf(text string, source, cue Span, content []Span) (act Act, negated bool) {
	if cue.Empty() {
		return Say, false
	}
	e := expression{words: wordsOf(cue.In(text))}
	e.cue = len(e.words)
	e.words = append(e.words, firstWords(text[cue.End:], ahead)...)
	speaker := wordsOf(source.In(text))
	act = e.act(speaker)
	negated = e.negates() || slices.ContainsFunc(speaker[:min(len(speaker), 2)], isNobody)
	if e.withholds() {
		act, negated = Say, true
	}
	if act == Say && (writes(e.words[:e.cue]) || writes(beside(text, cue, content))) {
		act = Write
	}
	return act, negated
}

// act returns the act of the cue.
func (e expression) act(speaker []string) Act {
	act, found := Say, false
	for i := 0; i < e.cue; i++ {
		a, n := e.at(i)
		if n == 0 {
			continue
		}
		switch w := e.words[i]; {
		case a == Ask && strings.HasPrefix(w, "ask"):
			a = e.asks(i + 1)
		case a == Know && (strings.HasPrefix(w, "find") || w == "found" || strings.HasPrefix(w, "determin")) && isDocument(speaker):
			a = Say
		}
		if !found {
			act, found = a, true
		} else if a.narrow() && (act == Say || act == Write) && !strings.HasPrefix(e.words[i], "question") {
			act = a
		}
		i += n - 1
	}
	return act
}

// narrow reports whether the act is a sort of speech.
func (a Act) narrow() bool { return a == Deny || a == Ask || a == Promise || a == Demand }

// at returns the act that the words from i on express, and how many they are. Of
// the words that must follow one, the first may stand a word off: "called again
// for".
func (e expression) at(i int) (Act, int) {
	for _, entry := range acts()[e.words[i]] {
		for _, next := range []int{i + 1, i + 2} {
			end := next + len(entry.rest)
			if end <= len(e.words) && slices.Equal(e.words[next:end], entry.rest) {
				return entry.act, max(1, min(end, e.cue)-i)
			}
			if len(entry.rest) == 0 {
				return entry.act, 1
			}
		}
	}
	return Say, 0
}

// asks tells asking about something from asking for it.
func (e expression) asks(from int) Act {
	for _, w := range e.words[from:min(from+ahead+1, len(e.words))] {
		switch w {
		case "to", "for", "that":
			return Demand
		case "if", "whether", "about", "what", "why", "how", "who", "when", "where", "which", "himself", "herself":
			return Ask
		}
	}
	return Ask
}

// negates reports whether the cue says that its act did not happen. "Vowed not
// to" does not, nor do "not only" and "no doubt".
func (e expression) negates() bool {
	for i, w := range e.words[:e.cue] {
		next := ""
		if i+1 < len(e.words) {
			next = e.words[i+1]
		}
		switch {
		case w == "not" && (next == "only" || next == "just" || next == "to" && i > 0):
		case w == "no" && (next == "doubt" || next == "secret"):
		case w == "not", w == "never", w == "no", w == "cannot", w == "nothing", w == "without", w == "neither", w == "nor",
			w == "unaware", w == "unclear", w == "silent", w == "mum", w == "cagey", strings.HasSuffix(w, "n't"),
			strings.HasPrefix(w, "forg"), strings.HasPrefix(w, "evad"), strings.HasPrefix(w, "withho"), w == "withheld":
			return true
		}
	}
	return false
}

// withholds reports whether the cue tells of words that were refused: "declined
// to comment". "Refused to help" denies.
func (e expression) withholds() bool {
	for i, w := range e.words[:e.cue] {
		if !strings.HasPrefix(w, "declin") && !strings.HasPrefix(w, "refus") || i+2 >= len(e.words) || e.words[i+1] != "to" {
			continue
		}
		act, n := (expression{e.words, i + 3}).at(i + 2)
		if n > 0 && act == Say {
			return true
		}
	}
	return false
}

// isNobody reports whether a source's word says that there is none: "no warden".
func isNobody(word string) bool {
	return word == "none" || word == "nobody" || word == "no" || word == "neither"
}

// isDocument reports whether a source is something written or a body that
// publishes what it finds.
func isDocument(source []string) bool {
	return slices.ContainsFunc(source, func(w string) bool {
		switch strings.TrimSuffix(w, "s") {
		case "poll", "survey", "study", "studie", "report", "analysi", "analyse", "review", "audit", "investigation", "inquiry",
			"research", "paper", "document", "ruling", "court", "panel", "committee", "commission":
			return true
		}
		return false
	})
}

// writes reports whether words tell of writing.
func writes(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		switch w {
		case "twitter", "tweet", "tweets", "tweeted", "tweeting", "facebook", "instagram", "email", "emails", "e-mail", "e-mails", "blog",
			"letter", "op-ed", "memo":
			return true
		}
		return false
	})
}

// beside returns the words of the cue's sentence that are no content.
func beside(text string, cue Span, content []Span) []string {
	const far = 200
	isEnd := func(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '\n' }
	from, to := max(0, cue.Start-far), min(len(text), cue.End+far)
	for _, c := range content {
		if c.End <= cue.Start {
			from = max(from, c.End)
		} else if c.Start >= cue.End {
			to = min(to, c.Start)
		}
	}
	before, after := text[from:cue.Start], text[cue.End:to]
	if i := strings.LastIndexFunc(before, isEnd); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexFunc(after, isEnd); i >= 0 {
		after = after[:i]
	}
	return append(wordsOf(before), wordsOf(after)...)
}

// wordsOf returns the words of a text in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return r != '\'' && r != '-' && !isLetter(r)
	})
}

// firstWords returns at most n words at the beginning of a text.
func firstWords(text string, n int) []string {
	const longest = 100
	words := wordsOf(text[:min(len(text), longest)])
	return words[:min(n, len(words))]
}
