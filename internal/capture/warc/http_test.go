package warc_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"hearsay/internal/capture/warc"
)

func TestSplitHTTP(t *testing.T) {
	tests := []struct {
		name, block string
		status      int
		media, body string
		fails       bool
	}{
		{"usual", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes.", 200, "text/html", "<p>Yes.", false},
		{"no reason", "HTTP/2 404\r\ncontent-type: text/plain\r\n\r\nNo.", 404, "text/plain", "No.", false},
		{"plain line ends", "HTTP/1.0 200 OK\nContent-Type: text/html\n\nYes.", 200, "text/html", "Yes.", false},
		{"line that is no field", "HTTP/1.0 200 OK\r\nWhat?\r\nContent-Type: text/html\r\n\r\nYes.", 200, "text/html", "Yes.", false},
		{"chunks are left alone", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nYes\r\n0\r\n\r\n", 200, "", "3\r\nYes\r\n0\r\n\r\n", false},
		{"no body", "HTTP/1.1 304 Not Modified\r\nContent-Type: a/b\r\n", 304, "a/b", "", false},
		{"not HTTP", "<!doctype html>\n<p>No.", 0, "", "", true},
		{"no status", "HTTP/1.1 OK\r\n\r\n", 0, "", "", true},
		{"empty", "", 0, "", "", true},
		{"headers without end", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<17), 0, "", "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			resp, err := warc.SplitHTTP(strings.NewReader(test.block))
			if (err != nil) != test.fails {
				t.Fatalf("error %v", err)
			}
			if test.fails {
				return
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil || resp.Status != test.status ||
				resp.Header.Value("Content-Type") != test.media || string(body) != test.body {
				t.Errorf("got %d %q %q, error %v", resp.Status, resp.Header, body, err)
			}
		})
	}
}

// A response out of a damaged record gives the record's error, not a short page.
func TestSplitHTTPOfDamagedRecord(t *testing.T) {
	file := zipped(record("response", "HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat("<p>Yes.", 5)))
	r := warc.NewReader(strings.NewReader(file[:len(file)-4]), checked)
	rec, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	resp, err := warc.SplitHTTP(rec)
	if err == nil {
		_, err = io.ReadAll(resp.Body)
	}
	if fault := new(warc.Error); !errors.As(err, &fault) {
		t.Errorf("error %v, want that of the record", err)
	}
}
