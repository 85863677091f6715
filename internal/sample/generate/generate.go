// Package generate makes news pages for tests and benchmarks: as many as are
// wanted, all different, the same ones on every machine.
//
// The pages are put together from grammars. Their people, places, outlets and
// events are invented, and so are the addresses on them (all end in .example).
// What they say makes little sense, but it is said in the shapes that real
// pages use: quotations with the cue before, after and between, over several
// paragraphs, inside one another and in headlines; statements in the article's
// words; interviews passed on by agencies; denials. About one page in eight
// reprints an earlier one in another outlet's frame, often shortened, as
// agency reports are. Seven in ten are HTML, the rest plain text as people save
// pages. The same few thousand people speak again and again, some of them often.
//
// A page depends on the seed and its number alone, so pages can be made in any
// order and side by side, and making them takes no memory but one page's.
package generate

import (
	"fmt"
	"iter"
)

// Pages returns the first n of the pages that seed stands for, with their file
// names, in order. The caller may keep the bytes.
func Pages(n int, seed uint64) iter.Seq2[string, []byte] { return PagesOfDays(decade, n, seed) }

// PagesOfDays does so with pages that were published within so many days, as those
// are that a crawler found; those of Pages were within ten years.
func PagesOfDays(days, n int, seed uint64) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for i := range n {
			if !yield(pageOfDays(days, i, seed)) {
				return
			}
		}
	}
}

const decade = 3650 // days

// Page returns page i, counted from 0, of the pages that seed stands for: its
// file name, which no other page has, and its bytes, which are UTF-8.
func Page(i int, seed uint64) (name string, page []byte) { return pageOfDays(decade, i, seed) }

func pageOfDays(days, i int, seed uint64) (name string, page []byte) {
	d := newDice(seed, framing, i)
	r := write(seed, origin(d, i))
	r.publishedWithin(days)
	if r.number != i && d.percent(60) {
		r.shorten(d)
	}
	f := newFrame(d, r, i)
	if d.percent(70) {
		return fmt.Sprintf("%07d-%s.html", i, f.slug), f.html()
	}
	return fmt.Sprintf("%07d-%s.txt", i, f.slug), f.plain()
}

// origin returns the number of the page whose report page i prints: mostly its
// own, else that of one among the 200 before it.
func origin(d *dice, i int) int {
	if i == 0 || !d.percent(12) {
		return i
	}
	return i - 1 - d.below(min(i, 200))
}
