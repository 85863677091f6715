package capture

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// someNews makes n pages of about 100 KB each, of which about a quarter
// remains when they are packed, as of news pages.
func someNews(n int) []Capture {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 5000)
	for i := range words {
		words[i] = fmt.Sprintf("%x", random.Uint32()>>(4*random.IntN(5)))
	}
	pages := make([]Capture, n)
	for i := range pages {
		var text strings.Builder
		for text.Len() < 100_000 {
			fmt.Fprintf(&text, "<p class=\"story-text\">%s %s</p>\n",
				words[int(random.ExpFloat64()*500)%len(words)], words[random.IntN(len(words))])
		}
		pages[i] = page(fmt.Sprintf("%d.html", i), text.String())
	}
	return pages
}

func BenchmarkKeep(b *testing.B) {
	for _, batch := range []int{1, 32} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			pages := someNews(batch)
			a, ix := openArchive(b, b.TempDir()), &memory{}
			b.SetBytes(int64(batch) * 100_000)
			for i := 0; b.Loop(); i++ {
				for j := range pages {
					pages[j].Body = fmt.Appendf(pages[j].Body[:100_000], "%d", i)
				}
				ix.entries = nil // asking an index of any size is not measured
				keep(b, a, ix, pages...)
			}
			b.ReportMetric(float64(batch*b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	a, ix := openArchive(b, b.TempDir()), &memory{}
	entries := keep(b, a, ix, someNews(32)...)
	b.SetBytes(100_000)
	for i := 0; b.Loop(); i++ {
		if _, err := a.Read(entries[i%len(entries)].Place); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkWalk(b *testing.B) {
	a, ix := openArchive(b, b.TempDir()), &memory{}
	keep(b, a, ix, someNews(100)...)
	b.SetBytes(100 * 100_000)
	for b.Loop() {
		if entries, damage := walked(b, a); len(entries) != 100 || damage != nil {
			b.Fatal(damage)
		}
	}
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "pages/s")
}
