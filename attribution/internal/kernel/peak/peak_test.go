package peak_test

import (
	"testing"

	"hearsay/attribution/internal/kernel/peak"
)

// BenchmarkPeak is what BenchmarkMatMul's products could reach at most.
func BenchmarkPeak(b *testing.B) {
	if !peak.Has {
		b.Skip("the processor has no AVX-512 VNNI")
	}
	const rounds = 100_000
	for b.Loop() {
		peak.Multiply(rounds)
	}
	b.ReportMetric(rounds*peak.Operations*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gop/s")
}
