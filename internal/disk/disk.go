// Package disk is the folder in which what must stay is written: the archive and
// the journal. What is written is durable after [File.Sync], and that a file is
// there after [Folder.Sync]; before, a power cut may take all of it or any part.
//
// It is an interface so that tests can put a disk in its place that is full, that
// fails, or that loses its power (package disktest).
package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A Folder holds files, and no folders that matter.
type Folder interface {
	Path() string
	Names() ([]string, error)         // of all that is in it, in order
	Open(name string) (File, error)   // to read
	Change(name string) (File, error) // to read and write; made if it is not there
	Sync() error                      // makes durable which files there are
}

// A File is one file of a folder.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
	Size() (int64, error)
}

// In returns the folder of a path.
func In(path string) Folder { return folder(path) }

// Make makes a folder, and those that it lies in, where they are not there yet. It
// returns when that is durable.
func Make(path string) error {
	var made []string
	for at := filepath.Clean(path); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, at)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	for _, folder := range made {
		if err := In(filepath.Dir(folder)).Sync(); err != nil {
			return err
		}
	}
	return nil
}

// Replace puts a file in another's place, or where there was none, so that after a
// power cut the one or the other is there, whole. No other process may do so at the
// same time. Who else may read it tells mode.
func Replace(path string, content []byte, mode fs.FileMode) (err error) {
	part := path + ".new"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) { // a process that was killed left it
		return err
	}
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return In(filepath.Dir(path)).Sync()
}

type folder string

func (f folder) Path() string { return string(f) }

func (f folder) Names() ([]string, error) {
	entries, err := os.ReadDir(string(f))
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names, err
}

func (f folder) Open(name string) (File, error) {
	opened, err := os.Open(filepath.Join(string(f), name))
	return file{opened}, err
}

func (f folder) Change(name string) (File, error) {
	opened, err := os.OpenFile(filepath.Join(string(f), name), os.O_RDWR|os.O_CREATE, 0o666)
	return file{opened}, err
}

func (f folder) Sync() error {
	if runtime.GOOS == "windows" {
		return nil // it syncs no folders, and needs not
	}
	opened, err := os.Open(string(f))
	if err != nil {
		return err
	}
	defer opened.Close() //nolint:errcheck // nothing was written
	return opened.Sync()
}

type file struct{ *os.File }

func (f file) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
