package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"hearsay/attribution"
)

// A line is an article on the wire: spans are pairs [from, to) of byte offsets.
type line struct {
	ID           string            `json:"id"`
	Outlet       string            `json:"outlet,omitempty"`
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
func Load(path string) ([]Article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read marked articles: %w", err)
	}
	defer f.Close()
	return Read(f, path)
}

// Read is [Load] from a reader; name stands for the file in errors.
func Read(r io.Reader, name string) ([]Article, error) {
	var articles []Article
	lines := bufio.NewReader(r)
	for n, done := 1, false; !done; n++ {
		data, err := lines.ReadBytes('\n')
		if done = errors.Is(err, io.EOF); err != nil && !done {
			return nil, fmt.Errorf("read marked articles: %s, line %d: %w", name, n, err)
		}
		if blank(data) {
			continue
		}
		article, err := parse(data)
		if err != nil {
			return nil, fmt.Errorf("read marked articles: %s, line %d: %w", name, n, err)
		}
		articles = append(articles, article)
	}
	return articles, nil
}

func blank(data []byte) bool {
	for _, b := range data {
		if b != ' ' && b != '\t' && b != '\r' && b != '\n' {
			return false
		}
	}
	return true
}

func parse(data []byte) (Article, error) {
	var l line
	if err := json.Unmarshal(data, &l); err != nil {
		return Article{}, err
	}
	if l.ID == "" {
		return Article{}, fmt.Errorf("the article has no id")
	}
	if l.Attributions == nil {
		return Article{}, fmt.Errorf("article %s has no attributions (not even an empty list)", l.ID)
	}
	article := Article{ID: l.ID, Outlet: l.Outlet, Text: l.Text}
	for i, a := range l.Attributions {
		var marked Attribution
		for _, role := range []struct {
			name  string
			pairs [][2]int
			spans *[]attribution.Span
		}{
			{"source", a.Source, &marked.Source}, {"cue", a.Cue, &marked.Cue}, {"content", a.Content, &marked.Content},
		} {
			for _, p := range role.pairs {
				if p[0] < 0 || p[1] <= p[0] || l.Text != "" && p[1] > len(l.Text) {
					return Article{}, fmt.Errorf("article %s, attribution %d: %s [%d, %d) is no span of its text",
						l.ID, i, role.name, p[0], p[1])
				}
				*role.spans = append(*role.spans, attribution.Span{Start: p[0], End: p[1]})
			}
		}
		article.Attributions = append(article.Attributions, marked)
	}
	return article, nil
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
				p.Attributions = append(p.Attributions, Attribution{Source: role(s.Source), Cue: role(s.Cue), Content: s.Content})
			}
		}
		predicted = append(predicted, p)
	}
	return predicted
}

// role returns a span as what fills a role: nothing if it is empty.
func role(s attribution.Span) []attribution.Span {
	if s.Empty() {
		return nil
	}
	return []attribution.Span{s}
}
