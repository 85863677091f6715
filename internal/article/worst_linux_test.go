package article

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/growth"
)

// worstPages are shapes of pages that cost other readers more than twice the
// time when they are twice as long. Each makes a page of n pieces; the first
// number is how many take a tenth of a second or so.
var worstPages = []struct {
	name string
	n    int
	page func(n int) string
}{
	{"paragraphs", 16000, func(n int) string { return strings.Repeat("<p>The bridge is open, the minister said.", n) }},
	{"open tags", 20000, func(n int) string { return strings.Repeat("<p><b><i>x", n) }},
	{"open inline tags", 1600, func(n int) string { return strings.Repeat("<p>"+strings.Repeat("<b>", 20)+"x", n) }},
	{"nested to the limit", 150, func(n int) string {
		return strings.Repeat(strings.Repeat("<div>", 400)+"The bridge is open."+strings.Repeat("</div>", 400), n)
	}},
	{"formatting in tables", 6000, func(n int) string { return strings.Repeat("<table><b><tr><td>The bridge is open.</table>", n) }},
	{"text in tables", 8000, func(n int) string { return strings.Repeat("<table>The bridge is open.<tr><td>x</table>", n) }},
	{"rows", 16000, func(n int) string { return "<table>" + strings.Repeat("<tr><td>The bridge<td>is open", n) + "</table>" }},
	{"cells of a row", 32000, func(n int) string { return "<table><tr>" + strings.Repeat("<td>The bridge", n) + "</table>" }},
	{"absurd spans", 16000, func(n int) string {
		return "<table>" + strings.Repeat("<tr><td colspan=99999999 rowspan=99999999>x", n) + "</table>"
	}},
	{"tables in tables", 240, func(n int) string {
		return strings.Repeat(strings.Repeat("<table><tr><td>", 100)+"The bridge is open."+strings.Repeat("</table>", 100), n)
	}},
	{"one text", 1 << 20, func(n int) string { return "<p>" + strings.Repeat("The bridge is open. ", n/20) }},
	{"one word", 1 << 21, func(n int) string { return "<p>The bridge is open, she said.<p>" + strings.Repeat("x", n) }},
	{"commas", 1 << 19, func(n int) string { return "<p>" + strings.Repeat("x, ", n/3) }},
	{"entities", 1 << 19, func(n int) string { return "<p>" + strings.Repeat("&amp;&lt;&#x41; ", n/4) }},
	{"ampersands", 1 << 19, func(n int) string { return "<p>" + strings.Repeat("&", n) }},
	{"spaces", 1 << 20, func(n int) string { return "<p>The bridge is open, she said." + strings.Repeat(" &nbsp;", n/7) }},
	{"line ends", 60000, func(n int) string { return "<p>The bridge is open, she said." + strings.Repeat("<br>\n", n) }},
	{"breaks between words", 16000, func(n int) string { return "<div>" + strings.Repeat("bridge<br><br>", n) }},
	{"links", 32000, func(n int) string { return "<p>The bridge is open, she said." + strings.Repeat("<a href=/>x</a> ", n) }},
	{"list of links", 16000, func(n int) string {
		return "<p>The bridge is open, she said.<ul>" + strings.Repeat("<li><a href=/>The bridge</a>", n) + "</ul>"
	}},
	{"items", 16000, func(n int) string { return "<ul>" + strings.Repeat("<li>The bridge is open", n) + "</ul>" }},
	{"huge attribute", 1 << 24, func(n int) string {
		return `<p class="` + strings.Repeat("caption ", n/8) + `">The bridge is open, she said, and so on to the end.`
	}},
	{"attributes", 80000, func(n int) string { return "<p>The bridge is open, she said.<p " + attributes(n) + ">x" }},
	{"headings", 16000, func(n int) string {
		return strings.Repeat("<h1>The bridge over the sund is open</h1>", n) + "<p>The bridge is open, she said."
	}},
	{"headings within headings", 24000, func(n int) string {
		return strings.Repeat("<h1>", 400) + strings.Repeat("<h1>x", n) + "<p>The bridge is open, she said."
	}},
	{"authors within authors", 60, func(n int) string {
		return strings.Repeat(strings.Repeat("<div class=author>", 400)+strings.Repeat("<b>x</b>", 10)+strings.Repeat("</div>", 400), n) + "<p>The bridge is open, she said, and so on to the end."
	}},
	{"bylines", 16000, func(n int) string {
		return "<h1>The bridge is open</h1>" + strings.Repeat("<p class=byline>By Ada Moor", n)
	}},
	{"one byline", 1 << 20, func(n int) string {
		return "<h1>The bridge is open</h1><p class=byline>By " + strings.Repeat("Ada Moor, ", n/10)
	}},
	{"one author in markup", 1 << 18, func(n int) string {
		return `<script type="application/ld+json">{"@type":"Article","author":"` + strings.Repeat("Ada Moor, ", n/10) + `"}</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"authors in markup", 40000, func(n int) string {
		return `<script type="application/ld+json">{"@type":"Article","author":[` + strings.Repeat(`"Ada Moor",`, n) + `"Tomas Reed"]}</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"other authors in markup", 8000, func(n int) string {
		return `<script type="application/ld+json">{"@type":"Article","author":[` + manyNames(n) + `"Tomas Reed"]}</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"JSON-LD", 12000, func(n int) string {
		return strings.Repeat(`<script type="application/ld+json">{"@type":"Article","headline":"The bridge is open","author":{"@id":"#a"}}</script>`, n) + "<p>The bridge is open, she said, and so on to the end."
	}},
	{"articles in JSON-LD", 6000, func(n int) string {
		return `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article","headline":"The bridge over the sund is open"},`, n) + `{}]</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"deep JSON-LD", 1 << 19, func(n int) string {
		return `<script type="application/ld+json">` + strings.Repeat(`[`, n/2) + strings.Repeat(`]`, n/2) + `</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"broken JSON-LD", 3 << 17, func(n int) string {
		return `<script type="application/ld+json">{"@type":"Article","headline":"` + strings.Repeat("x\n", n/2) + `</script><p>The bridge is open, she said, and so on to the end.`
	}},
	{"meta", 32000, func(n int) string {
		return strings.Repeat(`<meta name=author content="Ada Moor">`, n) + "<p>The bridge is open, she said, and so on to the end."
	}},
	{"times", 32000, func(n int) string {
		return strings.Repeat(`<time datetime=x>y</time> `, n) + "<p>The bridge is open, she said, and so on to the end."
	}},
	{"times in one line", 12000, func(n int) string { return "<p>" + strings.Repeat(`<time datetime=2019-05-06>a day</time> `, n) }},
	{"days", 16000, func(n int) string {
		return "<h1>The bridge is open</h1>" + strings.Repeat(`<p>6 May 2019`, n) + "<p>The bridge is open, she said, and so on to the end."
	}},
	{"numbers", 1 << 18, func(n int) string { return "<p>" + strings.Repeat("12 ", n/3) }},
	{"comments", 1 << 24, func(n int) string { return "<p>The bridge is open, she said, and so on.<!--" + strings.Repeat("-", n) }},
	{"short comments", 80000, func(n int) string {
		return "<p>The bridge is open, she said, and so on." + strings.Repeat("<!---->", n)
	}},
	{"unclosed script", 1 << 22, func(n int) string {
		return "<p>The bridge is open, she said, and so on.<script>" + strings.Repeat("<!-- ", n/5)
	}},
	{"unclosed tags", 300000, func(n int) string { return "<p>The bridge is open, she said, and so on." + strings.Repeat("<x ", n/3) }},
	{"end tags", 40000, func(n int) string { return "<p>The bridge is open, she said, and so on." + strings.Repeat("</p>", n) }},
	{"other end tags", 80000, func(n int) string { return "<p>The bridge is open, she said, and so on." + strings.Repeat("</b>", n) }},
	{"select", 32000, func(n int) string {
		return "<select>" + strings.Repeat("<option>The bridge", n) + "</select><p>The bridge is open, she said, and so on."
	}},
	{"svg", 16000, func(n int) string { return strings.Repeat("<svg><p>The bridge is open.", n) }},
	{"foreign", 8000, func(n int) string {
		return strings.Repeat("<math><mi>x</math>", n) + "<p>The bridge is open, she said, and so on."
	}},
	{"templates", 8000, func(n int) string {
		return strings.Repeat("<template><p>x</template>", n) + "<p>The bridge is open, she said, and so on."
	}},
	{"frames", 32000, func(n int) string {
		return strings.Repeat("<iframe>x</iframe>", n) + "<p>The bridge is open, she said, and so on."
	}},
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i)
	}
	return b.String()
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\"Ada Mo%sr\",", strings.Repeat("o", i%50)+string(rune('a'+i/50%26))+string(rune('a'+i/1300%26)))
	}
	return b.String()
}

