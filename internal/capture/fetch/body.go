package fetch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// maxEncodings is how often an answer may be packed in itself.
const maxEncodings = 3

// maxWindow is how far back zstd may refer on the web (RFC 9659).
const maxWindow = 8 << 20

// readBody reads an answer as it was before it was packed for the way, and
// neither on the way nor in any unpacking more than maxBytes of it. With an
// error it gives what it could read.
func readBody(sent io.Reader, header http.Header, maxBytes int64) ([]byte, error) {
	body := io.Reader(&limited{sent, maxBytes, tooLarge("as sent", maxBytes)})
	encodings := strings.FieldsFunc(strings.Join(header.Values("Content-Encoding"), ","), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if len(encodings) > maxEncodings {
		return nil, &Failure{err: fmt.Errorf("packed %d times in itself", len(encodings))}
	}
	for i := len(encodings) - 1; i >= 0; i-- { // they are listed as they were applied
		unpacked, closeIt, err := unpack(strings.ToLower(encodings[i]), body)
		if err != nil {
			return nil, undone(encodings[i], err)
		}
		defer closeIt()
		body = &limited{named{encodings[i], unpacked}, maxBytes, tooLarge("unpacked", maxBytes)}
	}
	return io.ReadAll(body)
}

var errTooLarge = errors.New("too large")

func tooLarge(what string, maxBytes int64) error {
	return &Failure{err: fmt.Errorf("%w: %s it has more than %.4g MiB", errTooLarge, what, float64(maxBytes)/(1<<20))}
}

// unpack undoes one content encoding.
func unpack(encoding string, packed io.Reader) (unpacked io.Reader, closeIt func(), err error) {
	closeIt = func() {}
	switch encoding {
	case "identity":
		unpacked = packed
	case "gzip", "x-gzip":
		unpacked, err = gzip.NewReader(packed)
	case "deflate": // zlib's by the standard, and in the wild without its frame
		ahead := bufio.NewReader(packed)
		if head, _ := ahead.Peek(2); len(head) == 2 && head[0]&15 == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			unpacked, err = zlib.NewReader(ahead)
		} else {
			unpacked = flate.NewReader(ahead)
		}
	case "zstd":
		var d *zstd.Decoder
		d, err = zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err == nil {
			unpacked, closeIt = d, d.Close
		}
	default:
		err = errors.New("an encoding that was not asked for")
	}
	return unpacked, closeIt, err
}

// undone tells why a content encoding could not be undone.
func undone(encoding string, err error) error {
	if f := (*Failure)(nil); errors.As(err, &f) {
		return f
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return &Failure{err: fmt.Errorf("packed as %.20q, and that is broken: %w", encoding, err)}
}

// A named reader tells of which encoding its errors are.
type named struct {
	encoding string
	io.Reader
}

func (n named) Read(p []byte) (int, error) {
	read, err := n.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = undone(n.encoding, err)
	}
	return read, err
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
