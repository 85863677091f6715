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
		w.exec("INSERT INTO statement_sketches (rowid, bands) VALUES (?, ?)", row, strings.Join(sketch.Sketch(stems), " "))
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
	rows(w, (*quotation).scan, func(o quotation) {
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
	}, "SELECT "+quotationColumns+`WHERE s.n IN (SELECT rowid FROM statement_sketches WHERE statement_sketches MATCH ?
		AND (rowid < ? OR rowid >= ? AND rowid < ?) ORDER BY rowid DESC LIMIT ?) ORDER BY s.n DESC`,
		strings.Join(sketch.Sketch(stems), " OR "), firstOfDay(1), near.from, near.to, sketchesAsked)
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
