package record

import (
	"strings"

	"hearsay/attribution"
	"hearsay/internal/sketch"
)

// Which quotations are compared, and when two are the same words. Those who
// translate one sentence share some half of its stems.
const (
	fewestStems   = 8   // of a quotation that is compared at all
	fewestShared  = 5   // stems that both have
	leastJaccard  = 0.4 // share of their stems that both have
	daysApart     = 10  // between the publications, at most
	sketchesAsked = 64  // statements that share a band, at most: the latest published
	pairsKept     = 16  // of a statement: with the latest published
)

// sketch keeps the sketch of a statement's quoted words.
func (w *writer) sketch(row int64, s attribution.Statement, content []Span) {
	if s.Kind == attribution.Indirect {
		return
	}
	if stems := stemsOf(content); len(stems) >= fewestStems {
		bands := sketch.Sketch(stems)
		values := make([]any, 0, 2*len(bands))
		for _, band := range bands {
			values = append(values, band, row)
		}
		w.exec("INSERT INTO sketches (band, n) VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(bands)-1)+" ON CONFLICT DO NOTHING", values...)
	}
}

func stemsOf(content []Span) []string {
	var words strings.Builder
	for _, c := range content {
		words.WriteString(c.Text)
		words.WriteByte(' ')
	}
	return sketch.Stems(words.String())
}

// A quotation is a statement as far as comparing it goes.
type quotation struct {
	n       int64
	key     string // of its alias, empty for none
	content string
}

func (q *quotation) scan() []any { return []any{&q.n, &q.key, &q.content} }

const quotationColumns = "s.n, coalesce(l.key, ''), s.content FROM statements s LEFT JOIN aliases l ON l.n = s.alias "

// resemble looks for the words of each fresh statement in what was said under
// another name, or under none.
func (w *writer) resemble() {
	for _, row := range w.fresh {
		w.exec("DELETE FROM same_words WHERE a = ?1 OR b = ?1", row)
		rows(w, (*quotation).scan, w.compare, "SELECT "+quotationColumns+
			"WHERE s.n = ? AND s.kind <> 'indirect'", row)
	}
	w.fresh = nil
}

func (w *writer) compare(q quotation) {
	var content []Span
	if w.err == nil {
		w.err = fromJSON(q.content, &content)
	}
	stems := stemsOf(content)
	if len(stems) < fewestStems || w.err != nil {
		return
	}
	kept, near := 0, publishedNear(q.n)
	alike := func(o quotation) {
		if o.n == q.n || o.n>>positionBits == q.n>>positionBits || o.key == q.key || kept == pairsKept {
			return
		}
		var content []Span
		if err := fromJSON(o.content, &content); err != nil {
			return
		}
		if share, shared := sketch.Jaccard(stems, stemsOf(content)); share >= leastJaccard && shared >= fewestShared {
			kept++
			w.exec("INSERT INTO same_words (a, b, jaccard) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", min(q.n, o.n), max(q.n, o.n), share)
		}
	}
	for _, n := range w.sketchedAlike(sketch.Sketch(stems), near) {
		rows(w, (*quotation).scan, alike, "SELECT "+quotationColumns+"WHERE s.n = ?", n)
	}
}

// sketchedAlike returns the statements that share a band and stand in a range of
// rows, or have no day: the latest of them.
func (w *writer) sketchedAlike(bands []int64, near rowRange) []int64 {
	var all []int64
	asked := make([]any, len(bands), len(bands)+3)
	for i, band := range bands {
		asked[i] = band
	}
	for _, in := range []rowRange{near, {0, min(near.from, firstOfDay(1))}} {
		if in.empty() {
			continue
		}
		rows(w, func(n *int64) []any { return []any{n} }, func(n int64) { all = append(all, n) },
			"SELECT DISTINCT n FROM sketches WHERE band IN (?"+strings.Repeat(", ?", len(bands)-1)+") AND n >= ? AND n < ? ORDER BY n DESC LIMIT ?",
			append(asked, in.from, in.to, sketchesAsked)...)
	}
	return all[:min(sketchesAsked, len(all))]
}

// unsketch forgets the sketches of an article's statements.
func (w *writer) unsketch(in rowRange) {
	rows(w, (*quotation).scan, func(q quotation) {
		var content []Span
		if err := fromJSON(q.content, &content); err != nil {
			return
		}
		for _, band := range sketch.Sketch(stemsOf(content)) {
			w.exec("DELETE FROM sketches WHERE band = ? AND n = ?", band, q.n)
		}
	}, "SELECT "+quotationColumns+"WHERE s.n >= ? AND s.n < ? AND s.kind <> 'indirect'", in.from, in.to)
}

// publishedNear is where the statements of articles are that were published
// within some days of a statement's, as far as is known.
func publishedNear(row int64) rowRange {
	day := row >> (slotBits + positionBits)
	if day == 0 {
		return allRows()
	}
	return rowRange{firstOfDay(max(1, day-daysApart)), firstOfDay(day + daysApart + 1)}
}
