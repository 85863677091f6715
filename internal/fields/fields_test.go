package fields

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestChoose has objects as collections of news write them, with the mapping that
// is chosen for them.
func TestChoose(t *testing.T) {
	tests := []struct{ name, object, want string }{
		{"plain", `{"text":"a","title":"b","url":"c"}`, "text=text,title=title,url=url"},
		{"news-please", `{"authors":["Ada Moor"],"date_download":"2019-01-09","date_publish":"2019-01-08 06:00:00","description":"d","filename":"f","language":"en","maintext":"a","source_domain":"post.example","text":null,"title":"b","title_page":null,"url":"c"}`,
			"text=maintext,title=title,author=authors,outlet=source_domain,published=date_publish,url=url,language=language"},
		{"CC-NEWS set", `{"title":"b","text":"a","domain":"post.example","date":"2019-01-08 06:00:00","description":"","url":"c","image_url":"d"}`,
			"text=text,title=title,outlet=domain,published=date,url=url"},
		{"Fundus", `{"title":"b","plaintext":"a","body":{"summary":[],"sections":[]},"authors":["Ada Moor"],"publishing_date":"2019-01-08 06:00:00+00:00","html":{"requested_url":"c","responded_url":"c2","content":"<p>a","source_info":{"publisher":"Post"}}}`,
			"text=plaintext,title=title,author=authors,outlet=html.source_info.publisher,published=publishing_date,url=html.responded_url"},
		{"NewsAPI", `{"source":{"id":null,"name":"Post"},"author":"Ada Moor","title":"b","description":"d","url":"c","publishedAt":"2019-01-08T06:00:00Z","content":"a"}`,
			"text=content,title=title,author=author,outlet=source.name,published=publishedAt,url=url"},
		{"NewsCatcher", `{"title":"b","author":"Ada Moor","published_date":"2019-01-08 06:00:00","link":"c","domain_url":"post.example","name_source":"Post","content":"a","language":"en"}`,
			"text=content,title=title,author=author,outlet=name_source,published=published_date,url=link,language=language"},
		{"Media Cloud", `{"id":"1","media_name":"Post","media_url":"post.example","title":"b","publish_date":"2019-01-08","url":"c","language":"en","text":"a"}`,
			"text=text,title=title,outlet=media_name,published=publish_date,url=url,language=language"},
		{"Webhose", `{"thread":{"site":"post.example"},"author":"Ada Moor","url":"c","published":"2019-01-08T06:00:00.000+02:00","title":"b","text":"a","language":"english"}`,
			"text=text,title=title,author=author,outlet=thread.site,published=published,url=url,language=language"},
		{"schema.org", `{"@type":"NewsArticle","headline":"b","articleBody":"a","datePublished":"2019-01-08","publisher":{"@type":"Organization","name":"Post"},"author":[{"name":"Ada Moor"}]}`,
			"text=articleBody,title=headline,author=author,outlet=publisher.name,published=datePublished"},
		{"JSON Feed", `{"id":"1","url":"c","title":"b","content_html":"<p>a","date_published":"2019-01-08T06:00:00Z"}`,
			"html=content_html,title=title,published=date_published,url=url"},
		{"text in a list", `{"text":["a","b"]}`, "text=text"},
		{"written otherwise", `{"Text":"a","text ":"b","Pub-Date":"2019"}`, "text=Text,published=Pub-Date"},
		{"two of a name", `{"pub_date":"2019","pubDate":"2018","text":"a"}`, "text=text,published=pubDate"},
		{"no text", `{"title":"b","seendate":"20190108T060000Z","domain":"post.example"}`, ""},
		{"empty text", `{"text":" ","title":"b"}`, ""},
		{"no object", `["text"]`, ""},
		{"broken", `{"text":"a"`, ""},
		{"names that cannot be written down", `{"a,b=":"c","source":{"x.y":"d"},"text\u0007":"e"}`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, ok := Choose([]byte(test.object))
			if ok != (test.want != "") {
				t.Errorf("chosen: %v", ok)
			}
			if got := m.String(); ok && got != test.want {
				t.Errorf("mapping is\n%s, want\n%s", got, test.want)
			}
		})
	}
}

