package capture

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// A disk is the folder in which the archive stands. Tests put one in its place
// that fails.
type disk interface {
	names() ([]string, error)         // of all that is in it, in order
	open(name string) (file, error)   // to read
	change(name string) (file, error) // to read and write; made if it is not there
	sync() error                      // makes durable which files there are
}

// A file is a WARC file of the archive.
type file interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
	size() (int64, error)
}

// A realDisk is the path of a folder.
type realDisk string

func (d realDisk) names() ([]string, error) {
	entries, err := os.ReadDir(string(d))
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names, err
}

func (d realDisk) open(name string) (file, error) {
	f, err := os.Open(filepath.Join(string(d), name))
	return realFile{f}, err
}

func (d realDisk) change(name string) (file, error) {
	f, err := os.OpenFile(filepath.Join(string(d), name), os.O_RDWR|os.O_CREATE, 0o644)
	return realFile{f}, err
}

func (d realDisk) sync() error {
	if runtime.GOOS == "windows" {
		return nil // it syncs no folders, and needs not
	}
	f, err := os.Open(string(d))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	return f.Sync()
}

type realFile struct{ *os.File }

func (f realFile) size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
