package capture

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lay writes files into a new folder; the names of folders end in a slash.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func pack(content string) string {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	_, _ = zip.Write([]byte(content))
	_ = zip.Close() // a buffer does not fail
	return out.String()
}

// tell reads files and tells of each capture and each error in a line, dir left out.
func tell(t testing.TB, dir string, paths ...string) string {
	t.Helper()
	var out strings.Builder
	opts := FileOptions{
		Now:        func() time.Time { return time.Date(2031, 5, 4, 8, 7, 8, 9, time.FixedZone("", 7200)) },
		PassedOver: func(path string) { fmt.Fprintln(&out, "passed over:", path) },
	}
	for c, err := range Files(t.Context(), paths, opts) {
		if fault := new(FileError); err != nil && !errors.As(err, &fault) {
			t.Errorf("error %v is no FileError", err)
		}
		if err != nil {
			fmt.Fprintln(&out, "error:", err)
			continue
		}
		fmt.Fprintf(&out, "%s %s %q\n", c.Name, c.MediaType, c.Body[:min(len(c.Body), 20)])
		if c.SHA256 != hash(c.Body) || !c.Time.Equal(time.Date(2031, 5, 4, 6, 7, 8, 0, time.UTC)) || c.Time.Location() != time.UTC {
			t.Errorf("%s has hash %s and time %s", c.Name, c.SHA256, c.Time)
		}
		if !strings.HasPrefix(c.Address, "file:///") {
			t.Errorf("%s has address %s", c.Name, c.Address)
		}
	}
	return strings.ReplaceAll(out.String(), dir, "DIR")
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), filepath.ToSlash(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFolder(t *testing.T) {
	dir := lay(t, map[string]string{
		"b.html":                      "<p>second",
		"a.txt":                       "first",
		"c/d/e.htm":                   "<p>fourth",
		"c/packed.txt.gz":             pack("third"),
		"c/noextension":               "<!DOCTYPE html><p>fifth",
		"style.css":                   "p { color: red }",
		"script.js.download":          "alert(1)",
		"data.json":                   "{}",
		"Saved page.html":             "<html>sixth",
		"Saved page_files/frame.html": "<html>an advertisement",
		"other_files/story.html":      "<html>seventh",
		".hidden":                     "hidden",
		".git/config":                 "hidden",
		"page.html?id=1":              "<html>eighth",
	})
	check(t, tell(t, dir, dir), `
Saved page.html text/html "<html>sixth"
passed over: DIR/Saved page_files
a.txt text/plain "first"
b.html text/html "<p>second"
c/d/e.htm text/html "<p>fourth"
c/noextension text/html "<!DOCTYPE html><p>fi"
c/packed.txt.gz text/plain "third"
passed over: DIR/data.json
other_files/story.html text/html "<html>seventh"
page.html?id=1 text/html "<html>eighth"
passed over: DIR/script.js.download
passed over: DIR/style.css
`)
}

func TestNamedFilesAreTried(t *testing.T) {
	dir := lay(t, map[string]string{"a/notes.json": "no json, but notes", "a/.hidden": "hidden", "b/one.txt": "one"})
	check(t, tell(t, dir, filepath.Join(dir, "b"), filepath.Join(dir, "a", "notes.json"), filepath.Join(dir, "a", ".hidden")), `
one.txt text/plain "one"
notes.json text/plain "no json, but notes"
.hidden text/plain "hidden"
`)
}

func TestBadFiles(t *testing.T) {
	dir := lay(t, map[string]string{
		"01-empty.html":          "",
		"02-blank.txt":           " \r\n\t\n",
		"03-binary.txt":          "text and \x00 zero",
		"04-really-a.html":       "%PDF-1.7\n",
		"05-really-a.txt":        "\x89PNG\r\n\x1a\n\x00\x00",
		"06-large.txt":           strings.Repeat("fifty ", 50<<20/6),
		"07-cut.txt.gz":          pack("cut off")[:20],
		"08-flipped.txt.gz":      pack("flipped")[:10] + "\xff nonsense",
		"09-bomb.txt.gz":         pack(strings.Repeat("boom", 10<<20)),
		"10-not.gz":              "not packed",
		"11-nothing.txt.gz":      pack(""),
		"12-archive.warc":        "WARC/1.0\r\n",
		"13-feed.xml":            `<?xml version="1.0"?><rss version="2.0">`,
		"14-new\nline.txt":       "",
		"15-good.txt":            "good",
		"16-packed-twice.txt.gz": pack(pack("twice")),
		"17-just-one.gz":         "\x1f\x8b",
	})
	got := tell(t, dir, dir, filepath.Join(dir, "nowhere.txt"))
	check(t, got, `
error: DIR/01-empty.html: empty file
error: DIR/02-blank.txt: empty file: nothing but white space
error: DIR/03-binary.txt: binary, not text: byte 9 is zero
error: DIR/04-really-a.html: looks like a PDF, not a page
error: DIR/05-really-a.txt: looks like a PNG, not a page
error: DIR/06-large.txt: too large: 50.0 MiB, more than the 32 MiB that a page may have
error: DIR/07-cut.txt.gz: its gzip is cut off
error: DIR/08-flipped.txt.gz: its gzip is damaged
error: DIR/09-bomb.txt.gz: too large: unpacked, more than the 32 MiB that a page may have
error: DIR/10-not.gz: its name ends in .gz, but it is not gzip
error: DIR/11-nothing.txt.gz: empty file
error: DIR/12-archive.warc at byte 0: the file ends within its header
error: DIR/13-feed.xml: an RSS feed, not a page: name it to read what it lists
error: "DIR/14-new\nline.txt": empty file
15-good.txt text/plain "good"
16-packed-twice.txt.gz text/plain "twice"
error: DIR/17-just-one.gz: its gzip is cut off
error: DIR/nowhere.txt: no such file or folder
`)
}

func TestCauseCanBeFound(t *testing.T) {
	dir := lay(t, map[string]string{"cut.txt.gz": pack("cut off")[:20]})
	for path, want := range map[string]error{
		"nowhere.txt": os.ErrNotExist,
		"cut.txt.gz":  io.ErrUnexpectedEOF,
	} {
		for _, err := range Files(t.Context(), []string{filepath.Join(dir, path)}, FileOptions{}) {
			if !errors.Is(err, want) {
				t.Errorf("%s gives %v, want %v", path, err, want)
			}
		}
	}
}

func TestFilesEndWithContext(t *testing.T) {
	dir := lay(t, map[string]string{"a.txt": "a", "b.txt": "b", "c.txt": "c"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []string
	for c, err := range Files(ctx, []string{dir, dir}, FileOptions{}) {
		got = append(got, fmt.Sprint(c.Name, err))
		cancel()
	}
	if diff := cmp.Diff([]string{"a.txt<nil>", "context canceled"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFilesMayBeLeft(t *testing.T) {
	dir := lay(t, map[string]string{"a.txt": "a", "b/c.txt": "", "d.txt": "d"})
	for n := 1; n <= 3; n++ {
		seen := 0
		for range Files(t.Context(), []string{dir}, FileOptions{}) { //nolint:errcheck // one is an error
			if seen++; seen == n {
				break
			}
		}
		if seen != n {
			t.Errorf("seen %d, want %d", seen, n)
		}
	}
}

func TestFileURI(t *testing.T) {
	tests := []struct {
		path    string
		windows bool
		want    string
	}{
		{"/news/page.html", false, "file:///news/page.html"},
		{"/news/50% off?#1 ü.html", false, "file:///news/50%25%20off%3F%231%20%C3%BC.html"},
		{"/news/back\\slash\nline\xff", false, "file:///news/back%5Cslash%0Aline%FF"},
		{"//two", false, "file:////two"},
		{`C:\News\page 1.html`, true, "file:///C:/News/page%201.html"},
		{`\\host\share\page.html`, true, "file://host/share/page.html"},
	}
	for _, test := range tests {
		got := fileURI(test.path, test.windows)
		if got != test.want {
			t.Errorf("%q is %s, want %s", test.path, got, test.want)
		}
		if err := checkAddress(got); err != nil {
			t.Error(err)
		}
	}
}

// TestSize measures what will be read, and only that.
func TestSize(t *testing.T) {
	folder := t.TempDir()
	for name, bytes := range map[string]int{"a.txt": 100, "below/b.html": 20, "below/style.css": 1000, ".hidden/c.txt": 1000, "below/page_files/x.txt": 7} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, make([]byte, bytes), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	a := filepath.Join(folder, "a.txt")
	if size, err := Size(t.Context(), []string{folder, a, filepath.Join(folder, "none")}); err != nil || size != 227 {
		t.Errorf("%d bytes, %v", size, err)
	}
	if _, err := Size(t.Context(), []string{a, "-"}); !errors.Is(err, ErrNoSize) {
		t.Errorf("of standard input: %v", err)
	}
	read := int64(0)
	for _, err := range Files(t.Context(), []string{folder, a}, FileOptions{Read: func(n int64) { read += n }}) {
		if err == nil {
			t.Error("zeros are no page")
		}
	}
	if read != 227 {
		t.Errorf("then %d bytes are read", read)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := Size(ended, []string{folder}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}
