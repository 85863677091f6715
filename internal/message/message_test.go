package message

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// outline writes a message's parts, a line each, with their bodies.
func outline(p *Part) string {
	var out strings.Builder
	var write func(p *Part, depth int)
	write = func(p *Part, depth int) {
		fmt.Fprintf(&out, "%s%s", strings.Repeat("  ", depth), p.MediaType)
		if len(p.Parts) == 0 {
			fmt.Fprintf(&out, " %q", p.Body())
		}
		out.WriteByte('\n')
		for _, below := range p.Parts {
			write(below, depth+1)
		}
	}
	write(p, 0)
	return out.String()
}

func TestParse(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"one part", "Subject: x\r\n\r\nThe pier is open.\r\n", `text/plain "The pier is open.\r\n"`},
		{"no body", "Subject: x", `text/plain ""`},
		{"line ends of Unix", "Subject: x\nContent-Type: text/html\n\n<p>a\n", `text/html "<p>a\n"`},
		{"mark and empty lines before it", "\ufeff\r\n\r\nSubject: x\r\n\r\na", `text/plain "a"`},
		{"line of a mailbox before it", "From ada@post.example Mon Jan  7 2019\nSubject: x\n\na", `text/plain "a"`},
		{"empty line forgotten", "Subject: x\nThe pier is open.\n\nb", `text/plain "The pier is open.\n\nb"`},
		{"type without a slash", "Content-Type: text\n\na", `text/plain "a"`},
		{"type folded", "Content-Type: multipart/mixed;\r\n\tboundary=\"b b\"\r\n\r\n--b b\r\n\r\na\r\n--b b--\r\n", "multipart/mixed\n  text/plain \"a\""},
		{"boundary in pieces", "Content-Type: multipart/mixed; boundary*0=b; boundary*1=c\n\n--bc\n\na\n--bc--", "multipart/mixed\n  text/plain \"a\""},
		{"nested", "Content-Type: multipart/mixed; boundary=o\n\npreamble\n--o\nContent-Type: multipart/alternative; boundary=oo\n\n--oo\n\na\n--oo\nContent-Type: text/html\n\n<p>a\n--oo--\n\n--o\nContent-Type: image/png\n\nPNG\n--o--\nepilogue\n",
			"multipart/mixed\n  multipart/alternative\n    text/plain \"a\"\n    text/html \"<p>a\"\n  image/png \"PNG\""},
		{"outer closed before inner", "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\na\n--o\n\nb\n--o--\n",
			"multipart/mixed\n  multipart/alternative\n    text/plain \"a\"\n  text/plain \"b\""},
		{"never closed", "Content-Type: multipart/mixed; boundary=o\n\n--o\n\na\n--o\n\nb\n", "multipart/mixed\n  text/plain \"a\"\n  text/plain \"b\""},
		{"cut off in a header", "Content-Type: multipart/mixed; boundary=o\n\n--o\n\na\n--o\nContent-Ty", "multipart/mixed\n  text/plain \"a\"\n  text/plain \"Content-Ty\""},
		{"spaces behind the boundary", "Content-Type: multipart/mixed; boundary=o\n\n--o  \n\na\n--o-- \n", "multipart/mixed\n  text/plain \"a\""},
		{"boundary not stated", "Content-Type: multipart/mixed\n\n--=_1\nContent-Type: text/html\n\n<p>a\n--=_1--\n", "multipart/mixed\n  text/html \"<p>a\""},
		{"another boundary stated", "Content-Type: multipart/mixed; boundary=x\n\n--y\ncontent-type: text/html\n\n<p>a\n--y--\n", "multipart/mixed\n  text/html \"<p>a\""},
		{"no boundary at all", "Content-Type: multipart/mixed; boundary=x\n\nThe pier is open.\n", `text/plain "The pier is open.\n"`},
		{"boundary within a line", "Content-Type: multipart/mixed; boundary=o\n\n--o\n\na --o b\n--o--", "multipart/mixed\n  text/plain \"a --o b\""},
		{"part without fields or empty line", "Content-Type: multipart/mixed; boundary=o\n\n--o\nThe pier is open.\n--o--", "multipart/mixed\n  text/plain \"The pier is open.\""},
		{"broken parameters", "Content-Type: multipart/mixed; charset=utf-8; charset=x; =; boundary=\"o\"; x\n\n--o\n\na\n--o--", "multipart/mixed\n  text/plain \"a\""},
		{"quoted-printable", "Content-Transfer-Encoding: Quoted-Printable\n\nCaf=C3=A9 =\r\nbar  \r\n= =4 =zz a=", `text/plain "Café bar\r\n= =4 =zz a="`},
		{"base64", "Content-Transfer-Encoding: base64\n\nVGhl\nIHBp\r\nZXI=\n-- footer", `text/plain "The pier"`},
		{"base64 without padding", "Content-Transfer-Encoding: base64\n\nVGhlIHBpZXI", `text/plain "The pier"`},
		{"unknown encoding", "Content-Transfer-Encoding: rot13\n\na=41", `text/plain "a=41"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Parse([]byte(test.raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, strings.TrimSuffix(outline(p), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	deep := strings.Repeat("Content-Type: multipart/mixed; boundary=o\n\n--o\n", maxDepth+2)
	var nested strings.Builder
	for i := range maxDepth + 2 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=%d\n\n--%d\n", i, i)
	}
	tests := []struct {
		name, raw string
		want      error
	}{
		{"empty", "", ErrNoMessage},
		{"text", "The pier is open.\n", ErrNoMessage},
		{"one boundary again and again is one depth", deep, nil},
		{"nested", nested.String(), ErrTooMuch},
		{"parts", "Content-Type: multipart/mixed; boundary=o\n\n" + strings.Repeat("--o\n\n", maxParts+1), ErrTooMuch},
		{"fields", strings.Repeat("X: y\n", maxHeader/5+1), ErrTooMuch},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Parse([]byte(test.raw)); !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	tests := []struct{ field, want string }{
		{"The pier is open", "The pier is open"},
		{"=?utf-8?Q?Caf=C3=A9_opens?=", "Café opens"},
		{"=?UTF-8?B?Q2Fmw6k=?= at the pier", "Café at the pier"},
		{"=?iso-8859-1?q?Caf=E9?= =?iso-8859-1?q?_opens?=", "Café opens"},
		{"=?utf-8?q?a?=  =?iso-8859-1?q?b?=", "ab"},
		{"Ada: =?utf-8?q?a?= b =?utf-8?q?c?=", "Ada: a b c"},
		{"=?utf-8?B?0LzQ?= =?utf-8?B?vtGB0YI=?=", "мост"}, // cut within a letter
		{"=?koi8-r?B?zc/T1A==?=", "мост"},
		{"=?utf-8*en?Q?a?=", "a"},
		{"=?utf-8?Q?pier is open?=", "pier is open"},
		{"=?klingon?Q?pier?=", "pier"},
		{"=?utf-8?X?pier?=", "=?utf-8?X?pier?="},
		{"=?utf-8?Q?pier", "=?utf-8?Q?pier"},
		{"=?", "=?"},
		{"=?=?utf-8?Q?a?=", "=?a"},
	}
	for _, test := range tests {
		if got := words(test.field); got != test.want {
			t.Errorf("words(%q) is %q, want %q", test.field, got, test.want)
		}
	}
}

func TestHeader(t *testing.T) {
	p, err := Parse([]byte("From: =?utf-8?Q?Ada_Moor?=\r\n <ada@post.example>\r\nSUBJECT : Pier\r\n\topens\r\nX-Raw: caf\xe9\r\nDate: Mon, 07 Jan 2019 23:30:00 -0500 (EST)\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Header.Words("subject"); got != "Pier opens" {
		t.Errorf("subject %q", got)
	}
	if got := p.Header.Get("X-Raw"); got != "café" {
		t.Errorf("raw bytes became %q", got)
	}
	if got := p.Header.Date().Format(time.RFC3339); got != "2019-01-07T23:30:00-05:00" {
		t.Errorf("date %s", got)
	}
	if name, address := p.Header.From(); name != "Ada Moor" || address != "ada@post.example" {
		t.Errorf("from %q, %q", name, address)
	}
}

func TestFrom(t *testing.T) {
	tests := []struct{ field, name, address string }{
		{`"Harbour Post, Mornings" <news@post.example>`, "Harbour Post, Mornings", "news@post.example"},
		{`Harbour Post <news@post.example>, Ada <ada@post.example>`, "Harbour Post", "news@post.example"},
		{`news@post.example (Harbour Post)`, "Harbour Post", "news@post.example"},
		{`news@post.example`, "", "news@post.example"},
		{`"The \"Post\"" <news@post.example>`, `The "Post"`, "news@post.example"},
		{`Harbour Post`, "Harbour Post", ""},
		{``, "", ""},
	}
	for _, test := range tests {
		if name, address := (Header{{"From", test.field}}).From(); name != test.name || address != test.address {
			t.Errorf("from %q is %q, %q", test.field, name, address)
		}
	}
}

func TestText(t *testing.T) {
	mixed := func(parts ...string) string {
		return "Content-Type: multipart/mixed; boundary=m\n\n--m\n" + strings.Join(parts, "\n--m\n") + "\n--m--\n"
	}
	const plain, html = "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\nhtml"
	related := "Content-Type: multipart/related; boundary=r; start=\"<page>\"\n\n--r\nContent-Type: text/html\nContent-ID: <frame>\n\nframe\n--r\nContent-Type: text/html\nContent-ID: <page>\n\npage\n--r--"
	tests := []struct{ name, raw, want string }{
		{"plain", plain, "plain"},
		{"html", html, "html"},
		{"both", strings.Replace(mixed(plain, html), "mixed", "alternative", 1), "html"},
		{"the last form", strings.Replace(mixed(html, strings.Replace(html, "\nhtml", "\nbetter", 1)), "mixed", "alternative", 1), "better"},
		{"the first of several", mixed(plain, strings.Replace(plain, "\nplain", "\nfooter", 1)), "plain"},
		{"an attachment", mixed("Content-Disposition: attachment; filename=a.html\nContent-Type: text/html\n\nattached", plain), "plain"},
		{"the page that is meant", related, "page"},
		{"a page within a mail", mixed("Content-Type: image/png\n\nPNG", related), "page"},
		{"neither", "Content-Type: image/png\n\nPNG", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Parse([]byte(test.raw))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if text := p.Text(); text != nil {
				got = string(text.Body())
			}
			if got != test.want {
				t.Errorf("text is %q, want %q", got, test.want)
			}
		})
	}
}

// worst are shapes that are hard on a reader, each as large as is asked for.
var worst = map[string]func(size int) string{
	"folded lines": func(n int) string { return "X:" + strings.Repeat("\n y", min(n, maxHeader-100)/3) },
	"fields":       func(n int) string { return strings.Repeat("X:y\n", min(n, maxHeader-100)/4) },
	"encoded words": func(n int) string {
		return "Subject: " + strings.Repeat("=?a?Q?x=", min(n, maxHeader-100)/8)
	},
	"parameters":      func(n int) string { return "Content-Type: a/b" + strings.Repeat(";a=b", min(n, maxHeader-100)/4) },
	"near boundaries": func(n int) string { return "Content-Type: multipart/a;boundary=o\n\n" + strings.Repeat("--ox", n/4) },
	"near boundaries on lines": func(n int) string {
		return "Content-Type: multipart/a;boundary=o\n\n" + strings.Repeat("\n--ox", n/5)
	},
	"carriage returns": func(n int) string { return "Content-Type: multipart/a;boundary=o\n\n" + strings.Repeat("\r--o", n/4) },
	"guessed boundaries": func(n int) string {
		return "Content-Type: multipart/a\n\n" + strings.Repeat("--a\n--b\nContent-X", n/18)
	},
	"deep": func(n int) string {
		var b strings.Builder
		for i := range maxDepth - 1 {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=%c\n\n--%c\n", 'a'+i, 'a'+i)
		}
		return b.String() + "\n" + strings.Repeat("-", n)
	},
	"soft breaks": func(n int) string {
		return "Content-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat("=\n", n/2)
	},
	"blanks":  func(n int) string { return "Content-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat(" ", n) },
	"padding": func(n int) string { return "Content-Transfer-Encoding: base64\n\n" + strings.Repeat("QQ=", n/3) },
}

// read does all that is done with a message.
func read(raw []byte) (size int) {
	p, err := Parse(raw)
	if err != nil {
		return 0
	}
	for leaf := range p.Leaves() {
		size += len(leaf.Body())
	}
	p.Header.From()
	p.Header.Date()
	p.Header.Words("Subject")
	if text := p.Text(); text != nil {
		size += len(text.Body())
	}
	return size
}

// TestWorstInput reads twice as much of each bad shape, which may take about
// twice the memory. What it takes in time BenchmarkWorst shows.
func TestWorstInput(t *testing.T) {
	for name, shape := range worst {
		t.Run(name, func(t *testing.T) {
			cost := func(size int) uint64 {
				raw := []byte(shape(size))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				read(raw)
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			once, twice := cost(1<<18), cost(1<<19)
			if float64(twice) > 2.3*float64(once)+1<<16 {
				t.Errorf("%d bytes of memory, of twice the size %d", once, twice)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("From: =?utf-8?Q?Ada?= <a@b.example>\nSubject: =?utf-8?B?Q2Fm?= =?utf-8?Q?w?=\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=\na=C3=A9\n--o\nContent-Transfer-Encoding: base64\n\nQUJD\n--o--\n"))
	f.Add([]byte("Content-Type: multipart/related; start=\"<a>\"\n\n--x\nContent-ID: <a>\n\n--x--"))
	f.Add([]byte("From x\nDate: Mon, 7 Jan 2019 23:30:00 -0500\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := bytes.Clone(raw)
		p, err := Parse(raw)
		if err != nil {
			return
		}
		bodies := 0
		for leaf := range p.Leaves() {
			bodies += len(leaf.Body())
		}
		if bodies > len(raw) {
			t.Errorf("%d bytes have %d bytes of bodies", len(raw), bodies)
		}
		if text := p.Text(); text != nil && !slices.Contains([]string{"text/html", "text/plain"}, text.MediaType) {
			t.Errorf("the text is %q", text.MediaType)
		}
		name, address := p.Header.From()
		for _, s := range []string{p.Header.Words("Subject"), name, address, p.MediaType} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
		}
		p.Header.Date()
		if !bytes.Equal(before, raw) {
			t.Error("the bytes have changed")
		}
	})
}
