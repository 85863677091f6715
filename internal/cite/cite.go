// Package cite writes who said what, where it stands and by which bytes that can
// be checked, in the forms that people put into what they write.
package cite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/record"
)

// A Form is a form of citation.
type Form string

// The forms.
const (
	Text     Form = "text"
	Markdown Form = "markdown"
	HTML     Form = "html"
	BibTeX   Form = "bibtex"
	CSL      Form = "csl-json" // the JSON of the Citation Style Language, a list of one item
)

// Forms are all of them, in the order in which they are offered.
func Forms() []Form { return []Form{Text, Markdown, HTML, BibTeX, CSL} }

// Statement cites a statement of an article. What is not known is left out. A
// form that is none gives nothing.
func Statement(form Form, s record.Statement, a record.Article) string {
	switch r := refer(s, a); form {
	case Text:
		return r.words + "\n— " + list(r.who, "in “"+r.title+"”", r.outlet, r.day, r.address, r.evidence) + "\n"
	case Markdown:
		return r.markdown()
	case HTML:
		return r.html()
	case BibTeX:
		return r.bibTeX(s, a)
	case CSL:
		return r.csl(s, a)
	}
	return ""
}

// A reference is what all forms tell, for people to read.
type reference struct {
	words    string
	who      string
	title    string
	outlet   string
	day      string // of publication
	address  string
	evidence string
}

func refer(s record.Statement, a record.Article) reference {
	r := reference{words: quotation(s), who: "speaker not known", title: line(a.Title), outlet: line(a.Outlet), day: Day(a.Published),
		address: address(a), evidence: evidence(s, a)}
	switch {
	case s.Speaker != nil && line(s.Speaker.Name) != "":
		r.who = line(s.Speaker.Name)
	case s.Source != nil:
		r.who = "“" + line(s.Source.Text) + "”, speaker not known"
	}
	if s.Kind != "direct" && s.Kind != "" {
		r.who += " (" + line(s.Kind) + ")"
	}
	if r.title == "" {
		r.title = "untitled article"
	}
	return r
}

// list joins what is known.
func list(facts ...string) string {
	return strings.Join(slices.DeleteFunc(facts, func(f string) bool { return f == "" }), ", ")
}

// quotation is the statement's words on one line. Its quotation marks are the
// article's own.
func quotation(s record.Statement) string {
	pieces := make([]string, len(s.Content))
	for i, c := range s.Content {
		pieces[i] = line(c.Text)
	}
	return strings.Join(pieces, " […] ")
}

// line is a text on one line, without what steers terminals and reorders text.
func line(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)), " ")
}

// evidence says by which bytes the words can be checked.
func evidence(s record.Statement, a record.Article) string {
	var all []string
	if captured := captureDay(a); captured != "" {
		all = append(all, "captured "+Day(captured))
	}
	if a.SHA256 != "" {
		all = append(all, "SHA-256 "+a.SHA256)
	}
	if n := len(s.Content); n > 0 {
		all = append(all, fmt.Sprintf("bytes %d–%d of its text", s.Content[0].Start, s.Content[n-1].End))
	}
	return strings.Join(append(all, "statement "+s.ID), ", ")
}

func captureDay(a record.Article) string {
	if t, err := time.Parse(time.RFC3339, a.Captured); err == nil {
		return t.UTC().Format(time.DateOnly)
	}
	return ""
}

// Day writes a day, 2006-01-02, as people do. What is no day is empty.
func Day(published string) string {
	t, err := time.Parse(time.DateOnly, published)
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// address is the one that the page stated, if it is one of the web.
func address(a record.Article) string {
	if (strings.HasPrefix(a.URL, "https://") || strings.HasPrefix(a.URL, "http://")) && !strings.ContainsFunc(a.URL, unicode.IsSpace) && line(a.URL) == a.URL {
		return a.URL
	}
	return ""
}

// markdownEscaper escapes what CommonMark may take for its own.
var markdownEscaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "&", `\&`, "|", `\|`, "!", `\!`)

func (r reference) markdown() string {
	escaped := markdownEscaper.Replace
	title := escaped(r.title)
	if r.address != "" {
		title = "[" + title + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(r.address) + ">)"
	}
	return "> " + escaped(r.words) + "\n>\n> — " + list(escaped(r.who), "in "+title, escaped(r.outlet), r.day, escaped(r.evidence)) + "\n"
}

func (r reference) html() string {
	escaped := html.EscapeString
	at, title := "", "<cite>"+escaped(r.title)+"</cite>"
	if r.address != "" {
		at, title = ` cite="`+escaped(r.address)+`"`, `<a href="`+escaped(r.address)+`">`+title+`</a>`
	}
	return "<blockquote" + at + "><p>" + escaped(r.words) + "</p></blockquote>\n<p>— " +
		list(escaped(r.who), "in "+title, escaped(r.outlet), r.day, escaped(r.evidence)) + "</p>\n"
}

// texEscaper escapes what TeX takes for its own.
var texEscaper = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)

// note is the statement itself, for forms that cite the article.
func (r reference) note() string { return r.who + ": " + r.words + "; " + r.evidence }

func (r reference) bibTeX(s record.Statement, a record.Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@online{hearsay-%s,\n", s.ID)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	whole := func(name string) string { // one name, whatever words it has
		if name == "" {
			return ""
		}
		return "{" + texEscaper.Replace(name) + "}"
	}
	field("author", whole(line(a.Author)))
	field("title", whole(line(a.Title)))
	field("organization", whole(r.outlet))
	if r.day != "" {
		field("date", a.Published)
	}
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(r.address))
	field("urldate", captureDay(a))
	field("note", texEscaper.Replace(r.note()))
	return b.String() + "}\n"
}

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language,omitempty"`
	Note      string    `json:"note"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func cslDay(day string) *cslDate {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return &cslDate{[][]int{{t.Year(), int(t.Month()), t.Day()}}}
}

func (r reference) csl(s record.Statement, a record.Article) string {
	item := cslItem{
		ID: "hearsay-" + s.ID, Type: "article-newspaper", Title: line(a.Title), Container: r.outlet,
		Issued: cslDay(a.Published), Accessed: cslDay(captureDay(a)), URL: r.address, Language: line(a.Language), Note: r.note(),
	}
	if author := line(a.Author); author != "" {
		item.Author = []cslName{{author}}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if encoder.Encode([]cslItem{item}) != nil {
		return "" // no value of this kind fails
	}
	return b.String()
}
