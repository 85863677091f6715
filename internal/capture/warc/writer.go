package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strconv"

	"github.com/klauspost/compress/flate"
)

// A Writer writes the records of a compressed file. It writes the same bytes
// for the same records at the same offset.
type Writer struct {
	w      io.Writer
	offset int64
	member bytes.Buffer
	zip    *flate.Writer
}

// NewWriter returns a writer that appends to a file of which offset bytes are
// written.
func NewWriter(w io.Writer, offset int64) *Writer {
	return &Writer{w: w, offset: offset}
}

// Offset returns how long the file is with all that was written: where the
// next record will begin.
func (w *Writer) Offset() int64 { return w.offset }

// Write writes a record, in a single call of the underlying writer.
//
// The header must have WARC-Type and WARC-Date. What it lacks of
// WARC-Record-ID and WARC-Block-Digest is added: the digest is the block's
// SHA-256 in hexadecimal, the id is derived from the other fields and the
// digest. Content-Length is always the block's.
//
// If the underlying writer fails, how much of the record it has taken is not
// known, and the Writer must not be used any more.
func (w *Writer) Write(h Header, block []byte) error {
	h = complete(h, block)
	if err := h.check(); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	text := []byte("WARC/1.1\r\n")
	for _, f := range h {
		text = append(text, f.Name+": "+f.Value+"\r\n"...)
	}
	text = append(text, "\r\n"...)
	if err := w.compress(text, block, []byte("\r\n\r\n")); err != nil {
		return fmt.Errorf("compressing a record: %w", err)
	}
	n, err := w.w.Write(w.member.Bytes())
	if err == nil && n < w.member.Len() {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	w.offset += int64(n)
	return nil
}

// complete returns the header with all that a record needs.
func complete(h Header, block []byte) Header {
	h = slices.DeleteFunc(slices.Clone(h), func(f Field) bool { return f.Name == FieldLength })
	if _, ok := h.Get(FieldBlockDigest); !ok {
		sum := sha256.Sum256(block)
		h = append(h, Field{FieldBlockDigest, "sha256:" + hex.EncodeToString(sum[:])})
	}
	if _, ok := h.Get(FieldID); !ok {
		h = slices.Insert(h, min(1, len(h)), Field{FieldID, recordID(h)})
	}
	return append(h, Field{FieldLength, strconv.Itoa(len(block))})
}

// recordID derives a UUID of version 8 (RFC 9562) from a header.
func recordID(h Header) string {
	hash := sha256.New()
	for _, f := range h {
		hash.Write([]byte(f.Name + ": " + f.Value + "\r\n"))
	}
	id := hash.Sum(nil)[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// compress makes the parts one sealed gzip member.
func (w *Writer) compress(parts ...[]byte) error {
	w.member.Reset()
	w.member.WriteString(sealHead)
	w.member.Write(make([]byte, sealSize))
	if w.zip == nil {
		var err error
		if w.zip, err = flate.NewWriter(&w.member, flate.DefaultCompression); err != nil {
			return err
		}
	}
	w.zip.Reset(&w.member)
	var sum, size uint32
	for _, part := range parts {
		if _, err := w.zip.Write(part); err != nil {
			return err
		}
		sum = crc32.Update(sum, crc32.IEEETable, part)
		size += uint32(len(part)) //nolint:gosec // gzip counts modulo 2³²
	}
	if err := w.zip.Close(); err != nil {
		return err
	}
	trailer := binary.LittleEndian.AppendUint32(nil, sum)
	w.member.Write(binary.LittleEndian.AppendUint32(trailer, size))

	member := w.member.Bytes()
	rest := member[len(sealHead)+sealSize:]
	binary.LittleEndian.PutUint32(member[len(sealHead):], crc32.Update(sealFor(w.offset), castagnoli(), rest))
	return nil
}
