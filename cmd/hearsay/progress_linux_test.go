package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"hearsay/internal/outside"
)

// openTerminal returns the two ends of a terminal: what a program writes to the one
// is read from the other.
func openTerminal(t *testing.T, columns uint16) (user, program *os.File) {
	t.Helper()
	user, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		outside.Absent(t, "no terminal can be made here: %v", err)
	}
	t.Cleanup(func() { user.Close() })
	number, err := unix.IoctlGetInt(int(user.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(user.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(user.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err == nil {
		program, err = os.OpenFile(fmt.Sprint("/dev/pts/", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		outside.Absent(t, "no terminal can be made here: %v", err)
	}
	return user, program
}

// TestBarOnATerminal adds on a real terminal: the bar keeps to its line, what failed
// stands above it, and nothing of it is left at the end.
func TestBarOnATerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	const columns = 60
	user, program := openTerminal(t, columns)
	cmd := hearsay(t.Context(), append([]string{"--record", t.TempDir(), "add", "--no-engine"}, inputs(t, 48)...)...)
	cmd.Env = append(cmd.Env, "TERM=xterm")
	cmd.Stderr = program
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	program.Close()
	written, err := io.ReadAll(user)
	if err != nil && !errors.Is(err, syscall.EIO) { // so it ends when nobody has the other end any more
		t.Error(err)
	}
	_ = cmd.Wait() // something of the inputs is broken
	s := &screen{}
	bars := 0
	for part := range strings.SplitAfterSeq(strings.ReplaceAll(string(written), "\r\n", "\n"), "\x1b[K") {
		fmt.Fprint(s, part)
		if len(s.last) >= columns {
			t.Errorf("in %d columns: %q", columns, s.last)
		}
		if strings.Contains(s.last, "] ") && strings.Contains(s.last, "%, ") {
			bars++
		}
	}
	if bars == 0 || s.last != "" || len(s.lines) < 3 {
		t.Errorf("%d bars, at last %q below %q", bars, s.last, s.lines)
	}
	for _, line := range s.lines {
		if strings.Contains(line, "%, ") {
			t.Errorf("a bar was left: %q", line)
		}
	}
}
