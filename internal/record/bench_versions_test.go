package record

import (
	"fmt"
	"testing"
	"time"

	"hearsay/internal/capture"
)

// BenchmarkVersion times storing one more capture, of a page of its own, of one
// captured ten times, and of one captured a thousand times before, in turns: each
// with the same twenty statements, one of them worded otherwise each time. The cost
// of a version must not grow with how many there are.
//
//	go test -run '^$' -bench 'Version$' -benchtime 30x ./internal/record
func BenchmarkVersion(b *testing.B) {
	r := newRecord(b)
	taken := 0
	take := func(address string) {
		c := captured{name: fmt.Sprint("capture ", taken), address: address, outlet: "The Tidewater Post", second: int64(taken)}
		c.sentences = append(c.sentences, pageLead)
		for i := range 20 {
			n := i
			if i == taken%20 {
				n = taken // no two pages have all the same
			}
			words := fmt.Sprintf("Boat %d of quay %d was mended in %d days by %s", n, n*n%97, n%13, name(uint64(n)))
			c.sentences = append(c.sentences, quote("Ada Quill", words), pageMiddle)
		}
		entry := c.entry(int64(taken))
		taken++
		if err := r.Add(b.Context(), "a.warc.gz", int64(taken), []capture.Entry{entry}); err != nil {
			b.Fatal(err)
		}
		if err := r.Store(b.Context(), []Reading{c.reading()}); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 1000 {
		take("https://tide.example/often")
		if i%100 == 0 {
			take("https://tide.example/seldom")
		}
	}
	for name, address := range map[string]func() string{
		"alone":       func() string { return fmt.Sprint("https://tide.example/", taken) },
		"after 10":    func() string { return "https://tide.example/seldom" },
		"after 1,000": func() string { return "https://tide.example/often" },
	} {
		b.Run(name, func(b *testing.B) {
			var all []time.Duration
			for b.Loop() {
				start := time.Now()
				take(address())
				all = append(all, time.Since(start))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(len(all)), "captures")
		})
	}
}
