package web

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay/internal/inert"
	"hearsay/internal/record"
	"hearsay/internal/variant"
	"hearsay/internal/web/webtest"
)

// shapes are words that run, or fetch something, where they are taken for markup,
// for an address, for a script or for a template: each known way once or in its
// turns. In all of them § is what is run, ¤ a host that nobody asked for.
func shapes() []string {
	const code, host = `window.canary=1,alert(1)`, `//canary.invalid`
	based := base64.StdEncoding.EncodeToString([]byte("<script>" + code + "</script>"))
	img := `<img src=x onerror=§>`
	var all []string
	add := func(some ...string) {
		for _, s := range some {
			all = append(all, strings.NewReplacer("§", code, "¤", host, "BASED", based).Replace(s))
		}
	}

	// Script elements, whole, broken, and after the end of what hides them.
	add(`<script>§</script>`, `<SCRIPT>§</SCRIPT>`, `<script>§`, `<script/x>§</script>`, "<script\n>§</script\n>", "<script\f>§</script>",
		`<scr<script>ipt>§</script>`, `<<script>§//<</script>`, `<script type=module>§</script>`, `<script src=¤/a.js></script>`,
		`<script src="data:text/javascript,§"></script>`, `</script><script>§</script>`, `</title><script>§</script>`, `</textarea><script>§</script>`,
		`</style><script>§</script>`, `</noscript><script>§</script>`, `</template><script>§</script>`, `</iframe><script>§</script>`, `--><script>§</script>`,
		`]]><script>§</script>`, `%><script>§</script>`, `<svg><script>§</script></svg>`, `<svg><script href="data:text/javascript,§"></script></svg>`,
		`<math><script>§</script></math>`, `<template shadowrootmode=open><script>§</script></template>`, `<link rel=modulepreload href=¤/m.js>`)

	// Handlers that a browser calls by itself, and those that wait for somebody.
	for _, element := range []string{`img src=x onerror`, `IMG SRC=x ONERROR`, `img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= onload`, `svg onload`, `body onload`,
		`body onpageshow`, `video src=x onerror`, `video src=x onloadstart`, `audio src=x onerror`, `video><source src=x onerror`, `input autofocus onfocus`,
		`select autofocus onfocus`, `textarea autofocus onfocus`, `button autofocus onfocus`, `a href=# autofocus onfocus`, `p tabindex=0 autofocus onfocus`,
		`p contenteditable autofocus onfocus`, `details open ontoggle`, `marquee onstart`, `object data=x onerror`, `embed src=x onload`, `iframe onload`,
		`style onload`, `link rel=stylesheet href=x onerror`, `script src=x onerror`, `input type=image src=x onerror`, `svg><animate attributeName=x dur=1s onbegin`,
		`svg><set attributeName=x onbegin`, `svg><image href=x onerror`, `image src=x onerror`, `p style="content-visibility:auto" oncontentvisibilityautostatechange`,
		`style>@keyframes k{}</style><p style="animation:k 1ms" onanimationstart`, `p onclick`, `p onpointerenter`, `p onmouseover`, `a onfocusin`, `div onbeforetoggle`,
		`form onsubmit`, `dialog oncancel`, `body onhashchange`} {
		add(`<` + element + `=§>`)
	}
	add(`<img/src=x/onerror=§>`, "<img\tsrc=x\tonerror=§>", "<img src=x onerror\n=\nC>", "<img\vsrc=x onerror=§>", `<img src=x onerror="§">`, `<img src=x onerror='§'>`,
		"<img src=x onerror=`§`>", `<img src=x:x onerror=window.canary&#61;1,&#97;lert(1)>`, `<img src=x onerror=&#x77;indow.canary=1>`, `<img src=x onerror="§"`, `<img src=x onerror=§ //`,
		`<img """><script>§</script>">`, `<img src=x onerror=eval(atob('d2luZG93LmNhbmFyeT0x'))>`, `<x/onclick=§>`, `<img src="x>" onerror=§>`)

	// Out of an attribute, a string, a comment.
	add(`">`+img, `'>`+img, "`>"+img, `>`+img, `" onfocus=§ autofocus x="`, `' onfocus=§ autofocus x='`, ` onfocus=§ autofocus x=`, `"/onmouseover=§/x="`, `\">`+img,
		`&quot;>`+img, `&#34;><script>§</script>`, `" style="background:url(¤/a)" x="`, `';§//`, `";§//`, `\';§//`, `*/§/*`, "\n§\n", `</p></bdi></main>`+img, `</span></a>`+img, `-->`+img+`<!--`)

	// Addresses, alone and where an element has one.
	addresses := []string{`javascript:§`, `JaVaScRiPt:§`, "java\tscript:§", "\x01javascript:§", "java\nscript:§", `&#106;avascript:§`, `java&Tab;script:§`, `javascript&colon;§`, ` javascript:§`,
		`javascript://canary.invalid/%0a§`, `data:text/html,<script>§</script>`, `data:text/html;base64,BASED`, `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="§"/>`,
		`vbscript:§`, `¤/a`, `\\canary.invalid\a`, `https:canary.invalid/a`, `http:¤/"onclick=§`, `https:¤/'><script>§</script>`, `http://user@canary.invalid/`, `view-source:¤/a`, `blob:null/a`, `file:///etc/a`}
	add(addresses...)
	add(`<a href="javascript:§">x</a>`, `<a href="javascript:§" target=_top>x</a>`, `<svg><a xlink:href="javascript:§"><text>x</text></a></svg>`, `<iframe src="javascript:§"></iframe>`,
		`<iframe srcdoc="<script>§</script>"></iframe>`, `<iframe src="data:text/html,<script>§</script>"></iframe>`, `<object data="data:text/html,<script>§</script>"></object>`,
		`<embed src="javascript:§">`, `<form action="javascript:§"><button autofocus>x</button></form>`, `<button formaction="javascript:§">x</button>`,
		`<meta http-equiv=refresh content="0;url=¤/a">`, `<meta http-equiv=refresh content="0;url=data:text/html,<script>§</script>">`, `<base href="javascript:§//">`, `<math href="javascript:§">x</math>`,
		`<area href="javascript:§">`, `<svg><use href="data:image/svg+xml,<svg id=x onload=§>#x"/></svg>`, `<frameset><frame src="javascript:§"></frameset>`)

	// What is fetched without a script.
	add(`<img src=¤/a>`, `<img srcset="¤/a 1x">`, `<picture><source srcset=¤/a><img></picture>`, `<video poster=¤/a></video>`, `<video src=¤/a></video>`, `<audio src=¤/a autoplay></audio>`,
		`<video><track default src=¤/a></video>`, `<body background=¤/a>`, `<table background=¤/a><tr><td>x</table>`, `<input type=image src=¤/a>`, `<link rel=stylesheet href=¤/a>`,
		`<link rel=preload as=image href=¤/a>`, `<link rel=prefetch href=¤/a>`, `<link rel=dns-prefetch href=¤>`, `<link rel=preconnect href=¤>`, `<link rel=icon href=¤/a>`, `<link rel=manifest href=¤/a>`,
		`<style>@import '¤/a';</style>`, `<style>p{background:url(¤/a)}</style><p>x`, `<style>@font-face{font-family:f;src:url(¤/a)}p{font-family:f}</style><p>x`, `<p style="background:url(¤/a)">x`,
		`<p style="list-style:url(¤/a);display:list-item">x`, `<p style="border-image:url(¤/a)">x`, `<p style='background:\75rl(¤/a)'>x`, `<svg><image href=¤/a /></svg>`,
		`<svg><filter id=f><feImage href=¤/a /></filter><rect width=9 height=9 filter=url(#f) /></svg>`, `<object data=¤/a></object>`, `<embed src=¤/a>`, `<iframe src=¤/a></iframe>`,
		`<base href=¤/><img src=a>`, `<a href=¤/a ping=¤/b>x</a>`, `<image src=¤/a>`, `<link rel=stylesheet href="data:text/css,@import '¤/a'">`, `<style>*{cursor:url(¤/a),auto}</style>`)

	// Encodings that somebody might undo.
	add(`&lt;script&gt;§&lt;/script&gt;`, `&amp;lt;script&amp;gt;§&amp;lt;/script&amp;gt;`, `&#60;script&#62;§&#60;/script&#62;`, `&#x3c;script>§</script>`, `%3Cscript%3E§%3C/script%3E`,
		`\u003cscript\u003e§\u003c/script\u003e`, `\x3cscript\x3e§`, `＜script＞§＜/script＞`, `+ADw-script+AD4-§+ADw-/script+AD4-`, "\xc0\xbcscript\xc0\xbeC", "<\x00script>§</script>", "<scr\x00ipt>§</script>",
		"<img src=x onerr\x00or=§>", "\ufeff<script>§</script>", "<\u202escript>§</script>", "<script\u2028>§</script>", "\x1b$B<script>§</script>", "&lt<script>§</script>")

	// What reads otherwise the second time.
	add(`<noscript><p title="</noscript>`+img+`">`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=§&gt;">`, `<svg></p><style><a id="</style>`+img+`">`,
		`<form><math><mtext></form><form><mglyph><style></math>`+img, `<svg><style><!--</style>`+img+`-->`, `<math><annotation-xml encoding="text/html"><style>`+img+`</style></annotation-xml></math>`,
		`<select><template>`+img+`</template></select>`, `<select><option><script>§</script></select>`, `<listing>&lt;img src=x onerror=§&gt;</listing>`, `<title>&lt;/title>`+img, `<textarea></textarea>`+img,
		`<noembed></noembed>`+img, `<noframes></noframes>`+img, `<plaintext></plaintext>`+img, `<xmp></xmp>`+img, `<svg><![CDATA[><image href=x onerror=§>]]></svg>`, `<!-->`+img+`-->`, `<!--!>`+img, `<!--x--!>`+img,
		`<?xml version="1.0"?>`+img, `<!DOCTYPE x [<!ENTITY y "§">]>`+img, `<svg><foreignObject>`+img+`</foreignObject></svg>`, `<svg><desc>`+img+`</desc></svg>`, `<svg><title><style>`+img+`</style></title></svg>`,
		`<table><caption><svg><title><style></caption>`+img, `<a title="`+"`"+`>`+img+`">x</a>`, `<b><a><b><a><p></b>`+img, `<iframe><img title="</iframe>`+img+`"></iframe>`)

	// Templates, ours among them, and styles.
	add(`{{constructor.constructor('§')()}}`, `{{.}}`, `{{template "main"}}`, `{{define "main"}}x{{end}}`, `{{js "§"}}`, `${§}`, `#{§}`, `<%= § %>`, `{%§%}`, `[[${§}]]`, `@(§)`, `<?php § ?>`, `<!--#exec cmd="a"-->`,
		`expression(§)`, `}body{background:url(¤/a)}`, `width:expression(§)`, `-moz-binding:url(¤/a#b)`, `behavior:url(¤/a)`, `</style>`+img, `@import '¤/a';`)

	// Characters that turn, hide or break what stands beside them.
	add("\u202e<script>§</script>\u202c", "\u2067"+img, "\u2066\u202e\u2069"+img, "\u200f\u200e"+img, "<scr\u200bipt>§</script>", "<\u00adscript>§</script>", strings.Repeat("\u0300", 40)+img, "\ufffe"+img, "\U000e0001"+img,
		"\x00\x00"+img, "\r"+img+"\r", "\x7f\x1b[31m"+img, "\ud7ff\ue000"+img, "<ſcript>§</ſcript>", "<ıframe src=javascript:§>", "\u2028§\u2029", "\x85"+img, strings.Repeat("\U0001f3f4", 30)+img)

	// Names that our own scripts and forms ask for.
	add(`<form id=keys><input name=token></form>`, `<img name=location id=q>`, `<a id=document name=cookie href=¤/a>x</a>`, `<iframe name=top srcdoc="<script>§</script>"></iframe>`,
		`<button data-correction='{"do":"undo"}' data-key=j>x</button>`, `<div class=entry><a href="javascript:§">x</a></div>`, `<input id=main autofocus onfocus=§>`, `<dialog open id=keys>`+img+`</dialog>`)
	slices.Sort(all)
	return slices.Compact(all)
}

