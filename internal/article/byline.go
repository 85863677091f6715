package article

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

var bylineStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:\(?(?:additional |with )?(?:reporting|interview|interviewed|writing|editing|edited|compiled|translated|translation|production|graphics?) by\b` +
		`|(?:by|from|auth?or|authors|autora|autore|auteur|writer|reporter|text|von|par|por|` +
		`(?:written|reported|posted|published|story|text|words|article|report|analysis|opinion|review|column|commentary|essay) by|` +
		`(?:publicado|postado|escrito|publié|écrit) (?:por|par)|a cura di|scritto da|pubblicato da)\b\s*:?|(?:автор|авторы|текст)\s*:)\s*`)
})

// isByline reports whether a line tells who wrote an article: "By Ada Moor",
// "Author: Ada Moor, Harbour Post".
func isByline(line string) bool {
	_, ok := bylineNames(line)
	return ok
}

// bylineNames returns what follows "By" in a byline.
func bylineNames(line string) (names string, ok bool) {
	if len(line) > 200 {
		return "", false
	}
	loc := bylineStart().FindStringIndex(line)
	if loc == nil {
		return "", false
	}
	label, names := strings.ToLower(strings.TrimSpace(line[:loc[1]])), strings.TrimSpace(line[loc[1]:])
	colon := strings.HasSuffix(label, ":")
	switch {
	case names == "":
		return "", false
	case strings.HasPrefix(label, "(") || isCredit(label) && strings.ContainsAny(names, ";)"):
		return names, true // (Reporting by …; editing by …)
	case !colon && slices.Contains(needColon, label):
		return "", false
	}
	// The names end where a day or a bar begins.
	if days := daysIn(names); len(days) > 0 && days[0].start > 0 {
		names = names[:days[0].start]
	}
	if cut := strings.IndexAny(names, "|•·"); cut > 0 {
		names = names[:cut]
	}
	names = strings.TrimRight(names, " ,-–—(")
	if isSentence(names) && !colon || strings.ContainsAny(names, "\"“”?!") {
		return "", false
	}
	words := strings.Fields(names)
	if len(words) == 0 || len(words) > 14 {
		return "", false
	}
	if colon {
		return names, true
	}
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "("))
		if unicode.IsLower(first) && (i == 0 || !slices.Contains(bylineSmall, strings.Trim(strings.ToLower(w), ",;."))) {
			return "", false
		}
		if unicode.IsDigit(first) {
			return "", false
		}
		if i == 0 && slices.Contains(notNames, strings.ToLower(strings.Trim(w, ",."))) {
			return "", false
		}
	}
	return names, true
}

// needColon are words before names that open sentences and headings as well.
var needColon = []string{"from", "text", "von", "par", "por", "autora", "autore", "auteur", "publicado por", "escrito por"}

// isCredit reports whether a byline names others than the author: who edited,
// translated, drew.
func isCredit(s string) bool {
	s = strings.TrimLeft(strings.ToLower(s), "(")
	for _, start := range []string{"edit", "compiled", "translat", "production", "graphic", "interview"} {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return strings.HasPrefix(s, "additional") || strings.HasPrefix(s, "reporting") || strings.HasPrefix(s, "writing")
}

// bylineSmall are the words in lower case that a byline may have.
var bylineSmall = []string{"and", "for", "of", "the", "in", "at", "with", "from", "von", "van", "der", "den", "de", "da", "del", "della",
	"di", "la", "le", "bin", "ibn", "al", "el", "dos", "du", "ter", "ten", "zu", "reporter", "correspondent", "editor", "writer", "staff",
	"senior", "chief", "special", "to", "political", "business", "sports", "news", "contributor", "bureau", "und", "et", "y", "и", "on"}

// notNames are words in capitals that open a heading rather than a byline.
var notNames = []string{"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my", "your", "monday", "tuesday", "wednesday",
	"thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september", "october",
	"november", "december", "land", "sea", "air", "contrast", "comparison", "now", "then", "invitation", "request", "popular", "numbers",
	"accident", "chance", "hand", "law", "default", "all", "any", "some"}

// authorNames returns the people whom a byline names, joined by ", ".
func authorNames(bylineText, outlet string) string {
	return strings.Join(people(bylineText, outlet), ", ")
}

// people returns the people whom a byline names: without "By", roles, addresses
// and the outlet. What does not look like a person's name is left out.
func people(bylineText, outlet string) []string {
	s := fold(start(bylineText, maxByline))
	if m := creditedReporters().FindStringSubmatch(s); m != nil {
		s = m[1] // (Reporting by …; editing by …)
	}
	if names, ok := bylineNames(s); ok {
		s = names
	}
	s = nameBreaks().ReplaceAllString(s, "\n")
	var names []string
	for part := range strings.SplitSeq(s, "\n") {
		name := strings.Trim(part, " .,;:-–—|()")
		if isPerson(name, outlet) {
			name = properCase(name)
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// maxByline is how much of a byline is read, in bytes.
const maxByline = 4000

// start returns the beginning of a text: at most n bytes, whole characters.
func start(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

var creditedReporters = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:reporting|written|writing) by ((?:[^;(),]|,\s*[^\s;(),])+?)(?:,? (?:with|and|additional|editing|edited|further)(?: \w+){0,2} by\b|[;()]|$)`)
})

