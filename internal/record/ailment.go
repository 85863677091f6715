package record

import (
	"errors"
	"syscall"
)

// An Ailment is what is wrong with the machine or the database behind an error,
// where a person can do something about it.
type Ailment int

// The ailments.
const (
	NoAilment Ailment = iota
	DiskFull
	DatabaseDamaged
	ReadOnly // nothing can be written, and SQLite writes even to read
)

// AilmentOf returns what ails the record that gave an error.
func AilmentOf(err error) Ailment {
	if errors.Is(err, syscall.ENOSPC) {
		return DiskFull
	}
	var coded interface{ Code() int } // SQLite's errors have its result codes
	if !errors.As(err, &coded) {
		return NoAilment
	}
	switch coded.Code() & 0xff { // without what extends them
	case 8: // SQLITE_READONLY
		return ReadOnly
	case 13: // SQLITE_FULL
		return DiskFull
	case 11, 26: // SQLITE_CORRUPT, SQLITE_NOTADB
		return DatabaseDamaged
	}
	return NoAilment
}
