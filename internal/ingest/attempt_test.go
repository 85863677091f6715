package ingest

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
)

// listed returns what failed, by input and place.
func listed(t *testing.T, in *Ingester) (all [][2]string) {
	t.Helper()
	failures, err := in.Record.Failures(t.Context(), -1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range failures {
		all = append(all, [2]string{f.Input, f.Place})
	}
	return all
}

// attempt gives these captures and errors, as reading the inputs would.
func attempt(inputs []string, outcomes ...any) Attempt {
	var pages iter.Seq2[capture.Capture, error] = func(yield func(capture.Capture, error) bool) {
		for _, o := range outcomes {
			c, _ := o.(capture.Capture)
			err, _ := o.(error)
			if !yield(c, err) {
				return
			}
		}
	}
	return Attempt{Inputs: inputs, Pages: pages}
}

// fetched is a page that a feed named.
func fetched(address string) capture.Capture {
	c := onePage()
	c.Input, c.Path, c.Address = "https://paper.example/feed", address, address
	return c
}

// TestAttempt tries inputs of every sort: what failed is listed by the input and
// what is within it, until the input was read without that.
func TestAttempt(t *testing.T) {
	const feed, page = "https://paper.example/feed", "https://paper.example/levy"
	down := errors.New("the server is down")
	folder := filepath.Join(t.TempDir(), "pages")
	fail := func(input, path string, err error) error {
		return &capture.FileError{Input: input, Path: path, Err: err}
	}
	in := newIngester(t, nil)
	for _, step := range []struct {
		name  string
		tried Attempt
		want  [][2]string
	}{
		{"a folder, and what is in it", attempt([]string{folder},
			fail(folder, filepath.Join(folder, "a", "b.html"), errors.New("empty file")),
			fail(folder, filepath.Join(folder, "c.zip")+"/d.html", errors.New("empty file")),
			fail(folder, filepath.Join(folder, "e.warc.gz")+" at byte 7", errors.New("damaged"))),
			[][2]string{{folder, filepath.Join("a", "b.html")}, {folder, filepath.Join("c.zip") + "/d.html"}, {folder, "e.warc.gz at byte 7"}}},
		{"less of it", attempt([]string{folder}, fail(folder, filepath.Join(folder, "c.zip")+"/d.html", errors.New("empty file"))),
			[][2]string{{folder, "c.zip/d.html"}}},
		{"standard input", attempt([]string{"-"}, fail("-", "standard input", errors.New("empty file"))),
			[][2]string{{folder, "c.zip/d.html"}}},
		{"all of it is read", attempt([]string{folder}), nil},
		{"a feed names a page that cannot be had", attempt([]string{feed}, fail(feed, page, down)),
			[][2]string{{page, ""}}},
		{"the feed does not name it any more", attempt([]string{feed}), [][2]string{{page, ""}}},
		{"the feed is gone itself", attempt([]string{feed}, fail(feed, feed, down)), [][2]string{{feed, ""}, {page, ""}}},
		{"the page is read, by way of the feed", attempt([]string{feed}, fetched(page)), nil},
		{"nothing there", attempt([]string{folder}, fail(folder, folder, fs.ErrNotExist)), [][2]string{{folder, ""}}},
	} {
		if _, err := in.Try(t.Context(), step.tried); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, listed(t, in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestStoppedAttemptForgetsNothing stops an attempt: what failed before has not been
// tried again.
func TestStoppedAttemptForgetsNothing(t *testing.T) {
	in := newIngester(t, nil)
	folder := t.TempDir()
	empty := filepath.Join(folder, "empty.txt")
	if err := os.WriteFile(empty, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Try(t.Context(), Attempt{Inputs: []string{folder}, Pages: files(t.Context(), folder)}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := in.Try(ctx, Attempt{Inputs: []string{folder}, Pages: files(ctx, folder)}); err == nil {
		t.Error("the attempt was not stopped")
	}
	if diff := cmp.Diff([][2]string{{folder, "empty.txt"}}, listed(t, in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
