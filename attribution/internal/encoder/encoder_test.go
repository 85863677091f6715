package encoder

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/kernel"
)

// Sizes of the network that the tests make.
const (
	testWidth  = 64
	testInner  = 128
	testPieces = 50
	testHead   = 7
)

// A matrix is a layer before it is quantized, [n][k].
type matrix struct {
	n, k          int
	weights, bias []float64
}

// A made network is one of random numbers, with its tensors as a file has them.
type made struct {
	matrices map[string]matrix
	floats   map[string][]float64
	file     map[string]tensor
}

func (m *made) add(name, kind string, shape []int, data []byte) {
	m.file[name] = tensor{Kind: kind, Shape: shape, data: data}
}

func (m *made) numbers(random *rand.Rand, name string, mean, spread float64, shape ...int) {
	count := 1
	for _, d := range shape {
		count *= d
	}
	var data []byte
	for range count {
		v := float32(mean + spread*random.NormFloat64())
		m.floats[name] = append(m.floats[name], float64(v))
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	m.add(name, "F32", shape, data)
}

// linear makes a layer the way train/export.py packs it.
func (m *made) linear(random *rand.Rand, name string, k, n int) {
	l := matrix{n: n, k: k}
	padded := up(n, kernel.Columns)
	packed, shift, scales := make([]byte, padded*k), make([]int32, padded), []byte{}
	for c := range n {
		scale := float32(0.0007 + 0.0007*random.Float64())
		scales = binary.LittleEndian.AppendUint32(scales, math.Float32bits(scale))
		for i := range k {
			q := int8(random.IntN(255) - 127)
			l.weights = append(l.weights, float64(q)*float64(scale))
			packed[c/16*16*k+i/4*64+c%16*4+i%4] = byte(q)
			shift[c] += 128 * int32(q)
		}
	}
	m.numbers(random, name+".bias", 0, 0.1, n)
	l.bias = m.floats[name+".bias"]
	m.matrices[name] = l
	m.add(name+".weight", "I8", []int{padded * k}, packed)
	m.add(name+".scale", "F32", []int{n}, scales)
	var sums []byte
	for _, s := range shift {
		sums = binary.LittleEndian.AppendUint32(sums, uint32(s))
	}
	m.add(name+".shift", "I32", []int{padded}, sums)
}

func network() *made {
	random := rand.New(rand.NewPCG(3, 4))
	m := &made{matrices: map[string]matrix{}, floats: map[string][]float64{}, file: map[string]tensor{}}
	table := make([]byte, testPieces*testWidth)
	for i := range table {
		table[i] = byte(random.IntN(255) - 127)
	}
	m.add("embedding.token", "I8", []int{testPieces, testWidth}, table)
	m.numbers(random, "embedding.token.scale", 0.01, 0.002, testPieces)
	m.numbers(random, "embedding.position", 0, 0.3, 96, testWidth)
	for f := range 3 {
		m.numbers(random, fmt.Sprintf("embedding.feature.%d", f), 0, 0.3, 5, testWidth)
	}
	norm := func(at string) {
		m.numbers(random, at+".gain", 1, 0.1, testWidth)
		m.numbers(random, at+".bias", 0, 0.1, testWidth)
	}
	norm("embedding.norm")
	for i := range 2 {
		at := fmt.Sprintf("layer.%d.", i)
		m.linear(random, at+"qkv", testWidth, 3*testWidth)
		m.linear(random, at+"output", testWidth, testWidth)
		m.linear(random, at+"up", testWidth, testInner)
		m.linear(random, at+"down", testInner, testWidth)
		norm(at + "attention.norm")
		norm(at + "norm")
	}
	m.linear(random, "head", testWidth, testHead)
	return m
}

// bytes returns the network as a file.
func (m *made) bytes() []byte {
	header := map[string]any{"__metadata__": map[string]string{"made": "up"}}
	var body bytes.Buffer
	for name, t := range m.file {
		t.Offsets = [2]int{body.Len(), body.Len() + len(t.data)}
		header[name] = t
		body.Write(t.data)
	}
	text, err := json.Marshal(header)
	if err != nil {
		panic(err)
	}
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...), body.Bytes()...)
}

