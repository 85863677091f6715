package article

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/capture"
)

// readPlain reads the article in a page that somebody saved as text. The text
// stays as it is; what does not belong to the article is marked.
func readPlain(found content, c capture.Capture) (Article, error) {
	told := found.told.completedBy(facts{address: webAddress(c.Address)})
	text := withTitle(told.title, found.text)
	lines := linesOf(text)
	if len(lines) == 0 {
		return Article{}, ErrEmpty
	}
	a := Article{
		Text: text, Title: told.title, Author: told.author, Outlet: told.outlet, Address: told.address, Language: told.language,
		Published: told.published.day, PublishedFrom: told.published.from,
	}
	if a.Title != "" {
		lines[0].part = Headline
		markBelow(lines, 0, a.Title)
	} else {
		a.Title = markHead(lines)
	}
	if found.mail {
		markSignature(lines)
	}
	markTail(lines)
	markLists(lines)
	a.Parts = partsOf(lines)

	body := false
	for _, l := range lines {
		body = body || l.part == Body
	}
	if !body && a.Title == "" {
		return Article{}, ErrNoArticle
	}
	a.readFrame(lines, c.Time)
	a.finish(c)
	return a, nil
}

// withTitle puts a title that was told beside a text above it, unless it stands
// there already.
func withTitle(title, text string) string {
	first, _, _ := strings.Cut(strings.TrimLeftFunc(text, unicode.IsSpace), "\n")
	if title == "" || sameTitle(first, title) {
		return text
	}
	return title + "\n\n" + text
}

// A line is one that is not blank, trimmed, with what it was found to be.
type line struct {
	start, end int    // in the text
	text       string // folded
	sort       sort
	part       PartKind
	after      bool // a blank line stands before it
	bullet     bool
}

// linesOf splits a text into its lines and tells what each is, looking at it
// alone.
func linesOf(text string) []line {
	var lines []line
	blank := true
	for start := 0; start < len(text); {
		end := strings.IndexAny(text[start:], "\n\r")
		next := start + end + 1
		if end < 0 {
			end, next = len(text)-start, len(text)
		}
		from, to := trim(text, start, start+end)
		if from == to {
			// The \n of \r\n is no blank line.
			blank = blank || start == 0 || text[start-1] != '\r' || text[start] != '\n'
			start = next
			continue
		}
		l := line{start: from, end: to, after: blank}
		l.bullet = strings.HasPrefix(text[from:to], "•") || strings.HasPrefix(text[from:to], "- ") || strings.HasPrefix(text[from:to], "* ")
		l.text = fold(text[from:to])
		l.sort = sortOf(l.text)
		l.part = partOf(l.sort)
		lines = append(lines, l)
		blank = false
		start = next
	}
	return lines
}

// trim moves the ends of a stretch of text inwards past white space and what is
// invisible.
func trim(text string, from, to int) (int, int) {
	s := text[from:to]
	invisible := func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == 0 }
	left := strings.TrimLeftFunc(s, invisible)
	from += len(s) - len(left)
	return from, from + len(strings.TrimRightFunc(left, invisible))
}

func partOf(s sort) PartKind {
	switch s {
	case prose:
		return Body
	case caption:
		return Caption
	}
	return Frame
}

// longestTitle is the longest title, in bytes, longer ones are paragraphs.
const longestTitle = 260

// markHead finds the title and what stands around it before the article begins,
// and returns the title.
func markHead(lines []line) (title string) {
	if isMasthead(lines[0].text) && lines[0].part == Body && len(lines) > 1 {
		lines[0].part = Frame
		if title := markTitle(lines); title != "" {
			return title
		}
		lines[0].part = Body // no title below: it is the title
	}
	return markTitle(lines)
}

