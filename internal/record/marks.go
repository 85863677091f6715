package record

import (
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
	bits   int // of a row's number, behind the day
	common int // weight of a mark that is in more rows than are looked at: what they have in common need not be of their own
}

var (
	statementMarks = markTable{"statement_marks", slotBits + positionBits, wholeMark}
	passageMarks   = markTable{"passage_marks", slotBits, 1}
	storyMarks     = markTable{"story_marks", slotBits, wholeMark}
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

// keepMarks adds the marks of a row. OR FAIL saves SQLite from keeping what each
// page was like before: should a row fail, the transaction is undone anyway.
func (w *writer) keepMarks(t markTable, m marks, n int64) {
	w.exec("INSERT OR FAIL INTO "+t.name+" (span, mark, n) SELECT ?1, value, ?2 FROM json_each(?3) UNION ALL SELECT ?4, value, ?2 FROM json_each(?5)",
		spanOfDay(n>>t.bits), n, list(m.near), always, list(m.lasting))
}

// dropMarks takes them out again.
func (w *writer) dropMarks(t markTable, m marks, n int64) {
	drop := func(span int64, marks []int64) {
		for _, m := range marks {
			w.exec("DELETE FROM "+t.name+" WHERE span = ? AND mark = ? AND n = ?", span, m, n)
		}
	}
	drop(spanOfDay(n>>t.bits), m.near)
	drop(always, m.lasting)
}

// sharing returns the rows among some that share marks of at least such a weight
// with one: those that share most, of them the latest. Other versions of its page
// are none of them. Near are those published within so many days. Of each mark it
// looks at the latest that are near, and of a lasting one at the latest before and
// after.
func (w *writer) sharing(t markTable, m marks, n, days int64, among rowRange, least int) []int64 {
	if len(m.near)+len(m.lasting) == 0 {
		return nil
	}
	near := t.near(n, days)
	shared := make(map[int64]int)
	within := near.within(among)
	rows(w, func(s *string) []any { return []any{s} }, func(found string) {
		for ofMark := range strings.SplitSeq(found, ";") {
			most, of, _ := strings.Cut(ofMark, ":")
			numbers, weight := strings.Fields(of), wholeMark
			if strconv.Itoa(len(numbers)) == most {
				weight = t.common
			}
			for _, number := range numbers {
				o, err := strconv.ParseInt(number, 10, 64)
				w.fail(err)
				shared[o] += weight
			}
		}
	}, w.sharingQuery(t), list(m.near), list(m.lasting), spanOfDay(near.from>>t.bits), spanOfDay((near.to-1)>>t.bits),
		within.from, within.to, among.from, among.to)
	delete(shared, n)
	articleBits := t.bits - slotBits // of a row's number, behind the article's
	var all []int64
	for o, weight := range shared {
		if weight >= least && !w.ofOnePage(n>>articleBits, o>>articleBits) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b int64) int {
		if shared[a] != shared[b] {
			return shared[b] - shared[a]
		}
		return int(min(1, max(-1, b-a)))
	})
	return all[:min(len(all), w.bounds.compared)]
}

// sharingQuery asks for all marks at once, since what a query costs besides is
// more than what it looks up. It returns one text, "24:7 5 3;8:2": behind the most
// rows of a mark that it looks at those that it has found, for each that has any.
// The limits are written out: a query is prepared anew each time that one is given
// to it.
func (w *writer) sharingQuery(t markTable) string {
	latest := func(span, from, to string, most int) string {
		return "'" + strconv.Itoa(most) + ":' || (SELECT group_concat(n, ' ') FROM (SELECT n FROM " + t.name + " WHERE span = " + span +
			" AND mark = m.value AND n >= " + from + " AND n < " + to + " ORDER BY n DESC LIMIT " + strconv.Itoa(most) + "))"
	}
	return `SELECT coalesce(group_concat(found, ';'), '') FROM (
		SELECT ` + latest("?3", "?5", "?6", w.bounds.ofMark) + ` AS found FROM json_each(?1) m
		UNION ALL SELECT ` + latest("?4", "?5", "?6", w.bounds.ofMark) + ` FROM json_each(?1) m WHERE ?4 > ?3
		UNION ALL SELECT ` + latest("0", "?5", "?6", w.bounds.ofMark) + ` FROM json_each(?2) m
		UNION ALL SELECT ` + latest("0", "?6", "?8", w.bounds.ofOld) + ` FROM json_each(?2) m
		UNION ALL SELECT ` + latest("0", "?7", "?5", w.bounds.ofOld) + ` FROM json_each(?2) m)`
}
