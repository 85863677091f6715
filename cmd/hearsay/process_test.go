package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/record"
	"hearsay/internal/sample/generate"
)

// hearsay returns the program as a process of its own, not started yet.
func hearsay(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asHearsay+"=1")
	return cmd
}

// must runs the program to its end and returns what it printed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	cmd := hearsay(t.Context(), args...)
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		t.Fatalf("hearsay %s: %v\n%s", strings.Join(args, " "), err, &errOut)
	}
	return out.String()
}

// generated writes n generated pages into a folder.
func generated(t testing.TB, n int) string {
	t.Helper()
	folder := t.TempDir()
	for name, page := range generate.Pages(n, 1) {
		if err := os.WriteFile(filepath.Join(folder, name), page, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// contents returns all that a record holds, but for when and where in the
// archive each capture came in, as one text.
func contents(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	rec, err := record.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	if err := rec.Recollate(t.Context(), nil); err != nil { // groups of very many depend on the order until then
		t.Fatal(err)
	}
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	kept := make(map[string]int)
	for entry, err := range archive.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		kept[entry.SHA256]++
	}
	lines := make(map[string]string) // by SHA-256: the order of coming in does not count
	for c, err := range rec.Captures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		lines[c.SHA256] = fmt.Sprintln(c.SHA256, c.Name, c.MediaType, c.Charset, c.Size, c.State, c.Failure, "kept", kept[c.SHA256])
		delete(kept, c.SHA256)
	}
	if len(kept) > 0 {
		t.Errorf("%d captures stand in the archive and not in the record", len(kept))
	}
	for _, line := range sorted(lines) {
		all.WriteString(line)
	}
	articles, err := rec.Articles(t.Context(), 1<<30, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines = make(map[string]string)
	for _, a := range articles {
		a.Captured = ""
		lines[a.ID] = fmt.Sprintf("%+v\n", a)
	}
	for _, line := range sorted(lines) {
		all.WriteString(line)
	}
	speakers, err := rec.Speakers(t.Context(), 1<<30, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&all, "%+v\n", speakers)
	all.WriteString(must(t, "--record", folder, "export"))
	return all.String()
}

func sorted(lines map[string]string) []string {
	var list []string
	for _, line := range lines {
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// TestKilledAtAnyMoment kills hearsay add 50 times over a folder of 80 pages,
// each time at another moment, and runs it again: the record is the one that an
// undisturbed run makes, and nothing is lost or doubled.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	pages := generated(t, 80)
	undisturbed := filepath.Join(t.TempDir(), "undisturbed")
	started := time.Now()
	must(t, "--record", undisturbed, "add", pages)
	whole := time.Since(started)
	want := contents(t, undisturbed)

	check := func(folder string) {
		t.Helper()
		must(t, "--record", folder, "add", pages)
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(contents(t, folder), "\n")); diff != "" {
			t.Errorf("the record of killed runs differs (-undisturbed +killed):\n%.3000s", diff)
		}
		if out := must(t, "--record", folder, "verify"); !strings.Contains(out, "all match") {
			t.Error(out)
		}
	}
	dice := rand.New(rand.NewPCG(2, 50))
	folder := filepath.Join(t.TempDir(), "killed")
	for kills, run := 0, 0; kills < 50; run++ {
		// A moment within a tenth of a whole run: about twenty kills a record,
		// some of them before there is one and some when all is done.
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(dice.Int64N(int64(whole)/10)))
		err := hearsay(ctx, "--record", folder, "add", pages).Run() // killed when the context ends
		cancel()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit) && exit.ExitCode() == -1, errors.Is(err, context.DeadlineExceeded):
			kills++
		case err != nil:
			t.Fatalf("after %d kills: %v", kills, err)
		default: // it came through: all is there, on to another record
			check(folder)
			folder = filepath.Join(t.TempDir(), fmt.Sprint("killed", run))
		}
	}
	check(folder)
}

// TestTwoAddTheSame has two processes add one folder at once.
func TestTwoAddTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("starts several processes")
	}
	pages := generated(t, 60)
	alone, shared := filepath.Join(t.TempDir(), "alone"), filepath.Join(t.TempDir(), "shared")
	must(t, "--record", alone, "add", pages)
	var both []*exec.Cmd
	for range 2 {
		cmd := hearsay(t.Context(), "--record", shared, "add", pages)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		both = append(both, cmd)
	}
	for _, cmd := range both {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff(strings.Split(contents(t, alone), "\n"), strings.Split(contents(t, shared), "\n")); diff != "" {
		t.Errorf("(-one process +two):\n%.3000s", diff)
	}
}

// TestDatabaseIsDerived deletes the database: the archive and the journal make
// it again, entry for entry, confirmations included.
func TestDatabaseIsDerived(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	must(t, "--record", folder, "add", generated(t, 30))
	id := strings.Fields(must(t, "--record", folder, "search", "-n", "1", "kind:direct"))
	must(t, "--record", folder, "confirm", "--by", "ines", id[len(id)-1])
	want := contents(t, folder)
	if !strings.Contains(want, `"confirmed":true`) {
		t.Fatal("nothing is confirmed")
	}
	for _, name := range []string{"hearsay.db", "hearsay.db-wal", "hearsay.db-shm"} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	must(t, "--record", folder, "reread")
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(contents(t, folder), "\n")); diff != "" {
		t.Errorf("(-before +after):\n%.3000s", diff)
	}
}