func TestChooseOfSeveral(t *testing.T) {
	m, ok := Choose([]byte(`{"text":"","title":"b"}`), []byte(`{`), []byte(`{"text":"a","author":"Ada Moor"}`))
	if !ok || m.String() != "text=text,title=title,author=author" {
		t.Errorf("mapping is %s", m)
	}
}

func TestRead(t *testing.T) {
	m, err := Parse(" text=body, title=headline,author=by,outlet=source.name,published=at,url=link,language=lang,html=page")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		object string
		want   Values
		err    error
	}{
		{`{"body":"a","headline":"b","by":"Ada Moor","source":{"name":"Post"},"at":"2019","link":" c ","lang":"en","page":"<p>"}`,
			Values{"a", "<p>", "b", []string{"Ada Moor"}, "Post", "2019", "c", "en"}, nil},
		{`{"body":["a","b",3],"by":["Ada Moor",{"name":"Ida Brandt"},null,[]],"source.name":"Post","at":1546927200}`,
			Values{Text: "a\n\nb", Authors: []string{"Ada Moor", "Ida Brandt"}, Outlet: "Post", Published: "2019-01-08T06:00:00Z"}, nil},
		{`{"body":"a","at":1546927200000}`, Values{Text: "a", Published: "2019-01-08T06:00:00Z"}, nil},
		{`{"body":"a","at":20190108060000}`, Values{Text: "a", Published: "2019-01-08T06:00:00Z"}, nil},
		{`{"body":"a","at":20190108}`, Values{Text: "a", Published: "20190108"}, nil},
		{`{"page":"<p>a"}`, Values{HTML: "<p>a"}, nil},
		{`{"body":"\ud800","source":"Post"}`, Values{Text: "\uFFFD"}, nil},
		{`{"body":"","headline":"b"}`, Values{}, ErrNoText},
		{`{"body":{"a":"b"}}`, Values{}, ErrNoText},
		{`{"body":true}`, Values{}, ErrNoText},
		{`[]`, Values{}, ErrNoObject},
		{`null`, Values{}, ErrNoObject},
		{`{"body":"a"`, Values{}, ErrNoObject},
		{``, Values{}, ErrNoObject},
		{strings.Repeat(`{"a":`, 20_000), Values{}, ErrNoObject},
	}
	for _, test := range tests {
		got, err := m.Read([]byte(test.object))
		if !errors.Is(err, test.err) {
			t.Errorf("%.40s: error is %v, want %v", test.object, err, test.err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%.40s: %s", test.object, diff)
		}
	}
}

// TestDocs holds the table of usual names in the manual to those that are taken.
func TestDocs(t *testing.T) {
	manual, err := os.ReadFile("../../docs/reading-in.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		var told []string
		for line := range strings.Lines(string(manual)) {
			if columns := strings.Split(line, "|"); len(columns) == 4 && strings.HasPrefix(columns[1], " `"+part+"`") {
				for name := range strings.SplitSeq(columns[2], ",") {
					told = append(told, key(strings.Trim(name, " `")))
				}
			}
		}
		if diff := cmp.Diff(usual[part], told); diff != "" {
			t.Errorf("%s: taken (-), told (+):\n%s", part, diff)
		}
	}
}

func TestParse(t *testing.T) {
	for _, bad := range []string{"", "text", "text=", "=body", "body=text", "text=a,text=b", "title=headline", "text=a\nb", "text=" + strings.Repeat("x", maxPath+1)} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%.40q is a mapping", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"text":"a","source":{"name":"Post"},"authors":[{"name":"Ada"}],"date":1546927200}`))
	f.Add([]byte(`{"html":{"content":"<p>","source_info":{"publisher":"x"}},"b":[[1,2],"c"]}`))
	f.Fuzz(func(t *testing.T, object []byte) {
		m, ok := Choose(object)
		if !ok {
			return
		}
		again, err := Parse(m.String())
		if err != nil || again.String() != m.String() {
			t.Fatalf("%q is not read back: %v", m, err)
		}
		v, err := again.Read(object)
		if err != nil {
			if !errors.Is(err, ErrNoText) {
				t.Errorf("the mapping %s is of no use: %v", m, err)
			}
			return
		}
		for _, s := range append(v.Authors, v.Text, v.HTML, v.Title, v.Outlet, v.Published, v.URL, v.Language) {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
		}
		if other, _ := Choose(object); other.String() != m.String() {
			t.Errorf("chosen again, it is %s, not %s", other, m)
		}
	})
}
