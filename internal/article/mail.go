package article

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"hearsay/internal/capture"
	"hearsay/internal/message"
)

// mailContent finds in a mail what a mail program shows of it, and what the header
// tells. Nothing that the mail refers to is fetched.
func mailContent(c capture.Capture, o options) (content, error) {
	mail, err := message.Parse(c.Body)
	if err != nil {
		return content{}, fmt.Errorf("%w: %w", ErrNotText, err)
	}
	read := func(part *message.Part) (content, error) {
		k := plainText
		if part.MediaType == "text/html" {
			k = hypertext
		}
		return decoded(part.Body(), k, statements{reader: o.encoding, transport: firstOf(part.Params["charset"], c.Charset), by: "the mail"})
	}
	text, plain := mail.Text(), mail.Plain()
	if text == nil {
		return content{}, fmt.Errorf("%w: the mail has neither HTML nor plain text", ErrNoArticle)
	}
	found, err := read(text)
	if err == nil && found.kind == hypertext && plain != nil && !hasWords(found.text) {
		text = plain
		found, err = read(text)
	}
	if err != nil {
		return content{}, err
	}
	if strings.TrimSpace(found.text) == "" {
		return content{}, ErrEmpty
	}
	if found.kind == plainText && strings.EqualFold(text.Params["format"], "flowed") {
		found.text = unflowed(found.text, strings.EqualFold(text.Params["delsp"], "yes"))
	}
	found.mail = true
	found.told = mailFacts(mail.Header, c)
	return found, nil
}

// hasWords reports whether a page has words enough for an article: a mail of
// pictures alone has them in its plain text.
func hasWords(source string) bool {
	words := 0
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken && words < minArticle; kind = z.Next() {
		switch kind {
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "style" || string(name) == "title" || string(name) == "script" {
				z.Next()
			}
		case html.TextToken:
			words += len(bytes.TrimSpace(z.Text()))
		}
	}
	return words >= minArticle
}

// unflowed puts paragraphs together that were wrapped with a space at each line's
// end (RFC 3676). The space is of the text, unless delsp is said.
func unflowed(text string, delsp bool) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		bare := strings.TrimRight(line, "\r\n")
		soft := strings.HasSuffix(bare, " ") && bare != "-- "
		bare = strings.TrimPrefix(bare, " ") // put there so that it does not look like something else
		switch {
		case !soft:
			out.WriteString(bare)
			out.WriteString(line[len(strings.TrimRight(line, "\r\n")):])
		case delsp:
			out.WriteString(strings.TrimSuffix(bare, " "))
		default:
			out.WriteString(bare)
		}
	}
	return out.String()
}

// markSignature marks what stands below the line of two dashes that ends a mail.
func markSignature(lines []line) {
	for i := range lines {
		if lines[i].text == "" && lines[i].end-lines[i].start == len("--") {
			for j := i; j < len(lines); j++ {
				lines[j].part = Frame
			}
			return
		}
	}
}

// mailFacts reads what the header of a mail tells of the article in it.
func mailFacts(h message.Header, c capture.Capture) facts {
	var f facts
	f.title = toldTitle(forwarded().ReplaceAllString(h.Words("Subject"), ""))
	name, address := h.From()
	f.outlet, f.author = sender(listName(h.Words("List-Id")), foldSpace(name), address)
	f.address = webAddress(strings.Trim(h.Get("Archived-At"), "<> "))
	f.language = languageCode(h.Get("Content-Language"))
	if day := h.Date(); !day.IsZero() && plausibleDay(day, c.Time) {
		f.published = dated{isoDay(day), "mail header"}
	}
	return f
}

// forwarded is what mail programs put before the subject of a mail that was passed
// on.
var forwarded = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:\s*(?:re|fwd?|aw|wg|tr|rv|i|vs)\s*(?:\[\d+\])?:\s+)+`)
})

// listName returns what a list is called, "Harbour Post Mornings
// <mornings.post.example>", or "" where only its address or a number is told.
func listName(field string) string {
	name, _, _ := strings.Cut(field, "<")
	name = foldSpace(strings.Trim(strings.TrimSpace(name), `"`))
	if strings.ContainsAny(name, "0123456789") && !strings.Contains(name, " ") || strings.HasSuffix(strings.ToLower(name), " list") || strings.Contains(name, "@") {
		return ""
	}
	return cleanOutlet(name)
}

