package capture

import (
	"errors"
	"io"
)

// What bytes may unpack to. Text that is packed well is a tenth of its length;
// a bomb is a thousandth, and a bomb within a bomb a millionth.
const (
	freeUnpacked = 1 << 30
	timesPacked  = 200
)

var errBomb = errors.New("it unpacks to far more than a web archive or a folder of pages would: not read further")

// A meter counts what is read of a file, as it lies on the disk and unpacked.
type meter struct {
	read    func(bytes int64)
	in, out int64
}

// packed counts what is read of the file.
func (m *meter) packed(r io.Reader) io.Reader { return &metered{r, m.took} }

func (m *meter) took(n int) error {
	m.in += int64(n)
	m.read(int64(n))
	return nil
}

// at counts what is read of a file here and there.
func (m *meter) at(file io.ReaderAt) io.ReaderAt { return meteredAt{file, m} }

type meteredAt struct {
	io.ReaderAt
	*meter
}

func (m meteredAt) ReadAt(p []byte, offset int64) (int, error) {
	n, err := m.ReaderAt.ReadAt(p, offset)
	_ = m.took(n) // it never fails
	return n, err
}

// unpacked counts what comes out of a packing, and fails when that is too much.
// Errors of the packing are put in words that begin with its name.
func (m *meter) unpacked(packing string, r io.Reader) io.Reader {
	return &worder{packing, &metered{r, m.gave}}
}

func (m *meter) gave(n int) error {
	m.out += int64(n)
	if m.out > freeUnpacked && (m.out-freeUnpacked)/timesPacked > m.in {
		return errBomb
	}
	return nil
}

type metered struct {
	io.Reader
	count func(int) error
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if over := m.count(n); over != nil {
		return 0, over
	}
	return n, err
}

// A worder puts the errors of a packing in words.
type worder struct {
	packing string
	io.Reader
}

func (w *worder) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unpackError(w.packing, err)
	}
	return n, err
}

// unpackError says what is wrong with bytes that are packed.
func unpackError(packing string, err error) error {
	switch {
	case errors.Is(err, errBomb), errors.As(err, new(worded)): // it is said already
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return worded{"its " + packing + " is cut off", io.ErrUnexpectedEOF}
	case isPacking(err):
		return worded{"its " + packing + " is damaged", err}
	}
	return inWords(err)
}
