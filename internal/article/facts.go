package article

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

// facts are what a page tells about its article outside the article's text.
type facts struct {
	title, author, outlet, address, language string
	published                                dated
}

// dated is a day and what told it; the zero value where nothing did.
type dated struct {
	day, from string
}

// markup is what a page's elements state, gathered in one walk.
type markup struct {
	meta     map[string][]string // by name, property or itemprop, in lower case
	linked   []string            // blocks of JSON-LD
	headings []string            // h1
	title    string              // title element
	lang     string
	links    map[string]string // by rel: the address of the first
	authors  []string          // texts of rel=author and itemprop=author
	bylines  []string          // texts of elements that the page calls bylines
	times    []timeElement
}

type timeElement struct {
	value     string
	published bool // marked as the day of publication
	aside     bool // within a part of the page that is not the article
}

// readFacts reads what a page tells about its article. Where the page says
// nothing, or nothing plausible, a fact is empty.
func readFacts(doc *html.Node, c capture.Capture) facts {
	m := markup{meta: map[string][]string{}, links: map[string]string{}}
	m.gather(doc, false)
	linked := readLinked(m.linked)

	var f facts
	f.address = webAddress(c.Address)
	if f.address == "" {
		f.address = m.statedAddress()
	}
	f.outlet = firstOf(cleanOutlet(m.first("og:site_name")), cleanOutlet(linked.publisher), m.application(), cleanOutlet(m.siteInTitle()), hostOf(f.address))
	f.title = m.headline(linked.headline, f.outlet)
	f.author = m.author(linked, f.outlet)
	f.language = firstOf(languageCode(m.lang), languageCode(m.first("og:locale")), languageCode(linked.language))
	f.published = m.published(linked, f.address, c.Time)
	return f
}

// completedBy fills in from others what f leaves empty.
func (f facts) completedBy(others facts) facts {
	f.title, f.author, f.outlet = firstOf(f.title, others.title), firstOf(f.author, others.author), firstOf(f.outlet, others.outlet)
	f.address, f.language = firstOf(f.address, others.address), firstOf(f.language, others.language)
	if f.published.day == "" {
		f.published = others.published
	}
	return f
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
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

// application returns the name of the site as an application, which some pages
// fill with their title.
func (m *markup) application() string {
	name := cleanOutlet(m.first("application-name"))
	if sameStart(m.title, name) && len(name) > 30 {
		return ""
	}
	return name
}

// siteInTitle returns what the title element has behind the article's title:
// "Levy stays :: Tidewater Post".
func (m *markup) siteInTitle() string {
	for _, title := range append([]string{m.first("og:title", "twitter:title")}, m.headings...) {
		rest, ok := strings.CutPrefix(m.title, title)
		if !ok || len(title) < 12 {
			continue
		}
		for _, sep := range siteSeparators {
			if at := strings.LastIndex(rest, sep); at >= 0 && len(strings.Fields(rest[at+len(sep):])) <= 5 {
				return strings.TrimSpace(rest[at+len(sep):])
			}
		}
	}
	return ""
}

// siteSeparators stand in title elements between an article's title and its site.
var siteSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "}

func (m *markup) gather(n *html.Node, aside bool) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "html":
			m.lang = attr(n, "lang")
			if m.lang == "" {
				m.lang = attr(n, "xml:lang")
			}
		case "meta":
			for _, key := range []string{"property", "name", "itemprop"} {
				if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
					m.meta[name] = append(m.meta[name], plainOf(attr(n, "content")))
				}
			}
			return
		case "title":
			if m.title == "" && n.Namespace == "" {
				m.title = textOf(n)
			}
			return
		case "script":
			if kind, _, _ := strings.Cut(attr(n, "type"), ";"); strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") && n.FirstChild != nil {
				m.linked = append(m.linked, n.FirstChild.Data)
			}
			return
		case "style", "template", "noscript", "svg":
			return
		case "link":
			for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
				if _, seen := m.links[rel]; !seen {
					m.links[rel] = attr(n, "href")
				}
			}
			return
		case "h1":
			if text := textOf(n); text != "" {
				m.headings = append(m.headings, text)
			}
		case "time":
			value := attr(n, "datetime")
			if value == "" {
				value = textOf(n)
			}
			class := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
			_, pubdate := attribute(n, "pubdate")
			if !strings.Contains(class, "modif") && !strings.Contains(class, "updated") || strings.Contains(class, "publish") {
				m.times = append(m.times, timeElement{value, pubdate || strings.Contains(class, "publish"), aside})
			}
		case "aside", "nav", "footer":
			aside = true
		}
		class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
		if asideClass().MatchString(class) && n.Data != "body" && n.Data != "html" && n.Data != "main" && n.Data != "article" {
			aside = true
		}
		if !aside {
			switch {
			case strings.EqualFold(attr(n, "rel"), "author"), strings.EqualFold(attr(n, "itemprop"), "author"):
				m.authors = append(m.authors, textOf(n))
			case bylineClass().MatchString(class):
				if text := textOf(n); len(text) < 200 {
					m.bylines = append(m.bylines, text)
				}
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		m.gather(child, aside)
	}
}

