package capture

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/fields"
)

// chrome is a page as Chrome saves it, with a frame and a picture that is not text.
const chrome = "From: <Saved by Blink>\r\n" +
	"Snapshot-Content-Location: https://post.example/levy?a=1\r\n" +
	"Subject: =?utf-8?Q?Levy=20stays?=\r\n" +
	"Date: Tue, 8 Jan 2019 06:00:00 +0100\r\n" +
	"MIME-Version: 1.0\r\n" +
	"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n" +
	"------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/levy?a=1\r\n\r\n" +
	"<!DOCTYPE html><html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/h=\r\ntml; charset=3DUTF-8\"></head><body><p>Caf=C3=A9</p></body></html>\r\n" +
	"------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\nContent-Location: cid:frame-2@mhtml.blink\r\n\r\n<p>an advertisement\r\n" +
	"------MultipartBoundary--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-Location: https://post.example/a.png\r\n\r\n\x89PNG\x00\x00\r\n" +
	"------MultipartBoundary--x------\r\n"

func TestSavedPages(t *testing.T) {
	now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct{ name, content, address, charset, at, body string }{
		{"Chrome", chrome, "https://post.example/levy?a=1", "", "2019-01-08 05:00",
			`<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><p>Café</p></body></html>`},
		{"Internet Explorer", "From: \"Saved by Windows Internet Explorer 8\"\r\nSubject: x\r\nDate: Tue, 8 Jan 2019 06:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b\"\r\nX-MimeOLE: Produced By Microsoft MimeOLE\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n--b\r\nContent-Type: text/html;\r\n\tcharset=\"windows-1252\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://post.example/levy\r\n\r\n<P>Caf=E9</P>\r\n--b--\r\n",
			"http://post.example/levy", "windows-1252", "2019-01-08 05:00", "<P>Caf\xe9</P>"},
		{"one part", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Location: file:///C:/a.htm\n\n<p>a\n", "", "utf-8", "2020-01-01 00:00", "<p>a\n"},
		{"forms of one page", "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: multipart/alternative; boundary=a\n\n--a\n\nplain\n--a\nContent-Type: text/html\nContent-Location: http://post.example/\n\n<p>a\n--a--\n--r--\n",
			"http://post.example/", "", "2020-01-01 00:00", "<p>a"},
		{"a day to come", "Date: Tue, 8 Jan 2069 06:00:00 +0100\nContent-Type: text/html\n\n<p>a\n", "", "", "2020-01-01 00:00", "<p>a\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := lay(t, map[string]string{"a.mhtml": test.content})
			got := taken(t, FileOptions{Now: func() time.Time { return now }}, dir)
			if len(got) != 1 {
				t.Fatal(got)
			}
			c := got[0]
			if c.MediaType != mediaHTML || c.Charset != test.charset || string(c.Body) != test.body || c.Name != "a.mhtml" || c.SHA256 != hash(c.Body) {
				t.Errorf("capture %+v\n%q", c, c.Body)
			}
			if test.address != "" && c.Address != test.address || test.address == "" && !strings.HasPrefix(c.Address, "file:///") {
				t.Errorf("address %q", c.Address)
			}
			if at := c.Time.Format("2006-01-02 15:04"); at != test.at {
				t.Errorf("captured %s, want %s", at, test.at)
			}
		})
	}
}

