package variant

import (
	"strings"

	"hearsay/attribution"
)

// segments returns what stands before the first word, and the runs with their
// texts.
func (e *editor) segments() (before string, segments []Segment) {
	all := make([]Segment, len(e.runs))
	next := len(e.o) // the witness's word that the next run begins with
	for k := len(e.runs) - 1; k >= 0; k-- {
		r := e.runs[k]
		s := Segment{Op: r.op, Marked: r.marked}
		s.Own, s.OwnSpans = e.own.passage(r.own)
		s.Base, s.BaseSpans = e.base.passage(r.base)
		if r.own.words() > 0 {
			s.After = e.own.between(r.own.to-1, next)
			next = r.own.from
		}
		all[k] = s
	}
	before = e.own.between(-1, 0)
	leading := &before
	for k := range all {
		if all[k].Op == Dropped {
			*leading, all[k].After = cutOpening(*leading)
		}
		leading = &all[k].After
	}
	return before, all
}

// cutOpening cuts the marks that open what follows, behind the last space, off
// what stands between two words: what is dropped there is missed before them.
func cutOpening(between string) (rest, opening string) {
	at := strings.LastIndexAny(between, " \n\t") + 1
	if strings.TrimLeft(between[at:], "\"'“‘„«([") != "" {
		return between, ""
	}
	return between[:at], between[at:]
}

// passage returns some words as they are printed, and where.
func (r reading) passage(words wordRange) (string, []attribution.Span) {
	if words.words() == 0 {
		return "", nil
	}
	first, last := r.words[words.from], r.words[words.to-1]
	var spans []attribution.Span
	piece := -1
	for _, w := range r.words[words.from:words.to] {
		start := r.pieces[w.piece].Start
		if w.piece != piece {
			piece = w.piece
			spans = append(spans, attribution.Span{Start: start + w.from})
		}
		spans[len(spans)-1].End = start + w.to
	}
	return r.text(place{first.piece, first.from}, place{last.piece, last.to}), spans
}

// between returns what stands between the words i and j; -1 is the beginning,
// and the number of words the end.
func (r reading) between(i, j int) string {
	if len(r.pieces) == 0 {
		return ""
	}
	from, to := place{}, place{len(r.pieces) - 1, len(r.pieces[len(r.pieces)-1].Text)}
	if i >= 0 {
		from = place{r.words[i].piece, r.words[i].to}
	}
	if j < len(r.words) {
		to = place{r.words[j].piece, r.words[j].from}
	}
	return r.text(from, to)
}

// A place is a byte of a piece.
type place struct{ piece, at int }

// text returns what stands between two places, with a space between pieces.
func (r reading) text(from, to place) string {
	if from.piece == to.piece {
		return r.pieces[from.piece].Text[from.at:to.at]
	}
	var b strings.Builder
	b.WriteString(r.pieces[from.piece].Text[from.at:])
	for _, p := range r.pieces[from.piece+1 : to.piece] {
		b.WriteString(" " + p.Text)
	}
	b.WriteString(" " + r.pieces[to.piece].Text[:to.at])
	return b.String()
}

// kept returns the share of the base's words that the witness has.
func (e *editor) kept() float64 {
	if len(e.b) == 0 {
		return 1
	}
	n := 0
	for _, r := range e.runs {
		if r.op == Same || r.op == Moved || r.op == Indirect {
			n += r.base.words()
		}
	}
	return float64(n) / float64(len(e.b))
}

// drift returns the share of words that differ: see [Aligned].
func (e *editor) drift() float64 {
	differ, same := 0, 0
	for _, r := range e.runs {
		words := r.base.words() + r.own.words()
		switch {
		case r.op == Same || r.op == Indirect:
			same += words
		case r.op == Moved:
			same += words / 2
			differ += words / 2
		case r.marked:
		case r.op == Dropped && e.breaksAt(r.own.from):
		default:
			differ += words
		}
	}
	switch {
	case len(e.o) == 0:
		return 0
	case same == 0:
		return 1
	}
	return float64(differ) / float64(differ+same)
}

// breaksAt reports whether a piece of the witness begins with its word i, or its
// last ends before it.
func (e *editor) breaksAt(i int) bool {
	return i == 0 || i == len(e.o) || e.own.words[i].piece != e.own.words[i-1].piece
}
