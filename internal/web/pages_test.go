package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/internal/record"
	"hearsay/internal/variant"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// The pages are made for the record as it is.
var _ Record = (*record.Record)(nil)

// ask sends a request for a path to the pages of a record.
func ask(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:50000"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// look asks for a page and parses it.
func look(t testing.TB, h http.Handler, path string, status int) *html.Node {
	t.Helper()
	response := ask(t, h, path)
	if response.Code != status {
		t.Fatalf("%s answers %d, want %d: %.300s", path, response.Code, status, response.Body)
	}
	page, err := html.Parse(response.Body)
	if err != nil {
		t.Fatalf("parsing %s: %v", path, err)
	}
	return page
}

// find lists the elements below a node that have a class, or any if class is
// empty.
func find(n *html.Node, name, class string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (name == "" || d.Data == name) &&
			(class == "" || slices.Contains(strings.Fields(attribute(d, "class")), class)) {
			found = append(found, d)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words is the text of a node, without what stands in elements of a class.
func words(n *html.Node, without string) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if without != "" && slices.Contains(strings.Fields(attribute(n, "class")), without) {
		return ""
	}
	var all strings.Builder
	for c := range n.ChildNodes() {
		all.WriteString(words(c, without))
	}
	return all.String()
}

// articleText is the text that an article's page shows, without the numbers of
// its statements.
func articleText(page *html.Node) string {
	var all strings.Builder
	for _, n := range find(page, "", "text") {
		all.WriteString(words(n, "label"))
	}
	return all.String()
}

func quiet() Options { return Options{Log: slog.New(slog.DiscardHandler)} }

// Every link on every page leads to a page, and every anchor to an element. Of
// the searches, which lead to ever narrower ones, those are looked at that lie one
// step from a page that is none.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h := New(sampleRecord(), Options{})
	pages, files := make(map[string]*html.Node), make(map[string]bool) // files: JSON and the like
	todo := []string{"/"}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if pages[path] != nil || files[path] {
			continue
		}
		if to := ask(t, h, path).Header().Get("Location"); to != "" {
			files[path] = true // it leads on, each time to a page of its own
			path = to
		}
		if kind := ask(t, h, path).Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
			files[path] = true
			continue
		}
		page := look(t, h, path, http.StatusOK)
		pages[path] = page
		for _, a := range find(page, "a", "") {
			link, err := url.Parse(attribute(a, "href"))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if link.IsAbs() {
				continue
			}
			here, _ := url.Parse(path)
			to := here.ResolveReference(link)
			to.Fragment = ""
			if here.Path == "/search" && here.RawQuery != "" && strings.HasPrefix(to.Path, "/search") {
				continue
			}
			todo = append(todo, to.String())
		}
	}
	for path, page := range pages {
		for _, a := range find(page, "a", "") {
			here, _ := url.Parse(path)
			link, _ := url.Parse(attribute(a, "href"))
			to := here.ResolveReference(link)
			anchor := to.Fragment
			to.Fragment = ""
			if anchor == "" || strings.HasPrefix(anchor, ":~:") || link.IsAbs() {
				continue
			}
			if !slices.ContainsFunc(find(pages[to.String()], "", ""), func(n *html.Node) bool { return attribute(n, "id") == anchor }) {
				t.Errorf("%s links to %s#%s, which is not there", path, to, anchor)
			}
		}
		seen := make(map[string]bool)
		for _, n := range find(page, "", "") {
			if id := attribute(n, "id"); id != "" && seen[id] {
				t.Errorf("%s has id %q twice", path, id)
			} else {
				seen[id] = true
			}
		}
		if n := len(find(page, "h1", "")); n != 1 && !strings.HasSuffix(path, "/original") {
			t.Errorf("%s has %d first headings", path, n)
		}
	}
	for _, s := range sampleRecord().all() {
		for _, path := range []string{statementAddress(s.ID), articleAddress(s.Article.ID)} {
			if pages[path] == nil && pages[path+"?s="+s.ID] == nil {
				t.Errorf("nothing links to %s", path)
			}
		}
	}
}

