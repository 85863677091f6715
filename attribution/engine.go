package attribution

import (
	_ "embed"
	"fmt"
	"sync"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/window"
)

// windowSize is the most pieces that the encoder reads at once.
const windowSize = 160

//go:embed model.safetensors
var weights []byte

// An engine is the trained network: it tells the role of each word and which
// spans belong together.
type engine struct {
	encoder *encoder.Encoder
	chain   *chain
	linker  linker
	states  sync.Pool // of *encoder.State
}

// trained returns the engine with the weights that the package carries.
var trained = sync.OnceValue(func() *engine {
	e, err := newEngine(weights)
	if err != nil {
		panic("attribution: the weights that the package carries: " + err.Error())
	}
	return e
})

func newEngine(weights []byte) (*engine, error) {
	enc, err := encoder.Load(weights)
	if err != nil {
		return nil, err
	}
	e := &engine{encoder: enc, states: sync.Pool{New: func() any { return enc.NewState() }}}
	var transition, start, bias []float32
	for _, t := range []struct {
		name string
		to   *[]float32
		size int
	}{
		{"crf.transition", &transition, int(labels * labels)},
		{"crf.start", &start, int(labels)},
		{"link.rank_cue", &e.linker.cueRank, 2*reach + 1},
		{"link.rank_source", &e.linker.sourceRank, 2*reach + 1},
		{"link.no_source", &e.linker.noSource, linkWidth},
		{"link.no_source_bias", &bias, 1},
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
	e.chain = newChain(transition, start)
	e.linker.noSourceBias = bias[0]
	return e, nil
}

// A reading is what the network makes of one window: spans of words of the text,
// and how sure it is of each.
type reading struct {
	spans        [3][]run // by role, in order
	sure         [3][]float64
	cueOf        []int // for each content, its cue or none
	likelyCue    []float64
	sourceOf     []int // for each cue, its source or none
	likelySource []float64
}

// The roles of a span.
const (
	sourceRole = iota
	cueRole
	contentRole
)

// read runs the network over a window. Words are counted from the window's
// first; those that apart tells apart, if it is given, are never linked.
func (e *engine) read(s *encoder.State, w *window.Window, apart func(a, b int) bool) reading {
	hidden := e.encoder.Encode(s, w.Tokens)
	out, width := e.encoder.Head(s, hidden)
	emissions := make([]scores, len(w.First))
	for i, first := range w.First {
		copy(emissions[i][:], out[first*width:])
	}
	vectors := func(word int) []float32 {
		return out[w.First[word]*width+int(labels):][:linkVectors]
	}
	var r reading
	belief := e.chain.believe(emissions)
	for t, l := range e.chain.best(emissions) {
		if l == outside {
			continue
		}
		spans := &r.spans[(l-1)/2]
		if l.begins() || apart != nil && apart(t-1, t) {
			*spans = append(*spans, run{t, t})
		}
		(*spans)[len(*spans)-1].to = t + 1
	}
	for role, spans := range r.spans {
		for _, s := range spans {
			r.sure[role] = append(r.sure[role], belief.span(label(2*role+1), s.from, s.to))
		}
	}
	for _, content := range r.spans[contentRole] {
		near, places := together(r.spans[cueRole], content, apart)
		cue, p := none, 1.0
		if len(near) > 0 {
			cue, p = e.linker.cue(vectors, content, near)
			cue = places[cue]
		}
		r.cueOf, r.likelyCue = append(r.cueOf, cue), append(r.likelyCue, p)
	}
	for _, cue := range r.spans[cueRole] {
		near, places := together(r.spans[sourceRole], cue, apart)
		source, p := e.linker.source(vectors, cue, near)
		if source != none {
			source = places[source]
		}
		r.sourceOf, r.likelySource = append(r.sourceOf, source), append(r.likelySource, p)
	}
	return r
}

// together returns the spans that are not apart from one, and their places among
// all.
func together(spans []run, of run, apart func(a, b int) bool) (near []run, places []int) {
	for i, s := range spans {
		if apart == nil || !apart(s.from, of.from) {
			near, places = append(near, s), append(places, i)
		}
	}
	return near, places
}

// found makes statements of a reading: one of each cue that has content. words
// are the window's.
func (r reading) found(words []window.Word) []found {
	span := func(s run) Span { return Span{words[s.from].Start, words[s.to-1].End} }
	var all []found
	of := make([]int, len(r.spans[cueRole]))
	for i := range of {
		of[i] = none
	}
	strays := r.strays(words)
	for k, c := range r.spans[contentRole] {
		if c = edges(words, c); c.from == c.to || strays[k] {
			continue
		}
		cue := r.cueOf[k]
		if cue != none && of[cue] != none {
			f := &all[of[cue]]
			f.content = append(f.content, span(c))
			f.evidence.add(r.sure[contentRole][k], r.likelyCue[k])
			continue
		}
		f := found{content: []Span{span(c)}, inside: none}
		f.evidence.add(r.sure[contentRole][k], r.likelyCue[k])
		if cue != none {
			of[cue] = len(all)
			f.cue = span(r.spans[cueRole][cue])
			f.evidence.cue = r.sure[cueRole][cue]
			f.evidence.link = r.likelySource[cue]
			if source := r.sourceOf[cue]; source != none {
				f.source = span(r.spans[sourceRole][source])
				f.evidence.source = r.sure[sourceRole][source]
			}
		}
		all = append(all, f)
	}
	return all
}

// strays tells which contents are no part of the statement that they are linked
// to: words in the article's own voice, in another paragraph than the cue, where
// the cue's paragraph has content of its own.
func (r reading) strays(words []window.Word) []bool {
	para := make([]int, len(words)) // of each word
	for i := 1; i < len(words); i++ {
		para[i] = para[i-1]
		if words[i].Begins {
			para[i]++
		}
	}
	beside := func(k int) bool { return para[r.spans[contentRole][k].from] == para[r.spans[cueRole][r.cueOf[k]].from] }
	settled := map[int]bool{} // cues with content in their paragraph
	for k, cue := range r.cueOf {
		if cue != none && beside(k) {
			settled[cue] = true
		}
	}
	strays := make([]bool, len(r.cueOf))
	for k, cue := range r.cueOf {
		from := r.spans[contentRole][k].from
		strays[k] = cue != none && settled[cue] && !beside(k) && words[from].Quote == window.Outside
	}
	return strays
}
