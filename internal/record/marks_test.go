package record

import (
	"database/sql"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whether the marks of a span are known from the first on, read when many were
// kept, or looked up in the database, wherever they stand in it: the same rows share
// them.
func TestMarksAreFoundWhereverTheyAre(t *testing.T) {
	check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "record-marks-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		r, err := createBlank(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		r.bounds.ofMark, r.bounds.ofOld, r.bounds.waiting = 3, 2, int64(rapid.IntRange(0, 60).Draw(t, "waiting"))
		err = r.write(t.Context(), func(tx *sql.Tx) error {
			w := r.newWriter(t.Context(), tx)
			table := rapid.SampledFrom([]markTable{passageMarks, storyMarks}).Draw(t, "table")
			kept := keepSome(t, w, table)
			fromFirst := sharingOfAll(w, table, kept)
			w.known.marks.clear()
			lookedUp := sharingOfAll(w, table, kept)
			readSpans(w, table)
			read := sharingOfAll(w, table, kept)
			for n := range kept {
				if !slices.Equal(fromFirst[n], lookedUp[n]) || !slices.Equal(read[n], lookedUp[n]) {
					t.Errorf("row %x shares with %x, %x where marks are known from the first on, %x where they were read", n, lookedUp[n], fromFirst[n], read[n])
				}
			}
			return w.err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

const spansOfTest = 4 // days 0 to 99

// keepSome keeps the marks of some rows, of which all spans are known, and takes
// some out again.
func keepSome(t *rapid.T, w *writer, table markTable) map[int64]marks {
	readSpans(w, table)
	kept := make(map[int64]marks)
	someMarks := rapid.SliceOfNDistinct(rapid.Map(rapid.Int64Range(-6, 6), func(n int64) int64 { return n << 50 }), 0, 6, rapid.ID)
	for i := range rapid.IntRange(1, 40).Draw(t, "rows") {
		n := rapid.Int64Range(0, 99).Draw(t, "day")<<slotBits | int64(i)
		kept[n] = marks{near: someMarks.Draw(t, "near"), lasting: someMarks.Draw(t, "lasting")}
		if w.keepMarks(table, kept[n], n); rapid.IntRange(0, 9).Draw(t, "moved") == 0 {
			w.moveMarks()
		}
	}
	for n, m := range kept {
		if rapid.IntRange(0, 9).Draw(t, "dropped") == 0 {
			w.dropMarks(table, m, n)
			delete(kept, n)
		}
	}
	return kept
}

// readSpans reads all spans of a table.
func readSpans(w *writer, table markTable) {
	for span := range int64(spansOfTest + 1) {
		w.readMarks(markSpan{table, span}, 10_000)
	}
}

func sharingOfAll(w *writer, table markTable, kept map[int64]marks) map[int64][]int64 {
	all := make(map[int64][]int64)
	for n, m := range kept {
		all[n] = w.sharing(table, m, n, daysNear, allRows(), 2*table.common)
	}
	return all
}

// However many marks come, few wait, and none is lost.
func TestMarksWaitUntilManyCame(t *testing.T) {
	r, err := createBlank(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.bounds.waiting = 100
	err = r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		moved := int64(0)
		for i := range int64(500) {
			w.keepMarks(storyMarks, marks{near: []int64{i, i + 1, i + 2}}, i%200<<slotBits|i)
			w.moveMarks()
			waiting, _ := w.number("SELECT coalesce(sum(length(hashes) / 8), 0) FROM waiting_marks WHERE marks = 'story_marks'")
			there, _ := w.number("SELECT count(*) FROM story_marks")
			if waiting > 100 || waiting+there != 3*(i+1) {
				t.Fatalf("of %d marks %d wait and %d are in their place", 3*(i+1), waiting, there)
			}
			if there < moved {
				t.Fatalf("%d marks are in their place, there were %d before", there, moved)
			}
			moved = there
		}
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Where there is no room for all spans, those asked longest ago are forgotten, and
// one that is asked often is known again.
func TestSpansThatAreAskedAreKnown(t *testing.T) {
	r, err := createBlank(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	err = r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		known := &w.known.marks
		known.room = 64 << 10
		many := make([]int64, 1000)
		for i := range many {
			many[i] = int64(i) << rowBits
		}
		row := func(span int64) int64 { return (span-1)*spanDays<<slotBits | 1 }
		for span := int64(1); span <= 20; span++ {
			w.keepMarks(storyMarks, marks{near: many}, row(span))
			for range 3 {
				w.sharing(storyMarks, marks{near: many}, row(span), 0, allRows(), wholeMark)
			}
			if known.spans[markSpan{storyMarks, span}] == nil {
				t.Fatalf("span %d was asked for 3,000 of its 1,000 marks and is not known", span)
			}
			if known.used > known.room || len(known.spans) > 8 {
				t.Fatalf("%d spans take %d bytes, there is room for %d", len(known.spans), known.used, known.room)
			}
		}
		if known.spans[markSpan{storyMarks, 1}] != nil {
			t.Error("the span asked longest ago is still known")
		}
		w.sharing(storyMarks, marks{near: many[:9]}, row(1), 0, allRows(), wholeMark)
		if known.spans[markSpan{storyMarks, 1}] != nil {
			t.Error("a span was read for 9 of its marks")
		}
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
}
