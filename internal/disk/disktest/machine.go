// Package disktest is a machine whose disk is full, fails or loses its power, at
// any operation that a test names.
//
// A [Machine] stands between a folder and those who write in it: by way of
// [Machine.Folder] (the archive, the journal) and by way of SQLite, whose own
// calls of the disk it takes (sqlite.go). What is written goes to the real files,
// so that all reading works; the machine remembers which of it was synced. After
// a power cut [Machine.Restart] leaves in the files what a disk may then have: all
// that was synced and, of what was not, any sectors.
package disktest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// ErrPower is what every operation gives once the power is gone.
var ErrPower = errors.New("the power is gone")

// sector is how many bytes a disk writes whole or not at all.
const sector = 512

// A Machine has one folder, and what is below it.
type Machine struct {
	root string

	mu    sync.Mutex
	done  int // operations that change something: writing, cutting, syncing, making, deleting
	cut   int // the operation at which the power goes; 0 for none
	first int // the first operation that fails
	last  int // the last one
	err   error
	lies  bool
	files map[string]*contents // by path
}

// A contents is what a disk has of a file, whatever its power does, and what it
// may have besides.
type contents struct {
	there   bool // it stays, though its folder was not synced
	durable []byte
	pending []change // since it was synced, in order
}

// A change is bytes at an offset or, where there are none, a cut at it.
type change struct {
	at    int64
	bytes []byte
}

// New returns the machine of a folder, which the test is done with when it ends.
func New(t testing.TB, root string) *Machine {
	t.Helper()
	m := &Machine{root: root, files: make(map[string]*contents)}
	if err := takeSQLite(m); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { leaveSQLite(m) })
	return m
}

// Operations returns how many operations there were since the machine was made or
// told what to do.
func (m *Machine) Operations() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.done
}

// CutAt has the power go at the n-th operation from now.
func (m *Machine) CutAt(n int) { m.plan(n, 0, 0, nil) }

// FailAt has the n-th operation from now fail, and as many in all as told. A write
// to a full disk leaves the half of it.
func (m *Machine) FailAt(n, count int, err error) { m.plan(0, n, n+count-1, err) }

// Well has nothing fail any more.
func (m *Machine) Well() { m.plan(0, 0, 0, nil) }

// Lie has every sync from now on say that all is done, and do nothing.
func (m *Machine) Lie() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lies = true
}

func (m *Machine) plan(cut, first, last int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done, m.cut, m.first, m.last, m.err = 0, cut, first, last, err
}

// next counts an operation and tells how it fails.
func (m *Machine) next() error {
	m.done++
	switch {
	case m.cut > 0 && m.done >= m.cut:
		return ErrPower
	case m.first <= m.done && m.done <= m.last:
		return m.err
	}
	return nil
}

// of returns what is known of a file. What is there before anybody changes it
// stays there.
func (m *Machine) of(path string) *contents {
	known := m.files[path]
	if known == nil {
		durable, err := os.ReadFile(path)
		known = &contents{there: err == nil, durable: durable}
		m.files[path] = known
	}
	return known
}

// make counts the making of a file that is not there.
func (m *Machine) make(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		m.of(path)
		return nil
	}
	if err := m.next(); err != nil {
		return err
	}
	m.files[path] = &contents{}
	return nil
}

// write counts a write and has apply do so much of it.
func (m *Machine) write(path string, p []byte, at int64, apply func([]byte) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	file := m.of(path)
	failure := m.next()
	switch {
	case errors.Is(failure, ErrPower):
		if m.done == m.cut { // it was on its way
			file.pending = append(file.pending, change{at, bytes.Clone(p)})
		}
		return failure
	case failure != nil:
		p = p[:len(p)/2]
	}
	if len(p) > 0 {
		file.pending = append(file.pending, change{at, bytes.Clone(p)})
		if err := apply(p); err != nil {
			return err
		}
	}
	return failure
}

