package record

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2031, 5, 4, 12, 0, 0, 0, time.UTC)

func failed(input, place, reason string, after time.Duration) Failure {
	return Failure{Input: input, Place: place, Reason: reason, Last: noon.Add(after)}
}

func failures(t *testing.T, r *Record) []string {
	t.Helper()
	all, err := r.Failures(t.Context(), -1, 0)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range all {
		lines = append(lines, fmt.Sprintf("%s|%s|%s|%v|%v|%d|%v", f.Input, f.Place, f.Reason, f.First.Sub(noon), f.Last.Sub(noon), f.Times, f.Options))
	}
	return lines
}

func TestFailures(t *testing.T) {
	r := newRecord(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(lines ...string) {
		t.Helper()
		if diff := cmp.Diff(lines, failures(t, r)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	in := failed("/pages", "torn.gz", "cut off", 2*time.Microsecond)
	in.Options = map[string]string{"encoding": "windows-1251"}
	must(r.Fail(t.Context(), []Failure{failed("/pages", "b.html", "empty file", 0), in, failed("/gone", "", "no such file or folder", 0)}))
	want("/gone||no such file or folder|0s|0s|1|map[]",
		"/pages|b.html|empty file|0s|0s|1|map[]",
		"/pages|torn.gz|cut off|2µs|2µs|1|map[encoding:windows-1251]")

	// It is tried again: what fails anew stays and counts, with what is wrong now.
	must(r.Fail(t.Context(), []Failure{failed("/pages", "torn.gz", "damaged", time.Hour)}))
	must(r.Settle(t.Context(), []string{"/pages"}, noon.Add(time.Minute)))
	want("/gone||no such file or folder|0s|0s|1|map[]", "/pages|torn.gz|damaged|2µs|1h0m0s|2|map[]")

	must(r.Settle(t.Context(), []string{"/gone", "/pages", "/never"}, noon.Add(2*time.Hour)))
	want()
}

// TestFailuresAreBounded has very much of one input fail.
func TestFailuresAreBounded(t *testing.T) {
	r := newRecord(t)
	var many []Failure
	for i := range failuresOfInput + 50 {
		many = append(many, failed("/pages", fmt.Sprint(i), "empty file", 0))
	}
	for range 2 {
		if err := r.Fail(t.Context(), append(many, failed("/other", "", "empty file", 0))); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(failures(t, r)); n != failuresOfInput+1 {
		t.Errorf("%d are kept", n)
	}
}

// TestFailuresSideBySide has two fail and settle at once: what failed after a try
// began is not forgotten when that ends.
func TestFailuresSideBySide(t *testing.T) {
	r := newRecord(t)
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() {
			for n := range 10 {
				if err := r.Fail(t.Context(), []Failure{failed("/pages", fmt.Sprint(i), "empty file", time.Hour+time.Duration(n))}); err != nil {
					t.Error(err)
				}
				if err := r.Settle(t.Context(), []string{"/pages"}, noon.Add(time.Hour)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	if n := len(failures(t, r)); n != 2 {
		t.Errorf("%d are kept, want 2", n)
	}
}

// TestUnreadIsListed lists a page that is kept and cannot be read.
func TestUnreadIsListed(t *testing.T) {
	r := newRecord(t)
	keep(t, r, Reading{SHA256: levy.sha256(), Failure: "no article text found"})
	all, err := r.Failures(t.Context(), 10, 0)
	if err != nil || len(all) != 1 || all[0].Capture != levy.sha256() || all[0].Reason != "no article text found" {
		t.Errorf("%+v, %v", all, err)
	}
}
