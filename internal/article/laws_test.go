package article

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hearsay/internal/capture"
)

// checkParts checks what holds of every article: UTF-8, parts in order, not
// overlapping, not empty, on character boundaries, all that they leave out
// blank, and the dateline within the body.
func checkParts(t interface {
	Errorf(string, ...any)
	Helper()
}, a Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) {
		t.Errorf("the text is not UTF-8")
		return
	}
	end := 0
	blank := func(s string) bool { from, to := trim(s, 0, len(s)); return from == to }
	for _, p := range a.Parts {
		if p.Start < end || p.End <= p.Start || p.End > len(a.Text) {
			t.Errorf("part %v after %d in %d bytes", p, end, len(a.Text))
			return
		}
		if !utf8.RuneStart(a.Text[p.Start]) || p.End < len(a.Text) && !utf8.RuneStart(a.Text[p.End]) {
			t.Errorf("part %v cuts a character", p)
		}
		if !blank(a.Text[end:p.Start]) {
			t.Errorf("%q is in no part", a.Text[end:p.Start])
		}
		end = p.End
	}
	if !blank(a.Text[end:]) {
		t.Errorf("%q is in no part", a.Text[end:])
	}
	if d := a.Dateline; d.End > 0 {
		if d.Start >= d.End || d.End > len(a.Text) || kindAt(a, d.Start) != Body || kindAt(a, d.End-1) != Body {
			t.Errorf("dateline %+v is not in the body", d)
		}
	}
	if prose := a.Prose(); len(prose) != len(a.Text) {
		t.Errorf("the prose has %d bytes, the text %d", len(prose), len(a.Text))
	}
	if a.Published != "" {
		if _, err := time.Parse("2006-01-02", a.Published); err != nil || a.PublishedFrom == "" {
			t.Errorf("published %q by %q", a.Published, a.PublishedFrom)
		}
	}
	if a.Address != "" && webAddress(a.Address) == "" {
		t.Errorf("address %q", a.Address)
	}
}

// pieces are what texts and pages are put together from in the tests below.
var pieces = []string{"Bridge opens", "PORT ELM (KNA) — The bridge is open, the minister said.", "\n", "\r\n", "\n\n", "Advertisement", "By Ada Moor",
	"Comments: 0", "Leave a comment", "Published 12-11-2017, 00:00", "\u00a0", "“Yes,” she said.", "TODAY.EX / News", "\ufeff", "\xff", "\x00",
	"Photo: Ida Brandt", "мост", "橋は秋に開通する。", "Read more: x", strings.Repeat("long ", 90), "URL: http://a.example/2019/05/06/x", "•", "\u200b", "(Photo by "}

func TestPlainLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		c := capture.Capture{MediaType: "text/plain", Body: []byte(text)}
		a, err := Read(c)
		if err != nil {
			return
		}
		checkParts(t, a)
		if utf8.ValidString(text) && a.Text != text {
			t.Errorf("text %q is not the file %q", a.Text, text)
		}
		if again, err := Read(c); err != nil || fmt.Sprint(again) != fmt.Sprint(a) {
			t.Errorf("read again, it is another article: %v", err)
		}
	})
}

func TestPageLaws(t *testing.T) {
	tags := []string{"<p>", "</p>", "<div class=caption>", "</div>", "<b>", "</b>", "<br>", "<h1>", "</h1>", "<h2>", "<table><tr><td>", "</table>",
		"<a href=/x>", "</a>", "<pre>", "</pre>", "<ul><li>", "</ul>", "<script>", "</script>", "<svg>", "</svg>", "&amp;lt;b&amp;gt;", "&#0;", "<!--", "-->",
		"<time datetime=2019-05-06>", `<script type="application/ld+json">{"@type":"Article","headline":["x",{}],"author":[[["y"]]]}</script>`}
	rapid.Check(t, func(t *rapid.T) {
		page := strings.Join(rapid.SliceOf(rapid.SampledFrom(append(tags, pieces...))).Draw(t, "pieces"), "")
		a, err := Read(capture.Capture{MediaType: "text/html", Body: []byte(page)})
		if err == nil {
			checkParts(t, a)
		}
	})
}

