package record

import (
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/capture"
)

func TestRecentKeepsWhatWasAskedForLately(t *testing.T) {
	r := recent[string]{room: 100}
	r.put(1, "first", 10)
	for n := int64(2); n <= 1000; n++ {
		r.put(n, "other", 10)
		if _, found := r.get(1); !found {
			t.Fatalf("after %d others the one asked for each time is gone", n)
		}
		if kept := len(r.young) + len(r.old); kept > 12 {
			t.Fatalf("%d values of 10 bytes are kept, there is room for 100", kept)
		}
	}
	if _, found := r.get(2); found {
		t.Error("one of long ago is still there")
	}
	if v, found := r.get(1000); !found || v != "other" {
		t.Errorf("the last one is %q, found %v", v, found)
	}
	for range 100 {
		r.put(1000, "anew", 10)
	}
	if r.used > 50 {
		t.Errorf("%d bytes are counted of values that took the place of others", r.used)
	}
	if v, _ := r.get(1000); v != "anew" {
		t.Errorf("it is %q after it was put anew", v)
	}
	if r.drop(1000); len(r.young) == 0 {
		t.Error("all are gone with one")
	}
	if _, found := r.get(1000); found {
		t.Error("one that was dropped is there")
	}
	r.put(7, "too large", 1000)
	if v, found := r.get(7); !found || v != "too large" {
		t.Errorf("one larger than the room: %q, %v", v, found)
	}
	r.clear()
	if _, found := r.get(7); found || r.used != 0 {
		t.Errorf("after clearing: found %v, %d used", found, r.used)
	}
}

// What is known of stories holds, however articles come, go, and are read with other
// days than before.
func TestWhatIsKnownOfStoriesHolds(t *testing.T) {
	days := []string{"2031-05-04", "2031-05-05", "2031-05-06", "2031-09-01", "2031-09-02", ""}
	check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "record-known-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		r, err := createBlank(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for i := range 8 {
			entry := capture.Entry{Capture: capture.Capture{SHA256: page{name: strconv.Itoa(i)}.sha256()}, Place: capture.Place{File: strconv.Itoa(i)}}
			if err := r.Add(t.Context(), strconv.Itoa(i), 1, []capture.Entry{entry}); err != nil {
				t.Fatal(err)
			}
		}
		for range rapid.IntRange(1, 6).Draw(t, "batches") {
			var readings []Reading
			for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, 7), 1, 4, rapid.ID).Draw(t, "pages") {
				reading := long(strconv.Itoa(i), rapid.SampledFrom(days).Draw(t, "day"), "")
				if rapid.IntRange(0, 3).Draw(t, "luck") == 0 {
					reading = Reading{SHA256: reading.SHA256, Failure: "torn"}
				}
				readings = append(readings, reading)
			}
			if err := r.Store(t.Context(), readings); err != nil {
				t.Fatal(err)
			}
			err := r.write(t.Context(), func(tx *sql.Tx) error {
				w := r.newWriter(t.Context(), tx)
				if diff := r.known.differs(w); diff != "" {
					t.Fatal(diff)
				}
				return w.err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// differs tells where what is known of articles and stories is not what the record has.
func (k *known) differs(w *writer) string {
	of := make(map[int64]int64)
	for _, kept := range []map[int64]sized[membership]{k.memberships.old, k.memberships.young} {
		for n, m := range kept {
			of[n] = m.value.story
		}
	}
	stories, there := make(map[int64]composition), make(map[int64]bool)
	for _, kept := range []map[int64]sized[composition]{k.stories.old, k.stories.young} {
		for n, c := range kept {
			stories[n], there[n] = c.value, true
		}
	}
	diff := ""
	for n, known := range of {
		if story, _ := w.number("SELECT coalesce(story, 0) FROM articles WHERE n = ?", n); story != known {
			diff += fmt.Sprintf("article %d is in story %d, not %d\n", n, story, known)
		}
	}
	k.stories.clear()
	return diff + cmp.Diff(w.compositions(sorted(there)), stories, cmp.AllowUnexported(composition{}))
}
