package main

import (
	"errors"
	"strings"
	"testing"

	"hearsay/internal/ingest"
)

// TestOneLineAPage tells of pages: one line each, whatever their names and
// whatever was noted.
func TestOneLineAPage(t *testing.T) {
	tests := map[string]struct {
		event ingest.Event
		want  string
	}{
		"read":           {ingest.Event{Name: "a.txt", Stored: 3}, ""},
		"not read":       {ingest.Event{Name: "a.txt", Err: errors.New("no article text found")}, "a.txt: no article text found\n"},
		"named in error": {ingest.Event{Err: errors.New("a.txt: empty file")}, "a.txt: empty file\n"},
		"two doubts":     {ingest.Event{Name: "a.txt", Notes: []string{"one", "two"}}, "a.txt: one; two\n"},
		"hostile name":   {ingest.Event{Name: "a\n\x1b[2J.txt", Notes: []string{"one"}}, "a \ufffd[2J.txt: one\n"},
	}
	for name, test := range tests {
		var out strings.Builder
		newProgress(&out).tell(test.event)
		if out.String() != test.want {
			t.Errorf("%s: %q, want %q", name, out.String(), test.want)
		}
	}
}
