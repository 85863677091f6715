package attribution_test

import (
	"flag"
	"math"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

var fit = flag.Bool("fit", false, "fit the weights of confidence and print them")

// TestConfidence demands that of statements in marked articles as many are linked
// with a marked one as their confidence says: the expected calibration error over
// ten bins is small.
func TestConfidence(t *testing.T) {
	articles, err := eval.Load(outside.Shared(t, "data/polnear/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var features [][8]float64
	var right []bool
	var said []float64
	for _, a := range articles {
		f, statements := attribution.Evidence(a.Text)
		found := eval.Predict([]eval.Article{a}, func(string) []attribution.Statement { return statements })[0].Attributions
		for i, gold := range eval.Links(a.Attributions, found) {
			features = append(features, f[i])
			right = append(right, gold >= 0)
			said = append(said, statements[i].Confidence)
		}
	}
	if *fit {
		t.Logf("weights %.3f", regress(features, right))
	}
	const most = 0.05
	if e := calibrationError(said, right); e > most {
		t.Errorf("the expected calibration error is %.4f, more than %v", e, most)
	} else {
		t.Logf("the expected calibration error of %d statements is %.4f", len(said), e)
	}
}

// calibrationError is the expected calibration error (Guo et al., 2017), in ten
// bins.
func calibrationError(said []float64, right []bool) float64 {
	const bins = 10
	var sum, hits, n [bins]float64
	for i, p := range said {
		b := min(int(p*bins), bins-1)
		sum[b] += p
		n[b]++
		if right[i] {
			hits[b]++
		}
	}
	e := 0.0
	for b := range n {
		e += math.Abs(sum[b]-hits[b]) / float64(len(said))
	}
	return e
}

// regress fits a logistic regression by gradient descent with a little weight
// decay.
func regress(features [][8]float64, right []bool) (w [8]float64) {
	const rounds, rate, decay = 3000, 0.05, 1e-3
	for range rounds {
		var slope [8]float64
		for i, f := range features {
			sum := 0.0
			for k, v := range f {
				sum += w[k] * v
			}
			miss := 1 / (1 + math.Exp(-sum))
			if right[i] {
				miss--
			}
			for k, v := range f {
				slope[k] += miss * v / float64(len(features))
			}
		}
		for k := range w {
			w[k] -= rate * (slope[k] + decay*w[k])
		}
	}
	return w
}
