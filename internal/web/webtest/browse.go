// Package webtest looks at Hearsay's pages with a real browser. Tests of the
// pages and of the command share it, so both look at the same things.
package webtest

import (
	"os"
	"os/exec"
	"path/filepath"
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
	node := outside.Program(t, "node")
	chromium := outside.Program(t, "chromium", "chromium-browser", "google-chrome")
	dir := filepath.Join(outside.Root(), "internal", "web", "testdata", "browser")
	for _, module := range []string{"playwright-core", "axe-core"} {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", module)); err != nil {
			outside.Absent(t, "%s is not installed: run npm ci in internal/web/testdata/browser", module)
		}
	}
	args := []string{filepath.Join(dir, "pages.mjs"), address, chromium}
	if pictures := os.Getenv("HEARSAY_PICTURES"); pictures != "" {
		args = append(args, pictures)
	}
	cmd := exec.CommandContext(t.Context(), node, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("looking at %s: %v", address, err)
	}
}
