package speaker

import (
	"bufio"
	"encoding/json"
	"flag"
	"math"
	"os"
	"slices"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/outside"
)

var fit = flag.Bool("fit", false, "fit the weights of who is meant and print them")

// A choice is a place where the article itself tells who is meant.
type choice struct {
	features [][]float64 // of the figures that a pronoun there could mean
	right    int         // which of them is meant, -1 for none
}

// TestWeights takes the names that sources of marked attributions give for
// pronouns, and demands that who is meant would be found.
func TestWeights(t *testing.T) {
	f, err := os.Open(outside.Shared(t, "data/polnear/train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var fitting, held []choice
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for n := 0; lines.Scan(); n++ {
		var a markedArticle
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if choices := a.choices(); n%5 == 0 {
			held = append(held, choices...)
		} else {
			fitting = append(fitting, choices...)
		}
	}
	if *fit {
		weights, unseen = fitWeights(fitting)
		t.Logf("weights %.2f unseen %.2f", weights, unseen)
	}
	right, wrong, open := 0, 0, 0
	for _, c := range held {
		switch best, share := c.best(); {
		case share < least:
			open++
		case best == c.right:
			right++
		default:
			wrong++
		}
	}
	t.Logf("of %d names that stand for somebody named before: right %d, wrong %d, not known %d", len(held), right, wrong, open)
	if right*10 < len(held)*6 || wrong*10 > len(held)*2 {
		t.Error("fewer than 6 in 10 are right, or more than 2 wrong")
	}
}

// best returns the likeliest figure and its share.
func (c choice) best() (best int, share float64) {
	sum := math.Exp(unseen)
	best = -1
	for i, f := range c.features {
		score := math.Exp(dot(weights, f))
		sum += score
		if score > share {
			best, share = i, score
		}
	}
	return best, share / sum
}

// A markedArticle is an article with attributions that people marked.
type markedArticle struct {
	Text         string `json:"text"`
	Attributions []struct {
		Source  [][2]int `json:"source"`
		Cue     [][2]int `json:"cue"`
		Content [][2]int `json:"content"`
	} `json:"attributions"`
}

func (a markedArticle) choices() (choices []choice) {
	span := func(parts [][2]int) attribution.Span {
		if len(parts) == 0 {
			return attribution.Span{}
		}
		return attribution.Span{Start: parts[0][0], End: parts[len(parts)-1][1]}
	}
	var statements []attribution.Statement
	for _, m := range a.Attributions {
		s := attribution.Statement{Source: span(m.Source), Cue: span(m.Cue), Inside: -1}
		for _, c := range m.Content {
			s.Content = append(s.Content, attribution.Span{Start: c[0], End: c[1]})
		}
		if len(s.Content) > 0 {
			s.Kind = attribution.KindOf(a.Text, s.Content)
			statements = append(statements, s)
		}
	}
	observe = func(r *resolver, i int) {
		s := r.statements[i]
		if s.Source.Empty() {
			return
		}
		p := r.source(s.Source)
		if p.form != named || p.figure < 0 || r.figures[p.figure].kind != Person || r.figures[p.figure].gender == 0 {
			return
		}
		g := r.figures[p.figure].gender
		w := r.weigher(i, s.Source.Start)
		c := choice{right: -1}
		for f := range r.figures {
			if _, ok := w.seen[f]; ok && r.figures[f].mayBe(g) {
				if f == p.figure {
					c.right = len(c.features)
				}
				c.features = append(c.features, w.features(f, g))
			}
		}
		choices = append(choices, c)
	}
	defer func() { observe = nil }()
	Resolve(a.Text, statements)
	return slices.DeleteFunc(choices, func(c choice) bool { return c.right < 0 })
}

// fitWeights fits a conditional logistic regression by gradient descent.
func fitWeights(choices []choice) (w []float64, none float64) {
	const rounds, rate, decay = 400, 0.5, 1e-4
	w = make([]float64, len(weights))
	for range rounds {
		slope := make([]float64, len(w))
		for _, c := range choices {
			scores := make([]float64, len(c.features))
			sum := 0.0
			for i, f := range c.features {
				scores[i] = math.Exp(dot(w, f))
				sum += scores[i]
			}
			for i, f := range c.features {
				miss := scores[i] / sum
				if i == c.right {
					miss--
				}
				for k, x := range f {
					slope[k] += miss * x / float64(len(choices))
				}
			}
		}
		for k := range w {
			w[k] -= rate * (slope[k] + decay*w[k])
		}
	}
	return w, unseen
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
