package growth

import (
	"math"
	"runtime/debug"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// PerDoubling is a benchmark of reading something short and something eight times as
// long. It reports "times": how many times the processor's time twice the length
// takes, on average over the three doublings, where 2 is linear; over one alone it
// would tell as much of where caches end and when garbage was collected. And "ms":
// the processor's time of the long one.
func PerDoubling(b *testing.B, short, long func()) {
	b.Helper()
	took := func(read func()) time.Duration {
		debug.FreeOSMemory() // what the one before left does not count, memory included
		before := ProcessorTime(b)
		read()
		return ProcessorTime(b) - before
	}
	// The shortest of each counts: others use the machine too.
	least, most := time.Hour, time.Hour
	for b.Loop() {
		least, most = min(least, took(short)), min(most, took(long))
	}
	b.ReportMetric(math.Cbrt(most.Seconds()/least.Seconds()), "times")
	b.ReportMetric(most.Seconds()*1000, "ms")
}

// ProcessorTime returns how long processors have worked for this process, whatever
// else the machine does.
func ProcessorTime(tb testing.TB) time.Duration {
	tb.Helper()
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
