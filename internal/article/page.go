package article

import (
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

// Limits of what is taken for a page with an article on it.
const (
	maxTags  = 250_000 // with their attributes: a tree of more would need gigabytes
	maxAttr  = 1024    // longer attribute values are data, not names or addresses
	fewBytes = 2 << 20 // a smaller page has no room for too many attributes
)

// checkTags refuses a page of more tags and attributes than are read, before a
// tree is made of it.
func checkTags(source string) error {
	n := strings.Count(source, "<")
	if n <= maxTags && len(source) > fewBytes {
		n = 0
		for z := html.NewTokenizer(strings.NewReader(source)); n <= maxTags && z.Next() != html.ErrorToken; {
			_, more := z.TagName()
			for n++; more && n <= maxTags; n++ {
				_, _, more = z.TagAttr()
			}
		}
	}
	if n > maxTags {
		return fmt.Errorf("%w: more than %d tags and attributes", ErrTooLong, maxTags)
	}
	return nil
}

// readPage reads the article in an HTML page that is decoded already.
func readPage(found content, c capture.Capture) (Article, error) {
	source := found.text
	if err := checkTags(source); err != nil {
		return Article{}, err
	}
	doc, err := html.Parse(strings.NewReader(strings.TrimPrefix(source, "\uFEFF")))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds 512") {
			return Article{}, fmt.Errorf("%w: more than 512 elements within one another", ErrTooDeep)
		}
		return Article{}, fmt.Errorf("parse HTML: %w", err)
	}

	facts := found.told.completedBy(readFacts(doc, c))
	if size := strip(doc); size > maxText {
		return Article{}, fmt.Errorf("%w: %d bytes of text, at most %d are read", ErrTooLong, size, maxText)
	}
	var blocks []block
	if found.mail {
		blocks = mailBlocks(blocksOf(mailBody(doc)), facts.author)
	} else {
		main, err := mainContent(doc)
		if err != nil {
			return Article{}, err
		}
		blocks = blocksOf(main)
	}
	body, head, credit := articleBlocks(blocks, facts.title)
	if len(body) == 0 {
		return Article{}, ErrNoArticle
	}

	a := Article{
		Title: facts.title, Author: facts.author, Outlet: facts.outlet, Address: facts.address, Language: facts.language,
		Published: facts.published.day, PublishedFrom: facts.published.from, Modified: facts.modified,
		Paywall: facts.paywall, LiveBlog: facts.live,
	}
	if isConsent(body) {
		a.Notes = append(a.Notes, consentNote)
	}
	var text strings.Builder
	add := func(kind PartKind, block string) {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		a.Parts = append(a.Parts, Part{kind, text.Len(), text.Len() + len(block)})
		text.WriteString(block)
	}
	if a.Title != "" {
		add(Headline, a.Title)
	}
	for _, block := range body {
		add(Body, block)
	}
	text.WriteString("\n")
	a.Text = text.String()
	if len(a.Text) > maxText {
		return Article{}, fmt.Errorf("%w: %d bytes of text, at most %d are read", ErrTooLong, len(a.Text), maxText)
	}
	for _, text := range facts.unclear {
		head = append(head, line{text: text, sort: stamp, part: Frame})
	}
	a.readFrame(head, c.Time)
	if a.Author == "" {
		a.Author = authorNames(credit, a.Outlet)
	}
	a.finish(c)
	return a, nil
}

// mainContent asks the library for the part of the page that holds the
// article. It takes the tree apart.
func mainContent(doc *html.Node) (main *html.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			main, err = nil, fmt.Errorf("find the main text: go-readability failed on this page: %v", p)
		}
	}()
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseAndMutate(doc, &url.URL{Scheme: "http", Host: "page.invalid"})
	if err != nil {
		return nil, fmt.Errorf("find the main text: %w", err)
	}
	if found.Node == nil {
		return nil, ErrNoArticle
	}
	return found.Node, nil
}

// strip takes from the tree what holds no text for a reader, and the bulk of
// what else may be in it. It returns how many bytes of text remain.
func strip(n *html.Node) (size int) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		switch {
		case child.Type == html.CommentNode, child.Type == html.ElementNode && unread(child):
			n.RemoveChild(child)
		case child.Type == html.TextNode:
			size += len(child.Data)
		default:
			for i := range child.Attr {
				// Readability takes a "dateline" for a byline, and drops it.
				if a := &child.Attr[i]; len(a.Val) > maxAttr || a.Key == "class" && isInline(child) && strings.Contains(a.Val, "dateline") {
					a.Val = ""
				}
			}
			size += strip(child)
		}
		child = next
	}
	return size
}

// unread reports whether an element's content is not for reading as part of an
// article.
func unread(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "template", "noscript", "svg", "math", "object", "embed", "audio", "video", "canvas", "figcaption":
		return true
	}
	return captionClass(n)
}

// captionClass reports whether the page's author marks an element as a
// picture's caption or credit.
func captionClass(n *html.Node) bool {
	switch n.Data {
	case "html", "head", "body", "main", "article":
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch word {
		case "caption", "wp-caption-text", "image-caption", "photo-caption", "img-caption", "picture-caption", "media-caption",
			"figure-caption", "caption-text", "gallery-caption", "credit", "photo-credit", "image-credit", "photocredit", "media-credit":
			return true
		}
	}
	return false
}

// attr returns an element's attribute, or "".
func attr(n *html.Node, name string) string {
	value, _ := attribute(n, name)
	return value
}

func attribute(n *html.Node, name string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