func TestArticleShowsItsTextAndMarks(t *testing.T) {
	f := sampleRecord()
	h := New(f, Options{})
	for _, a := range f.articles {
		page := look(t, h, articleAddress(a.ID), http.StatusOK)
		if diff := cmp.Diff(a.Text, articleText(page)); diff != "" {
			t.Errorf("text of %s (-record +page):\n%s", a.ID, diff)
		}
	}
	page := look(t, h, "/article/a-bridge?s=s-nobody", http.StatusOK)
	marked := func(class string) []string {
		var all []string
		for _, n := range find(page, "span", class) {
			if len(find(n, "", "")) == 0 && n.Parent.Data != "span" && attribute(n.Parent, "class") != "legend" {
				all = append(all, words(n, ""))
			}
		}
		return all
	}
	if diff := cmp.Diff([]string{"“Nobody asked us to close it,”", "she", "said", "“and nobody will find a paper with my name under such an order.”"}, marked("chosen")); diff != "" {
		t.Errorf("chosen words (-want +got):\n%s", diff)
	}
	if got := marked("cue"); !slices.Contains(got, "denied") {
		t.Errorf("cues %q lack %q", got, "denied")
	}
	if h1 := words(find(page, "h1", "")[0], "label"); strings.TrimSpace(h1) != "Minister: Bridge ‘was never closed’" {
		t.Errorf("first heading is %q", h1)
	}
	var folded strings.Builder
	for _, n := range find(page, "details", "frame") {
		folded.WriteString(words(n, ""))
	}
	for _, frame := range []string{"Courier home | Weather", "Advertisement", "214 views"} {
		if !strings.Contains(folded.String(), frame) {
			t.Errorf("%q is not folded away", frame)
		}
	}
	if n := len(find(page, "details", "confirmed")); n != 1 {
		t.Errorf("%d notes look confirmed, want 1", n)
	}
	all := words(page, "")
	for _, told := range []string{"Speaker not known", "found by machine, 88% sure", "Ottoline Marsh → Quay Gazette → Northline → Velden Courier",
		f.articles[0].SHA256, "2021-06-15T06:30:00Z", "velden/bridge.html", "The encoding was guessed", "negated"} {
		if !strings.Contains(all, told) {
			t.Errorf("the page does not tell %q", told)
		}
	}
}

// The wordings of an utterance stand beside each other, what is different in them
// told in words and in elements.
func TestUtteranceSetsWordingsSideBySide(t *testing.T) {
	h := New(sampleRecord(), Options{})
	page := look(t, h, "/utterance/us-asked", http.StatusOK)
	var got []string
	for _, n := range find(page, "li", "witness") {
		wording := find(n, "blockquote", "")[0]
		got = append(got, attribute(n, "id")+" "+strings.TrimSpace(strings.Join(strings.Fields(words(wording, "")), " ")))
	}
	want := []string{
		"w-s-nobody “Nobody asked us to close it,” “and nobody will find a paper with my name under such an order.”",
		"w-s-told “Nobody [dropped: asked] [changed to: told] us to close it … [dropped: he said so]* as the outlet tells and [moved: with my name under such an order] nobody will find a paper,”",
		"w-s-asked Nobody [added: had] asked [made indirect: her] to close it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("wordings (-want +got):\n%s", diff)
	}
	for class, want := range map[string]int{"moved": 2, "shifted": 2, "told": 1, "chosen": 1} { // the legend has one of each sign
		if n := len(find(page, "", class)); n != want {
			t.Errorf("%d elements are %s, want %d", n, class, want)
		}
	}
	if dels, inss := len(find(page, "del", "")), len(find(page, "ins", "")); dels != 4 || inss != 4 {
		t.Errorf("%d dropped and %d added, want 4 and 4 with the legend's", dels, inss)
	}
	all := strings.Join(strings.Fields(words(page, "")), " ")
	for _, told := range []string{
		"3 statements: 2 independent, 1 reprint, in 2 articles from 2 outlets; printed: 14 June 2021 to 15 June 2021.", "Put together by machine",
		"The fullest wording", "75% of the fullest’s words", "Drift0.10", "by machine, 66% sure", "a person says so", "Speaker not known: the article has “the harbour office”",
		"The same words on another occasion", "in indirect speech", "Drift is how far",
	} {
		if !strings.Contains(all, told) {
			t.Errorf("the page does not tell %q", told)
		}
	}
	if n := strings.Count(words(find(page, "ol", "witnesses")[0], ""), "printed first"); n != 1 {
		t.Errorf("%d were printed first, want 1", n)
	}
	if page := look(t, h, "/utterance/us-nobody", http.StatusOK); len(find(page, "", "chosen")) != 0 {
		t.Error("a wording is chosen that nobody asked for")
	}
}

