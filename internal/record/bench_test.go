package record

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/speaker"
)

// The benchmarks ask a record of made-up words, which is made once and kept:
//
//	HEARSAY_BENCH_STATEMENTS=1000000 HEARSAY_BENCH_RECORD=large \
//		go test -run '^$' -bench . -benchtime 5x -timeout 1h ./internal/record
//
// Without the first it has ten thousand statements, without the second it goes
// with the run.

const perArticle = 8 // statements of a made-up article

// A wordy makes articles of words that follow Zipf's law, as those of a
// language nearly do.
type wordy struct {
	random                   *rand.Rand
	words, speakers, outlets *rand.Zipf
}

func newWordy(seed uint64) *wordy {
	random := rand.New(rand.NewPCG(seed, 1))
	return &wordy{
		random:   random,
		words:    rand.NewZipf(random, 1.1, 8, 60_000),
		speakers: rand.NewZipf(random, 1.05, 5, 20_000),
		outlets:  rand.NewZipf(random, 1.1, 5, 300),
	}
}

func word(n uint64) string   { return "w" + strconv.FormatUint(n, 36) }
func name(n uint64) string   { return fmt.Sprintf("Ada%d Quill%d", n%97, n) }
func outlet(n uint64) string { return fmt.Sprintf("The Post%d Gazette", n) }

func (w *wordy) reading(i int) Reading {
	var text strings.Builder
	r := Reading{SHA256: page{name: fmt.Sprint("bench ", i)}.sha256(), By: "bench 1"}
	write := func(s string) attribution.Span {
		start := text.Len()
		text.WriteString(s)
		return attribution.Span{Start: start, End: text.Len()}
	}
	for j := range perArticle {
		who := name(w.speakers.Uint64())
		source := write(who)
		write(" ")
		cue := write("said")
		write(" ")
		words := make([]string, 25)
		for k := range words {
			words[k] = word(w.words.Uint64())
		}
		content := write(strings.Join(words, " "))
		write(".\n\n")
		kind := []attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed}[(i+j)%3]
		r.Statements = append(r.Statements, attribution.Statement{
			Source: source, Cue: cue, Content: []attribution.Span{content},
			Kind: kind, Act: attribution.Say, Inside: -1, Confidence: 0.5,
		})
		r.Speakers = append(r.Speakers, speaker.Speaker{Name: who})
		for range 15 {
			write(word(w.words.Uint64()) + " ")
		}
	}
	published := ""
	if day := w.random.IntN(2000); day > 40 {
		published = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day).Format(time.DateOnly)
	}
	r.Article = article.Article{
		Text: text.String(), Title: fmt.Sprint("About ", i), Outlet: outlet(w.outlets.Uint64()), Published: published,
		Parts: []article.Part{{Kind: article.Body, Start: 0, End: text.Len()}},
	}
	return r
}

// askedStatements is how many statements a benchmark is asked for, or, if it is
// not, what it has of itself.
func askedStatements(b *testing.B, usual int) int {
	b.Helper()
	given := os.Getenv("HEARSAY_BENCH_STATEMENTS")
	if given == "" {
		return usual
	}
	asked, err := strconv.Atoi(given)
	if err != nil {
		b.Fatal(err)
	}
	return asked
}

// benchRecord opens the record that the benchmarks ask, and makes it where
// there is none.
func benchRecord(b *testing.B) *Record {
	b.Helper()
	statements := askedStatements(b, 10_000)
	dir := os.Getenv("HEARSAY_BENCH_RECORD")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "record")
	}
	r, err := Create(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.Close() })
	sum, err := r.Summary(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if sum.Statements > 0 {
		return r
	}
	start := time.Now()
	w := newWordy(7)
	for i := 0; i < statements/perArticle; i += 64 {
		fill(b, r, w, i, min(64, statements/perArticle-i))
	}
	b.Logf("%d statements stored in %v", statements, time.Since(start).Round(time.Millisecond))
	return r
}

