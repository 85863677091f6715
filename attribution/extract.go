package attribution

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Engine names what finds statements, with its version: records keep it beside
// what was found.
const Engine = "rules 1"

// Extract returns the statements of a text, ordered by where their content
// begins; those inside another's content come right after it. Blank
// lines part paragraphs; the first line is taken for a headline if it reads
// like one. It takes time and memory in proportion to the text.
func Extract(text string) []Statement {
	all := []Statement{}
	for _, f := range read(text) {
		outer := len(all)
		all = append(all, f.statement(text, none))
		for _, g := range inner(text, f) {
			all = append(all, g.statement(text, outer))
		}
	}
	return all
}

// read goes through a text and returns what it finds, in order.
func read(text string) []found {
	r := reader{text: text, running: none, quoting: none}
	paras := paragraphsOf(text)
	for top := true; ; {
		para, last, ok := paras.paragraph()
		if !ok {
			break
		}
		r.headline = top && titleLike(para.In(text), last)
		top = top && r.headline && !last
		r.paragraph(para)
	}
	r.flush()
	return r.finish()
}

// readPart is read for a part of a text, which is in a headline or not.
func readPart(text string, headline bool) []found {
	r := reader{text: text, running: none, quoting: none, headline: headline}
	paras := paragraphsOf(text)
	for para, _, ok := paras.paragraph(); ok; para, _, ok = paras.paragraph() {
		r.paragraph(para)
	}
	return r.finish()
}

// titleLike reports whether a paragraph at the top of a text can be its
// headline: short, and no sentence unless an empty line sets it apart.
func titleLike(para string, last bool) bool {
	const longest = 200
	if len(para) > longest {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(para, "”\"’'"))
	return last || r != '.'
}

// none is the index of no statement.
const none = -1

// A found statement is one before its last touches.
type found struct {
	source, cue Span
	content     []Span
	act         Act
	negated     bool
	headline    bool
	quotes      bool // the content ends with a quotation
	rule        rule
}

// statement gives what was found to the world.
func (f found) statement(text string, inside int) Statement {
	return Statement{
		Source: f.source, Cue: f.cue, Content: f.content,
		Kind: kindOf(text, f.content), Act: f.act, Negated: f.negated, Headline: f.headline,
		Inside: inside, Confidence: f.rule.precision(f.act),
	}
}

// A reader goes through a text paragraph by paragraph.
type reader struct {
	text     string
	found    []found
	headline bool

	first    int    // the first statement of the paragraph
	quoting  int    // the last statement that quotes, or none
	running  int    // the statement whose quotation the last paragraph left open, or none
	pending  []Span // paragraphs of an open quotation for which no source was found yet
	awaiting *found // a statement that the last paragraph ended with a colon: its content comes next

	tokens []token
	quotes []quotation
	cues   []cue
}

// paragraph reads the next paragraph.
func (r *reader) paragraph(para Span) {
	r.quotes = quotations(r.text, para, r.quotes)
	r.tokens = tokenize(r.text, para, r.quotes, r.tokens)
	if allQuoted(r.tokens) {
		r.quotedParagraph()
		return
	}
	r.awaiting = nil
	if len(r.pending) > 0 && r.tokens[0].kind != quoted {
		r.flush()
	}
	r.first = len(r.found)
	follows := none // the statement that a sentence of nothing but quotations goes on with
	sentences(r.tokens, func(from, to int) {
		s := r.tokens[from:to]
		if from == 0 {
			s = s[dateline(s):]
		}
		if allQuoted(s) {
			follows = r.quotedSentence(s, follows)
			return
		}
		n := len(r.found)
		r.sentence(s)
		follows = r.lastDirect(n)
	})
	r.joinPending()
	r.leftovers()
	r.running = none
	if last := r.tokens[len(r.tokens)-1]; last.open {
		r.running = r.holding(last.Span)
	}
}

// finish orders what was found and drops what has no content.
func (r *reader) finish() []found {
	kept := r.found[:0]
	for _, f := range r.found {
		if f.content = tidy(r.text, f.content); len(f.content) > 0 {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b found) int { return a.content[0].Start - b.content[0].Start })
	return slices.CompactFunc(kept, func(a, b found) bool {
		// One cue with one content is one statement, by whichever rule: "their
		// association claims that" is no claim of "their".
		return !a.cue.Empty() && a.cue == b.cue && slices.Equal(a.content, b.content)
	})
}

// tidy orders content and drops the pieces that are empty or overlap an earlier
// one.
func tidy(text string, content []Span) []Span {
	slices.SortFunc(content, func(a, b Span) int { return a.Start - b.Start })
	kept := content[:0]
	for _, c := range content {
		if c.Empty() || len(kept) > 0 && c.Start < kept[len(kept)-1].End || strings.TrimSpace(c.In(text)) == "" {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}
