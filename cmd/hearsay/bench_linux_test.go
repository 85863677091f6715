package main

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
)

// BenchmarkAdd adds generated pages in a process of its own and reports the most
// memory that it took: it should not grow with the number of pages.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			pages := generated(b, n)
			for b.Loop() {
				cmd := hearsay(b.Context(), "--record", filepath.Join(b.TempDir(), "record"), "add", pages)
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				b.ReportMetric(float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "peak-MB")
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// BenchmarkWho asks a record from a cold start: a process is started, opens the
// record, answers and ends.
func BenchmarkWho(b *testing.B) {
	folder := filepath.Join(b.TempDir(), "record")
	if out, err := hearsay(b.Context(), "--record", folder, "add", generated(b, 1000)).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		if out, err := hearsay(b.Context(), "--record", folder, "who", "quill").CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}
