package record

import (
	"slices"
	"strconv"

	"hearsay/attribution"
	"hearsay/internal/utterance"
)

// Collating puts statements together that report the same act of speaking, as
// they come: each fresh statement is compared with those that share a mark with
// it (package utterance) and with those beside it in its article, and the groups
// that it is tied to are made anew.

// bounds say how much is looked at, so that a fresh row costs the same in a
// small record and in a large one.
type bounds struct {
	ofMark   int // rows that share a mark and were published near, at most: the latest
	ofOld    int // the same, whenever published
	compared int // rows that one is compared with: those that share most marks

	waiting int64 // marks of a kind that wait to be packed, an eighth of them of one span
	part    int   // bytes of marks that are packed together

	// Of its article, that one is compared with:
	beside int64 // rows on either side
	first  int64 // rows of the first statements, which are compared with all
}

var usualBounds = bounds{ofMark: 24, ofOld: 8, compared: 48, waiting: 500_000, part: 32 << 10, beside: 24, first: 6}

const daysNear = 12 // between publications that are near each other

// When two statements have the same words under different names, or under none
// (see [Record.Proposals]). Those who translate one sentence share some half of
// its stems.
const (
	fewestShared = 5   // stems that both have
	leastJaccard = 0.4 // share of their stems that both have
	pairsKept    = 16  // of a statement: with the latest published
)

// A saying is a statement as far as collating goes.
type saying struct {
	utterance.Reading
	n   int64
	id  string
	key string // of its alias, empty for none
}

type sayingRow struct {
	n                                int64
	id, key, name, apart             string
	kind, act, content, source, said string
	headline                         bool
}

func (s *sayingRow) scan() []any {
	return []any{&s.n, &s.id, &s.key, &s.name, &s.apart, &s.kind, &s.act, &s.content, &s.source, &s.said, &s.headline}
}

// saying returns the statement in a row, nil where there is none.
func (w *writer) saying(n int64) *saying {
	if s, known := w.sayings[n]; known {
		return s
	}
	var found *saying
	rows(w, (*sayingRow).scan, func(r sayingRow) {
		var content []Span
		var said When
		w.fail(fromJSON(r.content, &content))
		w.fail(fromJSON(r.said, &said))
		s := utterance.Statement{
			Article: strconv.FormatInt(n>>positionBits, 36), Kind: attribution.Kind(r.kind), Act: attribution.Act(r.act),
			Headline: r.headline, Source: r.source, Name: r.name, Apart: r.apart, Published: int(dayOfRow(n)),
			SaidFrom: int(dayNumber(said.From)), SaidTo: int(dayNumber(said.To)),
		}
		for i, c := range content {
			s.Content = append(s.Content, c.Text)
			if i == 0 {
				s.Start = c.Start
			}
			s.Start, s.End = min(s.Start, c.Start), max(s.End, c.End)
		}
		s.Around = utterance.Around(w.textOf(n>>positionBits), s.Start, s.End)
		found = &saying{utterance.Read(s), n, r.id, r.key}
	}, `SELECT s.n, s.id, coalesce(l.key, ''), s.alias_name, iif(l.domain LIKE '`+setApart+`%', l.domain, ''),
			s.kind, s.act, s.content, coalesce(nullif(s.source, '') ->> 'text', ''), s.said_when, s.headline
		FROM statements s LEFT JOIN aliases l ON l.n = s.alias WHERE s.n = ?`, n)
	if len(w.sayings) > 20_000 { // of a reading of everything
		clear(w.sayings)
	}
	w.sayings[n] = found
	return found
}

func (s *saying) marks() marks {
	near, lasting := s.Marks()
	return marks{near, lasting}
}

// An articleText is the text of the article in a row.
type articleText struct {
	n    int64
	text string
}

// textOf returns the text of the article in a row. It keeps the last one, since
// an article's statements are asked for one after the other.
func (w *writer) textOf(n int64) string {
	if w.text == nil || w.text.n != n {
		w.text = &articleText{n: n}
		rows(w, func(text *string) []any { return []any{text} }, func(text string) { w.text.text = text },
			"SELECT text FROM article_texts WHERE n = ?", n)
	}
	return w.text.text
}

