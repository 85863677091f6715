package record

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/reprint"
)

// Of each article it is told which others have its text, whole or in part
// (package reprint). Those are found by marks, as statements are.
const fewestPassageMarks = 2 // that two articles share, to be compared at all

// A printed is an article as far as reprints go. What of it is asked for is worked
// out then, once.
type printed struct {
	n     int64
	words func() (reprint.Text, error)
	facts func() (reprint.Facts, error) // few articles share enough with another for them to matter
}

type printedRow struct{ published, agency, outlet, parts, text string }

func (p *printedRow) scan() []any {
	return []any{&p.published, &p.agency, &p.outlet, &p.parts, &p.text}
}

// printed returns the article in a row, nil where there is none.
func (w *writer) printed(n int64) *printed {
	if p, known := w.prints[n]; known {
		return p
	}
	var found *printed
	rows(w, (*printedRow).scan, func(r printedRow) {
		prose, quoted := sync.OnceValues(func() (string, error) { return proseOf(r.text, r.parts) }), w.quoted(n)
		found = &printed{
			n: n,
			words: sync.OnceValues(func() (reprint.Text, error) {
				prose, err := prose()
				return reprint.Read(prose, quoted), err
			}),
			facts: sync.OnceValues(func() (reprint.Facts, error) {
				prose, err := prose()
				return reprint.Facts{Published: r.published, Agency: cmp.Or(r.agency, reprint.Agency(prose)), Outlet: r.outlet}, err
			}),
		}
	}, "SELECT published, agency, outlet, parts, text FROM articles WHERE n = ?", n)
	if len(w.prints) > 500 {
		clear(w.prints)
	}
	w.prints[n] = found
	return found
}

// lastingPassages is of how many marks of an article one is lasting: a text that
// is printed again much later has enough of them.
const lastingPassages = 16

func (w *writer) marksOf(p *printed) (m marks) {
	words, err := p.words()
	w.fail(err)
	for _, mark := range words.Marks() {
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

// markPassages keeps by what an article's text is found.
func (w *writer) markPassages(n int64) {
	delete(w.prints, n)
	if p := w.printed(n); p != nil {
		w.keepMarks(passageMarks, w.marksOf(p), n)
	}
}

// unmarkPassages forgets by what an article's text is found, and what others
// have of it.
func (w *writer) unmarkPassages(n int64) {
	p := w.printed(n)
	if p == nil {
		return
	}
	w.dropMarks(passageMarks, w.marksOf(p), n)
	for _, o := range w.overlapsOf(n) {
		w.recopied[o.other] = true
	}
	w.exec("DELETE FROM overlaps WHERE a = ?1 OR b = ?1", n)
	delete(w.prints, n)
}

// findReprints compares the text of an article with those of others.
func (w *writer) findReprints(n int64, among rowRange) {
	p := w.printed(n)
	if p == nil {
		return
	}
	w.recopied[n] = true
	for _, c := range w.besideOthers(p, w.sharing(passageMarks, w.marksOf(p), n, daysNear, among, fewestPassageMarks)) {
		a, b, overlap, verdict := c.a, c.b, c.overlap, c.overlap.Verdict()
		if verdict == reprint.None {
			continue
		}
		var first any
		factsA, errA := a.facts()
		factsB, errB := b.facts()
		w.fail(cmp.Or(errA, errB))
		order, why := reprint.First(factsA, factsB)
		switch {
		case order < 0:
			first = a.n
		case order > 0:
			first = b.n
		}
		passages := make([]Passage, len(overlap.Passages))
		for i, s := range overlap.Passages {
			passages[i] = Passage{A: [2]int{s.A.Start, s.A.End}, B: [2]int{s.B.Start, s.B.End}, Words: max(s.WordsA, s.WordsB), Equal: s.Equal}
		}
		w.exec(`INSERT INTO overlaps (a, b, whole, share, first, why, passages) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			a.n, b.n, verdict == reprint.Whole, overlap.Share(), first, string(why), w.json(passages))
		w.recopied[a.n], w.recopied[b.n] = true, true
	}
}

// A besides is two articles, the lower row first, and what they share.
type besides struct {
	a, b    *printed
	overlap reprint.Overlap
}

// besideOthers compares an article with those in other rows, with all at once: that
// takes most of the time of storing.
func (w *writer) besideOthers(p *printed, others []int64) []besides {
	all := make([]besides, 0, len(others))
	for _, other := range others {
		o := w.printed(other)
		switch {
		case o == nil:
		case o.n < p.n:
			all = append(all, besides{a: o, b: p})
		default:
			all = append(all, besides{a: p, b: o})
		}
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		group.Go(func() error {
			a, errA := all[i].a.words()
			b, errB := all[i].b.words()
			all[i].overlap = reprint.Compare(a, b)
			return cmp.Or(errA, errB)
		})
	}
	w.fail(group.Wait())
	return all
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
