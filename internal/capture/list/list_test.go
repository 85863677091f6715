package list

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func day(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func packed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text)) //nolint:errcheck // a buffer takes all
	w.Close()
	return b.String()
}

// wide writes text in UTF-16, little end first, with its mark.
func wide(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func cyrillic(text string) string {
	out, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

// sitemap returns a sitemap of n pages, without its end.
func sitemap(n int) string {
	var b strings.Builder
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for i := range n {
		fmt.Fprintf(&b, "<url><loc>https://lantern.example/%d</loc></url>\n", i)
	}
	return b.String()
}

const base = "https://lantern.example/news/feed.xml"

func TestParse(t *testing.T) {
	rss := func(items string) string {
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>Sennit Lantern</title><link>https://lantern.example/</link>` + items + `</channel></rss>`
	}
	tests := []struct {
		title, body string
		want        List
	}{
		{"RSS", `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Sennit  Lantern</title><link>https://lantern.example/</link>
<atom:link rel="self" href="https://lantern.example/news/feed.xml"/>
<image><url>https://lantern.example/logo.png</url><title>Logo</title><link>https://lantern.example/</link></image>
<item><title>Levy &amp; tide &mdash; again</title><link>
  https://lantern.example/levy?utm_source=rss
</link><pubDate>Tue, 20 May 2025 09:30:00 +0200</pubDate><media:title>Another</media:title><source url="https://other.example/feed">Other</source></item>
<item><media:content url="https://lantern.example/a.jpg"/><link>/dredger</link><dc:date>2025-05-19</dc:date><title><![CDATA[The <b>dredger</b>]]></title></item>
</channel></rss>`,
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{
				{"https://lantern.example/levy?utm_source=rss", "Levy & tide — again", day("2025-05-20T07:30:00Z")},
				{"https://lantern.example/dredger", "The <b>dredger</b>", day("2025-05-19T00:00:00Z")},
			}}},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lantern.example/"><title>Lantern</title><link>https://lantern.example/</link><items><rdf:Seq><rdf:li resource="https://lantern.example/a"/></rdf:Seq></items></channel>
<item rdf:about="https://lantern.example/a"><title>A</title><dc:date>2025-05-19T10:00+01:00</dc:date></item></rdf:RDF>`,
			List{Kind: RSS, Title: "Lantern", Pages: []Link{{"https://lantern.example/a", "A", day("2025-05-19T09:00:00Z")}}}},
		{"RSS 0.91 with a doctype", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">` + rss("<item><link>https://lantern.example/a</link></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"RSS in a namespace of its own", `<rss xmlns="http://odd.example/"><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>`,
			List{Kind: RSS, Title: "T", Pages: []Link{{Address: "https://lantern.example/a", Title: "A"}}}},
		{"permanent links", rss(`<item><guid>https://lantern.example/a</guid></item>
<item><guid isPermaLink="false">https://lantern.example/b</guid></item><item><guid isPermaLink="true">4711</guid></item>
<item><guid>https://lantern.example/not</guid><link>https://lantern.example/c</link></item>`),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}, {Address: "https://lantern.example/c"}},
				Notes: []string{"entries without an address: 2"}}},
		{"blanks in addresses", rss(`<item><link>/a b?of=the bridge</link></item><item><link>https://lantern.example/c?of=the bridge#the end</link></item>`),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a%20b?of=the%20bridge"}, {Address: "https://lantern.example/c?of=the%20bridge#the%20end"}}}},
		{"where FeedBurner had it from", `<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
<item><link>http://feeds.example/~r/x/1</link><feedburner:origLink>https://lantern.example/a</feedburner:origLink></item></channel></rss>`,
			List{Kind: RSS, Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"the same link twice", rss(`<item><link>https://lantern.example/a</link></item><item><link>https://lantern.example/b</link></item>
<item><title>A</title><link>https://lantern.example/a</link><pubDate>20 May 2025</pubDate></item>`),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{"https://lantern.example/a", "A", day("2025-05-20T00:00:00Z")}, {Address: "https://lantern.example/b"}}}},
		{"links of other schemes", rss(`<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item><item><link>http://</link></item>
<item><link>HTTPS://Lantern.example/a b</link></item>`),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://Lantern.example/a%20b"}},
				Notes: []string{`entries whose address is none of http or https: 3, the first "javascript:alert(1)"`}}},
		{"control characters", rss("<item><title>A\x0b\x00B&#8;&#x1F;C&#65;</title><link>https://lantern.example/a</link></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a", Title: "ABCA"}}}},
		{"XML 1.1", `<?xml version="1.1" encoding="x-unheard-of"?>` + strings.TrimPrefix(rss("<item><link>/a</link></item>"), `<?xml version="1.0"?>`),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"cut off in CDATA", strings.TrimSuffix(rss("<item><link>/a</link></item><item><link>/b</link><title><![CDATA[Half a"), "</channel></rss>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}}, Notes: []string{"cut off: what stands before is read"}}},
		{"cut off in a tag", strings.TrimSuffix(rss("<item><link>/a</link></item><it"), "</channel></rss>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}}, Notes: []string{"cut off: what stands before is read"}}},
		{"damage midway", rss("<item><link>/a</link></item>\n<item><link>/b</link><title>2 < 3</title></item>\n<item><link>/c</link><dc:date>2025-05-19</dc:date></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}, {Address: "https://lantern.example/c", Time: day("2025-05-19T00:00:00Z")}},
				Notes: []string{"damaged at line 2: what stands there is left out"}}},
		{"an end that was never begun", rss("<item><link>/a</link></b></item><item><link>/b</link></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}, {Address: "https://lantern.example/b"}}}},
		{"an element that is not closed", rss("<item><link>/a</link><description><p>A<br></description></item><item><link>/b</link></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}, {Address: "https://lantern.example/b"}}}},
		{"an entry that is not closed", rss("<item><link>/a</link><title>A<item><link>/b</link></item>"),
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a", Title: "A"}, {Address: "https://lantern.example/b"}}}},
		{"text behind the end", rss("<item><link>/a</link></item>") + "<script>lead('astray')</script> & more <",
			List{Kind: RSS, Title: "Sennit Lantern", Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"windows-1251", cyrillic(`<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>Фонарь</title><item><title>Сбор</title><link>/a</link></item></channel></rss>`),
			List{Kind: RSS, Title: "Фонарь", Pages: []Link{{Address: "https://lantern.example/a", Title: "Сбор"}}}},
		{"UTF-8 that says it is Latin-1", `<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Größe</title></channel></rss>`,
			List{Kind: RSS, Title: "Größe"}},
		{"UTF-16", wide(`<?xml version="1.0" encoding="utf-16"?><rss><channel><title>Größe</title><item><link>/a</link></item></channel></rss>`),
			List{Kind: RSS, Title: "Größe", Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"entities from elsewhere", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>` + "<rss><channel><title>&x;&b;</title><item><link>/&x;</link></item></channel></rss>",
			List{Kind: RSS, Title: "&x;&b;", Pages: []Link{{Address: "https://lantern.example/&x;"}}}},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/deep/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Sennit <b>Lantern</b></div></title>
<link rel="self" href="feed.xml"/><link href="../"/>
<entry><title>A</title><link rel="enclosure" href="a.mp3"/><link rel="replies" href="a#replies"/><link rel="alternate" href="a"/><id>urn:a</id>
<updated>2025-05-21T00:00:00Z</updated><published>2025-05-20T12:00:00.5Z</published><source><title>Other</title></source></entry>
<entry xml:base="2025/"><link href="b"/><updated>2025-05-21T00:00:00+02:00</updated><content src="b.html"/></entry>
<entry><id>https://lantern.example/none</id></entry></feed>`,
			List{Kind: Atom, Title: "Sennit Lantern", Pages: []Link{
				{"https://lantern.example/deep/a", "A", day("2025-05-20T12:00:00.5Z")},
				{"https://lantern.example/deep/2025/b", "", day("2025-05-20T22:00:00Z")},
			}, Notes: []string{"entries without an address: 1"}}},
		{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:link href="/a"/></a:entry></a:feed>`,
			List{Kind: Atom, Pages: []Link{{Address: "https://lantern.example/a"}}}},
		{"JSON Feed", `{"version": "https://jsonfeed.org/version/1.1", "title": "Lantern", "authors": [{"name": "R"}], "items": [
{"id": 1, "url": "/a", "title": "A", "date_published": "2025-05-20T09:30:00+02:00", "content_html": "<p>"},
{"id": "https://lantern.example/b", "date_modified": "2025-05-19T00:00:00Z"},
{"id": "c", "external_url": "https://other.example/c"}, {"id": "d"}, "e"]}`,
			List{Kind: JSONFeed, Title: "Lantern", Pages: []Link{
				{"https://lantern.example/a", "A", day("2025-05-20T07:30:00Z")},
				{"https://lantern.example/b", "", day("2025-05-19T00:00:00Z")},
				{Address: "https://other.example/c"},
			}, Notes: []string{"entries without an address: 2"}}},
		{"JSON Feed with slashes escaped, cut off", `{"version":"https:\/\/jsonfeed.org\/version\/1","items":[{"url":"https:\/\/lantern.example\/a"},{"url":"htt`,
			List{Kind: JSONFeed, Pages: []Link{{Address: "https://lantern.example/a"}}, Notes: []string{"cut off: what stands before is read"}}},
		{"OPML", `<opml version="2.0"><head><title>Harbour</title></head><body>
<outline text="Papers"><outline text="Sennit Lantern" type="rss" xmlUrl="https://lantern.example/feed.xml" htmlUrl="https://lantern.example/"/>
<outline text="Deeper"><outline title="Ostrel Post" xmlurl="feed2.xml"/></outline></outline>
<outline type="include" url="https://other.example/list"/><outline text="A page" type="link" url="https://other.example/page"/>
<outline text="Twice" type="rss" xmlUrl="https://lantern.example/feed.xml"/></body></opml>`,
			List{Kind: OPML, Title: "Harbour", Lists: []Link{
				{Address: "https://lantern.example/feed.xml", Title: "Sennit Lantern"},
				{Address: "https://lantern.example/news/feed2.xml", Title: "Ostrel Post"},
				{Address: "https://other.example/list"},
			}, Pages: []Link{{Address: "https://other.example/page", Title: "A page"}}}},
		{"sitemap", `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc> https://lantern.example/a </loc><lastmod>2025-05-20</lastmod><changefreq>daily</changefreq><image:image><image:loc>https://lantern.example/a.jpg</image:loc><image:title>No</image:title></image:image>
<xhtml:link rel="alternate" hreflang="de" href="https://lantern.example/de/a"/></url>
<url><lastmod>2025</lastmod><loc>https://lantern.example/b</loc></url></urlset>`,
			List{Kind: Sitemap, Pages: []Link{{"https://lantern.example/a", "", day("2025-05-20T00:00:00Z")}, {"https://lantern.example/b", "", day("2025-01-01T00:00:00Z")}}}},
		{"news sitemap", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://lantern.example/a</loc><lastmod>2025-05-21</lastmod>
<n:news><n:publication><n:name>Lantern</n:name></n:publication><n:publication_date>2025-05-20T10:00:00+02:00</n:publication_date><n:title>Levy</n:title></n:news></url></urlset>`,
			List{Kind: Sitemap, Pages: []Link{{"https://lantern.example/a", "Levy", day("2025-05-20T08:00:00Z")}}}},
		{"sitemap of sitemaps, packed", packed(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://lantern.example/s1.xml.gz</loc><lastmod>2025-05-20T00:00:00Z</lastmod></sitemap></sitemapindex>`),
			List{Kind: Sitemap, Lists: []Link{{"https://lantern.example/s1.xml.gz", "", day("2025-05-20T00:00:00Z")}}}},
		{"sitemap whose pack is cut off", packed(sitemap(10_000))[:3000],
			List{Kind: Sitemap, Notes: []string{"its gzip is cut off or damaged", "cut off: what stands before is read"}}},
		{"addresses", "\ufeff# Harbour\r\nhttps://lantern.example/a?utm_source=x#c\r\n\r\n  http://other.example/b  \nhttps://lantern.example/a?utm_source=x#c\n",
			List{Kind: Addresses, Pages: []Link{{Address: "https://lantern.example/a?utm_source=x#c"}, {Address: "http://other.example/b"}}}},
		{"addresses with a line that is none, late", strings.Repeat("https://lantern.example/a\n", 200) + "and so on\n",
			List{Kind: Addresses, Pages: []Link{{Address: "https://lantern.example/a"}}, Notes: []string{`lines that are no address: 1, the first line 201, "and so on"`}}},
		{"an empty feed", rss(""), List{Kind: RSS, Title: "Sennit Lantern"}},
	}
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			got, err := Parse([]byte(test.body), base)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(test.title, "pack is cut off") { // how much is left depends on the packer
				if len(got.Pages) < 10 {
					t.Errorf("%d pages", len(got.Pages))
				}
				got.Pages = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if !Is([]byte(test.body)) {
				t.Error("Is says no")
			}
		})
	}
}

func TestParseOfFile(t *testing.T) {
	for title, body := range map[string]string{
		"RSS":       `<rss><channel><link>https://lantern.example/</link><item><link>/a</link></item></channel></rss>`,
		"Atom":      `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://lantern.example/x"/><entry><link href="a"/></entry></feed>`,
		"JSON Feed": `{"version":"https://jsonfeed.org/version/1","home_page_url":"https://lantern.example/","items":[{"url":"a"}]}`,
	} {
		t.Run(title, func(t *testing.T) {
			got, err := Parse([]byte(body), "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]Link{{Address: "https://lantern.example/a"}}, got.Pages); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNoList(t *testing.T) {
	for title, body := range map[string]string{
		"nothing":             "",
		"blank":               " \n",
		"HTML":                "<!doctype html><html><body><rss>",
		"XHTML":               `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">`,
		"HTML that is a link": `<a href="https://lantern.example/">Lantern</a>`,
		"other XML":           "<ledger><url><loc>https://lantern.example/</loc></url></ledger>",
		"a picture":           "\x89PNG\r\n\x1a\n\x00\x00",
		"JSON":                `{"version": 3, "items": []}`,
		"text":                "https://lantern.example/ has it that the levy stays.\n",
		"text with links":     "# Links\nhttps://lantern.example/\nThe levy stays.\n",
		"comments alone":      "# nothing\n# here\n",
		"an unclosed comment": "<!-- and on",
		"damaged gzip":        "\x1f\x8b\x08nonsense",
		"packed twice":        packed(packed(sitemap(1))),
		"other address":       "file:///etc/passwd\n",
	} {
		t.Run(title, func(t *testing.T) {
			if Is([]byte(body)) {
				t.Error("Is says yes")
			}
			if l, err := Parse([]byte(body), base); err == nil {
				t.Errorf("got %+v", l)
			}
		})
	}
}

func TestParseFails(t *testing.T) {
	for _, test := range []struct{ title, body, want string }{
		{"cut off before the first entry", "<rss><channel><title>Lan", "cut off"},
		{"nested", "<opml><body>" + strings.Repeat("<outline>", 1_000_000), "elements nested more than 256 deep"},
		{"nested, of another vocabulary", `<rss xmlns:a="urn:a"><channel>` + strings.Repeat("<a:b>", 1_000_000), "elements nested more than 256 deep"},
		{"a tag of a million attributes", "<rss><item" + strings.Repeat(" b=''", 1_000_000) + ">", "damaged at line 1"},
		{"nested JSON", `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 1_000_000), "damaged at byte"},
		{"a bomb", packed(`<rss>` + strings.Repeat(" ", MaxSize)), "too large: more than the 32 MiB that a list may have"},
	} {
		t.Run(test.title, func(t *testing.T) {
			_, err := Parse([]byte(test.body), base)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestNestedTooDeepMidway(t *testing.T) {
	got, err := Parse([]byte("<urlset><url><loc>https://lantern.example/a</loc></url>"+strings.Repeat("<x>", 1000)), base)
	want := List{Kind: Sitemap, Pages: []Link{{Address: "https://lantern.example/a"}}, Notes: []string{"elements nested more than 256 deep: the rest is left out"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestLongAddress(t *testing.T) {
	for _, link := range []string{strings.Repeat("a", maxAddress), strings.Repeat("é", maxAddress/3)} { // the latter is longer once it is escaped
		got, err := Parse([]byte("<rss><item><link>/"+link+"</link></item></rss>"), base)
		if err != nil || len(got.Pages) != 0 || len(got.Notes) != 1 {
			t.Errorf("%d pages, %q, %v", len(got.Pages), got.Notes, err)
		}
	}
}

func TestTooManyEntries(t *testing.T) {
	got, err := Parse([]byte(sitemap(MaxEntries+10)+"</urlset>"), base)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Pages) != MaxEntries {
		t.Errorf("%d pages", len(got.Pages))
	}
	if diff := cmp.Diff([]string{"more than 50000 entries: the rest is left out"}, got.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestMoment(t *testing.T) {
	for text, want := range map[string]string{
		"Tue, 20 May 2025 09:30:00 GMT":   "2025-05-20T09:30:00Z",
		"Tue, 20 May 2025 09:30:00 EDT":   "2025-05-20T13:30:00Z",
		"tuesday, 20 May 2025 09:30 PST":  "2025-05-20T17:30:00Z",
		"20 May 25 09:30 +0100":           "2025-05-20T08:30:00Z",
		"Tue,  3 Jun 2025 9:05:00 +0000":  "2025-06-03T09:05:00Z",
		"2025-05-20T09:30:00.123+02:00":   "2025-05-20T07:30:00.123Z",
		"2025-05-20T09:30:00+0200":        "2025-05-20T07:30:00Z",
		"2025-05-20 09:30:00":             "2025-05-20T09:30:00Z",
		"2025-05":                         "2025-05-01T00:00:00Z",
		"May 20, 2025":                    "2025-05-20T00:00:00Z",
		"0001-01-01T00:00:00Z":            "",
		"yesterday":                       "",
		"2025-13-45":                      "",
		strings.Repeat("2025-05-20 ", 99): "",
	} {
		got := moment(text)
		if want == "" && got.IsZero() {
			continue
		}
		if want == "" || !got.Equal(day(want)) {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
}

func TestLatest(t *testing.T) {
	a, b := Link{Address: "a", Time: day("2025-05-20T00:00:00Z")}, Link{Address: "b", Time: day("2025-05-22T00:00:00Z")}
	c, d := Link{Address: "c"}, Link{Address: "d", Time: day("2025-05-21T00:00:00Z")}
	all := []Link{a, c, b, d}
	for _, test := range []struct {
		title string
		limit int
		since time.Time
		want  []Link
	}{
		{"all", 0, time.Time{}, []Link{b, d, a, c}},
		{"two", 2, time.Time{}, []Link{b, d}},
		{"of a day on", 0, d.Time, []Link{b, d, c}},
		{"one of a day on", 1, d.Time, []Link{b}},
	} {
		if diff := cmp.Diff(test.want, Latest(all, test.limit, test.since)); diff != "" {
			t.Errorf("%s: %s", test.title, diff)
		}
	}
}
