package chain_test

import (
	"os"
	"path/filepath"
	"testing"

	"hearsay/internal/chain"
	"hearsay/internal/outside"
)

// BenchmarkTrace traces the sample's articles.
func BenchmarkTrace(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(outside.Root(), "internal", "sample", "articles", "*"))
	if err != nil || len(files) == 0 {
		b.Fatal(files, err)
	}
	var editions []edition
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		editions = append(editions, read(b, filepath.Base(file), body))
	}
	b.ResetTimer()
	for i := range b.N {
		e := editions[i%len(editions)]
		chain.Trace(chain.PageOf(e.article, e.prose), e.statements, e.speakers)
	}
}
