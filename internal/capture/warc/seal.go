package warc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"
)

// A sealed gzip member has a field in its gzip header that other readers pass
// over: the CRC-32C of the member's offset in the file and of every byte of
// the member but the checksum's own four. gzip's checksum is of the content
// alone: its header, the padding of its last byte and some codes may change
// unnoticed. The offset is in it so that bytes within a page that look like a
// record of this file never pass for one.
//
//	1f 8b 08 04  00 00 00 00  00 ff   gzip, deflate, with an extra field; no time; system unknown
//	08 00  'H' 'S' 04 00              extra field of 8 bytes, subfield HS of 4
//	cc cc cc cc                       the checksum, little end first
const (
	sealHead = "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x08\x00HS\x04\x00"
	sealSize = 4
)

// ErrSeal tells of a member that is not, or not any more, what a [Writer]
// wrote at this place.
var ErrSeal = errors.New("the bytes on the disk are not those that were written here")

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// sealFor returns the checksum of what stands before the seal.
func sealFor(offset int64) uint32 {
	at := binary.LittleEndian.AppendUint64(nil, uint64(offset))
	return crc32.Update(crc32.Checksum(at, castagnoli()), castagnoli(), []byte(sealHead))
}

// CheckSeal reads the gzip member that stands at the offset of a file which a
// [Writer] wrote, and returns [ErrSeal] if a byte of it has changed.
func CheckSeal(member io.Reader, offset int64) error {
	head := make([]byte, len(sealHead)+sealSize)
	if _, err := io.ReadFull(member, head); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return ErrSeal
		}
		return fmt.Errorf("reading a record's seal: %w", err)
	}
	sum := sealFor(offset)
	buf := make([]byte, 32<<10)
	for {
		n, err := member.Read(buf)
		sum = crc32.Update(sum, castagnoli(), buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("reading a record: %w", err)
		}
	}
	if string(head[:len(sealHead)]) != sealHead || binary.LittleEndian.Uint32(head[len(sealHead):]) != sum {
		return ErrSeal
	}
	return nil
}
