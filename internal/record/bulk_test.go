package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"hearsay/internal/capture"
)

// BenchmarkPrint makes a record of so many statements of a [press] for the
// benchmarks of pages, in the folder that HEARSAY_BENCH_RECORD names:
//
//	HEARSAY_BENCH_STATEMENTS=1000000 HEARSAY_BENCH_RECORD=large \
//		go test -run '^$' -bench Print -benchtime 1x -timeout 1h -v ./internal/record
//
// Articles, statements, speakers and the search index are made as
// [Record.Store] makes them. What Store finds by comparing is told by the press:
// utterances, reprints and stories. By what more articles would be compared, the
// marks, is left out: no page reads it.
func BenchmarkPrint(b *testing.B) {
	dir, asked := os.Getenv("HEARSAY_BENCH_RECORD"), askedStatements(b, 0)
	if dir == "" || asked == 0 {
		b.Skip("HEARSAY_BENCH_RECORD and HEARSAY_BENCH_STATEMENTS do not say where, and how many")
	}
	r, err := Create(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	sum, err := r.Summary(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if sum.Articles > 0 {
		b.Skipf("%s has %d statements", dir, sum.Statements)
	}
	for b.Loop() {
		printed := &bulk{Record: r, press: newPress(b, 7), told: make(map[int][]printedStatement), stories: make(map[int]*coverage)}
		if err := printed.fill(b.Context(), asked); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(printed.statements)/b.Elapsed().Seconds(), "statements/s")
	}
}

// A bulk fills a record from a press.
type bulk struct {
	*Record
	*press
	statements int
	touched    map[int64]bool             // aliases
	told       map[int][]printedStatement // by the utterance that they report
	stories    map[int]*coverage          // by their numbers
}

// A printedStatement is a statement in its row.
type printedStatement struct {
	n      int64
	name   string
	direct bool
}

// A coverage is the articles of a story, in the order in which they were printed.
type coverage struct {
	articles []int64
	texts    map[string]passageAt // paragraphs, and where they were printed first
	overlaps []overlapOf
}

type passageAt struct {
	article    int64
	start, end int
}

// An overlapOf is what a reprint has of an article that was printed before.
type overlapOf struct {
	later, before int64
	whole         bool
	passages      []Passage
}

const printedAtOnce = 1000 // articles

func (b *bulk) fill(ctx context.Context, statements int) error {
	b.touched = make(map[int64]bool)
	// It is made at one go, or again: nothing need survive a power cut.
	b.db.SetMaxOpenConns(2) // one of them tells whether others wrote
	if _, err := b.db.ExecContext(ctx, "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000"); err != nil {
		return err
	}
	start := time.Now()
	for b.statements < statements {
		if err := b.batch(ctx); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%d statements in %d articles, %v\n", b.statements, b.printed, time.Since(start).Round(time.Second))
	}
	for _, finish := range []func(*writer){b.keepStories, b.keepUtterances, b.keepSpeakers} {
		err := b.write(ctx, func(tx *sql.Tx) error {
			w := b.newWriter(ctx, tx)
			finish(w)
			return w.err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%v\n", time.Since(start).Round(time.Second))
	}
	if err := b.Tidy(ctx); err != nil {
		return err
	}
	_, err := b.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// batch prints and keeps some articles.
func (b *bulk) batch(ctx context.Context) error {
	type article struct {
		stored
		printing
		truth []int
	}
	all := make([]article, printedAtOnce)
	entries := make([]capture.Entry, len(all))
	for i := range all {
		reading, truth := b.next()
		reading.Prepare()
		all[i] = article{stored{Reading: reading}, b.last, truth}
		entries[i] = capture.Entry{
			Capture: capture.Capture{SHA256: reading.SHA256, Name: fmt.Sprint(b.printed), Time: time.Unix(1_900_000_000+int64(b.printed), 0)},
			Place:   capture.Place{File: "a.warc.gz", Offset: int64(b.printed), Length: 1},
		}
		b.statements += len(truth)
	}
	if err := b.Add(ctx, "a.warc.gz", int64(b.printed+1), entries); err != nil {
		return err
	}
	return b.write(ctx, func(tx *sql.Tx) error {
		w := b.newWriter(ctx, tx)
		for i, a := range all {
			all[i].n = w.article(a.Reading)
		}
		inOrder := slices.SortedFunc(slices.Values(all), func(x, y article) int { return cmp.Compare(x.n, y.n) })
		for _, a := range inOrder {
			w.statements(a.stored)
		}
		for _, a := range all {
			copied := b.cover(a.n, a.printing)
			for i, u := range a.truth {
				s := printedStatement{statementRow(a.n, i), a.Speakers[i].Name, a.Statements[i].Kind != "indirect"}
				b.told[u] = append(b.told[u], s)
				if from := copied[i]; from != 0 {
					w.exec("UPDATE statements SET copied = ? WHERE n = ?", from, s.n)
					w.exec("DELETE FROM statement_words WHERE rowid = ?", s.n)
					w.index(s.n)
				}
			}
			if len(copied) > 0 {
				w.exec("UPDATE articles SET copied = ? WHERE n = ?", len(copied), a.n)
			}
		}
		for _, a := range inOrder {
			w.countAliases(a.n, 1)
		}
		for n := range w.touched {
			b.touched[n] = true
		}
		return w.err
	})
}

// cover adds an article to its story, and returns which of its statements, by
// their place, were printed before, with the article that did.
func (b *bulk) cover(n int64, a printing) map[int]int64 {
	c := b.stories[a.story]
	if c == nil {
		c = &coverage{texts: make(map[string]passageAt)}
		b.stories[a.story] = c
	}
	c.articles = append(c.articles, n)
	copied, of := make(map[int]int64), make(map[int64][]Passage)
	at, statement, same := 0, 0, 0
	for _, p := range a.paragraphs {
		here := passageAt{n, at, at + len(p.text)}
		at = here.end + 2
		before, known := c.texts[p.text]
		if !known {
			c.texts[p.text] = here
		} else if a.reprint {
			same++
			of[before.article] = append(of[before.article], Passage{A: [2]int{before.start, before.end}, B: [2]int{here.start, here.end}, Words: len(p.text) / 6, Equal: len(p.text) / 6})
			if p.utterance != 0 {
				copied[statement] = before.article
			}
		}
		if p.utterance != 0 {
			statement++
		}
	}
	for before, passages := range of {
		c.overlaps = append(c.overlaps, overlapOf{n, before, 10*len(passages) >= 7*len(a.paragraphs), passages})
	}
	return copied
}

// keepStories keeps the stories of two articles and more, and what articles have
// of each other's text.
func (b *bulk) keepStories(w *writer) {
	for _, number := range slices.Sorted(maps.Keys(b.stories)) {
		c := b.stories[number]
		for _, o := range c.overlaps {
			x, y, passages := o.before, o.later, o.passages
			if x > y {
				x, y, passages = y, x, nil
				for _, p := range o.passages {
					passages = append(passages, Passage{A: p.B, B: p.A, Words: p.Words, Equal: p.Equal})
				}
			}
			w.exec("INSERT OR IGNORE INTO overlaps (a, b, whole, share, first, why, passages) VALUES (?, ?, ?, 0.9, ?, 'published before', ?)",
				x, y, o.whole, o.before, w.json(passages))
			if o.whole {
				w.exec("UPDATE articles SET original = ? WHERE n = ?", o.before, o.later)
			}
		}
		if len(c.articles) < 2 {
			continue
		}
		of := w.newStory()
		for _, n := range c.articles {
			w.exec("UPDATE articles SET story = ? WHERE n = ?", of, n)
		}
		w.retell(of)
	}
}

// keepUtterances keeps what two statements and more report, and of those the
// pairs that stand under different names.
func (b *bulk) keepUtterances(w *writer) {
	const sure = 0.9
	for _, number := range slices.Sorted(maps.Keys(b.told)) {
		witnesses := b.told[number]
		if len(witnesses) < 2 {
			continue
		}
		slices.SortFunc(witnesses, func(x, y printedStatement) int { return firstPrinted(x.n, y.n) })
		first := witnesses[0]
		n := w.insert("INSERT INTO utterances (head, witnesses, reprints) VALUES (0, 0, 0)")
		for i, s := range witnesses {
			w.exec("UPDATE statements SET utterance = ?, witness = ? WHERE n = ?", n, sure, s.n)
			for _, o := range witnesses[max(0, i-pairsKept):i] {
				if s.name != o.name && s.direct && o.direct {
					w.exec("INSERT OR IGNORE INTO same_words (a, b, jaccard) VALUES (?, ?, 0.8)", min(s.n, o.n), max(s.n, o.n))
				}
			}
			if i > 0 {
				w.exec("INSERT OR IGNORE INTO ties (a, b, tie, confidence) VALUES (?, ?, 'same', ?)", min(s.n, first.n), max(s.n, first.n), sure)
			}
		}
		w.exec("UPDATE utterances SET head = ?1, witnesses = ?2, reprints = (SELECT count(copied) FROM statements WHERE utterance = ?3) WHERE n = ?3",
			first.n, len(witnesses), n)
	}
}

// keepSpeakers decides whose the names are.
func (b *bulk) keepSpeakers(w *writer) {
	w.touched = b.touched
	w.settle()
}