var nameBreaks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\s*(?:[,;|•·/&\n(]|\s(?:and|und|et|e|y|и|with|for|of|in|at|from|by|on|am)(?:\s|$)|\s[-–—]\s|\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)\s*`)
})

// notPerson are words that a newsroom's name has, or a role, and a person's has
// not.
var notPerson = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:staff|news|newsroom|editor|editors|editorial|desk|team|agency|agencies|press|reporter|reporters|correspondent|correspondents|writer|` +
		`writers|bureau|media|times|post|daily|online|admin|administrator|webmaster|guest|contributor|contributors|service|services|wire|` +
		`reuters|afp|ap|ani|pti|ians|dpa|efe|ansa|tass|interfax|associated|bloomberg|xinhua|updated|published|posted|journal|herald|tribune|gazette|magazine|network|` +
		`radio|television|tv|channel|company|group|inc|ltd|llc|university|institute|cent(?:er|re)|foundation|association|the|` +
		`read more|more (?:from|by|about|stories|articles)|about us|contact|email|e-mail|archive|profile|biography|rss|feed|facebook|twitter|subscribe|website|homepage|click|` +
		`author|authors|unknown|anonymous|follow|view|posts|senior|chief|special|political|columnist|courier|business|sports|politics|health|science|technology|digital|world|observer|chronicle|bulletin|blog|com|org|net|redaktion|редакция|` +
		`user|editorial|board|partner|sponsored|advertorial|today|contributing|freelance|analyst|manager|director|professor)\b`)
})

// isPerson reports whether s looks like a person's name: two to five words in
// letters, most with a capital, none of a newsroom's.
func isPerson(s, outlet string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || len(s) > 80 || outlet != "" && strings.Contains(strings.ToLower(s), strings.ToLower(outlet)) {
		return false
	}
	capitals, cased := 0, 0
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(first) && first != '"' && first != '“' {
			return false
		}
		if strings.ContainsAny(w, "@/\\:_<>{}=#?!0123456789") {
			return false
		}
		if strings.Contains(strings.TrimRight(w, "."), ".") && len(w) > 6 {
			return false // a domain, not initials
		}
		if unicode.IsUpper(first) {
			capitals++
		}
		if unicode.IsUpper(first) || unicode.IsLower(first) {
			cased++
		}
	}
	named := cased == 0 || capitals*2 >= cased && capitals >= min(2, cased)
	return named && !notPerson().MatchString(s)
}

// properCase writes a name in capitals as names are written: ADA MOOR becomes
// Ada Moor.
func properCase(name string) string {
	if name != strings.ToUpper(name) || strings.ToLower(name) == name {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		if utf8.RuneCountInString(strings.Trim(w, ".")) < 2 || strings.Count(w, ".") > 1 {
			continue // initials
		}
		up := true
		words[i] = strings.Map(func(r rune) rune {
			was := up
			up = !unicode.IsLetter(r)
			if was {
				return r
			}
			return unicode.ToLower(r)
		}, w)
	}
	return strings.Join(words, " ")
}
