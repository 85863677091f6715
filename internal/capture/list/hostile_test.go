package list

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are bodies of n parts that are made to take long.
var hostile = map[string]func(n int) string{
	"entries":         func(n int) string { return sitemap(n) + "</urlset>" },
	"entries cut off": sitemap,
	"one entry again": func(n int) string {
		return "<urlset>" + strings.Repeat("<url><loc>https://lantern.example/a</loc></url>", n)
	},
	"damage":     func(n int) string { return "<rss>" + strings.Repeat("<item><link>/a</link>< ></item>", n) },
	"nesting":    func(n int) string { return "<rss>" + strings.Repeat("<item>", n) },
	"wrong ends": func(n int) string { return "<rss>" + strings.Repeat("<a>", 200) + strings.Repeat("</b>", n) },
	"attributes": func(n int) string { return "<rss><item" + strings.Repeat(" a='b'", n) + "></item></rss>" },
	"namespaces": func(n int) string { return "<rss" + strings.Repeat(" xmlns:a='b'", n) + "></rss>" },
	"bases": func(n int) string {
		return strings.Repeat("<feed xml:base='a/'>", 200) + strings.Repeat("<entry><link href='b'/></entry>", n)
	},
	"comments":     func(n int) string { return "<rss>" + strings.Repeat("<!-- - -- -->", n) + "</rss>" },
	"open comment": func(n int) string { return "<rss>" + strings.Repeat("<!--", n) },
	"CDATA":        func(n int) string { return "<rss><item><title><![CDATA[" + strings.Repeat("]]", n) },
	"entities":     func(n int) string { return "<rss><item><title>" + strings.Repeat("&lol;&#1;&#65;&", n) },
	"a doctype": func(n int) string {
		return "<!DOCTYPE rss [" + strings.Repeat("<!ENTITY a '&a;&a;'>", n) + "]><rss></rss>"
	},
	"blanks":             func(n int) string { return strings.Repeat(" \n", n) + "<rss></rss>" },
	"one line":           func(n int) string { return "https://lantern.example/\n" + strings.Repeat("a", n*10) },
	"lines":              func(n int) string { return strings.Repeat("https://lantern.example/a\n", n) },
	"JSON":               func(n int) string { return jsonFeed + strings.Repeat(`{"url":"/a","x":[[]]},`, n) },
	"JSON nested":        func(n int) string { return jsonFeed + strings.Repeat(`{"a":`, n) },
	"JSON text":          func(n int) string { return jsonFeed + `{"url":"` + strings.Repeat(`\u0041`, n) },
	"JSON of no objects": func(n int) string { return jsonFeed + strings.Repeat("[],", n) },
	"long base": func(n int) string {
		return "<feed><x xml:base='" + strings.Repeat("a/", n) + "'>" + strings.Repeat("<entry><link href='a'/></entry>", n)
	},
	"long namespace": func(n int) string {
		return "<feed><x xmlns='" + strings.Repeat("a", n) + "'>" + strings.Repeat("<y/>", n)
	},
	"empty entries": func(n int) string { return "<urlset>" + strings.Repeat("<url/>", n) },
	"long link":     func(n int) string { return "<rss><item><link>" + strings.Repeat("/%41", n) + "</link></item></rss>" },
	"long title": func(n int) string {
		return "<rss><channel><title>" + strings.Repeat("a ", n) + "</title></channel></rss>"
	},
}

const jsonFeed = `{"version":"https://jsonfeed.org/version/1","items":[`

// TestWorkGrowsWithSize holds that twice the size takes at most 2.3 times the
// memory, asked for in as many pieces: what this machine's other work does not
// change. BenchmarkHostile shows the time.
func TestWorkGrowsWithSize(t *testing.T) {
	work := func(text string) (bytes, pieces float64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Parse([]byte(text), base) //nolint:errcheck // either will do
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc), float64(after.Mallocs - before.Mallocs)
	}
	for title, body := range hostile {
		t.Run(title, func(t *testing.T) {
			bytes, pieces := work(body(10_000))
			twiceBytes, twicePieces := work(body(20_000))
			if twiceBytes > 2.3*bytes+100_000 || twicePieces > 2.3*pieces+1000 {
				t.Errorf("twice the size takes %.2f times the bytes (%.0f), %.2f times the pieces (%.0f)",
					twiceBytes/bytes, twiceBytes, twicePieces/pieces, twicePieces)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, body := range hostile {
		f.Add([]byte(body(2)), base)
	}
	f.Add([]byte(packed(sitemap(3))), "")
	f.Add([]byte(wide("<rss><item><link>/a</link></item></rss>")), base)
	f.Add([]byte(cyrillic("<?xml version='1.0' encoding='windows-1251'?><feed><title>Сбор</title></feed>")), "a")
	f.Add([]byte("<opml><outline xmlUrl='a'><outline url='b' type='link'/></outline></opml>"), base)
	f.Add([]byte("<rdf:RDF xmlns='http://purl.org/rss/1.0/'><item rdf:about='a'><dc:date>2025</dc:date></item></rdf:RDF>"), base)
	f.Fuzz(func(t *testing.T, body []byte, base string) {
		l, err := Parse(body, base)
		is := Is(body)
		if err == nil && !is || is != (KindOf(body) != "") {
			t.Errorf("%q: read, and no list", KindOf(body))
		}
		if err != nil && strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("error of several lines: %q", err)
		}
		seen := map[string]bool{}
		for _, link := range append(l.Pages, l.Lists...) {
			if seen[link.Address] {
				t.Errorf("twice: %q", link.Address)
			}
			seen[link.Address] = true
			if !isAddress(link.Address) || !utf8.ValidString(link.Address) {
				t.Errorf("no address: %q", link.Address)
			}
			if !utf8.ValidString(link.Title) || strings.ContainsAny(link.Title, "\x00\r\n") || !link.Time.IsZero() && link.Time.Year() < 1 {
				t.Errorf("odd link: %+v", link)
			}
		}
		for _, note := range l.Notes {
			if strings.ContainsAny(note, "\r\n") {
				t.Errorf("note of several lines: %q", note)
			}
		}
	})
}
