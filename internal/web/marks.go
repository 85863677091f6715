package web

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/record"
)

// A piece is a run of text in which the same marks hold from end to end. The
// pieces of a stretch, in order, are its text byte for byte.
type piece struct {
	Text   string
	Return bool   // a carriage return follows, which HTML cannot carry as it is
	Blank  bool   // parts two paragraphs: never marked
	Marks  []mark // outermost first
	Hit    bool   // words that a search looked for
	Begins []*note
}

// A mark is what a run of text is to one statement.
type mark struct {
	Role   role
	Kind   string // of the statement
	Chosen bool
}

// A role is a part that words play in a statement. Where words play several,
// content is drawn outermost, the cue innermost, but for what was looked for.
type role int

const (
	content role = iota
	source
	cue
	hit // words that a search looked for
)

// Class is the mark's class in the style sheet.
func (m mark) Class() string {
	class := [...]string{"content", "source", "cue"}[m.Role]
	if m.Role == content {
		class += " " + kindClass(m.Kind)
	}
	if m.Chosen {
		class += " chosen"
	}
	return class
}

// kindClass is a statement's kind as a class; what is no known kind has none.
func kindClass(kind string) string {
	switch kind {
	case "direct", "indirect", "mixed":
		return kind
	}
	return "unkind"
}

// A markedSpan is bytes of the text that a mark covers.
type markedSpan struct {
	start, end int
	mark       mark
}

// markText lays the marks of the notes over the stretches of a text: for each
// stretch its pieces. One pass over the cut points: bounds of stretches and of
// marks, in the order of the text. Notes whose spans do not match the text are
// told so and get no mark: a span is never moved.
func markText(text string, blocks []stretch, notes []*note) [][]piece {
	spans, begins := spansOf(text, notes)
	cuts := cutPoints(blocks, spans, begins)

	pieces := make([][]piece, len(blocks))
	var active []markedSpan
	block, next := 0, 0
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1]
		for blocks[block].End <= from {
			block++
		}
		active = slices.DeleteFunc(active, func(s markedSpan) bool { return s.end <= from })
		for ; next < len(spans) && spans[next].start <= from; next++ {
			active = append(active, spans[next])
		}
		run := piece{Blank: from >= blocks[block].Blank, Begins: begins[from]}
		if !run.Blank {
			run.Marks, run.Hit = marksOf(active)
		}
		pieces[block] = append(pieces[block], splitReturns(run, text[from:to])...)
	}
	return pieces
}

// spansOf lists what the notes mark, by start, and where each note's content
// begins. It tells the notes that do not match the text.
func spansOf(text string, notes []*note) ([]markedSpan, map[int][]*note) {
	var spans []markedSpan
	begins := make(map[int][]*note)
	for _, n := range notes {
		var own []markedSpan
		add := func(s record.Span, r role) {
			if !matches(text, s) {
				n.Stray = true
				return
			}
			own = append(own, markedSpan{s.Start, s.End, mark{r, n.Kind, n.Chosen}})
		}
		for _, s := range n.Content {
			add(s, content)
			for _, h := range n.Sought.Hits(s.Text) {
				own = append(own, markedSpan{s.Start + h[0], s.Start + h[1], mark{Role: hit}})
			}
		}
		if n.Source != nil {
			add(*n.Source, source)
		}
		if n.Cue != nil {
			add(*n.Cue, cue)
		}
		if n.Stray || len(n.Content) == 0 {
			n.Stray = true
			continue
		}
		spans = append(spans, own...)
		first := n.Content[0].Start
		begins[first] = append(begins[first], n)
	}
	slices.SortStableFunc(spans, func(a, b markedSpan) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	return spans, begins
}

// matches reports whether the words of a span stand where it says.
func matches(text string, s record.Span) bool {
	return s.StandsIn(text) && onBoundary(text, s.Start) && onBoundary(text, s.End)
}

// cutPoints lists, in order and once each, where a piece may begin or end.
func cutPoints(blocks []stretch, spans []markedSpan, begins map[int][]*note) []int {
	cuts := make([]int, 0, 3*len(blocks)+2*len(spans))
	for _, b := range blocks {
		cuts = append(cuts, b.Start, b.Blank, b.End)
	}
	for _, s := range spans {
		cuts = append(cuts, s.start, s.end)
	}
	for at := range begins {
		cuts = append(cuts, at)
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// marksOf orders the marks of one piece: contents, the longer outside, then
// source and cue. The same mark twice, as where two statements share a source,
// is drawn once. It tells, too, whether the piece is what a search looked for.
func marksOf(active []markedSpan) (marks []mark, sought bool) {
	ordered := slices.Clone(active)
	slices.SortStableFunc(ordered, func(a, b markedSpan) int {
		return cmp.Or(cmp.Compare(a.mark.Role, b.mark.Role), cmp.Compare(b.end-b.start, a.end-a.start))
	})
	for _, s := range ordered {
		if s.mark.Role == hit {
			sought = true
			continue
		}
		if s.mark.Role != content && slices.Contains(marks, s.mark) {
			continue
		}
		marks = append(marks, s.mark)
	}
	return marks, sought
}

// splitReturns cuts a run after each carriage return, since a browser would
// read one as a line feed.
func splitReturns(run piece, text string) []piece {
	var all []piece
	for {
		before, after, found := strings.Cut(text, "\r")
		run.Text, run.Return = before, found
		all = append(all, run)
		if !found || after == "" {
			return all
		}
		text, run.Begins = after, nil
	}
}
