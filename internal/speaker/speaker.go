// Package speaker tells whom the source of a statement names.
//
// For now it knows one article at a time and names as they are written: a
// surname is completed where the article gives exactly one full name for it;
// pronouns and descriptions ("he", "the envoy") stay not known.
package speaker

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
)

// A Speaker is whom a statement's source names, as one article writes it. The
// zero Speaker is not known.
type Speaker struct {
	Name string
	Role string // what the article calls the speaker beside the name, as written
	Kind Kind

	How        How         // how the name was come to
	Confidence float64     // that it is the right one, in [0, 1]
	Candidates []Candidate // where not known: who may be meant, likeliest first
}

// A How says how a speaker was come to. Empty means not known.
type How string

// The ways to a speaker.
const (
	ByName        How = "name"        // the source names it, in full or in part
	ByPronoun     How = "pronoun"     // "he", "who"
	ByDescription How = "description" // "the envoy", "the president"
	ByContinuing  How = "continuing"  // no source: the statement goes on from the one before
)

// A Candidate is who may be meant where it is not known who is.
type Candidate struct {
	Name       string
	Confidence float64 // in [0, 1]
	Why        string  // in a few words, for people
}

// Known reports whether the speaker has a name.
func (s Speaker) Known() bool { return s.Name != "" }

// A Kind is what sort of speaker it is. Empty means not known.
type Kind string

// The kinds of speaker.
const (
	Person       Kind = "person"
	Organization Kind = "organization"
	State        Kind = "state"
)

// Resolve returns the speaker of each of an article's statements, in their order.
func Resolve(text string, statements []attribution.Statement) []Speaker {
	speakers := make([]Speaker, len(statements))
	full := fullNames{text: text}
	for i, s := range statements {
		if s.Source.Empty() {
			continue
		}
		speakers[i] = Named(s.Source.In(text))
		if name := speakers[i].Name; name != "" && !strings.ContainsRune(name, ' ') && speakers[i].Kind != Organization {
			if long := full.of(name); long != "" {
				speakers[i].Name, speakers[i].Kind = long, Person
			}
		}
	}
	return speakers
}

// Named returns the speaker whose name stands in the words of a source.
func Named(source string) Speaker {
	source = strings.Join(strings.Fields(source), " ")
	source = strings.Trim(source, " ,;:.—–-“”\"'‘’[]()")
	head, apposition, _ := strings.Cut(source, ", ")
	s := nameIn(head)
	if !s.Known() && apposition != "" { // "the minister, Ada Quill": the name comes second
		if second := nameIn(apposition); second.Kind == Person || strings.ContainsRune(second.Name, ' ') {
			if second.Role == "" {
				second.Role = trimArticle(head)
			}
			if hasRole(strings.Fields(head)) {
				second.Kind = Person
			}
			return second
		}
		return Speaker{}
	}
	if s.Known() && s.Role == "" && apposition != "" && s.Kind != Organization {
		words := strings.Fields(apposition)
		if hasRole(words) {
			s.Role = trimArticle(strings.TrimSuffix(apposition, ","))
			s.Kind = Person
		}
	}
	return s
}

