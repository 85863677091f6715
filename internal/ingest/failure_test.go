package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hearsay/internal/capture"
)

// short gives n pages of one statement each, which the engine reads in no time.
func short(n int) iter.Seq2[capture.Capture, error] {
	return withHashes(func(yield func(capture.Capture, error) bool) {
		for i := range n {
			name := fmt.Sprintf("levy%d.txt", i)
			body := fmt.Appendf(nil, "Levy stays\n\n“The levy on barge %d stays,” said Ada Quill.\n", i)
			if !yield(capture.Capture{Name: name, Address: "file:///" + name, MediaType: mediaType(name), Time: time.Unix(1_900_000_000, 0), Body: body}, nil) {
				return
			}
		}
	})
}

// onePage is the first of them.
func onePage() capture.Capture {
	next, stop := iter.Pull2(short(1))
	defer stop()
	c, _, _ := next()
	return c
}

// TestWhatStopsEverything takes away what a run needs, at several moments: the
// run ends with the reason, leaves no goroutine behind, and tells of nothing
// after it has ended.
func TestWhatStopsEverything(t *testing.T) {
	tests := map[string]struct {
		breaking func(in *Ingester, stop context.CancelFunc) error
		reason   string
	}{
		"the database is gone": {func(in *Ingester, _ context.CancelFunc) error { return in.Record.Close() }, "database is closed"},
		"the archive is gone": {func(in *Ingester, _ context.CancelFunc) error {
			return errors.Join(os.RemoveAll(in.Record.ArchiveFolder()), os.WriteFile(in.Record.ArchiveFolder(), nil, 0o666))
		}, "archive"},
		"a person stops it": {func(_ *Ingester, stop context.CancelFunc) error { stop(); return nil }, "context canceled"},
	}
	allWorkers := []int{1, 6}
	if testing.Short() {
		allWorkers = allWorkers[1:]
	}
	for name, test := range tests {
		for _, workers := range allWorkers {
			for _, moment := range []int{0, 1, 70} { // events before
				t.Run(fmt.Sprintf("%s, %d workers, after %d events", name, workers, moment), func(t *testing.T) {
					in := newIngester(t, nil)
					defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
					ctx, stop := context.WithCancel(t.Context())
					defer stop()
					in.Workers, in.batch = workers, 64
					told, ended := 0, false
					breakIt := func() {
						if err := test.breaking(in, stop); err != nil {
							t.Error(err)
						}
					}
					if moment == 0 {
						breakIt()
					}
					in.Tell = func(Event) {
						if ended {
							t.Error("told of a page after the run had ended")
						}
						if told++; told == moment {
							breakIt()
						}
						time.Sleep(100 * time.Microsecond) // a slow terminal
					}
					_, err := in.Add(ctx, short(600)) // more than may be on their way when it breaks
					ended = true
					if err == nil || !strings.Contains(err.Error(), test.reason) {
						t.Errorf("ended with %v, want %q in it", err, test.reason)
					}
				})
			}
		}
	}
}

// TestStoppingIsNoFailure stops while files are read: what comes of the stopping
// is not told as if a page had failed.
func TestStoppingIsNoFailure(t *testing.T) {
	in := newIngester(t, nil)
	ctx, stop := context.WithCancel(t.Context())
	folder := sampleFolder(t)
	pages := func(yield func(capture.Capture, error) bool) {
		for c, err := range files(ctx, folder) {
			stop()
			if !yield(c, err) {
				return
			}
		}
	}
	in.Tell = func(e Event) { t.Errorf("told of %+v", e) }
	tally, err := in.Add(ctx, pages)
	if !errors.Is(err, context.Canceled) || tally != (Tally{}) {
		t.Errorf("%+v, %v", tally, err)
	}
}

// TestEventsNamePaths names a page as the person wrote it, read or not, and by
// its short name where that is not known any more.
func TestEventsNamePaths(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"bare.html": "<!doctype html><html><body></body></html>",
		"good.txt":  "Levy stays\n\n“The levy stays,” said Ada Quill.\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var events []Event
	in := newIngester(t, &events)
	for range 2 { // new, then known
		if _, err := in.Add(t.Context(), files(t.Context(), folder)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := in.Reread(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := make(map[string]int)
	for _, e := range events {
		got[e.Name]++
	}
	bare, good := filepath.Join(folder, "bare.html"), filepath.Join(folder, "good.txt")
	if len(got) != 4 || got[bare] != 2 || got[good] != 2 || got["bare.html"] != 1 || got["good.txt"] != 1 {
		t.Errorf("named: %v", got)
	}
}

// TestVerifyNamesLostFiles loses a whole file of the archive: every page in it
// is named, and what is added afterwards is sound.
func TestVerifyNamesLostFiles(t *testing.T) {
	in := newIngester(t, nil)
	if _, err := in.Add(t.Context(), files(t.Context(), sampleFolder(t))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(in.Record.ArchiveFolder(), "hearsay-00001.warc.gz")); err != nil {
		t.Fatal(err)
	}
	tally, err := in.Add(t.Context(), short(3))
	if err != nil || tally.Pages != 3 || tally.Failed != 1 {
		t.Errorf("%+v, %v; want 3 pages, and the lost file told once", tally, err)
	}
	found := faults(t, in)
	if len(found) != 15 {
		t.Errorf("%d faults, want one for the file and one for each of 14 pages", len(found))
	}
	for _, f := range found {
		if f.Reason != "bytes that were kept are missing" || strings.Count(f.String(), "hearsay-00001") != 1 {
			t.Errorf("told as %q", f)
		}
	}
}

// TestVerifyTellsLostStatements takes a statement out of the database behind the
// record's back.
func TestVerifyTellsLostStatements(t *testing.T) {
	in := newIngester(t, nil)
	if _, err := in.Add(t.Context(), files(t.Context(), sampleFolder(t))); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(filepath.Dir(in.Record.ArchiveFolder()), "hearsay.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "DELETE FROM statements WHERE n = (SELECT max(n) FROM statements)"); err != nil {
		t.Fatal(err)
	}
	found := faults(t, in)
	if len(found) != 1 || !strings.Contains(found[0].Reason, "were found in it: run hearsay reread") {
		t.Errorf("told of %+v", found)
	}
}
