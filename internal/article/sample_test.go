package article

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/sample"
)

// TestSample holds what is read of the sample's articles, a line each, so that
// a change in it shows in the diff.
func TestSample(t *testing.T) {
	files, err := fs.Glob(sample.Files(), "*.[ht]*")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, name := range files {
		body, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		media := "text/plain"
		if strings.HasSuffix(name, ".html") {
			media = "text/html"
		}
		a, err := Read(capture.Capture{Name: name, Address: "file:///" + name, MediaType: media, Body: body, Time: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		checkParts(t, a)
		fmt.Fprintf(&got, "%s\n\t%s\n\t%s | %s | %s %s | %s (%s) | %s %v\n", name, a.Title, a.Outlet, a.Author,
			a.Published, a.PublishedFrom, a.Dateline.Place, a.Dateline.Agency, a.Language, a.Notes)
	}
	const golden = "testdata/sample.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got.String()); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}