// What was denied stands on the first page, with the way to all of it.
func TestFrontTellsDenials(t *testing.T) {
	page := look(t, New(sampleRecord(), Options{}), "/", http.StatusOK)
	denied := find(page, "ul", "denials")
	if len(denied) != 1 {
		t.Fatalf("%d lists of denials, want 1", len(denied))
	}
	if got := strings.Join(strings.Fields(words(denied[0], "")), " "); got != "that.Tobias PellVelden Courier · 14 June 2021 · about it" {
		t.Errorf("denied is %q", got)
	}
	if n := len(find(denied[0], "li", "")); n != 1 {
		t.Errorf("%d are denied, want 1", n)
	}
	all := look(t, New(sampleRecord(), Options{}), "/search?act=deny", http.StatusOK)
	if got := words(find(all, "", "total")[0], ""); !strings.HasPrefix(got, "1 statement") {
		t.Errorf("all denials are %q", got)
	}
}

// What outlets word in contrary ways stands on the first page, with the differences.
func TestFrontTellsContraryWordings(t *testing.T) {
	page := look(t, New(sampleRecord(), Options{}), "/", http.StatusOK)
	told := find(page, "ul", "contrasts")[0]
	want := "“Nobody [dropped: asked] [changed to: told] us to close it … [dropped: he said so]* as the outlet tells and [moved: with my name under such an order] nobody will find a paper,”" +
		"Ottoline Marsh one has a negationMarrow Echo · 15 June 2021 · beside Velden Courier · 14 June 2021 · all 3 wordings"
	if diff := cmp.Diff(want, strings.Join(strings.Fields(words(told, "")), " ")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("word ", 60) + "end"
	same := func(own string) difference { return difference{Op: "same", Own: own} }
	got := excerpt([]difference{same(""), same("a " + long), {Op: "changed", Own: "not", Missing: long}, same(long), {Op: "added", Own: "é"}, same(long + " z")})
	for i, want := range []string{"", "…", "not", "word", "é", "word"} {
		if !strings.HasPrefix(got[i].Own, want) || len(got[i].Own) > excerptWords+10 || len(got[i].Missing) > excerptWords+10 || !utf8.ValidString(got[i].Own) {
			t.Errorf("piece %d is %+v", i, got[i])
		}
	}
	if !strings.HasSuffix(got[1].Own, "end") || !strings.HasSuffix(got[3].Own, "end") || !strings.HasSuffix(got[5].Own, "…") {
		t.Errorf("cut at the wrong end: %+v", got)
	}
	if all := excerpt(make([]difference, 50)); len(all) != excerptPieces+1 || all[excerptPieces].Own != "…" {
		t.Errorf("%d pieces of 50", len(all))
	}
}

// What somebody speaks about leads to the statements that have the word, and is
// worked out once.
func TestFrontTellsAboutWhat(t *testing.T) {
	f := sampleRecord()
	h := New(f, Options{})
	look(t, h, "/", http.StatusOK)
	asked := f.abouts
	var got []string
	for _, n := range find(look(t, h, "/", http.StatusOK), "span", "role") {
		for _, a := range find(n, "a", "") {
			got = append(got, words(a, "")+" "+attribute(a, "href"))
		}
	}
	if diff := cmp.Diff([]string{"bridge /search?q=bridge&speaker_id=p-marsh", "order /search?q=order&speaker_id=p-marsh"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f.abouts != asked || asked == 0 {
		t.Errorf("asked %d times, then %d more", asked, f.abouts-asked)
	}
	f.add(record.Article{ArticleRef: record.ArticleRef{ID: "a-more"}}, record.Statement{Speaker: &marsh})
	look(t, h, "/", http.StatusOK)
	if f.abouts != asked+1 {
		t.Errorf("one more statement has %d asked again", f.abouts-asked)
	}
}

// A statement can be cited, with the bytes that show it.
func TestStatementIsCited(t *testing.T) {
	page := look(t, New(sampleRecord(), Options{}), "/statement/s-nobody", http.StatusOK)
	all := words(page, "")
	for _, told := range []string{"Plain text", "— Ottoline Marsh, in “Minister: Bridge ‘was never closed’”, Velden Courier, 14 June 2021", "Markdown", "HTML",
		"<blockquote cite=", "BibTeX", "@online{hearsay-s-nobody", "CSL-JSON", `"type": "article-newspaper"`} {
		if !strings.Contains(all, told) {
			t.Errorf("the page does not tell %q", told)
		}
	}
	if n := len(find(page, "blockquote", "")); n != 1 {
		t.Errorf("%d quotations are shown, want 1: a citation in HTML is text", n)
	}
}

// An article tells who else has its text, and the two stand side by side.
func TestReprintsAreTold(t *testing.T) {
	h := New(sampleRecord(), Options{})
	told := func(path string, want ...string) {
		t.Helper()
		all := strings.Join(strings.Fields(words(look(t, h, path, http.StatusOK), "")), " ")
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s does not tell %q", path, w)
			}
		}
	}
	told("/article/a-echo", "Behind a paywall, as told by json-ld: the captured page may hold only the beginning.", "A live blog: it changes while it runs.",
		"17 June 2021, as the page states")
	told("/article/a-echo", "A reprint: nearly all its text is that of Minister: Bridge ‘was never closed’, Velden Courier, 14 June 2021.",
		"2 statements (1 independent, 1 reprint) marked", "nearly all", "90% of the shorter one’s own words, 1 passage side by side", "the other came first: by the day", "credits Northline")
	told("/article/a-bridge", "Who else has this text", "this one came first: by the day", "Others about this event")
	for _, path := range []string{"/article/a-echo/beside/a-bridge", "/article/a-bridge/beside/a-echo"} {
		told(path, "90% of the shorter one’s own words, in 1 passage.", "credits Northline came first: by the day",
			"The swing bridge was open on every day of the strikeThe swing bridge was open on [added: nearly] every day of the strike11 of 12 words the same")
	}
	told("/story/sa-echo", "2 articles about one event, as far as their words tell: 1 independent, 1 reprint; 14 June 2021 to 15 June 2021.",
		"Minister stands by her bridge reprint", "2 statements, 1 reprinted")
	told("/stories", "1 story of two articles or more", "2 articles: 1 independent, 1 reprint · 14 June 2021 to 15 June 2021")
	told("/speaker/p-marsh", "5 statements (4 independent, 1 reprint) in 3 articles")
	for _, path := range []string{"/article/a-echo/beside/a-bare", "/article/a-echo/beside/a-echo", "/article/none/beside/a-echo", "/story/none", "/utterance/none"} {
		look(t, h, path, http.StatusNotFound)
	}
}

// Whatever text, parts and statements: the page's text is the article's.
func TestPageTextIsArticleText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawText(rt)
		f := &fakeRecord{}
		f.add(record.Article{ArticleRef: record.ArticleRef{ID: "a"}, Text: text, Parts: drawParts(rt, text)}, drawStatements(rt, text)...)
		if got := articleText(look(t, New(f, quiet()), "/article/a", http.StatusOK)); got != text {
			rt.Fatalf("the page's text is %q, the article's %q", got, text)
		}
	})
}

