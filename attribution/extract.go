package attribution

import (
	"slices"
	"strings"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/window"
)

// Engine names what finds statements, with its version: records keep it beside
// what was found.
const Engine = "network 2"

// Extract returns the statements of a text, ordered by where their content
// begins; those inside another's content come right after it. Blank
// lines part paragraphs; the first line is taken for a headline if it reads
// like one. It takes time and memory in proportion to the text.
func Extract(text string) []Statement {
	e := trained()
	s := e.states.Get().(*encoder.State)
	defer e.states.Put(s)

	found := e.outermost(s, text)
	for depth, from := 1, 0; depth < deepest && from < len(found); depth++ {
		next := e.inner(s, text, found, from)
		from = len(found)
		found = append(found, next...)
	}
	return arrange(text, found)
}

// none is the index of no statement.
const none = -1

// A found statement is one before its last touches.
type found struct {
	source, cue Span
	content     []Span
	inside      int // the statement whose content encloses it, or none
	headline    bool
	evidence    evidence
}

// statement gives what was found to the world.
func (f found) statement(text string, inside int) Statement {
	f.source = quotedSubject(text, f.source, f.cue)
	act, negated := ActOf(text, f.source, f.cue, f.content)
	return Statement{
		Source: f.source, Cue: f.cue, Content: f.content,
		Kind: KindOf(text, f.content), Act: act, Negated: negated, Headline: f.headline,
		Inside: inside, Confidence: f.evidence.confidence(),
	}
}

// outermost finds the statements that lie inside no other.
func (e *engine) outermost(s *encoder.State, text string) []found {
	t := window.Read(text)
	headline := headlineOf(text, t)
	var all []found
	for w := range t.Windows(windowSize) {
		words := t.Words[w.From:w.To]
		apart := func(a, b int) bool {
			return headline.Overlaps(Span(words[a].Span)) != headline.Overlaps(Span(words[b].Span))
		}
		for _, f := range e.read(s, w, apart).found(words) {
			f.headline = headline.Overlaps(f.content[0])
			if f.cue.Empty() && (f.headline || !startsQuoted(words, f.content[0])) || isScare(f.cue.In(text)) {
				continue
			}
			all = append(all, f)
		}
	}
	return byParagraph(t, all)
}

// isScare reports whether a cue only holds words at a distance.
func isScare(cue string) bool { return strings.EqualFold(cue, "so-called") }

// startsQuoted reports whether a span of the words begins with a quotation.
func startsQuoted(words []window.Word, s Span) bool {
	i, _ := slices.BinarySearchFunc(words, s.Start, func(w window.Word, at int) int { return w.Start - at })
	return words[i].Quote != window.Outside
}

// inner finds the statements right inside those from an index on. Their contents
// are read as paragraphs of one text; nothing is linked across them.
func (e *engine) inner(s *encoder.State, text string, outer []found, from int) []found {
	var b strings.Builder
	var starts []int
	parts := inside(text, outer[from:])
	for _, p := range parts {
		starts = append(starts, b.Len())
		b.WriteString(p.In(text))
		b.WriteString("\n\n")
	}
	if len(parts) == 0 {
		return nil
	}
	joined := b.String()
	t := window.Read(joined)
	part := func(word window.Word) int {
		i, exact := slices.BinarySearch(starts, word.Start)
		if !exact {
			i--
		}
		return i
	}
	var all []found
	for w := range t.Windows(windowSize) {
		words := t.Words[w.From:w.To]
		apart := func(a, b int) bool { return part(words[a]) != part(words[b]) }
		for _, f := range e.read(s, w, apart).found(words) {
			if f.source.Empty() || f.cue.Empty() || isSelf(f.source.In(joined)) {
				continue
			}
			k, _ := slices.BinarySearch(starts, f.cue.Start+1)
			p := parts[k-1]
			by := p.Start - starts[k-1]
			f.source, f.cue = shift(f.source, by), shift(f.cue, by)
			for i, c := range f.content {
				f.content[i] = shift(c, by)
			}
			f.inside = from + p.of
			f.headline = outer[f.inside].headline
			all = append(all, f)
		}
	}
	return all
}

func shift(s Span, by int) Span { return Span{s.Start + by, s.End + by} }

// arrange orders statements, each right before those inside it.
func arrange(text string, all []found) []Statement {
	within := make([][]int, len(all)+1) // by the statement around them; the outermost last
	for i, f := range all {
		at := f.inside
		if at == none {
			at = len(all)
		}
		within[at] = append(within[at], i)
	}
	made := []Statement{}
	var add func(of, inside int)
	add = func(of, inside int) {
		slices.SortStableFunc(within[of], func(a, b int) int { return all[a].content[0].Start - all[b].content[0].Start })
		for _, i := range within[of] {
			made = append(made, all[i].statement(text, inside))
			add(i, len(made)-1)
		}
	}
	add(len(all), none)
	return made
}

// headlineOf returns the headline of a text, if it has one: a paragraph at the
// top that is short, and no sentence unless an empty line sets it apart.
func headlineOf(text string, t *window.Text) Span {
	const longest = 200
	if len(t.Paragraphs) == 0 {
		return Span{}
	}
	first := t.Paragraphs[0]
	words := first.In(text)
	if len(words) > longest || !first.Apart && strings.HasSuffix(strings.TrimRight(words, "”\"’'"), ".") {
		return Span{}
	}
	return Span(first.Span)
}
