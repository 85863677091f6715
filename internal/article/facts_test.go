package article

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

func TestFacts(t *testing.T) {
	captured := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, address, page string
		want                facts
	}{
		{"nothing stated", "file:///a.html", `<p>x`, facts{}},
		{"the host is the outlet", "https://www.elmport.example/a", `<title>Tram returns</title>`,
			facts{title: "Tram returns", outlet: "elmport.example", address: "https://www.elmport.example/a"}},
		{"as delivered goes before as stated", "https://elmport.example/a#top", `<link rel=canonical href=https://other.example/b>`,
			facts{outlet: "elmport.example", address: "https://elmport.example/a"}},
		{"an address of a machine is no outlet", "http://192.0.2.1/a", ``, facts{address: "http://192.0.2.1/a"}},
		{"a canonical address that is too long when it is escaped", "file:///a", `<link rel=canonical href="https://elmport.example/` + strings.Repeat("трам", 1000) + `">`, facts{}},
		{"blanks in a canonical address", "file:///a", `<link rel=canonical href=" https://elmport.example/a b?c=d e #f ">`,
			facts{outlet: "elmport.example", address: "https://elmport.example/a%20b?c=d%20e"}},
		{"a canonical address that is long and not too long", "file:///a", `<link rel=canonical href="https://elmport.example/` + strings.Repeat("tram", 1000) + `">`,
			facts{outlet: "elmport.example", address: "https://elmport.example/" + strings.Repeat("tram", 1000)}},
		{"site name cut from the title", "file:///a", `<meta property=og:site_name content="Elmport Evening"><meta property=og:title content="Tram returns | Elmport Evening">`,
			facts{title: "Tram returns", outlet: "Elmport Evening"}},
		{"the page's words for a headline cut short", "file:///a",
			`<script type="application/ld+json">{"@type":"Article","headline":"The tram returns to Tarnbeck after..."}</script><h1>The tram returns to Tarnbeck after forty years</h1>`,
			facts{title: "The tram returns to Tarnbeck after forty years"}},
		{"a logo as h1", "file:///a", `<title>Tram returns to Tarnbeck - Elmport Evening</title><h1>Elmport Evening</h1>`, facts{title: "Tram returns to Tarnbeck"}},
		{"the outlet's name behind the title", "file:///a", `<meta property=og:site_name content="The Elmport Evening and Harbour Post"><title>Tram returns | The Elmport Evening and Harbour Post</title><h1>Tram returns</h1>`,
			facts{title: "Tram returns", outlet: "The Elmport Evening and Harbour Post"}},
		{"the title as application name", "file:///a", `<meta name=application-name content="The tram returns to Tarnbeck at last"><title>The tram returns to Tarnbeck at last</title>`,
			facts{title: "The tram returns to Tarnbeck at last"}},
		{"dateModified is no publication", "file:///a", `<script type="application/ld+json">{"@type":"Article","dateModified":"2019-01-01"}</script>`, facts{}},
		{"JSON-LD before meta before address", "https://elmport.example/2019/03/03/a",
			`<meta property=article:published_time content=2019-02-02T10:00:00Z><script type="application/ld+json">{"@type":"Article","datePublished":"2019-01-01"}</script>`,
			facts{outlet: "elmport.example", address: "https://elmport.example/2019/03/03/a", published: dated{"2019-01-01", "json-ld"}}},
		{"meta before address", "https://elmport.example/2019/03/03/a", `<meta property=article:published_time content=2019-02-02T10:00:00Z>`,
			facts{outlet: "elmport.example", address: "https://elmport.example/2019/03/03/a", published: dated{"2019-02-02", "meta"}}},
		{"address before other meta", "https://elmport.example/2019/03/03/a", `<meta name=date content=2019-02-02>`,
			facts{outlet: "elmport.example", address: "https://elmport.example/2019/03/03/a", published: dated{"2019-03-03", "address"}}},
		{"other meta before time", "file:///a", `<meta name=pubdate content="Sat, 02 Feb 2019 10:00:00 GMT"><time datetime=2019-01-01>x</time>`, facts{published: dated{"2019-02-02", "meta"}}},
		{"time marked as publication", "file:///a", `<time datetime=2018-01-01></time><time datetime=2019-01-01 itemprop=datePublished>x</time>`, facts{published: dated{"2019-01-01", "time element"}}},
		{"time of another article", "file:///a", `<aside><time datetime=2019-01-01>x</time></aside>`, facts{}},
		{"the future is not plausible", "file:///a", `<meta property=article:published_time content=2021-01-01>`, facts{}},
		{"day and month unclear", "file:///a", `<meta name=date content=03/04/2019>`, facts{}},
		{"language by locale", "file:///a", `<meta property=og:locale content=fr_FR>`, facts{language: "fr"}},
		{"several authors", "file:///a", `<script type="application/ld+json">[{"@type":"NewsArticle","author":[{"@type":"Person","name":"ADA MOOR"},{"@type":"Person","name":"Tomas Reed"}]}]</script>`,
			facts{author: "Ada Moor, Tomas Reed"}},
		{"no outlet as author", "file:///a", `<meta property=og:site_name content="Elmport Evening"><meta name=author content="Elmport Evening">`, facts{outlet: "Elmport Evening"}},
		{"no address as author", "file:///a", `<meta property=article:author content="https://social.example/ada.moor">`, facts{}},
		{"byline in words", "file:///a", `<p class="article__byline">By Ada Moor, Political Editor</p>`, facts{author: "Ada Moor"}},
		{"byline of another article", "file:///a", `<div class="trending"><p class=byline>By Ada Moor</p></div>`, facts{}},
		{"rel=author", "file:///a", `<a rel=author href=/x>Ada Moor</a>`, facts{author: "Ada Moor"}},
		{"line ends within JSON", "file:///a", "<script type='application/ld+json'>\n<!--\n{\"@type\":\"Article\",\"headline\":\"Tram\nreturns\"}\n--></script>", facts{title: "Tram returns"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := html.Parse(strings.NewReader(test.page))
			if err != nil {
				t.Fatal(err)
			}
			got := readFacts(doc, capture.Capture{Address: test.address, Time: captured})
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(facts{}, dated{})); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestAuthorNames(t *testing.T) {
	for byline, want := range map[string]string{
		"By Ada Moor":                               "Ada Moor",
		"By ADA MOOR and TOMAS REED":                "Ada Moor, Tomas Reed",
		"Ada Moor, Tomas Reed & Ina Volk":           "Ada Moor, Tomas Reed, Ina Volk",
		"By Ada Moor in Selm, Harbour Post":         "Ada Moor",
		"Ada Moor (Selm)":                           "Ada Moor",
		"by ada moor":                               "",
		"By J. R. Moor":                             "J. R. Moor",
		"Автор: Ада Мур":                            "Ада Мур",
		"By Staff Writer":                           "",
		"Newsroom":                                  "",
		"admin":                                     "",
		"https://social.example/ada.moor":           "",
		"ada@harbour.example":                       "",
		"By Ludwig van Holt, Science Correspondent": "Ludwig van Holt",
		"Ada Moor, CNN Business":                    "Ada Moor",
		"Ada Moor Monday, May 6, 2019":              "Ada Moor",
		"By Ada Moor | May 3, 2019":                 "Ada Moor",
	} {
		if got := authorNames(byline, "Harbour Post"); got != want {
			t.Errorf("%q: %q, want %q", byline, got, want)
		}
	}
}