func TestStatementThatDoesNotMatchIsTold(t *testing.T) {
	f := &fakeRecord{}
	f.add(record.Article{ArticleRef: record.ArticleRef{ID: "a"}, Text: "Only this was written."},
		record.Statement{ID: "s", Kind: "direct", Content: []record.Span{{Text: "Something else", Start: 0, End: 14}}})
	page := look(t, New(f, quiet()), "/article/a", http.StatusOK)
	if !strings.Contains(words(page, ""), "Statements that do not match the text") {
		t.Error("the article does not tell that a statement does not match")
	}
	page = look(t, New(f, quiet()), "/statement/s", http.StatusOK)
	if !strings.Contains(words(page, ""), "cannot be shown in the text") {
		t.Error("the statement does not tell that it does not match")
	}
}

// Hostile words in every field come out as words.
func TestHostileFieldsAreText(t *testing.T) {
	payloads := []string{
		`<script>hostile()</script>`, `"><img src=x onerror=hostile()>`, `' onmouseover='hostile()`, `javascript:hostile()`,
		`</title></bdi></p><svg onload=hostile()>`, `<a href="javascript:hostile()">x</a>`, "<!--", "]]>", "{{.}}", `<style>*{display:none}</style>`,
		"\u202ehostile\u202c", "hostile\x01\x7f", `data:text/html,<script>hostile()</script>`, `//hostile.example/`, "vbscript:hostile()", "https://ok.example/\"onclick=hostile()",
	}
	for i, p := range payloads {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			f := &fakeRecord{}
			id := func(prefix string) string { return prefix + url.PathEscape(p) }
			text := p + "\n\nsaid " + p + ".\n"
			ref := record.ArticleRef{ID: id("a"), File: p, URL: p, Outlet: p, Title: p, Published: p}
			speaker := record.Speaker{ID: id("p"), Name: p, Kind: p, Role: p}
			f.add(record.Article{ArticleRef: ref, Author: p, Language: p, Place: p, Agency: p, PublishedFrom: p, Captured: p, Notes: []string{p}, Text: text},
				record.Statement{ID: id("s"), Speaker: &speaker, Source: spanIn(text, p, 1), Cue: spanIn(text, "said", 1), Content: []record.Span{*spanIn(text, p, 2)},
					Kind: "direct", Act: p, To: p, Where: p, When: &record.When{From: p, To: p, Text: p}, Via: []string{p}, Inside: id("t"), ReprintOf: p, By: p},
				record.Statement{ID: id("t"), Kind: p, Content: []record.Span{*spanIn(text, p, 2)}})
			f.articles[0].Shares = []record.Sharing{{Article: ref, Why: p, Agency: p, Passages: []record.Passage{{A: [2]int{0, len(p)}, B: [2]int{0, len(text)}}}}}
			f.articles[0].Story, f.articles[0].ReprintOf = id("t"), id("a")
			statements := f.statements[id("a")]
			f.utterances = []record.CollatedUtterance{{Utterance: record.Utterance{ID: id("u"), Speaker: &speaker, First: p, Last: p, Words: p}, Fullest: id("s"),
				Witnessed: []record.Witness{{Statement: statements[0]}, {Statement: statements[1], Relation: variant.Relation(p), Before: p,
					Variants: []record.Segment{{Op: variant.Changed, Words: p, Missing: p, After: p}, {Op: variant.Op(p), Words: p, Missing: p, After: p}}}},
				Again: []record.Again{{Statement: statements[0]}}}}
			f.stories = []record.Story{{ID: id("t"), Title: p, First: p, Last: p, Articles: f.articles}}
			f.journal = []record.Entry{{ID: id("e"), Correction: record.Correction{Do: record.Save, By: p, Name: p, Search: record.Query{Speaker: p}}}}
			h := New(f, quiet())
			find400 := url.Values{"q": {p}, "act": {p}, "outlet": {p}, "speaker_id": {p}, "article": {p}}.Encode()
			for _, path := range []string{"/", "/speakers", articleAddress(id("a")), statementAddress(id("s")), speakerAddress(id("p")),
				utteranceAddress(id("u")), storyAddress(id("t")), besideAddress(id("a"), id("a")), "/stories", "/searches", "/journal", "/search", "/search?view=articles", "/names?names=" + url.QueryEscape(p), "/search?" + find400} {
				page := look(t, h, path, http.StatusOK)
				harmless(t, path, page)
			}
			if got := articleText(look(t, h, articleAddress(id("a")), http.StatusOK)); got != text {
				t.Errorf("the text is shown as %q", got)
			}
			harmless(t, "bad search", look(t, h, "/search?"+url.Values{"after": {p}, "kind": {p}}.Encode(), http.StatusBadRequest))
			harmless(t, "missing", look(t, h, "/"+url.PathEscape(p), http.StatusNotFound))
		})
	}
}

