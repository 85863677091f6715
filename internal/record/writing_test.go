package record

import (
	"database/sql"
	"testing"
)

// TestAPanicUndoesWhatWasWritten holds that a change that panics, as within an answer
// over HTTP, which goes on with others, leaves the record as it was and open to the next.
func TestAPanicUndoesWhatWasWritten(t *testing.T) {
	r := newRecord(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = r.write(t.Context(), func(tx *sql.Tx) error {
			w := r.newWriter(t.Context(), tx)
			w.keepMarks(storyMarks, marks{near: []int64{1 << 40}}, 7)
			if w.err != nil {
				t.Error(w.err)
			}
			panic("in the middle of a change")
		})
	}()
	err := r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		if found := w.sharing(criterion{storyMarks, daysNear, allRows(), wholeMark}, marked{8, marks{near: []int64{1 << 40}}}); len(found) > 0 {
			t.Errorf("%d shares marks that were not kept", found)
		}
		return w.err
	})
	if err != nil {
		t.Error(err)
	}
}