func (m *made) apply(name string, x []float64) []float64 {
	l := m.matrices[name]
	var y []float64
	for r := 0; r < len(x); r += l.k {
		for c := range l.n {
			sum := l.bias[c]
			for i := range l.k {
				sum += x[r+i] * l.weights[c*l.k+i]
			}
			y = append(y, sum)
		}
	}
	return y
}

func (m *made) norm(at string, x []float64) {
	for r := 0; r < len(x); r += testWidth {
		row, mean, square := x[r:r+testWidth], 0.0, 0.0
		for _, v := range row {
			mean += v / testWidth
		}
		for _, v := range row {
			square += (v - mean) * (v - mean) / testWidth
		}
		for i, v := range row {
			row[i] = (v-mean)/math.Sqrt(square)*m.floats[at+".gain"][i] + m.floats[at+".bias"][i]
		}
	}
}

// encode is the encoder in float64, straight from its definition.
func (m *made) encode(tokens []Token) []float64 {
	const w = testWidth
	n := len(tokens)
	x := make([]float64, n*w)
	for i, t := range tokens {
		for j := range w {
			v := float64(int8(m.file["embedding.token"].data[int(t.Piece)*w+j]))*m.floats["embedding.token.scale"][t.Piece] +
				m.floats["embedding.position"][i*w+j]
			for f, at := range t.Features {
				v += m.floats[fmt.Sprintf("embedding.feature.%d", f)][int(at)*w+j]
			}
			x[i*w+j] = v
		}
	}
	m.norm("embedding.norm", x)
	for layer := range 2 {
		at := fmt.Sprintf("layer.%d.", layer)
		qkv, mixed := m.apply(at+"qkv", x), make([]float64, n*w)
		for h := 0; h < w; h += head {
			for i := range n {
				shares, sum := make([]float64, n), 0.0
				for j := range n {
					dot := 0.0
					for c := range head {
						dot += qkv[i*3*w+h+c] * qkv[j*3*w+w+h+c]
					}
					shares[j] = math.Exp(dot)
					sum += shares[j]
				}
				for j, share := range shares {
					for c := range head {
						mixed[i*w+h+c] += share / sum * qkv[j*3*w+2*w+h+c]
					}
				}
			}
		}
		add := func(y []float64, norm string) {
			for i := range x {
				x[i] += y[i]
			}
			m.norm(at+norm, x)
		}
		add(m.apply(at+"output", mixed), "attention.norm")
		inner := m.apply(at+"up", x)
		for i, v := range inner {
			inner[i] = v * (1 + math.Erf(v/math.Sqrt2)) / 2
		}
		add(m.apply(at+"down", inner), "norm")
	}
	return x
}

func draw(n int) []Token {
	random := rand.New(rand.NewPCG(5, uint64(n)))
	tokens := make([]Token, n)
	for i := range tokens {
		tokens[i].Piece = int32(random.IntN(testPieces))
		for f := range tokens[i].Features {
			tokens[i].Features[f] = uint8(random.IntN(5))
		}
	}
	return tokens
}

