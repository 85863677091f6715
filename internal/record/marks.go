package record

import (
	"cmp"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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

// A marked is a row and its marks.
type marked struct {
	n int64
	marks
}

// A criterion says which rows count as sharing marks with one.
type criterion struct {
	table markTable
	days  int64    // between the two, unless a mark is lasting
	among rowRange // where the others are
	least int      // weight of the marks that they share
}

// sharing returns the rows that share marks with one: those that share most, of them
// the latest. Other versions of its page are none of them. Of each mark it looks at
// the latest that are near, and of a lasting one at the latest before and after.
func (w *writer) sharing(c criterion, m marked) []int64 {
	if c.table.packed {
		return w.allSharing(c, []marked{m})[0]
	}
	asks := w.asks(c, m)
	shared := make(weights)
	for i, ofMark := range w.lookUp(asks) {
		for _, found := range ofMark {
			shared.add(c.table, found, asks[i].most)
		}
	}
	return shared.heaviest(c, w.others(c.table, m.n), w.bounds.compared)
}

// lookedUpAtOnce is for how many rows what is packed is read at once: those of the
// same weeks look in the same parts.
const lookedUpAtOnce = 64

// allSharing does so for several rows of a packed table. What was read is looked
// through by all processors.
func (w *writer) allSharing(c criterion, all []marked) [][]int64 {
	sharing := make([][]int64, len(all))
	for from := 0; from < len(all); from += lookedUpAtOnce {
		these := all[from:min(len(all), from+lookedUpAtOnce)]
		asks := make([][]ask, len(these))
		others := make([]func(int64) bool, len(these))
		for i, m := range these {
			asks[i], others[i] = w.asks(c, m), w.others(c.table, m.n)
		}
		read := w.read(slices.Concat(asks...))
		if w.err != nil {
			return sharing
		}
		inParallel(len(these), func(i int) {
			shared := make(weights)
			var found []int64
			for _, a := range asks[i] {
				for _, mark := range a.marks {
					found = read.latest(found[:0], a, mark)
					shared.add(c.table, found, a.most)
				}
			}
			sharing[from+i] = shared.heaviest(c, others[i], w.bounds.compared)
		})
	}
	return sharing
}

// inParallel does something so many times, with all processors.
func inParallel(times int, do func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), times) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < times; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
}

// others tells which rows are neither one nor of another version of its page.
func (w *writer) others(t markTable, n int64) func(int64) bool {
	articleBits := t.bits - slotBits // of a row's number, behind the article's
	page := w.pageOf(n >> articleBits)
	if page == 0 {
		return func(o int64) bool { return o != n }
	}
	same := make(map[int64]bool)
	rows(w, row, func(version int64) { same[version] = true }, "SELECT article FROM versions WHERE page = ? AND article IS NOT NULL", page)
	return func(o int64) bool { return o != n && !same[o>>articleBits] }
}

// An ask is for the latest rows that have marks of a span, and are in some.
type ask struct {
	markSpan
	marks []int64
	in    rowRange
	most  int // rows of a mark
}

// asks are for all that shares marks with a row.
func (w *writer) asks(c criterion, m marked) []ask {
	near := c.table.near(m.n, c.days)
	within := near.within(c.among)
	asks := []ask{
		{markSpan{c.table, always}, m.lasting, within, w.bounds.ofMark},
		{markSpan{c.table, always}, m.lasting, rowRange{within.to, c.among.to}, w.bounds.ofOld},
		{markSpan{c.table, always}, m.lasting, rowRange{c.among.from, within.from}, w.bounds.ofOld},
	}
	for span := spanOfDay(near.from >> c.table.bits); span <= spanOfDay((near.to-1)>>c.table.bits); span++ {
		asks = append(asks, ask{markSpan{c.table, span}, m.near, within, w.bounds.ofMark})
	}
	asks = slices.DeleteFunc(asks, func(a ask) bool { return len(a.marks) == 0 || a.in.empty() })
	if c.table.packed {
		for i, a := range asks {
			asks[i].marks = a.cut(a.marks)
		}
	}
	return asks
}

// Weights are those of the marks that rows have in common with one.
type weights map[int64]int

// add takes in the rows that have a mark, of which no more than most were asked for.
func (shared weights) add(t markTable, found []int64, most int) {
	weight := wholeMark
	if len(found) >= most {
		slices.Sort(found)
		found, weight = found[len(found)-most:], t.common
	}
	for _, n := range found {
		shared[n] += weight
	}
}

// heaviest returns the rows that share most, so many at most.
func (shared weights) heaviest(c criterion, counts func(int64) bool, most int) []int64 {
	type weighed struct {
		n      int64
		weight int
	}
	var all []weighed
	for o, weight := range shared {
		if weight >= c.least && counts(o) {
			all = append(all, weighed{o, weight})
		}
	}
	slices.SortFunc(all, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.n, a.n)) })
	all = all[:min(len(all), most)]
	rows := make([]int64, len(all))
	for i, o := range all {
		rows[i] = o.n
	}
	return rows
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
