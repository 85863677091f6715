package sample

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// expectation is a line of expected.jsonl.
type expectation struct {
	Doc      string    `json:"doc"`
	Speaker  string    `json:"speaker"`
	Source   *string   `json:"source"`
	Cue      *string   `json:"cue"`
	Content  []string  `json:"content"`
	Kind     string    `json:"kind"`
	Via      []string  `json:"via"`
	To       *string   `json:"to"`
	Where    *string   `json:"where"`
	When     *string   `json:"when"`
	Inner    *inner    `json:"inner"`
	Optional bool      `json:"optional"`
	Headline bool      `json:"headline"`
	Accept   []string  `json:"accept"`
	Bytes    *[][2]int `json:"bytes"`
}

type inner struct {
	Speaker string   `json:"speaker"`
	Cue     string   `json:"cue"`
	Content []string `json:"content"`
	Accept  []string `json:"accept"`
}

// notSaid lists the quotations of more than four words that are nobody's
// statement: titles, scare quotes, a sentence pulled out for show, and
// quotations in links around an article.
var notSaid = map[string][]string{
	"fennow-light-cormorant.html":    {"The Woman Who Counted to Nine"},
	"fennow-light-vote.txt":          {"Nine Turns Round the Headland"},
	"ferry-chief-orrery.html":        {"The sea is not romantic at four in the morning"},
	"harbour-explainer-lantern.html": {"sand clause that nobody reads", "The Channel Under the Channel"},
	"harbour-levy-lantern.html":      {"It is only sand, but there is a lot of it"},
	"levy-suspended-kittiwake.html":  {"We have got a dredger"},
	"levy-letter-herald.html": {
		"affair of the letter that was not",
		"A Letter for the Lodger Upstairs",
		"A toll booth with a flag on it",
	},
}

func TestFilesAreTheArticlesOfTheREADME(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllSubmatch(readme, -1) {
		listed = append(listed, string(m[1]))
	}
	slices.Sort(listed)
	names := slices.Sorted(maps.Keys(pages(t)))
	if !slices.Equal(listed, names) {
		t.Errorf("README.md lists\n%v\nthe folder has\n%v", listed, names)
	}
}

func TestArticlesKeepTheirShape(t *testing.T) {
	pages := pages(t)
	for _, c := range []struct {
		shape, file, words string
	}{
		{"agency report", "quill-wire-0506.txt", "\nPORT SENNIT, 6 May (QUILL) — "},
		{"the minister's word", "quill-wire-0506.txt", `"The levy may stay for as long`},
		{"reprint with the word changed", "harbour-levy-lantern.html", "“The levy will stay for as long"},
		{"garbled name", "keldar-translated-halvestad.html", "said Cellar"},
		{"denial of a denial", "levy-letter-herald.html", "denied that it had ever denied"},
		{"headline quotation", "ferry-chief-orrery.html", "<h1 itemprop=\"headline\">‘We will not pay a penny for sand’"},
		{"quotation over three paragraphs", "orlisk-address-cormorant.txt", "a broom.\n\n“I know"},
		{"interview, agency, paper", "kittiwake-interview-courier.txt", "citing an interview that she gave to Radio Kittiwake"},
		{"no-break spaces", "mill-fire-herald.txt", "for a\u00a0crown a\u00a0year"},
	} {
		if !strings.Contains(pages[c.file], c.words) {
			t.Errorf("%s: %s lacks %q", c.shape, c.file, c.words)
		}
	}
	if strings.Contains(pages["fennow-light-vote.txt"], "\n\n") {
		t.Error("fennow-light-vote.txt has an empty line; it stands for pages with single newlines only")
	}
}

// Pages must be as harmless as they look: no address on them leads to a host
// that exists. The vocabulary's name in JSON-LD and microdata is no address.
func TestPagesPointNowhere(t *testing.T) {
	address := regexp.MustCompile(`(?:https?:)?//([^/"'\s<>?#]+)`)
	for name, page := range pages(t) {
		for _, m := range address.FindAllStringSubmatch(page, -1) {
			if host := m[1]; !strings.HasSuffix(host, ".example") && host != "schema.org" {
				t.Errorf("%s points at %s", name, m[0])
			}
		}
		if !utf8.ValidString(page) {
			t.Errorf("%s is not UTF-8", name)
		}
	}
}

func TestExpectedStandsInTheArticles(t *testing.T) {
	pages, found := pages(t), map[string]int{}
	for i, e := range expectations(t) {
		page, ok := pages[e.Doc]
		if !ok {
			t.Errorf("line %d: no article %s", i+1, e.Doc)
			continue
		}
		found[e.Doc]++
		text := readable(t, e.Doc, page)
		stands := func(what, words string) {
			if words == "" || words != strings.TrimSpace(words) || !strings.Contains(text, words) {
				t.Errorf("line %d: %s %q does not stand in %s", i+1, what, words, e.Doc)
			}
		}
		if e.Source != nil {
			stands("source", *e.Source)
		}
		if e.Cue != nil {
			stands("cue", *e.Cue)
		}
		for _, c := range e.Content {
			stands("content", c)
		}
		if e.Inner != nil {
			stands("inner cue", e.Inner.Cue)
			for _, c := range e.Inner.Content {
				stands("inner content", c)
				if !slices.ContainsFunc(e.Content, func(outer string) bool { return strings.Contains(outer, c) }) {
					t.Errorf("line %d: inner content %q is not inside the content", i+1, c)
				}
			}
		}
		checkKind(t, i+1, e)
		checkBytes(t, i+1, e, page)
	}
	for name := range pages {
		if found[name] == 0 {
			t.Errorf("expected.jsonl has nothing for %s", name)
		}
	}
}

