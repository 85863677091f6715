package ingest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture/warc"
	"hearsay/internal/sample/generate"
)

// Days of publication: those of a newspaper's archive, and of what a crawler found.
const (
	tenYears = 3650
	oneWeek  = 7
)

// webArchive writes a WARC file of n generated pages of so many days, as a crawler
// would.
func webArchive(b *testing.B, days, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "news.warc.gz")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	w := warc.NewWriter(out, 0)
	for name, page := range generate.PagesOfDays(days, n, 1) {
		media := "text/html; charset=utf-8"
		if strings.HasSuffix(name, ".txt") {
			media = "text/plain; charset=utf-8"
		}
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", media, len(page), page)
		header := warc.Header{
			{Name: warc.FieldType, Value: "response"},
			{Name: warc.FieldDate, Value: "2031-05-04T06:07:08Z"},
			{Name: warc.FieldTarget, Value: "https://news.example/" + name},
			{Name: warc.FieldContentType, Value: "application/http; msgtype=response"},
		}
		if err := w.Write(header, []byte(block)); err != nil {
			b.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkWebArchive reads a WARC file of 50,000 generated pages (or as many
// as HEARSAY_BENCH_PAGES says) and stores their articles, statements not looked
// for. It reports the rate, that in the last tenth of the pages as a share of
// that in the first, and the most memory that the process took.
func BenchmarkWebArchive(b *testing.B) {
	n := 50_000
	if stated := os.Getenv("HEARSAY_BENCH_PAGES"); stated != "" {
		var err error
		if n, err = strconv.Atoi(stated); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("ten-years", func(b *testing.B) { benchmarkWebArchive(b, tenYears, n) })
	b.Run("one-week", func(b *testing.B) { benchmarkWebArchive(b, oneWeek, n) })
}

func benchmarkWebArchive(b *testing.B, days, n int) {
	path := webArchive(b, days, n)
	for b.Loop() {
		in := newIngester(b, nil)
		in.NoEngine = true
		p := progress{start: time.Now()}
		in.Tell = p.tell
		resetPeak(b)
		if tally, err := in.Add(b.Context(), files(b.Context(), path)); err != nil || tally.Pages != n {
			b.Fatalf("%+v, error %v", tally, err)
		}
		b.ReportMetric(peak(b), "peak-MB")
		b.ReportMetric(float64(p.at(n/10))/float64(p.at(n)-p.at(n-n/10)), "last-of-first-tenth")
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// A progress is how many pages were stored after what time.
type progress struct {
	start  time.Time
	stored []int
	after  []time.Duration
}

// tell counts a page. Pages are stored by the batch and told of right after each
// other.
func (p *progress) tell(Event) {
	const atOnce = 20 * time.Millisecond
	now := time.Since(p.start)
	if last := len(p.after) - 1; last >= 0 && now-p.after[last] < atOnce {
		p.stored[last]++
		p.after[last] = now
	} else {
		p.stored = append(p.stored, p.pages()+1)
		p.after = append(p.after, now)
	}
}

func (p *progress) pages() int {
	if len(p.stored) == 0 {
		return 0
	}
	return p.stored[len(p.stored)-1]
}

// at returns when so many pages were stored, as if those of a batch were one after
// the other.
func (p *progress) at(pages int) time.Duration {
	i, _ := slices.BinarySearch(p.stored, pages)
	var before int
	var from time.Duration
	if i > 0 {
		before, from = p.stored[i-1], p.after[i-1]
	}
	return from + (p.after[i]-from)*time.Duration(pages-before)/time.Duration(p.stored[i]-before)
}

// BenchmarkEndToEnd reads a WARC file of 400 generated pages with their
// statements, and in turn only finds statements in the same articles' texts,
// side by side as many. It reports how fast the first is as a share of how fast
// the second is.
func BenchmarkEndToEnd(b *testing.B) {
	const n = 400
	path := webArchive(b, tenYears, n)
	var texts []string
	for c, err := range files(b.Context(), path) {
		if err != nil {
			b.Fatal(err)
		}
		a, err := article.Read(c)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, a.Prose())
	}
	attribution.Extract(texts[0]) // loads what is loaded once
	var whole, engine time.Duration
	for b.Loop() {
		in := newIngester(b, nil)
		start := time.Now()
		if tally, err := in.Add(b.Context(), files(b.Context(), path)); err != nil || tally.Pages != n {
			b.Fatalf("%+v, error %v", tally, err)
		}
		whole += time.Since(start)
		start = time.Now()
		work := make(chan string)
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				for text := range work {
					attribution.Extract(text)
				}
			})
		}
		for _, text := range texts {
			work <- text
		}
		close(work)
		all.Wait()
		engine += time.Since(start)
	}
	b.ReportMetric(float64(n*b.N)/whole.Seconds(), "pages/s")
	b.ReportMetric(float64(engine)/float64(whole), "of-engine")
}

// resetPeak has the kernel forget the most memory that the process took.
func resetPeak(b *testing.B) {
	b.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Fatal(err)
	}
}

// peak returns the most memory that the process took since, in MB.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kB, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(size), " kB"))
			if err != nil {
				b.Fatal(err)
			}
			return float64(kB) / 1024
		}
	}
	b.Fatal("no peak of memory is told")
	return 0
}
