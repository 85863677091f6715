package reprint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"hearsay/internal/reprint"
)

// The cost of an article, and of a pair:
//
//	go test -run XXX -bench . ./internal/reprint
func BenchmarkReadAndMark(b *testing.B) {
	all := readMarked(b, "data/polnear/train.jsonl")
	bytes := 0
	for _, a := range all {
		bytes += len(a.Text)
	}
	b.SetBytes(int64(bytes / len(all)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		reprint.Read(all[i%len(all)].Text, nil).Marks()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkCompare(b *testing.B) {
	all := readMarked(b, "data/polnear/train.jsonl")
	var texts, copies []reprint.Text
	rng := rand.New(rand.NewPCG(1, 2))
	var others []string
	for _, a := range all {
		others = append(others, a.Text)
	}
	for _, a := range all {
		texts = append(texts, reprint.Read(a.Text, nil))
		copies = append(copies, reprint.Read(replaced(rng, a.Text, others, 0.2), nil))
	}
	b.Run("different articles", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			reprint.Compare(texts[i%len(texts)], texts[(i+17)%len(texts)])
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
	})
	b.Run("one with many", func(b *testing.B) {
		b.ReportAllocs()
		var index *reprint.Index
		for i := 0; b.Loop(); i++ {
			if i%48 == 0 {
				index = texts[i/48%len(texts)].Index()
			}
			index.Compare(texts[(i+17)%len(texts)])
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
	})
	b.Run("copies", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			reprint.Compare(texts[i%len(texts)], copies[i%len(texts)])
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
	})
}

// hostile are texts of about n words made to be slow to compare.
var hostile = map[string]func(n int) (a, b string){
	"one word": func(n int) (a, b string) { return strings.Repeat("a ", n), strings.Repeat("a ", n-1) + "b" },
	"two words": func(n int) (a, b string) {
		return strings.Repeat("a b ", n/2), strings.Repeat("b a a ", n/3)
	},
	"a block again and again": func(n int) (a, b string) {
		block := strings.Repeat(harbour+boats, 1)
		k := n / len(strings.Fields(block))
		return strings.Repeat(block, k), strings.Repeat(boats+choir+harbour, k/2)
	},
	"each run in four places": func(n int) (a, b string) { return shuffled(n/4, 4, 1), shuffled(n/4, 4, 2) },
	"each run in sixteen":     func(n int) (a, b string) { return shuffled(n, 1, 1), shuffled(n/16, 16, 2) },
	"rare words among one": func(n int) (a, b string) {
		return sprinkled(n, 30, 1), sprinkled(n, 30, 2)
	},
	"the same, one word changed": func(n int) (a, b string) {
		text := shuffled(n, 1, 3)
		return text, "x" + text[:len(text)-1] + "y"
	},
	"quotation marks": func(n int) (a, b string) {
		return strings.Repeat("\" “a ' '' ", n/4), strings.Repeat("'' ‘a\n„", n/3)
	},
	"blanks": func(n int) (a, b string) { return strings.Repeat("\n ", n), strings.Repeat(" ", n) },
}

// shuffled is n blocks of ten words, each as often as said, in some order.
func shuffled(n, times, seed int) string {
	rng := rand.New(rand.NewPCG(uint64(seed), 3))
	n /= 10
	order := make([]int, 0, n*times)
	for range times {
		order = append(order, rng.Perm(n)...)
	}
	var out strings.Builder
	for _, block := range order {
		for w := range 10 {
			fmt.Fprintf(&out, "w%d ", block*10+w)
		}
	}
	return out.String()
}

// sprinkled is one word again and again, each so often another in between.
func sprinkled(n, every, seed int) string {
	rng := rand.New(rand.NewPCG(uint64(seed), 5))
	var out strings.Builder
	for i := range n {
		if i%every == 0 {
			fmt.Fprintf(&out, "w%d ", rng.IntN(n/every))
		} else {
			out.WriteString("a ")
		}
	}
	return out.String()
}

// Time grows with a text's length, whatever the text: eight times the words take
// no more than about eight times as long.
func TestTimeIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const n = 20_000
	for name, texts := range hostile {
		t.Run(name, func(t *testing.T) {
			short, long := timeOf(t, texts, n), timeOf(t, texts, 8*n)
			t.Logf("%d words %v, %d words %v: %.1f times", n, short, 8*n, long, float64(long)/float64(short))
			if long > 30*short+50*time.Millisecond {
				t.Errorf("eight times the words take %v, not %v", long, short)
			}
		})
	}
}

// timeOf is the least of three times that it takes to read, mark and compare.
func timeOf(t *testing.T, texts func(int) (string, string), n int) time.Duration {
	t.Helper()
	one, two := texts(n)
	least := time.Hour
	for range 3 {
		start := time.Now()
		a, b := reprint.Read(one, nil), reprint.Read(two, nil)
		if m := len(a.Marks()); m > 4096 {
			t.Errorf("%d marks", m)
		}
		b.Marks()
		reprint.Compare(a, b)
		reprint.Agency(one)
		least = min(least, time.Since(start))
	}
	return least
}
