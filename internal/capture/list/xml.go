package list

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// xml reads a feed, an OPML list or a sitemap. Behind damage it goes on with
// the entry that opens next.
func (b *builder) xml(text string) error {
	var damage, left string // what is told of the first
	prefixes := map[string]string{}
	at := 0
	for range maxDamage {
		w := walk{builder: b, tokens: newTokens(text[at:]), prefixes: prefixes}
		err := w.document()
		if err == nil {
			break
		}
		if errors.Is(err, errDepth) {
			damage, left = err.Error(), "the rest is left out"
			break
		}
		end := at + int(w.tokens.InputOffset())
		switch {
		case damage != "": // told already
		case end >= len(text):
			damage, left = "cut off", "what stands before is read"
		default:
			damage, left = fmt.Sprintf("damaged at line %d", 1+strings.Count(text[:end], "\n")), "what stands there is left out"
		}
		next := opening.FindStringIndex(text[end:])
		if next == nil {
			break
		}
		at = end + next[0]
	}
	if damage != "" && len(b.at) == 0 {
		return errors.New(damage)
	}
	if damage != "" {
		b.note(damage + ": " + left)
	}
	return nil
}

var opening = regexp.MustCompile(`(?i)<(?:[a-z]+:)?(?:item|entry|url|sitemap|outline)[\s/>]`)

var errDepth = fmt.Errorf("elements nested more than %d deep", maxDepth)

// A walk goes through one document, or through the rest of one behind damage.
type walk struct {
	*builder
	tokens   *tokens
	prefixes map[string]string // of namespaces, as they were declared last
	native   string            // namespace of the document's own elements
	open     []element         // those that are open, the innermost last
	entry    int               // how many are open at the entry, it included, or 0 outside of one
	found    entry             // in it
	text     *strings.Builder  // of the element that is read, or nil
	reading  int               // how many are open at that one, it included
}

// An element is one that is open.
type element struct {
	name  string // in lower case, before it the short name of a foreign vocabulary
	tag   xml.Name
	space string // namespace of what has no prefix
	base  *url.URL
	attr  []xml.Attr
}

// An entry is what is found in one.
type entry struct {
	original, link, guid, about string
	title, published, changed   string
}

// document reads up to the end of the document. It returns nil too once the
// list is full.
func (w *walk) document() error {
	for {
		token, err := w.tokens.next()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(w.open) == maxDepth {
				return errDepth
			}
			if !w.start(token) {
				return nil
			}
		case xml.EndElement:
			if !w.close(token.Name) {
				return nil
			}
		case xml.CharData:
			if w.text != nil {
				w.text.Write(token)
			}
		}
	}
}

// close ends the innermost element of a name, and those within it that were
// left open. An end that was never begun is passed over. It returns false at
// the end of the document, and once the list is full.
func (w *walk) close(name xml.Name) bool {
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].tag == name {
			for len(w.open) > i {
				if !w.end() {
					return false
				}
			}
			break
		}
	}
	_, root := roots[strings.ToLower(name.Local)]
	return len(w.open) > 0 || !root
}

// start opens an element. It returns false once the list is full.
func (w *walk) start(token xml.StartElement) bool {
	if w.entry > 0 && token.Name == w.open[w.entry-1].tag { // the entry before was left open
		for around := w.entry - 1; len(w.open) > around; {
			if !w.end() {
				return false
			}
		}
	}
	e := element{tag: token.Name, attr: token.Attr, base: w.base}
	if len(w.open) > 0 {
		around := w.open[len(w.open)-1]
		e.space = around.space
		if around.base != nil {
			e.base = around.base
		}
	}
	for _, a := range e.attr {
		switch {
		case a.Name.Space == "xmlns":
			w.prefixes[a.Name.Local] = namespace(a.Value)
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			e.space = namespace(a.Value)
		case a.Name.Space == "xml" && a.Name.Local == "base":
			e.base = rebased(e.base, a.Value)
		}
	}
	space := e.space
	if prefix := e.tag.Space; prefix != "" {
		space = cmp.Or(w.prefixes[prefix], prefix)
	}
	if _, root := roots[strings.ToLower(e.tag.Local)]; root && len(w.open) == 0 {
		w.native = space
	}
	e.name = w.name(space, e.tag.Local)
	w.open = append(w.open, e)
	switch {
	case w.list.Kind == OPML && e.name == "outline":
		return w.outline(e)
	case w.entry == 0 && slices.Contains(entries[w.list.Kind], e.name):
		w.entry, w.found = len(w.open), entry{about: e.get("about")}
	case w.text == nil && w.wanted(e.name):
		w.text, w.reading = &strings.Builder{}, len(w.open)
	}
	return true
}

var entries = map[Kind][]string{RSS: {"item"}, Atom: {"entry"}, Sitemap: {"url", "sitemap"}}

// wanted reports whether the element that has just been opened tells something
// of the entry that it stands in, or of the list.
func (w *walk) wanted(name string) bool {
	if w.entry == 0 {
		return name == "title" || name == "link"
	}
	return len(w.open) == w.entry+1 && name != "news:news" ||
		len(w.open) == w.entry+2 && w.open[w.entry].name == "news:news"
}

