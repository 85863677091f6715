package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// A source counts the bytes that were read and keeps apart what it failed
// with, so that a disk that cannot be read is not taken for a damaged record.
type source struct {
	io.Reader
	seek io.Seeker // nil if the source cannot
	read int64     // offset of the next byte
	err  error
}

func newSource(r io.Reader) *source {
	s := &source{Reader: r}
	if seek, ok := r.(io.Seeker); ok {
		// A pipe has the method and fails.
		if at, err := seek.Seek(0, io.SeekCurrent); err == nil {
			s.seek, s.read = seek, at
		}
	}
	return s
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	s.read += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// at returns the offset of the next byte of the file.
func (r *Reader) at() int64 { return r.src.read - int64(r.in.Buffered()) }

// skip passes over bytes that have been peeked.
func (r *Reader) skip(n int) { _, _ = r.in.Discard(n) }

// end tells the end of the file from a source that failed.
func (r *Reader) end(err error) error {
	if r.src.err != nil {
		r.err = fmt.Errorf("reading at byte %d: %w", r.at(), r.src.err)
		return r.err
	}
	return err
}

// cut is the error of a record that ends too early: with its gzip member, or
// with the file.
func (r *Reader) cut(what string) error {
	if r.inside {
		return fmt.Errorf("its gzip member ends within %s", what)
	}
	return fmt.Errorf("the file ends within %s: %w", what, io.ErrUnexpectedEOF)
}

// fault returns the error of the record being read, and prepares to go on
// behind it.
func (r *Reader) fault(err error) error {
	if r.src.err != nil {
		return r.end(err)
	}
	r.lost = !r.inside || !r.abandon()
	r.inside, r.rec = false, nil
	return &Error{r.start, err}
}

// abandon reads the gzip member to its end, and reports whether that was
// found: then the next record begins there.
func (r *Reader) abandon() bool {
	// Copying limited bytes: a few compressed ones may hold a flood.
	_, err := io.CopyN(io.Discard, &r.zip, r.opts.MaxBlock)
	return errors.Is(err, io.EOF) && r.src.err == nil
}

// resync looks for the next record behind the beginning of the last one: for a
// gzip member that begins with a record, or a line that begins one in a file
// that is not compressed. It returns io.EOF if there is none.
func (r *Reader) resync() error {
	r.lost = false
	if r.src.seek != nil {
		if _, err := r.src.seek.Seek(r.start+1, io.SeekStart); err != nil {
			r.err = fmt.Errorf("going to byte %d: %w", r.start+1, err)
			return r.err
		}
		r.src.read = r.start + 1
		r.in.Reset(r.src)
	} else if r.at() <= r.start {
		r.skip(1)
	}
	for {
		window, err := r.in.Peek(peekSize / 2)
		i := r.candidate(window)
		if i >= 0 {
			r.skip(i)
			if r.promises() {
				return nil
			}
			r.skip(1)
			continue
		}
		if err != nil {
			r.skip(len(window))
			return r.end(io.EOF)
		}
		r.skip(len(window) - len(plainMark)) // a mark may begin in its last bytes
	}
}

const (
	gzipMark  = "\x1f\x8b\x08"
	plainMark = "\nWARC/1."
)

// candidate returns where in the window a record may begin, or -1.
func (r *Reader) candidate(window []byte) int {
	first := -1
	if r.kind != plain {
		first = bytes.Index(window, []byte(gzipMark))
	}
	if r.kind != compressed {
		if i := bytes.Index(window, []byte(plainMark)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// promises reports whether a record begins with the next byte, or in the gzip
// member that does.
func (r *Reader) promises() bool {
	head, _ := r.in.Peek(4096)
	if head[0] == '\n' {
		return true // the line end before a plain one
	}
	zip, err := gzip.NewReader(bufio.NewReader(bytes.NewReader(head)))
	if err != nil {
		return false
	}
	begin := make([]byte, 5)
	_, err = io.ReadFull(zip, begin)
	return err == nil && string(begin) == "WARC/"
}