func TestMails(t *testing.T) {
	const mail = "From: Ada Moor <ada@post.example>\r\nSubject: x\r\nMessage-ID: <a/1?$@mg.post.example>\r\n\r\nThe levy stays.\r\n"
	dir := lay(t, map[string]string{
		"a.eml":  mail,
		"b.eml":  "Archived-At: <https://post.example/a>\r\n" + mail,
		"c.eml":  "Subject: x\n\na",
		"d.mbox": "From ada@post.example Tue Jan  8 06:00:00 2019\nSubject: x\nMessage-ID: <1@post.example>\n\nFrom here on it stays.\n\nFrom ida@post.example Tue Jan  8 07:00:00 2019\nSubject: y\n\nb\n",
	})
	got := taken(t, FileOptions{}, dir)
	want := []struct{ name, address, body string }{
		{"a.eml", "mid:a%2F1%3F$@mg.post.example", mail},
		{"b.eml", "https://post.example/a", "Archived-At: <https://post.example/a>\r\n" + mail},
		{"c.eml", "file://" + filepath.ToSlash(dir) + "/c.eml", "Subject: x\n\na"},
		{"d.mbox mail 1", "mid:1@post.example", "Subject: x\nMessage-ID: <1@post.example>\n\nFrom here on it stays.\n\n"},
		{"d.mbox mail 2", "file://" + filepath.ToSlash(dir) + "/d.mbox#mail=2", "Subject: y\n\nb\n"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d captures", len(got))
	}
	for i, w := range want {
		if c := got[i]; c.Name != w.name || c.Address != w.address || c.MediaType != mediaMail || string(c.Body) != w.body {
			t.Errorf("%d: %+v %q", i, c, c.Body)
		}
	}
}

// TestDocumentsAreKept has a mail and an article in fields go into an archive, out
// of it and, as a web archive, in again.
func TestDocumentsAreKept(t *testing.T) {
	got := taken(t, FileOptions{}, lay(t, map[string]string{
		"a.eml":   "From: Ada\nTo: Ida\nSubject: x\n\nThe levy stays.\n",
		"b.jsonl": `{"körper=":1,"text":"The levy stays.","title":"Levy","Título":"x","Bÿline, \u0007":2}` + "\n",
	}))
	if len(got) != 2 {
		t.Fatal(got)
	}
	var out bytes.Buffer
	for _, c := range got {
		header, err := encode(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decode(header)
		if err != nil || back.MediaType != c.MediaType || back.Address != c.Address {
			t.Errorf("%+v came back as %+v, %v", c, back, err)
		}
		out.WriteString(rec("resource", c.Address, withCharset(c.MediaType, c.Charset), string(c.Body)))
	}
	again := taken(t, FileOptions{}, lay(t, map[string]string{"all.warc": out.String()}))
	if len(again) != 2 {
		t.Fatal(again)
	}
	for i, c := range again {
		if c.MediaType != got[i].MediaType || !bytes.Equal(c.Body, got[i].Body) {
			t.Errorf("%+v was read again as %+v", got[i], c)
		}
	}
}

// TestDocumentsFromAddresses reads what servers deliver under whatever type.
func TestDocumentsFromAddresses(t *testing.T) {
	const mail, object = "From: Ada\nTo: Ida\nSubject: x\nMessage-ID: <1@post.example>\n\nThe levy stays.\n", `{"text":"The levy stays.","url":"https://post.example/1"}`
	tests := []struct{ address, stated, body, media, at string }{
		{"https://a.example/x.mhtml", mediaMail, chrome, mediaHTML, "https://post.example/levy?a=1"},
		{"https://a.example/x", mediaSaved, chrome, mediaHTML, "https://post.example/levy?a=1"},
		{"https://a.example/x.mht", "application/octet-stream", chrome, mediaHTML, "https://post.example/levy?a=1"},
		{"https://a.example/x.eml", mediaMail, mail, mediaMail, "https://a.example/x.eml"},
		{"https://a.example/x.eml", "application/octet-stream", mail, mediaMail, "https://a.example/x.eml"},
		{"https://a.example/x", mediaText, mail, mediaText, "https://a.example/x"},
		{"https://a.example/x.jsonl", "application/octet-stream", object, `application/json; fields="text=text,url=url"`, "https://post.example/1"},
		{"https://a.example/x.jsonl", mediaText, object, `application/json; fields="text=text,url=url"`, "https://post.example/1"},
		{"https://a.example/x", mediaObject, object, `application/json; fields="text=text,url=url"`, "https://post.example/1"},
		{"https://a.example/x.jsonl", mediaHTML, object, mediaHTML, "https://a.example/x.jsonl"},
	}
	for _, test := range tests {
		d := Delivery{Asked: test.address, Address: test.address, MediaType: test.stated, Time: time.Unix(1_700_000_000, 0), Body: []byte(test.body)}
		for c, err := range Delivered(t.Context(), d, FileOptions{}) {
			if err != nil || c.MediaType != test.media || c.Address != test.at {
				t.Errorf("%s as %s is %s at %s, %v", test.address, test.stated, c.MediaType, c.Address, err)
			}
		}
	}
}

// taken returns the captures of files, none of which may fail.
func taken(t *testing.T, opts FileOptions, paths ...string) (all []Capture) {
	t.Helper()
	for c, err := range Files(t.Context(), paths, opts) {
		if err != nil {
			t.Error(err)
			continue
		}
		all = append(all, c)
	}
	return all
}

// FuzzDocuments reads bytes under each name that matters.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(chrome))
	f.Add([]byte("From a\nSubject: x\n\nb\n\nFrom c\n\nd"))
	f.Add([]byte(`{"text":"a"}` + "\n" + `{"text":"b","url":"https://a.example"}`))
	f.Add([]byte(`[{"text":"a"},{"text":`))
	f.Add([]byte(`{"articles":[{"text":"a"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, name := range []string{"a.mhtml", "a.eml", "a.jsonl", "a.json", "a"} {
			size := 0
			w := walk{ctx: t.Context(), opts: FileOptions{Now: time.Now, PassedOver: func(string) {}, Mapped: func(string, fields.Mapping) {}, Read: func(int64) {}}}
			w.yield = func(c Capture, err error) bool {
				if size += len(c.Body); err == nil && c.SHA256 != hash(c.Body) {
					t.Errorf("%s: not the hash of its bytes", name)
				}
				return true
			}
			m := &meter{read: w.opts.Read}
			w.read(source{path: name, name: name, bytes: m.packed(bytes.NewReader(body)), size: int64(len(body)), named: true, meter: m})
			if m.out == 0 && size > len(body) {
				t.Errorf("%s: %d bytes of captures of %d", name, size, len(body))
			}
		}
	})
}
