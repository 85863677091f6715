package eval

import (
	"encoding/json"
	"fmt"
	"io"

	"hearsay/attribution"
)

// A line is an article on the wire: spans are pairs [from, to) of byte offsets.
type line struct {
	ID           string            `json:"id"`
	Outlet       string            `json:"outlet,omitempty"`
	Author       string            `json:"author,omitempty"`
	Title        string            `json:"title,omitempty"`
	Date         string            `json:"date,omitempty"`
	Text         string            `json:"text,omitempty"`
	Attributions []attributionLine `json:"attributions"`
}

type attributionLine struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// Load reads marked articles, or predictions, from a file of JSON lines. Its
// errors name the file and the line. Where a line holds a text, every span must
// lie in it.
func Load(path string) ([]Article, error) { return load(path, Read) }

// Read is [Load] from a reader; name stands for the file in errors.
func Read(r io.Reader, name string) ([]Article, error) {
	var articles []Article
	err := eachJSON(r, name, func(l line) error {
		a, err := l.article()
		articles = append(articles, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return articles, nil
}

func (l line) article() (Article, error) {
	if l.ID == "" {
		return Article{}, fmt.Errorf("the article has no id")
	}
	if l.Attributions == nil {
		return Article{}, fmt.Errorf("article %s has no attributions (not even an empty list)", l.ID)
	}
	article := Article{ID: l.ID, Outlet: l.Outlet, Author: l.Author, Title: l.Title, Date: l.Date, Text: l.Text}
	for i, a := range l.Attributions {
		marked, err := a.attribution(l.Text)
		if err != nil {
			return Article{}, fmt.Errorf("article %s, attribution %d: %w", l.ID, i, err)
		}
		article.Attributions = append(article.Attributions, marked)
	}
	return article, nil
}

// attribution checks the spans against the text, where there is one.
func (a attributionLine) attribution(text string) (marked Attribution, err error) {
	for _, role := range []struct {
		name  string
		pairs [][2]int
		spans *[]attribution.Span
	}{
		{"source", a.Source, &marked.Source}, {"cue", a.Cue, &marked.Cue}, {"content", a.Content, &marked.Content},
	} {
		for _, p := range role.pairs {
			if p[0] < 0 || p[1] <= p[0] || text != "" && p[1] > len(text) {
				return Attribution{}, fmt.Errorf("%s [%d, %d) is no span of its text", role.name, p[0], p[1])
			}
			*role.spans = append(*role.spans, attribution.Span{Start: p[0], End: p[1]})
		}
	}
	return marked, nil
}

// Write writes articles as JSON lines, without their texts: the form in which
// predictions are kept and scored.
func Write(w io.Writer, articles []Article) error {
	out := json.NewEncoder(w)
	for _, a := range articles {
		l := line{ID: a.ID, Attributions: []attributionLine{}}
		for _, m := range a.Attributions {
			l.Attributions = append(l.Attributions, attributionLine{pairs(m.Source), pairs(m.Cue), pairs(m.Content)})
		}
		if err := out.Encode(l); err != nil {
			return fmt.Errorf("write predictions for article %s: %w", a.ID, err)
		}
	}
	return nil
}

func pairs(spans []attribution.Span) [][2]int {
	p := make([][2]int, 0, len(spans))
	for _, s := range spans {
		p = append(p, [2]int{s.Start, s.End})
	}
	return p
}

// Predict returns the articles with what is found in their texts in place of
// what is marked. Inner statements are left out, since only outermost ones are
// marked.
func Predict(articles []Article, extract func(text string) []attribution.Statement) []Article {
	predicted := make([]Article, 0, len(articles))
	for _, a := range articles {
		p := Article{ID: a.ID, Text: a.Text}
		for _, s := range extract(a.Text) {
			if s.Inside < 0 {
				p.Attributions = append(p.Attributions, attributionOf(s))
			}
		}
		predicted = append(predicted, p)
	}
	return predicted
}

func attributionOf(s attribution.Statement) Attribution {
	return Attribution{Source: role(s.Source), Cue: role(s.Cue), Content: s.Content}
}

// role returns a span as what fills a role: nothing if it is empty.
func role(s attribution.Span) []attribution.Span {
	if s.Empty() {
		return nil
	}
	return []attribution.Span{s}
}