// hostilePage is a page that has a shape wherever a page has words.
func hostilePage(shape string) string {
	return "<!doctype html><title>" + shape + "</title><p>" + shape + `</p><a href="` + shape + `">a</a><img alt='` + shape + "'><b class=" + shape + ">b</b><textarea>" + shape +
		"</textarea><!--" + shape + "--><style>" + shape + "</style><p>" + shape
}

// hostileRecord is a record of pages that have a shape in each of their fields.
func hostileRecord(all []string) *fakeRecord {
	f := &fakeRecord{originals: make(map[string]string)}
	for i, shape := range all {
		words := strings.ToValidUTF8(shape, "\uFFFD")
		id := fmt.Sprintf("a-%d", i)
		text := words + "\n\n" + words + " told us: " + words + ".\n"
		second := len(words) + len("\n\n")
		third := second + len(words) + len(" told us: ")
		ref := record.ArticleRef{ID: id, File: words, URL: words, Outlet: words, Title: words, Published: words}
		if i%2 == 0 {
			ref.Published, ref.URL = "2021-06-14", "https://courier.example/?"+words
		}
		f.originals[id] = hostilePage(shape)
		f.add(record.Article{ArticleRef: ref, Author: words, Language: words, Place: words, Agency: words, PublishedFrom: words, Captured: words, Notes: []string{words}, Text: text,
			Parts: []record.Part{{Kind: "headline", Start: 0, End: len(words)}, {Kind: "body", Start: second, End: len(text) - 1}}, Story: "shostile"},
			record.Statement{ID: fmt.Sprintf("s-%d", i), Speaker: &record.Speaker{ID: fmt.Sprintf("p-%d", i), Name: words, Kind: words, Role: words, How: words},
				Candidates: []record.Candidate{{Name: words, Why: words, Confidence: 0.5}},
				Source:     &record.Span{Text: words, Start: second, End: second + len(words)}, Cue: &record.Span{Text: "told", Start: second + len(words) + 1, End: second + len(words) + 5},
				Content: []record.Span{{Text: words, Start: third, End: third + len(words)}}, Kind: "direct", Act: words, To: words, Where: words,
				When: &record.When{Text: words, From: words, To: words}, Via: []string{words, words}, By: words, Utterance: "uhostile"})
	}
	u := record.CollatedUtterance{Utterance: record.Utterance{ID: "uhostile", Witnesses: 3, First: "2021-06-14", Words: all[0]}, Fullest: "s-0"}
	for i := 0; i < len(all); i += 10 {
		words := strings.ToValidUTF8(all[i], "\uFFFD")
		u.Witnessed = append(u.Witnessed, record.Witness{Statement: f.statements[f.articles[i].ID][0], Relation: variant.Edited, Before: words, Variants: []record.Segment{
			{Op: variant.Same, Words: words, After: words}, {Op: variant.Changed, Words: words, Missing: words}, {Op: variant.Dropped, Missing: words}}})
	}
	f.utterances = []record.CollatedUtterance{u}
	f.stories = []record.Story{{ID: "shostile", Title: strings.ToValidUTF8(all[0], "\uFFFD"), First: "2021-06-14", Count: len(all), Articles: f.articles}}
	return f
}

