package record

import (
	"runtime"
	"slices"
	"sync"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/reprint"
)

// Of each article it is told which others have its text, whole or in part
// (package reprint). Those are found by marks, as statements are.
const leastOfPassages = 2 * wholeMark // that two articles share, to be compared at all

// wordsOf returns the text of the article in a row, as reprints are found.
func (w *writer) wordsOf(n int64) (t reprint.Text) {
	rows(w, func(a *[2]string) []any { return []any{&a[0], &a[1]} }, func(a [2]string) {
		prose, err := proseOf(a[0], a[1])
		w.fail(err)
		t = reprint.Read(prose, w.quoted(n))
	}, "SELECT text, parts FROM article_texts WHERE n = ?", n)
	return t
}

// lastingPassages is of how many runs of an article's words (package reprint) one makes
// a mark that is lasting: a text that is printed again much later has enough of them.
const lastingPassages = 16

func passageMarksOf(t reprint.Text) (m marks) {
	for _, mark := range t.Marks() {
		if mark%lastingPassages == 0 {
			m.lasting = append(m.lasting, mark)
		} else {
			m.near = append(m.near, mark)
		}
	}
	return m
}

// proseOf is what of an article's text is headline and body.
func proseOf(text, parts string) (string, error) {
	var kept []Part
	err := fromJSON(parts, &kept)
	a := article.Article{Text: text}
	for _, p := range kept {
		a.Parts = append(a.Parts, article.Part{Kind: article.PartKind(p.Kind), Start: p.Start, End: p.End})
	}
	return a.Prose(), err
}

// quoted is where somebody is quoted in an article.
func (w *writer) quoted(n int64) (all []reprint.Span) {
	in := ofArticle(n)
	rows(w, func(s *string) []any { return []any{s} }, func(content string) {
		for _, c := range w.spans(content) {
			all = append(all, reprint.Span{Start: c.Start, End: c.End})
		}
	}, "SELECT content FROM statements WHERE n >= ? AND n < ? AND kind = ?", in.from, in.to, string(attribution.Direct))
	return all
}

func (w *writer) spans(content string) (all []Span) {
	w.fail(fromJSON(content, &all))
	return all
}

// unmarkPassages forgets by what an article's text is found, and what others
// have of it.
func (w *writer) unmarkPassages(n int64) {
	w.dropMarks(passageMarks, passageMarksOf(w.wordsOf(n)), n)
	for _, o := range w.overlapsOf(n) {
		w.recopied[o.other] = true
	}
	w.exec("DELETE FROM overlaps WHERE a = ?1 OR b = ?1", n)
}

// A worded is an article to be compared with others.
type worded struct {
	marked
	text reprint.Text
}

// A comparing finds which of some articles share text with which others. That
// takes most of the time of storing and needs no transaction: it goes on beside it.
type comparing struct {
	*writer
	fresh   map[int64]reprint.Text // of the articles themselves, which may not be committed
	all     []*comparison
	workers sync.WaitGroup // done when all are compared
}

// A comparison is of an article's text with those in other rows.
type comparison struct {
	worded
	others []int64
	alike  []int64        // of these, those that are worth comparing whole
	index  *reprint.Index // of the text, if there are any
	err    error
}

// compareTexts begins to compare the texts of articles with those of others among
// some. Of the others each is one of these or was committed.
func (w *writer) compareTexts(articles []worded, among rowRange) *comparing {
	c := &comparing{writer: w, fresh: make(map[int64]reprint.Text, len(articles))}
	for _, a := range articles {
		w.recopied[a.n] = true
		c.fresh[a.n] = a.text
	}
	work := make(chan *comparison, len(articles))
	for range min(runtime.GOMAXPROCS(0), len(articles)) {
		c.workers.Go(func() {
			for one := range work {
				one.err = c.compareBare(one)
			}
		})
	}
	for these := range slices.Chunk(articles, lookedUpAtOnce) {
		all := make([]marked, len(these))
		for i, a := range these {
			all[i] = a.marked
		}
		for i, others := range w.allSharing(criterion{passageMarks, daysNear, among, leastOfPassages}, all) {
			if len(others) > 0 {
				one := &comparison{worded: these[i], others: others}
				c.all = append(c.all, one)
				work <- one
			}
		}
	}
	close(work)
	return c
}

