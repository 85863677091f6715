package cite_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hearsay/internal/cite"
	"hearsay/internal/record"
)

var update = flag.Bool("update", false, "write the golden file")

// known is a statement of which everything is known, and its article.
func known() (record.Statement, record.Article) {
	a := record.Article{
		ArticleRef: record.ArticleRef{ID: "a1", URL: "https://courier.example/2021/06/bridge?x=1&y=2", Outlet: "Velden Courier",
			Title: "Minister: Bridge ‘was never closed’", Published: "2021-06-14", SHA256: strings.Repeat("ab", 32)},
		Author: "Imke Aalders", Language: "en", Captured: "2021-06-15T06:30:00Z",
	}
	s := record.Statement{ID: "5f2c", Kind: "direct", Article: a.ArticleRef, Speaker: &record.Speaker{Name: "Ottoline Marsh"},
		Content: []record.Span{{Text: "“Nobody asked\nus to close it,”", Start: 93, End: 128}, {Text: "“and nobody will find a paper.”", Start: 140, End: 175}}}
	return s, a
}

// TestForms compares each form with the golden file: of what is known whole, of
// what is hardly known, and of what has the signs of every form in it.
func TestForms(t *testing.T) {
	var got strings.Builder
	tell := func(name string, s record.Statement, a record.Article) {
		for _, form := range cite.Forms() {
			got.WriteString("== " + name + ", " + string(form) + "\n" + cite.Statement(form, s, a))
		}
	}
	s, a := known()
	tell("known", s, a)
	tell("hardly known", record.Statement{ID: "77aa", Kind: "indirect", Source: &record.Span{Text: "a note on its door"}}, record.Article{})
	signs := `5% of {x}_y & z ^ ~ \ $1 #2 *bold* [link](x) <b>`
	s.Content, s.Speaker.Name, a.Title, a.Outlet = []record.Span{{Text: signs}}, signs, signs, signs
	a.URL = "https://courier.example/<{a}>?b=%5C"
	tell("signs", s, a)

	golden := filepath.Join("testdata", "forms.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("citations differ from %s (-want +got):\n%s", golden, diff)
	}
}

func TestNoForm(t *testing.T) {
	s, a := known()
	if got := cite.Statement("papyrus", s, a); got != "" {
		t.Errorf("a form that is none gives %q", got)
	}
}

// FuzzStatement holds that whatever an article says, HTML has no element but
// ours and no link but to the web, CSL is JSON, BibTeX closes every brace, and
// nothing steers a terminal.
func FuzzStatement(f *testing.F) {
	f.Add("words", "name", "title", "https://courier.example/")
	f.Add("<script>x()</script>", `"onload="x()`, "}\n\n@comment{", "javascript:x()")
	f.Add("\x1b[31m\u202e", "\\", "](javascript:x())", "https://a.example/\">x")
	f.Fuzz(func(t *testing.T, words, name, title, url string) {
		s := record.Statement{ID: "5f2c", Content: []record.Span{{Text: words}}, Speaker: &record.Speaker{Name: name}}
		a := record.Article{ArticleRef: record.ArticleRef{URL: url, Title: title, Outlet: name, Published: words}, Author: title, Captured: words, Language: url}
		for _, form := range cite.Forms() {
			for _, r := range cite.Statement(form, s, a) {
				if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
					t.Errorf("%s has %U", form, r)
				}
			}
		}
		page, err := html.Parse(strings.NewReader(cite.Statement(cite.HTML, s, a)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !strings.Contains(" html head body blockquote p cite a ", " "+n.Data+" ") {
				t.Errorf("HTML has an element %s", n.Data)
			}
			for _, at := range n.Attr {
				if at.Key != "href" && at.Key != "cite" || !strings.HasPrefix(at.Val, "https://") && !strings.HasPrefix(at.Val, "http://") {
					t.Errorf("HTML has the attribute %s=%q", at.Key, at.Val)
				}
			}
		}
		var items []map[string]any
		if err := json.Unmarshal([]byte(cite.Statement(cite.CSL, s, a)), &items); err != nil || len(items) != 1 {
			t.Errorf("CSL-JSON has %d items, %v", len(items), err)
		}
		open := 0
		escaped := false
		for _, r := range cite.Statement(cite.BibTeX, s, a) {
			switch {
			case escaped:
				escaped = false
				continue
			case r == '\\':
				escaped = true
			case r == '{':
				open++
			case r == '}':
				open--
			}
			if open < 0 {
				t.Fatal("BibTeX closes a brace too many")
			}
		}
		if open != 0 {
			t.Errorf("BibTeX leaves %d braces open", open)
		}
	})
}
