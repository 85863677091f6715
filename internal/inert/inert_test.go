package inert

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, source, want string
		gone               Gone
	}{
		{"words", `<p>Tide & <b>time</b> &lt;wait&gt;`, `<p>Tide &amp; <b>time</b> &lt;wait&gt;</p>`, Gone{}},
		{"scripts", `<p onclick=run()>a<script>run()</script><script src=//h.example></script>b`, `<p>ab</p>`, Gone{Scripts: 3}},
		{"styles", `<style>@import url(//h.example);</style><p style="background:url(//h.example)">a`, `<p>a</p>`, Gone{Styles: 2}},
		{"what a page asks of a browser", `<base href=//h.example><meta http-equiv=refresh content="0;//h.example"><link rel=preconnect href=//h.example>a`, `a`, Gone{}},
		{"a picture", `<img src=//h.example/x.png srcset="//h.example/y.png 2x" alt="The  bridge">`, `<span class="gone">[picture: The bridge]</span>`, Gone{Pictures: 1}},
		{"a drawing", `<svg onload=run()><text>Pier <a href="javascript:run()">7</a></text><style>x</style></svg>`, `<span class="gone">[picture]</span>Pier 7`, Gone{Scripts: 1, Styles: 1, Pictures: 1}},
		{"a film", `<video poster=//h.example src=//h.example><source src=//h.example>Seen from <i>above</i>`, `<span class="gone">[video]</span>Seen from <i>above</i>`, Gone{Players: 1}},
		{"frames", `<iframe src="//h.example/a" srcdoc="<script>run()</script>">b</iframe><object data=x.swf>words</object>`,
			`<span class="gone">[frame: //h.example/a]</span><span class="gone">[frame: x.swf]</span>words`, Gone{Frames: 2}},
		{"a form", `<form action=//h.example><label>Name <input name=n></label><select><option>a</select><textarea>typed</textarea><button formaction=//h.example>Go</button></form>`,
			`<div><span>Name </span>typed<span>Go</span></div>`, Gone{Fields: 3}},
		{"links", `<a href="javascript:run()" ping=//h.example>a</a><a name=b>b</a>`,
			`<span class="link" title="javascript:run()">a</span><span>b</span>`, Gone{Links: 1}},
		{"what helps reading", `<p dir=RTL lang=ar>a</p><table background=//h.example><tr><td colspan=2 rowspan=90000>b</table><ol start=3><li value=5>c</ol><p dir="x" lang="e&quot;n">d`,
			`<p dir="rtl" lang="ar">a</p><table><tbody><tr><td colspan="2" rowspan="100">b</td></tr></tbody></table><ol start="3"><li value="5">c</li></ol><p>d</p>`, Gone{}},
		{"quotes in attributes", `<a href='"><script>run()</script>'>a</a>`, `<span class="link" title="&#34;&gt;&lt;script&gt;run()&lt;/script&gt;">a</span>`, Gone{Links: 1}},
		{"what others hide", `<!-- c --><template>a</template><noscript><b>b</b></noscript><p hidden>c`, `<b>b</b><p>c</p>`, Gone{}},
		{"lines", "<pre>\n\na\nb</pre><listing>c", "<pre>\n\na\nb</pre><pre>\nc</pre>", Gone{}},
		{"elements of nobody", `<my-card>a</my-card><math><mtext><img></mtext><mi>x</mi></math>`, `a<span class="gone">[picture]</span>x`, Gone{Pictures: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := Read(test.source)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, page.HTML); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.gone, page.Gone); diff != "" {
				t.Errorf("gone (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHead(t *testing.T) {
	page, err := Read("<html lang=pt-BR><title> The\n tide </title><body>a<title>b</title><svg><title>c</title></svg>")
	if err != nil || page.Title != "The tide" || page.Language != "pt-BR" || page.HTML != `a<span class="gone">[picture]</span>c` {
		t.Errorf("read %+v, %v", page, err)
	}
}

func TestBounds(t *testing.T) {
	page, err := Read(strings.Repeat("tide ", maxSource/5+10))
	if err != nil || !page.Cut || len(page.HTML) > maxSource {
		t.Errorf("a long page: cut %t to %d bytes, %v", page.Cut, len(page.HTML), err)
	}
	for name, source := range map[string]string{
		"many tags": strings.Repeat("<b></b>", maxTags),
		"deep":      strings.Repeat("<div>", 2000),
	} {
		if _, err := Read(source); !errors.Is(err, ErrTooMuch) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever comes in, what comes out has tags and attributes of the lists alone,
// however it is read.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`<p title="</p><script>">a`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=run()&gt;">`,
		`<svg></p><style><a id="</style><img src=1 onerror=run()>">`, `<noscript><p title="</noscript><img src=x onerror=run()>">`,
		`<form><math><mtext></form><form><mglyph><style></math><img src onerror=run()>`, "<plaintext><script>", "<a href='\x00\"\xff'>", `<select><template><script>`,
	} {
		f.Add(seed)
	}
	attributes := []string{"dir", "lang", "colspan", "rowspan", "start", "value", "class", "title"}
	f.Fuzz(func(t *testing.T, source string) {
		page, err := Read(source)
		if err != nil {
			t.Skip()
		}
		names := []string{"html", "head", "body", "colgroup"} // that a browser adds
		for _, name := range kept() {
			names = append(names, name)
		}
		for _, scripting := range []bool{true, false} {
			doc, err := html.ParseWithOptions(strings.NewReader("<!doctype html><body>"+page.HTML), html.ParseOptionEnableScripting(scripting))
			if err != nil {
				continue // deeper than the parser goes: a browser's own affair
			}
			for n := range doc.Descendants() {
				if n.Type == html.CommentNode || n.Type == html.ElementNode && (n.Namespace != "" || !slices.Contains(names, n.Data)) {
					t.Fatalf("%q has %s %q", page.HTML, n.Namespace, n.Data)
				}
				for _, a := range n.Attr {
					if n.Type == html.ElementNode && !slices.Contains(attributes, a.Key) {
						t.Fatalf("%q has an attribute %q", page.HTML, a.Key)
					}
				}
			}
		}
	})
}