func markTitle(lines []line) (title string) {
	at := -1
	for i := range lines {
		l := &lines[i]
		if i > 12 {
			break
		}
		if l.part == Body && l.sort == prose && (isBreadcrumb(l.text) || isSection(l.text)) && i+1 < len(lines) {
			l.part = Frame
			continue
		}
		// "Watch: bridge opens" may be a title, at the top.
		if l.part == Body || l.sort == related && strings.Contains(l.text, ": ") {
			if isTitle(l.text) {
				at = i
			}
			break
		}
	}
	if at < 0 {
		return ""
	}
	lines[at].part = Headline
	title = lines[at].text
	// A title that was wrapped goes on in lower case.
	if at+1 < len(lines) && at+2 <= len(lines) {
		next := &lines[at+1]
		first, _ := utf8.DecodeRuneInString(next.text)
		ends := at+2 == len(lines) || lines[at+2].after
		if !next.after && ends && next.sort == prose && unicode.IsLower(first) && len(title) > 30 && isTitle(title+" "+next.text) {
			next.part = Headline
			title += " " + next.text
			at++
		}
	}
	markBelow(lines, at, title)
	return title
}

// markBelow marks what stands below a title before the article begins: the title
// again, sections, crumbs.
func markBelow(lines []line, at int, title string) {
	paragraphs := 0
	for i := at + 1; i < len(lines) && i < at+14 && paragraphs < 2; i++ {
		l := &lines[i]
		switch {
		case sameTitle(l.text, title), sameTitle(withoutSite(l.text, nil), title):
			l.part = Frame
		case l.sort != prose:
		case isBreadcrumb(l.text), isSignature(l.text):
			l.part = Frame
		case isSentence(l.text):
			paragraphs++
		}
	}
}

// isTitle reports whether a line can be a title.
func isTitle(s string) bool {
	if len(s) > longestTitle {
		return false
	}
	if len(s) > 120 {
		if d, _ := readDateline(s); d.End > 0 {
			return false
		}
	}
	end := strings.TrimRight(s, "\"'”’») ")
	if strings.HasSuffix(end, ".") && !strings.HasSuffix(end, "..") {
		return strings.Count(s, " ") < 12 && len(s) < 120
	}
	return !strings.HasSuffix(end, ",") && !strings.HasSuffix(end, ";")
}

// isBreadcrumb reports whether a line is the way to a page through its site:
// "Home / World news".
func isBreadcrumb(s string) bool {
	if len(s) > 160 || isSentence(s) {
		return false
	}
	for _, sep := range []string{" / ", " > ", " » ", " › ", " >> ", " → ", " :: ", " | ", " • ", " \\ "} {
		segments := strings.Split(s, sep)
		if n := len(segments) - 1; n > 0 && isStamp(strings.ToLower(segments[n])) {
			segments[n] = "day" // "Home / News / 6 May 2018, 14:20"
		}
		if len(segments) < 2 || len(segments) > 7 {
			continue
		}
		short := true
		for _, seg := range segments[:len(segments)-1] {
			short = short && seg != "" && len(strings.Fields(seg)) <= 3
		}
		first := strings.ToLower(strings.TrimSpace(segments[0]))
		start := first == "home" || first == "news" || first == "main" || first == "main page" || first == "homepage" || first == "start" ||
			first == "главная" || isOutlet(strings.TrimSpace(segments[0])) || sections[first]
		last := len(strings.Fields(segments[len(segments)-1]))
		if start && short || short && last <= 3 && len(segments) > 2 && sep != " | " && sep != " • " {
			return true
		}
	}
	return false
}

// sections are the names of a site's sections, which stand alone above titles.
var sections = map[string]bool{
	"news": true, "world": true, "world news": true, "politics": true, "business": true, "economy": true, "opinion": true, "sport": true,
	"sports": true, "local": true, "local news": true, "international": true, "national": true, "society": true, "culture": true, "home": true,
	"science": true, "technology": true, "tech": true, "health": true, "europe": true, "asia": true, "africa": true, "middle east": true,
	"americas": true, "top news": true, "latest news": true, "breaking news": true, "featured": true, "exclusive": true, "analysis": true,
	"interview": true, "interviews": true, "press release": true, "editorial": true, "video": true, "defense": true, "security": true,
	"regions": true, "region": true, "city": true, "crime": true, "environment": true, "education": true, "новости": true, "в мире": true,
}

