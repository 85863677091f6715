package article

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// author picks the byline's names. What the page shows near its headline and
// what it states in JSON-LD are held against each other: markup often names one
// of several, or whoever put the article on the page.
func (m *markup) author(linked linkedArticle, outlet string, near []shownLine) string {
	bylines := shownBylines(near)
	shown := people(strings.Join(bylines, " | "), outlet)
	signed := m.signedBy(outlet, near)
	stated := people(strings.Join(linked.authors, " | "), outlet)
	switch {
	case len(shown) == 0 && len(signed) > len(stated) && len(stated) > 0 && containsAll(signed, stated):
		return strings.Join(signed, ", ")
	case len(shown) == 0 && len(stated) > 0:
		return strings.Join(stated, ", ")
	case len(shown) > 0 && (len(stated) == 0 || containsAll(shown, stated) || !isShown(stated, near)):
		return strings.Join(shown, ", ")
	case len(stated) > 0:
		return strings.Join(stated, ", ")
	}

	if found := people(strings.Join(m.authors, " | "), outlet); len(found) > 0 && len(found) <= 6 {
		return strings.Join(found, ", ")
	}
	metas := m.values([]string{"author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author"})
	for _, name := range []string{"author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author"} {
		if found := people(strings.Join(m.meta[name], " | "), outlet); len(found) > 0 {
			return strings.Join(found, ", ")
		}
	}
	if len(signed) > 0 {
		return strings.Join(signed, ", ")
	}
	if name := eastAsianName(linked.authors, metas); name != "" {
		return name
	}
	stated = slices.Concat(linked.authors, m.authors, metas)
	for _, s := range m.signed {
		stated = append(stated, s.text)
	}
	return firstOf(singleName(bylines, stated, outlet), m.koreanByline())
}

// koreanByline returns the name in a line such as "김나루 기자 naru@elmport.example",
// with which Korean articles end.
func (m *markup) koreanByline() string {
	for _, line := range slices.Backward(m.lines.blocks) {
		if line.aside || len(line.text) > maxLine {
			continue
		}
		for text := range strings.SplitSeq(line.text, "\n") {
			if found := koreanReporter().FindStringSubmatch(text); found != nil {
				return firstOf(found[1:]...)
			}
		}
	}
	return ""
}

var koreanReporter = sync.OnceValue(func() *regexp.Regexp {
	const role = `(?:기자|칼럼니스트|특파원|논설위원|객원기자|선임기자)`
	return regexp.MustCompile(`^[/\[(=■▶\s]*(?:(\p{Hangul}{2,4})\s?` + role + `|` + role + `\s(\p{Hangul}{2,4}))[\])]?\s*[(\[]?[\w.-]+@[\w.-]+[)\]]?$`)
})

// signedBy returns the people in the first element near the headline that the
// page calls a byline or an author; of elements within one another, those in
// the one that divides them best.
func (m *markup) signedBy(outlet string, near []shownLine) (names []string) {
	line := -1
	for _, s := range m.signed {
		if line >= 0 && s.line != line {
			break
		}
		if len(near) > 0 && !slices.ContainsFunc(near, func(l shownLine) bool { return l.line == s.line }) {
			continue
		}
		if found := people(s.text, outlet); len(found) > len(names) {
			names, line = found, s.line
		}
	}
	return names
}

// eastAsianName returns the first name that markup states in Chinese, Japanese
// or Korean: two to four characters, which nothing divides.
func eastAsianName(stated ...[]string) string {
	for _, s := range slices.Concat(stated...) {
		if n := utf8.RuneCountInString(s); n >= 2 && n <= 4 && !strings.ContainsFunc(s, func(r rune) bool {
			return !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
		}) {
			return s
		}
	}
	return ""
}

// singleName returns a first name or pen name that signs an article: one that
// the page shows in a byline and states in its markup too.
func singleName(bylines, stated []string, outlet string) string {
	for _, name := range bylines {
		r, _ := utf8.DecodeRuneInString(name)
		if len(name) < 3 || !unicode.IsUpper(r) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
			continue
		}
		if name == strings.ToUpper(name) || notPerson().MatchString(name) || strings.Contains(strings.ToLower(outlet), strings.ToLower(name)) {
			continue
		}
		if slices.ContainsFunc(stated, func(s string) bool { return strings.EqualFold(s, name) }) {
			return name
		}
	}
	return ""
}

// containsAll reports whether all names of one list are in another.
func containsAll(names, these []string) bool {
	for _, n := range these {
		if !slices.ContainsFunc(names, func(s string) bool { return sameTitle(s, n) }) {
			return false
		}
	}
	return true
}

// isShown reports whether the lines near the headline show all these names.
func isShown(names []string, near []shownLine) bool {
	var all strings.Builder
	for _, l := range near {
		all.WriteString(l.text)
		all.WriteByte(' ')
	}
	key := titleKey(all.String())
	for _, n := range names {
		if !strings.Contains(key, titleKey(n)) {
			return false
		}
	}
	return true
}
