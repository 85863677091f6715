package capture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"

	"hearsay/internal/capture/warc"
	"hearsay/internal/disk"
)

// limits bound a record of the archive: a page, and its header.
var limits = warc.Options{MaxHeader: 1 << 20, MaxBlock: MaxPage}

// errNoSum tells of a body that is not the one that its header states.
var errNoSum = errors.New("its bytes no longer match their SHA-256")

// scan reads the records of a file between two offsets and checks every byte of
// them. It gives an entry of each capture, a zero Entry of each other record,
// and a *Damage of what is damaged, after which it goes on. Any other error
// is of the disk, and the end.
func scan(f disk.File, name string, from, to int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		src := io.NewSectionReader(f, 0, to)
		if _, err := src.Seek(from, io.SeekStart); err != nil {
			yield(Entry{}, err)
			return
		}
		r := warc.NewReader(src, limits)
		for {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			var entry Entry
			if err == nil {
				entry, err = readRecord(rec, f, name, io.Discard)
			}
			if err == nil {
				if !yield(entry, nil) {
					return
				}
				continue
			}
			damage := damaged(name, err)
			if !yield(Entry{}, damage) || !errors.As(damage, new(*Damage)) {
				return
			}
		}
	}
}

// damaged makes an error of the reader one of the archive.
func damaged(name string, err error) error {
	var fault *warc.Error
	if errors.As(err, &fault) {
		return &Damage{File: name, Offset: fault.Offset, Err: inWords(fault.Err)}
	}
	return fmt.Errorf("reading %s: %w", name, err)
}

// readRecord reads a record to its end, its block into body, and checks it. It
// returns a zero Entry if the record is not a capture's.
func readRecord(rec *warc.Record, f disk.File, name string, body io.Writer) (Entry, error) {
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(sum, body), rec)
	if err != nil {
		return Entry{}, err
	}
	fault := func(err error) (Entry, error) {
		return Entry{}, &warc.Error{Offset: rec.Offset, Err: err}
	}
	if rec.Length == 0 {
		return fault(warc.ErrSeal)
	}
	if err := warc.CheckSeal(io.NewSectionReader(f, rec.Offset, rec.Length), rec.Offset); errors.Is(err, warc.ErrSeal) {
		return fault(err)
	} else if err != nil {
		return Entry{}, err
	}
	if rec.Type() != "resource" {
		return Entry{}, nil
	}
	c, err := decode(rec.Header)
	if err != nil {
		return fault(err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != c.SHA256 {
		return fault(errNoSum)
	}
	return Entry{Capture: c, Place: Place{File: name, Offset: rec.Offset, Length: rec.Length}, Size: size}, nil
}

// Walk reads the whole archive, record by record, checks every byte of it, and
// gives the entry of each capture in the order in which they were kept. What is
// damaged gives a [*Damage], and the walk goes on behind it. Any other error is
// the last thing given.
//
// Captures that others keep meanwhile are not looked at. A record that a killed
// process has left half written is damage here; [Archive.Sync] before takes it
// away.
func (a *Archive) Walk(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		files, sizes, err := a.snapshot(ctx)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		for i, name := range files {
			if !a.walkFile(ctx, name, sizes[i], yield) {
				return
			}
		}
	}
}

// snapshot returns the files of the archive and their lengths at a moment when
// nobody writes.
func (a *Archive) snapshot(ctx context.Context) (files []string, sizes []int64, err error) {
	err = a.locked(ctx, func() error {
		if files, err = a.files(); err != nil {
			return err
		}
		for _, name := range files {
			f, err := a.folder.Open(name)
			if err != nil {
				return fmt.Errorf("opening an archive file: %w", err)
			}
			size, err := f.Size()
			if err = errors.Join(err, f.Close()); err != nil {
				return fmt.Errorf("measuring %s: %w", name, err)
			}
			sizes = append(sizes, size)
		}
		return nil
	})
	return files, sizes, err
}

func (a *Archive) walkFile(ctx context.Context, name string, size int64, yield func(Entry, error) bool) bool {
	f, err := a.folder.Open(name)
	if err != nil {
		yield(Entry{}, fmt.Errorf("opening an archive file: %w", err))
		return false
	}
	defer f.Close() //nolint:errcheck // nothing was written
	for entry, err := range scan(f, name, 0, size) {
		if ctx.Err() != nil {
			yield(Entry{}, ctx.Err())
			return false
		}
		if err == nil && entry.File == "" {
			continue // no capture
		}
		if !yield(entry, err) || err != nil && !errors.As(err, new(*Damage)) {
			return false
		}
	}
	return true
}

// Read returns the capture at a place, after checking every byte of it. If one
// has changed, the error is a [*Damage].
func (a *Archive) Read(p Place) (Capture, error) {
	if number(p.File) == 0 || p.Offset < 0 || p.Length <= 0 || p.Length > 2*MaxPage {
		return Capture{}, fmt.Errorf("reading a capture: the archive has no place %+v", p)
	}
	f, err := a.folder.Open(p.File)
	if errors.Is(err, fs.ErrNotExist) {
		return Capture{}, &Damage{p.File, p.Offset, errMissing}
	}
	if err != nil {
		return Capture{}, fmt.Errorf("reading a capture: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	src := io.NewSectionReader(f, 0, p.Offset+p.Length)
	if _, err := src.Seek(p.Offset, io.SeekStart); err != nil {
		return Capture{}, fmt.Errorf("reading a capture: %w", err)
	}
	rec, err := warc.NewReader(src, limits).Next()
	if errors.Is(err, io.EOF) {
		return Capture{}, &Damage{p.File, p.Offset, errMissing}
	}
	if err != nil {
		return Capture{}, damaged(p.File, err)
	}
	body := bytes.NewBuffer(make([]byte, 0, rec.Size))
	entry, err := readRecord(rec, f, p.File, body)
	switch {
	case err != nil:
		return Capture{}, damaged(p.File, err)
	case entry.Place != p:
		return Capture{}, &Damage{p.File, p.Offset, errors.New("there is no capture at this place")}
	}
	entry.Body = body.Bytes()
	return entry.Capture, nil
}
