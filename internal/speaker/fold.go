package speaker

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// A Folded is a name without what differs between writings of it: case,
// accents, dots, titles, possessives. Two writings with one Key are one name;
// whether two names are one person is for [JoinCircle] and [JoinSurnames] to say.
type Folded struct {
	Key string // all of it: "trump, donald j". The parts below can be told from it

	// The parts of a person's name. Where the words name no person, or not so
	// that it can be told, all are empty; where they name one by surname alone
	// Given is, and Initial may tell how it begins.
	Given   string // "donald"
	Initial string // of the given name, where no more is told: "d" of "D. Trump"
	Middle  []string
	Surname string // "trump"
	Tail    string // "jr", "ii"
}

func (f Folded) key(rest string) string {
	return strings.TrimSpace(strings.Join([]string{f.Surname + ",", rest, f.Tail}, " "))
}

// Plain is the key as the name is spoken: "donald j trump".
func (f Folded) Plain() string {
	surname, rest, person := strings.Cut(f.Key, ",")
	if !person {
		return f.Key
	}
	rest = strings.TrimSuffix(rest, f.Tail)
	return strings.Join(strings.Fields(rest+" "+surname+" "+f.Tail), " ")
}

// Full reports whether given name and surname are there.
func (f Folded) Full() bool { return f.Given != "" && f.Surname != "" }

// Bare reports whether the name is a surname alone, perhaps with initials.
func (f Folded) Bare() bool { return f.Given == "" && f.Surname != "" }

// Circle is what all names have in common that may be one full name: spelled
// another way, with a nickname, with or without what stands in the middle. It
// is empty for all else.
func (f Folded) Circle() string {
	if !f.Full() {
		return ""
	}
	return strings.TrimSpace(nickname(soundOfGiven(f.Given)) + " " + soundOfSurname(f.Surname) + " " + f.Tail)
}

// Sound is what all writings of the one name have in common; nicknames and what
// stands in the middle are not in it.
func (f Folded) Sound() string {
	if !f.Full() {
		return f.Key
	}
	return strings.TrimSpace(soundOfGiven(f.Given) + " " + soundOfSurname(f.Surname) + " " + f.Tail)
}

// Family is what all writings of the surname have in common.
func (f Folded) Family() string {
	if f.Surname == "" {
		return ""
	}
	return soundOfSurname(f.Surname)
}

// Fold folds a name. It looks at the name alone, so that one name always has
// one key, whatever stood around it.
func Fold(name string) Folded {
	words := foldWords(name)
	if key, is := foldBody(words); is {
		return Folded{Key: key}
	}
	for len(words) > 1 && (addresses()[words[0].folded] || smallBeforeName(words)) {
		words = words[1:]
	}
	if len(words) == 0 {
		return Folded{Key: strings.Join(strings.Fields(strings.ToLower(name)), " ")}
	}
	f := Folded{Key: joinFolded(words)}
	if isPlace(f.Key) || isAcronym(words) || !looksLikePerson(words) || groupNouns()[words[len(words)-1].folded] {
		return f
	}
	if last := len(words) - 1; last > 0 && tails()[words[last].folded] {
		f.Tail = words[last].folded
		words = words[:last]
	}
	if familyFirst(words) { // Xi Jinping, Kim Jong-un
		f.Surname, f.Given = words[0].folded, strings.ReplaceAll(joinFolded(words[1:]), " ", "")
		f.Key = f.key(f.Given)
		return f
	}
	last := len(words) - 1
	f.Surname = words[last].folded
	f.Key = f.key(joinFolded(words[:last]))
	var rest []string // without particles
	for i, w := range words[:last] {
		if i == 0 && last > 1 || !nobiliary()[w.folded] {
			rest = append(rest, w.folded)
		}
	}
	if len(rest) == 0 {
		return f
	}
	if isInitial(rest[0]) {
		f.Initial = rest[0]
		return f
	}
	f.Given, f.Middle = rest[0], rest[1:]
	return f
}

// A foldedWord is a word of a name, folded, with how it was written.
type foldedWord struct {
	folded, written string
	hyphened        bool
}

func joinFolded(words []foldedWord) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.folded
	}
	return strings.Join(all, " ")
}

// foldWords splits a name into words, without case, accents, dots and what is
// possessive. Initials that were written together come apart: "J.K.".
func foldWords(name string) []foldedWord {
	var words []foldedWord
	if before, _, found := strings.Cut(name, " ("); found && strings.TrimSpace(before) != "" { // Ada Quill (R-Tessaly)
		name = before
	}
	for _, written := range strings.Fields(strings.ReplaceAll(name, "\u00ad", "")) {
		written = strings.Trim(written, ".,;:()[]{}\"“”„«»'‘’`*")
		for _, end := range []string{"'s", "’s"} {
			written = strings.TrimSuffix(written, end)
		}
		pieces := []string{written}
		if initialsTogether(written) {
			pieces = strings.Split(written, ".")
		}
		for _, piece := range pieces {
			bare := piece
			for _, particle := range []string{"al-", "el-", "ul-", "Al-", "El-", "Ul-", "an-", "as-", "ar-"} {
				if rest, found := strings.CutPrefix(bare, particle); found && rest != "" {
					bare = rest // al-Assad is Assad
					break
				}
			}
			if folded := foldLetters(bare); folded != "" {
				words = append(words, foldedWord{folded, piece, strings.ContainsAny(bare, "-‐‑")})
			}
		}
	}
	return words
}