// checkKind holds the kind against the marks: a direct statement's pieces open
// with a mark, an indirect one's have none around more than a name.
func checkKind(t *testing.T, line int, e expectation) {
	t.Helper()
	marked, quoted := 0, 0
	for _, c := range e.Content {
		if strings.ContainsAny(c[:min(3, len(c))], `"`) || strings.HasPrefix(c, "“") || strings.HasPrefix(c, "‘") {
			marked++
		}
		quoted += len(quotations(c))
	}
	var ok bool
	switch e.Kind {
	case "direct":
		ok = marked == len(e.Content)
	case "mixed":
		ok = quoted > 0 && marked < len(e.Content)
	case "indirect":
		ok = quoted == 0
	}
	if !ok || len(e.Content) == 0 {
		t.Errorf("line %d: kind %q does not fit %q", line, e.Kind, e.Content)
	}
}

func checkBytes(t *testing.T, line int, e expectation, page string) {
	t.Helper()
	if strings.HasSuffix(e.Doc, ".html") {
		if e.Bytes != nil {
			t.Errorf("line %d: bytes for HTML", line)
		}
		return
	}
	if e.Bytes == nil || len(*e.Bytes) != len(e.Content) {
		t.Errorf("line %d: %d pieces without as many bytes", line, len(e.Content))
		return
	}
	end := 0
	for j, b := range *e.Bytes {
		if b[0] < end || b[1] > len(page) || page[b[0]:b[1]] != e.Content[j] {
			t.Errorf("line %d: bytes %v of %s are not %q", line, b, e.Doc, e.Content[j])
			return
		}
		end = b[1]
	}
}

func TestEveryQuotationIsAccountedFor(t *testing.T) {
	said := map[string][]string{}
	for _, e := range expectations(t) {
		said[e.Doc] = append(said[e.Doc], e.Content...)
	}
	for name, page := range pages(t) {
		seen := map[string]bool{}
		for _, line := range strings.Split(readable(t, name, page), "\n") {
			for _, q := range quotations(line) {
				if len(strings.Fields(q)) <= 4 {
					continue
				}
				covered := slices.ContainsFunc(said[name], func(c string) bool { return strings.Contains(c, q) })
				listed := slices.Contains(notSaid[name], q)
				seen[q] = true
				if covered == listed {
					t.Errorf("%s: %q: in expected.jsonl: %v, in the list of what is nobody's statement: %v", name, q, covered, listed)
				}
			}
		}
		for _, q := range notSaid[name] {
			if !seen[q] {
				t.Errorf("%s: listed as nobody's statement but not there: %q", name, q)
			}
		}
	}
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"He said nothing.", nil},
		{"“Yes,” she said. “It’s ‘no’ now.”", []string{"Yes,", "It’s ‘no’ now."}},
		{"“A paragraph that goes on", []string{"A paragraph that goes on"}},
		{`"One," he said, "and two."`, []string{"One,", "and two."}},
		{"‘It’s nature’s business,’ she says", []string{"It’s nature’s business,"}},
		{"The Workers’ Union", nil},
	} {
		if got := quotations(c.line); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

// quotations returns the words between the outermost quotation marks of a
// paragraph. A curly one that is not closed goes on to the end.
func quotations(line string) []string {
	var all []string
	runes := []rune(line)
	for i := 0; i < len(runes); i++ {
		end := -1
		switch runes[i] {
		case '“':
			if end = indexFrom(runes, i+1, func(j int) bool { return runes[j] == '”' }); end < 0 {
				end = len(runes)
			}
		case '"':
			end = indexFrom(runes, i+1, func(j int) bool { return runes[j] == '"' })
		case '‘':
			end = indexFrom(runes, i+1, func(j int) bool {
				return runes[j] == '’' && (j+1 == len(runes) || !unicode.IsLetter(runes[j+1]))
			})
		}
		if end > 0 {
			all = append(all, string(runes[i+1:end]))
			i = end
		}
	}
	return all
}

func indexFrom(runes []rune, from int, is func(int) bool) int {
	for j := from; j < len(runes); j++ {
		if is(j) {
			return j
		}
	}
	return -1
}

// pages returns the sample's files by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	files := Files()
	names, err := fs.Glob(files, "*")
	if err != nil {
		t.Fatal(err)
	}
	pages := make(map[string]string, len(names))
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(b)
	}
	return pages
}

func expectations(t *testing.T) []expectation {
	t.Helper()
	b, err := os.ReadFile("expected.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []expectation
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, len(b)+1)
	for lines.Scan() {
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.DisallowUnknownFields()
		var e expectation
		if err := d.Decode(&e); err != nil {
			t.Fatalf("expected.jsonl, line %d: %v", len(all)+1, err)
		}
		all = append(all, e)
	}
	return all
}

// readable returns the words of a page, one block a line: of HTML all text that
// a browser would show, frame included.
func readable(t *testing.T, name, page string) string {
	t.Helper()
	if !strings.HasSuffix(name, ".html") {
		return page
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.Map(func(r rune) rune {
				if r == '\n' {
					return ' '
				}
				return r
			}, n.Data))
			return
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript:
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		switch n.DataAtom {
		case atom.A, atom.B, atom.Span, atom.Em, atom.Strong, atom.Font:
		default:
			b.WriteByte('\n')
		}
	}
	walk(root)
	spaces := regexp.MustCompile(` +`)
	return spaces.ReplaceAllString(b.String(), " ")
}
