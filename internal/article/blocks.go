package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A block is a stretch of a page's text that stands by itself: a paragraph, a
// subheading, an item of a list, a cell of a table.
type block struct {
	text    string
	heading bool
	linked  int  // bytes of the text within links
	aside   bool // in a part of the page that is not the article
}

// blocksOf returns the text below a node, block by block, with white space
// folded as a browser does. A <br> is a line end, two of them end the block.
func blocksOf(n *html.Node) []block {
	var w blockWriter
	w.walk(n)
	w.end()
	return w.blocks
}

type blockWriter struct {
	blocks  []block
	line    strings.Builder // the current block
	space   bool            // white space is due before the next word
	breaks  int             // line ends are due before the next word
	linked  int
	inLink  int
	heading int
	pre     int
	aside   bool
}

func (w *blockWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
		if unread(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}

	depth := func(d int) {
		switch n.Data {
		case "a":
			w.inLink += d
		case "h1", "h2", "h3", "h4", "h5", "h6":
			w.heading += d
		case "pre":
			w.pre += d
		}
	}
	switch n.Data {
	case "br":
		w.breaks++
		return
	case "select", "option", "button", "textarea", "input", "iframe":
		return
	}
	inline := isInline(n)
	if !inline {
		w.end()
	}
	depth(1)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		w.walk(child)
	}
	if !inline {
		w.end()
	}
	depth(-1)
}

// isInline reports whether an element stands within a line. Readability
// renames elements without renaming their atoms, so the name decides.
func isInline(n *html.Node) bool {
	switch n.Data {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
		"kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
		"time", "tt", "u", "var", "wbr":
		return true
	}
	// Elements that nobody has heard of are inline, as in a browser.
	return strings.Contains(n.Data, "-")
}

func (w *blockWriter) words(s string) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == '\n' && w.pre > 0:
			w.breaks++
		case r <= ' ' || r == 0x7f:
			w.space = true
		default:
			end := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f })
			if end < 0 {
				end = len(s)
			}
			w.word(s[:end])
			size = end
		}
		s = s[size:]
	}
}

func (w *blockWriter) word(s string) {
	switch {
	case w.breaks > 1 && w.pre == 0:
		w.end()
	case w.line.Len() == 0:
	case w.breaks > 0:
		w.line.WriteByte('\n')
	case w.space:
		w.line.WriteByte(' ')
	}
	w.space, w.breaks = false, 0
	w.line.WriteString(s)
	if w.inLink > 0 {
		w.linked += len(s)
	}
}

func (w *blockWriter) end() {
	text := strings.TrimFunc(w.line.String(), unicode.IsSpace)
	if text != "" {
		w.blocks = append(w.blocks, block{text: text, heading: w.heading > 0, linked: w.linked, aside: w.aside})
	}
	w.line.Reset()
	w.space, w.breaks, w.linked = false, 0, 0
}

// articleBlocks returns the texts of the blocks that belong to the article: not
// the title again, not what a page puts between an article's paragraphs; and
// apart from them the lines above the first paragraphs that tell who wrote the
// article and when, and the last line that tells who reported: "(Reporting by
// Ada Moor; editing by Tomas Reed)".
func articleBlocks(blocks []block, title string) (kept []string, head []line, credit string) {
	letters := 0
	menu := menus(blocks)
	for i, b := range blocks {
		if menu[i] || i < 4 && (sameTitle(b.text, title) || len(kept) == 0 && isSection(b.text)) {
			continue
		}
		text, dropped := articleLines(b)
		if len(kept) < 3 {
			head = append(head, dropped...)
		}
		for _, l := range dropped {
			if creditedReporters().MatchString(l.text) {
				credit = l.text
			}
		}
		if text == "" {
			continue
		}
		kept = append(kept, text)
		letters += utf8.RuneCountInString(text)
	}
	if letters < minArticle {
		return nil, nil, ""
	}
	return kept, head, credit
}

// menus tells which blocks are entries of a menu or of a list of other articles:
// three or more in a row that are links and no sentences.
func menus(blocks []block) []bool {
	menu := make([]bool, len(blocks))
	run := 0
	for i := 0; i <= len(blocks); i++ {
		if i < len(blocks) && blocks[i].isLink() {
			run++
			continue
		}
		if run >= 3 {
			for j := i - run; j < i; j++ {
				menu[j] = true
			}
		}
		run = 0
	}
	return menu
}

func (b block) isLink() bool {
	return b.linked*10 >= len(b.text)*9 && len(b.text) < 160 && !isSentence(b.text)
}

// minArticle is how many characters an article has at least.
const minArticle = 40

// articleLines returns a block without those of its lines that are no part of
// the article, and the bylines and stamps among these.
func articleLines(b block) (text string, dropped []line) {
	var kept []string
	for text := range strings.SplitSeq(b.text, "\n") {
		switch s := sortOf(text); {
		case s == prose, s == byline && b.heading:
			kept = append(kept, text)
		case s == byline, s == stamp:
			dropped = append(dropped, line{text: fold(text), sort: s, part: Frame})
		}
	}
	return strings.Join(kept, "\n"), dropped
}