func dayOfRow(n int64) int64 { return n >> (slotBits + positionBits) }

// mark keeps by what a statement is found.
func (w *writer) mark(n int64) {
	delete(w.sayings, n)
	if s := w.saying(n); s != nil {
		w.keepMarks(statementMarks, s.marks(), n)
	}
}

// unmark forgets by what a statement is found, and to what it is tied.
func (w *writer) unmark(n int64) {
	s := w.saying(n)
	if s == nil {
		return
	}
	w.dropMarks(statementMarks, s.marks(), n)
	w.loosen(n)
	delete(w.sayings, n)
}

// unmarkAll does so for all statements of some rows.
func (w *writer) unmarkAll(in rowRange) {
	rows(w, row, w.unmark, "SELECT n FROM statements WHERE n >= ? AND n < ?", in.from, in.to)
}

// loosen takes a statement out of the pairs and the utterance that it is in;
// the others of the utterance are looked at again.
func (w *writer) loosen(n int64) {
	rows(w, row, func(u int64) {
		w.changed[u] = true
		rows(w, row, func(other int64) { w.loose[other] = true }, "SELECT n FROM statements WHERE utterance = ?", u)
	}, "SELECT utterance FROM statements WHERE n = ? AND utterance IS NOT NULL", n)
	w.exec("DELETE FROM ties WHERE a = ?1 OR b = ?1", n)
	w.exec("DELETE FROM same_words WHERE a = ?1 OR b = ?1", n)
}

// row scans the number of a row.
func row(n *int64) []any { return []any{n} }

// collate compares the fresh statements with what the record has, and makes
// anew the groups that they are tied to.
func (w *writer) collate() {
	for _, n := range w.fresh {
		w.compare(n, allRows())
		w.loose[n] = true
	}
	w.fresh = nil
	w.regroup()
}

// compare keeps to what a statement in some rows another is tied.
func (w *writer) compare(n int64, among rowRange) {
	s := w.saying(n)
	if s == nil {
		return
	}
	kept := 0
	others := w.sharing(criterion{statementMarks, daysNear, among, wholeMark}, marked{n, s.marks()})
	for _, other := range w.beside(n, among) {
		if !slices.Contains(others, other) {
			others = append(others, other)
		}
	}
	for _, other := range others {
		o := w.saying(other)
		if o == nil || o.n == n {
			continue
		}
		j := utterance.Match(s.Reading, o.Reading)
		a, b := min(n, o.n), max(n, o.n)
		if j.Tie != utterance.Untied {
			w.exec("INSERT INTO ties (a, b, tie, confidence) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", a, b, string(j.Tie), j.Confidence)
		}
		if kept < pairsKept && s.key != o.key && n>>positionBits != o.n>>positionBits && near(n, o.n) &&
			s.Kind != attribution.Indirect && o.Kind != attribution.Indirect && j.Jaccard >= leastJaccard && j.Shared >= fewestShared {
			kept++
			w.exec("INSERT INTO same_words (a, b, jaccard) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", a, b, j.Jaccard)
		}
	}
}

// beside returns the rows of the statements of its article that a statement is
// compared with: those that stand around it and the first ones. The first are
// compared with all.
func (w *writer) beside(n int64, among rowRange) (all []int64) {
	of := ofArticle(n >> positionBits)
	in := of.within(among)
	first := of.to - w.bounds.first // rows go from the last statement to the first
	rows(w, row, func(other int64) { all = append(all, other) },
		`SELECT n FROM statements WHERE n >= ?1 AND n < ?2 AND n <> ?3 AND
			(?3 >= ?4 OR n >= ?4 OR n BETWEEN ?3 - ?5 AND ?3 + ?5)`, in.from, in.to, n, first, w.bounds.beside)
	return all
}

// near reports whether two statements were published near each other, as far as
// is known.
func near(a, b int64) bool {
	x, y := dayOfRow(a), dayOfRow(b)
	return x == 0 || y == 0 || max(x, y)-min(x, y) <= daysNear
}
