// Package webtest looks at Hearsay's pages with a real browser. Tests of the
// pages and of the command share it, so both look at the same things.
package webtest

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"hearsay/internal/outside"
)

// Browse opens the pages at an address (http://127.0.0.1:…, without a path) in
// headless Chromium and fails the test where they do not hold what they
// promise: a statement is marked in its article, "/" goes to the search box,
// everything reads without scripts, nothing is wider than a narrow phone, the
// console stays empty, and axe finds no violation in light or dark.
//
// The record served must have an article with a statement by a known speaker.
// The test skips where Node.js, Chromium or the browser driver are missing:
// "npm ci" in internal/web/testdata/browser installs the last. Pictures of the
// pages are written to the folder $HEARSAY_PICTURES, if set.
func Browse(t *testing.T, address string) {
	t.Helper()
	var args []string
	if pictures := os.Getenv("HEARSAY_PICTURES"); pictures != "" {
		args = append(args, pictures)
	}
	drive(t, nil, "pages.mjs", address, args...)
}

// Ask asks the pages of the sample what a newcomer would, and fails the test where
// an answer takes more than three clicks from the first page, or is not there. It
// skips where [Browse] does.
func Ask(t *testing.T, address string) {
	t.Helper()
	drive(t, nil, "questions.mjs", address)
}

// Alone opens a page that has no scripts and stands by itself in headless
// Chromium, and fails the test where it fetches from elsewhere, is wider than a
// narrow phone, or axe finds a violation in light or dark. Name is that of its
// pictures. It skips where [Browse] does.
func Alone(t *testing.T, address, name string) {
	t.Helper()
	args := []string{name}
	if pictures := os.Getenv("HEARSAY_PICTURES"); pictures != "" {
		args = append(args, pictures)
	}
	drive(t, nil, "alone.mjs", address, args...)
}

// A Visit is a page that somebody hostile had a hand in.
type Visit struct {
	Path string `json:"path"`
	// Texts must be found as text, white space aside, each in the frame of that
	// name; the page itself has none.
	Texts map[string]string `json:"texts,omitempty"`
	// Alone tells that the page must fetch nothing at all, not even what the
	// server itself gives.
	Alone bool `json:"alone,omitempty"`
	// Bare tells of a page whose frames are not defended: those in which something
	// runs or is fetched are counted, and are no fault.
	Bare bool `json:"bare,omitempty"`
}

// Hostile opens pages in headless Chromium and fails the test where anything of
// them runs or is fetched from another host, or is not shown as text. How many of
// the bare ones run is told in the log; the test fails where that is fewer than
// bare: then the others prove nothing. It skips where [Browse] does.
func Hostile(t *testing.T, address string, visits []Visit, bare int) {
	t.Helper()
	list, err := json.Marshal(visits)
	if err != nil {
		t.Fatal(err)
	}
	drive(t, bytes.NewReader(list), "hostile.mjs", address, strconv.Itoa(bare))
}

// drive runs a script of the browser with the address of the pages, the browser's
// program and further arguments.
func drive(t *testing.T, in io.Reader, script, address string, more ...string) {
	t.Helper()
	node := outside.Program(t, "node")
	chromium := outside.Program(t, "chromium", "chromium-browser", "google-chrome")
	dir := filepath.Join(outside.Root(), "internal", "web", "testdata", "browser")
	for _, module := range []string{"playwright-core", "axe-core"} {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", module)); err != nil {
			outside.Absent(t, "%s is not installed: run npm ci in internal/web/testdata/browser", module)
		}
	}
	cmd := exec.CommandContext(t.Context(), node, append([]string{filepath.Join(dir, script), address, chromium}, more...)...)
	cmd.Dir, cmd.Stdin = dir, in
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("looking at %s: %v", address, err)
	}
}
