package article

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// stampWord is a word that may stand beside the day in a line that tells when
// an article was published.
var stampWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:first|originally|published|posted|updated|last|modified|created|added|issued|uploaded|publication|release|date|time|` +
		`dated|on|at|by|von|par|por|of|the|and|am|pm|a\.m|p\.m|gmt|utc|est|edt|cst|cdt|pst|pdt|mst|mdt|et|ct|pt|msk|bst|cet|cest|eet|ist|hrs|hours|h|local|` +
		`mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|` +
		`опубликовано|обновлено|дата|veröffentlicht|aktualisiert|stand|uhr|publié|le|mis|à|jour|publicado|el|actualizado|t?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?|\d{1,2}(?:am|pm)|` +
		`\d{1,2}[:.]\d{2}(?:am|pm)|z|\+?\d{4}|t\d{2})$`)
})

// isStamp reports whether a line in lower case tells a day and nothing else:
// "published 12-11-2017, 00:00", "05 june 2017 [17:35] - outlet".
func isStamp(low string) bool {
	if len(low) > 160 || !strings.ContainsAny(low, "0123456789") {
		return false
	}
	days := daysIn(low)
	if len(days) == 0 {
		return false
	}
	full := false
	var rest strings.Builder
	at := 0
	for _, d := range days {
		full = full || d.full()
		rest.WriteString(low[at:d.start])
		rest.WriteByte(' ')
		at = d.end
	}
	rest.WriteString(low[at:])
	words, labeled := rest.String(), false
	if label := firstWord(low); label != "" {
		labeled = strings.HasPrefix(label, "publish") || strings.HasPrefix(label, "posted") || strings.HasPrefix(label, "updated")
	}
	if !full && !labeled {
		return false
	}
	// What follows a dash or a bar is the outlet or a section.
	if cut := strings.LastIndexAny(words, "|–—"); cut > 0 && len(strings.Fields(words[cut:])) <= 5 {
		words = words[:cut]
	} else if before, after, ok := strings.Cut(words, " - "); ok && len(strings.Fields(after)) <= 4 {
		words = before
	}
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()[]/|-–—·•@", r) }) {
		w = strings.Trim(w, ".:")
		if w != "" && !stampWord().MatchString(w) {
			return false
		}
	}
	return true
}
