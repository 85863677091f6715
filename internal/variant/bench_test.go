package variant_test

import (
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

func BenchmarkBeside(b *testing.B) {
	base := inventedQuotations[0]
	m := newMaker(3, base)
	mix(m)
	e := m.made(attribution.Direct)
	r := newMaker(4, base)
	r.report()
	reported := r.made(attribution.Indirect)
	for _, bench := range []struct {
		name      string
		base, own variant.Wording
	}{
		{"edited", wording(base, attribution.Direct), wording(e.edited, attribution.Direct)},
		{"reported", wording(base, attribution.Direct), wording(reported.edited, attribution.Indirect)},
		{"other words", wording(base, attribution.Direct), wording(inventedQuotations[2], attribution.Direct)},
		{"hostile", wording(strings.Repeat("we have ", 700), attribution.Direct), wording(strings.Repeat("they had ", 700), attribution.Indirect)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				variant.Beside(bench.base, bench.own)
			}
		})
	}
}
