package encoder

import "hearsay/attribution/internal/kernel"

// An attention is what attending needs beside queries, keys and values.
type attention struct {
	mixed        []float32 // [tokens][width]
	queries      []uint8   // [tokens][head]
	keys         []int8    // packed, [head] by [tokens]
	keyShift     []int32
	keyStep      []float32
	values       []int8 // packed, [tokens] by [head], of all heads
	top, inverse []float32
	valueStep    []float32
	row          []uint8
	shares       []uint8 // [tokens][tokens]
	scores, sums []int32
	nothing      []int32
	none         []float32
}

// attend mixes the values of the window's tokens, for each by how well its query
// suits their keys. qkv is [tokens][3*width]; the result [tokens][width].
func (e *Encoder) attend(s *State, qkv []float32, n int) []float32 {
	a, w := &s.attention, e.width
	rows, padded := up(n, kernel.Rows), up(n, kernel.Columns)
	a.mixed = grow(a.mixed, n*w)
	a.queries = grow(a.queries, rows*head)
	a.keys = grow(a.keys, padded*head)
	a.keyShift, a.keyStep = grow(a.keyShift, padded), grow(a.keyStep, padded)
	a.row = grow(a.row, w)
	a.shares = grow(a.shares, rows*padded)
	a.scores, a.sums = grow(a.scores, rows*padded), grow(a.sums, rows*head)
	a.nothing, a.none = grow(a.nothing, head), grow(a.none, head)
	clear(a.shares)
	e.packValues(a, qkv, n, padded)

	for from := 0; from < w; from += head {
		clear(a.keys)
		for i := range n {
			e.packKey(a, qkv[i*3*w+w+from:][:head], i)
		}
		steps := a.top[:0] // of the queries
		for i := range n {
			steps = append(steps, e.path.Quantize(a.queries[i*head:][:head], qkv[i*3*w+from:][:head]))
		}
		e.path.MatMul(a.scores, a.queries, a.keys, rows, head, padded)
		weights := a.inverse[:0] // one over the sum of each row of shares
		for i := range n {
			sum := e.path.Softmax(a.shares[i*padded:][:n], a.scores[i*padded:][:padded], a.keyShift, a.keyStep, steps[i])
			weights = append(weights, 1/float32(sum))
		}
		e.path.MatMul(a.sums, a.shares, a.values[from*padded:][:head*padded], rows, padded, head)
		for i := range n {
			e.path.Dequantize(a.mixed[i*w+from:][:head], a.sums[i*head:][:head], a.nothing, a.valueStep[from:][:head], a.none, weights[i])
		}
	}
	return a.mixed
}

// packKey quantizes the key of a token and puts it into its column.
func (e *Encoder) packKey(a *attention, key []float32, token int) {
	row := a.row[:head]
	a.keyStep[token] = e.path.Quantize(row, key)
	panel := a.keys[token/kernel.Columns*kernel.Columns*head+token%kernel.Columns*kernel.Group:]
	sum := int32(-128 * head)
	for i := 0; i < head; i += kernel.Group {
		from, to := row[i:][:kernel.Group], panel[i*kernel.Columns:][:kernel.Group]
		for j, b := range from {
			to[j] = int8(b ^ 0x80)
			sum += int32(b)
		}
	}
	a.keyShift[token] = 128 * sum
}

// packValues quantizes the values of all tokens, a step for each column, and packs
// them head by head.
func (e *Encoder) packValues(a *attention, qkv []float32, n, padded int) {
	w := e.width
	a.top, a.inverse, a.valueStep = grow(a.top, max(w, n)), grow(a.inverse, max(w, n)), grow(a.valueStep, w)
	top, inverse := a.top[:w], a.inverse[:w]
	clear(top)
	for i := range n {
		e.path.Widen(top, qkv[i*3*w+2*w:][:w])
	}
	for c, most := range top {
		a.valueStep[c], inverse[c] = kernel.Step(most)
	}
	a.values = grow(a.values, w*padded)
	clear(a.values)
	for i := range n {
		e.path.QuantizeBy(a.row, qkv[i*3*w+2*w:][:w], inverse)
		for from := 0; from < w; from += kernel.Columns {
			panel := a.values[from*padded+i/kernel.Group*kernel.Columns*kernel.Group+i%kernel.Group:]
			for c, b := range a.row[from:][:kernel.Columns] {
				panel[c*kernel.Group] = int8(b ^ 0x80)
			}
		}
	}
}