func cosine[A, B float32 | float64](a []A, b []B) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// TestEncode holds the encoder against its definition, and every path against
// the bits of the first.
func TestEncode(t *testing.T) {
	m := network()
	e, err := Load(m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if e.MaxTokens() != 96 {
		t.Errorf("MaxTokens is %d", e.MaxTokens())
	}
	s := e.NewState()
	for _, n := range []int{1, 2, 15, 16, 17, 33, 96, 5} {
		var first []float32
		for _, path := range kernel.Paths() {
			e.path = path
			hidden := e.Encode(s, draw(n))
			out, width := e.Head(s, hidden)
			got := append(append([]float32{}, hidden...), out...)
			if first == nil {
				first = got
			} else if diff := cmp.Diff(first, got); diff != "" {
				t.Errorf("%d tokens: %s gives other bits", n, path.Name)
			}
			want := m.encode(draw(n))
			if c := cosine(hidden, want); c < 0.999 {
				t.Errorf("%d tokens, %s: cosine %v to the definition", n, path.Name, c)
			}
			var heads []float32
			for i := range n {
				heads = append(heads, out[i*width:][:testHead]...)
			}
			if c := cosine(heads, m.apply("head", want)); c < 0.999 {
				t.Errorf("%d tokens, %s: cosine %v of the head", n, path.Name, c)
			}
		}
	}
	if hidden := e.Encode(s, nil); len(hidden) != 0 {
		t.Errorf("no tokens have hidden states: %v", hidden)
	}
	strange := []Token{{Piece: -1}, {Piece: 1 << 30}, {Features: [3]uint8{255, 255, 255}}}
	if got, want := e.Encode(s, strange), m.encode(make([]Token, 3)); cosine(got, want) < 0.999 {
		t.Error("a piece or a feature that there is not does not count as the first")
	}
}

func TestLoadErrors(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m *made)
		want   string
	}{
		"absent":        {func(m *made) { delete(m.file, "layer.1.up.scale") }, "layer.1.up.scale is absent"},
		"other size":    {func(m *made) { m.add("head.shift", "I32", []int{1}, make([]byte, 4)) }, "head.shift: 1 elements, not 16"},
		"other kind":    {func(m *made) { m.add("embedding.norm.gain", "I8", []int{64}, make([]byte, 64)) }, "embedding.norm.gain: of I8, not F32"},
		"unknown kind":  {func(m *made) { m.add("more", "BF16", []int{2}, make([]byte, 4)) }, `more: of "BF16"`},
		"false shape":   {func(m *made) { m.add("more", "F32", []int{2}, make([]byte, 4)) }, "more: shape [2]"},
		"no embeddings": {func(m *made) { delete(m.file, "embedding.token") }, "embedding.token is absent"},
		"odd width":     {func(m *made) { m.add("embedding.token", "I8", []int{2, 31}, make([]byte, 62)) }, "embedding.token: shape [2 31]"},
	} {
		t.Run(name, func(t *testing.T) {
			m := network()
			c.change(m)
			if _, err := Load(m.bytes()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
	e, err := Load(network().bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Tensor("none"); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("a tensor that there is not: %v", err)
	}
}

// TestLoadBeside checks that an encoder without embeddings of pieces takes those
// of another.
func TestLoadBeside(t *testing.T) {
	m := network()
	e, err := Load(m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	delete(m.file, "embedding.token")
	delete(m.file, "embedding.token.scale")
	beside, err := e.LoadBeside(m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(e.Encode(e.NewState(), draw(17)))
	if diff := cmp.Diff(want, beside.Encode(beside.NewState(), draw(17))); diff != "" {
		t.Errorf("the same weights beside give other bits")
	}
	delete(m.file, "layer.1.up.scale")
	if _, err := e.LoadBeside(m.bytes()); err == nil || !strings.Contains(err.Error(), "layer.1.up.scale") {
		t.Errorf("the error is %v, without the absent tensor", err)
	}
	if _, err := e.LoadBeside(nil); err == nil {
		t.Error("no weights give no error")
	}
}

// FuzzLoad checks that damaged weights are refused or can be used.
func FuzzLoad(f *testing.F) {
	good := network().bytes()
	f.Add(good[:200], 0)
	f.Add([]byte(`{"embedding.token":{"dtype":"I8","shape":[1,64],"data_offsets":[0,64]}}`), 3)
	f.Fuzz(func(t *testing.T, patch []byte, at int) {
		data := append([]byte{}, good...)
		if at >= 0 && at < len(data) {
			copy(data[at:], patch)
		} else {
			data = patch
		}
		e, err := Load(data)
		if err != nil {
			return
		}
		s := e.NewState()
		e.Head(s, e.Encode(s, draw(min(4, e.MaxTokens()))))
	})
}
