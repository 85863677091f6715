// Package warc reads and writes WARC files (ISO 28500, versions 1.0 and 1.1),
// the format in which web archives are kept.
//
// A WARC file is a row of records. A record has a header (a version line and
// named fields) and a block of bytes. In a compressed file each record is a
// gzip member of its own, so that it can be read from its offset alone.
//
// [Reader] reads files of any maker, plain or compressed, without holding a
// block in memory. Files in the wild are damaged, cut off or compressed as one
// piece: each fault is told with the offset of the record that has it, and
// reading goes on behind it.
//
// [Writer] writes compressed files. Its members carry a seal ([CheckSeal]), by
// which a change of any byte of the file is found, one that gzip's own
// checksum does not cover too.
//
// The package knows nothing of pages: [SplitHTTP] takes the headers off an
// HTTP response and leaves the body as it was sent.
package warc

import (
	"errors"
	"fmt"
)

// The fields that the package itself reads or writes.
const (
	FieldType        = "WARC-Type"
	FieldID          = "WARC-Record-ID"
	FieldDate        = "WARC-Date"
	FieldTarget      = "WARC-Target-URI"
	FieldBlockDigest = "WARC-Block-Digest"
	FieldContentType = "Content-Type"
	FieldLength      = "Content-Length"
)

// The faults that a caller may want to tell apart. They come wrapped in an
// [*Error]. A file that ends within a record gives [io.ErrUnexpectedEOF].
var (
	ErrTooLarge = errors.New("too large")
	ErrDigest   = errors.New("the block does not match its digest")
)

// An Error is a fault of one record. Reading can go on after it.
type Error struct {
	Offset int64 // of the record's first byte in the file
	Err    error
}

func (e *Error) Error() string {
	return fmt.Sprintf("record at byte %d: %v", e.Offset, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
