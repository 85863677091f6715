package generate

import (
	"strconv"
	"strings"
)

// The weight of an HTML page's frame, in bytes. The cube makes small frames
// frequent, as it does with articles.
const (
	lightest = 6 << 10
	heaviest = 56 << 10
)

// html returns the page as a web server sends it.
func (f *frame) html() []byte {
	d := f.d
	u := d.below(100)
	weight := lightest + (heaviest-lightest)*u*u*u/1_000_000
	f.buf = make([]byte, 0, weight+12<<10)
	f.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
	f.text(f.report.title, inHTML)
	f.put(" | ", f.outlet.name, "</title>\n")
	f.metadata()
	f.ballast(weight * d.between(20, 60) / 100)
	f.put("</head>\n<body class=\"page p", d.number(1, 99), "\">\n")
	f.menu()
	manner := pick(d, manners)
	f.put(manner.before)
	f.head()
	f.put(manner.text)
	f.body()
	f.put(manner.after)
	f.tail(weight)
	f.put("</body>\n</html>\n")
	return f.buf
}

// A manner is the elements that a site puts an article in.
type manner struct{ before, text, after string }

var manners = []manner{
	{"<main><article class=\"story\">\n", "<div class=\"story-body\">\n", "</div>\n</article></main>\n"},
	{"<div id=\"content\"><div class=\"post\">\n", "<div class=\"entry-content\" itemprop=\"articleBody\">\n", "</div></div></div>\n"},
	{"<div class=\"wrap\"><div class=\"col col-8\">\n", "<div class=\"text\">\n", "</div></div></div>\n"},
	{"<section class=\"article-page\">\n", "", "</section>\n"},
	{"<table width=\"100%\"><tr><td valign=\"top\">\n", "", "</td></tr></table>\n"},
}

// path returns the page's own, which no other page of the seed has.
func (f *frame) path() string {
	if f.number%2 == 0 {
		return "/" + f.report.day.Format("2006/01/02") + "/" + f.slug + "-" + strconv.Itoa(f.number)
	}
	return "/news/" + strconv.Itoa(f.number) + "/" + f.slug
}

