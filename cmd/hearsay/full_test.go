//go:build linux

package main

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hearsay/internal/outside"
)

// TestFullDisk fills a small file system while adding: one clear line, exit
// status 1, nothing kept is harmed; with room again the same command goes on
// and ends in the record that an undisturbed run makes. The engine, which writes
// nothing, is left out: it would take minutes.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts several processes")
	}
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=2m"); err != nil {
		outside.Absent(t, "no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	pages := generated(t, 100)
	folder := filepath.Join(disk, "record")

	var errOut bytes.Buffer
	cmd := hearsay(t.Context(), "--record", folder, "add", "--no-engine", pages)
	cmd.Stderr = &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != failed {
		t.Fatalf("adding to a full disk: %v\n%s", err, &errOut)
	}
	lines := strings.Split(strings.TrimSpace(errOut.String()), "\n")
	if len(lines) != 1 || !strings.Contains(lines[0], "make room and run the same again") {
		t.Errorf("a full disk was told as:\n%s", &errOut)
	}

	if out := must(t, "--record", folder, "verify"); !strings.Contains(out, "all match") {
		t.Errorf("on the full disk: %s", out)
	}

	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=100m"); err != nil {
		t.Fatal(err)
	}
	must(t, "--record", folder, "add", "--no-engine", pages)
	if out := must(t, "--record", folder, "verify"); !strings.Contains(out, "all match") {
		t.Error(out)
	}
	undisturbed := filepath.Join(t.TempDir(), "undisturbed")
	must(t, "--record", undisturbed, "add", "--no-engine", pages)
	if contents(t, folder) != contents(t, undisturbed) {
		t.Error("the record of the run that met a full disk differs from that of an undisturbed one")
	}
}