// compareBare compares bare texts, and reads those that are not known.
func (c *comparing) compareBare(one *comparison) error {
	if err := c.stopped(); err != nil {
		return err
	}
	texts := make(map[int64]reprint.Text, len(one.others))
	var unknown []int64
	for _, n := range one.others {
		t, found := c.fresh[n]
		if !found {
			t, found = c.known.texts.get(n)
		}
		if found {
			texts[n] = t
		} else {
			unknown = append(unknown, n)
		}
	}
	err := c.committed.bareTexts(c.ctx, unknown, func(n int64, t reprint.Text) {
		texts[n] = t
		c.known.putText(n, t)
	})
	if err != nil {
		return err
	}
	index := one.text.Index()
	for _, n := range one.others {
		t, found := texts[n]
		if !found || index.Compare(t).Verdict() != reprint.None { // what an earlier Hearsay read has no bare text
			one.alike, one.index = append(one.alike, n), index
		}
	}
	return nil
}

// tellReprints waits until all are compared and keeps what they share with others,
// where that is worth it.
func (c *comparing) tellReprints() {
	c.workers.Wait()
	for _, one := range c.all {
		c.fail(one.err)
		for _, other := range one.alike {
			o := one.index.Compare(c.wholeOf(other))
			if o.Verdict() == reprint.None {
				continue
			}
			a, b := one.n, other
			if b < a {
				a, b, o = b, a, o.Swapped()
			}
			c.keepOverlap(a, b, o)
		}
	}
}

// wholeOf returns a text with the places of its words. What is printed twice is
// often printed again.
func (c *comparing) wholeOf(n int64) reprint.Text {
	t, known := c.fresh[n]
	if !known {
		t, known = c.known.wholes.get(n)
	}
	if !known {
		t = c.wordsOf(n)
		c.known.wholes.put(n, t, t.Size())
	}
	return t
}