// harmless checks that a page has no element, attribute or link but our own.
func harmless(t *testing.T, path string, page *html.Node) {
	t.Helper()
	for _, n := range find(page, "", "") {
		switch n.Data {
		case "script":
			if src := attribute(n, "src"); !strings.HasPrefix(src, "/static/keys-") && !strings.HasPrefix(src, "/static/corrections-") && !strings.HasPrefix(src, "/static/picking-") || n.FirstChild != nil {
				t.Errorf("%s has a script that is not ours", path)
			}
		case "svg":
			if attribute(n.Parent, "class") != "way" && !slices.Contains(strings.Fields(attribute(n.Parent.Parent.Parent, "class")), "histogram") {
				t.Errorf("%s has a drawing that is not ours", path)
			}
		case "img", "style", "iframe", "object", "base":
			t.Errorf("%s has an element %s", path, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s has an attribute %s", path, a.Key)
			}
			if a.Key == "href" || a.Key == "src" || a.Key == "action" {
				u, err := url.Parse(a.Val)
				if err != nil || (u.Scheme != "" && u.Scheme != "https") || (u.Host != "" && u.Scheme == "") {
					t.Errorf("%s links to %q", path, a.Val)
				}
				if err == nil && u.IsAbs() && attribute(n, "rel") != "noopener noreferrer nofollow" {
					t.Errorf("%s links out to %q without rel", path, a.Val)
				}
			}
		}
	}
}

