package watch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/internal/disk"
)

const (
	memoryFile = "watch.json"
	lockFile   = "watch.lock"
	version    = 1         // of the file's form
	memorySize = 512 << 20 // bytes of the file, at most
)

// A memory is the file.
type memory struct {
	Version int       `json:"version"`
	Sources []*source `json:"sources"`
}

// errDamaged tells that the file is not as this package writes it.
var errDamaged = errors.New(memoryFile + " is damaged, and all is asked for anew")

// remember reads what was remembered in a record's folder. Where it is damaged
// the error is [errDamaged], and nothing is remembered.
func remember(folder string) (map[string]*source, error) {
	sources := make(map[string]*source)
	file, err := os.Open(filepath.Join(folder, memoryFile))
	if errors.Is(err, fs.ErrNotExist) {
		return sources, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading what is remembered of watching: %w", err)
	}
	defer file.Close() //nolint:errcheck // nothing was written
	text, err := io.ReadAll(io.LimitReader(file, memorySize))
	if err != nil {
		return nil, fmt.Errorf("reading what is remembered of watching: %w", err)
	}
	var m memory
	if err := json.Unmarshal(text, &m); err != nil || m.Version != version {
		return sources, errDamaged
	}
	for _, s := range m.Sources {
		if s == nil || slices.Contains(s.Entries, nil) || sources[s.Address] != nil {
			return make(map[string]*source), errDamaged
		}
		sources[s.Address] = s
	}
	return sources, nil
}

// save writes the memory if anything in it has changed.
func (w *Watcher) save() error {
	w.saves.Lock()
	defer w.saves.Unlock()
	w.mu.Lock()
	if !w.dirty {
		w.mu.Unlock()
		return nil
	}
	var text bytes.Buffer
	m := memory{version, slices.SortedFunc(maps.Values(w.sources), func(a, b *source) int { return strings.Compare(a.Address, b.Address) })}
	err := json.NewEncoder(&text).Encode(m)
	w.dirty = false
	w.mu.Unlock()
	if err == nil {
		err = disk.Replace(filepath.Join(w.opts.Folder, memoryFile), text.Bytes(), 0o666) // under the watcher's lock
	}
	if err != nil {
		return fmt.Errorf("remembering what was watched: %w", err)
	}
	return nil
}
