package record

import (
	"slices"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// somebody returns a person as a statement has it: with a role or without, by
// surname alone, or not known.
func (p *press) somebody(who uint64) (speaker.Speaker, string) {
	s, known := p.cast[who]
	if !known {
		roles := []string{"minister", "striker", "professor", "spokesman", "judge", "mayor"}
		s = speaker.Speaker{Name: madeUp(p.givens.Uint64(), 2) + " " + madeUp(p.surnames.Uint64(), 3),
			Role: roles[p.random.IntN(len(roles))], Kind: speaker.Person, How: speaker.ByName, Confidence: 0.9}
		p.cast[who] = s
	}
	role := s.Role
	if !p.chance(30) {
		s.Role = ""
	}
	switch roll := p.random.IntN(100); {
	case roll < 8:
		return speaker.Speaker{}, "the " + role
	case roll < 20:
		_, s.Name, _ = strings.Cut(s.Name, " ")
	}
	return s, s.Name
}

// witness reports what somebody said, in one of the ways that reporters have.
func (p *press) witness(s spoken) paragraph {
	g := paragraph{utterance: s.utterance}
	g.statement = attribution.Statement{Kind: attribution.Direct, Act: attribution.Say, Inside: -1, Confidence: 0.5}
	var source string
	g.who, source = p.somebody(s.who)
	write := func(words string) attribution.Span {
		start := len(g.text)
		g.text += words
		return attribution.Span{Start: start, End: len(g.text)}
	}
	says := func() {
		g.statement.Source = write(source)
		write(" ")
		g.statement.Cue = write("said")
		if p.chance(35) {
			write(" ")
			at := write("on " + date(s.day).Weekday().String())
			g.said = when.Range{From: isoDay(s.day), To: isoDay(s.day), Start: at.Start, End: at.End}
		}
	}
	content := func(words string) { g.statement.Content = append(g.statement.Content, write(words)) }
	all := slices.Concat(s.sentences...)
	switch roll := p.random.IntN(100); {
	case roll < 30 && len(s.sentences) > 1: // whole, around who says it
		content("“" + text(s.sentences[0]) + ",”")
		write(" ")
		says()
		write(". ")
		content("“" + sentences(s.sentences[1:]) + "”")
		return g
	case roll < 30:
		content("“" + sentences(s.sentences) + "”")
	case roll < 50: // one sentence of it, or half of one
		content("“" + text(p.cut(s.sentences[p.random.IntN(len(s.sentences))])) + ",”")
	case roll < 58: // an ellipsis
		third := len(all) / 3
		content("“" + text(all[:third]) + " … " + strings.Join(all[third+1+p.random.IntN(third):], " ") + ",”")
	case roll < 65: // a word in brackets
		at := p.random.IntN(len(all))
		content("“" + text(slices.Concat(all[:at], []string{"[the " + p.word(nil) + "]"}, all[at+1:])) + ",”")
	case roll < 75: // words changed
		content("“" + text(p.change(all)) + ",”")
	case roll < 85: // half of it in quotation
		g.statement.Kind = attribution.Mixed
		says()
		write(" that ")
		words := p.cut(s.sentences[0])
		half := len(words) / 2
		content(strings.Join(reported(words[:half]), " ") + " “" + strings.Join(words[half:], " ") + "”")
		write(".")
		return g
	default:
		g.statement.Kind = attribution.Indirect
		words := reported(s.sentences[p.random.IntN(len(s.sentences))])
		if p.chance(50) {
			words = p.change(words)
		}
		says()
		write(" that ")
		content(strings.Join(words, " "))
		write(".")
		return g
	}
	write(" ")
	says()
	write(".")
	return g
}

func sentences(all [][]string) string {
	var b strings.Builder
	for i, s := range all {
		if i > 0 {
			b.WriteString(" ")
		}
		b.WriteString(text(s) + ".")
	}
	return b.String()
}

// cut leaves out the end of a long sentence, at times.
func (p *press) cut(sentence []string) []string {
	if n := len(sentence); n > 12 && p.chance(40) {
		return sentence[:n*2/3]
	}
	return sentence
}

// change puts another word in the place of every twelfth.
func (p *press) change(words []string) []string {
	words = slices.Clone(words)
	for range 1 + len(words)/12 {
		words[p.random.IntN(len(words))] = p.word(nil)
	}
	return words
}

// reported turns a sentence into indirect speech.
func reported(sentence []string) []string {
	words := make([]string, len(sentence))
	for i, w := range sentence {
		if other, found := indirect[w]; found {
			w = other
		}
		words[i] = w
	}
	return words
}

var indirect = map[string]string{"i": "he", "we": "they", "my": "his", "our": "their", "us": "them", "will": "would",
	"is": "was", "are": "were", "has": "had", "have": "had", "can": "could", "cannot": "could not", "now": "then"}

// madeUp is a name of so many syllables. Those of numbers that follow each other
// are unlike.
func madeUp(n uint64, syllables int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	n = (n + 1) * 0x9e3779b97f4a7c15
	var name []byte
	for range syllables {
		name = append(name, consonants[n>>40%uint64(len(consonants))], vowels[n>>50%uint64(len(vowels))])
		n *= 0xd1342543de82ef95
	}
	return string(name[0]-'a'+'A') + string(name[1:]) + "n"
}
