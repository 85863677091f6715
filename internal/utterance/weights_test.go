package utterance_test

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"hearsay/internal/eval"
	"hearsay/internal/outside"
	"hearsay/internal/speaker"
	"hearsay/internal/utterance"
	"hearsay/internal/when"
)

// A pair is two marked statements.
type pair struct {
	half     string
	a, b     utterance.Reading
	same     bool
	features utterance.Features
}

// markedPairs returns all pairs that were judged, of the sheets that are scored
// and of those that are for the weights alone.
func markedPairs(t *testing.T) []pair {
	t.Helper()
	articles, err := eval.Load(outside.Shared(t, "data/polnear/train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var sheets []eval.Sheet
	for _, file := range []string{"polnear-utterances.jsonl", "polnear-pairs.jsonl"} {
		more, err := eval.LoadSheets(filepath.Join("../eval/testdata", file), articles)
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, more...)
	}
	wanted := make(map[string]bool)
	for _, s := range sheets {
		for _, w := range s.Witnesses {
			wanted[w.Article] = true
		}
	}
	readings := make(map[string][]utterance.Reading)
	for _, a := range articles {
		if wanted[a.ID] {
			readings[a.ID] = readAll(t, a)
		}
	}
	var all []pair
	for _, s := range sheets {
		for i, v := range s.Witnesses {
			for j, w := range s.Witnesses[:i] {
				if s.IsDoubtful(i, j) {
					continue
				}
				p := pair{half: s.Half, a: readings[w.Article][w.At], b: readings[v.Article][v.At], same: v.Utterance == w.Utterance}
				p.features = utterance.Compare(p.a, p.b)
				all = append(all, p)
			}
		}
	}
	return all
}

// readAll reads the attributions of an article.
func readAll(t *testing.T, a eval.Article) []utterance.Reading {
	t.Helper()
	statements, at, err := eval.Marked(a)
	if err != nil {
		t.Fatal(err)
	}
	speakers := speaker.Resolve(a.Text, statements, speaker.Author(a.Author))
	names := make([]string, len(speakers))
	for i, s := range speakers {
		names[i] = s.Name
	}
	days := when.Said(when.Page{Text: a.Text, Published: a.Date}, statements, names)
	readings := make([]utterance.Reading, len(a.Attributions))
	for i, s := range statements {
		u := utterance.Statement{Article: a.ID, Kind: s.Kind, Act: s.Act, Headline: s.Headline, Name: names[i], Published: day(a.Date),
			SaidFrom: day(days[i].From), SaidTo: day(days[i].To)}
		for _, c := range s.Content {
			u.Content = append(u.Content, c.In(a.Text))
		}
		u.Start, u.End = s.Content[0].Start, s.Content[len(s.Content)-1].End
		u.Around, u.Source = utterance.Around(a.Text, u.Start, u.End), s.Source.In(a.Text)
		readings[at[i]] = utterance.Read(u)
	}
	return readings
}

func day(of string) int {
	t, err := time.Parse(time.DateOnly, of)
	if err != nil {
		return 0
	}
	return int(t.Unix()/86400) + 719_163
}

// TestWeights fits the weights anew, on the pairs to tune on that the record
// would compare, and holds that they are those that are built in: a logistic
// regression with a ridge of 4 on all weights but the first, by Newton's method.
func TestWeights(t *testing.T) {
	var xs [][]float64
	var ys []bool
	for _, p := range markedPairs(t) {
		if p.half == "tune" && utterance.Comparable(p.a, p.b) && p.features.Common > 0 {
			xs, ys = append(xs, p.features.Vector()), append(ys, p.same)
		}
	}
	const ridge = 4
	w := make([]float64, len(xs[0]))
	for range 30 {
		gradient, hessian := make([]float64, len(w)), make([][]float64, len(w))
		for i := range w {
			hessian[i] = make([]float64, len(w))
			hessian[i][i] = 1e-9
			if i > 0 {
				gradient[i], hessian[i][i] = ridge*w[i], ridge
			}
		}
		for n, x := range xs {
			z := 0.0
			for i := range w {
				z += w[i] * x[i]
			}
			z = 1 / (1 + math.Exp(-z))
			off := z
			if ys[n] {
				off--
			}
			for i := range w {
				gradient[i] += off * x[i]
				for j := range w {
					hessian[i][j] += z * (1 - z) * x[i] * x[j]
				}
			}
		}
		for i, step := range solve(hessian, gradient) {
			w[i] -= step
		}
	}
	for i, built := range utterance.Weights() {
		if math.Abs(built-w[i]) > 0.006 {
			t.Errorf("weight %d is %.2f, and fitted anew %.2f", i, built, w[i])
		}
	}
	t.Logf("%d pairs: %.2f", len(xs), w)
}

// solve solves linear equations by elimination with the largest pivot.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		pivot := i
		for r := i; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[pivot][i]) {
				pivot = r
			}
		}
		a[i], a[pivot], b[i], b[pivot] = a[pivot], a[i], b[pivot], b[i]
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < n; c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for c := i + 1; c < n; c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}