func TestSearch(t *testing.T) {
	h := New(sampleRecord(), Options{})
	tests := []struct{ name, query, total string }{
		{"all", "", "43 statements in 19 articles: 38 independent, 2 reprints, 3 again in later versions"},
		{"words", "?q=nobody", "3 statements in 2 articles: 2 independent, 1 reprint"},
		{"fields in the box", "?q=speaker%3Apell+kind%3Amixed", "1 statement in 1 article: 1 independent, 0 reprints"},
		{"fields below the box", "?speaker=pell&kind=mixed", "1 statement in 1 article: 1 independent, 0 reprints"},
		{"the box wins", "?q=speaker%3Apell&speaker=marsh", "2 statements in 1 article: 2 independent, 0 reprints"},
		{"days", "?after=2021-06-01&before=2021-06-13", "1 statement in 1 article: 0 independent, 1 reprint"},
		{"a month", "?after=2021-06", "11 statements in 3 articles: 9 independent, 2 reprints"},
		{"a speaker by id", "?speaker_id=p-marsh", "5 statements in 3 articles: 4 independent, 1 reprint"},
		{"reprints left out", "?reprint=no&q=nobody", "2 statements in 2 articles: 2 independent, 0 reprints"},
		{"reprints alone, in the box", "?q=reprint%3Ayes+nobody", "1 statement in 1 article: 0 independent, 1 reprint"},
		{"an article by id", "?article=a-tide-0", "2 statements in 1 article: 1 independent, 0 reprints, 1 again in a later version"},
		{"what is dropped since", "?version=dropped", "1 statement in 1 article: 0 independent, 0 reprints, 1 again in a later version"},
		{"the latest version alone, in the box", "?q=version%3Alatest+tide+kind%3Aindirect", "1 statement in 1 article: 1 independent, 0 reprints"},
		{"an outlet and a kind left out", "?q=-outlet%3A%22Quay+Gazette%22+-kind%3Adirect", "7 statements in 2 articles: 6 independent, 1 reprint"},
		{"nothing", "?q=dragon", "0 statements in 0 articles"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := look(t, h, "/search"+test.query, http.StatusOK)
			if got := words(find(page, "h2", "total")[0], ""); got != test.total {
				t.Errorf("%s finds %q, want %q", test.query, got, test.total)
			}
		})
	}
}

// What was found is counted by what it has in common. Each count leads to a search
// that finds so many, and to one that finds the others.
func TestFacetsNarrowTheSearch(t *testing.T) {
	h := New(sampleRecord(), Options{})
	totalOf := func(path string) string {
		return words(find(look(t, h, path, http.StatusOK), "h2", "total")[0], "")
	}
	page := look(t, h, "/search", http.StatusOK)
	facets := find(page, "details", "facets")[0]
	if got := words(find(facets, "p", "hint")[0], ""); got != "Counted: all 43 statements: 38 independent, 2 reprints, 3 again in later versions." {
		t.Errorf("the facets are %q", got)
	}
	seen := make(map[string]bool)
	for _, li := range find(facets, "li", "") {
		links := find(li, "a", "")
		if len(find(li, "svg", "")) > 0 || len(links) == 0 {
			continue
		}
		if len(links) != 2 {
			t.Errorf("%q has %d links, want 2", words(li, ""), len(links))
			continue
		}
		name := words(links[0], "")
		seen[name] = true
		if got := words(links[1], ""); got != "without "+name {
			t.Errorf("what leaves out %s is called %q", name, got)
		}
		said := words(find(li, "span", "count")[0], "")
		var n, reprints, carried int
		_, _ = fmt.Sscanf(said, "%d (", &n)
		for _, some := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune("(,)", r) }) {
			switch in := strings.TrimSpace(some); {
			case strings.Contains(in, "reprint"):
				_, _ = fmt.Sscan(in, &reprints)
			case strings.Contains(in, "again"):
				_, _ = fmt.Sscan(in, &carried)
			}
		}
		if got, want := totalOf(attribute(links[0], "href")), count(n, "statement", "statements")+" in "; !strings.HasPrefix(got, want) || !strings.Contains(got, independent(n, reprints, carried)) {
			t.Errorf("%s finds %q, the facet says %q", name, got, said)
		}
		if got, want := totalOf(attribute(links[1], "href")), count(43-n, "statement", "statements")+" in "; !strings.HasPrefix(got, want) {
			t.Errorf("without %s is found %q, want %d", name, got, 43-n)
		}
	}
	for _, want := range []string{"Ottoline Marsh", "Velden Courier", "مرفأ", "direct", "deny", "Quay Gazette"} {
		if !seen[want] {
			t.Errorf("the facets lack %s", want)
		}
	}
	bars := find(find(facets, "ol", "histogram")[0], "a", "")
	rows := find(find(facets, "table", "numbers")[0], "tr", "")
	if len(bars) != 2 || len(rows) != 1+2 {
		t.Fatalf("%d bars and %d rows, want 2 and 3", len(bars), len(rows))
	}
	if got := words(bars[1], ""); got != "JunJune 2021: 11 statements: 9 independent, 2 reprints" {
		t.Errorf("the last bar says %q", got)
	}
	var cells []string
	for _, cell := range append(find(rows[2], "th", ""), find(rows[2], "td", "")...) {
		cells = append(cells, words(cell, ""))
	}
	if !slices.Equal(cells, []string{"June 2021", "11", "9", "2", "0"}) {
		t.Errorf("the last row says %q", cells)
	}
	if to := attribute(bars[1], "href"); to != "/search?after=2021-06-01&before=2021-07-01" || !strings.HasPrefix(totalOf(to), "11 statements") {
		t.Errorf("the last bar leads to %s, %s", to, totalOf(to))
	}
}