var (
	asideClass = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:related|recommend\w*|trending|popular|sidebar|comments?|most-read|teaser|promo|widget|more-stories|latest|carousel|footer)\b`)
	})
	bylineClass = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[\s_-])byline(?:$|[\s_-])`)
	})
)

// maxTextOf bounds the text that is taken from one element of markup.
const maxTextOf = 1000

// textOf returns an element's text on one line, at most maxTextOf bytes of it
// or so.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if b.Len() > maxTextOf {
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
		for child := n.FirstChild; child != nil; child = child.NextSibling {
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

// headline picks the article's title: what JSON-LD says, else the first h1,
// else og:title or the title element without the outlet's name.
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
			if strings.EqualFold(s, name) {
				return ""
			}
		}
		return s
	}
	if linked = named(linked); linked != "" {
		// The words that readers see go before the same words in markup, which
		// are often cut short.
		for _, h := range m.headings {
			if sameTitle(h, linked) || len(h) > len(linked) && len(linked) > 20 && sameStart(h, strings.TrimRight(linked, ".… ")) {
				return h
			}
		}
		return linked
	}
	shared, title := named(m.first("og:title", "twitter:title")), named(m.title)
	for _, h := range m.headings {
		if h := named(h); h != "" && (sameTitle(h, shared) || sameStart(m.title, h) || sameStart(shared, h)) {
			return h
		}
	}
	for _, h := range m.headings {
		if h := named(h); h != "" {
			return h
		}
	}
	return firstOf(shared, title)
}

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

// author picks the byline's names.
func (m *markup) author(linked linkedArticle, outlet string) string {
	names := func(values []string) string {
		return authorNames(strings.Join(values, " | "), outlet)
	}
	if found := names(linked.authors); found != "" {
		return found
	}
	if found := names(m.authors); found != "" && strings.Count(found, ",") < 6 {
		return found
	}
	for _, name := range []string{"author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author"} {
		if found := names(m.meta[name]); found != "" {
			return found
		}
	}
	if len(m.bylines) > 0 {
		return names(m.bylines[:1])
	}
	return ""
}

// published picks the day of publication. A day of change is never taken for
// it.
func (m *markup) published(linked linkedArticle, address string, captured time.Time) dated {
	plausible := func(from string, values ...string) (dated, bool) {
		for _, v := range values {
			if day := statedDay(v); !day.IsZero() && plausibleDay(day, captured) {
				return dated{isoDay(day), from}, true
			}
		}
		return dated{}, false
	}
	if d, ok := plausible("json-ld", linked.published); ok {
		return d
	}
	if d, ok := plausible("meta", m.meta["article:published_time"]...); ok {
		return d
	}
	if day := addressDay(address); !day.IsZero() && plausibleDay(day, captured) {
		return dated{isoDay(day), "address"}
	}
	for _, name := range []string{"datepublished", "og:published_time", "article:published", "pubdate", "publishdate", "publish-date", "publish_date",
		"published_time", "publication_date", "pub_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
		"dcterms.date", "dcterms.created", "dc.date.created", "original-publication-date", "article_date_original", "citation_publication_date",
		"cxenseparse:recs:publishtime", "datecreated", "date"} {
		if d, ok := plausible("meta", m.meta[name]...); ok {
			return d
		}
	}
	for _, marked := range []bool{true, false} {
		for _, t := range m.times {
			if t.published != marked || t.aside {
				continue
			}
			if d, ok := plausible("time element", t.value); ok {
				return d
			}
		}
	}
	return dated{}
}

var addressDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:[/_-])((?:19|20)\d{2})(?:[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})|(\d{2})(\d{2}))(?:[/_.-]|$)`)
})

// addressDay reads a day in the path of an address: /2018/07/16/ or
// /2018-07-16-bridge.
func addressDay(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	m := addressDate().FindStringSubmatch(u.Path)
	if m == nil {
		return time.Time{}
	}
	return dayOf(m[1], m[2]+m[4], m[3]+m[5])
}

// webAddress returns an http or https address without fragment and credentials,
// or "".
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(s) > 2000 {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u.String()
}

func (m *markup) statedAddress() string {
	return firstOf(webAddress(m.links["canonical"]), webAddress(m.first("og:url")))
}

// hostOf returns the host of an address without "www.", or "" where the host
// has no name.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return ""
	}
	return strings.TrimPrefix(host, "www.")
}

// cleanOutlet drops what is no name of an outlet.
func cleanOutlet(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "@"), "/")
	if len(s) > 80 || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}
