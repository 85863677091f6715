package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// Options bound what a [Reader] takes in. The zero Options are fit for files
// from anywhere.
type Options struct {
	MaxHeader    int   // bytes of a record's header; 64 KiB if zero
	MaxBlock     int64 // bytes of a record's block; 1 GiB if zero
	CheckDigests bool  // compare each block with its WARC-Block-Digest, where it has one of a known sort
}

// A Record is one record of a file. Its block is read from it, once, and
// before the next record is asked for.
type Record struct {
	Version string // "1.0" or "1.1"
	Header  Header
	Size    int64 // of the block, in bytes
	Offset  int64 // of the record's first byte in the file; of its gzip member's, in a compressed one

	// Length is how many bytes of the file the record takes. It is known once
	// the block has been read to its end, and 0 where the record shares its
	// gzip member with others, so that it cannot be read from its offset.
	Length int64

	from   *Reader
	left   int64
	digest *digester
	err    error // what reading the block ended with
}

// Type returns the record's type, in lower case: "response", "resource", …
func (rec *Record) Type() string { return strings.ToLower(rec.Header.Value(FieldType)) }

// Target returns the address that the record is of. Some makers put it between
// angle brackets.
func (rec *Record) Target() string {
	target := rec.Header.Value(FieldTarget)
	if inner, ok := strings.CutPrefix(target, "<"); ok {
		return strings.TrimSuffix(inner, ">")
	}
	return target
}

// A Reader reads the records of a file one after the other.
type Reader struct {
	opts Options
	src  *source
	in   *bufio.Reader // the file's bytes
	zip  gzip.Reader   // the gzip member being read
	flat *bufio.Reader // what zip gives
	text *bufio.Reader // the record's bytes: in or flat

	kind   kind    // of the records read so far
	rec    *Record // the last one
	start  int64   // where it, or its gzip member, begins
	inside bool    // a gzip member is being read
	shared bool    // and it has more than one record
	lost   bool    // where the next record begins is not known
	err    error   // of src: nothing can be read any more
}

// A kind tells what a file is made of.
type kind int

const (
	unknown kind = iota
	plain
	compressed
)

const (
	peekSize         = 64 << 10
	defaultMaxHeader = 64 << 10
	defaultMaxBlock  = 1 << 30
)

// NewReader returns a reader of the WARC file that src reads, plain or
// compressed. It begins where src stands. If src can seek, damage hides no
// record behind it, and offsets are those of the file; if not, records that a
// damaged one was mistaken to hold are lost, and offsets are counted from the
// first byte read.
func NewReader(src io.Reader, opts Options) *Reader {
	if opts.MaxHeader == 0 {
		opts.MaxHeader = defaultMaxHeader
	}
	if opts.MaxBlock == 0 {
		opts.MaxBlock = defaultMaxBlock
	}
	r := &Reader{opts: opts, src: newSource(src)}
	r.in = bufio.NewReaderSize(r.src, peekSize)
	r.flat = bufio.NewReader(&r.zip)
	return r
}

// Next returns the next record, or [io.EOF] at the end of the file. What the
// caller has left unread of the record before is skipped.
//
// An [*Error] tells of a record that is damaged; the next call goes on with
// the first one found behind it. Any other error is of the source itself, and
// the end: the calls after it return io.EOF.
func (r *Reader) Next() (*Record, error) {
	if err := r.finish(); err != nil {
		return nil, err
	}
	if r.err != nil {
		return nil, io.EOF
	}
	if r.lost {
		if err := r.resync(); err != nil {
			return nil, err
		}
	}
	return r.begin()
}

// finish reads what the caller has left unread of the last record.
func (r *Reader) finish() error {
	if rec := r.rec; rec != nil && rec.err == nil {
		_, err := io.Copy(io.Discard, rec)
		return err
	}
	return nil
}

// begin reads the header of the record that stands next.
func (r *Reader) begin() (*Record, error) {
	if !r.inside {
		if err := r.open(); err != nil {
			return nil, err
		}
	}
	rec := &Record{from: r, Offset: r.start}
	if err := r.header(rec); err != nil {
		return nil, r.fault(err)
	}
	r.rec = rec
	r.kind = plain
	if r.inside {
		r.kind = compressed
	}
	return rec, nil
}