func isSection(s string) bool { return sections[strings.ToLower(strings.Trim(s, ":|#[] "))] }

// isDomain reports whether s is an internet name such as harbour-post.example.
func isDomain(s string) bool {
	host, tld, ok := cutLast(s, ".")
	if !ok || len(host) < 2 || len(tld) < 2 || strings.ContainsAny(s, " @/:") {
		return false
	}
	for _, r := range tld {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return !strings.HasSuffix(host, ".")
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if at := strings.LastIndex(s, sep); at >= 0 {
		return s[:at], s[at+len(sep):], true
	}
	return s, "", false
}

// isSignature reports whether a line is a name with a day, as stands below a
// title: "Ada Moor | May 3, 2019".
func isSignature(s string) bool {
	_, day := signature(s)
	return !day.IsZero()
}

func signature(s string) (name string, day time.Time) {
	if len(s) > 120 || isSentence(s) {
		return "", time.Time{}
	}
	days := daysIn(s)
	if len(days) != 1 || !days[0].full() {
		return "", time.Time{}
	}
	rest := strings.Trim(s[:days[0].start]+s[days[0].end:], " ,|•·–—-/")
	if len(strings.Fields(rest)) > 7 || !isPerson(strings.Trim(nameBreaks().Split(rest, 2)[0], " ."), "") {
		return "", time.Time{}
	}
	return rest, days[0].day
}

// markTail marks what follows the article: once a form or the like has come and
// no sentence of the article follows, all is frame; after the form for comments
// even sentences are, for they are the readers'.
func markTail(lines []line) {
	paragraphs := 0
	last := -1 // the last line of the article for certain
	for i := range lines {
		l := &lines[i]
		if paragraphs >= 2 && opensComments(*l) {
			for j := i + 1; j < len(lines); j++ {
				if lines[j].part == Body {
					lines[j].part = Frame
				}
			}
			break
		}
		if l.part == Body && isSentence(l.text) {
			paragraphs++
			last = i
		}
	}
	if last < 0 {
		return
	}
	furniture := false
	for i := last + 1; i < len(lines); i++ {
		l := &lines[i]
		switch {
		case l.part == Frame:
			furniture = true
		case l.part == Body && furniture:
			l.part = Frame
		}
	}
}

// opensComments reports whether what follows a line is by readers.
func opensComments(l line) bool {
	if l.sort != comment {
		return l.sort == counter && strings.Contains(strings.ToLower(l.text), "comment")
	}
	switch strings.ToLower(strings.Trim(l.text, " .:…!*")) {
	case "comments", "comment", "discussion", "discuss", "reply", "submit", "name", "website", "what do you think":
		return false // may as well be a subheading
	}
	return true
}

// markLists marks the titles of other articles that stand below a line such as
// "Related articles".
func markLists(lines []line) {
	for i := range lines {
		if lines[i].sort != related || lines[i].part != Frame {
			continue
		}
		for j := i + 1; j < len(lines); j++ {
			l := &lines[j]
			if l.part != Body || isSentence(l.text) && !l.bullet || l.after && !l.bullet {
				break
			}
			l.part = Frame
		}
	}
}

// partsOf joins lines into parts: a part to a line, but for paragraphs and
// titles that were wrapped at a width.
func partsOf(lines []line) []Part {
	var parts []Part
	for i, l := range lines {
		if n := len(parts); n > 0 && parts[n-1].Kind == l.part && !l.after && (l.part == Headline || l.part == Body && goesOn(lines[i-1], l)) {
			parts[n-1].End = l.end
			continue
		}
		parts = append(parts, Part{l.part, l.start, l.end})
	}
	return parts
}

// goesOn reports whether a paragraph goes on over a line end: where the line
// before ends within a sentence and is as long as wrapped lines are.
func goesOn(before, l line) bool {
	if n := before.end - before.start; n < 40 || n > 140 || l.bullet {
		return false
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	return !isSentence(before.text) || unicode.IsLower(first)
}
