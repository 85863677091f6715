package warc_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture/warc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var checked = warc.Options{CheckDigests: true}

// list reads a file to its end and tells of each record and each fault in a line.
func list(src io.Reader, opts warc.Options) string {
	var out strings.Builder
	r := warc.NewReader(src, opts)
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			fmt.Fprintln(&out, err)
			continue
		}
		hash := sha256.New()
		n, err := io.Copy(hash, rec)
		if err != nil {
			fmt.Fprintln(&out, err)
			continue
		}
		fmt.Fprintf(&out, "%d+%d %s %s %s %d bytes %.4x\n",
			rec.Offset, rec.Length, rec.Version, rec.Type(), rec.Target(), n, hash.Sum(nil))
	}
}

func TestFilesOfOtherMakers(t *testing.T) {
	var got strings.Builder
	for _, name := range fixtures(t) {
		fmt.Fprintf(&got, "%s\n%s\n", filepath.Base(name), list(open(t, name), checked))
	}
	golden := filepath.Join("testdata", "records.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, golden)), got.String()); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

// Whether the source can seek, and how few bytes it gives at a time, makes no
// difference to sound files.
func TestSourceMakesNoDifference(t *testing.T) {
	for _, name := range fixtures(t) {
		want := list(open(t, name), checked)
		if got := list(struct{ io.Reader }{open(t, name)}, checked); got != want {
			t.Errorf("%s, no seeking: %s", name, cmp.Diff(want, got))
		}
		if got := list(iotest.OneByteReader(open(t, name)), checked); got != want {
			t.Errorf("%s, byte by byte: %s", name, cmp.Diff(want, got))
		}
	}
}

// A record is read from its offset and length alone.
func TestRecordAtItsPlace(t *testing.T) {
	for _, name := range fixtures(t) {
		file := read(t, name)
		r := warc.NewReader(bytes.NewReader(file), checked)
		for {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			want, err := io.ReadAll(rec)
			if err != nil {
				t.Fatal(err)
			}
			if rec.Length == 0 && strings.HasPrefix(filepath.Base(name), "one-member") {
				continue
			}
			alone := warc.NewReader(bytes.NewReader(file[rec.Offset:rec.Offset+rec.Length]), checked)
			again, err := alone.Next()
			if err != nil {
				t.Fatalf("%s, record at %d: %v", name, rec.Offset, err)
			}
			got, err := io.ReadAll(again)
			if err != nil || !bytes.Equal(got, want) || again.Length != rec.Length {
				t.Errorf("%s, record at %d: read again %d bytes of %d, error %v",
					name, rec.Offset, len(got), len(want), err)
			}
		}
	}
}

// record makes a record; the text after the empty line is its block.
func record(kind, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2031-01-02T03:04:05Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, len(block), block)
}

func zipped(content string) string {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	_, _ = zip.Write([]byte(content))
	_ = zip.Close() // a buffer does not fail
	return out.String()
}

func TestDamage(t *testing.T) {
	one, two, three := record("one", "first"), record("two", "second"), record("three", "third")
	oneZip, twoZip, threeZip := zipped(one), zipped(two), zipped(three)
	tests := []struct {
		name string
		file string
		want []string // the beginning of each line of list, sizes and offsets left out
	}{
		{"empty", "", nil},
		{"sound, plain", one + two, []string{"one", "two"}},
		{"sound, compressed", oneZip + twoZip, []string{"one", "two"}},
		{"many line ends between records", one + "\r\n\r\n\n" + two, []string{"one", "two"}},
		{"plain line ends", strings.ReplaceAll(one+two, "\r\n", "\n"), []string{"one", "two"}},
		{"no line ends behind the last", strings.TrimSpace(one), []string{"one"}},
		{"continued header line", strings.Replace(one, "one", "\r\n\tone", 1), []string{"one"}},
		{"not a WARC file", "<!doctype html><p>No.", []string{"error: not a WARC record"}},
		{"cut off, plain", one + two[:3], []string{"one", "error: the file ends within its header"}},
		{"zeros behind", oneZip + strings.Repeat("\x00", 500), []string{"one", "error: not a WARC record"}},
		{"not a WARC file, with lines", "<!doctype html>\n<p>No.", []string{"error: not a WARC record"}},
		{"version of the future", strings.ReplaceAll(one, "1.0", "2.0") + two, []string{"error: not a WARC record", "two"}},
		{"garbage between, plain", one + "garbage\n" + two, []string{"one", "error: not a WARC record", "two"}},
		{"garbage between, compressed", oneZip + "garbage\n" + twoZip, []string{"one", "error: not a WARC record", "two"}},
		{"no length", strings.ReplaceAll(one, "Content-Length", "Content-Width") + two, []string{"error: its header has no Content-Length", "two"}},
		{"negative length", strings.ReplaceAll(one, ": 5", ": -5") + two, []string{`error: its Content-Length is "-5"`, "two"}},
		{"absurd length", strings.ReplaceAll(one, ": 5", ": 99999999999999999999") + two, []string{"error: its Content-Length is", "two"}},
		{"large block", zipped(record("big", strings.Repeat("x", 5000))) + twoZip, []string{"error: too large: a block of 5000 bytes", "two"}},
		{"large header", zipped("WARC/1.0\r\nX: "+strings.Repeat("x", 5000)) + twoZip, []string{"error: too large: its header", "two"}},
		{"header line without a name", strings.ReplaceAll(one, "WARC-Type:", "WARC-Type") + two, []string{"error: header line is not a named field", "two"}},
		{"length too small, compressed", zipped(strings.ReplaceAll(one, ": 5", ": 3")) + twoZip, []string{"error: more bytes in its gzip member", "two"}},
		{"length too great, compressed", zipped(strings.ReplaceAll(one, ": 5", ": 15")) + twoZip, []string{"error: its gzip member ends within its block, 6 bytes short", "two"}},
		{"length too small, plain", strings.ReplaceAll(one, ": 5", ": 3") + two, []string{"one", "error: not a WARC record", "two"}},
		{"length too great, plain", strings.ReplaceAll(one, ": 5", ": 900") + two, []string{"error: the file ends within its block", "two"}},
		{"first byte of a compressed file", "\x00" + oneZip[1:] + twoZip + threeZip, []string{"error: ", "two", "three"}},
		{"first byte of a plain file", "X" + one[1:] + two, []string{"error: not a WARC record", "two"}},
		{"checksum", oneZip[:len(oneZip)-8] + "\x00" + oneZip[len(oneZip)-7:] + twoZip, []string{"error: gzip: invalid checksum", "two"}},
		{"compressed bytes", oneZip[:20] + strings.Repeat("\xff", 30) + oneZip[50:] + twoZip + threeZip, []string{"error: ", "two", "three"}},
		{"cut off in a member's header", oneZip + twoZip[:5], []string{"one", "error: unexpected EOF"}},
		{"cut off in a member", oneZip + twoZip[:40], []string{"one", "error: unexpected EOF"}},
		{"cut off in a member's trailer", oneZip + twoZip[:len(twoZip)-3], []string{"one", "error: unexpected EOF"}},
		{"one member cut off, whole ones behind", oneZip[:50] + twoZip + threeZip, []string{"error: ", "two", "three"}},
		{"two records in a member", zipped(one+two) + threeZip, []string{"one", "two", "three"}},
		{"member of something else", oneZip + zipped("no record") + twoZip, []string{"one", "error: not a WARC record", "two"}},
		{"digest, plain", strings.ReplaceAll(one, "\r\n\r\nfirst", "\r\nWARC-Block-Digest: sha1:"+strings.Repeat("A", 32)+"\r\n\r\nfirst") + two,
			[]string{"error: the block does not match its digest", "two"}},
		{"digest of another sort", strings.ReplaceAll(one, "\r\n\r\nfirst", "\r\nWARC-Block-Digest: crc99:AAAA\r\n\r\nfirst"), []string{"one"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			opts := warc.Options{CheckDigests: true, MaxBlock: 1000, MaxHeader: 1000}
			var got []string
			for line := range strings.Lines(list(strings.NewReader(test.file), opts)) {
				if _, reason, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(line, "record at byte") {
					got = append(got, "error: "+reason)
				} else {
					got = append(got, strings.Fields(line)[2])
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("got %q, want %q", got, test.want)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("line %d is %q, want %q", i, got[i], want)
				}
			}
		})
	}
}

// What a damaged record is told to be: cut off, or something else. Archives
// cut off torn ends and nothing else.
func TestCutOffIsToldApart(t *testing.T) {
	whole := zipped(record("one", strings.Repeat("much the same, ", 20)))
	for n := 1; n < len(whole); n++ {
		r := warc.NewReader(strings.NewReader(whole[:n]), checked)
		rec, err := r.Next()
		if err == nil {
			_, err = io.ReadAll(rec)
		}
		if fault := new(warc.Error); !errors.As(err, &fault) || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d of %d bytes: error %v, want an unexpected end", n, len(whole), err)
		}
		if _, err := r.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("%d of %d bytes: then %v, want the end", n, len(whole), err)
		}
	}
}