// initialsTogether reports whether a word is initials, each with a dot: "J.K".
func initialsTogether(word string) bool {
	pieces := strings.Split(word, ".")
	if len(pieces) < 2 {
		return false
	}
	for _, p := range pieces {
		if r := []rune(p); len(r) != 1 || !unicode.IsUpper(r[0]) {
			return false
		}
	}
	return true
}

// foldLetters folds one word to small letters and digits.
func foldLetters(word string) string {
	var folded strings.Builder
	for _, r := range withoutAccents(word) {
		r = unicode.ToLower(r)
		switch written, special := specialLetters()[r]; {
		case special:
			folded.WriteString(written)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			folded.WriteRune(r)
		}
	}
	return folded.String()
}

func withoutAccents(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= 0x80 {
			plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), word)
			if err != nil {
				return word
			}
			return plain
		}
	}
	return word
}

// looksLikePerson reports whether the words may be a person's name: what is
// written small is a particle, but for one of two words ("Donald trump").
func looksLikePerson(words []foldedWord) bool {
	small := 0
	for _, w := range words {
		switch r := []rune(w.written)[0]; {
		case unicode.IsDigit(r):
			return false
		case unicode.IsLower(r) && !nobiliary()[w.folded]:
			small++
		}
	}
	return small == 0 || len(words) <= 2 && small < 2 && !strings.HasSuffix(words[len(words)-1].folded, "s")
}

// smallBeforeName reports whether the words are a name of two words or more
// after one that is written small and is no part of it: "rival Ada Quill".
func smallBeforeName(words []foldedWord) bool {
	if len(words) < 3 || nobiliary()[words[0].folded] || !unicode.IsLower([]rune(words[0].written)[0]) {
		return false
	}
	for _, w := range words[1:] {
		if !unicode.IsUpper([]rune(w.written)[0]) && !nobiliary()[w.folded] {
			return false
		}
	}
	return true
}

// isAcronym reports whether the one word is one: NBC.
func isAcronym(words []foldedWord) bool {
	if len(words) != 1 {
		return false
	}
	w := []rune(words[0].written)
	for _, r := range w {
		if !unicode.IsUpper(r) && r != '.' && !unicode.IsDigit(r) {
			return false
		}
	}
	return len(w) <= 4
}

// familyFirst reports whether the family's name stands first, as in Chinese and
// Korean: the first word is such a name, and the rest reads like a given name.
func familyFirst(words []foldedWord) bool {
	switch {
	case len(words) < 2 || len(words) > 3 || !eastAsian()[words[0].folded]:
		return false
	case len(words) == 3: // Kim Jong Un
		return len(words[1].folded) <= 5 && len(words[2].folded) <= 5 && len(words[1].folded) > 1
	}
	return words[1].hyphened && len(words[1].folded) <= 9 || pinyin(words[1].folded)
}

// pinyin reports whether a word is one or two syllables of Chinese as written
// in Latin letters.
func pinyin(word string) bool {
	for i := 1; i <= len(word); i++ {
		if syllable(word[:i]) && (i == len(word) || syllable(word[i:])) {
			return true
		}
	}
	return false
}

func syllable(s string) bool {
	for _, initial := range []string{"zh", "ch", "sh"} {
		if rest, found := strings.CutPrefix(s, initial); found {
			return pinyinFinals()[rest]
		}
	}
	return pinyinFinals()[s] || s != "" && strings.Contains("bpmfdtnlgkhjqxrzcsyw", s[:1]) && pinyinFinals()[s[1:]]
}

var pinyinFinals = sync.OnceValue(func() map[string]bool {
	return set(`a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ui un uo ue ve`)
})

// eastAsian are family names that stand before given names. Lee, Park and the
// like are left to what stands after them.
var eastAsian = sync.OnceValue(func() map[string]bool {
	return set(`xi li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie
		han tang feng yu dong xiao cheng cao yuan deng peng zeng jiang qin gong kim lee park moon choi chung jung kang
		cho yoon jang lim ban roh`)
})

// specialLetters are letters that have no accent to lose, among them those of
// Cyrillic, which are written as the BBC and the board on geographic names do.
var specialLetters = sync.OnceValue(func() map[rune]string {
	return map[rune]string{
		'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ħ': "h", 'ŋ': "n",
		'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l",
		'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
		'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "ye", 'ґ': "g",
	}
})

// addresses stand before a name and are no part of it.
var addresses = sync.OnceValue(func() map[string]bool {
	return set(`mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr sen senator rep gov gen col capt lt sgt
		president minister ambassador secretary democrat republican hon madam monsieur mme herr frau señor senor the`)
})

// nobiliary are words within a name that are no given name nor surname.
var nobiliary = sync.OnceValue(func() map[string]bool {
	return set("de del della di da dos du la le van von der den ter ten zu bin bint ibn ben al el ul y e")
})

// groupNouns are no surnames, though they are written large.
var groupNouns = sync.OnceValue(func() map[string]bool {
	return set(`democrat democrats republican republicans conservatives liberals progressives libertarians poll polls americans
		russians britons ukrainians chinese germans europeans muslims christians jews catholics people voters lawmakers police
		sources experts critics supporters reporters residents analysts`)
})

var tails = sync.OnceValue(func() map[string]bool { return set("jr sr ii iii iv") })
