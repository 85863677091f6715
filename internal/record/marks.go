package record

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// What may belong together is found by marks: hashes that rows have in common
// (packages utterance, reprint and story say of what). A row stands under most of
// them with what was published in the same weeks, so that what one more row writes
// and looks up lies close together, however large the record; and under the
// others, the lasting ones, with all rows.

// A markTable keeps the marks of rows.
type markTable struct {
	name   string
	bits   int  // of a row's number, behind the day
	common int  // weight of a mark that is in more rows than are looked at: what they have in common need not be of their own
	packed bool // many in a row of the database (packedmarks.go), not one
}

var (
	statementMarks = markTable{"statement_marks", slotBits + positionBits, wholeMark, false}
	passageMarks   = markTable{"passage_marks", slotBits, 1, true}
	storyMarks     = markTable{"story_marks", slotBits, wholeMark, true}
)

const wholeMark = 3 // weight of a mark

// The marks of a row.
type marks struct {
	near    []int64 // by which it is found among what was published near it
	lasting []int64 // by which it is found among all
}

const (
	always   = 0  // the span of lasting marks
	spanDays = 32 // of the others
)

func spanOfDay(day int64) int64 { return 1 + day/spanDays }

// near is where the rows are that were published within some days of one; of one
// without a day, those without.
func (t markTable) near(n, days int64) rowRange {
	day := n >> t.bits
	if day == 0 {
		return rowRange{0, 1 << t.bits}
	}
	return rowRange{max(1, day-days) << t.bits, (day + days + 1) << t.bits}
}

// A markSpan is where a table's marks of a span stand.
type markSpan struct {
	table markTable
	span  int64
}

// keepMarks adds the marks of a row.
func (w *writer) keepMarks(t markTable, m marks, n int64) {
	for span, marks := range m.spans(t, n) {
		if s := (markSpan{t, span}); t.packed {
			w.packedSpan(s).keep(w, marks, n)
		} else {
			w.insertMarks(s, marks, n)
		}
	}
}

// dropMarks takes them out again.
func (w *writer) dropMarks(t markTable, m marks, n int64) {
	for span, marks := range m.spans(t, n) {
		if t.packed {
			w.packedSpan(markSpan{t, span}).drop(w, marks, n)
			continue
		}
		for _, mark := range marks {
			w.exec("DELETE FROM "+t.name+" WHERE span = ? AND mark = ? AND n = ?", span, mark, n)
		}
	}
}

// spans are those in which a row has marks, and which.
func (m marks) spans(t markTable, n int64) iter.Seq2[int64, []int64] {
	return func(yield func(int64, []int64) bool) {
		if len(m.near) == 0 || yield(spanOfDay(n>>t.bits), m.near) {
			if len(m.lasting) > 0 {
				yield(always, m.lasting)
			}
		}
	}
}

// insertMarks adds marks of a row to their table, all at once. OR IGNORE, since a mark
// that is there says the same; and it saves SQLite from keeping what each page was
// like before.
func (w *writer) insertMarks(s markSpan, marks []int64, n int64) {
	w.exec("INSERT OR IGNORE INTO "+s.table.name+" (span, mark, n) SELECT ?, value, ? FROM json_each(?)", s.span, n, list(marks))
}

