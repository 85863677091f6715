package capture

import (
	"context"
	"errors"
	"fmt"
	"io"

	"hearsay/internal/disk"
)

// syncBatch is how many entries the index is told of at once.
const syncBatch = 1000

// errMissing tells of a file that is shorter than it was.
var errMissing = errors.New("bytes that were kept are missing")

// Sync brings the index up to date with the archive: it adds the records that
// the index does not know, all of them if it is empty, and takes away a record
// that a killed process has left half written. What is damaged it returns and
// leaves as it is; the records behind it are added all the same.
func (a *Archive) Sync(ctx context.Context, ix Index) (damage []*Damage, err error) {
	err = a.locked(ctx, func() error {
		damage, err = a.sync(ctx, ix)
		a.news(damage)
		return err
	})
	return damage, err
}

// sync is Sync under the lock.
func (a *Archive) sync(ctx context.Context, ix Index) ([]*Damage, error) {
	files, err := a.files()
	if err != nil {
		return nil, err
	}
	all, err := a.missing(ctx, ix, files)
	if err != nil {
		return all, err
	}
	for _, name := range files {
		damage, err := a.syncFile(ctx, ix, name)
		all = append(all, damage...)
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// missing tells of the files that the index knows bytes of and that are not
// there any more. Their names are not given to new files: the index would take
// the new bytes for the old.
func (a *Archive) missing(ctx context.Context, ix Index, files []string) ([]*Damage, error) {
	var damage []*Damage
	gap := func(from, end string) error { // end "" is that of the index's knowledge
		for name := from; name != end; name = next(name) {
			extent, err := ix.Extent(ctx, name)
			if err != nil {
				return fmt.Errorf("asking the index: %w", err)
			}
			if extent == 0 {
				return nil
			}
			damage = append(damage, &Damage{name, 0, errMissing})
		}
		return nil
	}
	expected := next("")
	for _, name := range files {
		if err := gap(expected, name); err != nil {
			return damage, err
		}
		expected = next(name)
	}
	before := len(damage)
	if err := gap(expected, ""); err != nil || len(damage) == before {
		return damage, err
	}
	return damage, a.leave(damage[len(damage)-1].File)
}

// leave makes the file that follows the one given, if there is none: the
// newest file alone is appended to.
func (a *Archive) leave(name string) error {
	name = next(name)
	f, err := a.folder.Change(name)
	if err == nil {
		err = errors.Join(f.Close(), a.folder.Sync())
	}
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	return nil
}

// syncFile tells the index what it does not know of one file.
func (a *Archive) syncFile(ctx context.Context, ix Index, name string) (damage []*Damage, err error) {
	known, err := ix.Extent(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("asking the index: %w", err)
	}
	f, err := a.folder.Open(name)
	if err != nil {
		return nil, fmt.Errorf("opening an archive file: %w", err)
	}
	length, err := f.Size()
	if err == nil && length > known {
		if err = f.Close(); err == nil {
			f, err = a.folder.Change(name)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("opening an archive file: %w", err)
	}
	defer func() {
		if closeErr := f.Close(); closeErr != nil && err == nil {
			err = fmt.Errorf("closing %s: %w", name, closeErr)
		}
	}()
	switch {
	case length < known:
		return []*Damage{{name, length, errMissing}}, a.leave(name)
	case length == known:
		return nil, nil
	}
	t := tail{ctx: ctx, ix: ix, name: name, file: f, leave: func() error { return a.leave(name) }}
	return t.take(known, length)
}

// A tail is the end of a file that the index does not know.
type tail struct {
	ctx   context.Context //nolint:containedctx // a tail lives as long as one call
	ix    Index
	name  string
	file  disk.File
	leave func() error // see to it that the file is not appended to

	found  []Entry   // not yet told to the index
	open   []*Damage // since the last whole record
	damage []*Damage // all before
}

// take reads the tail and tells the index.
func (t *tail) take(from, to int64) ([]*Damage, error) {
	// What is about to be told must be durable; whoever wrote it may have been
	// killed before it was.
	if err := t.file.Sync(); err != nil {
		return nil, fmt.Errorf("syncing %s: %w", t.name, err)
	}
	for entry, err := range scan(t.file, t.name, from, to) {
		if t.ctx.Err() != nil {
			return t.damage, t.ctx.Err()
		}
		var d *Damage
		if errors.As(err, &d) {
			t.open = append(t.open, d)
			continue
		}
		if err == nil {
			err = t.whole(entry)
		}
		if err != nil {
			return t.damage, err
		}
	}
	if len(t.open) == 1 && errors.Is(t.open[0].Err, io.ErrUnexpectedEOF) {
		to = t.open[0].Offset
		if err := t.cut(to); err != nil {
			return t.damage, err
		}
	} else if err := t.settle(); err != nil {
		return t.damage, err
	}
	return t.damage, t.tell(to)
}

// whole takes in a record that is.
func (t *tail) whole(entry Entry) error {
	if err := t.settle(); err != nil {
		return err
	}
	if entry.File == "" {
		return nil // no capture
	}
	t.found = append(t.found, entry)
	if len(t.found) < syncBatch {
		return nil
	}
	return t.tell(entry.Offset + entry.Length)
}

// settle makes sure that damage which is no torn end is not appended to, before
// the index is told of what stands behind it.
func (t *tail) settle() error {
	if len(t.open) == 0 {
		return nil
	}
	t.damage, t.open = append(t.damage, t.open...), nil
	return t.leave()
}

// cut takes away what follows the given length of the file.
func (t *tail) cut(length int64) error {
	if err := t.file.Truncate(length); err != nil {
		return fmt.Errorf("cutting off a half-written record of %s: %w", t.name, err)
	}
	if err := t.file.Sync(); err != nil {
		return fmt.Errorf("syncing %s: %w", t.name, err)
	}
	return nil
}

// tell adds to the index what was found and is new to it.
func (t *tail) tell(extent int64) error {
	names := make([]string, len(t.found))
	for i, entry := range t.found {
		names[i] = entry.SHA256
	}
	has, err := t.ix.Has(t.ctx, names)
	if err != nil {
		return fmt.Errorf("asking the index: %w", err)
	}
	var fresh []Entry
	seen := make(map[string]bool, len(t.found))
	for _, entry := range t.found {
		if !has[entry.SHA256] && !seen[entry.SHA256] {
			fresh = append(fresh, entry)
		}
		seen[entry.SHA256] = true
	}
	t.found = nil
	if err := t.ix.Add(t.ctx, t.name, extent, fresh); err != nil {
		return fmt.Errorf("adding to the index: %w", err)
	}
	return nil
}
