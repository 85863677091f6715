package record

import (
	"cmp"
	"database/sql"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Of each mark the latest rows are found that have it and are asked for, wherever its
// marks are: waiting, in runs, gone and back, known or to be read.
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
		r.bounds.waiting, r.bounds.part = int64(rapid.IntRange(0, 60).Draw(t, "waiting")), 8*rapid.IntRange(1, 6).Draw(t, "part")
		if rapid.Bool().Draw(t, "no room") {
			r.known.parts.room = 32
		}
		err = r.write(t.Context(), func(tx *sql.Tx) error {
			w := r.newWriter(t.Context(), tx)
			h := markHistory{w: w, table: rapid.SampledFrom([]markTable{passageMarks, storyMarks}).Draw(t, "table"), kept: make(map[int64]marks)}
			t.Repeat(map[string]func(*rapid.T){
				"keep":   h.keep,
				"drop":   h.drop,
				"change": h.change,
				"move":   func(*rapid.T) { w.moveMarks() },
				"forget": func(*rapid.T) { w.moveMarks(); w.known.forget() },
				"":       h.ask,
			})
			return w.err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// A markHistory is what was kept of a table's marks.
type markHistory struct {
	w     *writer
	table markTable
	kept  map[int64]marks
}

var (
	someMark  = rapid.Map(rapid.Int64Range(-6, 6), func(n int64) int64 { return n << 50 })
	someMarks = rapid.SliceOfNDistinct(someMark, 0, 6, rapid.ID)
)

func drawMarks(t *rapid.T) marks {
	return marks{near: someMarks.Draw(t, "near"), lasting: someMarks.Draw(t, "lasting")}
}

func (h *markHistory) keep(t *rapid.T) {
	n := rapid.Int64Range(0, 99).Draw(t, "day")<<slotBits | rapid.Int64Range(0, 3).Draw(t, "slot")
	if _, there := h.kept[n]; there {
		t.Skip("the row is taken")
	}
	h.kept[n] = drawMarks(t)
	h.w.keepMarks(h.table, h.kept[n], n)
}

func (h *markHistory) some(t *rapid.T) int64 {
	if len(h.kept) == 0 {
		t.Skip("there is no row")
	}
	return rapid.SampledFrom(slices.Sorted(maps.Keys(h.kept))).Draw(t, "row")
}

func (h *markHistory) drop(t *rapid.T) {
	n := h.some(t)
	h.w.dropMarks(h.table, h.kept[n], n)
	delete(h.kept, n)
}

// change reads a row anew. What is dropped may be more and less than what was kept, as
// where another version of the program finds marks.
func (h *markHistory) change(t *rapid.T) {
	n := h.some(t)
	m := h.kept[n]
	h.w.dropMarks(h.table, marks{append(someMarks.Draw(t, "never there"), m.near...), append(someMarks.Draw(t, "never there"), m.lasting...)}, n)
	h.kept[n] = drawMarks(t)
	h.w.keepMarks(h.table, h.kept[n], n)
}

func (h *markHistory) ask(t *rapid.T) {
	mark, most := someMark.Draw(t, "mark"), rapid.IntRange(1, 5).Draw(t, "most")
	from := rapid.Int64Range(0, 100).Draw(t, "from")
	in := rowRange{from << slotBits, (from + rapid.Int64Range(0, 100).Draw(t, "days")) << slotBits}
	for span := range spanOfDay(99) + 1 {
		var want []int64
		for n, m := range h.kept {
			of := m.lasting
			if span != always {
				of = m.near
			}
			if (span == always || spanOfDay(n>>slotBits) == span) && slices.Contains(of, mark) && n >= in.from && n < in.to {
				want = append(want, n)
			}
		}
		latest := func(all []int64) []int64 {
			slices.SortFunc(all, func(a, b int64) int { return cmp.Compare(b, a) })
			return all[:min(most, len(all))]
		}
		a := ask{markSpan{h.table, span}, []int64{mark}, in, most}
		read := h.w.read([]ask{a})
		if rapid.Bool().Draw(t, "moved meanwhile") {
			h.w.moveMarks() // what was read stays as it was
		}
		if got := latest(read.latest(nil, a, mark)); !slices.Equal(got, latest(want)) {
			t.Fatalf("of span %d, mark %x in %x: %x, want %x", span, mark, in, got, want)
		}
	}
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
			w.keepMarks(storyMarks, marks{near: []int64{i << 40, (i + 1) << 40, (i + 2) << 40}}, i%200<<slotBits|i)
			w.moveMarks()
			waiting, _ := w.number("SELECT coalesce(sum(length(hashes) / 8), 0) FROM waiting_marks WHERE marks = 'story_marks'")
			there, _ := w.number("SELECT coalesce(sum(size / 8), 0) FROM mark_parts WHERE marks = 'story_marks'")
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

// Runs become few, and what is packed is in order, each mark once, in parts that are
// not too large.
func TestRunsBecomeFew(t *testing.T) {
	r, err := createBlank(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.bounds.waiting, r.bounds.part = 8, 64
	err = r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		s := markSpan{storyMarks, 1}
		const all = 300
		for n := range int64(all) {
			w.keepMarks(storyMarks, marks{near: []int64{n * 7919 % 1000 << 40, (n + 1) << 50}}, n)
			w.moveMarks()
			p := w.packedSpan(s)
			for i, run := range p.runs {
				if i > 0 && p.runs[i-1].size() < runFactor*run.size() {
					t.Fatalf("after row %d a run of %d bytes is before one of %d", n, p.runs[i-1].size(), run.size())
				}
			}
		}
		packed := 0
		for _, run := range w.packedSpan(s).runs {
			last := entry{}
			for i, part := range run.parts {
				l := w.part(s, part)
				if len(l.packed) > r.bounds.part || len(l.packed) != part.size {
					t.Errorf("a part of %d bytes, %d told", len(l.packed), part.size)
				}
				for k := range l.len() {
					if e := l.at(k); packed > 0 && (i > 0 || k > 0) && e.compare(last) <= 0 || e.compare(part.first) < 0 {
						t.Errorf("%x comes after %x, in a part from %x", e, last, part.first)
					}
					last = l.at(k)
					packed++
				}
			}
		}
		if waiting := w.packedSpan(s).waiting.len() + len(w.packedSpan(s).fresh); packed+waiting != 2*all {
			t.Errorf("%d marks are packed, %d wait, %d were kept", packed, waiting, 2*all)
		}
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A part that is damaged is told, and nothing is read past its end.
func TestDamagedMarksAreTold(t *testing.T) {
	for _, damage := range []string{"packed = substr(packed, 2)", "first = substr(first, 2)"} {
		r, err := createBlank(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		r.bounds.waiting = 0
		few := marks{near: []int64{1 << 40, 2 << 40}}
		in := func(change func(*writer)) error {
			return r.write(t.Context(), func(tx *sql.Tx) error {
				w := r.newWriter(t.Context(), tx)
				change(w)
				return w.err
			})
		}
		err = in(func(w *writer) {
			w.keepMarks(storyMarks, few, 1)
			w.moveMarks()
			w.exec("UPDATE mark_parts SET " + damage)
		})
		if err != nil {
			t.Fatal(err)
		}
		r.known.forget()
		err = in(func(w *writer) { w.sharing(criterion{storyMarks, daysNear, allRows(), wholeMark}, marked{2, few}) })
		if err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", damage, err)
		}
	}
}
