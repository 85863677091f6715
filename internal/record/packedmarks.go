package record

import (
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// Marks of articles, which may come by the thousand, lie far from each other in a
// span of many. So they wait, those of a row together, until there are enough to be
// put in order and kept as a run, whose parts are read and written whole: 4,096 marks
// of some weeks. Runs of like size become one (the logarithmic method of Bentley and
// Saxe, "Decomposable searching problems I", 1980; as in O'Neil et al., "The
// log-structured merge-tree", 1996), so that to look up a mark is to look at few
// parts, and each mark is written a few times at most.

// A packedSpan is what is known of a span's marks: those that wait, and where the
// parts of its runs begin.
type packedSpan struct {
	spanMarks
	fresh []entry // waiting too, not in order yet
}

type spanMarks struct {
	markSpan
	waiting entries
	gone    entries // of the runs, that count no more
	runs    []markRun
}

// A markRun is entries in order, in parts. Of a span the first run is the largest.
type markRun struct {
	number int64 // in the span, from the first on
	parts  []markPart
}

type markPart struct {
	id    int64
	first entry // none before it is in the part
	size  int   // bytes
}

func (r markRun) size() (bytes int) {
	for _, p := range r.parts {
		bytes += p.size
	}
	return bytes
}

// runFactor is how many times as large as the next a run is, at least.
const runFactor = 4

// packedSpan returns what is known of a span, and reads it when it is asked first.
func (w *writer) packedSpan(s markSpan) *packedSpan {
	if p := w.known.spans[s]; p != nil {
		return p
	}
	p := &packedSpan{spanMarks: spanMarks{markSpan: s, waiting: entries{width: s.width()}, gone: entries{width: s.width()}}}
	type waiting struct {
		n      int64
		gone   bool
		hashes []byte
	}
	var gone []entry
	rows(w, func(m *waiting) []any { return []any{&m.n, &m.gone, &m.hashes} }, func(m waiting) {
		if m.gone {
			gone = append(gone, s.entries(unpacked(m.hashes), m.n)...)
		} else {
			p.fresh = append(p.fresh, s.entries(unpacked(m.hashes), m.n)...)
		}
	}, "SELECT n, gone, hashes FROM waiting_marks WHERE marks = ? AND span = ?", s.table.name, s.span)
	p.gone = p.gone.with(gone)
	type part struct {
		id, run int64
		first   []byte
		size    int
	}
	rows(w, func(m *part) []any { return []any{&m.id, &m.run, &m.first, &m.size} }, func(m part) {
		if last := len(p.runs) - 1; last < 0 || p.runs[last].number != m.run {
			p.runs = append(p.runs, markRun{number: m.run})
		}
		r := &p.runs[len(p.runs)-1]
		if first := w.entriesOf(s, m.id, m.first); first.len() > 0 {
			r.parts = append(r.parts, markPart{m.id, first.at(0), m.size})
		}
	}, "SELECT id, run, first, size FROM mark_parts WHERE marks = ? AND span = ? ORDER BY run, first", s.table.name, s.span)
	if w.err == nil {
		w.known.spans[s] = p
	}
	return p
}

// entries packs marks of a row.
func (s markSpan) entries(marks []int64, n int64) []entry {
	all := make([]entry, 0, len(marks))
	for _, mark := range s.cut(marks) {
		all = append(all, s.entry(mark, n))
	}
	return all
}

func packed(marks []int64) []byte {
	b := make([]byte, 0, 8*len(marks))
	for _, m := range marks {
		b = binary.BigEndian.AppendUint64(b, uint64(m))
	}
	return b
}

func unpacked(b []byte) []int64 {
	marks := make([]int64, len(b)/8)
	for i := range marks {
		marks[i] = int64(binary.BigEndian.Uint64(b[8*i:]))
	}
	return marks
}

// keep adds marks of a row that has none in the span. Those of them that are gone
// from a run come back, as when an article is read anew.
func (p *packedSpan) keep(w *writer, marks []int64, n int64) {
	marks = p.cut(marks)
	if left := p.takeWaiting(w, n, true); len(left) > 0 {
		still := slices.DeleteFunc(slices.Clone(left), func(mark int64) bool { return has(marks, mark) })
		marks = slices.DeleteFunc(marks, func(mark int64) bool { return has(left, mark) })
		p.putWaiting(w, still, n, true)
	}
	p.putWaiting(w, marks, n, false)
}

// drop takes marks of a row out again.
func (p *packedSpan) drop(w *writer, marks []int64, n int64) {
	p.takeWaiting(w, n, false)
	gone := p.takeWaiting(w, n, true)
	for _, mark := range p.cut(marks) {
		if p.inRun(w, p.entry(mark, n)) {
			gone = append(gone, mark)
		}
	}
	p.putWaiting(w, p.cut(gone), n, true)
}

func (p *packedSpan) inRun(w *writer, e entry) bool {
	return slices.ContainsFunc(p.runs, func(r markRun) bool {
		i := r.before(e)
		return i >= 0 && w.part(p.markSpan, r.parts[i]).has(e)
	})
}

func has(sorted []int64, mark int64) bool {
	_, found := slices.BinarySearch(sorted, mark)
	return found
}

// takeWaiting takes out what waits of a row, to be added or, if gone, to be forgotten.
func (p *packedSpan) takeWaiting(w *writer, n int64, gone bool) (marks []int64) {
	if gone && p.gone.len() == 0 {
		return nil
	}
	rows(w, func(b *[]byte) []any { return []any{b} }, func(b []byte) { marks = p.cut(unpacked(b)) },
		"DELETE FROM waiting_marks WHERE marks = ? AND span = ? AND n = ? AND gone = ? RETURNING hashes", p.table.name, p.span, n, gone)
	if len(marks) == 0 {
		return nil
	}
	w.waiting[p.markSpan] -= len(marks)
	out := entries{width: p.width()}.with(p.entries(marks, n))
	if gone {
		p.gone = p.gone.without(out)
	} else {
		p.order()
		p.waiting = p.waiting.without(out)
	}
	return marks
}

func (p *packedSpan) putWaiting(w *writer, marks []int64, n int64, gone bool) {
	if len(marks) == 0 {
		return
	}
	w.exec("INSERT INTO waiting_marks (marks, span, n, gone, hashes) VALUES (?, ?, ?, ?, ?)", p.table.name, p.span, n, gone, packed(marks))
	w.waiting[p.markSpan] += len(marks)
	if gone {
		p.gone = p.gone.with(p.entries(marks, n))
	} else {
		p.fresh = append(p.fresh, p.entries(marks, n)...)
	}
}

// order puts all that wait in order.
func (p *packedSpan) order() {
	if len(p.fresh) > 0 {
		p.waiting, p.fresh = p.waiting.with(p.fresh), nil
	}
}

// looksIn yields the parts of a run in which there may be entries, so many at most,
// from the last on.
func (s spanMarks) looksIn(r markRun, from, to entry, most int) iter.Seq[markPart] {
	return func(yield func(markPart) bool) {
		last := r.before(to)
		for i := last; i >= 0; i-- {
			// Of a part before the last, all that comes after from is looked for.
			if p := r.parts[i]; !yield(p) || p.first.compare(from) <= 0 || i < last && p.size >= most*s.width() {
				return
			}
		}
	}
}

// before is the last part in which there may be an entry, -1 for none.
func (r markRun) before(e entry) int {
	i, found := slices.BinarySearchFunc(r.parts, e, func(p markPart, e entry) int { return p.first.compare(e) })
	if found {
		return i
	}
	return i - 1
}

// part returns the entries of a part.
func (w *writer) part(s markSpan, p markPart) entries {
	b, known := w.known.parts.get(p.id)
	if !known {
		rows(w, func(b *[]byte) []any { return []any{b} }, func(read []byte) { b = read }, "SELECT packed FROM mark_parts WHERE id = ?", p.id)
		w.known.parts.put(p.id, b, len(b))
	}
	return w.entriesOf(s, p.id, b)
}

// entriesOf returns those that the database has packed, of a part.
func (w *writer) entriesOf(s markSpan, part int64, packed []byte) entries {
	if len(packed)%s.width() != 0 {
		w.fail(fmt.Errorf("part %d of the marks is damaged: %d bytes", part, len(packed)))
		packed = nil
	}
	return entries{s.width(), packed}
}

// A readMarks is all that some asks are for. It does not change with the record.
type readMarks struct {
	spans map[markSpan]spanMarks
	parts map[int64]entries // by id
}

// read reads what asks are for, all at once: a query takes longer than what it reads.
func (w *writer) read(asks []ask) readMarks {
	m := readMarks{make(map[markSpan]spanMarks), make(map[int64]entries)}
	unknown := make(map[int64]markSpan)
	for _, a := range asks {
		if _, there := m.spans[a.markSpan]; !there {
			p := w.packedSpan(a.markSpan)
			p.order()
			s := p.spanMarks
			s.runs = slices.Clone(s.runs)
			m.spans[a.markSpan] = s
		}
		s := m.spans[a.markSpan]
		for _, mark := range a.marks {
			from, to, some := s.between(mark, a.in)
			if !some {
				continue
			}
			most := a.most + s.goneBetween(from, to)
			for _, r := range s.runs {
				for p := range s.looksIn(r, from, to, most) {
					if _, there := m.parts[p.id]; there {
						continue
					}
					packed, known := w.known.parts.get(p.id)
					if !known {
						unknown[p.id] = a.markSpan
					}
					m.parts[p.id] = w.entriesOf(a.markSpan, p.id, packed)
				}
			}
		}
	}
	if len(unknown) == 0 {
		return m
	}
	type part struct {
		id     int64
		packed []byte
	}
	rows(w, func(p *part) []any { return []any{&p.id, &p.packed} }, func(p part) {
		w.known.parts.put(p.id, p.packed, len(p.packed))
		m.parts[p.id] = w.entriesOf(unknown[p.id], p.id, p.packed)
	}, "SELECT id, packed FROM mark_parts WHERE id IN (SELECT value FROM json_each(?))", list(slices.Collect(maps.Keys(unknown))))
	return m
}

// latest appends to found the rows of a mark that was asked for: at least the latest,
// so many.
func (m readMarks) latest(found []int64, a ask, mark int64) []int64 {
	s := m.spans[a.markSpan]
	from, to, some := s.between(mark, a.in)
	if !some {
		return found
	}
	most := a.most + s.goneBetween(from, to)
	visit := func(l entries) {
		i := l.before(to)
		if i < l.len() && l.at(i) == to {
			i++
		}
		for left := most; i > 0 && left > 0; left-- {
			e := l.at(i - 1)
			if e.compare(from) < 0 {
				return
			}
			if s.gone.len() == 0 || !s.gone.has(e) {
				found = append(found, s.rowOf(e))
			}
			i--
		}
	}
	visit(s.waiting)
	for _, r := range s.runs {
		for p := range s.looksIn(r, from, to, most) {
			visit(m.parts[p.id])
		}
	}
	return found
}

// goneBetween is how many entries from one to another are gone.
func (s spanMarks) goneBetween(from, to entry) int {
	if s.gone.len() == 0 {
		return 0
	}
	return s.gone.before(to) + 1 - s.gone.before(from)
}

// moveMarks moves the marks of some spans to their runs, those of which most wait,
// until few enough do. No span keeps very many waiting, since they are read whole.
func (w *writer) moveMarks() {
	for s, count := range w.waiting {
		w.exec(`INSERT INTO mark_spans (marks, span, waiting) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET waiting = waiting + excluded.waiting`,
			s.table.name, s.span, count)
	}
	clear(w.waiting)
	for _, t := range []markTable{passageMarks, storyMarks} {
		type counted struct{ span, waiting int64 }
		var spans []counted
		var all int64
		rows(w, func(c *counted) []any { return []any{&c.span, &c.waiting} }, func(c counted) {
			spans = append(spans, c)
			all += c.waiting
		}, "SELECT span, waiting FROM mark_spans WHERE marks = ? AND waiting > 0 ORDER BY waiting DESC", t.name)
		for _, c := range spans {
			if all > w.bounds.waiting || c.waiting > w.bounds.waiting/8 {
				w.packedSpan(markSpan{t, c.span}).move(w)
				all -= c.waiting
			}
		}
	}
}

// move makes a run of what waits in a span, and of the runs that are not much larger.
func (p *packedSpan) move(w *writer) {
	p.order()
	p.forgetGone(w)
	from, size := len(p.runs), len(p.waiting.packed)
	for from > 0 && p.runs[from-1].size() < runFactor*size {
		from--
		size += p.runs[from].size()
	}
	if size > 0 {
		merged := p.merge(w, p.runs[from:])
		p.runs = append(p.runs[:from], merged)
	}
	p.waiting.packed = nil
	w.exec("DELETE FROM waiting_marks WHERE marks = ? AND span = ?", p.table.name, p.span)
	w.exec("UPDATE mark_spans SET waiting = 0 WHERE marks = ? AND span = ?", p.table.name, p.span)
}

// forgetGone takes what is gone out of the parts that have it.
func (p *packedSpan) forgetGone(w *writer) {
	touched := make(map[int64]bool)
	for i := range p.gone.len() {
		for _, r := range p.runs {
			if k := r.before(p.gone.at(i)); k >= 0 {
				touched[r.parts[k].id] = true
			}
		}
	}
	for i, r := range p.runs {
		var left []markPart
		for _, part := range r.parts {
			if touched[part.id] {
				part.size = p.rewrite(w, part)
			}
			if part.size > 0 {
				left = append(left, part)
			}
		}
		p.runs[i].parts = left
	}
	p.runs = slices.DeleteFunc(p.runs, func(r markRun) bool { return len(r.parts) == 0 })
	p.gone.packed = nil
}

// rewrite writes a part without what is gone, and returns how many bytes are left.
func (p *packedSpan) rewrite(w *writer, part markPart) int {
	left := w.part(p.markSpan, part).without(p.gone).packed
	w.known.parts.drop(part.id)
	if len(left) > 0 {
		w.exec("UPDATE mark_parts SET size = ?, packed = ? WHERE id = ?", len(left), left, part.id)
	} else {
		w.exec("DELETE FROM mark_parts WHERE id = ?", part.id)
	}
	return len(left)
}

// merge writes a run of what waits and of some last runs, which are gone then. It has
// a part of each in memory, however large they are.
func (p *packedSpan) merge(w *writer, runs []markRun) markRun {
	var merged markRun
	if n := len(p.runs) - len(runs); n > 0 {
		merged.number = p.runs[n-1].number + 1
	}
	sources := []*source{{entries: p.waiting}}
	for _, r := range runs {
		sources = append(sources, &source{entries: entries{width: p.width()}, rest: r.parts})
	}
	part := entries{width: p.width()}
	write := func() {
		first := entries{p.width(), part.packed[:p.width()]}
		id := w.insert("INSERT INTO mark_parts (marks, span, run, first, size, packed) VALUES (?, ?, ?, ?, ?, ?)",
			p.table.name, p.span, merged.number, first.packed, len(part.packed), part.packed)
		merged.parts = append(merged.parts, markPart{id, first.at(0), len(part.packed)})
		w.known.parts.put(id, part.packed, len(part.packed))
		part.packed = nil
	}
	for w.err == nil {
		var next *source
		for _, s := range sources {
			if s.more(w, p.markSpan) && (next == nil || s.at(s.done).compare(next.at(next.done)) < 0) {
				next = s
			}
		}
		if next == nil {
			break
		}
		part.add(next.at(next.done))
		if next.done++; len(part.packed) >= w.bounds.part {
			write()
		}
	}
	if len(part.packed) > 0 {
		write()
	}
	for _, r := range runs {
		for _, old := range r.parts {
			w.exec("DELETE FROM mark_parts WHERE id = ?", old.id)
			w.known.parts.drop(old.id)
		}
	}
	return merged
}

// A source is entries that are merged: those of a part, and the parts that follow.
type source struct {
	entries
	done int // of the entries
	rest []markPart
}

// more reports whether there is another entry.
func (s *source) more(w *writer, span markSpan) bool {
	for s.done == s.len() && len(s.rest) > 0 {
		s.entries, s.done, s.rest = w.part(span, s.rest[0]), 0, s.rest[1:]
	}
	return s.done < s.len()
}
