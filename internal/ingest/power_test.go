package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/disk/disktest"
	"hearsay/internal/outside"
	"hearsay/internal/record"
)

// A trial brings pages into a record on a machine that fails, and has a person
// correct something meanwhile. All that is written goes through the machine: the
// archive, the journal, and what SQLite writes.
type trial struct {
	machine *disktest.Machine
	dir     string

	stored    []string // pages that were told of as stored
	confirmed bool     // the correction was acknowledged
}

func newTrial(t testing.TB) *trial {
	root := t.TempDir()
	return &trial{machine: disktest.New(t, root), dir: filepath.Join(root, "record")}
}

// trialPages are what is added first, and after the correction.
func trialPages(from, to int) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		i := 0
		for c, err := range short(to) {
			if i++; i > from && !yield(c, err) {
				return
			}
		}
	}
}

// open opens the record and what goes with it.
func (tr *trial) open(ctx context.Context) (*Ingester, func() error, error) {
	rec, err := record.CreateIn(ctx, tr.machine.Folder(tr.dir))
	if err != nil {
		return nil, nil, err
	}
	archive, err := capture.OpenArchiveIn(tr.machine.Folder(rec.ArchiveFolder()))
	if err != nil {
		return nil, nil, errors.Join(err, rec.Close())
	}
	in := &Ingester{Record: rec, Archive: archive, Workers: 1, Tell: func(e Event) {
		if e.Err == nil && !slices.Contains(tr.stored, e.Name) {
			tr.stored = append(tr.stored, e.Name)
		}
	}}
	return in, func() error { return errors.Join(archive.Close(), rec.Close()) }, nil
}

// run does what a person would do anew after it was stopped: all of it, from the
// beginning.
func (tr *trial) run(ctx context.Context) (err error) {
	in, closeAll, err := tr.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	if _, err := in.Add(ctx, trialPages(0, 4)); err != nil {
		return err
	}
	// What was on its way to the journal may have come there: a person looks first.
	c := tr.correction()
	if s, err := in.Record.Statement(ctx, c.Statement); err != nil {
		return err
	} else if !s.Confirmed {
		if err := in.Record.Correct(ctx, c); err != nil {
			return err
		}
	}
	tr.confirmed = true
	_, err = in.Add(ctx, trialPages(2, 6))
	return err
}

// correction confirms a statement of the first page.
func (tr *trial) correction() record.Correction {
	c := onePage()
	found := derive(job{capture: c}, true)
	return record.Correction{Do: record.Confirm, By: "ines", Time: time.Unix(1_900_000_000, 0),
		Statement: record.StatementID(c.SHA256, found.Statements[0])}
}

// missing returns what of all that was acknowledged the record does not have.
func (tr *trial) missing(t testing.TB) (lost []string) {
	t.Helper()
	in, closeAll, err := tr.open(t.Context())
	if err != nil {
		return []string{err.Error()}
	}
	defer func() {
		if err := closeAll(); err != nil {
			lost = append(lost, err.Error())
		}
	}()
	read := make(map[string]bool)
	for c, err := range in.Record.Captures(t.Context(), record.Read) {
		if err != nil {
			return []string{err.Error()}
		}
		read[c.Name] = true
	}
	for _, name := range tr.stored {
		if !read[name] {
			lost = append(lost, name)
		}
	}
	if tr.confirmed {
		if s, err := in.Record.Statement(t.Context(), tr.correction().Statement); err != nil || !s.Confirmed {
			lost = append(lost, fmt.Sprintf("the confirmation (%v)", err))
		}
	}
	return append(lost, in.Record.Integrity(t.Context())...)
}

// A state is all that a record has, and what verifying it finds.
type state struct {
	Captures   []string
	Statements []record.Statement
	Journal    int
	Faults     []Fault
}

func (tr *trial) state(t testing.TB) (s state) {
	t.Helper()
	in, closeAll, err := tr.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := closeAll(); err != nil {
			t.Error(err)
		}
	}()
	for c, err := range in.Record.Captures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		s.Captures = append(s.Captures, fmt.Sprint(c.Name, " ", c.State))
	}
	slices.Sort(s.Captures)
	s.Statements = everything(t, in)
	entries, err := in.Record.Journal(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.Journal, s.Faults = len(entries), faults(t, in)
	return s
}

