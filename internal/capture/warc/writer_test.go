package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/capture/warc"
	"hearsay/internal/outside"
)

func header(kind, date, target string) warc.Header {
	return warc.Header{
		{Name: warc.FieldType, Value: kind},
		{Name: warc.FieldDate, Value: date},
		{Name: warc.FieldTarget, Value: target},
		{Name: warc.FieldContentType, Value: "text/plain; charset=utf-8"},
	}
}

// write returns a file of the given blocks.
func write(t testing.TB, blocks ...string) []byte {
	t.Helper()
	var file bytes.Buffer
	w := warc.NewWriter(&file, 0)
	for i, block := range blocks {
		h := header("resource", "2031-05-04T06:07:08Z", fmt.Sprintf("http://ostrel.example/%d", i))
		if err := w.Write(h, []byte(block)); err != nil {
			t.Fatal(err)
		}
	}
	if w.Offset() != int64(file.Len()) {
		t.Fatalf("Offset is %d after %d bytes", w.Offset(), file.Len())
	}
	return file.Bytes()
}

func TestWriterReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := rapid.SliceOf(rapid.SliceOf(rapid.Byte())).Draw(t, "blocks")
		var file bytes.Buffer
		w := warc.NewWriter(&file, 0)
		custom := rapid.StringMatching(`|[^\pC\pZ]([^\pC]{0,30}[^\pC\pZ])?`).Draw(t, "value")
		h := append(header("resource", "2031-05-04T06:07:08Z", "http://ostrel.example/"), warc.Field{Name: "X-Custom", Value: custom})
		for _, block := range blocks {
			if err := w.Write(h, block); err != nil {
				t.Fatal(err)
			}
		}
		r := warc.NewReader(bytes.NewReader(file.Bytes()), checked)
		for _, block := range blocks {
			rec, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(rec)
			if err != nil || !bytes.Equal(got, block) || rec.Header.Value("x-custom") != custom {
				t.Fatalf("read %q and %q, wrote %q and %q, error %v", got, rec.Header.Value("x-custom"), block, custom, err)
			}
			member := file.Bytes()[rec.Offset : rec.Offset+rec.Length]
			if err := warc.CheckSeal(bytes.NewReader(member), rec.Offset); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Next(); !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}

// The text of a written record, whole: what is derived must never change, or
// the same capture would no longer give the same bytes.
func TestWriterRecord(t *testing.T) {
	r := warc.NewReader(bytes.NewReader(write(t, "A note.\n")), checked)
	rec, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	want := warc.Header{
		{Name: "WARC-Type", Value: "resource"},
		{Name: "WARC-Record-ID", Value: "<urn:uuid:fbd9516a-7e4f-8cfa-8854-fbaf89ce559c>"},
		{Name: "WARC-Date", Value: "2031-05-04T06:07:08Z"},
		{Name: "WARC-Target-URI", Value: "http://ostrel.example/0"},
		{Name: "Content-Type", Value: "text/plain; charset=utf-8"},
		{Name: "WARC-Block-Digest", Value: "sha256:d47cd809b55acbb91f27f68180367d0fdf6997acb09692bd2341fc6c4407da8a"},
		{Name: "Content-Length", Value: "8"},
	}
	if diff := cmp.Diff(want, rec.Header); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
	if !bytes.Equal(write(t, "A note.\n", "Another."), write(t, "A note.\n", "Another.")) {
		t.Error("the same records give other bytes")
	}
}

func TestWriterRefuses(t *testing.T) {
	tests := map[string]warc.Field{
		"line end in a value": {Name: "X-Name", Value: "a\r\nWARC-Type: response"},
		"zero byte":           {Name: "X-Name", Value: "a\x00b"},
		"broken UTF-8":        {Name: "X-Name", Value: "a\xffb"},
		"outer space":         {Name: "X-Name", Value: " a"},
		"name with a colon":   {Name: "X:Name", Value: "a"},
		"no name":             {Name: "", Value: "a"},
	}
	for name, field := range tests {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			if err := warc.NewWriter(&file, 0).Write(warc.Header{field}, nil); err == nil || file.Len() > 0 {
				t.Errorf("error %v, %d bytes written", err, file.Len())
			}
		})
	}
}