// metadata writes what the page says about itself in the head.
func (f *frame) metadata() {
	d, day := f.d, f.report.day
	address := "https://" + f.outlet.domain + f.path()
	f.put("<link rel=\"canonical\" href=\"", address, "\">\n<link rel=\"stylesheet\" href=\"https://static.", f.outlet.domain, "/main.css\">\n")
	if d.percent(85) {
		f.put("<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:site_name\" content=\"", f.outlet.name, "\">\n<meta property=\"og:title\" content=\"")
		f.text(f.report.title, inHTML)
		f.put("\">\n<meta property=\"og:url\" content=\"", address, "\">\n")
	}
	if d.percent(50) {
		f.put("<meta property=\"article:published_time\" content=\"", day.Format("2006-01-02"), "T06:30:00Z\">\n")
	}
	if d.percent(40) {
		f.put("<meta name=\"author\" content=\"", f.author, "\">\n")
	}
	if d.percent(70) {
		f.put("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"")
		f.text(f.report.title, inJSON)
		f.put("\",\"datePublished\":\"", day.Format("2006-01-02"), "T06:30:00Z\",\"author\":{\"@type\":\"Person\",\"name\":\"", f.author,
			"\"},\"publisher\":{\"@type\":\"Organization\",\"name\":\"", f.outlet.name, "\"},\"url\":\"", address, "\"}</script>\n")
	}
}

// ballast writes n bytes or a little more of scripts and styles.
func (f *frame) ballast(n int) {
	d, end := f.d, len(f.buf)+n
	f.put("<style>")
	for len(f.buf) < end-n/2 {
		f.put(".c", d.number(100, 9999), "{margin:", d.number(0, 40), "px;color:#", strconv.FormatInt(int64(d.between(0x100000, 0xffffff)), 16), "}\n")
	}
	f.put("</style>\n<script>window.slots=[];\n")
	for len(f.buf) < end {
		f.put("slots.push({id:\"s", d.number(1000, 999999), "\",size:[", d.number(100, 970), ",", d.number(50, 600), "],lazy:true,ref:\"https://ads.", f.outlet.domain, "/x\"});\n")
	}
	f.put("</script>\n")
}

func (f *frame) menu() {
	d := f.d
	if d.percent(50) {
		f.put("<div class=\"cookie-bar\"><p>We use cookies to keep ", f.outlet.name, " afloat.</p><button>Accept</button><button>Settings</button></div>\n")
	}
	f.put("<header><a class=\"logo\" href=\"/\">", f.outlet.name, "</a>\n<nav><ul>")
	for _, s := range sections[:d.between(5, len(sections))] {
		f.put("<li><a href=\"/", strings.ToLower(strings.ReplaceAll(s, " ", "-")), "\">", s, "</a></li>")
	}
	f.put("</ul></nav></header>\n")
	if d.percent(60) {
		f.put("<div class=\"breadcrumbs\"><a href=\"/\">Home</a> &raquo; <a href=\"/news\">", pick(d, sections), "</a></div>\n")
	}
}

func (f *frame) head() {
	d, day := f.d, f.report.day
	f.put("<h1>")
	f.text(f.report.title, inHTML)
	f.put("</h1>\n")
	if d.percent(80) {
		f.put("<p class=\"byline\">By <a rel=\"author\" href=\"/staff\">", f.author, "</a></p>\n")
	}
	switch d.below(3) {
	case 0:
		f.put("<time datetime=\"", day.Format("2006-01-02"), "\">", day.Format("2 January 2006"), "</time>\n")
	case 1:
		f.put("<p class=\"date\">", day.Format("Monday, January 2, 2006"), "</p>\n")
	}
	if d.percent(60) {
		f.put("<ul class=\"share\"><li><a href=\"https://chirrup.example/share\">Chirrup</a></li><li><a href=\"https://pigeon.example/send\">Pigeon</a></li><li><a href=\"#print\">Print</a></li></ul>\n")
	}
	if d.percent(60) {
		f.figure()
	}
}

func (f *frame) figure() {
	f.put("<figure><img src=\"https://img.", f.outlet.domain, "/", f.d.number(1, 999_999), ".jpg\" alt=\"\"><figcaption>")
	f.caption(inHTML, " <span class=\"credit\">Photo: ", "</span>")
	f.put("</figcaption></figure>\n")
}

func (f *frame) body() {
	d := f.d
	for i, p := range f.report.paragraphs {
		f.put("<p>")
		if i == 0 {
			f.text(f.dateline(), inHTML)
		}
		f.text(p, inHTML)
		f.put("</p>\n")
		if i%3 == 1 {
			f.interruption(d.below(8))
		}
	}
}

// interruption writes what sites put between the paragraphs.
func (f *frame) interruption(kind int) {
	switch kind {
	case 0, 1:
		f.put("<div class=\"ad\"><span>Advertisement</span><img src=\"https://ads.", f.outlet.domain, "/", f.d.number(1, 9999), ".gif\" alt=\"\"></div>\n")
	case 2:
		f.put("<aside class=\"related\">Read more: <a href=\"/r\">")
		f.text(f.filler.headline(), inHTML)
		f.put("</a></aside>\n")
	case 3:
		f.figure()
	case 4:
		f.put("<div class=\"newsletter\"><h3>Our newsletter</h3><p>The day in five minutes.</p><form><input type=\"email\"><button>Sign up</button></form></div>\n")
	}
}

// tail writes what follows the article until the frame weighs about weight.
func (f *frame) tail(weight int) {
	d := f.d
	end := weight
	for _, p := range f.report.paragraphs {
		end += len(p)
	}
	if d.percent(60) {
		f.put("<section id=\"comments\"><h2>Comments</h2>\n")
		for range d.below(8) {
			f.put("<div class=\"comment\"><b>", pick(d, commenters), "</b><p>", pick(d, comments), "</p></div>\n")
		}
		f.put("<form><input name=\"name\"><textarea></textarea><button>Send</button></form></section>\n")
	}
	f.put("<aside class=\"sidebar\"><h3>Most read</h3><ul>\n")
	for first := true; first || len(f.buf) < end; first = false {
		f.put("<li class=\"item\"><a href=\"/news/", d.number(1, 9_999_999), "\" data-track=\"most-read\" data-slot=\"", d.number(1, 999), "\">")
		f.text(f.filler.headline(), inHTML)
		f.put("</a></li>\n")
	}
	f.put("</ul></aside>\n<footer><p>© ", f.report.day.Format("2006"), " ", f.outlet.name, "</p><a href=\"/imprint\">Imprint</a> <a href=\"/privacy\">Privacy</a></footer>\n")
}