// fill stores n articles as one batch.
func fill(b *testing.B, r *Record, w interface{ reading(i int) Reading }, from, n int) {
	b.Helper()
	var entries []capture.Entry
	var readings []Reading
	for i := from; i < from+n; i++ {
		reading := w.reading(i)
		readings = append(readings, reading)
		entries = append(entries, capture.Entry{
			Capture: capture.Capture{SHA256: reading.SHA256, Name: fmt.Sprint(i), Time: time.Unix(1_900_000_000+int64(i), 0)},
			Place:   capture.Place{File: "a.warc.gz", Offset: int64(i), Length: 1},
		})
	}
	if err := r.Add(b.Context(), "a.warc.gz", int64(from+n), entries); err != nil {
		b.Fatal(err)
	}
	if err := r.Store(b.Context(), readings); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSearch times a page of results; hits/op says of how many.
func BenchmarkSearch(b *testing.B) {
	r := benchRecord(b)
	for _, asked := range []struct {
		name, typed string
		offset      int
	}{
		{"all", "", 0},
		{"all page 100", "", 2475},
		{"all page 4000", "", 99_975},
		{"most common word", word(0), 0},
		{"common word", word(12), 0},
		{"common word page 100", word(12), 2475},
		{"rare word", word(20_000), 0},
		{"two words", word(5) + " " + word(9), 0},
		{"phrase", `"` + word(3) + " " + word(4) + `"`, 0},
		{"beginning", "w1a*", 0},
		{"word without another", word(12) + " -" + word(0), 0},
		{"speaker of many", `speaker:"` + name(0) + `"`, 0},
		{"speaker and word", "speaker:quill7 " + word(12), 0},
		{"outlet of many", "outlet:post0", 0},
		{"outlet and word", "outlet:post3 " + word(12), 0},
		{"outlet by its whole name", `outlet:"=` + outlet(0) + `"`, 0},
		{"all but an outlet", "-outlet:post3", 0},
		{"all but a kind", "-kind:direct", 0},
		{"word in all but an outlet", word(12) + " -outlet:post3", 0},
		{"kind", "kind:direct", 0},
		{"kind and word", "kind:mixed " + word(12), 0},
		{"after", "after:2035-01", 0},
		{"before", "before:2031", 0},
		{"days and word", "after:2031 before:2031-03 " + word(12), 0},
		{"nothing", "nosuchword", 0},
	} {
		b.Run(asked.name, func(b *testing.B) {
			q, err := ParseQuery(asked.typed)
			if err != nil {
				b.Fatal(err)
			}
			total := 0
			for b.Loop() {
				results, err := r.Search(b.Context(), q, 25, asked.offset)
				if err != nil {
					b.Fatal(err)
				}
				total = results.Total
			}
			b.ReportMetric(float64(total), "hits/op")
		})
	}
}

// BenchmarkFoundArticles times a page of the articles in which statements are found.
func BenchmarkFoundArticles(b *testing.B) {
	r := benchRecord(b)
	for _, asked := range []struct {
		typed  string
		offset int
	}{{"", 0}, {"", 9_975}, {word(0), 0}, {word(12), 975}, {"kind:direct", 0}} {
		b.Run(fmt.Sprint(asked.typed, " from ", asked.offset), func(b *testing.B) {
			q, err := ParseQuery(asked.typed)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := r.FoundArticles(b.Context(), q, 25, asked.offset); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFacets times counting the latest of what is found by facets.
func BenchmarkFacets(b *testing.B) {
	r := benchRecord(b)
	for _, typed := range []string{"", word(0), word(20_000), `speaker:"` + name(0) + `"`, "kind:direct", "-outlet:post0", "before:2031"} {
		b.Run(typed, func(b *testing.B) {
			q, err := ParseQuery(typed)
			if err != nil {
				b.Fatal(err)
			}
			counted := 0
			for b.Loop() {
				f, err := r.Facets(b.Context(), q)
				if err != nil {
					b.Fatal(err)
				}
				counted = f.Statements
			}
			b.ReportMetric(float64(counted), "counted/op")
		})
	}
}

// BenchmarkRead times what pages and commands ask besides.
func BenchmarkRead(b *testing.B) {
	r := benchRecord(b)
	speakers, err := r.Speakers(b.Context(), 1, 0)
	if err != nil {
		b.Fatal(err)
	}
	often := speakers[0].ID
	articles, err := r.Articles(b.Context(), 1, 0)
	if err != nil {
		b.Fatal(err)
	}
	for _, asked := range []struct {
		name string
		ask  func(context.Context) error
	}{
		{"summary", func(ctx context.Context) error { _, err := r.Summary(ctx); return err }},
		{"articles", func(ctx context.Context) error { _, err := r.Articles(ctx, 12, 0); return err }},
		{"articles page 1000", func(ctx context.Context) error { _, err := r.Articles(ctx, 12, 12_000); return err }},
		{"articles of a common word", func(ctx context.Context) error { _, _, err := r.SearchArticles(ctx, word(12), 25, 0); return err }},
		{"articles of a rare word", func(ctx context.Context) error { _, _, err := r.SearchArticles(ctx, word(20_000), 25, 0); return err }},
		{"article", func(ctx context.Context) error { _, err := r.Article(ctx, articles[0].ID); return err }},
		{"its statements", func(ctx context.Context) error { _, err := r.ArticleStatements(ctx, articles[0].ID); return err }},
		{"speakers", func(ctx context.Context) error { _, err := r.Speakers(ctx, 12, 0); return err }},
		{"speakers page 100", func(ctx context.Context) error { _, err := r.Speakers(ctx, 50, 4950); return err }},
		{"speaker", func(ctx context.Context) error { _, err := r.Speaker(ctx, often); return err }},
		{"statements of speaker", func(ctx context.Context) error { _, err := r.Search(ctx, Query{SpeakerID: often}, 25, 0); return err }},
		{"identify", func(ctx context.Context) error { _, err := r.Identify(ctx, often[:12]); return err }},
	} {
		b.Run(asked.name, func(b *testing.B) {
			for b.Loop() {
				if err := asked.ask(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAll times going through statements.
func BenchmarkAll(b *testing.B) {
	r := benchRecord(b)
	for _, typed := range []string{"", word(12), word(20_000)} {
		b.Run(typed, func(b *testing.B) {
			n := 0
			for b.Loop() {
				for _, err := range r.All(b.Context(), Query{Text: typed}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "statements/s")
		})
	}
}

// BenchmarkOpen times what every command begins with.
func BenchmarkOpen(b *testing.B) {
	dir := benchRecord(b).dir
	for b.Loop() {
		r, err := Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStore times a batch of 64 articles, new and read again.
func BenchmarkStore(b *testing.B) {
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "new", true: "again"}[again], func(b *testing.B) {
			r, err := Create(b.Context(), filepath.Join(b.TempDir(), "record"))
			if err != nil {
				b.Fatal(err)
			}
			defer r.Close()
			w := newWordy(7)
			n := 0
			for b.Loop() {
				from := n * 64
				if again {
					from = 0
				}
				fill(b, r, w, from, 64)
				n++
			}
			b.ReportMetric(float64(n*64*perArticle)/b.Elapsed().Seconds(), "statements/s")
		})
	}
}
