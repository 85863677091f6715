package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// mainOf is what a page says, on one line.
func mainOf(page *html.Node) string {
	return strings.Join(strings.Fields(words(find(page, "main", "")[0], "")), " ")
}

// Each version of a page tells the others, and what became of its statements.
func TestVersions(t *testing.T) {
	h := New(sampleRecord(), Options{})
	for path, want := range map[string][]string{
		"/article/a-tide-1": {
			"Version 2 of 4 of this page, captured 2021-06-11 05:00 UTC: 1 worded otherwise since version 1. Side by side · Beside the latest, version 3 · All versions",
			"Version 1 captured 2021-06-10 05:00 UTC · the first", "Version 2, this one", "Version 3 captured 2021-06-12 05:00 UTC · 1 dropped, 1 added since version 2 · side by side: versions 2 and 3",
			"Version 4 captured 2021-06-14 05:00 UTC · could not be read: it has no text",
			"2 statements (0 independent, 0 reprints, 2 again in later versions) marked",
			"1 Velden Harbour Office direct changed dropped since", "In the version beforeworded otherwise: “High water comes at 12 past, as it does,”, captured 2021-06-10 05:00 UTC",
			"In the version afternot in it, captured 2021-06-12 05:00 UTC",
		},
		"/article/a-tide-0":         {"Version 3 of 4 of this page, captured 2021-06-12 05:00 UTC: 1 dropped, 1 added since version 2. Side by side · All versions", "direct added since"},
		"/statement/a-tide-1-1":     {"Version2 of 4", "In the version afternot in it"},
		"/search?version=dropped":   {"version dropped since", "direct version 2 of 4 changed dropped since"},
		"/search?view=articles":     {"Tide report 1 version 2 of 4"},
		"/article/a-bridge":         {"8 statements (8 independent, 0 reprints)"},
		"/search?q=version:perhaps": {"version:perhaps is none of latest, earlier, dropped, changed, added"},
	} {
		status := http.StatusOK
		if strings.Contains(path, "perhaps") {
			status = http.StatusBadRequest
		}
		said := mainOf(look(t, h, path, status))
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s lacks %q:\n%s", path, w, said)
			}
		}
		if path == "/article/a-bridge" && strings.Contains(said, "Versions of this page") {
			t.Errorf("%s was captured once, and lists versions", path)
		}
	}
}

// Two versions stand side by side, whichever is named first, with what each
// difference is.
func TestTwoVersions(t *testing.T) {
	h := New(sampleRecord(), Options{})
	for _, path := range []string{"/article/a-tide-2/versions/a-tide-1", "/article/a-tide-1/versions/a-tide-2"} {
		said := mainOf(look(t, h, path, http.StatusOK))
		for _, want := range []string{"Tide report 1, Quay Gazette: 0 statements dropped, 1 changed, 0 added, 1 kept", "Version 1 of 4 captured 2021-06-10 05:00 UTC", "changed worded otherwiseVelden Harbour Office",
			"[dropped: 12] [changed to: 11]"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s lacks %q:\n%s", path, want, said)
			}
		}
	}
	said := mainOf(look(t, h, "/article/a-tide-1/versions/a-tide-0", http.StatusOK))
	for _, want := range []string{"1 statement dropped, 0 changed, 1 added, 1 kept", "droppedNot there", "Not there addedVelden Harbour Office"} {
		if !strings.Contains(said, want) {
			t.Errorf("it lacks %q:\n%s", want, said)
		}
	}
	for _, path := range []string{"/article/a-tide-1/versions/a-tide-1", "/article/a-tide-1/versions/a-bridge", "/article/a-tide-1/versions/nothing", "/article/nothing/versions/a-tide-1"} {
		look(t, h, path, http.StatusNotFound)
	}
}
