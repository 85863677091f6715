package capture

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"

	"hearsay/internal/disk/disktest"
)

// batches are captures to keep, which fill more than one file.
func batches() [][]Capture {
	var all [][]Capture
	for i := range 4 {
		var batch []Capture
		for j := range 3 {
			name := fmt.Sprintf("%d-%d.txt", i, j)
			batch = append(batch, page(name, strings.Repeat(name+" says that the levy stays. ", 1+40*j)))
		}
		all = append(all, batch)
	}
	return all
}

// A trial keeps captures on a machine until its disk fails.
type trial struct {
	machine *disktest.Machine
	dir     string
	ix      *memory // durable, whatever the archive's disk does
}

func newTrial(t *testing.T) *trial {
	dir := t.TempDir()
	return &trial{disktest.New(t, dir), dir, &memory{}}
}

// keep keeps all that is not kept yet and returns the first error.
func (tr *trial) keep(t *testing.T) error {
	t.Helper()
	a, err := OpenArchiveIn(tr.machine.Folder(tr.dir))
	if err != nil {
		return err
	}
	defer a.Close() //nolint:errcheck // the test holds no more of it
	a.limit = 1500
	for _, batch := range batches() {
		if _, err := a.Keep(t.Context(), tr.ix, batch); err != nil {
			return err
		}
	}
	return nil
}

// check returns what of the captures that the index was told of is not as it was
// kept, and where there is damage besides.
func (tr *trial) check(t *testing.T) (lost []string, damage []*Damage) {
	t.Helper()
	a := openArchive(t, tr.dir)
	damage, err := a.Sync(t.Context(), tr.ix)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range tr.ix.entries {
		if c, err := a.Read(e.Place); err != nil || c.SHA256 != e.SHA256 {
			lost = append(lost, fmt.Sprint(e.Name, ": ", err))
		}
	}
	return lost, damage
}

// whole tells whether each capture is kept once, and nothing else.
func (tr *trial) whole(t *testing.T) error {
	t.Helper()
	kept := make(map[string]int)
	entries, _ := walked(t, openArchive(t, tr.dir))
	for _, e := range entries {
		kept[e.Name]++
	}
	for _, batch := range batches() {
		for _, c := range batch {
			if kept[c.Name] != 1 {
				return fmt.Errorf("%s is kept %d times", c.Name, kept[c.Name])
			}
			delete(kept, c.Name)
		}
	}
	if len(kept) > 0 || tr.ix.fault != nil {
		return fmt.Errorf("besides there is %v; the index: %w", kept, tr.ix.fault)
	}
	return nil
}

// step is 1, but for the race detector, which would take minutes.
func step() int {
	if testing.Short() {
		return 4
	}
	return 1
}

// TestPowerCut has the power go at each operation of the disk in turn: whatever it
// takes of what was not synced, nothing that the index was told of is lost, and
// keeping goes on. Only where the disk has written sectors out of order is there
// damage to tell of, and it is of what nobody was told of.
func TestPowerCut(t *testing.T) {
	for _, loss := range disktest.Losses {
		t.Run(loss.String(), func(t *testing.T) {
			cuts := everyCut(t, loss, func(tr *trial, n int) {
				known := len(tr.ix.entries)
				lost, damage := tr.check(t)
				if len(lost) > 0 {
					t.Errorf("cut at operation %d of %d known: lost %q", n, known, lost)
				}
				if len(damage) > 0 && loss != disktest.LoseSectors {
					t.Errorf("cut at operation %d: %v", n, damage)
				}
				if err := errors.Join(tr.keep(t), tr.whole(t)); err != nil {
					t.Errorf("cut at operation %d: then %v", n, err)
				}
			})
			t.Logf("%d operations", cuts)
		})
	}
}

// TestPowerCutBites has the disk lie about syncing: a harness that does not find
// what is lost then would not find anything.
func TestPowerCutBites(t *testing.T) {
	bitten := 0
	everyCut(t, disktest.LoseAll, func(tr *trial, _ int) {
		if lost, _ := tr.check(t); len(lost) > 0 {
			bitten++
		}
	}, (*disktest.Machine).Lie)
	if bitten < 3 {
		t.Errorf("a disk that lies about syncing lost captures at %d moments only", bitten)
	}
}

// everyCut keeps captures in a new archive for each operation, at which the power
// goes, and returns how many there are.
func everyCut(t *testing.T, loss disktest.Loss, then func(tr *trial, n int), prepare ...func(*disktest.Machine)) int {
	t.Helper()
	dice := rand.New(rand.NewPCG(5, uint64(loss)))
	for n := 1; ; n += step() {
		tr := newTrial(t)
		for _, do := range prepare {
			do(tr.machine)
		}
		tr.machine.CutAt(n)
		err := tr.keep(t)
		if tr.machine.Operations() < n {
			return tr.machine.Operations()
		}
		if !errors.Is(err, disktest.ErrPower) {
			t.Fatalf("without power keeping ends with %v", err)
		}
		if err := tr.machine.Restart(loss, dice); err != nil {
			t.Fatal(err)
		}
		then(tr, n)
	}
}

// TestEachOperationFails has each operation of the disk fail in turn, once or from
// then on until it is well: nothing is lost or doubled, no damage is left, and
// keeping the same again keeps the rest.
func TestEachOperationFails(t *testing.T) {
	for _, reason := range []error{syscall.ENOSPC, syscall.EIO} {
		for _, count := range []int{1, 1 << 20} {
			t.Run(fmt.Sprintf("%v, %d times", reason, count), func(t *testing.T) {
				for n := 1; ; n += step() {
					tr := newTrial(t)
					tr.machine.FailAt(n, count, reason)
					err := tr.keep(t)
					if tr.machine.Operations() < n {
						t.Logf("%d operations", tr.machine.Operations())
						return
					}
					if !errors.Is(err, reason) {
						t.Errorf("operation %d: ended with %v", n, err)
					}
					tr.machine.Well()
					if lost, damage := tr.check(t); len(lost) > 0 || len(damage) > 0 {
						t.Errorf("operation %d: lost %q, damage %v", n, lost, damage)
					}
					if err := errors.Join(tr.keep(t), tr.whole(t)); err != nil {
						t.Errorf("operation %d: then %v", n, err)
					}
				}
			})
		}
	}
}
