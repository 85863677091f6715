package record

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"hearsay/internal/speaker"
)

// cast gives made-up articles speakers as news has them: few that half of all
// articles quote, many that one does, surnames that dozens share, roles given
// now and then, surnames alone, some not known.
type cast struct {
	*wordy
	surnames, givens *rand.Zipf
}

func newCast(seed uint64) *cast {
	w := newWordy(seed)
	return &cast{wordy: w, surnames: rand.NewZipf(w.random, 1.3, 20, 8000), givens: rand.NewZipf(w.random, 1.3, 10, 300)}
}

func (c *cast) reading(i int) Reading {
	r := c.wordy.reading(i)
	roles := []string{"minister", "striker", "professor", "spokesman", "judge", "mayor"}
	for j := range r.Speakers {
		surname, given := madeUp(c.surnames.Uint64(), 3), madeUp(c.givens.Uint64(), 2)
		who := speaker.Speaker{Name: given + " " + surname, Kind: speaker.Person, How: speaker.ByName, Confidence: 0.9}
		switch c.random.IntN(10) {
		case 0, 1:
			who.Name = surname
		case 2, 3, 4:
			who.Role = roles[len(surname+given)%len(roles)]
		case 5:
			who = speaker.Speaker{}
		}
		r.Speakers[j] = who
	}
	return r
}

// madeUp is a name of so many syllables. Those of numbers that follow each other
// are unlike.
func madeUp(n uint64, syllables int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	n = (n + 1) * 0x9e3779b97f4a7c15
	var name []byte
	for range syllables {
		name = append(name, consonants[n>>40%uint64(len(consonants))], vowels[n>>50%uint64(len(vowels))])
		n *= 0xd1342543de82ef95
	}
	return string(name[0]-'a'+'A') + string(name[1:]) + "n"
}

// median is in milliseconds.
func median(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Microseconds()) / 1000
}

// processorTime is what the process has used, whatever else the machine does.
func processorTime(b *testing.B) time.Duration {
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkOneMore times adding one more article to a record of so many: the
// cost must not grow. Each is stored by itself, synced, as the last of a run
// would be, then 64 at once, as a run does.
//
//	HEARSAY_BENCH_ARTICLES=100000 go test -run '^$' -bench OneMore -benchtime 30x -timeout 2h ./internal/record
//
// With HEARSAY_BENCH_RECORD the large record is kept in that folder, and goes
// on from what it has.
func BenchmarkOneMore(b *testing.B) {
	sizes := []int{100, 10_000}
	if given := os.Getenv("HEARSAY_BENCH_ARTICLES"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil {
			b.Fatal(err)
		}
		sizes[1] = n
	}
	for i, size := range sizes {
		dir := filepath.Join(b.TempDir(), "record")
		if given := os.Getenv("HEARSAY_BENCH_RECORD"); given != "" && i == 1 {
			dir = given
		}
		r, err := Create(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		n, err := r.Waiting(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if sum, err := r.Summary(b.Context()); err != nil {
			b.Fatal(err)
		} else {
			n += sum.Articles
		}
		c := newCast(uint64(7 + n))
		more := func(articles int) {
			fill(b, r, c, n, articles)
			n += articles
		}
		start := time.Now()
		for n < size {
			more(min(2048, size-n))
		}
		b.Logf("%d articles stored in %v", size, time.Since(start).Round(time.Second))
		for _, batch := range []int{1, 64} {
			b.Run(fmt.Sprintf("%d/%d at once", size, batch), func(b *testing.B) {
				var wall, cpu []time.Duration
				for b.Loop() {
					start, used := time.Now(), processorTime(b)
					more(batch)
					wall, cpu = append(wall, time.Since(start)), append(cpu, processorTime(b)-used)
				}
				b.ReportMetric(median(wall)/float64(batch), "median-ms/article")
				b.ReportMetric(median(cpu)/float64(batch), "median-cpu-ms/article")
			})
		}
		b.Run(fmt.Sprintf("%d/proposals", size), func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Proposals(b.Context(), 20, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
