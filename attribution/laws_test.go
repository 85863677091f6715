package attribution_test

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

// checkLaws demands what the package promises of any text.
func checkLaws(t interface{ Errorf(string, ...any) }, text string) {
	found := attribution.Extract(text)
	if again := attribution.Extract(text); !reflect.DeepEqual(found, again) {
		t.Errorf("the same text gave other statements: %v, then %v", found, again)
	}
	boundary := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) || !utf8.ValidString(text) }
	good := func(s attribution.Span) bool {
		return s.Start >= 0 && s.Start < s.End && s.End <= len(text) && boundary(s.Start) && boundary(s.End)
	}
	for i, s := range found {
		for _, role := range []attribution.Span{s.Source, s.Cue} {
			if role != (attribution.Span{}) && !good(role) {
				t.Errorf("statement %d: %v is no span of the text", i, role)
			}
		}
		if len(s.Content) == 0 {
			t.Errorf("statement %d has no content", i)
		}
		for k, c := range s.Content {
			if !good(c) || strings.TrimSpace(c.In(text)) == "" {
				t.Errorf("statement %d: content %v is no span of the text, or blank", i, c)
			}
			if k > 0 && c.Start < s.Content[k-1].End {
				t.Errorf("statement %d: content %v overlaps the piece before", i, c)
			}
		}
		if s.Inside >= i || s.Inside < -1 {
			t.Errorf("statement %d is inside %d", i, s.Inside)
		} else if s.Inside >= 0 && !holds(found[s.Inside].Content, s.Content) {
			t.Errorf("statement %d does not lie inside %d", i, s.Inside)
		}
		if s.Confidence < 0 || s.Confidence > 1 {
			t.Errorf("statement %d: confidence %v", i, s.Confidence)
		}
		if s.Kind == "" || s.Act == "" {
			t.Errorf("statement %d lacks a kind or an act: %+v", i, s)
		}
	}
}

// holds reports whether each inner piece lies within an outer one.
func holds(outer, inner []attribution.Span) bool {
	for _, in := range inner {
		held := false
		for _, out := range outer {
			held = held || out.Holds(in)
		}
		if !held {
			return false
		}
	}
	return true
}

// pieces are what texts are drawn from that try the engine's patience.
var pieces = []string{
	"“", "”", "\"", "''", "'", "‘", "’", "«", "»", "„", "‹", "›", "`", "(", ")", "[", "]", ",", ".", "?", "!", ":", ";", "—", "–", "…",
	" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "          ", "\u2028",
	"said", "says", "told", "asked", "denied", "according", "to", "that", "and", "but", "who", "Wrenn", "the mayor", "Gorsk", "he",
	"I", "not", "has", "did", "claim", "saying", "adding", "on", "Sunday", "in", "a", "statement", "is", "good", "U.S.", "Mr.", "6'2",
	"went on to say", "’s", "’90s", "don’t", "Привет", "世界", "é", "\xff", "\xe2\x80",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "parts")
		checkLaws(t, strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
	})
}

// TestLawsOnPages checks the promises on real pages.
func TestLawsOnPages(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(outside.Shared(t, "seeds"), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, string(text))
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("“The dam will hold,” Wrenn said. “I built it.”")
	f.Add("Wrenn: “A.\n\n“B.\n\nAccording to him, 'c' is «d».")
	f.Add(strings.Join(pieces, " "))
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, text) })
}

// The shapes of text on which careless code would take more than linear time.
var shapes = map[string]string{
	"prose":      "“The dam will hold,” said Ada Wrenn, an engineer. She denied that it leaks, and officials said it is safe.\n\n",
	"one line":   "“The dam will hold,” said Wrenn. She denied that it leaks, he said, and officials said it is safe. ",
	"pieces":     "“The dam will hold for a good many years more.” ",
	"opening":    "“a ",
	"singles":    "‘a “b ",
	"straight":   "\" a",
	"cues":       "he said that ",
	"commas":     "a, b, said, ",
	"no spaces":  "a.b.",
	"brackets":   "(a) [",
	"paragraphs": "“The dam will hold for years.\n\n",
	"blank":      "          ",
}

// BenchmarkExtract doubles each shape: its MB/s must not fall.
func BenchmarkExtract(b *testing.B) {
	for name, shape := range shapes {
		for _, size := range []int{1 << 14, 1 << 15, 1 << 16} {
			text := strings.Repeat(shape, size/len(shape))
			b.Run(name+"/"+byteSize(size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					attribution.Extract(text)
				}
			})
		}
	}
}

// BenchmarkLong reads 10 MB at once, and tells the memory that it takes from the
// system.
func BenchmarkLong(b *testing.B) {
	text := strings.Repeat(shapes["prose"], 10<<20/len(shapes["prose"]))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		attribution.Extract(text)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB")
}

func byteSize(n int) string {
	return map[int]string{1 << 14: "16kB", 1 << 15: "32kB", 1 << 16: "64kB"}[n]
}

// BenchmarkMarked reads the marked articles of the dev part, on as many cores as
// there are.
func BenchmarkMarked(b *testing.B) {
	articles, err := eval.Load(outside.Shared(b, "data/polnear/dev.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	attribution.Extract("")
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			attribution.Extract(articles[int(next.Add(1))%len(articles)].Text)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
