package record

import (
	"cmp"
	"slices"
)

// A knownMarks has the marks of a span in memory, all of them, where they are
// looked up many times faster than in the database.
type knownMarks struct {
	span    int64
	near    ordered[uint64]
	lasting ordered[rowMark] // if the span is always
	asked   int              // when it was asked last, as its spans count
	counted int              // bytes that it was counted for
}

// rowBits is how many bits tell an article of a span.
const rowBits = slotBits + 5 // spanDays is 32

// nearMark is a mark of a row, in the order of marks and then of rows. It has as
// many bits of the mark as the row leaves of 64: two marks that are alike in these
// are taken for one, which costs no more than that two rows are compared in vain.
func nearMark(mark, n int64) uint64 {
	return uint64(mark)>>rowBits<<rowBits | uint64(n)&(1<<rowBits-1)
}

func newKnownMarks(span int64) *knownMarks {
	return &knownMarks{span: span, near: ordered[uint64]{compare: cmp.Compare[uint64]}, lasting: ordered[rowMark]{compare: rowMark.compare}}
}

func (k *knownMarks) add(marks []rowMark) {
	if k.span == always {
		k.lasting.add(marks)
		return
	}
	near := make([]uint64, len(marks))
	for i, m := range marks {
		near[i] = nearMark(m.mark, m.n)
	}
	k.near.add(near)
}

func (k *knownMarks) drop(m rowMark) {
	if k.span == always {
		k.lasting.drop(m)
		return
	}
	k.near.drop(nearMark(m.mark, m.n))
}

// latest appends to found the rows of a mark that are in some, the latest first, at
// most so many.
func (k *knownMarks) latest(found []int64, mark int64, in rowRange, most int) []int64 {
	if k.span == always {
		if !in.empty() {
			k.lasting.latest(rowMark{mark, in.from}, rowMark{mark, in.to - 1}, most, func(m rowMark) { found = append(found, m.n) })
		}
		return found
	}
	first := (k.span - 1) * spanDays << slotBits // row of the span
	if in = in.within(rowRange{first, first + 1<<rowBits}); !in.empty() {
		k.near.latest(nearMark(mark, in.from), nearMark(mark, in.to-1), most,
			func(m uint64) { found = append(found, first|int64(m&(1<<rowBits-1))) })
	}
	return found
}

func (k *knownMarks) size() int { return 8*k.near.room() + 16*k.lasting.room() }

// An ordered is a list of values in their order, as of when it is asked.
type ordered[V any] struct {
	compare func(a, b V) int
	most    []V
	later   []V // few, so that more come in at little cost
	fresh   []V // not yet in order
}

func (s *ordered[V]) add(values []V) { s.fresh = append(s.fresh, values...) }

func (s *ordered[V]) order() {
	if len(s.fresh) == 0 {
		return
	}
	slices.SortFunc(s.fresh, s.compare)
	s.later = s.merged(s.later, s.fresh)
	s.fresh = s.fresh[:0]
	if len(s.later) > len(s.most)/32 {
		s.most, s.later = s.merged(s.most, s.later), nil
	}
}

func (s *ordered[V]) merged(a, b []V) []V {
	all := make([]V, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if s.compare(a[0], b[0]) <= 0 {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

func (s *ordered[V]) drop(value V) {
	s.order()
	for _, list := range []*[]V{&s.most, &s.later} {
		if i, found := slices.BinarySearchFunc(*list, value, s.compare); found {
			*list = slices.Delete(*list, i, i+1)
			return
		}
	}
}

// latest calls visit for the values from one to another, from the last on, at most
// so many.
func (s *ordered[V]) latest(from, to V, most int, visit func(V)) {
	between := func(list []V) []V {
		i, _ := slices.BinarySearchFunc(list, from, s.compare)
		j, last := slices.BinarySearchFunc(list[i:], to, s.compare)
		if last {
			j++
		}
		return list[i : i+j]
	}
	s.order()
	a, b := between(s.most), between(s.later)
	for range min(most, len(a)+len(b)) {
		from := &a
		if len(a) == 0 || len(b) > 0 && s.compare(b[len(b)-1], a[len(a)-1]) > 0 {
			from = &b
		}
		last := len(*from) - 1
		visit((*from)[last])
		*from = (*from)[:last]
	}
}

func (s *ordered[V]) room() int { return cap(s.most) + cap(s.later) + cap(s.fresh) }

// A knownSpans is the spans of which the marks are known.
type knownSpans struct {
	room, used int // bytes
	spans      map[markSpan]*knownMarks
	asked      int              // how often they were asked
	sought     map[markSpan]int // marks of the others that were looked up in the database
}

// A span is read whole when so many of its marks were looked up, and again so many
// times more if it had too many to be worth it then. To read one takes no longer
// than to look up a few.
const (
	soughtFirst = 512
	soughtMore  = 2
	soughtRows  = 8 // marks of the span, at most, for each that was looked up
)

func (k *knownSpans) clear() {
	clear(k.spans)
	clear(k.sought)
	k.used = 0
}

// change calls for a known span and counts what it takes then. Where that is more
// than there is room for, those asked longest ago go.
func (k *knownSpans) change(s markSpan, call func(*knownMarks)) {
	known := k.spans[s]
	if known == nil {
		return
	}
	call(known)
	k.used -= known.counted
	known.counted = known.size()
	k.used += known.counted
	for k.used > k.room {
		var oldest markSpan
		var found *knownMarks
		for s, known := range k.spans {
			if found == nil || known.asked < found.asked {
				oldest, found = s, known
			}
		}
		k.used -= found.counted
		delete(k.spans, oldest)
	}
}

// knownOf returns the marks of a span if they are known, nil if not. So many of
// them are to be looked up.
func (w *writer) knownOf(s markSpan, lookups int) *knownMarks {
	k := &w.known.marks
	if !s.table.gather {
		return nil
	}
	k.asked++
	if known := k.spans[s]; known != nil {
		known.asked = k.asked
		return known
	}
	before := k.sought[s]
	k.sought[s] += lookups
	for step := soughtFirst; step <= k.sought[s]; step *= soughtMore {
		if step > before {
			return w.readMarks(s, k.sought[s]*soughtRows)
		}
	}
	return nil
}

// readMarks reads the marks of a span, unless there are more than so many.
func (w *writer) readMarks(s markSpan, most int) *knownMarks {
	k := &w.known.marks
	most = min(most, k.room/8/4)
	var all []rowMark
	rows(w, func(m *rowMark) []any { return []any{&m.mark, &m.n} }, func(m rowMark) { all = append(all, m) },
		"SELECT mark, n FROM "+s.table.name+" WHERE span = ? LIMIT ?", s.span, most+1)
	w.eachWaiting(s, allRows(), func(n int64, marks []int64) { all = append(all, rowMarks(marks, n)...) })
	if w.err != nil || len(all) > most {
		return nil
	}
	k.spans[s] = newKnownMarks(s.span)
	k.spans[s].asked = k.asked
	k.change(s, func(known *knownMarks) { known.add(all) })
	return k.spans[s]
}
