package attribution

import (
	_ "embed"
	"fmt"
	"math"
	"sync"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/window"
)

//go:embed antecedent.safetensors
var antecedentWeights []byte

// spanWidth is the width of the vectors that a mention and a name are compared by.
const spanWidth = 128

// Each word has four such vectors, one after the other.
const (
	firstOfMention = iota * spanWidth
	lastOfMention
	firstOfName
	lastOfName
	spanVectors
)

// Names between a mention and a name, and powers of two of the words between
// them, are told apart up to these.
const (
	mostRank = 8
	mostStep = 8
)

// Roles of a piece.
const (
	_           = iota
	nameRole    // begins a candidate
	withinRole  // goes on with one
	mentionRole // of a mention
	roles
)

// A resolver is the network that tells whom mentions mean: an encoder that is
// shown which pieces are of names and which of mentions, and scaled dot products
// of vectors of both, plus what their distance says.
type resolver struct {
	encoder    *encoder.Encoder
	rank, step []float32 // by how far a name is, before and after
	none       []float32 // the vector of no name
	noneBias   float32
	states     sync.Pool // of *encoder.State
}

// resolving returns the resolver with the weights that the package carries.
var resolving = sync.OnceValue(func() *resolver {
	r, err := newResolver(trained().encoder, antecedentWeights)
	if err != nil {
		panic("attribution: the weights that the package carries: " + err.Error())
	}
	return r
})

// newResolver reads the weights of a resolver. It has the embeddings of the
// engine's pieces.
func newResolver(engine *encoder.Encoder, weights []byte) (*resolver, error) {
	enc, err := engine.LoadBeside(weights)
	if err != nil {
		return nil, err
	}
	r := &resolver{encoder: enc, states: sync.Pool{New: func() any { return enc.NewState() }}}
	var bias []float32
	for _, t := range []struct {
		name string
		to   *[]float32
		size int
	}{
		{"antecedent.rank", &r.rank, 2*mostRank + 1},
		{"antecedent.step", &r.step, 2*mostStep + 1},
		{"antecedent.none", &r.none, spanWidth},
		{"antecedent.none_bias", &bias, 1},
	} {
		values, err := enc.Tensor(t.name)
		if err != nil {
			return nil, err
		}
		if len(values) != t.size {
			return nil, fmt.Errorf("tensor %s has %d values, not %d", t.name, len(values), t.size)
		}
		*t.to = values
	}
	r.noneBias = bias[0]
	return r, nil
}

// vectors reads a window and returns the vectors of the text's words in it.
func (r *resolver) vectors(s *encoder.State, w *window.Window) func(word int) []float32 {
	out, width := r.encoder.Head(s, r.encoder.Encode(s, w.Tokens))
	return func(word int) []float32 { return out[w.First[word-w.From]*width:][:spanVectors] }
}

// sum adds two vectors.
func sum(a, b []float32) []float32 {
	all := make([]float32, spanWidth)
	for i := range all {
		all[i] = a[i] + b[i]
	}
	return all
}

// similar returns the scaled dot product of two vectors.
func (*resolver) similar(a, b []float32) float32 {
	sum := float32(0)
	for i, x := range a[:spanWidth] {
		sum += float32(x * b[i])
	}
	return sum / rootOfWidth
}

var rootOfWidth = float32(math.Sqrt(spanWidth))

// softmax returns the probabilities of scores, rounded down: a last bit that
// differs between processors does not show, and they never add up to more than 1.
func softmax(scores []float32) []float64 {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	p, all := make([]float64, len(scores)), 0.0
	for i, s := range scores {
		p[i] = math.Exp(float64(s - top))
		all += p[i]
	}
	const steps = 1e5
	for i := range p {
		p[i] = math.Floor(p[i]/all*steps) / steps
	}
	return p
}
