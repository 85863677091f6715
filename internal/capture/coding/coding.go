// Package coding undoes what is done to the body of an HTTP message on its way:
// its content codings (gzip, deflate, br, zstd) and its chunks.
//
// Web archives state codings that whoever made them has undone already, so a
// body that plainly is not in a coding is left as it is.
package coding

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// maxCodings is how many codings may lie one within the other: each multiplies
// what a few bytes can hold.
const maxCodings = 2

// maxWindow is how many bytes a zstd frame may have its reader remember; RFC
// 9659 allows 8 MiB.
const maxWindow = 8 << 20

// ErrUnknown tells of a coding that cannot be undone.
var ErrUnknown = errors.New("sent in a coding that is not known")

// Undo returns the body without the codings that a Content-Encoding field
// lists. What it returns may be far longer than the body: whoever reads it
// bounds it.
func Undo(contentEncoding string, body io.Reader) (io.Reader, error) {
	codings := strings.Split(strings.ToLower(contentEncoding), ",")
	undone := 0
	for _, name := range slices.Backward(codings) {
		undo, known := codingOf[strings.TrimSpace(name)]
		switch {
		case !known:
			return nil, fmt.Errorf("%w: %.40q", ErrUnknown, strings.TrimSpace(name))
		case undo == nil:
			continue
		}
		if undone++; undone > maxCodings {
			return nil, fmt.Errorf("sent in more than %d codings, one within the other", maxCodings)
		}
		var err error
		if body, err = undo(bufio.NewReader(body)); err != nil {
			return nil, err
		}
	}
	return body, nil
}

var codingOf = map[string]func(*bufio.Reader) (io.Reader, error){
	"": nil, "identity": nil, "none": nil, "utf-8": nil, // the last two are mistakes that nobody minds
	"gzip": unzip, "x-gzip": unzip,
	"deflate": inflate,
	"br":      unbrotli,
	"zstd":    unzstd,
}

func unzip(body *bufio.Reader) (io.Reader, error) {
	if head, _ := body.Peek(2); string(head) != "\x1f\x8b" {
		return body, nil
	}
	return gzip.NewReader(body)
}

// inflate undoes deflate, which some servers send with the wrapping that the
// standard asks for and some without.
func inflate(body *bufio.Reader) (io.Reader, error) {
	head, _ := body.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(body)
	}
	if isText(body) {
		return body, nil
	}
	return flate.NewReader(body), nil
}

func unbrotli(body *bufio.Reader) (io.Reader, error) {
	if isText(body) { // brotli has no mark of its own
		return body, nil
	}
	return brotli.NewReader(body), nil
}

func unzstd(body *bufio.Reader) (io.Reader, error) {
	if head, _ := body.Peek(4); string(head) != "\x28\xb5\x2f\xfd" {
		return body, nil
	}
	zip, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return zip.IOReadCloser(), nil
}

// isText reports whether a body begins as a page does that is in no coding.
func isText(body *bufio.Reader) bool {
	head, _ := body.Peek(64)
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	return len(head) == 0 || slices.ContainsFunc([]string{"<!doctype", "<html", "<?xml", "<head", "<!--", "{\""}, func(mark string) bool {
		return bytes.HasPrefix(head, []byte(mark))
	})
}

// Dechunk returns the body without the chunks that Transfer-Encoding tells of,
// or as it is if it has none.
func Dechunk(body io.Reader) io.Reader {
	text := bufio.NewReader(body)
	head, _ := text.Peek(20)
	line, _, ended := bytes.Cut(head, []byte("\n"))
	size, _, _ := bytes.Cut(bytes.TrimRight(line, "\r"), []byte(";"))
	size = bytes.TrimSpace(size)
	if !ended || len(size) == 0 || len(bytes.Trim(size, "0123456789abcdefABCDEF")) > 0 {
		return text
	}
	return httputil.NewChunkedReader(text)
}