// sender tells the outlet and the author by the name of a mail's list and by whom
// it is from: "Ada Moor at Harbour Post", the name of either, or the address. A
// name alone is an author's where the address is that person's too.
func sender(list, name, address string) (outlet, author string) {
	local, host, _ := strings.Cut(strings.ToLower(address), "@")
	outlet = list
	before, after, ok := cutAround(name)
	switch {
	case ok && isPerson(before, after):
		outlet, author = firstOf(outlet, cleanOutlet(after)), before
	case isPerson(name, outlet) && names(local, name) && !names(host, name):
		author = name
	case outlet == "":
		outlet = cleanOutlet(name)
	}
	return firstOf(outlet, hostOf((&url.URL{Scheme: "http", Host: host}).String())), author
}

// names reports whether part of an address has a word of a name.
func names(part, name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		if len(word) > 2 && strings.Contains(part, word) {
			return true
		}
	}
	return false
}

// cutAround cuts the name of a sender where it says who writes for whom.
func cutAround(name string) (person, outlet string, ok bool) {
	for _, between := range []string{" from ", " at ", " of ", " for ", " | ", ", ", " - ", " – ", " via ", " @ "} {
		if person, outlet, ok = strings.Cut(name, between); ok {
			return person, outlet, true
		}
	}
	return name, "", false
}

// mailBody returns the body in the tree of a mail, without what its reader does
// not see, such as the words that are only for the list of mails.
func mailBody(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "body" {
			dropHidden(n)
			return n
		}
	}
	return doc
}

func dropHidden(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if _, hidden := attribute(child, "hidden"); child.Type == html.ElementNode && (hidden || hiddenStyle(attr(child, "style"))) {
			n.RemoveChild(child)
		} else {
			dropHidden(child)
		}
		child = next
	}
}

func hiddenStyle(style string) bool {
	for rule := range strings.SplitSeq(strings.ToLower(style), ";") {
		name, value, _ := strings.Cut(rule, ":")
		value, _, _ = strings.Cut(strings.TrimSpace(value), " ")
		switch strings.TrimSpace(name) + ":" + value {
		case "display:none", "display:none!important", "visibility:hidden", "mso-hide:all", "max-height:0", "max-height:0px", "font-size:0", "font-size:0px", "opacity:0":
			return true
		}
	}
	return false
}

// mailBlocks leaves out what newsletters put around their text: who wrote it and
// when, how to get rid of it, and all that follows once no sentence does.
func mailBlocks(blocks []block, author string) (kept []block) {
	last := -1
	for i, b := range blocks {
		if isSentence(b.text) && !isMailFrame(b.text) {
			last = i
		}
	}
	over := false
	for i, b := range blocks {
		frame := isMailFrame(b.text)
		over = over || frame && i > last
		stamp := len(b.text) < 24 && len(daysIn(b.text)) == 1
		if !frame && !over && !stamp && (author == "" || b.text != author) {
			kept = append(kept, b)
		}
	}
	return kept
}

// isMailFrame reports whether a line is what newsletters put around their text.
func isMailFrame(s string) bool {
	return len(s) <= longestFurniture && mailFrame().MatchString(s)
}

var mailFrame = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bunsubscribe\b|\bopt[ -]out\b|^(?:view|read|see|open) (?:this|it|the)?\s*(?:e-?mail|message|newsletter|post|online)?\s*(?:in (?:your|a|the) (?:web )?browser|online|on the web|in app)\b` +
		`|\b(?:manage|update|change) (?:your )?(?:e-?mail |subscription |newsletter )?(?:preferences|settings)\b` +
		`|\b(?:this|the) (?:e-?mail|newsletter|message) was sent (?:to|by)\b|\byou(?:['’]re| are) (?:receiving|getting) this\b|\byou(?:['’]ve| have)? (?:received|got) this (?:e-?mail|newsletter)\b` +
		`|\bforwarded (?:this|to you)\b|\badd us to your address book\b|^(?:like|comment|restack|share)(?: this post)?$|^©|^copyright ©|\bprivacy policy\b|^(?:having )?trouble (?:viewing|reading)\b`)
})
