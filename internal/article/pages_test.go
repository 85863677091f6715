package article

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/outside"
	"hearsay/internal/sample/generate"
)

// A realPage is one of the pages of the Scrapinghub benchmark with its text as
// people marked it.
type realPage struct {
	key, text, address string
	body               []byte
}

func realPages(t testing.TB) []realPage {
	t.Helper()
	dir := outside.Shared(t, "data/pages")
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	var pages []realPage
	for key, page := range truth {
		f, err := os.Open(filepath.Join(dir, "html", key+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, realPage{key, page.ArticleBody, page.URL, body})
	}
	slices.SortFunc(pages, func(a, b realPage) int { return strings.Compare(a.key, b.key) })
	return pages
}

func (p realPage) capture() capture.Capture {
	return capture.Capture{Name: p.key, Address: p.address, MediaType: "text/html", Body: p.body}
}

// TestMainText scores the main text as the benchmark does: precision and recall
// of four-word shingles, each averaged over the pages.
func TestMainText(t *testing.T) {
	const floor = 0.94
	var precision, recall float64
	pages := realPages(t)
	for _, page := range pages {
		a, err := Read(page.capture())
		if err != nil {
			t.Logf("%s: %v", page.address, err)
		}
		var body []string
		for _, p := range a.Parts {
			if p.Kind == Body {
				body = append(body, a.Text[p.Start:p.End])
			}
		}
		p, r := overlap(strings.Join(body, "\n"), page.text)
		precision += p
		recall += r
		if p < 0.8 || r < 0.8 {
			t.Logf("P %.2f R %.2f %s", p, r, page.address)
		}
	}
	p, r := precision/float64(len(pages)), recall/float64(len(pages))
	f1 := 2 * p * r / (p + r)
	t.Logf("F1 %.4f  P %.4f  R %.4f  over %d pages", f1, p, r, len(pages))
	if f1 < floor {
		t.Errorf("F1 is %.4f, at least %.2f was reached before", f1, floor)
	}
}

var wordPattern = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// overlap returns the share of the found text's shingles that the true text
// has, and of the true text's that were found.
func overlap(found, truth string) (precision, recall float64) {
	f, t := shingles(found), shingles(truth)
	both, nf, nt := 0, 0, 0
	for s, n := range f {
		both += min(n, t[s])
		nf += n
	}
	for _, n := range t {
		nt += n
	}
	if nf == 0 || nt == 0 {
		return 0, 0
	}
	return float64(both) / float64(nf), float64(both) / float64(nt)
}

func shingles(text string) map[string]int {
	words := wordPattern.FindAllString(text, -1)
	count := map[string]int{}
	for i := 0; i == 0 && len(words) > 0 || i+4 <= len(words); i++ {
		count[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return count
}

// BenchmarkRead reads all the real pages.
func BenchmarkRead(b *testing.B) {
	pages := realPages(b)
	bytes := 0
	for _, p := range pages {
		bytes += len(p.body)
	}
	b.SetBytes(int64(bytes))
	n := 0
	for b.Loop() {
		for _, p := range pages {
			_, _ = Read(p.capture())
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkReadGenerated reads generated pages, HTML and plain text.
func BenchmarkReadGenerated(b *testing.B) {
	var pages []capture.Capture
	for name, body := range generate.Pages(500, 1) {
		c := capture.Capture{Address: "https://news.example/" + name, MediaType: "text/html", Time: time.Date(2031, 5, 4, 6, 7, 8, 0, time.UTC), Body: body}
		if strings.HasSuffix(name, ".txt") {
			c.MediaType = "text/plain"
		}
		pages = append(pages, c)
	}
	n := 0
	for b.Loop() {
		for _, c := range pages {
			_, _ = Read(c)
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}
