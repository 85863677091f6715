package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"hearsay/internal/outside"
)

// TestKilledAtAnyMoment kills hearsay add at random moments over a folder, a web
// archive, JSON lines and a zip, with something broken among it, and runs it again: after
// each kill what is there is whole, and at last the record is the one that an
// undisturbed run makes. Nothing is lost or doubled.
//
//	HEARSAY_TEST_KILLS=1000 go test -run TestKilledAtAnyMoment -v -timeout 4h ./cmd/hearsay
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	kills := outside.Asked(t, "HEARSAY_TEST_KILLS", 30)
	t.Run("engine", func(t *testing.T) { killAndGoOn(t, kills, inputs(t, 12)) }) // which takes nearly all the time
	t.Run("no engine", func(t *testing.T) { killAndGoOn(t, kills, append(inputs(t, 48), "--no-engine")) })
}

// killAndGoOn kills hearsay add so often, over one record after the other.
func killAndGoOn(t *testing.T, wanted int, args []string) {
	undisturbed := filepath.Join(t.TempDir(), "undisturbed")
	started := time.Now()
	addAll(t, undisturbed, args...)
	whole := time.Since(started)

	dice := rand.New(rand.NewPCG(2, 50))
	kills, early, records := 0, 0, 0
	for kills < wanted {
		folder := filepath.Join(t.TempDir(), "killed")
		records++
		window := whole / 3
		for through := false; !through && kills < wanted; {
			// A moment within a third of a whole run: some six kills a record, some of
			// them before there is one and some when all is done. The machine may have
			// become slower since: who is always killed early gets more time.
			if through = !killed(t, time.Duration(dice.Int64N(int64(window))), append([]string{"--record", folder, "add"}, args...)); through {
				continue
			}
			kills++
			window += whole / 20
			if _, err := os.Stat(filepath.Join(folder, "archive")); err != nil {
				early++
				continue
			}
			clean(t, folder)
		}
		addAll(t, folder, args...)
		same(t, undisturbed, folder)
		clean(t, folder)
		if t.Failed() {
			t.Fatalf("after %d kills; the record is in %s", kills, folder)
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d kills, %d records", kills, records)
	}
	t.Logf("a whole run takes %v; %d kills were before there was a record", whole.Round(time.Millisecond), early)
}

// killed runs the program, and reports whether it was killed after so long, before
// it came to its end.
func killed(t *testing.T, after time.Duration, args []string) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), after)
	defer cancel()
	err := hearsay(ctx, args...).Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() == -1, errors.Is(err, context.DeadlineExceeded):
		return true
	case err == nil, exit != nil && exit.ExitCode() == failed: // something of the inputs is broken
		return false
	}
	t.Fatalf("hearsay %v: %v", args, err)
	return false
}
