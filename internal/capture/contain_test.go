package capture

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// A member is a file in a container.
type member struct{ name, content string }

func zipOf(members ...member) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range members {
		w, _ := z.Create(m.name)
		_, _ = io.WriteString(w, m.content)
	}
	_ = z.Close() // a buffer does not fail
	return out.String()
}

func tarOf(members ...member) string {
	var out bytes.Buffer
	t := tar.NewWriter(&out)
	for _, m := range members {
		_ = t.WriteHeader(&tar.Header{Name: m.name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(m.content))})
		_, _ = io.WriteString(t, m.content)
	}
	_ = t.Close()
	return out.String()
}

func zstdOf(content string, opts ...zstd.EOption) string {
	z, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		panic(err)
	}
	return string(z.EncodeAll([]byte(content), nil))
}

// answer is a record of what a server answered.
func answer(address, header, body string) string {
	return rec("response", address, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+header+"\r\n"+body)
}

func rec(kind, address, media, block string, fields ...string) string {
	extra := ""
	for _, f := range fields {
		extra += f + "\r\n"
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-01-02T03:04:05Z\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, media, extra, len(block), block)
}

// told reads files and tells of each page and each error in a line, dir left out.
func told(t testing.TB, dir string, paths ...string) string {
	t.Helper()
	var out strings.Builder
	opts := FileOptions{
		Now:   func() time.Time { return time.Date(2031, 5, 4, 6, 7, 8, 0, time.UTC) },
		Stdin: strings.NewReader("Ostrel, May 4. The ferry sails."),
	}
	for c, err := range Files(t.Context(), paths, opts) {
		if err != nil {
			fmt.Fprintln(&out, "error:", err)
			continue
		}
		if c.SHA256 != hash(c.Body) || c.Time.Location() != time.UTC || c.Input == "" {
			t.Errorf("%s has hash %s, time %s and input %q", c.Name, c.SHA256, c.Time, c.Input)
		}
		media := c.MediaType
		if c.Charset != "" {
			media += "; " + c.Charset
		}
		fmt.Fprintf(&out, "%s | %s | %s | %s | %s | %.20q\n", c.Path, c.Name, c.Address, media, c.Time.Format("01-02T15:04:05"), c.Body)
	}
	return strings.ReplaceAll(out.String(), dir, "DIR")
}

