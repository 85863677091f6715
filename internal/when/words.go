package when

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A word is a run of letters and digits, or a single mark.
type word struct {
	start, end int
	low        string // in small letters; "" where it is too long to mean anything here
	number     int    // -1 where it is none
	capital    bool
}

const longestWord = 24

// wordsOf splits text[from:to] into words and marks, and appends them. A
// possessive "’s" is a word of its own.
func wordsOf(into []word, text string, from, to int) []word {
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(text[at:to])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		w := word{start: at, end: at + size, number: -1, capital: unicode.IsUpper(r)}
		if isWordRune(r) {
			for w.end < to {
				r, size := utf8.DecodeRuneInString(text[w.end:to])
				if !isWordRune(r) {
					break
				}
				w.end += size
			}
		} else if r == '\'' || r == '’' {
			if rest := text[at+size : to]; rest != "" && (rest[0] == 's' || rest[0] == 'S') {
				if next, _ := utf8.DecodeRuneInString(rest[1:]); !isWordRune(next) {
					w.end++
				}
			}
		}
		if w.end-w.start <= longestWord {
			w.low = strings.ToLower(text[w.start:w.end])
			if w.end-w.start > size && (r == '\'' || r == '’') {
				w.low = "'s"
			}
			w.number = numberOf(w.low)
		}
		into = append(into, w)
		at = w.end
	}
	return into
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// numberOf reads "4", "4th" and "four".
func numberOf(low string) int {
	if n, ok := smallNumbers[low]; ok {
		return n
	}
	digits := low
	if len(low) > 2 {
		switch low[len(low)-2:] {
		case "st", "nd", "rd", "th":
			digits = low[:len(low)-2]
		}
	}
	if len(digits) == 0 || len(digits) > 8 {
		return -1
	}
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return -1
		}
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

var smallNumbers = map[string]int{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// seasons are given by the month that they begin in.
var seasons = map[string]int{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

// set makes a set of the words of a line.
func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

var (
	// occasions are what people speak at, each with the name that stands for it.
	occasions = kinds("interview=interview conversation=interview speech=speech address=speech remarks=speech sermon=speech lecture=speech " +
		"conference=conference presser=conference briefing=briefing debate=debate rally=rally forum=forum hearing=hearing testimony=hearing " +
		"meeting=meeting talks=meeting summit=summit session=session event=event ceremony=ceremony appearance=appearance broadcast=broadcast " +
		"program=broadcast programme=broadcast show=broadcast podcast=broadcast call=call panel=panel stop=stop visit=visit luncheon=event " +
		"dinner=event breakfast=event lunch=event gathering=event fundraiser=event convention=convention trial=trial")
	// documents are what is written and tells something.
	documents = set("statement letter report study analysis ad advertisement tweet tweets post email e-mail memo article story column essay op-ed " +
		"editorial paper poll survey ruling decision order announcement release filing lawsuit complaint book video message note review audit " +
		"document blog indictment opinion resolution transcript commercial spot plan warning directive")
	// dayParts may follow the name of a day.
	dayParts = set("morning afternoon evening night midday noon")
	// barriers stand between what belongs to one clause and what belongs to another.
	barriers = set("who whom whose which that after before since until till because although though while if when where whether as than but ; : " +
		"— – -- ( ) [ ] ahead following amid despite except including unless once why how what")
	// verbs are common ones that begin a clause of their own.
	verbs = set("is are was were be been has have had will would did does do can could may might should must went met made took gave came left " +
		"began became won lost sent saw struck killed died fell rose grew ran set put got hit")
	// bounds are words that turn a day into the bound of a time or into a topic.
	bounds = set("since until till by before after from to through throughout for about than between of following toward towards over under around " +
		"every each most and or versus beyond ahead amid despite")
)

// kinds reads "word=kind word=kind …".
func kinds(list string) map[string]string {
	all := map[string]string{}
	for pair := range strings.FieldsSeq(list) {
		name, kind, _ := strings.Cut(pair, "=")
		all[name] = kind
	}
	return all
}

// occasionOf returns the kind of occasion that a word names, singular or
// plural, or "".
func occasionOf(low string) string {
	if k := occasions[low]; k != "" {
		return k
	}
	return occasions[strings.TrimSuffix(low, "s")]
}