// The same search lists statements or the articles in which they stand.
func TestViewOfArticles(t *testing.T) {
	h := New(sampleRecord(), Options{})
	page := look(t, h, "/search?q=nobody&view=articles", http.StatusOK)
	var got []string
	for _, li := range find(page, "li", "entry") {
		got = append(got, strings.Join(strings.Fields(words(li, "")), " "))
	}
	want := []string{
		"Minister stands by her bridge reprint Marrow Echo · 15 June 2021 · 2 of its 2 statements: 1 independent, 1 reprint",
		"Minister: Bridge ‘was never closed’ Velden Courier · 14 June 2021 · 1 of its 8 statements: 1 independent, 0 reprints",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if got := words(find(page, "h2", "total")[0], ""); got != "3 statements in 2 articles: 2 independent, 1 reprint" {
		t.Errorf("found are %q", got)
	}
	var tabs []string
	for _, a := range find(find(page, "ul", "tabs")[0], "a", "") {
		tabs = append(tabs, words(a, "")+" "+attribute(a, "href")+" "+attribute(a, "aria-current"))
	}
	if diff := cmp.Diff([]string{"Statements 3 /search?q=nobody ", "Articles 2 /search?q=nobody&view=articles page", "Timeline 3 /search?q=nobody&view=timeline "}, tabs); diff != "" {
		t.Errorf("tabs (-want +got):\n%s", diff)
	}
	for _, a := range append(find(find(page, "details", "facets")[0], "a", ""), find(find(page, "ul", "chips")[0], "a", "")...) {
		if !strings.Contains(attribute(a, "href"), "view=articles") {
			t.Errorf("%s leaves the view", attribute(a, "href"))
		}
	}
	look(t, h, "/search?view=chairs", http.StatusBadRequest)
}

// Every condition is told as a chip, and taking it away leaves the others.
func TestChips(t *testing.T) {
	h := New(sampleRecord(), Options{})
	page := look(t, h, "/search?q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh&speaker_id=o-office&kind=direct&reprint=no&after=2021-05&article=a-tide-0&act=say", http.StatusOK)
	got := make(map[string]string)
	for _, li := range find(find(page, "ul", "chips")[0], "li", "") {
		a := find(li, "a", "")[0]
		got[strings.TrimSpace(words(li, "hidden"))] = attribute(a, "href")
		if said := words(find(a, "span", "hidden")[0], ""); said+" ×" != "Remove "+strings.TrimSpace(words(li, "hidden")) {
			t.Errorf("the link of %q is called %q", words(li, "hidden"), said)
		}
	}
	const rest = "&reprint=no&speaker_id=o-office"
	want := map[string]string{
		"words tide ×":                "/search?act=say&after=2021-05-01&article=a-tide-0&kind=direct&q=-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh" + rest,
		"by Velden Harbour Office ×":  "/search?act=say&after=2021-05-01&article=a-tide-0&kind=direct&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh&reprint=no",
		"in Tide report 0 ×":          "/search?act=say&after=2021-05-01&kind=direct&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh" + rest,
		"kind direct ×":               "/search?act=say&after=2021-05-01&article=a-tide-0&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh" + rest,
		"act say ×":                   "/search?after=2021-05-01&article=a-tide-0&kind=direct&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh" + rest,
		"reprints left out ×":         "/search?act=say&after=2021-05-01&article=a-tide-0&kind=direct&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh&speaker_id=o-office",
		"published from 2021-05-01 ×": "/search?act=say&article=a-tide-0&kind=direct&q=tide+-outlet%3A%22velden+courier%22+-speaker_id%3Ap-marsh" + rest,
		"not outlet velden courier ×": "/search?act=say&after=2021-05-01&article=a-tide-0&kind=direct&q=tide+-speaker_id%3Ap-marsh" + rest,
		"not by Ottoline Marsh ×":     "/search?act=say&after=2021-05-01&article=a-tide-0&kind=direct&q=tide+-outlet%3A%22velden+courier%22" + rest,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("chips (-want +got):\n%s", diff)
	}
}

func TestSearchThatCannotBeUnderstood(t *testing.T) {
	h := New(sampleRecord(), quiet())
	tests := []struct{ name, query, reason string }{
		{"no day", "after=yesterday", `"yesterday" is not a day`},
		{"no such day", "before=2021-02-30", `"2021-02-30" is not a day`},
		{"no day in the box", "q=after%3Asoon", `"soon" is not a day`},
		{"no such kind", "kind=loud", "kind:loud"},
		{"nothing after a field", "q=speaker%3A", "the field speaker has no value"},
		{"too long", "q=" + strings.Repeat("x", 2001), "longer than 2000"},
		{"a field too long", "outlet=" + strings.Repeat("x", 401), "longer than 400"},
		{"a day left out", "q=-after%3A2021", "-after: cannot be"},
		{"page of words", "page=two", "not a number"},
		{"page before the first", "page=0", "not a number"},
		{"page far out", "page=99999999999", "Pages end"},
		{"page beyond numbers", "page=99999999999999999999", "not a number"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := look(t, h, "/search?"+test.query, http.StatusBadRequest)
			if got := words(find(page, "main", "")[0], ""); !strings.Contains(got, test.reason) {
				t.Errorf("the page does not say %q: %s", test.reason, got)
			}
		})
	}
}