// worstTexts are the same of plain texts.
var worstTexts = []struct {
	name string
	n    int
	text func(n int) string
}{
	{"one line", 1 << 20, func(n int) string { return strings.Repeat("The bridge is open, she said. ", n/30) }},
	{"lines", 1 << 17, func(n int) string { return strings.Repeat("x\n", n) }},
	{"blank lines", 1 << 20, func(n int) string {
		return "The bridge is open, she said, and so on to the end.\n" + strings.Repeat("\n", n)
	}},
	{"stamps", 8000, func(n int) string {
		return "The bridge is open, she said.\n" + strings.Repeat("Published 12-11-2017\n", n)
	}},
	{"bylines", 16000, func(n int) string { return "The bridge is open, she said.\n" + strings.Repeat("By Ada Moor\n", n) }},
	{"one byline", 1 << 20, func(n int) string {
		return "By " + strings.Repeat("Ada Moor, ", n/10) + "\nThe bridge is open, she said.\n"
	}},
	{"bullets", 32000, func(n int) string { return "The bridge is open, she said.\n" + strings.Repeat("• The bridge\n", n) }},
	{"brackets", 1 << 21, func(n int) string { return strings.Repeat("(", n) }},
	{"dashes", 1 << 20, func(n int) string { return "PORT ELM " + strings.Repeat("—", n/3) }},
	{"capitals", 1 << 20, func(n int) string { return strings.Repeat("PORT ELM ", n/9) }},
	{"quotes", 1 << 20, func(n int) string { return strings.Repeat("“", n/3) }},
	{"days", 1 << 21, func(n int) string { return strings.Repeat("6 May 2019 ", n/11) }},
	{"comments", 16000, func(n int) string {
		return "The bridge is open, she said.\n" + strings.Repeat("Leave a comment\nx\n", n)
	}},
	{"addresses", 16000, func(n int) string {
		return "The bridge is open, she said.\n" + strings.Repeat("http://a.example/2019/05/06/x\n", n)
	}},
}

// BenchmarkWorst reads each shape at two lengths.
func BenchmarkWorst(b *testing.B) {
	measure := func(name, mediaType, short, long string) {
		read := func(body string) func() {
			return func() { _, _ = Read(capture.Capture{MediaType: mediaType, Body: []byte(body)}) }
		}
		b.Run(name, func(b *testing.B) { growth.PerDoubling(b, read(short), read(long)) })
	}
	for _, w := range worstPages {
		measure("page/"+w.name, "text/html", w.page(w.n/4), w.page(2*w.n))
	}
	for _, w := range worstTexts {
		measure("text/"+w.name, "text/plain", w.text(w.n/4), w.text(2*w.n))
	}
}
