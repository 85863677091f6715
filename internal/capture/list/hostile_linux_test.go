package list

import (
	"testing"

	"hearsay/internal/growth"
)

// BenchmarkHostile reads each hostile body at two lengths.
func BenchmarkHostile(b *testing.B) {
	for title, body := range hostile {
		read := func(n int) func() {
			text := []byte(body(n))
			return func() { Parse(text, base) } //nolint:errcheck // either will do
		}
		b.Run(title, func(b *testing.B) { growth.PerDoubling(b, read(20_000), read(160_000)) })
	}
}