func TestContainers(t *testing.T) {
	page := member{"news/one.html", "<p>one"}
	dir := lay(t, map[string]string{
		"a.zip":         zipOf(page, member{"news/", ""}, member{"news/style.css", "p{}"}, member{".hidden/x.html", "<p>no"}, member{`b\two.txt`, "two"}),
		"b.tar":         tarOf(page, member{"../../up.txt", "up"}, member{"empty.txt", ""}),
		"c.tar.gz":      pack(tarOf(page)),
		"d.tar.zst":     zstdOf(tarOf(page)),
		"e.html.zst":    zstdOf("<p>one"),
		"f.zip":         zipOf(member{"inner.zip", zipOf(page, member{"deep.tar.gz", pack(tarOf(page))})}),
		"g.zip":         zipOf(page)[:60],
		"h.tar":         tarOf(page, page)[:1500],
		"i.zip":         zipOf(),
		"j.docx":        zipOf(member{"[Content_Types].xml", "<x/>"}),
		"k.zst":         zstdOf(strings.Repeat("text ", 5000))[:12],
		"l.gz":          pack(pack(pack(pack(pack(pack("too deep")))))),
		"m.zip":         strings.Replace(zipOf(member{"flipped.txt", strings.Repeat("flip ", 400)}, page), "\x4a\xcb", "\x4a\xca", 1),
		"n.tar":         tarOf(member{"large.txt", strings.Repeat("l", MaxPage+1)}, page),
		"o with %.zip":  zipOf(member{"ü #1?.html", "<p>one"}),
		"p-mac-zip.zip": zipOf(page, member{"__MACOSX/news/._one.html", "\x00"}),
	})
	got := told(t, dir, dir)
	want := `
DIR/a.zip/news/one.html | a.zip/news/one.html | file://DIR/a.zip/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/a.zip/b/two.txt | a.zip/b/two.txt | file://DIR/a.zip/b/two.txt | text/plain | 05-04T06:07:08 | "two"
DIR/b.tar/news/one.html | b.tar/news/one.html | file://DIR/b.tar/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/b.tar/up.txt | b.tar/up.txt | file://DIR/b.tar/up.txt | text/plain | 05-04T06:07:08 | "up"
error: DIR/b.tar/empty.txt: empty file
DIR/c.tar.gz/news/one.html | c.tar.gz/news/one.html | file://DIR/c.tar.gz/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/d.tar.zst/news/one.html | d.tar.zst/news/one.html | file://DIR/d.tar.zst/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/e.html.zst | e.html.zst | file://DIR/e.html.zst | text/html | 05-04T06:07:08 | "<p>one"
DIR/f.zip/inner.zip/news/one.html | f.zip/inner.zip/news/one.html | file://DIR/f.zip/inner.zip/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/f.zip/inner.zip/deep.tar.gz/news/one.html | f.zip/inner.zip/deep.tar.gz/news/one.html | file://DIR/f.zip/inner.zip/deep.tar.gz/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
error: DIR/g.zip: its zip is damaged
DIR/h.tar/news/one.html | h.tar/news/one.html | file://DIR/h.tar/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
error: DIR/h.tar: its tar is cut off
error: DIR/j.docx: looks like an office document (DOCX, XLSX, PPTX), not a page
error: DIR/k.zst: its zstd is cut off
error: DIR/l.gz: too many archives, one within the other
error: DIR/m.zip/flipped.txt: its zip is damaged
DIR/m.zip/news/one.html | m.zip/news/one.html | file://DIR/m.zip/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
error: DIR/n.tar/large.txt: too large: 32.0 MiB, more than the 32 MiB that a page may have
DIR/n.tar/news/one.html | n.tar/news/one.html | file://DIR/n.tar/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/o with %.zip/ü #1?.html | o with %.zip/ü #1?.html | file://DIR/o%20with%20%25.zip/%C3%BC%20%231%3F.html | text/html | 05-04T06:07:08 | "<p>one"
DIR/p-mac-zip.zip/news/one.html | p-mac-zip.zip/news/one.html | file://DIR/p-mac-zip.zip/news/one.html | text/html | 05-04T06:07:08 | "<p>one"
`
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), filepath.ToSlash(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

var offsets = regexp.MustCompile(`at byte [1-9][0-9]*`)

func TestWebArchives(t *testing.T) {
	const html = "Content-Type: text/html; charset=windows-1251\r\n"
	sound := answer("https://gazette.example/a?id=1", html, "<p>one")
	other := answer("http://herald.example/b", "Content-Type: text/html\r\n", "<p>two")
	all := sound +
		rec("request", "https://gazette.example/a?id=1", "application/http; msgtype=request", "GET /a HTTP/1.1\r\n\r\n") +
		answer("https://gazette.example/c", html+"Content-Encoding: gzip\r\n", pack("<p>packed")) +
		answer("https://gazette.example/d", html+"Content-Encoding: gzip\r\n", "<p>no more") +
		answer("https://gazette.example/e", html+"Transfer-Encoding: chunked\r\n", "7\r\n<p>part\r\n1\r\ns\r\n0\r\n\r\n") +
		answer("https://gazette.example/f", html+"Content-Encoding: compress\r\n", "what?") +
		answer("https://gazette.example/robots.txt", "Content-Type: text/plain\r\n", "User-agent: *") +
		answer("https://gazette.example/g.png", "Content-Type: image/png\r\n", "\x89PNG\r\n\x1a\n") +
		answer("https://gazette.example/h", html, "\x89PNG\r\n\x1a\n") +
		answer("https://gazette.example/empty", html, "") +
		answer("https://gazette.example/plain", "Content-Type: text/plain\r\n", "<p>as text") +
		strings.Replace(answer("https://gazette.example/gone", html, "<p>gone"), "200 OK", "404 No", 1) +
		strings.Replace(answer("https://gazette.example/i", html, "<p>when?"), "2031-01-02T", "last year", 1) +
		answer("https://gazette.example/no address", html, "<p>where?") +
		rec("revisit", "https://gazette.example/j", "application/http", "HTTP/1.1 200 OK\r\n\r\n") +
		rec("resource", "urn:gazette:k", "text/html", "<p>filed") +
		rec("conversion", "https://gazette.example/l", "text/plain", "turned into text") +
		rec("response", "https://gazette.example/m", "application/http", "no HTTP") +
		rec("response", "https://gazette.example/n", "application/http", "HTTP/1.1 200 OK\r\n"+html+"\r\n<p>cut", "WARC-Truncated: length") +
		rec("resource", "https://gazette.example/o", "text/html", "<p>changed", "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") +
		other
	dir := lay(t, map[string]string{
		"a.warc":          all,
		"b.warc.gz":       pack(sound) + pack(other),
		"c.warc.zst":      zstdOf(sound) + zstdOf(other),
		"d.warc.zst":      withDictionary(t, sound, other),
		"e-damaged.warc":  sound + "garbage\n" + other,
		"f-damaged.gz":    pack(sound) + pack(sound)[:50] + pack(other),
		"g.wacz":          zipOf(member{"datapackage.json", "{}"}, member{"archive/data.warc.gz", pack(sound) + pack(other)}, member{"pages/pages.jsonl", "{\"format\":\"json-pages-1.0\"}\n{\"url\":\"http://herald.example/b\"}\n"}, member{"indexes/index.cdx", "x"}),
		"h-no-list.wacz":  zipOf(member{"datapackage.json", "{}"}, member{"archive/data.warc", sound + other}),
		"i-zip-warc.zip":  zipOf(member{"x/data.warc.gz", pack(sound)}),
		"j-cut-short.zst": (zstdOf(sound) + zstdOf(other))[:len(zstdOf(sound))+20],
	})
	got := strings.ReplaceAll(told(t, dir, dir), "text/html; windows-1251 | 01-02T03:04:05 |", "html")
	want := `
DIR/a.warc at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
DIR/a.warc at byte N | gazette.example/c | https://gazette.example/c | html "<p>packed"
DIR/a.warc at byte N | gazette.example/d | https://gazette.example/d | html "<p>no more"
DIR/a.warc at byte N | gazette.example/e | https://gazette.example/e | html "<p>parts"
error: DIR/a.warc at byte N: sent in a coding that is not known: "compress"
error: DIR/a.warc at byte N: looks like a PNG, not a page
DIR/a.warc at byte N | gazette.example/plain | https://gazette.example/plain | text/plain | 01-02T03:04:05 | "<p>as text"
error: DIR/a.warc at byte N: its WARC-Date is no time: "last year03:04:05Z"
error: DIR/a.warc at byte N: its address is not an absolute URI: "https://gazette.example/no address"
DIR/a.warc at byte N | urn:gazette:k | urn:gazette:k | text/html | 01-02T03:04:05 | "<p>filed"
DIR/a.warc at byte N | gazette.example/l | https://gazette.example/l | text/plain | 01-02T03:04:05 | "turned into text"
error: DIR/a.warc at byte N: not an HTTP response: it begins with "no HTTP"
error: DIR/a.warc at byte N: cut off by whoever captured it (length)
error: DIR/a.warc at byte N: the block does not match its digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
DIR/a.warc at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/b.warc.gz at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
DIR/b.warc.gz at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/c.warc.zst at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
DIR/c.warc.zst at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/d.warc.zst at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
DIR/d.warc.zst at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/e-damaged.warc at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
error: DIR/e-damaged.warc at byte N: not a WARC record: it begins with "garbage"
DIR/e-damaged.warc at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/f-damaged.gz at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
error: DIR/f-damaged.gz at byte N: its gzip is damaged
DIR/f-damaged.gz at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/g.wacz/archive/data.warc.gz at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/h-no-list.wacz/archive/data.warc at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
DIR/h-no-list.wacz/archive/data.warc at byte N | herald.example/b | http://herald.example/b | text/html | 01-02T03:04:05 | "<p>two"
DIR/i-zip-warc.zip/x/data.warc.gz at byte 0 | gazette.example/a?id=1 | https://gazette.example/a?id=1 | html "<p>one"
error: DIR/j-cut-short.zst at byte 0: reading at byte N: its zstd is cut off
`
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), offsets.ReplaceAllString(got, "at byte N")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// withDictionary packs records as archivists do it who share one dictionary
// among the frames of a file.
func withDictionary(t *testing.T, records ...string) string {
	t.Helper()
	var samples [][]byte
	for i := range 40 {
		samples = append(samples, []byte(answer(fmt.Sprintf("https://gazette.example/%d", i*7919), "Content-Type: text/html\r\n", strings.Repeat(fmt.Sprint("<p>sample ", i), 20))))
	}
	dictionary, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: samples[0], Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	packed := zstdOf(string(dictionary))
	out := dictionaryMark + string(binary.LittleEndian.AppendUint32(nil, uint32(len(packed)))) + packed
	for _, r := range records {
		out += zstdOf(r, zstd.WithEncoderDict(dictionary))
	}
	return out
}

// What Hearsay has kept is a web archive like others.
func TestOwnArchiveIsRead(t *testing.T) {
	dir := lay(t, map[string]string{"in/a.html": "<p>one", "in/b/c.txt": "two"})
	a := openArchive(t, filepath.Join(dir, "archive"))
	var captures []Capture
	for c, err := range Files(t.Context(), []string{filepath.Join(dir, "in")}, FileOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		captures = append(captures, c)
	}
	if _, err := a.Keep(t.Context(), &memory{}, captures); err != nil {
		t.Fatal(err)
	}
	i := 0
	for c, err := range Files(t.Context(), []string{filepath.Join(dir, "archive")}, FileOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		want := captures[i]
		want.Path, want.Input = c.Path, c.Input
		if diff := cmp.Diff(want, c); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		i++
	}
	if i != len(captures) {
		t.Errorf("%d captures, want %d", i, len(captures))
	}
}

func TestStandardInput(t *testing.T) {
	got := told(t, "DIR", "-")
	want := `standard input | - | ni:///sha-256;` + strings.TrimPrefix(nameless([]byte("Ostrel, May 4. The ferry sails.")), "ni:///sha-256;") +
		` | text/plain | 05-04T06:07:08 | "Ostrel, May 4. The f"` + "\n"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A few bytes that unpack to a flood are not read to their end.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks gigabytes")
	}
	var header bytes.Buffer
	_ = tar.NewWriter(&header).WriteHeader(&tar.Header{Name: "large.txt", Typeflag: tar.TypeReg, Mode: 0o644, Size: 8 << 30})
	flood := pack(header.String()) + strings.Repeat(pack(strings.Repeat("\x00", 64<<20)), 128)
	dir := lay(t, map[string]string{"a.tar.gz": flood, "b.txt": "good"})
	var read int64
	opts := FileOptions{Read: func(n int64) { read += n }}
	var got []string
	for c, err := range Files(t.Context(), []string{dir}, opts) {
		got = append(got, strings.ReplaceAll(fmt.Sprint(c.Name, err), dir, "DIR"))
	}
	want := []string{
		"DIR/a.tar.gz/large.txt: too large: 8192.0 MiB, more than the 32 MiB that a page may have",
		"DIR/a.tar.gz: " + errBomb.Error(),
		"b.txt<nil>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if read > int64(len(flood))/2 {
		t.Errorf("%d bytes read of %d", read, len(flood))
	}
}

func FuzzFiles(f *testing.F) {
	page := member{"news/one.html", "<p>one"}
	sound := answer("https://gazette.example/a?id=1", "Content-Type: text/html\r\n", "<p>one")
	for _, seed := range []string{
		zipOf(page), tarOf(page), pack(tarOf(page)), zstdOf(sound), pack(sound), sound, pack(pack("twice")),
		zipOf(member{"datapackage.json", "{}"}, member{"archive/data.warc", sound}, member{"pages/pages.jsonl", "{\"url\":\"x:y\"}\n"}),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		var read int64
		opts := FileOptions{Stdin: bytes.NewReader(content), Read: func(n int64) { read += n }}
		for c, err := range Files(t.Context(), []string{"-"}, opts) {
			if err != nil {
				if strings.ContainsAny(err.Error(), "\r\n") {
					t.Errorf("more than a line: %q", err)
				}
				continue
			}
			if _, err := encode(c); err != nil || c.SHA256 != hash(c.Body) {
				t.Errorf("%q cannot be kept: %v", c.Name, err)
			}
		}
		if read > int64(len(content)) {
			t.Errorf("%d bytes read of %d", read, len(content))
		}
	})
}
