// Package encoder runs a BERT encoder (Devlin et al., 2019) over the pieces of a
// text, in pure Go and assembly.
//
// Its matrices are int8, with a scale for each column; activations are quantized
// row by row as they come. The products of attention are of bytes as well: a
// query and a key have a step for each row and head, a value one for each column
// of the window, and the weights of attention are 255ths of the greatest. On
// every processor the result has the same bits (see package kernel).
package encoder

import (
	"fmt"

	"hearsay/attribution/internal/kernel"
)

// head is the width of one head of attention.
const head = 32

// A Token is a piece of the vocabulary with one index into each feature table.
type Token struct {
	Piece    int32
	Features [3]uint8
}

// An Encoder has the weights of a network. It may be used by many goroutines at
// once, each with a State of its own.
type Encoder struct {
	tensors   tensors
	width     int
	positions []float32
	pieces    []int8
	scale     []float32 // of each piece
	features  [3][]float32
	gain      []float32
	bias      []float32
	layers    []layer
	head      linear
	path      kernel.Path
}

type layer struct {
	qkv, output, up, down        linear
	attentionGain, attentionBias []float32
	gain, bias                   []float32
}

// Load reads weights in the safetensors format, as train/export.py writes them.
// Its errors name the tensor that is absent or has another shape.
func Load(data []byte) (*Encoder, error) {
	t, err := parse(data)
	if err != nil {
		return nil, err
	}
	e := &Encoder{tensors: t, path: kernel.Best()}
	r := reader{tensors: t}
	shape := r.shape("embedding.token")
	if r.err == nil && (len(shape) != 2 || shape[0] < 1 || shape[1] < head || shape[1]%(2*head) != 0) {
		return nil, fmt.Errorf("tensor embedding.token: shape %v is not [pieces, a multiple of %d]", shape, 2*head)
	}
	if r.err != nil {
		return nil, r.err
	}
	e.width = shape[1]
	e.pieces = r.int8s("embedding.token", shape[0]*e.width)
	e.scale = r.floats("embedding.token.scale", shape[0])
	return e.load(r)
}

// LoadBeside reads the weights of another encoder, which has no embeddings of
// pieces but those of this one.
func (e *Encoder) LoadBeside(data []byte) (*Encoder, error) {
	t, err := parse(data)
	if err != nil {
		return nil, err
	}
	beside := &Encoder{tensors: t, path: kernel.Best(), width: e.width, pieces: e.pieces, scale: e.scale}
	return beside.load(reader{tensors: t})
}

// load reads all weights but the embeddings of pieces.
func (e *Encoder) load(r reader) (*Encoder, error) {
	e.positions = r.rows("embedding.position", e.width)
	for i := range e.features {
		e.features[i] = r.rows(fmt.Sprintf("embedding.feature.%d", i), e.width)
	}
	e.gain, e.bias = r.floats("embedding.norm.gain", e.width), r.floats("embedding.norm.bias", e.width)
	for i := 0; r.has(fmt.Sprintf("layer.%d.qkv.weight", i)); i++ {
		at := fmt.Sprintf("layer.%d.", i)
		inner := r.size(at + "up.bias")
		e.layers = append(e.layers, layer{
			qkv:           r.linear(at+"qkv", e.width, 3*e.width),
			output:        r.linear(at+"output", e.width, e.width),
			up:            r.linear(at+"up", e.width, inner),
			down:          r.linear(at+"down", inner, e.width),
			attentionGain: r.floats(at+"attention.norm.gain", e.width),
			attentionBias: r.floats(at+"attention.norm.bias", e.width),
			gain:          r.floats(at+"norm.gain", e.width),
			bias:          r.floats(at+"norm.bias", e.width),
		})
	}
	e.head = r.linear("head", e.width, r.size("head.bias"))
	if r.err != nil {
		return nil, r.err
	}
	return e, nil
}

// MaxTokens returns the most tokens that can be encoded at once.
func (e *Encoder) MaxTokens() int { return len(e.positions) / e.width }

// Tensor returns a float32 tensor of the weights by its name.
func (e *Encoder) Tensor(name string) ([]float32, error) {
	r := reader{tensors: e.tensors}
	values := r.floats(name, r.size(name))
	return values, r.err
}

// A State is what one goroutine needs to encode. It grows with the longest window
// and is used again for the next.
type State struct {
	x, y, inner []float32 // [tokens][width], [tokens][3*width], [tokens][inner]
	out         []float32
	sum         []int32
	bytes       []uint8
	attention   attention
}

// NewState returns a State for this Encoder.
func (e *Encoder) NewState() *State { return &State{} }

// grow returns a slice of n elements, the old one if it is long enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Encode returns the hidden states of at most MaxTokens tokens, [tokens][width],
// valid until the next call. Pieces and features that there are not count as the
// first.
func (e *Encoder) Encode(s *State, tokens []Token) []float32 {
	w, n := e.width, len(tokens)
	s.x = grow(s.x, n*w)
	s.y = grow(s.y, n*3*w)
	e.embed(s, tokens)
	for i := range e.layers {
		l := &e.layers[i]
		l.qkv.apply(e.path, s, s.y, s.x, n, nil)
		mixed := e.attend(s, s.y, n)
		l.output.apply(e.path, s, s.y, mixed, n, nil)
		e.addNorm(s.x, s.y, l.attentionGain, l.attentionBias)
		s.inner = grow(s.inner, n*l.up.n)
		l.up.apply(e.path, s, s.inner, s.x, n, e.path.GELU)
		l.down.apply(e.path, s, s.y, s.inner, n, nil)
		e.addNorm(s.x, s.y, l.gain, l.bias)
	}
	return s.x
}

// Head returns what the output layer makes of hidden states: rows of at least as
// many numbers as it has outputs, valid until the next call, and their length.
func (e *Encoder) Head(s *State, hidden []float32) (out []float32, width int) {
	n := len(hidden) / e.width
	s.out = grow(s.out, n*e.head.n)
	e.head.apply(e.path, s, s.out, hidden, n, nil)
	return s.out, e.head.n
}

// embed sums up the embeddings of each token.
func (e *Encoder) embed(s *State, tokens []Token) {
	w := e.width
	none := grow(s.y, w)
	clear(none)
	for i, t := range tokens {
		x := s.x[i*w:][:w]
		piece := int(t.Piece)
		if piece < 0 || piece >= len(e.scale) {
			piece = 0
		}
		scale, values := e.scale[piece], e.pieces[piece*w:][:w]
		position := e.positions[i*w:][:w]
		for j := range x {
			x[j] = float32(float32(values[j])*scale) + position[j]
		}
		for f, table := range e.features {
			at := int(t.Features[f]) * w
			if at >= len(table) {
				at = 0
			}
			for j, v := range table[at:][:w] {
				x[j] += v
			}
		}
		e.path.AddNorm(x, none, e.gain, e.bias)
	}
}

func (e *Encoder) addNorm(x, y, gain, bias []float32) {
	for from := 0; from < len(x); from += e.width {
		e.path.AddNorm(x[from:][:e.width], y[from:][:e.width], gain, bias)
	}
}
