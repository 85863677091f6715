package attribution

import "math"

// linkWidth is the width of the vectors that links compare.
const linkWidth = 64

// reach is how many spans between two linked ones are told apart.
const reach = 4

// Each word has five link vectors, one after the other.
const (
	startOfContent = iota * linkWidth
	endOfContent
	cueOfContent  // what a content looks for
	cueWithSource // a cue that looks for its source
	sourceOfCue
	linkVectors
)

// A linker finds the cue of a content and the source of a cue: scaled dot
// products of vectors of their words, as in attention, plus what the number of
// spans between them says.
type linker struct {
	cueRank, sourceRank []float32 // [2*reach+1]
	noSource            []float32 // [linkWidth]
	noSourceBias        float32
}

// A run is the words [from, to) of a window.
type run struct{ from, to int }

// cue returns which of the cues a content belongs to, and how likely, given that
// it belongs to one of them. vectors has the link vectors of a word.
func (l *linker) cue(vectors func(word int) []float32, content run, cues []run) (int, float64) {
	first, last := vectors(content.from), vectors(content.to-1)
	asks := make([]float32, linkWidth)
	for i := range asks {
		asks[i] = first[startOfContent+i] + last[endOfContent+i]
	}
	return choose(l.score(asks, vectors, cueOfContent, content, cues, l.cueRank))
}

// source returns which of the sources a cue has, or none, and how likely.
func (l *linker) source(vectors func(word int) []float32, cue run, sources []run) (int, float64) {
	asks := vectors(cue.from)[cueWithSource:][:linkWidth]
	scores := l.score(asks, vectors, sourceOfCue, cue, sources, l.sourceRank)
	scores = append(scores, similar(asks, l.noSource)+l.noSourceBias)
	chosen, p := choose(scores)
	if chosen == len(sources) {
		chosen = none
	}
	return chosen, p
}

// score rates the spans that one may be linked to; they are in order.
func (l *linker) score(asks []float32, vectors func(word int) []float32, part int, of run, to []run, rank []float32) []float32 {
	before := 0
	for before < len(to) && to[before].from < of.from {
		before++
	}
	scores := make([]float32, len(to), len(to)+1)
	for i, s := range to {
		between := i - before
		if i >= before {
			between++
		}
		scores[i] = similar(asks, vectors(s.from)[part:]) + rank[min(max(between, -reach), reach)+reach]
	}
	return scores
}

// similar returns the scaled dot product of a link vector and another.
func similar(a, b []float32) float32 {
	sum := float32(0)
	for i, x := range a[:linkWidth] {
		sum += float32(x * b[i])
	}
	return sum / 8 // the root of linkWidth
}

// choose returns the highest score's place and its probability under softmax.
func choose(scores []float32) (int, float64) {
	top := 0
	for i, s := range scores {
		if s > scores[top] {
			top = i
		}
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(float64(s - scores[top]))
	}
	return top, 1 / sum
}