func (w *writer) keepOverlap(a, b int64, o reprint.Overlap) {
	var first any
	order, why := reprint.First(w.facts(a), w.facts(b))
	switch {
	case order < 0:
		first = a
	case order > 0:
		first = b
	}
	passages := make([]Passage, len(o.Passages))
	for i, s := range o.Passages {
		passages[i] = Passage{A: [2]int{s.A.Start, s.A.End}, B: [2]int{s.B.Start, s.B.End}, Words: max(s.WordsA, s.WordsB), Equal: s.Equal}
	}
	w.exec(`INSERT INTO overlaps (a, b, whole, share, first, why, passages) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		a, b, o.Verdict() == reprint.Whole, o.Share(), first, string(why), w.json(passages))
	w.recopied[a], w.recopied[b] = true, true
}

// facts are what tells which of two articles came first. Few share enough for
// that to matter.
func (w *writer) facts(n int64) reprint.Facts {
	f, known := w.known.facts.get(n)
	if known {
		return f
	}
	type told struct{ published, agency, outlet, parts, text string }
	rows(w, func(a *told) []any { return []any{&a.published, &a.agency, &a.outlet, &a.parts, &a.text} }, func(a told) {
		if a.agency == "" {
			prose, err := proseOf(a.text, a.parts)
			w.fail(err)
			a.agency = reprint.Agency(prose)
		}
		f = reprint.Facts{Published: a.published, Agency: a.agency, Outlet: a.outlet}
	}, "SELECT a.published, a.agency, a.outlet, t.parts, t.text FROM articles a JOIN article_texts t ON t.n = a.n WHERE a.n = ?", n)
	w.known.facts.put(n, f, len(f.Outlet)+factsSize)
	return f
}

// An overlapping is another article that has text of one.
type overlapping struct {
	other    int64
	own      bool // the passages' A is the one's
	whole    bool
	first    int64 // the row of the one that came first, 0 if it is not known
	passages string
}

func (o *overlapping) scan() []any { return []any{&o.other, &o.own, &o.whole, &o.first, &o.passages} }

func (w *writer) overlapsOf(n int64) (all []overlapping) {
	rows(w, (*overlapping).scan, func(o overlapping) { all = append(all, o) },
		`SELECT b, 1, whole, coalesce(first, 0), passages FROM overlaps WHERE a = ?1 UNION ALL
			SELECT a, 0, whole, coalesce(first, 0), passages FROM overlaps WHERE b = ?1`, n)
	return all
}

// before reports whether the other article counts as the one that came first.
// Where that is not known, the one that stands first in the record does, so that
// of all that have a text one alone is counted as independent.
func (o overlapping) before(n int64) bool {
	if o.first != 0 {
		return o.first == o.other
	}
	return firstArticle(o.other, n) < 0
}

// recopyAll does so for all articles of which that may have changed.
func (w *writer) recopyAll() {
	for _, n := range sorted(w.recopied) {
		w.recopy(n)
	}
	clear(w.recopied)
}

// recopy tells anew which of an article's statements were printed before, and
// whether all of it was.
func (w *writer) recopy(n int64) {
	before := slices.DeleteFunc(w.overlapsOf(n), func(o overlapping) bool { return !o.before(n) })
	slices.SortFunc(before, func(a, b overlapping) int { return firstArticle(a.other, b.other) })
	var original int64
	covered := make([][]Span, len(before))
	for i, o := range before {
		if o.whole && original == 0 {
			original = o.other
		}
		var passages []Passage
		w.fail(fromJSON(o.passages, &passages))
		for _, p := range passages {
			own := p.B
			if o.own {
				own = p.A
			}
			covered[i] = append(covered[i], Span{Start: own[0], End: own[1]})
		}
	}
	w.exec("UPDATE articles SET original = nullif(?1, 0) WHERE n = ?2 AND original IS NOT nullif(?1, 0)", original, n)
	rows(w, row, func(of int64) { w.retold[of] = true }, "SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", n)
	type copied struct {
		n, from int64
		content string
		carried bool
	}
	var all, changed []copied
	in := ofArticle(n)
	rows(w, func(c *copied) []any { return []any{&c.n, &c.from, &c.content, &c.carried} }, func(c copied) { all = append(all, c) },
		"SELECT n, coalesce(copied, 0), content, carried IS NOT NULL FROM statements WHERE n >= ? AND n < ?", in.from, in.to)
	copies := 0
	for _, c := range all {
		from := int64(0)
		for i, o := range before {
			if from == 0 && mostly(w.spans(c.content), covered[i]) {
				from = o.other
			}
		}
		if from != 0 && !c.carried {
			copies++
		}
		if from != c.from {
			changed = append(changed, copied{n: c.n, from: from})
		}
	}
	if len(changed) == 0 {
		return
	}
	w.countAliases(n, -1)
	for _, c := range changed {
		w.exec("UPDATE statements SET copied = nullif(?, 0) WHERE n = ?", c.from, c.n)
		w.exec("DELETE FROM statement_words WHERE rowid = ?", c.n)
		w.index(c.n)
		rows(w, row, func(u int64) { w.changed[u] = true }, "SELECT utterance FROM statements WHERE n = ? AND utterance IS NOT NULL", c.n)
	}
	w.countAliases(n, 1)
	w.exec("UPDATE articles SET copied = ? WHERE n = ?", copies, n)
}

// mostly reports whether half or more of the content's bytes are covered by
// spans that do not overlap.
func mostly(content, by []Span) bool {
	in, all := 0, 0
	for _, c := range content {
		all += c.End - c.Start
		for _, p := range by {
			in += max(0, min(c.End, p.End)-max(c.Start, p.Start))
		}
	}
	return 2*in >= all
}
