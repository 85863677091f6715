package eval

import (
	"slices"

	"hearsay/attribution"
)

// A covering is a set of bytes as intervals: in order, apart from one another.
type covering []attribution.Span

// cover returns the bytes that any of the spans covers.
func cover(spans []attribution.Span) covering {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, inOrder)
	var c covering
	for _, s := range sorted {
		switch last := len(c) - 1; {
		case s.Empty():
		case last >= 0 && s.Start <= c[last].End:
			c[last].End = max(c[last].End, s.End)
		default:
			c = append(c, s)
		}
	}
	return c
}

// size counts the bytes of a covering.
func size(c covering) int {
	n := 0
	for _, s := range c {
		n += s.End - s.Start
	}
	return n
}

// shared counts the bytes that two coverings share.
func shared(a, b covering) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}
