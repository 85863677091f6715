package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hearsay/internal/capture/warc"
	"hearsay/internal/disk"
)

// Kept tells what [Archive.Keep] has done.
type Kept struct {
	// Entries are of the captures that are now kept and were not before, in the
	// order given.
	Entries []Entry

	// Damage was found in what others have written since the index was last
	// brought up to date. It did not hinder the keeping. What [Archive.Sync] or
	// an earlier Keep has told of is left out.
	Damage []*Damage
}

// Keep keeps those of the captures that the index does not have, once each.
// When it returns they are durable, and the index has them.
//
// If it fails, the captures in [Kept.Entries] are kept, which may be some, and
// what was written of the others is taken back or found by the next who writes.
// [errors.Is] finds the reason, such as a full disk.
func (a *Archive) Keep(ctx context.Context, ix Index, captures []Capture) (Kept, error) {
	var kept Kept
	fresh, err := prepare(captures)
	if err != nil || len(fresh) == 0 {
		return kept, err
	}
	err = a.locked(ctx, func() error {
		damage, err := a.sync(ctx, ix)
		kept.Damage = a.news(damage)
		if err != nil {
			return err
		}
		if fresh, err = unknown(ctx, ix, fresh); err != nil {
			return err
		}
		for len(fresh) > 0 {
			entries, err := a.append(ctx, ix, fresh)
			kept.Entries = append(kept.Entries, entries...)
			if err != nil {
				return err
			}
			fresh = fresh[len(entries):]
		}
		return nil
	})
	return kept, err
}

// news returns what of the damage has not been told of, and marks it as told.
func (a *Archive) news(damage []*Damage) []*Damage {
	var fresh []*Damage
	for _, d := range damage {
		if !a.told[d.Error()] {
			a.told[d.Error()] = true
			fresh = append(fresh, d)
		}
	}
	return fresh
}

// A draft is a capture with the header of its record to be.
type draft struct {
	Capture
	header warc.Header
}

// prepare checks the captures and leaves out those that occur twice.
func prepare(captures []Capture) ([]draft, error) {
	drafts := make([]draft, 0, len(captures))
	seen := make(map[string]bool, len(captures))
	for _, c := range captures {
		sum := hash(c.Body)
		switch {
		case c.SHA256 != "" && c.SHA256 != sum:
			return nil, fmt.Errorf("keeping %q: its bytes are not those of its SHA-256", c.Name)
		case len(c.Body) > MaxPage:
			return nil, fmt.Errorf("keeping %q: %w", c.Name, tooLarge(sizeOf(int64(len(c.Body)))))
		case seen[sum]:
			continue
		}
		seen[sum] = true
		c.SHA256, c.Time = sum, c.Time.UTC().Truncate(time.Second)
		header, err := encode(c)
		if err != nil {
			return nil, fmt.Errorf("keeping %q: %w", c.Name, err)
		}
		drafts = append(drafts, draft{c, header})
	}
	return drafts, nil
}

// unknown leaves out the captures that the index has.
func unknown(ctx context.Context, ix Index, drafts []draft) ([]draft, error) {
	names := make([]string, len(drafts))
	for i, d := range drafts {
		names[i] = d.SHA256
	}
	has, err := ix.Has(ctx, names)
	if err != nil {
		return nil, fmt.Errorf("asking the index: %w", err)
	}
	fresh := drafts[:0]
	for _, d := range drafts {
		if !has[d.SHA256] {
			fresh = append(fresh, d)
		}
	}
	return fresh, nil
}

// append writes captures to the newest file, or to a new one where that is
// long enough, until it is long enough too. It returns the entries of those
// that are durable and in the index.
func (a *Archive) append(ctx context.Context, ix Index, drafts []draft) (entries []Entry, err error) {
	name, err := a.newest()
	if err != nil {
		return nil, err
	}
	f, err := a.folder.Change(name)
	if err != nil {
		return nil, fmt.Errorf("opening an archive file: %w", err)
	}
	defer func() {
		if closeErr := f.Close(); closeErr != nil && err == nil {
			err = fmt.Errorf("closing %s: %w", name, closeErr)
		}
	}()
	before, err := f.Size()
	if err != nil {
		return nil, fmt.Errorf("measuring %s: %w", name, err)
	}
	entries, end, err := a.write(f, name, before, drafts)
	if err != nil {
		err = inWords(err) // it is told below which file
		// Nobody was told of these bytes. Should taking them back fail too,
		// the next who writes finds them.
		if undo := f.Truncate(before); undo != nil {
			err = errors.Join(err, fmt.Errorf("taking back what was written: %w", undo))
		}
		return nil, fmt.Errorf("writing %s: %w", name, err)
	}
	if err := ix.Add(ctx, name, end, entries); err != nil {
		return nil, fmt.Errorf("adding to the index: %w", err)
	}
	return entries, nil
}

// newest returns the name of the file to append to.
func (a *Archive) newest() (string, error) {
	files, err := a.files()
	if err != nil {
		return "", err
	}
	if len(files) == 0 {
		return next(""), nil
	}
	name := files[len(files)-1]
	f, err := a.folder.Open(name)
	if err != nil {
		return "", fmt.Errorf("opening an archive file: %w", err)
	}
	length, err := f.Size()
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("measuring %s: %w", name, err)
	}
	if length > a.limit {
		return next(name), nil
	}
	return name, nil
}

// write writes records behind the first offset bytes of a file and makes them
// durable. It returns their entries and where the file ends.
func (a *Archive) write(f disk.File, name string, offset int64, drafts []draft) ([]Entry, int64, error) {
	w := warc.NewWriter(io.NewOffsetWriter(f, offset), offset)
	if offset == 0 {
		if err := w.Write(infoHeader(name, drafts[0].Time), []byte(info)); err != nil {
			return nil, 0, err
		}
	}
	entries := make([]Entry, 0, len(drafts))
	for _, d := range drafts {
		start := w.Offset()
		if start > a.limit && len(entries) > 0 {
			break
		}
		if err := w.Write(d.header, d.Body); err != nil {
			return nil, 0, err
		}
		entry := Entry{Capture: d.Capture, Place: Place{name, start, w.Offset() - start}, Size: int64(len(d.Body))}
		entry.Body, entry.Path, entry.Input = nil, "", ""
		entries = append(entries, entry)
	}
	if err := f.Sync(); err != nil {
		return nil, 0, err
	}
	if offset == 0 {
		if err := a.folder.Sync(); err != nil {
			return nil, 0, err
		}
	}
	return entries, w.Offset(), nil
}
