package article

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPages reads invented pages and compares what is read with a golden file
// beside each.
func TestPages(t *testing.T) { golden(t, "testdata/html/*.html", "text/html") }

// golden reads files that are captures of a media type, and compares what is read
// with the golden file beside each.
func golden(t *testing.T, pattern, mediaType string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(capture.Capture{Address: "file:///" + file, MediaType: mediaType, Body: body, Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			checkParts(t, a)
			got, golden := describe(t, a), strings.TrimSuffix(file, filepath.Ext(file))+".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

// describe writes an article for people: its facts, then its text with the kind
// of each part before it.
func describe(t testing.TB, a Article) string {
	t.Helper()
	text, parts := a.Text, a.Parts
	a.Text, a.Parts = "", nil
	facts, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.Write(facts)
	b.WriteString("\n")
	end := 0
	for _, p := range parts {
		b.WriteString(text[end:p.Start] + "[" + string(p.Kind) + "] " + text[p.Start:p.End])
		end = p.End
	}
	b.WriteString(text[end:])
	return b.String()
}