// truncate counts a cut.
func (m *Machine) truncate(path string, size int64, apply func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	file := m.of(path)
	if err := m.next(); err != nil {
		return err
	}
	file.pending = append(file.pending, change{at: size})
	return apply()
}

// sync counts the syncing of a file. One that failed leaves what was written in
// doubt for good, as Linux does.
func (m *Machine) sync(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	file := m.of(path)
	if err := m.next(); err != nil {
		return err
	}
	if !m.lies {
		for _, c := range file.pending {
			file.durable = c.apply(file.durable)
		}
		file.pending = nil
	}
	return nil
}

// syncFolder counts the syncing of a folder.
func (m *Machine) syncFolder(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.next(); err != nil {
		return err
	}
	for name, file := range m.files {
		if filepath.Dir(name) == path && !m.lies {
			file.there = true
		}
	}
	return nil
}

// apply returns what a file has after the change.
func (c change) apply(content []byte) []byte {
	if c.bytes == nil {
		if c.at < int64(len(content)) {
			return content[:c.at]
		}
		return append(content, make([]byte, c.at-int64(len(content)))...)
	}
	if end := c.at + int64(len(c.bytes)); end > int64(len(content)) {
		content = append(content, make([]byte, end-int64(len(content)))...)
	}
	copy(content[c.at:], c.bytes)
	return content
}

// sectors returns those parts of the change that lie in sectors that keep takes.
func (c change) sectors(keep func() bool) []change {
	if c.bytes == nil {
		if keep() {
			return []change{c}
		}
		return nil
	}
	var kept []change
	for at, rest := c.at, c.bytes; len(rest) > 0; {
		n := min(sector-at%sector, int64(len(rest)))
		if keep() {
			kept = append(kept, change{at, rest[:n]})
		}
		at, rest = at+n, rest[n:]
	}
	return kept
}

// A Loss is what a power cut takes of what was not synced.
type Loss int

// The losses. In each, all that was synced stays.
const (
	LoseNothing Loss = iota // as a killed process does
	LoseEnd                 // of each file, all from some moment on
	LoseSectors             // any sectors, whenever they were written
	LoseAll
)

// Losses are all of them.
var Losses = []Loss{LoseNothing, LoseEnd, LoseSectors, LoseAll}

func (l Loss) String() string {
	return [...]string{"nothing", "the end", "any sectors", "everything"}[l]
}

// Restart has the power come back after a cut, and everything be well. Nobody may
// have a file of the machine open. Which parts of what was not synced are lost,
// the dice say.
func (m *Machine) Restart(loss Loss, dice *rand.Rand) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for path, file := range m.files {
		if err := file.restore(path, loss, dice); err != nil {
			return fmt.Errorf("bringing back %s: %w", path, err)
		}
	}
	m.files = make(map[string]*contents)
	m.done, m.cut, m.first, m.last, m.err, m.lies = 0, 0, 0, 0, nil, false
	// What SQLite shares between processes is in memory.
	return filepath.WalkDir(m.root, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "-shm") {
			err = os.Remove(path)
		}
		return err
	})
}

func (c *contents) restore(path string, loss Loss, dice *rand.Rand) error {
	content, stays := c.durable, c.there
	var keep func() bool
	switch loss {
	case LoseNothing:
		keep, stays = func() bool { return true }, true
	case LoseEnd:
		ended := false
		keep = func() bool { ended = ended || dice.IntN(8) == 0; return !ended }
		stays = stays || dice.IntN(2) == 0
	case LoseSectors:
		keep = func() bool { return dice.IntN(2) == 0 }
		stays = stays || dice.IntN(2) == 0
	case LoseAll:
		keep = func() bool { return false }
	}
	if !stays {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	for _, p := range c.pending {
		for _, part := range p.sectors(keep) {
			content = part.apply(content)
		}
	}
	return os.WriteFile(path, content, 0o600)
}
