package record

import (
	"strings"
	"testing"

	"hearsay/internal/capture"
)

func TestHasAddress(t *testing.T) {
	r := newRecord(t)
	entry := capture.Entry{Capture: capture.Capture{SHA256: levy.sha256(), Address: "https://lantern.example/levy?a=1"}, Place: capture.Place{File: "a", Length: 1}}
	if err := r.Add(t.Context(), "a", 1, []capture.Entry{entry}); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://lantern.example/levy?a=1": true,
		"https://lantern.example/levy":     false,
		"http://lantern.example/levy?a=1":  false,
		"":                                 false,
	} {
		if has, err := r.HasAddress(t.Context(), address); has != want || err != nil {
			t.Errorf("%q: %v, %v", address, has, err)
		}
	}
	var way string
	if err := r.db.QueryRow("EXPLAIN QUERY PLAN SELECT 1 FROM captures WHERE address = ?", "a").Scan(new(int), new(int), new(int), &way); err != nil || !strings.Contains(way, "captures_address") {
		t.Errorf("%v: looked up by %q", err, way)
	}
}
