package article

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

// TestComplaints holds what people complain of in the trackers of other
// readers: each page is invented, and one fact of it is told wrong elsewhere.
func TestComplaints(t *testing.T) {
	const prose = `<p>The tram came back to Tarnbeck on Monday after forty years, with a band, two speeches and a queue that went twice around the square before the first bell.</p>`
	captured := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, address, page string
		of                  func(facts) string
		want                string
	}{
		{"a neighbour's byline in a trending box", "", `<div class="trending"><p class="byline">By Tomas Reed</p></div><h1>Tram returns to Tarnbeck</h1>` + prose, author, ""},
		{"a neighbour's byline below the article", "", `<h1>Tram returns to Tarnbeck</h1><p>By Ada Moor</p>` + strings.Repeat(prose, 4) + `<div><h3>Ferry late</h3><p class=byline>By Tomas Reed</p></div>`, author, "Ada Moor"},
		{"the label of a link", "", `<h1>Tram returns to Tarnbeck</h1><a rel=author href=/x>View all posts</a>` + prose, author, ""},
		{"labels of links beside the name", "", `<h1>Tram returns to Tarnbeck</h1><div class="author"><a href=/a>Ada Moor</a> | <a href=/b>More from this author</a> | <a href=/c>Email the author</a></div>` + prose, author, "Ada Moor"},
		{"the publisher as author", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck","author":{"@type":"Person","name":"Elmport Evening"},"publisher":{"name":"Elmport Evening"}}</script><h1>Tram returns to Tarnbeck</h1>` + prose, author, ""},
		{"by within a name", "", `<h1>Tram returns to Tarnbeck</h1><p>By Ruby Selby</p>` + prose, author, "Ruby Selby"},
		{"on within a name", "", `<h1>Tram returns to Tarnbeck</h1><p>By Onno Preston on May 3, 2019</p>` + prose, author, "Onno Preston"},
		{"words of newsrooms as surnames", "", `<h1>Tram returns to Tarnbeck</h1><p>By Al Root and Ida More</p>` + prose, author, "Al Root, Ida More"},
		{"markup names one of two", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck","author":{"@type":"Person","name":"Ada Moor"}}</script><h1>Tram returns to Tarnbeck</h1><p>By Ada Moor, Tomas Reed</p>` + prose, author, "Ada Moor, Tomas Reed"},
		{"markup names who put it there", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck","author":{"@type":"Person","name":"Web Keeper"}}</script><h1>Tram returns to Tarnbeck</h1><p>By Ada Moor</p>` + prose, author, "Ada Moor"},
		{"name and role glued", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck","author":{"@type":"Person","name":"Ada Moor"}}</script><h1>Tram returns to Tarnbeck</h1><div>By <span>Ada Moor</span><span>Staff Writer</span></div>` + prose, author, "Ada Moor"},
		{"by has a line to itself", "", `<h1>Tram returns to Tarnbeck</h1><div>By</div><div>Ada Moor</div>` + prose, author, "Ada Moor"},
		{"name and outlet in one line", "", `<h1>Tram returns to Tarnbeck</h1><div><span class=author>Ada Moor and Tomas Reed</span> <span>Elmport Evening</span></div>` + prose, author, "Ada Moor, Tomas Reed"},
		{"behind the day", "", `<h1>Tram returns to Tarnbeck</h1><div>Monday May 6, 2019 7:45 am by Ada Moor</div>` + prose, author, "Ada Moor"},
		{"a first name that markup has too", "", `<h1>Tram returns to Tarnbeck</h1><div>| by <a rel=author href=/a>Ada</a></div>` + prose, author, "Ada"},
		{"a first name that nothing confirms", "", `<h1>Tram returns to Tarnbeck</h1><div>by Seaside</div>` + prose, author, ""},
		{"an account", "", `<h1>Tram returns to Tarnbeck</h1><div>by <a rel=author href=/a>elmadmin</a></div>` + prose, author, ""},
		{"an agency", "", `<h1>Tram returns to Tarnbeck</h1><div>By Reuters</div>` + prose, author, ""},
		{"Portuguese", "", `<h1>Bonde volta a Tarnbeck</h1><div>06/05/2019 - Publicado por: Ada Moura - Categoria: Cidade</div>` + prose, author, "Ada Moura"},
		{"Korean", "", `<h1>타른벡에 전차가 돌아왔다 오늘 아침</h1>` + prose + `<div>김나루 기자 naru@elmport.example</div>`, author, "김나루"},
		{"Korean in markup", "", `<meta name=author content="김나루"><h1>타른벡에 전차가 돌아왔다 오늘 아침</h1>` + prose, author, "김나루"},

		{"a month alone in the address", "https://elmport.example/2019/12/31-things-to-do", prose, day, ""},
		{"day and title in the address", "https://elmport.example/2019-12-30-tram", prose, day, "2019-12-30"},
		{"the address names another issue", "https://elmport.example/2019/06/01/tram", `<meta property=article:published_time content=2019-05-20T08:00:00+02:00>` + prose, day, "2019-05-20"},
		{"only changed", "", `<h1>Tram returns to Tarnbeck</h1><p>Updated May 6, 2019</p>` + prose, day, ""},
		{"changed and published", "", `<h1>Tram returns to Tarnbeck</h1><p>Updated May 8, 2019 / First published May 6, 2019</p>` + prose, day, "2019-05-06"},
		{"published and changed", "", `<h1>Tram returns to Tarnbeck</h1><p>Published: 10:48, Mon, May 6, 2019 | Updated: 11:05, Wed, May 8, 2019</p>` + prose, day, "2019-05-06"},
		{"changed has a line to itself", "", `<h1>Tram returns to Tarnbeck</h1><div>Updated:</div><div>8 May 2019 9:38 pm</div><div>Posted:</div><div>6 May 2019 8:11 pm</div>` + prose, day, "2019-05-06"},
		{"a time element of a change", "", `<h1>Tram returns to Tarnbeck</h1><p>Updated <time itemprop=datePublished datetime=2019-05-08>8 May</time></p>` + prose, day, ""},
		{"the change is stated for both", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck","datePublished":"2019-05-20","dateModified":"2019-05-20"}</script><h1>Tram returns to Tarnbeck</h1><p>Published May 6, 2019</p>` + prose, day, "2019-05-06"},
		{"shown, and nowhere stated", "", `<h1>Tram returns to Tarnbeck</h1><div>Ida Brandt</div><div>6 MAY 2019</div>` + prose, day, "2019-05-06"},
		{"today's day above the menu", "", `<div>Wednesday, January 1, 2020</div><div>Home</div><div>News</div><div>Sport</div><div>Elmport</div><div>Tarnbeck</div><h1>Tram returns to Tarnbeck</h1>` + prose, day, ""},
		{"the day of a message that is quoted", "", `<h1>Tram returns to Tarnbeck</h1><p>— Oona Tarn (@oonatarn) May 6, 2019</p>` + prose, day, ""},
		{"another article's day below", "", `<h1>Tram returns to Tarnbeck</h1>` + strings.Repeat(prose, 4) + `<p>May 6, 2019</p>`, day, ""},
		{"late in the evening, in universal time", "", `<meta property=article:published_time content=2019-05-07T02:26:00Z><h1>Tram returns to Tarnbeck</h1><p>May 6, 2019 at 4:26 PM</p>` + prose, day, "2019-05-06"},
		{"the page's clock", "", `<meta property=article:published_time content=2019-05-07T02:26:00Z><h1>Tram returns to Tarnbeck</h1><p>Updated <time datetime=2019-05-07T05:24:29Z>12:24 am, Tuesday, May 7, 2019</time></p>` + prose, day, "2019-05-06"},
		{"the address has the page's clock", "https://elmport.example/2019/05/06/tram", `<meta property=article:published_time content=2019-05-07T02:26:00Z>` + prose, day, "2019-05-06"},
		{"shown without the year", "", `<meta property=article:published_time content=2019-05-07T02:26:00Z><h1>Tram returns to Tarnbeck</h1><p>Posted May 6, 8:26 PM</p>` + prose, day, "2019-05-06"},
		{"Portuguese day", "", `<h1>Bonde volta a Tarnbeck</h1><p>segunda-feira, 6 de maio de 2019 às 0:13</p>` + prose, day, "2019-05-06"},
		{"Italian day", "", `<h1>Il tram torna a Tarnbeck</h1><p>02 Ago 2019</p>` + prose, day, "2019-08-02"},
		{"Japanese day", "", `<h1>路面電車がターンベックに戻った日</h1><p>2019年5月6日</p>` + prose, day, "2019-05-06"},
		{"changed before it was published", "", `<script type="application/ld+json">{"@type":"Article","datePublished":"2019-05-06","dateModified":"2019-05-01"}</script>`, modified, ""},
		{"changed on the same day", "", `<script type="application/ld+json">{"@type":"Article","datePublished":"2019-05-06","dateModified":"2019-05-06"}</script>`, modified, ""},
		{"changed later", "", `<script type="application/ld+json">{"@type":"Article","datePublished":"2019-05-06","dateModified":"2019-05-09"}</script>`, modified, "2019-05-09"},

		{"markup has another headline", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tarnbeck tram: forty years of waiting end"}</script><title>Tarnbeck tram comes back | Elmport</title><h1>How the Tarnbeck tram came back</h1>` + prose, title, "How the Tarnbeck tram came back"},
		{"the logo is the h1, the headline an h2", "", `<meta property=og:title content="Tram returns to Tarnbeck"><h1>Seaside voices</h1><h2>Tram returns to Tarnbeck</h2>` + prose, title, "Tram returns to Tarnbeck"},
		{"h1 of other articles", "", `<meta property=og:title content="Tram returns to Tarnbeck"><h2>Tram returns to Tarnbeck</h2>` + prose + `<h1>Ferry late again, captain sorry</h1>`, title, "Tram returns to Tarnbeck"},
		{"JSON-LD of another article first", "", `<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Ferry late again"},{"@type":"NewsArticle","headline":"Tram returns to Tarnbeck"}]</script><title>Tram returns to Tarnbeck</title>` + prose, title, "Tram returns to Tarnbeck"},
		{"an address for a name", "https://elmport.example/a", `<meta property=og:site_name content="https://www.elmport.example"><script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Elmport Evening"}}</script>`, outlet, "Elmport Evening"},
		{"what a site says of itself", "", `<meta property=og:site_name content="Elmport Evening | All that happens by the sea">`, outlet, "Elmport Evening"},
		{"the site before the title", "https://www.theelmportevening.example/a", `<title>The Elmport Evening: Tram returns to Tarnbeck</title>`, outlet, "The Elmport Evening"},
		{"a section behind the title", "https://elmport.example/a", `<meta property=og:site_name content="Elmport.example"><title>Tram returns to Tarnbeck - Town News</title>`, outlet, "Elmport.example"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := html.Parse(strings.NewReader(test.page))
			if err != nil {
				t.Fatal(err)
			}
			if got := test.of(readFacts(doc, capture.Capture{Address: test.address, Time: captured})); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func title(f facts) string    { return f.title }
func author(f facts) string   { return f.author }
func outlet(f facts) string   { return f.outlet }
func day(f facts) string      { return f.published.day }
func modified(f facts) string { return f.modified }
