package capture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// openFile opens a regular file and returns its size.
func openFile(path string) (*os.File, int64, error) {
	// Opening a pipe would wait for somebody to write to it, so the file is
	// looked at first.
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if target, linkErr := os.Readlink(path); linkErr == nil {
			return nil, 0, fmt.Errorf("a link to %s, which does not exist", printable(target))
		}
		return nil, 0, err
	case err != nil:
		return nil, 0, err
	case !info.Mode().IsRegular():
		return nil, 0, fmt.Errorf("not a regular file but %s", sort(info.Mode()))
	}
	file, err := os.Open(path)
	return file, info.Size(), err
}

// readPage returns all bytes of a page. Size is how many there are, or less
// than 0 where that is not known.
func readPage(from io.Reader, size int64) ([]byte, error) {
	if size > MaxPage {
		return nil, tooLarge(sizeOf(size))
	}
	buf := bytes.NewBuffer(make([]byte, 0, max(size, 0)+bytes.MinRead))
	n, err := buf.ReadFrom(io.LimitReader(from, MaxPage+1))
	switch {
	case err != nil:
		return nil, inWords(err)
	case n > MaxPage && size >= 0:
		return nil, tooLarge("growing")
	case n > MaxPage:
		return nil, tooLarge("unpacked")
	}
	return buf.Bytes(), nil
}

func tooLarge(what string) error {
	return fmt.Errorf("too large: %s, more than the %d MiB that a page may have", what, MaxPage>>20)
}

// sort names what is not a regular file.
func sort(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode.IsDir():
		return "a folder"
	}
	return "something else"
}

// hash returns the name of a capture with that body.
func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