// The form comes back as it was understood, and its address has no empty field.
func TestSearchFormKeepsItsState(t *testing.T) {
	h := New(sampleRecord(), Options{})
	response := ask(t, h, "/search?q=tide&speaker=&kind=direct&after=")
	if to := response.Header().Get("Location"); response.Code != http.StatusSeeOther || to != "/search?kind=direct&q=tide" {
		t.Errorf("empty fields lead to %d %q", response.Code, to)
	}
	page := look(t, h, "/search?q=high+-to%3Ax+water+outlet%3Aquay&kind=direct&after=2021-05", http.StatusOK)
	got := make(map[string]string)
	for _, n := range find(find(page, "form", "ask")[0], "input", "") {
		got[attribute(n, "name")] = attribute(n, "value")
	}
	want := map[string]string{"q": "high water -to:x", "speaker": "", "outlet": "quay", "to": "", "after": "2021-05-01", "before": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

// Following "next" from the first page shows each statement once.
func TestPagingReachesEverything(t *testing.T) {
	f := sampleRecord()
	h := New(f, Options{})
	tests := []struct {
		path, item string
		want       int
	}{
		{"/search", "entry", len(f.all())},
		{"/search?view=timeline", "entry", len(f.all())},
		{"/speaker/o-office", "entry", 33},
		{"/", "new", len(f.articles)},
	}
	for _, test := range tests {
		items, pages := 0, 0
		for path := test.path; path != ""; pages++ {
			page := look(t, h, path, http.StatusOK)
			items += len(find(page, "li", test.item))
			path = ""
			for _, a := range find(page, "a", "") {
				if attribute(a, "rel") == "next" {
					path = attribute(a, "href")
				}
			}
		}
		if items != test.want || pages != 2 {
			t.Errorf("%s: %d entries on %d pages, want %d on 2", test.path, items, pages, test.want)
		}
	}
	page := look(t, h, "/search?page=9", http.StatusOK)
	if !strings.Contains(words(page, ""), "There is nothing on this page") {
		t.Error("a page beyond the last does not say so")
	}
}

func TestErrors(t *testing.T) {
	for _, path := range []string{"/article/none", "/statement/none", "/speaker/none", "/nothing", "/article/", "/article/a/b", "/index.html"} {
		page := look(t, New(sampleRecord(), quiet()), path, http.StatusNotFound)
		if len(find(page, "nav", "")) == 0 {
			t.Errorf("%s answers outside the frame of the pages", path)
		}
	}
	broken := sampleRecord()
	broken.err = errors.New("disk /secret/place is on fire")
	for _, path := range []string{"/", "/search", "/search?view=articles", "/names?names=Pell", "/article/a-bridge", "/statement/s-open", "/speaker/p-marsh", "/speakers"} {
		var log strings.Builder
		page := look(t, New(broken, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}), path, http.StatusInternalServerError)
		if strings.Contains(words(page, ""), "secret") {
			t.Errorf("%s shows a reader what went wrong inside", path)
		}
		if !strings.Contains(log.String(), "on fire") {
			t.Errorf("%s does not log what went wrong: %q", path, log.String())
		}
	}
	broken.err = fmt.Errorf("reading: %w", context.Canceled)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	New(broken, quiet()).ServeHTTP(w, r)
	if w.Body.Len() != 0 {
		t.Errorf("a reader who has gone is answered: %s", w.Body)
	}
}
