package record

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestTheLogBeginsAnew holds that the write-ahead log does not grow with what is
// written, where checkpoints go on beside it, and that nothing is lost by them.
func TestTheLogBeginsAnew(t *testing.T) {
	const articles = 60
	log := func(every int64) int64 {
		r := newRecord(t)
		r.writing.checkpoint.every, r.writing.checkpoint.most = every, 100
		for i := range articles {
			keep(t, r, long(fmt.Sprint("paper ", i), "2031-05-04", ""))
		}
		info, err := os.Stat(filepath.Join(r.dir, databaseFile+"-wal"))
		if err != nil {
			t.Fatal(err)
		}
		if found, err := r.Articles(t.Context(), 2*articles, 0); err != nil || len(found) != articles {
			t.Errorf("%d articles of %d, %v", len(found), articles, err)
		}
		if wrong := r.Integrity(t.Context()); wrong != nil {
			t.Error(wrong)
		}
		return info.Size()
	}
	never, often := log(math.MaxInt64), log(1)
	if often > never/4 {
		t.Errorf("the log takes %d bytes, and %d without checkpoints", often, never)
	}
}