// sharing returns the rows among some that share marks of at least such a weight
// with one: those that share most, of them the latest. Other versions of its page
// are none of them. Near are those published within so many days. Of each mark it
// looks at the latest that are near, and of a lasting one at the latest before and
// after.
func (w *writer) sharing(t markTable, m marks, n, days int64, among rowRange, least int) []int64 {
	near := t.near(n, days)
	within := near.within(among)
	asks := []ask{
		{markSpan{t, always}, m.lasting, within, w.bounds.ofMark},
		{markSpan{t, always}, m.lasting, rowRange{within.to, among.to}, w.bounds.ofOld},
		{markSpan{t, always}, m.lasting, rowRange{among.from, within.from}, w.bounds.ofOld},
	}
	for span := spanOfDay(near.from >> t.bits); span <= spanOfDay((near.to-1)>>t.bits); span++ {
		asks = append(asks, ask{markSpan{t, span}, m.near, within, w.bounds.ofMark})
	}
	shared := w.shared(slices.DeleteFunc(asks, func(a ask) bool { return len(a.marks) == 0 || a.in.empty() }))
	delete(shared, n)
	articleBits := t.bits - slotBits // of a row's number, behind the article's
	var all []int64
	for o, weight := range shared {
		if weight >= least && !w.ofOnePage(n>>articleBits, o>>articleBits) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b int64) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a)) })
	return all[:min(len(all), w.bounds.compared)]
}

// An ask is for the latest rows that have marks of a span, and are in some.
type ask struct {
	markSpan
	marks []int64
	in    rowRange
	most  int // rows of a mark
}

// shared weighs the marks that rows have of those asked for.
func (w *writer) shared(asks []ask) map[int64]int {
	shared := make(map[int64]int)
	add := func(t markTable, found []int64, most int) {
		weight := wholeMark
		if len(found) >= most {
			slices.SortFunc(found, func(a, b int64) int { return cmp.Compare(b, a) })
			found, weight = found[:most], t.common
		}
		for _, n := range found {
			shared[n] += weight
		}
	}
	var packed, others []ask
	for _, a := range asks {
		if a.table.packed {
			a.marks = a.cut(a.marks)
			packed = append(packed, a)
		} else {
			others = append(others, a)
		}
	}
	w.readParts(packed)
	var found []int64
	for _, a := range packed {
		p := w.packedSpan(a.markSpan)
		for _, mark := range a.marks {
			found = p.latest(w, found[:0], mark, a.in, a.most)
			add(a.table, found, a.most)
		}
	}
	for i, ofMark := range w.lookUp(others) {
		for _, found := range ofMark {
			add(others[i].table, found, others[i].most)
		}
	}
	return shared
}

// lookUp returns the rows that are asked for, of each mark the latest.
func (w *writer) lookUp(asks []ask) [][][]int64 {
	if len(asks) == 0 {
		return nil
	}
	all := make([][][]int64, len(asks))
	var args []any
	for i, a := range asks {
		all[i] = make([][]int64, len(a.marks))
		args = append(args, list(a.marks), a.span, a.in.from, a.in.to)
	}
	rows(w, func(s *string) []any { return []any{s} }, func(found string) {
		for ofMark := range strings.SplitSeq(found, ";") {
			of, numbers, _ := strings.Cut(ofMark, ":")
			which, mark, _ := strings.Cut(of, ".")
			i, _ := strconv.Atoi(which) // none is found where these are no numbers
			j, _ := strconv.Atoi(mark)
			all[i][j] = w.numbers(numbers)
		}
	}, lookUpQuery(asks), args...)
	return all
}

// lookUpQuery asks for all at once, since what a query costs besides is more than
// what it looks up. It returns one text, "0.2:7 5 3;1.0:2": behind the ask and the
// mark of it, the rows that have it, for each that has any. The limits are written
// out: a query is prepared anew each time that one is given to it.
func lookUpQuery(asks []ask) string {
	arms := make([]string, len(asks))
	for i, a := range asks {
		arms[i] = fmt.Sprintf(`SELECT '%d.' || m.key || ':' || (SELECT group_concat(n, ' ') FROM
			(SELECT n FROM %s WHERE span = ?%d AND mark = m.value AND n >= ?%d AND n < ?%d ORDER BY n DESC LIMIT %d)) AS found FROM json_each(?%d) m`,
			i, a.table.name, 4*i+2, 4*i+3, 4*i+4, a.most, 4*i+1)
	}
	return "SELECT coalesce(group_concat(found, ';'), '') FROM (" + strings.Join(arms, " UNION ALL ") + ")"
}
