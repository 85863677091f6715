package disktest

import (
	"errors"
	"path/filepath"

	"hearsay/internal/disk"
)

// Folder returns a folder of the machine.
func (m *Machine) Folder(path string) disk.Folder {
	return folder{disk.In(path), m}
}

type folder struct {
	disk.Folder
	machine *Machine
}

func (f folder) Change(name string) (disk.File, error) {
	path := filepath.Join(f.Path(), name)
	if err := f.machine.make(path); err != nil {
		return nil, err
	}
	opened, err := f.Folder.Change(name)
	return file{opened, f.machine, path}, err
}

func (f folder) Sync() error { return f.machine.syncFolder(f.Path()) }

type file struct {
	disk.File
	machine *Machine
	path    string
}

func (f file) WriteAt(p []byte, at int64) (n int, err error) {
	err = f.machine.write(f.path, p, at, func(fits []byte) error {
		var err error
		n, err = f.File.WriteAt(fits, at)
		return err
	})
	if err == nil && n < len(p) {
		err = errors.New("short write")
	}
	return n, err
}

func (f file) Truncate(size int64) error {
	return f.machine.truncate(f.path, size, func() error { return f.File.Truncate(size) })
}

func (f file) Sync() error { return f.machine.sync(f.path) }