type shortWriter struct{}

func (shortWriter) Write(p []byte) (int, error) { return len(p) - 1, nil }

func TestWriterShortWrite(t *testing.T) {
	err := warc.NewWriter(shortWriter{}, 0).Write(header("resource", "2031-05-04T06:07:08Z", "x:y"), []byte("block"))
	if !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v, want a short write", err)
	}
}

// Every bit of a member is under its seal, and so is the member's place.
func TestSeal(t *testing.T) {
	member := write(t, strings.Repeat("the same words again and again, ", 30))
	if err := warc.CheckSeal(bytes.NewReader(member), 0); err != nil {
		t.Fatal(err)
	}
	for i := range member {
		for bit := range 8 {
			member[i] ^= 1 << bit
			if err := warc.CheckSeal(bytes.NewReader(member), 0); !errors.Is(err, warc.ErrSeal) {
				t.Errorf("bit %d of byte %d flipped: %v", bit, i, err)
			}
			member[i] ^= 1 << bit
		}
	}
	for n := range member {
		if err := warc.CheckSeal(bytes.NewReader(member[:n]), 0); !errors.Is(err, warc.ErrSeal) {
			t.Errorf("cut at byte %d: %v", n, err)
		}
	}
	if err := warc.CheckSeal(bytes.NewReader(member), 1); !errors.Is(err, warc.ErrSeal) {
		t.Errorf("at another offset: %v", err)
	}
}

// warcio returns its command, or skips the test.
func warcio(t *testing.T) func(arg ...string) string {
	t.Helper()
	python := outside.Program(t, "python3")
	if exec.Command(python, "-c", "import warcio").Run() != nil {
		outside.Absent(t, "python3 has no warcio")
	}
	return func(arg ...string) string {
		t.Helper()
		cmd := exec.Command(python, append([]string{"-m", "warcio.cli"}, arg...)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("warcio %s: %v\n%s", strings.Join(arg, " "), err, out)
		}
		return string(out)
	}
}

func TestWarcioReadsOurs(t *testing.T) {
	run := warcio(t)
	file := filepath.Join(t.TempDir(), "ours.warc.gz")
	blocks := []string{"A note.\n", strings.Repeat("long ", 50_000), "\x00\xff\r\n\r\nWARC/1.0\r\n"}
	if err := os.WriteFile(file, write(t, blocks...), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(run("check", "--verbose", file), "digest pass"); got != len(blocks) {
		t.Errorf("warcio finds %d good digests of %d", got, len(blocks))
	}
	compareIndex(t, run, file)
}

func TestWarcioReadsTheSame(t *testing.T) {
	run := warcio(t)
	for _, name := range fixtures(t) {
		if !strings.HasPrefix(filepath.Base(name), "one-member") { // which it refuses
			compareIndex(t, run, name)
		}
	}
}

// compareIndex compares where warcio finds records with where we do.
func compareIndex(t *testing.T, run func(...string) string, name string) {
	t.Helper()
	var got strings.Builder
	for line := range strings.Lines(list(open(t, name), checked)) {
		var offset, length int64
		if _, err := fmt.Sscanf(line, "%d+%d", &offset, &length); err != nil {
			t.Fatal(line)
		}
		if filepath.Ext(name) == ".warc" {
			length -= 4 // it leaves out the two line ends at a record's end
		}
		fmt.Fprintf(&got, "{\"offset\": \"%d\", \"length\": \"%d\"}\n", offset, length)
	}
	if diff := cmp.Diff(run("index", "-f", "offset,length", name), got.String()); diff != "" {
		t.Errorf("%s (-warcio +ours):\n%s", name, diff)
	}
}