func TestSourceThatFails(t *testing.T) {
	failure := errors.New("the disk is on fire")
	file := zipped(record("one", "first")) + zipped(record("two", "second"))
	for n := range len(file) {
		src := io.MultiReader(strings.NewReader(file[:n]), iotest.ErrReader(failure))
		r := warc.NewReader(src, checked)
		var err error
		for range 5 {
			if _, err = r.Next(); err != nil {
				break
			}
		}
		if fault := new(warc.Error); !errors.Is(err, failure) || errors.As(err, &fault) {
			t.Fatalf("failing at byte %d: error %v, want that of the source", n, err)
		}
		if _, err := r.Next(); !errors.Is(err, io.EOF) {
			t.Fatalf("failing at byte %d: then %v, want the end", n, err)
		}
	}
}

func TestRecordReadTooLate(t *testing.T) {
	r := warc.NewReader(strings.NewReader(record("one", "first")+record("two", "second")), checked)
	first, _ := r.Next()
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	if n, err := first.Read(make([]byte, 10)); n != 0 || err == nil {
		t.Errorf("read %d bytes of the record before, error %v", n, err)
	}
}

func FuzzReader(f *testing.F) {
	for _, name := range fixtures(f) {
		f.Add(read(f, name))
	}
	f.Add([]byte(zipped(record("one", "first"))[:40] + zipped(record("two", "second"))))
	f.Fuzz(func(t *testing.T, file []byte) {
		opts := warc.Options{CheckDigests: true, MaxBlock: 1 << 20, MaxHeader: 1 << 12}
		r := warc.NewReader(bytes.NewReader(file), opts)
		at := int64(-1)
		for steps := 0; ; steps++ {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			fault := new(warc.Error)
			if err != nil {
				if !errors.As(err, &fault) {
					t.Fatalf("error %v has no offset", err)
				}
				if fault.Offset < at || fault.Offset >= int64(len(file)) {
					t.Fatalf("fault at %d after %d, in %d bytes", fault.Offset, at, len(file))
				}
				at = fault.Offset
				continue
			}
			if rec.Offset < at || rec.Offset >= int64(len(file)) {
				t.Fatalf("record at %d after %d, in %d bytes", rec.Offset, at, len(file))
			}
			at = rec.Offset
			n, err := io.Copy(io.Discard, rec)
			if err == nil && n != rec.Size {
				t.Fatalf("block of %d bytes, header says %d", n, rec.Size)
			}
			if err == nil && rec.Length > 0 {
				alone := warc.NewReader(bytes.NewReader(file[rec.Offset:rec.Offset+rec.Length]), opts)
				if again, err := alone.Next(); err != nil || again.Size != rec.Size {
					t.Fatalf("record at %d cannot be read alone: %v", rec.Offset, err)
				}
			}
			// A gzip member of 1 KiB can hold some thousand records.
			if steps > 64<<10+1100*len(file) {
				t.Fatal("no end")
			}
		}
	})
}

func fixtures(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "*.warc*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	return names
}

func open(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