// nameIn finds the name in a noun phrase without apposition.
func nameIn(phrase string) Speaker {
	words := strings.Fields(phrase)
	for i, w := range words { // "Quill and members of her team": the first is named
		if w == "and" && i > 0 && !organizational(words[:i]) {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 || pronouns()[strings.ToLower(words[0])] && len(words) == 1 {
		return Speaker{}
	}
	words = trimTime(trimArticles(words))
	if len(words) == 0 {
		return Speaker{}
	}
	from, to := lastCapitalRun(words)
	if from == to {
		return Speaker{}
	}
	run := words[from:to]
	rest := words[to:]
	switch {
	case len(rest) > 0 && (rest[0] == "of" || rest[0] == "for" || rest[0] == "in" || rest[0] == "from" || rest[0] == "at"):
		// "Ministry of …" ended with a run already; what is left is lower case.
		return named(words[:from], run, rest)
	case len(rest) > 0 && strings.HasPrefix(rest[0], "who"), len(rest) > 0 && rest[0] == "himself", len(rest) > 0 && rest[0] == "herself":
		return named(words[:from], run, nil)
	case len(rest) > 0:
		// "Kremlin envoy" is a description; "harbour officials" of a named place are a group.
		switch last := words[len(words)-1]; {
		case from > 0:
		case bodies()[last]:
			return Speaker{Name: strings.Join(words, " "), Kind: Organization}
		case plural(last):
			return Speaker{Name: strings.Join(words, " ")}
		}
		return Speaker{}
	}
	return named(words[:from], run, nil)
}

// named splits a run of capitalized words, and what stands before it, into role
// and name.
func named(before, run, after []string) Speaker {
	role := slices.Clone(before)
	var name []string
	linked := len(before) > 0 && isLink(before[len(before)-1])
	switch {
	case linked && hasRole(before):
		// "envoy for Tide Security Ada Quill": the name is the last two words.
		// "the minister for Tides" is a description.
		if len(run) < 3 || organizational(run[len(run)-2:]) {
			return Speaker{}
		}
		role, name = append(role, run[:len(run)-2]...), run[len(run)-2:]
	case linked: // "Ministry of Tides": one name
		name = trimArticles(append(role, run...))
		s := Speaker{Name: strings.Join(name, " ")}
		if organizational(name) {
			s.Kind = Organization
		}
		return s
	default:
		// The role ends at the last title: "Island Harbour Minister Ada Quill".
		cut := 0
		for i, w := range run[:len(run)-1] {
			if isTitle(w) {
				cut = i + 1
			}
		}
		role, name = append(role, run[:cut]...), run[cut:]
		if organizational(name) {
			return Speaker{Name: strings.Join(run, " "), Kind: Organization}
		}
	}
	if isTitle(name[len(name)-1]) { // "the President", "Tessaly President"
		return Speaker{}
	}
	if len(name) > 2 && possessive(name[0]) { // "Tessaly's Ada Quill"
		role, name = append(role, name[0]), name[1:]
	}
	s := Speaker{Name: strings.Join(name, " ")}
	if hasRole(role) || hasRole(after) {
		s.Kind = Person
		s.Role = strings.Join(trimArticles(role), " ")
	}
	return s
}

// lastCapitalRun returns the bounds of the last run of words that look like a
// name; particles ("de", "van") may stand within it.
func lastCapitalRun(words []string) (from, to int) {
	for i := len(words) - 1; i >= 0; i-- {
		if !capital(words[i]) {
			continue
		}
		to = i + 1
		from = i
		for at := from - 1; at >= 0 && (capital(words[at]) || particles()[words[at]]); at-- {
			if capital(words[at]) {
				from = at
			}
		}
		return from, to
	}
	return 0, 0
}

func capital(word string) bool {
	word = strings.TrimLeft(word, "[(“\"‘'")
	if w := strings.ToLower(word); pronouns()[w] || crowds()[w] { // it begins a sentence
		return false
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// fullNames completes surnames from an article's text.
type fullNames struct {
	text   string
	places map[string][]int // of each capitalized word after a blank, where it starts; made when first asked for
	cache  map[string]string
}

// of returns the one full name that the text gives for a surname, or "".
func (f *fullNames) of(surname string) string {
	if f.places == nil {
		f.places, f.cache = placesIn(f.text), make(map[string]string)
	}
	long, ok := f.cache[surname]
	if !ok {
		long = f.find(surname)
		f.cache[surname] = long
	}
	return long
}

// find is of without the cache.
func (f *fullNames) find(surname string) string {
	const longestGiven = 64
	found := "" // without initials
	for _, start := range f.places[surname] {
		before := f.text[max(0, start-longestGiven):start]
		if strings.HasSuffix(before, " in ") { // nobody is in a person: "in Tessaly" tells a place
			return ""
		}
		m := givenName().FindStringSubmatch(before)
		if m == nil || isTitle(m[1]) || notGiven()[m[1]] {
			continue
		}
		name := m[1] + " " + surname
		if found != "" && found != name {
			return ""
		}
		found = name
	}
	return found
}

// placesIn finds the words of a text that start with a capital letter after a
// blank, each also under what stands before a joint: "Wrenn" of "Wrenn's".
func placesIn(text string) map[string][]int {
	const joints = 3
	places := make(map[string][]int)
	blank := true
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !blank || !unicode.IsUpper(r) && !unicode.IsTitle(r) {
			blank = unicode.IsSpace(r)
			i += n
			continue
		}
		end, joined := i, 0
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			case joined < joints && (r == '\'' || r == '’' || r == '-'):
				places[text[i:end]] = append(places[text[i:end]], i)
				joined++
			default:
				n = 0
			}
			if n == 0 {
				break
			}
			end += n
		}
		places[text[i:end]] = append(places[text[i:end]], i)
		i, blank = end, false
	}
	return places
}

// givenName matches a given name, with initials, right before a surname.
var givenName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\pL.'’-])(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?:[ \x{a0}]\p{Lu}\.){0,2}[ \x{a0}]$`)
})
