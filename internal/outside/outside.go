// Package outside finds what tests use and the repository does not hold:
// marked articles, real pages, a browser, another program. A test that lacks
// one skips and says so, unless HEARSAY_TEST_ALL is set, as it is in CI: there
// it fails, so that nothing is skipped unnoticed.
package outside

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// Shared returns the path of a file or folder in the shared folder beside the
// repository ($HEARSAY_SHARED, if set).
func Shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_SHARED")
	if dir == "" {
		dir = filepath.Join(Root(), "..", "shared")
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		Absent(t, "no %s: the shared data is not here", name)
	}
	return path
}

// Program returns the path of the first of the named programs that is installed.
func Program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Absent(t, "none of %v is installed", names)
	return ""
}

// Absent skips the test, or fails it where nothing may be skipped.
func Absent(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("HEARSAY_TEST_ALL") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Asked returns the number that an environment variable asks for, or what is usual:
// tests that try very many moments try few of them where nobody has an hour.
func Asked(t testing.TB, variable string, usual int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, and should be a number from 1", variable, text)
	}
	return n
}

// Root returns the repository's top folder.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}
