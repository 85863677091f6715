package attribution

import (
	"fmt"
	"testing"
	"time"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/kernel"
	"hearsay/attribution/internal/window"
)

// TestWeights checks that the weights fit what reads them.
func TestWeights(t *testing.T) {
	e, err := encoder.Load(weights)
	if err != nil {
		t.Fatal(err)
	}
	if e.MaxTokens() < windowSize {
		t.Errorf("the encoder reads %d pieces, windows have %d", e.MaxTokens(), windowSize)
	}
	const width = 384
	for f, n := range window.Sizes {
		table, err := e.Tensor(fmt.Sprintf("embedding.feature.%d", f))
		if err != nil || len(table) != n*width {
			t.Errorf("feature table %d has %d numbers, not %d rows (%v)", f, len(table), n, err)
		}
	}
	const most = 40 << 20
	if len(weights) > most {
		t.Errorf("the weights take %d bytes", len(weights))
	}
}

// BenchmarkStart loads the engine.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := newEngine(weights); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncode reads a full window, on each way that there is to compute.
func BenchmarkEncode(b *testing.B) {
	for _, path := range kernel.Paths() {
		b.Run(path.Name, func(b *testing.B) {
			b.Setenv("HEARSAY_KERNEL", path.Name)
			e, err := encoder.Load(weights)
			if err != nil {
				b.Fatal(err)
			}
			s, tokens := e.NewState(), make([]encoder.Token, windowSize)
			for i := range tokens {
				tokens[i].Piece = int32(1000 + 37*i)
			}
			start := time.Now()
			for b.Loop() {
				e.Encode(s, tokens)
			}
			b.ReportMetric(float64(windowSize*b.N)/time.Since(start).Seconds(), "tokens/s")
		})
	}
}
