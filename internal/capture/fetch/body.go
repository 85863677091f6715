package fetch

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/capture/coding"
)

// maxCodings is how often an answer may be packed in itself.
const maxCodings = 2

// readBody reads an answer as it was before it was packed for the way, and
// neither on the way nor in any unpacking more than maxBytes of it. With an
// error it gives what it could read.
func readBody(sent io.Reader, header http.Header, maxBytes int64) ([]byte, error) {
	body := io.Reader(&limited{wire{sent}, maxBytes, tooLarge("as sent", maxBytes)})
	codings := strings.Split(strings.Join(header.Values("Content-Encoding"), ","), ",")
	if len(codings) > maxCodings {
		return nil, &Failure{Reason: fmt.Errorf("packed %d times in itself", len(codings))}
	}
	for _, name := range slices.Backward(codings) { // they are listed as they were applied
		unpacked, err := coding.Undo(name, body)
		if err != nil {
			return nil, damaged(err)
		}
		body = &limited{unpacked, maxBytes, tooLarge("unpacked", maxBytes)}
	}
	all, err := io.ReadAll(body)
	if err != nil {
		err = damaged(err)
	}
	return all, err
}

var errTooLarge = errors.New("too large")

func tooLarge(what string, maxBytes int64) error {
	return &Failure{Reason: fmt.Errorf("%w: %s it has more than %.4g MiB", errTooLarge, what, float64(maxBytes)/(1<<20))}
}

// damaged tells why a body could not be unpacked, or gives what broke the
// connection.
func damaged(err error) error {
	var f *Failure
	var broke wireError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &broke):
		return broke.error
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	}
	return &Failure{Reason: fmt.Errorf("damaged: %.200s", err.Error())} // a server's words may be in it
}

// A wire marks the errors of a connection, apart from those of what came by it.
type wire struct{ io.Reader }

type wireError struct{ error }

func (w wire) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = wireError{err}
	}
	return n, err
}

// A limited reader fails once it has read more than left bytes.
type limited struct {
	io.Reader
	left int64
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, l.err
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.Reader.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n - 1, l.err
	}
	return n, err
}

// mediaType reads what an answer states that it is. What cannot be read is as
// if nothing were stated.
func mediaType(field string) (media, charset string) {
	media, params, err := mime.ParseMediaType(field)
	if err != nil {
		media, _, _ = strings.Cut(field, ";")
		if media = strings.ToLower(strings.TrimSpace(media)); strings.Trim(media, "abcdefghijklmnopqrstuvwxyz0123456789+-./") != "" {
			media = ""
		}
	}
	charset = params["charset"]
	if strings.Trim(charset, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.:_") != "" || len(charset) > 40 {
		charset = ""
	}
	return media, charset
}

// validators returns those that a server gave, unless they are too long to keep.
func validators(header http.Header) Validators {
	v := Validators{ETag: header.Get("ETag"), LastModified: header.Get("Last-Modified")}
	if len(v.ETag) > 1<<10 {
		v.ETag = ""
	}
	if len(v.LastModified) > 1<<10 {
		v.LastModified = ""
	}
	return v
}

// fresh returns for how long an answer says that it may be taken for current.
func fresh(header http.Header) time.Duration {
	var age time.Duration
	for directive := range strings.SplitSeq(strings.ToLower(strings.Join(header.Values("Cache-Control"), ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			if seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31); err == nil {
				age = time.Duration(seconds) * time.Second
			}
		}
	}
	return age
}
