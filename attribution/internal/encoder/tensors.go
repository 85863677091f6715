package encoder

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unsafe"

	"hearsay/attribution/internal/kernel"
)

// A tensor is a named array of the weights: little-endian, row by row.
type tensor struct {
	Kind    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
	data    []byte
}

type tensors map[string]tensor

func (t tensors) has(name string) bool { _, ok := t[name]; return ok }

// parse reads a file in the safetensors format: the length of a header in 8
// bytes, the header as JSON, and the data that it names places in.
func parse(data []byte) (tensors, error) {
	const length = 8
	if len(data) < length {
		return nil, errors.New("read weights: no header")
	}
	n := binary.LittleEndian.Uint64(data)
	if n > uint64(len(data)-length) {
		return nil, fmt.Errorf("read weights: a header of %d bytes in a file of %d", n, len(data))
	}
	header, body := data[length:length+n], data[length+n:]
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		return nil, fmt.Errorf("read the header of weights: %w", err)
	}
	all := make(tensors, len(entries))
	for name, entry := range entries {
		if name == "__metadata__" {
			continue
		}
		var t tensor
		if err := json.Unmarshal(entry, &t); err != nil {
			return nil, fmt.Errorf("tensor %s: %w", name, err)
		}
		from, to := t.Offsets[0], t.Offsets[1]
		if from < 0 || to < from || to > len(body) {
			return nil, fmt.Errorf("tensor %s: bytes [%d, %d) of %d", name, from, to, len(body))
		}
		t.data = body[from:to]
		width, ok := map[string]int{"I8": 1, "F32": 4, "I32": 4}[t.Kind]
		if !ok {
			return nil, fmt.Errorf("tensor %s: of %q, which is not I8, I32 or F32", name, t.Kind)
		}
		count := 1
		for _, d := range t.Shape {
			if d < 0 || d > 0 && count > len(body)/d {
				return nil, fmt.Errorf("tensor %s: shape %v is not that of %d bytes", name, t.Shape, len(t.data))
			}
			count *= d
		}
		if count*width != len(t.data) {
			return nil, fmt.Errorf("tensor %s: shape %v is not that of %d bytes", name, t.Shape, len(t.data))
		}
		all[name] = t
	}
	return all, nil
}

// A reader takes tensors of known sizes and keeps the first error.
type reader struct {
	tensors
	err error
}

// take returns the bytes of a tensor of a kind with so many elements.
func (r *reader) take(name, kind string, count int) []byte {
	t, ok := r.tensors[name]
	elements := len(t.data)
	if kind != "I8" {
		elements /= 4
	}
	switch {
	case r.err != nil:
	case !ok:
		r.err = fmt.Errorf("tensor %s is absent", name)
	case t.Kind != kind:
		r.err = fmt.Errorf("tensor %s: of %s, not %s", name, t.Kind, kind)
	case elements != count:
		r.err = fmt.Errorf("tensor %s: %d elements, not %d", name, elements, count)
	default:
		return t.data
	}
	return nil
}

func (r *reader) shape(name string) []int {
	if !r.has(name) && r.err == nil {
		r.err = fmt.Errorf("tensor %s is absent", name)
	}
	return r.tensors[name].Shape
}

// size returns how many numbers of 4 bytes a tensor has.
func (r *reader) size(name string) int { return len(r.tensors[name].data) / 4 }

// int8s returns a tensor in place.
func (r *reader) int8s(name string, count int) []int8 {
	data := r.take(name, "I8", count)
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(data))), len(data))
}

func (r *reader) floats(name string, count int) []float32 {
	data := r.take(name, "F32", count)
	values := make([]float32, len(data)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return values
}

func (r *reader) int32s(name string, count int) []int32 {
	data := r.take(name, "I32", count)
	values := make([]int32, len(data)/4)
	for i := range values {
		values[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return values
}

// rows returns a table of some rows of a width.
func (r *reader) rows(name string, width int) []float32 {
	n := r.size(name) / width
	if n == 0 && r.err == nil {
		r.err = fmt.Errorf("tensor %s has no row of %d", name, width)
	}
	return r.floats(name, n*width)
}

// linear returns a layer of k inputs and n outputs. Its weights are copied, to
// where they are aligned.
func (r *reader) linear(name string, k, n int) linear {
	padded := up(n, kernel.Columns)
	if k%kernel.Group != 0 || k%16 != 0 || n == 0 {
		if r.err == nil {
			r.err = fmt.Errorf("tensor %s.weight: %d by %d", name, k, n)
		}
		return linear{}
	}
	l := linear{
		k: k, n: padded,
		weight: append([]int8(nil), r.int8s(name+".weight", padded*k)...),
		shift:  r.int32s(name+".shift", padded),
		scale:  append(r.floats(name+".scale", n), make([]float32, padded-n)...),
		bias:   append(r.floats(name+".bias", n), make([]float32, padded-n)...),
	}
	return l
}
