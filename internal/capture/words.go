package capture

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// A worded error says in a reader's words what its cause says in a program's.
type worded struct {
	words string
	cause error
}

func (w worded) Error() string { return w.words }

func (w worded) Unwrap() error { return w.cause }

// inWords puts errors of the system and of libraries, where one is met often,
// in a reader's words. The cause can still be found.
func inWords(err error) error {
	var corrupt flate.CorruptInputError
	var path *fs.PathError
	switch {
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return worded{"its gzip is damaged", err}
	case errors.Is(err, io.ErrUnexpectedEOF):
		words, _ := strings.CutSuffix(err.Error(), io.ErrUnexpectedEOF.Error())
		if words = strings.TrimSuffix(words, ": "); words == "" {
			words = "cut off"
		}
		return worded{words, err}
	case errors.Is(err, syscall.ENOTDIR):
		return worded{"a file stands where a folder should be", err}
	case errors.As(err, &path):
		return worded{path.Err.Error(), err} // whoever calls names the path
	}
	return err
}
