package disktest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite asks a "VFS" for all that it wants of a disk. The first machine makes one
// that hands everything on to SQLite's own, and makes it the one that databases
// are opened with; what changes a file of a machine, that machine is asked first.
//
// A VFS and an open file are structs of C whose members are addresses of
// functions. Those of files are copied once, with the members that are of interest
// put in their place.
var shim struct {
	sync.Mutex
	machines []*Machine
	own      uintptr             // the VFS that SQLite has by itself
	methods  map[uintptr]uintptr // ours, by those in whose place they are
	files    map[uintptr]opened  // by address
}

type opened struct {
	machine *Machine
	path    string
	methods *sqlite3.Tsqlite3_io_methods // SQLite's own
}

func takeSQLite(m *Machine) error {
	shim.Lock()
	defer shim.Unlock()
	shim.machines = append(shim.machines, m)
	if shim.own != 0 {
		return nil
	}
	shim.methods, shim.files = make(map[uintptr]uintptr), make(map[uintptr]opened)
	tls := libc.NewTLS()
	defer tls.Close()
	if status := sqlite3.Xsqlite3_initialize(tls); status != sqlite3.SQLITE_OK {
		return fmt.Errorf("starting SQLite: status %d", status)
	}
	shim.own = sqlite3.Xsqlite3_vfs_find(tls, 0)
	name, err := libc.CString("disktest")
	if err != nil {
		return err
	}
	vfs := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	ours := at[sqlite3.Tsqlite3_vfs](vfs)
	*ours = *at[sqlite3.Tsqlite3_vfs](shim.own)
	ours.FpNext, ours.FzName = 0, name
	ours.FxOpen, ours.FxDelete = address(openFile), address(deleteFile)
	if status := sqlite3.Xsqlite3_vfs_register(tls, vfs, 1); status != sqlite3.SQLITE_OK {
		return fmt.Errorf("registering a disk with SQLite: status %d", status)
	}
	return nil
}

func leaveSQLite(m *Machine) {
	shim.Lock()
	defer shim.Unlock()
	for i, other := range shim.machines {
		if other == m {
			shim.machines = append(shim.machines[:i], shim.machines[i+1:]...)
			return
		}
	}
}

// at returns what stands at an address of C.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// address returns the address of a function as C has it, and function the function.
func address[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

func function[F any](address uintptr) F {
	held := &struct{ address uintptr }{address}
	return *(*F)(unsafe.Pointer(held))
}

// machineOf returns the machine of a path, if it is one's.
func machineOf(path string) *Machine {
	shim.Lock()
	defer shim.Unlock()
	for _, m := range shim.machines {
		if strings.HasPrefix(path, m.root+string(os.PathSeparator)) {
			return m
		}
	}
	return nil
}

func fileAt(address uintptr) opened {
	shim.Lock()
	defer shim.Unlock()
	return shim.files[address]
}

// status returns what SQLite calls an error.
func status(err error, otherwise int32) int32 {
	switch {
	case err == nil:
		return sqlite3.SQLITE_OK
	case errors.Is(err, syscall.ENOSPC):
		return sqlite3.SQLITE_FULL
	}
	return otherwise
}

func openFile(tls *libc.TLS, _, name, pFile uintptr, flags int32, out uintptr) int32 {
	var m *Machine
	var path string
	if name != 0 { // else it is a file for a moment
		path = libc.GoString(name)
		m = machineOf(path)
	}
	if m != nil && flags&sqlite3.SQLITE_OPEN_CREATE != 0 {
		if err := m.make(path); err != nil {
			return sqlite3.SQLITE_CANTOPEN
		}
	}
	own := at[sqlite3.Tsqlite3_vfs](shim.own)
	open := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](own.FxOpen)
	result := open(tls, shim.own, name, pFile, flags, out)
	if m == nil || result != sqlite3.SQLITE_OK {
		return result
	}
	m.keep(path)
	f := at[sqlite3.Tsqlite3_file](pFile)
	shim.Lock()
	defer shim.Unlock()
	shim.files[pFile] = opened{m, path, at[sqlite3.Tsqlite3_io_methods](f.FpMethods)}
	if shim.methods[f.FpMethods] == 0 {
		copied := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		ours := at[sqlite3.Tsqlite3_io_methods](copied)
		*ours = *at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
		ours.FxWrite, ours.FxTruncate = address(writeFile), address(truncateFile)
		ours.FxSync, ours.FxClose = address(syncFile), address(closeFile)
		shim.methods[f.FpMethods] = copied
	}
	f.FpMethods = shim.methods[f.FpMethods]
	return result
}

// keep has a file of SQLite stay once it is made: SQLite leaves it to the file
// system that a file which was synced has its name too.
func (m *Machine) keep(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of(path).there = true
}

func deleteFile(tls *libc.TLS, _, name uintptr, sync int32) int32 {
	path := libc.GoString(name)
	if m := machineOf(path); m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		if err := m.next(); err != nil {
			return status(err, sqlite3.SQLITE_IOERR_DELETE)
		}
		delete(m.files, path)
	}
	own := at[sqlite3.Tsqlite3_vfs](shim.own)
	remove := function[func(*libc.TLS, uintptr, uintptr, int32) int32](own.FxDelete)
	return remove(tls, shim.own, name, sync)
}

func writeFile(tls *libc.TLS, pFile, from uintptr, n int32, offset sqlite3.Tsqlite3_int64) int32 {
	f := fileAt(pFile)
	write := function[func(*libc.TLS, uintptr, uintptr, int32, sqlite3.Tsqlite3_int64) int32](f.methods.FxWrite)
	result := int32(sqlite3.SQLITE_OK)
	err := f.machine.write(f.path, unsafe.Slice(at[byte](from), n), offset, func(fits []byte) error {
		result = write(tls, pFile, from, int32(len(fits)), offset)
		return nil
	})
	if err != nil {
		return status(err, sqlite3.SQLITE_IOERR_WRITE)
	}
	return result
}

func truncateFile(tls *libc.TLS, pFile uintptr, size sqlite3.Tsqlite3_int64) int32 {
	f := fileAt(pFile)
	truncate := function[func(*libc.TLS, uintptr, sqlite3.Tsqlite3_int64) int32](f.methods.FxTruncate)
	result := int32(sqlite3.SQLITE_OK)
	err := f.machine.truncate(f.path, size, func() error {
		result = truncate(tls, pFile, size)
		return nil
	})
	if err != nil {
		return status(err, sqlite3.SQLITE_IOERR_TRUNCATE)
	}
	return result
}

func syncFile(_ *libc.TLS, pFile uintptr, _ int32) int32 {
	f := fileAt(pFile)
	return status(f.machine.sync(f.path), sqlite3.SQLITE_IOERR_FSYNC)
}

func closeFile(tls *libc.TLS, pFile uintptr) int32 {
	shim.Lock()
	f := shim.files[pFile]
	delete(shim.files, pFile)
	shim.Unlock()
	at[sqlite3.Tsqlite3_file](pFile).FpMethods = *(*uintptr)(unsafe.Pointer(&f.methods))
	return function[func(*libc.TLS, uintptr) int32](f.methods.FxClose)(tls, pFile)
}
