package article

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// markup is what a page's elements state and what it shows, gathered in one
// walk.
type markup struct {
	meta     map[string][]string // by name, property or itemprop, in lower case
	linked   []string            // blocks of JSON-LD
	headings []string            // h1
	title    string              // title element
	lang     string
	links    map[string]string // by rel: the address of the first
	authors  []string          // texts of rel=author and itemprop=author
	signed   []signed          // texts of elements that the page calls bylines or authors
	times    []timeElement
	live     bool // an element calls itself a live blog
	stated   int  // how many values are in meta
	texts    int  // how many elements' texts were taken

	lines blockWriter // what the page shows, line by line
}

// signed is the text of an element that the page calls a byline or an author.
type signed struct {
	text string
	line int // which line of the page it begins in
}

type timeElement struct {
	value, text string
	published   bool // marked as the day of publication
	aside       bool // within a part of the page that is not the article
	line        int
}

// Limits of what is kept of a page's markup. A real page has far less.
const (
	maxTextOf = 1000 // bytes of one element's text
	maxTexts  = 5000 // elements whose text is taken; blocks of JSON-LD, values in all
	maxLine   = 300  // bytes of a line that is looked at for facts
)

func (m *markup) gather(n *html.Node, aside bool) {
	switch n.Type {
	case html.TextNode:
		m.lines.words(n.Data)
		return
	case html.ElementNode:
		if !m.element(n, &aside) {
			return
		}
	}
	inline := n.Type == html.ElementNode && isInline(n)
	heading := len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
	was := m.lines.aside
	if !inline {
		m.lines.end()
		m.lines.aside = aside
		if heading {
			m.lines.heading++
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		m.gather(child, aside)
	}
	if !inline {
		m.lines.end()
		m.lines.aside = was
		if heading {
			m.lines.heading--
		}
	}
}

// element takes what an element states, and reports whether its content is to
// be walked through.
func (m *markup) element(n *html.Node, aside *bool) bool {
	switch n.Data {
	case "html":
		m.lang = attr(n, "lang")
		if m.lang == "" {
			m.lang = attr(n, "xml:lang")
		}
	case "meta":
		for _, key := range []string{"property", "name"} {
			m.state(attr(n, key), attr(n, "content"))
		}
		for name := range strings.FieldsSeq(bounded(attr(n, "itemprop"))) {
			m.state(name, attr(n, "content"))
		}
		return false
	case "title":
		if m.title == "" && n.Namespace == "" {
			m.title = m.textOf(n)
		}
		return false
	case "script":
		if kind, _, _ := strings.Cut(attr(n, "type"), ";"); strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") && n.FirstChild != nil && len(m.linked) < maxTexts {
			m.linked = append(m.linked, n.FirstChild.Data)
		}
		return false
	case "style", "template", "noscript", "svg", "select", "option", "textarea", "iframe":
		return false
	case "link":
		for rel := range strings.FieldsSeq(strings.ToLower(bounded(attr(n, "rel")))) {
			if _, seen := m.links[rel]; !seen {
				m.links[rel] = attr(n, "href")
			}
		}
		return false
	case "br":
		m.lines.breaks++
		return false
	case "aside", "nav", "footer":
		*aside = true
	}

	class := strings.ToLower(bounded(attr(n, "class")) + " " + bounded(attr(n, "id")))
	page := n.Data == "body" || n.Data == "html" || n.Data == "main" || n.Data == "article"
	if !page && !*aside && class != " " && asideClass().MatchString(class) {
		*aside = true
	}
	if !*aside && !isInline(n) && (strings.Contains(class, "blog") && liveClass().MatchString(class) || strings.Contains(attr(n, "itemtype"), "LiveBlogPosting")) {
		m.live = true
	}
	switch n.Data {
	case "h1":
		if text := m.textOf(n); text != "" {
			m.headings = append(m.headings, text)
		}
	case "time":
		m.time(n, class, *aside)
	}
	if *aside {
		return true
	}
	if strings.EqualFold(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author") {
		m.authors = append(m.authors, m.textOf(n))
	} else if !page && (strings.Contains(class, "byline") || strings.Contains(class, "author")) && bylineClass().MatchString(class) {
		if text := m.textOf(n); text != "" && len(text) < 200 {
			m.signed = append(m.signed, signed{text, len(m.lines.blocks)})
		}
	}
	return true
}

func (m *markup) time(n *html.Node, class string, aside bool) {
	t := timeElement{value: bounded(attr(n, "datetime")), text: m.textOf(n), aside: aside, line: len(m.lines.blocks)}
	if t.value == "" {
		t.value = t.text
	}
	_, pubdate := attribute(n, "pubdate")
	class += " " + strings.ToLower(attr(n, "itemprop"))
	t.published = pubdate || strings.Contains(class, "publish")
	if t.value != "" && (t.published || !strings.Contains(class, "modif") && !strings.Contains(class, "updated")) {
		m.times = append(m.times, t)
	}
}

// state keeps one value of a meta element.
func (m *markup) state(name, value string) {
	name = strings.ToLower(strings.TrimSpace(bounded(name)))
	if name == "" || m.stated == maxTexts {
		return
	}
	m.stated++
	m.meta[name] = append(m.meta[name], plainOf(value))
}

// textOf returns an element's text, or "" where enough were taken.
func (m *markup) textOf(n *html.Node) string {
	if m.texts++; m.texts > maxTexts {
		return ""
	}
	return textOf(n)
}

func (m *markup) first(names ...string) string {
	for _, name := range names {
		for _, v := range m.meta[name] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

var (
	asideClass = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:related|recommend\w*|trending|popular|sidebar|comments?|most-read|teaser|promo|widget|more-stories|latest|carousel|footer)\b`)
	})
	bylineClass = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[\s_-])(?:byline|authors?)(?:$|[\s_-])`)
	})
	liveClass = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|\s)live-?blog(?:$|\s)`)
	})
)

// bounded cuts a value that is too long for a name.
func bounded(s string) string { return s[:min(len(s), maxAttr)] }

// textOf returns an element's text on one line, at most maxTextOf bytes of it
// or so.
func textOf(n *html.Node) string {
	var b strings.Builder
	steps := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if steps++; b.Len() > maxTextOf || steps > maxTextOf {
			return
		}
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data[:min(len(n.Data), maxTextOf)])
		case html.ElementNode:
			switch n.Data {
			case "script", "style", "svg", "template", "noscript":
				return
			}
			if !isInline(n) {
				b.WriteByte(' ')
			}
		}
		for child := n.FirstChild; child != nil && steps <= maxTextOf; child = child.NextSibling {
			walk(child)
		}
	}
	walk(n)
	return foldSpace(strings.ToValidUTF8(b.String(), ""))
}

// foldSpace makes every run of ASCII white space one space.
func foldSpace(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}

// plainOf returns the text of a value that may hold markup or entities of its
// own, on one line.
func plainOf(s string) string {
	if len(s) > 4*maxTextOf {
		return ""
	}
	if strings.ContainsAny(s, "&<") {
		z := html.NewTokenizer(strings.NewReader(s))
		var b strings.Builder
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				b.Write(z.Text())
			}
		}
		s = b.String()
	}
	return foldSpace(strings.ToValidUTF8(s, "\uFFFD"))
}
