package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headline picks the article's title: the heading that readers see and that
// JSON-LD, og:title or the title element state in these or other words; else
// what these state, without the outlet's name.
func (m *markup) headline(linked, outlet string) string {
	site := []string{outlet, m.first("og:site_name")}
	for _, h := range m.headings {
		// A heading that the title element has at its end names the site.
		before := withoutSite(m.title, []string{h})
		if before != m.title && len(before) > len(h) && strings.HasSuffix(titleKey(m.title), titleKey(h)) {
			site = append(site, h)
		}
	}
	named := func(s string) string {
		s = withoutSite(s, site)
		for _, name := range site {
			if sameTitle(s, name) {
				return ""
			}
		}
		return s
	}
	var stated []string
	for _, s := range []string{linked, m.first("og:title", "twitter:title"), m.title} {
		if s = named(s); s != "" {
			stated = append(stated, s)
		}
	}
	var headings []string
	for _, h := range m.headings[:min(len(m.headings), maxHeadings)] {
		if h = named(h); h != "" {
			headings = append(headings, h)
		}
	}
	best, most := "", 0.3 // less in common is nothing in common
	for _, h := range headings {
		for _, s := range stated {
			if like := likeness(h, s); like > most {
				best, most = h, like
			}
		}
	}
	if best != "" {
		return best
	}
	for _, s := range stated {
		if m.headlineAt(s) >= 0 {
			return s
		}
	}
	if len(headings) == 1 && utf8.RuneCountInString(headings[0]) >= shortTitle {
		return headings[0]
	}
	return firstOf(append(stated, headings...)...)
}

const (
	maxHeadings = 20 // h1 that are looked at
	shortTitle  = 15 // characters from which a heading is hardly a section's name
)

// likeness returns how much of the shorter of two titles the longer has, by
// words.
func likeness(a, b string) float64 {
	if len(titleKey(a)) > len(titleKey(b)) {
		a, b = b, a
	}
	if sameTitle(a, b) {
		return 2 // sooner than one that has these words and more
	}
	if sameStart(b, a) && utf8.RuneCountInString(a) >= shortTitle {
		return 1
	}
	words := strings.FieldsFunc(strings.ToLower(a), notInTitle)
	has := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(b), notInTitle) {
		has[w] = true
	}
	same, all := 0, 0
	for _, w := range words {
		if n := len(w); n > 2 {
			all += n
			if has[w] {
				same += n
			}
		}
	}
	if all == 0 || len(words) < 2 {
		return 0
	}
	return float64(same) / float64(all)
}

func notInTitle(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// withoutSite cuts the outlet's name from the end or the start of a title:
// "Bridge opens | Harbour Post".
func withoutSite(title string, site []string) string {
	for _, sep := range siteSeparators {
		if at := strings.LastIndex(title, sep); at > 0 {
			for _, name := range site {
				if name != "" && sameTitle(title[at+len(sep):], name) {
					return strings.TrimSpace(title[:at])
				}
			}
		}
		if before, after, ok := strings.Cut(title, sep); ok {
			for _, name := range site {
				if name != "" && sameTitle(before, name) {
					return strings.TrimSpace(after)
				}
			}
		}
	}
	if at := strings.LastIndex(title, " | "); at > 0 && strings.Count(title[at+3:], " ") < 4 {
		return strings.TrimSpace(title[:at])
	}
	return title
}

// toldTitle returns a title that was told beside a text, on one line; "" where it
// is longer than titles are, or has nothing to see.
func toldTitle(s string) string {
	if s = foldSpace(s); len(s) > longestTitle || fold(s) == "" {
		return ""
	}
	return s
}

// sameTitle reports whether two titles have the same letters and digits.
func sameTitle(a, b string) bool {
	if a == "" || b == "" || len(a) > 4*len(b)+16 || len(b) > 4*len(a)+16 {
		return false
	}
	for {
		var inA, inB rune
		inA, a = titleRune(a)
		inB, b = titleRune(b)
		if inA != inB || inA < 0 {
			return inA == inB
		}
	}
}

// sameStart reports whether long begins with short, letter by letter.
func sameStart(long, short string) bool {
	key := titleKey(short)
	return key != "" && strings.HasPrefix(titleKey(long), key)
}

// titleRune returns the first letter or digit of a title, in lower case, and what
// follows it; -1 where there is none.
func titleRune(s string) (r rune, rest string) {
	for i, r := range s {
		if !notInTitle(r) {
			return unicode.ToLower(r), s[i+utf8.RuneLen(r):]
		}
	}
	return -1, ""
}

// titleKey keeps a title's letters and digits, in lower case.
func titleKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
