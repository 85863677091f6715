package window

import (
	"sort"

	"hearsay/attribution/internal/encoder"
)

// Around returns a window of at most size tokens that holds the words [from, to):
// at most ahead tokens after them, as many before them as there is room for, and
// after them again what the text's beginning leaves over. The words themselves
// must fit.
func (t *Text) Around(from, to, size, ahead int) *Window {
	const edges = 2 // the marks before and after a window
	room := size - edges
	for w := from; w < to; w++ {
		room -= t.cost(w, w)
	}
	if t.begins(from) {
		room++
	}
	start, end := from, to
	extend := func(most int) {
		for end < len(t.Words) && t.cost(end, end) <= min(most, room) {
			most -= t.cost(end, end)
			room -= t.cost(end, end)
			end++
		}
	}
	extend(ahead)
	for start > 0 && t.cost(start-1, start) <= room {
		room -= t.cost(start-1, start)
		start--
	}
	extend(room)
	p := packer{text: t, Window: Window{
		Tokens: make([]encoder.Token, 0, size), First: make([]int, 0, end-start), From: start, To: start,
	}}
	for start < end {
		next := start + 1
		for next < end && !t.begins(next) {
			next++
		}
		p.add(start, next)
		start = next
	}
	return &p.Window
}

// cost is how many tokens a word takes, with the mark between paragraphs if the
// word at the seam begins one.
func (t *Text) cost(word, seam int) int {
	n := t.first(word+1) - t.first(word)
	if t.begins(seam) {
		n++
	}
	return n
}

// begins reports whether a word begins a paragraph.
func (t *Text) begins(word int) bool { return word < len(t.Words) && t.Words[word].Begins }

// Within returns the words [from, to) that the bytes [start, end) touch; from is
// to where they touch none.
func (t *Text) Within(start, end int) (from, to int) {
	from = sort.Search(len(t.Words), func(i int) bool { return t.Words[i].End > start })
	to = sort.Search(len(t.Words), func(i int) bool { return t.Words[i].Start >= end })
	return from, max(from, to)
}

// Cost returns how many pieces the words [from, to) have.
func (t *Text) Cost(from, to int) int { return t.first(to) - t.first(from) }
