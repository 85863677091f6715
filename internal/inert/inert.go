// Package inert makes a page of the web harmless: of HTML that may hold anything
// it makes HTML that runs nothing, fetches nothing and leads nowhere, with the
// page's words in the page's order.
//
// What comes out is a row of escaped words and of tags from a short list, with
// attributes from a shorter one. None of these tags changes how a browser reads
// what follows (as style, noscript, svg or a comment would), so whatever tree a
// browser makes of the row, it has no other elements and attributes. All words
// are there, also those that the page's styles or scripts would have hidden.
package inert

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// A Page is what is left of a page.
type Page struct {
	Title    string
	Language string // as the page states it, if it has the form of a language tag
	HTML     string // what stands in the body
	Cut      bool   // the page goes on, and is too long to be shown whole
	Gone     Gone
}

// Gone counts what was left out.
type Gone struct {
	Scripts  int // elements, and attributes that run
	Styles   int // elements and attributes
	Pictures int // in their place stands what they are called
	Players  int // of sound and film
	Frames   int // other pages within the page
	Fields   int // of forms
	Links    int // their words stay
}

// ErrTooMuch tells of a page with more tags than are gone through, or nested
// too deep.
var ErrTooMuch = errors.New("too many tags")

const (
	maxSource  = 4 << 20 // bytes of a page that are looked at
	maxTags    = 250_000
	maxCalled  = 300 // bytes of what a picture is called, and of where a link led
	maxSpanned = 100 // columns or rows that a cell of a table spans
)

// Read makes a page harmless. Source is its HTML in UTF-8.
func Read(source string) (Page, error) {
	var p Page
	if len(source) > maxSource {
		source, p.Cut = strings.ToValidUTF8(source[:maxSource], ""), true
	}
	if strings.Count(source, "<") > maxTags {
		return Page{}, fmt.Errorf("%w: more than %d", ErrTooMuch, maxTags)
	}
	doc, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrTooMuch, err) // all that the parser refuses is depth
	}
	w := writer{page: &p}
	w.children(doc)
	p.HTML = w.out.String()
	return p, nil
}

// kept are the elements that stay, and as which.
var kept = sync.OnceValue(func() map[string]string {
	names := make(map[string]string)
	for _, name := range strings.Fields(`section article aside header footer nav address h1 h2 h3 h4 h5 h6 hgroup
		p blockquote pre div figure figcaption ul ol li dl dt dd hr br wbr
		table caption thead tbody tfoot tr td th
		abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var
		ruby rb rt rp`) {
		names[name] = name
	}
	for name, as := range map[string]string{
		"main": "div", "center": "div", "details": "div", "summary": "p", "dialog": "div", "menu": "ul", "dir": "ul", "search": "div",
		"form": "div", "fieldset": "div", "legend": "p", "listing": "pre", "xmp": "pre", "plaintext": "pre",
		"font": "span", "big": "span", "tt": "code", "strike": "s", "acronym": "abbr", "time": "span", "label": "span", "button": "span",
		"a": "span",
	} {
		names[name] = as
	}
	return names
})

// empty are the kept elements that have no end.
var empty = map[string]bool{"br": true, "hr": true, "wbr": true}

// writer writes what is kept of a tree.
type writer struct {
	out  strings.Builder
	page *Page
}

func (w *writer) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

func (w *writer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.out.WriteString(escape(n.Data))
	case html.ElementNode:
		w.element(n)
	}
}

func (w *writer) element(n *html.Node) {
	gone := &w.page.Gone
	w.count(n)
	switch n.Data {
	case "html":
		w.page.Language = languageTag(attribute(n, "lang"))
	case "title":
		if n.Namespace == "" {
			if w.page.Title == "" && n.FirstChild != nil {
				w.page.Title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
			}
			return
		}
	case "script":
		gone.Scripts++
		return
	case "style":
		gone.Styles++
		return
	case "datalist", "template", "noframes", "noembed": // no reader sees what stands in them
		return
	case "img", "svg", "canvas":
		gone.Pictures++
		w.instead("picture", firstOf(attribute(n, "alt"), attribute(n, "aria-label")))
	case "video", "audio":
		gone.Players++
		w.instead(n.Data, attribute(n, "title"))
	case "iframe", "frame", "object", "embed", "portal", "fencedframe":
		gone.Frames++
		w.instead("frame", firstOf(attribute(n, "title"), attribute(n, "src"), attribute(n, "data")))
		if n.Data == "iframe" {
			return
		}
	case "input", "select", "textarea":
		gone.Fields++
		if n.Data != "textarea" {
			return
		}
	}
	as, is := kept()[n.Data]
	if !is || n.Namespace != "" {
		w.children(n)
		return
	}
	w.out.WriteString("<" + as)
	w.attributes(n)
	w.out.WriteString(">")
	if empty[as] {
		return
	}
	if as == "pre" {
		w.out.WriteString("\n") // the one that a browser passes over
	}
	w.children(n)
	w.out.WriteString("</" + as + ">")
}

// count counts the attributes that run, and those of style.
func (w *writer) count(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"):
			w.page.Gone.Scripts++
		case a.Key == "style":
			w.page.Gone.Styles++
		}
	}
}

// attributes writes those that a reader needs to read the words, and where a link
// led, as text.
func (w *writer) attributes(n *html.Node) {
	set := func(key, value string) { w.out.WriteString(" " + key + `="` + escape(value) + `"`) }
	for _, a := range n.Attr {
		if a.Namespace != "" {
			continue
		}
		switch a.Key {
		case "dir":
			if d := strings.ToLower(a.Val); d == "ltr" || d == "rtl" || d == "auto" {
				set("dir", d)
			}
		case "lang":
			if tag := languageTag(a.Val); tag != "" {
				set("lang", tag)
			}
		case "colspan", "rowspan":
			if number, err := strconv.Atoi(a.Val); err == nil && number > 1 && (n.Data == "td" || n.Data == "th") {
				set(a.Key, strconv.Itoa(min(number, maxSpanned)))
			}
		case "start", "value":
			if number, err := strconv.ParseInt(a.Val, 10, 32); err == nil && (n.Data == "ol" && a.Key == "start" || n.Data == "li" && a.Key == "value") {
				set(a.Key, strconv.FormatInt(number, 10))
			}
		case "href":
			if n.Data == "a" {
				w.page.Gone.Links++
				set("class", "link")
				set("title", cut(a.Val))
			}
		}
	}
}

// instead writes what stands in the place of something left out.
func (w *writer) instead(what, called string) {
	if called = cut(strings.Join(strings.Fields(called), " ")); called != "" {
		what += ": " + called
	}
	w.out.WriteString(`<span class="gone">[` + escape(what) + `]</span>`)
}

// escape writes words so that they are words in text and in attributes.
func escape(words string) string {
	return html.EscapeString(strings.ReplaceAll(strings.ToValidUTF8(words, "\uFFFD"), "\x00", "\uFFFD"))
}

func cut(words string) string {
	if len(words) <= maxCalled {
		return words
	}
	return strings.ToValidUTF8(words[:maxCalled], "") + "…"
}

func firstOf(all ...string) string {
	for _, words := range all {
		if strings.TrimSpace(words) != "" {
			return words
		}
	}
	return ""
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// languageTag returns what has the form of a language tag: en, pt-BR.
func languageTag(stated string) string {
	if len(stated) < 2 || len(stated) > 35 {
		return ""
	}
	for i, r := range stated {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i < 2 || r != '-' && (r < '0' || r > '9')) {
			return ""
		}
	}
	return stated
}
