package reprint

import (
	"cmp"
	"slices"
)

// take takes passages out of chained runs, the best first, until none is left
// whose words are not taken already.
func (o *Overlap) take(a, b Text, runs []run) {
	ends := make([]int32, 0, len(runs))
	for k, r := range runs {
		if r.score >= minSurplus {
			ends = append(ends, int32(k))
		}
	}
	if len(ends) == 0 {
		return
	}
	slices.SortStableFunc(ends, func(j, k int32) int { return cmp.Compare(runs[k].score, runs[j].score) })
	t := taker{a: a, b: b, takenA: make([]bool, len(a.words)), takenB: make([]bool, len(b.words)), o: o}
	used := make([]bool, len(runs))
	var passage []run
	for _, k := range ends {
		passage = passage[:0]
		for ; k >= 0 && !used[k]; k = runs[k].before {
			used[k] = true
			passage = append(passage, runs[k])
		}
		slices.Reverse(passage)
		t.free(passage)
	}
}

// A taker keeps which words are in a passage already.
type taker struct {
	a, b           Text
	takenA, takenB []bool
	o              *Overlap
	piece          []run
}

// free takes of a passage the pieces whose words are not taken.
func (t *taker) free(passage []run) {
	t.piece = t.piece[:0]
	for _, r := range passage {
		for at := int32(0); at < r.n; {
			from := at
			for at < r.n && !t.takenA[r.a+at] && !t.takenB[r.b+at] {
				at++
			}
			if at > from {
				t.join(run{a: r.a + from, b: r.b + from, n: at - from})
			}
			for at < r.n && (t.takenA[r.a+at] || t.takenB[r.b+at]) {
				at++
			}
		}
	}
	t.flush()
}

// join adds a run to the piece, or begins a new one where words between them
// are taken. A run that overlaps with the one before it loses those words.
func (t *taker) join(r run) {
	if last := len(t.piece) - 1; last >= 0 {
		p := t.piece[last]
		if cut := max(0, p.endA()-r.a, p.endB()-r.b); cut > 0 {
			if cut >= r.n {
				return
			}
			r.a, r.b, r.n = r.a+cut, r.b+cut, r.n-cut
		}
		if max(r.a-p.endA(), r.b-p.endB()) > maxGap || anyOf(t.takenA[p.endA():r.a]) || anyOf(t.takenB[p.endB():r.b]) {
			t.flush()
		}
	}
	t.piece = append(t.piece, r)
}

func anyOf(taken []bool) bool { return slices.Contains(taken, true) }

// flush makes a passage of the piece, if it comes to one, and empties it.
func (t *taker) flush() {
	piece := t.piece
	t.piece = t.piece[:0]
	if len(piece) == 0 {
		return
	}
	first, last := piece[0], piece[len(piece)-1]
	p := Passage{
		A:      t.a.span(first.a, last.endA()),
		B:      t.b.span(first.b, last.endB()),
		WordsA: int(last.endA() - first.a),
		WordsB: int(last.endB() - first.b),
	}
	var ownA, ownB int
	for k, r := range piece {
		p.Equal += int(r.n)
		free := false // the last word is outside quotation in both
		for i := range r.n {
			if free = !t.a.quoted[r.a+i] && !t.b.quoted[r.b+i]; free {
				ownA++
				ownB++
			}
		}
		if k+1 == len(piece) {
			break
		}
		next := piece[k+1]
		gapA, gapB := t.a.quoted[r.endA():next.a], t.b.quoted[r.endB():next.b]
		if len(gapA) == len(gapB) {
			p.Equal += int(equalWords(t.a.words[r.endA():next.a], t.b.words[r.endB():next.b]))
		}
		if free { // the words between are as those before them
			ownA += count(gapA, false)
			ownB += count(gapB, false)
		}
	}
	most := max(p.WordsA, p.WordsB)
	if min(p.WordsA, p.WordsB) < minWords || p.Equal < minEqual || 2*p.Equal-most < minSurplus {
		return
	}
	t.o.Passages = append(t.o.Passages, p)
	t.o.A.SharedWords += p.WordsA
	t.o.B.SharedWords += p.WordsB
	t.o.A.SharedOwn += ownA
	t.o.B.SharedOwn += ownB
	if len(t.a.words)-int(last.endA()) < minWords && len(t.b.words)-int(last.endB()) < minWords {
		t.o.Closing = min(ownA, ownB)
	}
	for i := first.a; i < last.endA(); i++ {
		t.takenA[i] = true
	}
	for j := first.b; j < last.endB(); j++ {
		t.takenB[j] = true
	}
}

// span is the bytes from one word to before another.
func (t Text) span(from, to int32) Span {
	if t.starts == nil {
		return Span{}
	}
	return Span{int(t.starts[from]), int(t.ends[to-1])}
}

// count is how many of some words are in quotation, or not.
func count(quoted []bool, want bool) int {
	n := 0
	for _, q := range quoted {
		if q == want {
			n++
		}
	}
	return n
}