// end closes the innermost element. It returns false once the list is full.
func (w *walk) end() bool {
	last := len(w.open) - 1
	e := w.open[last]
	if w.text != nil && w.reading == len(w.open) {
		text := strings.TrimSpace(w.text.String())
		w.text = nil
		if w.entry > 0 {
			w.found.set(e, text)
		} else {
			w.head(e, text)
		}
	}
	going := true
	if w.entry == len(w.open) {
		w.entry = 0
		link := Link{
			Address: cmp.Or(w.found.original, w.found.link, w.found.guid, w.found.about),
			Title:   w.found.title,
			Time:    moment(w.found.published, w.found.changed),
		}
		if e.name == "sitemap" {
			going = w.further(link, e.base)
		} else {
			going = w.page(link, e.base)
		}
	}
	w.open = w.open[:last]
	return going
}

// set keeps what a child of an entry tells.
func (found *entry) set(e element, text string) {
	first := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	switch e.name {
	case "link", "atom:link":
		if alternate(e) {
			first(&found.link, e.resolved(cmp.Or(text, e.get("href"))))
		}
	case "loc":
		first(&found.link, text)
	case "feedburner:origlink":
		first(&found.original, text)
	case "guid":
		if !strings.EqualFold(e.get("ispermalink"), "false") && isAddress(text) {
			first(&found.guid, text)
		}
	case "title", "news:title", "dc:title":
		first(&found.title, text)
	case "pubdate", "published", "issued", "news:publication_date", "atom:published", "dc:date":
		first(&found.published, text)
	case "updated", "modified", "lastmod", "atom:updated", "dcterms:modified":
		first(&found.changed, text)
	}
}

// head keeps what the list tells of itself.
func (w *walk) head(e element, text string) {
	parent := ""
	if len(w.open) > 1 {
		parent = w.open[len(w.open)-2].name
	}
	if parent != "channel" && parent != "feed" && parent != "head" {
		return // an image's, a text field's
	}
	switch {
	case e.name == "title" && w.list.Title == "":
		w.list.Title = text
	case e.name == "link" && w.base == nil && alternate(e):
		w.base = absolute(cmp.Or(text, e.get("href")))
	}
}

// outline keeps what an outline of an OPML list leads to, if it leads anywhere.
func (w *walk) outline(e element) bool {
	link := Link{Title: cmp.Or(e.get("text"), e.get("title"))}
	if link.Address = e.get("xmlurl"); link.Address != "" {
		return w.further(link, e.base)
	}
	if link.Address = e.get("url"); link.Address == "" {
		return true
	}
	if e.get("type") == "include" || strings.HasSuffix(link.Address, ".opml") {
		return w.further(link, e.base)
	}
	return w.page(link, e.base)
}

// alternate reports whether a link leads to what is told of, and not to a
// picture, a hub or the list itself.
func alternate(e element) bool {
	rel := e.get("rel")
	return rel == "" || strings.EqualFold(rel, "alternate")
}

// get returns the value of an attribute by its name in lower case, or "".
func (e element) get(name string) string {
	for _, a := range e.attr {
		if strings.ToLower(a.Name.Local) == name {
			return a.Value
		}
	}
	return ""
}

// resolved returns an address made absolute against the base of the element
// that holds it, or as it is.
func (e element) resolved(address string) string {
	if e.base == nil || address == "" {
		return address
	}
	if absolute, ok := resolve(e.base, address); ok {
		return absolute
	}
	return address
}

// name returns the name of an element in lower case, before it the short name
// of its vocabulary unless that is the list's own.
func (w *walk) name(space, local string) string {
	local = strings.ToLower(local)
	if space == w.native {
		return local
	}
	vocabulary, ok := vocabularies[space]
	switch {
	case !ok:
		return space + ":" + local
	case vocabulary == "":
		return local
	}
	return vocabulary + ":" + local
}

// namespace returns a namespace as it is compared, which is done often: one that
// is too long to be known is cut.
func namespace(value string) string {
	value = strings.TrimSpace(value)
	return value[:min(len(value), 100)]
}

// vocabularies are the short names of namespaces; "" is for those of feeds and
// sitemaps themselves. A prefix that is not declared stands for itself.
var vocabularies = map[string]string{
	"":     "",
	"rss":  "",
	"rdf":  "",
	"atom": "atom", "http://www.w3.org/2005/Atom": "atom",
	"dc": "dc", "http://purl.org/dc/elements/1.1/": "dc",
	"dcterms": "dcterms", "http://purl.org/dc/terms/": "dcterms",
	"feedburner": "feedburner", "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
	"news": "news", "http://www.google.com/schemas/sitemap-news/0.9": "news",

	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": "",
	"http://purl.org/rss/1.0/":                    "",
	"http://my.netscape.com/rdf/simple/0.9/":      "",
	"http://channel.netscape.com/rdf/simple/0.9/": "",
	"http://backend.userland.com/rss2":            "",
	"http://www.sitemaps.org/schemas/sitemap/0.9": "",
	"http://www.google.com/schemas/sitemap/0.84":  "",
}