// open finds out what the next record stands in, and opens its gzip member.
func (r *Reader) open() error {
	for {
		b, err := r.in.Peek(1)
		if err != nil {
			r.start = r.at()
			return r.end(err)
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		r.skip(1)
	}
	r.start, r.shared = r.at(), false
	r.text = r.in
	if magic, _ := r.in.Peek(2); magic[0] != 0x1f || len(magic) == 2 && magic[1] != 0x8b {
		return nil
	}
	if err := r.zip.Reset(r.in); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return r.fault(err)
	}
	r.zip.Multistream(false)
	r.flat.Reset(&r.zip)
	r.text, r.inside = r.flat, true
	return nil
}

var version = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^WARC/([01]\.[0-9]+)$`)
})

func (r *Reader) header(rec *Record) error {
	budget := r.opts.MaxHeader
	line, err := r.line(&budget)
	v := version().FindStringSubmatch(line)
	if err != nil && (line == "" || strings.HasPrefix(line, "WARC/") || strings.HasPrefix("WARC/", line)) {
		return err
	}
	if v == nil {
		return fmt.Errorf("not a WARC record: it begins with %.40q", line)
	}
	rec.Version = v[1]
	for {
		if line, err = r.line(&budget); err != nil {
			return err
		}
		if line == "" {
			break
		}
		if err := rec.Header.add(line); err != nil {
			return err
		}
	}
	length, ok := rec.Header.Get(FieldLength)
	if !ok {
		return errors.New("its header has no " + FieldLength)
	}
	size, err := strconv.ParseUint(length, 10, 63)
	if err != nil {
		return fmt.Errorf("its %s is %.40q", FieldLength, length)
	}
	rec.Size, rec.left = int64(size), int64(size)
	if rec.Size > r.opts.MaxBlock {
		return fmt.Errorf("%w: a block of %d bytes, more than %d", ErrTooLarge, rec.Size, r.opts.MaxBlock)
	}
	if r.opts.CheckDigests {
		rec.digest = newDigester(rec.Header.Value(FieldBlockDigest))
	}
	return nil
}

// line reads a line of the record's header.
func (r *Reader) line(budget *int) (string, error) {
	line, err := readLine(r.text, budget)
	if errors.Is(err, io.EOF) {
		err = r.cut("its header")
	}
	return line, err
}

// readLine returns the next line without its end, and takes its length off the
// budget for the header. If the text ends before the line it returns what there
// is of it, and [io.EOF].
func readLine(text *bufio.Reader, budget *int) (string, error) {
	var line []byte
	for {
		part, err := text.ReadSlice('\n')
		if *budget -= len(part); *budget < 0 {
			return "", fmt.Errorf("%w: its header", ErrTooLarge)
		}
		line = append(line, part...)
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return string(line), err
		}
	}
}

// Read reads the record's block. It returns [io.EOF] only when the record is
// whole: what gzip's checksum and the digest say of it has been heard.
func (rec *Record) Read(p []byte) (int, error) {
	r := rec.from
	switch {
	case rec.err != nil:
		return 0, rec.err
	case r.rec != rec:
		return 0, errors.New("a record is read after the next one was asked for")
	case rec.left == 0:
		rec.err = r.close(rec)
		return 0, rec.err
	}
	n, err := r.text.Read(p[:min(int64(len(p)), rec.left)])
	rec.left -= int64(n)
	if rec.digest != nil {
		rec.digest.Write(p[:n])
	}
	if err != nil && rec.left > 0 {
		if errors.Is(err, io.EOF) {
			err = r.cut(fmt.Sprintf("its block, %d bytes short", rec.left))
		}
		rec.err = r.fault(err)
		return n, rec.err
	}
	return n, nil
}

// close reads what follows a block: two line ends, and nothing else in a gzip
// member. It returns io.EOF when all is well.
func (r *Reader) close(rec *Record) error {
	for ends := 0; ; ends++ {
		b, err := r.text.Peek(1)
		if errors.Is(err, io.EOF) {
			r.inside = false
			break
		}
		if err != nil {
			return r.fault(err)
		}
		if b[0] != '\r' && b[0] != '\n' || !r.inside && ends == 4 {
			break
		}
		_, _ = r.text.Discard(1) // it has been peeked
	}
	if r.inside {
		if next, _ := r.text.Peek(5); string(next) != "WARC/" {
			return r.fault(errors.New("more bytes in its gzip member than its header says"))
		}
		r.shared = true
	}
	if !r.shared {
		rec.Length = r.at() - rec.Offset
	}
	if rec.digest != nil && !rec.digest.ok() {
		return &Error{rec.Offset, fmt.Errorf("%w: %s", ErrDigest, rec.Header.Value(FieldBlockDigest))}
	}
	return io.EOF
}
