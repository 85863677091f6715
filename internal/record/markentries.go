package record

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// An entry is a mark and a row that has it, as they are packed. Entries come in the
// order of marks and, of one mark, of rows.
type entry struct{ high, low uint64 }

func (e entry) compare(o entry) int {
	return cmp.Or(cmp.Compare(e.high, o.high), cmp.Compare(e.low, o.low))
}

// rowBits is how many bits tell an article of a span.
const rowBits = slotBits + 5 // spanDays is 32

// cut returns marks as a span has them, sorted, each once. Besides a row of the same
// weeks, eight bytes have room for 35 bits of a mark: two that are alike in these are
// taken for one, which costs no more than that two rows are compared in vain.
func (s markSpan) cut(marks []int64) []int64 {
	marks = slices.Clone(marks)
	if s.span != always {
		for i := range marks {
			marks[i] &^= 1<<rowBits - 1
		}
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// entry packs a mark that was cut, and a row.
func (s markSpan) entry(mark, n int64) entry {
	if s.span == always {
		return entry{uint64(mark), uint64(n)}
	}
	return entry{high: uint64(mark) | uint64(n-s.firstRow())}
}

func (s markSpan) rowOf(e entry) int64 {
	if s.span == always {
		return int64(e.low)
	}
	return s.firstRow() + int64(e.high&(1<<rowBits-1))
}

// between returns the first and the last entry that a mark may have for rows, and
// whether there may be any.
func (s markSpan) between(mark int64, in rowRange) (from, to entry, some bool) {
	if s.span != always {
		in = in.within(rowRange{s.firstRow(), s.firstRow() + 1<<rowBits})
	}
	if in.empty() {
		return entry{}, entry{}, false
	}
	return s.entry(mark, in.from), s.entry(mark, in.to-1), true
}

// firstRow is that of a span of days.
func (s markSpan) firstRow() int64 { return (s.span - 1) * spanDays << slotBits }

// width is how many bytes an entry of a span takes.
func (s markSpan) width() int {
	if s.span == always {
		return 16
	}
	return 8
}

// Entries are packed one behind the other, in their order, each once.
type entries struct {
	width  int
	packed []byte
}

func (l entries) len() int { return len(l.packed) / l.width }

func (l entries) at(i int) (e entry) {
	e.high = binary.BigEndian.Uint64(l.packed[i*l.width:])
	if l.width > 8 {
		e.low = binary.BigEndian.Uint64(l.packed[i*l.width+8:])
	}
	return e
}

// before is how many entries come before one. Marks are hashes, so it looks first where
// the entry would be if they were evenly spread, and goes from there by steps twice as
// long each: of many entries it touches few.
func (l entries) before(e entry) int {
	from, to := 0, l.len() // those before from come before e, from to on none does
	if to == 0 || e.compare(l.at(0)) <= 0 {
		return 0
	}
	if last := l.at(to - 1); last.compare(e) < 0 {
		return to
	}
	guess := l.guess(e)
	for step := 1; from < to; step *= 2 {
		if l.at(guess).compare(e) < 0 {
			from = guess + 1
			if guess += step; guess >= to {
				break
			}
		} else {
			to = guess
			if guess -= step; guess < from {
				break
			}
		}
	}
	for from < to {
		if middle := int(uint(from+to) / 2); l.at(middle).compare(e) < 0 {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

// guess is where an entry between the first and the last would be.
func (l entries) guess(e entry) int {
	first, last := l.at(0).high, l.at(l.len()-1).high
	if first == last {
		return 0
	}
	share := float64(e.high-first) / float64(last-first)
	return min(l.len()-1, int(share*float64(l.len())))
}

func (l entries) has(e entry) bool {
	i := l.before(e)
	return i < l.len() && l.at(i) == e
}

// add puts in one that comes after all that are there, or is the last of them.
func (l *entries) add(e entry) {
	if n := l.len(); n > 0 && l.at(n-1) == e {
		return
	}
	l.packed = binary.BigEndian.AppendUint64(l.packed, e.high)
	if l.width > 8 {
		l.packed = binary.BigEndian.AppendUint64(l.packed, e.low)
	}
}

// with returns the entries and others, in any order.
func (l entries) with(others []entry) entries {
	slices.SortFunc(others, entry.compare)
	all := entries{l.width, make([]byte, 0, len(l.packed)+l.width*len(others))}
	kept := 0
	for _, e := range others {
		at := kept + l.from(kept).before(e)
		all.packed = append(all.packed, l.packed[kept*l.width:at*l.width]...)
		all.add(e)
		if kept = at; kept < l.len() && l.at(kept) == e {
			kept++
		}
	}
	all.packed = append(all.packed, l.packed[kept*l.width:]...)
	return all
}

// without returns the entries that others are not among.
func (l entries) without(others entries) entries {
	if l.len() == 0 {
		return l
	}
	left := entries{l.width, make([]byte, 0, len(l.packed))}
	kept := 0
	for k := others.before(l.at(0)); k < others.len() && kept < l.len(); k++ {
		at := kept + l.from(kept).before(others.at(k))
		left.packed = append(left.packed, l.packed[kept*l.width:at*l.width]...)
		if kept = at; kept < l.len() && l.at(kept) == others.at(k) {
			kept++
		}
	}
	left.packed = append(left.packed, l.packed[kept*l.width:]...)
	return left
}

// from returns the entries from the i-th on.
func (l entries) from(i int) entries { return entries{l.width, l.packed[i*l.width:]} }
