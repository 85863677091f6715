package coding_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"hearsay/internal/capture/coding"
)

const page = "<!doctype html><p>The ferry will sail, said Ada Quill.</p>"

// in writes text through a coder.
func in(coder func(io.Writer) io.WriteCloser, text string) string {
	var out bytes.Buffer
	w := coder(&out)
	_, _ = io.WriteString(w, text)
	_ = w.Close() // a buffer does not fail
	return out.String()
}

func zip(w io.Writer) io.WriteCloser  { return gzip.NewWriter(w) }
func wrap(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
func br(w io.Writer) io.WriteCloser   { return brotli.NewWriter(w) }

func raw(w io.Writer) io.WriteCloser {
	z, _ := flate.NewWriter(w, flate.DefaultCompression) // that level is known
	return z
}

func frame(w io.Writer) io.WriteCloser {
	z, _ := zstd.NewWriter(w) // no options, no error
	return z
}

func TestUndo(t *testing.T) {
	tests := []struct{ title, coding, body, want string }{
		{"none", "", page, page},
		{"identity", "Identity", page, page},
		{"gzip", "gzip", in(zip, page), page},
		{"gzip, old name, upper case", "X-GZIP", in(zip, page), page},
		{"gzip, undone already", "gzip", page, page},
		{"deflate as the standard has it", "deflate", in(wrap, page), page},
		{"deflate without wrapping", "deflate", in(raw, page), page},
		{"deflate, undone already", "deflate", page, page},
		{"br", "br", in(br, page), page},
		{"br, undone already", "br", "\n" + page, "\n" + page},
		{"zstd", "zstd", in(frame, page), page},
		{"zstd, undone already", "zstd", page, page},
		{"two", "br, gzip", in(zip, in(br, page)), page},
		{"two, one of them none", "identity, gzip", in(zip, page), page},
		{"empty", "gzip", "", ""},
		{"empty br", "br", "", ""},
	}
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			r, err := coding.Undo(test.coding, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, error %v", got, err)
			}
		})
	}
}

func TestUndoFails(t *testing.T) {
	if _, err := coding.Undo("compress", strings.NewReader(page)); !errors.Is(err, coding.ErrUnknown) {
		t.Errorf("error %v", err)
	}
	if _, err := coding.Undo("gzip, gzip, gzip", strings.NewReader("")); err == nil {
		t.Error("three codings are undone")
	}
	for name, body := range map[string]string{
		"gzip": in(zip, page), "deflate": in(wrap, page), "br": in(br, page), "zstd": in(frame, page),
	} {
		r, err := coding.Undo(name, strings.NewReader(body[:len(body)-3]))
		if err == nil {
			_, err = io.ReadAll(r)
		}
		if err == nil {
			t.Errorf("%s: cut off, and no error", name)
		}
	}
}

func TestDechunk(t *testing.T) {
	tests := []struct{ title, body, want string }{
		{"chunks", "3\r\nYes\r\nb\r\n, she said.\r\n0\r\n\r\n", "Yes, she said."},
		{"with an extension", "3;sum=1\r\nYes\r\n0\r\n\r\n", "Yes"},
		{"undone already", page, page},
		{"a number, but no line of its own", "12 ships sailed from the harbour at noon.", "12 ships sailed from the harbour at noon."},
		{"empty", "", ""},
	}
	for _, test := range tests {
		got, err := io.ReadAll(coding.Dechunk(strings.NewReader(test.body)))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: got %q, error %v", test.title, got, err)
		}
	}
	if _, err := io.ReadAll(coding.Dechunk(strings.NewReader("3\r\nYes\r\n9\r\ncut"))); err == nil {
		t.Error("cut off within a chunk, and no error")
	}
}

func FuzzUndo(f *testing.F) {
	for name, coder := range map[string]func(io.Writer) io.WriteCloser{"gzip": zip, "deflate": wrap, "br": br, "zstd": frame} {
		f.Add(name, in(coder, page))
	}
	f.Add("deflate, gzip", in(zip, in(raw, page)))
	f.Fuzz(func(t *testing.T, name, body string) {
		r, err := coding.Undo(name, strings.NewReader(body))
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, io.LimitReader(coding.Dechunk(r), 1<<20))
	})
}
