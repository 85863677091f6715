package record

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"hearsay/internal/capture"
)

// BenchmarkVersion times storing one more capture of a page that was captured a
// number of times before, and one of a page of its own: each with twenty statements,
// of which one is worded otherwise each time.
//
//	go test -run '^$' -bench 'Version$' -benchtime 20x ./internal/record
func BenchmarkVersion(b *testing.B) {
	for _, before := range []int{10, 100, 300} {
		b.Run(fmt.Sprint("after ", before), func(b *testing.B) {
			v := recaptured{r: newRecord(b)}
			for range before {
				v.take(b, "https://tide.example/often", 0)
			}
			for b.Loop() {
				v.take(b, "https://tide.example/often", 0)
			}
		})
		b.Run(fmt.Sprint("alone, among ", before), func(b *testing.B) {
			v := recaptured{r: newRecord(b)}
			for i := range before {
				v.take(b, fmt.Sprint("https://tide.example/", i), i+1)
			}
			for b.Loop() {
				v.take(b, fmt.Sprint("https://tide.example/", v.taken), v.taken+1)
			}
		})
	}
}

// A recaptured is a record to which captures are added.
type recaptured struct {
	r     *Record
	taken int
}

// take stores a capture of an address with the statements of a page.
func (v *recaptured) take(b *testing.B, address string, page int) {
	c := captured{name: fmt.Sprint("capture ", v.taken), address: address, outlet: "The Tidewater Post", second: int64(v.taken)}
	for i := range 20 {
		said := 20*page + i
		if i == v.taken%20 {
			said = 1_000_000 + v.taken // no two captures have all the same
		}
		c.sentences = append(c.sentences, quote("Ada Quill", saying20(said)), narrated(saying20(2_000_000+20*page+i)+"."))
	}
	v.taken++
	entry := c.entry(int64(v.taken))
	if err := v.r.Add(b.Context(), "a.warc.gz", int64(v.taken), []capture.Entry{entry}); err != nil {
		b.Fatal(err)
	}
	if err := v.r.Store(b.Context(), []Reading{c.reading()}); err != nil {
		b.Fatal(err)
	}
}

// saying20 returns twenty words of a vocabulary of 20,000, the same ones for a number.
func saying20(n int) string {
	dice := rand.New(rand.NewPCG(uint64(n), 7)) //nolint:gosec // no secret
	words := make([]string, 20)
	for i := range words {
		words[i] = word(uint64(dice.IntN(20_000)))
	}
	return strings.Join(words, " ")
}
