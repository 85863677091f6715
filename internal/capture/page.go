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
	"strings"

	"github.com/klauspost/compress/gzip"
)

// readPage returns the bytes of a file, unpacked if they are gzip's.
func readPage(path string) ([]byte, error) {
	// Opening a pipe would wait for somebody to write to it, so the file is
	// looked at first.
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if target, linkErr := os.Readlink(path); linkErr == nil {
			return nil, fmt.Errorf("a link to %s, which does not exist", printable(target))
		}
		return nil, err
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("not a regular file but %s", sort(info.Mode()))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written

	magic := make([]byte, 2)
	n, err := io.ReadFull(file, magic)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	all := io.MultiReader(bytes.NewReader(magic[:n]), file)
	if string(magic[:n]) == "\x1f\x8b" {
		return unpack(all)
	}
	if strings.HasSuffix(strings.ToLower(path), ".gz") && n > 0 {
		return nil, errors.New("its name ends in .gz, but it is not gzip")
	}
	if info.Size() > MaxPage {
		return nil, tooLarge(size(info.Size()))
	}
	body, whole, err := readUpTo(all, info.Size())
	if err == nil && !whole {
		err = tooLarge("growing")
	}
	return body, err
}

// unpack reads a page packed with gzip, and no more of it than a page may have.
func unpack(packed io.Reader) ([]byte, error) {
	zip, err := gzip.NewReader(packed)
	if err == nil {
		var body []byte
		var whole bool
		if body, whole, err = readUpTo(zip, 0); err == nil {
			if !whole {
				return nil, tooLarge("unpacked")
			}
			return body, nil
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, worded{"its gzip is cut off", io.ErrUnexpectedEOF}
	}
	return nil, inWords(err)
}

// readUpTo reads all there is, unless it is more than a page may have.
func readUpTo(r io.Reader, expected int64) (body []byte, whole bool, err error) {
	buf := bytes.NewBuffer(make([]byte, 0, expected+bytes.MinRead))
	n, err := buf.ReadFrom(io.LimitReader(r, MaxPage+1))
	return buf.Bytes(), n <= MaxPage, err
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
