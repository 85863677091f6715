package reprint_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	"hearsay/internal/outside"
)

// A marked article of PolNeAR, as far as these tests read it.
type marked struct {
	ID, Outlet, Date, Title, Wire, Text string
}

func readMarked(t testing.TB, name string) []marked {
	t.Helper()
	f, err := os.Open(outside.Shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []marked
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var a marked
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// days is how many days lie between two.
func days(t testing.TB, a, b string) int {
	t.Helper()
	from, err := time.Parse(time.DateOnly, a)
	if err != nil {
		t.Fatal(err)
	}
	to, err := time.Parse(time.DateOnly, b)
	if err != nil {
		t.Fatal(err)
	}
	return int(from.Sub(to).Abs().Hours() / 24)
}