// TestBadInput reads what is no article, or hardly one: each gives a clear
// error, at once.
func TestBadInput(t *testing.T) {
	paragraph := "<p>The bridge over the sund is open, the minister told reporters, and nobody will have to pay for it.</p>"
	tests := []struct {
		name, mediaType, body string
		want                  error // nil where it can be read
	}{
		{"empty", "text/html", "", ErrEmpty},
		{"blank", "text/plain", " \n\t\n", ErrEmpty},
		{"only a mark and blanks", "text/plain", "\xef\xbb\xbf \u00a0\n", ErrEmpty},
		{"binary", "text/plain", "\x00\x01\x02\x03\x04\x05\x06\x07", ErrNotText},
		{"pdf called html", "text/html", "%PDF-1.4 ...", ErrNotText},
		{"gzip", "text/html", "\x1f\x8b\x08\x00\x00", ErrNotText},
		{"other type", "image/svg+xml", "<svg></svg>", ErrNotText},
		{"100,000 nested tags", "text/html", strings.Repeat("<div>", 100_000) + paragraph, ErrTooDeep},
		{"20,000 open tags", "text/html", strings.Repeat("<b>", 20_000) + paragraph, ErrTooDeep},
		{"20,000 open tags in paragraphs", "text/html", strings.Repeat("<p><b><i>x", 20_000), nil},
		{"text over the limit", "text/plain", strings.Repeat("The bridge is open, she said.\n", maxText/30+1), ErrTooLong},
		{"page over the limit", "text/html", strings.Repeat(paragraph, maxText/90), ErrTooLong},
		{"too many attributes", "text/html", "<p " + manyAttributes() + ">x", ErrTooLong},
		{"too many tags", "text/html", strings.Repeat("<p>", maxTags+1), ErrTooLong},
		{"no article", "text/html", "<html><body><nav><a href=/>Home</a></nav></body></html>", ErrNoArticle},
		{"no text", "text/html", "<script>var x = 1</script>", ErrNoArticle},
		{"one paragraph", "text/html", paragraph, nil},
		{"bare text as html", "text/html", "The bridge over the sund is open, the minister told reporters.", nil},
		{"unclosed script", "text/html", paragraph + "<script>" + strings.Repeat("x", 100), nil},
		{"data addresses", "text/html", strings.Repeat(`<img src="data:image/png;base64,`+strings.Repeat("A", 1<<20)+`">`+paragraph, 31), nil},
		{"huge attribute", "text/html", `<p class="` + strings.Repeat("caption ", 1<<17) + `">` + paragraph, nil},
		{"absurd table", "text/html", `<table><tr><td colspan=99999999 rowspan=99999999>` + strings.Repeat(paragraph, 9) + `</table>`, nil},
		{"long line", "text/plain", strings.Repeat("The bridge is open, she said. ", 100_000), nil},
		{"many lines", "text/plain", strings.Repeat("x\n", 1_000_000), nil},
		{"many stamps", "text/plain", strings.Repeat("Published 12-11-2017\n", 100_000), ErrNoArticle},
		{"many line ends", "text/html", paragraph + strings.Repeat("<br>\n", 100_000) + paragraph, nil},
		{"many links", "text/html", paragraph + strings.Repeat("<a href=/>x</a> ", 50_000), nil},
		{"many spaces", "text/html", "<p>a" + strings.Repeat(" &nbsp;", 200_000) + paragraph, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Read(capture.Capture{MediaType: test.mediaType, Body: []byte(test.body)})
			if !errors.Is(err, test.want) {
				t.Fatalf("error is %v, want %v", err, test.want)
			}
			if err == nil {
				checkParts(t, a)
			}
		})
	}
}

func FuzzReadHTML(f *testing.F) {
	for _, s := range []string{"<p>The bridge is open, the minister told reporters.", "<title>x</title><h1>y<table><p>z", "<meta charset=koi8-r>\xff\xfe\xfd", "<pre>a\n\nb<br>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if a, err := Read(capture.Capture{MediaType: "text/html", Body: body}); err == nil {
			checkParts(t, a)
		}
	})
}

func FuzzReadText(f *testing.F) {
	for _, s := range pieces {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := Read(capture.Capture{MediaType: "text/plain", Body: body})
		if err != nil {
			return
		}
		checkParts(t, a)
		if utf8.Valid(body) && len(a.Notes) == 0 && a.Text != string(body) {
			t.Errorf("text %q is not the file %q", a.Text, body)
		}
	})
}

func FuzzReadLinked(f *testing.F) {
	f.Add(`{"@graph":[{"@type":"NewsArticle","author":{"@id":"#a"}},{"@id":"#a","name":"Ada Moor"}]}`)
	f.Add(`[{"@type":["Article"],"headline":"x"}];`)
	f.Add(`<!-- {"@type":"Article","author":{"@id":"1","author":{"@id":"1"}}} -->`)
	f.Fuzz(func(t *testing.T, s string) {
		found := readLinked([]string{s, s}, "x")
		if len(found.authors) > len(s) {
			t.Errorf("%d authors", len(found.authors))
		}
	})
}

// manyAttributes returns more attributes than are read, each of another name.
func manyAttributes() string {
	var b strings.Builder
	for i := range maxTags + 1 {
		fmt.Fprintf(&b, "attribute%d ", i)
	}
	return b.String()
}

// TestSeenBefore holds that what is looked at before a pattern is in every line
// that the pattern matches.
func TestSeenBefore(t *testing.T) {
	laws := []struct {
		name    string
		pattern *regexp.Regexp
		seen    func(line string) bool
	}{
		{"credit", creditEnd(), func(line string) bool { return mayHaveCredit(line) || strings.Contains(line, "ſ") }},
		{"words about a picture", creditStart(), beginsLikeCredit},
		{"paywall", paywallLine(), func(line string) bool { return strings.Contains(paywallStarts, " "+firstWord(line)+" ") }},
	}
	for shape, pattern := range datelinePatterns() {
		laws = append(laws, struct {
			name    string
			pattern *regexp.Regexp
			seen    func(line string) bool
		}{fmt.Sprintf("dateline %d", shape), pattern, func(head string) bool {
			hasDay := pattern.FindStringSubmatchIndex(head)[4] >= 0
			return strings.ContainsAny(head, datelineMarks[shape]) && (mayBeDateline(head) || shape == 2 && !hasDay)
		}})
	}
	for _, law := range laws {
		t.Run(law.name, rapid.MakeCheck(func(t *rapid.T) {
			if line := rapid.StringMatching(law.pattern.String()).Draw(t, "line"); !law.seen(line) {
				t.Errorf("%q matches and is not seen", line)
			}
		}))
	}
}