// framed lets a page of ours stand in a frame, which its policy does not.
type framed struct{ http.ResponseWriter }

func (f framed) WriteHeader(status int) {
	h := f.Header()
	h.Set("Content-Security-Policy", strings.ReplaceAll(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'"))
	f.ResponseWriter.WriteHeader(status)
}

// Whatever shape stands in whatever field, in a browser nothing of it runs or is
// fetched, on no kind of page, and it is shown as text. Of the two walls before an
// original each holds without the other. That the shapes are live is seen where
// neither is.
func TestHostileShapesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a browser")
	}
	all := shapes()
	if len(all) < 200 {
		t.Fatalf("there are %d shapes, want 200", len(all))
	}
	f := hostileRecord(all)
	mux := http.NewServeMux()
	pages := New(f, quiet())
	mux.Handle("/", pages)
	// To open fewer pages, under /walls/ are pages of twenty frames: with an article
	// each, or an original behind one of the walls, or neither.
	const within = 20
	mux.HandleFunc("/walls/{wall}/{from}", func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.PathValue("from"))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>walls</title>")
		for i := from; i < min(from+within, len(all)); i++ {
			fmt.Fprintf(w, `<iframe name="f%d" src="/walls/%s/%d/frame"></iframe>`, i, r.PathValue("wall"), i)
		}
	})
	mux.HandleFunc("/walls/{wall}/{i}/frame", func(w http.ResponseWriter, r *http.Request) {
		id := "a-" + r.PathValue("i")
		page := f.originals[id]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.PathValue("wall") {
		case "article":
			r.URL.Path = articleAddress(id)
			pages.ServeHTTP(framed{w}, r)
			return
		case "policy":
			w.Header().Set("Content-Security-Policy", originalPolicy())
			w.Header().Set("X-DNS-Prefetch-Control", "off")
		case "inert":
			made, err := inert.Read(page)
			if err != nil {
				t.Error(err)
			}
			page = "<!doctype html><body>" + made.HTML
		}
		fmt.Fprint(w, page)
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	var visits []webtest.Visit
	texts := func(from, to int) map[string]string {
		named := make(map[string]string)
		for i := from; i < min(to, len(all)); i++ {
			named[fmt.Sprintf("f%d", i)] = strings.ReplaceAll(strings.ToValidUTF8(all[i], "\uFFFD"), "\x00", "\uFFFD")
		}
		return named
	}
	for i := 0; i < len(all); i += within {
		shape := all[i]
		shown := map[string]string{"": texts(i, i+1)[fmt.Sprintf("f%d", i)]}
		visits = append(visits,
			webtest.Visit{Path: fmt.Sprintf("/walls/article/%d", i), Texts: texts(i, i+within)},
			webtest.Visit{Path: fmt.Sprintf("/walls/policy/%d", i), Alone: true},
			webtest.Visit{Path: fmt.Sprintf("/walls/inert/%d", i), Alone: true},
			webtest.Visit{Path: fmt.Sprintf("/walls/neither/%d", i), Bare: true})
		if i%(3*within) != 0 {
			continue
		}
		visits = append(visits,
			webtest.Visit{Path: fmt.Sprintf("/article/a-%d?view=original&q=canary&s=s-%d", i, i), Texts: shown},
			webtest.Visit{Path: fmt.Sprintf("/article/a-%d/original", i), Alone: true},
			webtest.Visit{Path: fmt.Sprintf("/statement/s-%d", i), Texts: shown},
			webtest.Visit{Path: fmt.Sprintf("/speaker/p-%d", i), Texts: shown},
			webtest.Visit{Path: "/search?q=" + url.QueryEscape(shape)},
			webtest.Visit{Path: "/names?names=" + url.QueryEscape(shape)},
			webtest.Visit{Path: "/login?next=" + url.QueryEscape(shape)},
			webtest.Visit{Path: "/nothing/" + url.PathEscape(shape)})
	}
	for page := 1; page <= (len(all)+resultsPage-1)/resultsPage; page++ {
		visits = append(visits, webtest.Visit{Path: fmt.Sprintf("/search?page=%d", page)}, webtest.Visit{Path: fmt.Sprintf("/search?view=articles&page=%d", page)},
			webtest.Visit{Path: fmt.Sprintf("/search?view=timeline&page=%d", page)})
	}
	for _, path := range []string{"/", "/speakers", "/utterance/uhostile", "/story/shostile", "/stories", "/review", "/journal", "/searches", "/accounts"} {
		visits = append(visits, webtest.Visit{Path: path})
	}
	webtest.Hostile(t, server.URL, visits, 100)
}
