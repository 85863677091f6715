package record

import (
	"cmp"
	"encoding/binary"
	"fmt"
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
	gather bool // marks wait until many are there, and may be known (knownmarks.go)
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

// The marks of a row lie far from each other in a table of many. Those of articles,
// which may come by the thousand, wait a row's together, until so many of a span are
// there that a page of the table takes in several at once (as in O'Neil et al.,
// "The log-structured merge-tree", 1996).

// A markSpan is where a table's marks of a span stand.
type markSpan struct {
	table markTable
	span  int64
}

// keepMarks adds the marks of a row.
func (w *writer) keepMarks(t markTable, m marks, n int64) {
	keep := func(span int64, marks []int64) {
		if len(marks) == 0 {
			return
		}
		s := markSpan{t, span}
		if !t.gather {
			w.insertMarks(s, rowMarks(marks, n))
			return
		}
		w.exec("INSERT INTO waiting_marks (marks, span, n, hashes) VALUES (?, ?, ?, ?)", t.name, span, n, packed(marks))
		w.waiting[s] += len(marks)
		w.known.marks.change(s, func(known *knownMarks) { known.add(rowMarks(marks, n)) })
	}
	keep(spanOfDay(n>>t.bits), m.near)
	keep(always, m.lasting)
}

// insertedMarks is how many marks are added at once.
const insertedMarks = 4096

// insertMarks adds marks to their table. They are written as one JSON object, which
// may have a name twice. OR IGNORE, since a mark that is there says the same; and it
// saves SQLite from keeping what each page was like before.
func (w *writer) insertMarks(s markSpan, marks []rowMark) {
	for some := range slices.Chunk(marks, insertedMarks) {
		text := []byte("{")
		for i, m := range some {
			if i > 0 {
				text = append(text, ',')
			}
			text = append(strconv.AppendInt(append(text, '"'), m.mark, 10), `":`...)
			text = strconv.AppendInt(text, m.n, 10)
		}
		w.exec("INSERT OR IGNORE INTO "+s.table.name+" (span, mark, n) SELECT ?, CAST(key AS INTEGER), value FROM json_each(?)", s.span, string(append(text, '}')))
	}
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

// A rowMark is a mark and a row that has it.
type rowMark struct{ mark, n int64 }

func (m rowMark) compare(o rowMark) int {
	return cmp.Or(cmp.Compare(m.mark, o.mark), cmp.Compare(m.n, o.n))
}

func rowMarks(marks []int64, n int64) []rowMark {
	all := make([]rowMark, len(marks))
	for i, m := range marks {
		all[i] = rowMark{m, n}
	}
	return all
}

// dropMarks takes them out again.
func (w *writer) dropMarks(t markTable, m marks, n int64) {
	drop := func(span int64, marks []int64) {
		s := markSpan{t, span}
		if t.gather {
			w.exec("DELETE FROM waiting_marks WHERE marks = ? AND span = ? AND n = ?", t.name, span, n)
		}
		for _, m := range marks {
			w.exec("DELETE FROM "+t.name+" WHERE span = ? AND mark = ? AND n = ?", span, m, n)
			w.known.marks.change(s, func(known *knownMarks) { known.drop(rowMark{m, n}) })
		}
	}
	drop(spanOfDay(n>>t.bits), m.near)
	drop(always, m.lasting)
}

// eachWaiting hands on the marks of rows that wait.
func (w *writer) eachWaiting(s markSpan, in rowRange, visit func(n int64, marks []int64)) {
	type waiting struct {
		n      int64
		hashes []byte
	}
	rows(w, func(m *waiting) []any { return []any{&m.n, &m.hashes} }, func(m waiting) { visit(m.n, unpacked(m.hashes)) },
		"SELECT n, hashes FROM waiting_marks WHERE marks = ? AND span = ? AND n >= ? AND n < ?", s.table.name, s.span, in.from, in.to)
}

// moveMarks moves the marks of some spans, until few enough wait: of those that
// grow most by it, for that has most marks go to a page of the table at once. No
// span keeps very many waiting, since to look one up goes through all.
func (w *writer) moveMarks() {
	for s, count := range w.waiting {
		w.exec(`INSERT INTO mark_spans (marks, span, waiting, moved) VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET waiting = waiting + excluded.waiting`,
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
		}, "SELECT span, waiting FROM mark_spans WHERE marks = ? AND waiting > 0 ORDER BY CAST(waiting AS REAL) / (waiting + moved) DESC, waiting DESC", t.name)
		for _, c := range spans {
			if all > w.bounds.waiting || c.waiting > w.bounds.waiting/8 {
				w.moveSpan(markSpan{t, c.span})
				all -= c.waiting
			}
		}
	}
}

func (w *writer) moveSpan(s markSpan) {
	var all []rowMark
	w.eachWaiting(s, allRows(), func(n int64, marks []int64) { all = append(all, rowMarks(marks, n)...) })
	slices.SortFunc(all, rowMark.compare)
	w.insertMarks(s, all)
	w.exec("DELETE FROM waiting_marks WHERE marks = ? AND span = ?", s.table.name, s.span)
	w.exec("UPDATE mark_spans SET moved = moved + waiting, waiting = 0 WHERE marks = ? AND span = ?", s.table.name, s.span)
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
	var others []ask
	var found []int64
	for _, a := range asks {
		known := w.knownOf(a.markSpan, len(a.marks))
		if known == nil {
			others = append(others, a)
			continue
		}
		for _, mark := range a.marks {
			found = known.latest(found[:0], mark, a.in, a.most)
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

// lookUp returns the rows that are asked for, of each mark the latest that are in
// their table and all that wait.
func (w *writer) lookUp(asks []ask) [][][]int64 {
	if len(asks) == 0 {
		return nil
	}
	all := make([][][]int64, len(asks))
	var args []any
	for i, a := range asks {
		all[i] = make([][]int64, len(a.marks))
		if args = append(args, list(a.marks), a.span, a.in.from, a.in.to); !a.table.gather {
			continue
		}
		place := make(map[int64]int, len(a.marks))
		for j, mark := range a.marks {
			place[mark] = j
		}
		w.eachWaiting(a.markSpan, a.in, func(n int64, marks []int64) {
			for _, mark := range marks {
				if j, asked := place[mark]; asked {
					all[i][j] = append(all[i][j], n)
				}
			}
		})
	}
	rows(w, func(s *string) []any { return []any{s} }, func(found string) {
		for ofMark := range strings.SplitSeq(found, ";") {
			of, numbers, _ := strings.Cut(ofMark, ":")
			which, mark, _ := strings.Cut(of, ".")
			i, _ := strconv.Atoi(which) // none is found where these are no numbers
			j, _ := strconv.Atoi(mark)
			all[i][j] = append(all[i][j], w.numbers(numbers)...)
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
