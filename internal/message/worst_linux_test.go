package message

import (
	"testing"

	"hearsay/internal/growth"
)

// BenchmarkWorst reads each bad shape at two lengths.
func BenchmarkWorst(b *testing.B) {
	for name, shape := range worst {
		short, long := []byte(shape(1<<19)), []byte(shape(1<<22))
		b.Run(name, func(b *testing.B) { growth.PerDoubling(b, func() { read(short) }, func() { read(long) }) })
	}
}