// each does what the trial does once for each operation of the disk, with what
// prepare does to its machine before. There are hundreds: where nobody has asked
// for every one with HEARSAY_TEST_EVERY=1, one in so many is tried, by another
// start in each round.
func each(t *testing.T, round int, prepare func(m *disktest.Machine, n int), then func(tr *trial, n int)) {
	t.Helper()
	usual := 67
	if testing.Short() {
		usual = 251
	}
	step := outside.Asked(t, "HEARSAY_TEST_EVERY", usual)
	tried := 0
	for n := 1 + round*step/4; ; n += step {
		tr := newTrial(t)
		prepare(tr.machine, n)
		_ = tr.run(t.Context()) // an error is what is asked for
		if tr.machine.Operations() < n {
			t.Logf("tried %d of %d operations", tried, tr.machine.Operations())
			return
		}
		tried++
		then(tr, n)
	}
}

// TestPowerCut has the power go at operations of the disk, in turn: whatever it
// takes of what was not synced, nothing that was acknowledged is lost, and the same
// again ends in the record that an undisturbed run makes.
func TestPowerCut(t *testing.T) {
	undisturbed := newTrial(t)
	if err := undisturbed.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := undisturbed.state(t)
	if len(want.Captures) != 6 || len(want.Statements) != 6 || len(want.Faults) > 0 || want.Journal != 1 {
		t.Fatalf("undisturbed: %+v", want)
	}
	for _, loss := range disktest.Losses {
		t.Run(loss.String(), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(7, uint64(loss)))
			each(t, int(loss), (*disktest.Machine).CutAt, func(tr *trial, n int) {
				if err := tr.machine.Restart(loss, dice); err != nil {
					t.Fatal(err)
				}
				if lost := tr.missing(t); len(lost) > 0 {
					t.Errorf("cut at operation %d: lost %q", n, lost)
				}
				if err := tr.run(t.Context()); err != nil {
					t.Errorf("cut at operation %d: then %v", n, err)
				}
				got := tr.state(t)
				if loss == disktest.LoseSectors { // unacknowledged bytes that are no record may be left
					got.Faults = nil
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("cut at operation %d (-undisturbed +cut):\n%s", n, diff)
				}
			})
		})
	}
}

// TestPowerCutBites has the disk lie about syncing, which must lose something.
func TestPowerCutBites(t *testing.T) {
	bitten := 0
	each(t, 0, func(m *disktest.Machine, n int) { m.Lie(); m.CutAt(n) }, func(tr *trial, _ int) {
		if err := tr.machine.Restart(disktest.LoseAll, nil); err != nil {
			t.Fatal(err)
		}
		if len(tr.missing(t)) > 0 {
			bitten++
		}
	})
	if bitten == 0 {
		t.Error("a disk that lies about syncing lost nothing: the harness would not find what is lost")
	}
}

// TestEachOperationFails has operations of the disk fail in turn, once or from then
// on: the run ends with the reason or gets over it, nothing acknowledged is lost,
// and once the disk is well the same again ends as an undisturbed run does.
func TestEachOperationFails(t *testing.T) {
	undisturbed := newTrial(t)
	if err := undisturbed.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := undisturbed.state(t)
	for i, reason := range []syscall.Errno{syscall.ENOSPC, syscall.EIO} {
		for j, count := range []int{1, 1 << 20} {
			t.Run(reason.Error()+" "+strconv.Itoa(count), func(t *testing.T) {
				each(t, 2*i+j, func(m *disktest.Machine, n int) { m.FailAt(n, count, reason) }, func(tr *trial, n int) {
					tr.machine.Well()
					if lost := tr.missing(t); len(lost) > 0 {
						t.Errorf("operation %d: lost %q", n, lost)
					}
					if err := tr.run(t.Context()); err != nil {
						t.Errorf("operation %d: then %v", n, err)
					}
					if diff := cmp.Diff(want, tr.state(t)); diff != "" {
						t.Errorf("operation %d (-undisturbed +failed):\n%s", n, diff)
					}
				})
			})
		}
	}
}
