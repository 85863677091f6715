package record

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/disk/disktest"
)

// A correcting is a person who corrects on a machine that fails.
type correcting struct {
	machine      *disktest.Machine
	dir          string
	acknowledged []string // names of searches that were saved
}

// newCorrecting makes a record before anything fails.
func newCorrecting(t *testing.T) *correcting {
	t.Helper()
	root := t.TempDir()
	c := &correcting{machine: disktest.New(t, root), dir: filepath.Join(root, "record")}
	r, err := createBlank(t.Context(), c.dir)
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// run saves three searches, one after the other, until one cannot be saved.
func (c *correcting) run(t *testing.T) error {
	t.Helper()
	r, err := CreateIn(t.Context(), c.machine.Folder(c.dir))
	if err != nil {
		return err
	}
	defer r.Close()
	for i := range 3 {
		name := fmt.Sprint("levy ", i)
		err := r.Correct(t.Context(), Correction{Do: Save, By: "ines", Time: time.Unix(1_900_000_000, 0), Name: name, Search: Query{Text: "levy"}})
		if err != nil {
			return err
		}
		c.acknowledged = append(c.acknowledged, name)
	}
	return nil
}

// saved returns the searches that the journal has, without the database's help.
func (c *correcting) saved(t *testing.T) []string {
	t.Helper()
	for _, file := range []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		if err := os.Remove(filepath.Join(c.dir, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	r, err := createBlank(t.Context(), c.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.JournalFault() != nil {
		t.Error(r.JournalFault())
	}
	entries, err := r.Journal(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range slices.Backward(entries) {
		names = append(names, e.Name)
	}
	return names
}

// check tells whether the record has what was acknowledged and, at most, what was
// on its way besides.
func (c *correcting) check(t *testing.T, n int) {
	t.Helper()
	saved, known := c.saved(t), len(c.acknowledged)
	if len(saved) < known || len(saved) > known+1 || !slices.Equal(saved[:known], c.acknowledged) {
		t.Errorf("operation %d: saved are %q, acknowledged %q", n, saved, c.acknowledged)
	}
}

// step is 1, but for the race detector, which would take minutes.
func step() int {
	if testing.Short() {
		return 13
	}
	return 1
}

// TestJournalWithoutPower has the power go at each operation of the disk in turn
// while people correct: no correction that was acknowledged is lost.
func TestJournalWithoutPower(t *testing.T) {
	for _, loss := range disktest.Losses {
		dice := rand.New(rand.NewPCG(3, uint64(loss)))
		for n := 1 + int(loss)*(step()/4); ; n += step() {
			c := newCorrecting(t)
			c.machine.CutAt(n)
			_ = c.run(t) // an error is what is asked for
			if c.machine.Operations() < n {
				break
			}
			if err := c.machine.Restart(loss, dice); err != nil {
				t.Fatal(err)
			}
			c.check(t, n)
		}
	}
}

// TestJournalOnADiskThatFails has each operation of the disk fail in turn while
// people correct, once or from then on.
func TestJournalOnADiskThatFails(t *testing.T) {
	for _, reason := range []error{syscall.ENOSPC, syscall.EIO} {
		for _, count := range []int{1, 1 << 20} {
			for n := 1; ; n += step() {
				c := newCorrecting(t)
				c.machine.FailAt(n, count, reason)
				_ = c.run(t)
				if c.machine.Operations() < n {
					break
				}
				c.machine.Well()
				c.check(t, n)
			}
		}
	}
}

// TestUnacknowledgedIsNotFoundLater has the syncing of the journal fail: who was
// told that a correction failed does not find it made.
func TestUnacknowledgedIsNotFoundLater(t *testing.T) {
	c := newCorrecting(t)
	// Making the journal, cutting it at its end, writing, syncing.
	c.machine.FailAt(4, 1, syscall.EIO)
	if err := c.run(t); !errors.Is(err, syscall.EIO) {
		t.Fatalf("ended with %v", err)
	}
	if saved := c.saved(t); len(saved) > 0 {
		t.Errorf("saved is %q", saved)
	}
}

// TestMissingJournal deletes the journal: it is told, and nothing is corrected as
// if it had never been.
func TestMissingJournal(t *testing.T) {
	c := newCorrecting(t)
	if err := c.run(t); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(c.dir, journalFile)); err != nil {
		t.Fatal(err)
	}
	if err := c.run(t); !errors.Is(err, ErrJournal) {
		t.Errorf("correcting ended with %v", err)
	}
	r, err := Open(t.Context(), c.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if !errors.Is(r.JournalFault(), ErrJournal) {
		t.Errorf("told as %v", r.JournalFault())
	}
	if _, err := r.VerifyJournal(); !errors.Is(err, ErrJournal) {
		t.Errorf("verifying tells %v", err)
	}
}
