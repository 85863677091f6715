package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/capture"
)

// maxText is how much text an article may have, in bytes. What is longer is not
// an article, and would hold up everything behind it.
const maxText = 5 << 20

// The ways in which a capture is no article. [Read] wraps them; compare with
// [errors.Is].
var (
	ErrEmpty     = errors.New("nothing in it")
	ErrNotText   = errors.New("not text")
	ErrTooLong   = errors.New("too long for an article")
	ErrTooDeep   = errors.New("nested too deep")
	ErrNoArticle = errors.New("no article text found")
)

// An Option changes how [Read] reads.
type Option func(*options)

type options struct {
	encoding string
}

// Encoding says how the bytes are encoded, by any name that the web knows
// ("windows-1251", "latin1"). It goes before what the page or its deliverer
// state; only a byte order mark and bytes that can be nothing but UTF-8 go
// before it.
func Encoding(name string) Option {
	return func(o *options) { o.encoding = strings.TrimSpace(name) }
}

// Read reads an article from a capture. It uses nothing but the capture: no
// network, no clock, no files.
//
// Errors say what is wrong with the bytes, without the capture's name, and wrap
// one of this package's error values where one fits. Where something could be
// read but not without doubt, the article's notes tell.
func Read(c capture.Capture, opts ...Option) (Article, error) {
	if len(bytes.TrimSpace(c.Body)) == 0 {
		return Article{}, ErrEmpty
	}
	text, kind, notes, err := source(c, opts)
	if err != nil {
		return Article{}, err
	}

	var a Article
	if kind == hypertext {
		a, err = readPage(text, c)
	} else {
		a, err = readPlain(text, c)
	}
	if err != nil {
		return Article{}, err
	}
	a.Notes = append(notes, a.Notes...)
	return a, nil
}

// Source returns the bytes of a capture as text in UTF-8, decoded as for [Read],
// and whether that text is HTML.
func Source(c capture.Capture, opts ...Option) (text string, isHTML bool, err error) {
	text, kind, _, err := source(c, opts)
	return text, kind == hypertext, err
}

// source decodes a capture, and notes what is doubtful about it.
func source(c capture.Capture, opts []Option) (text string, k kind, notes []string, err error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	if k, err = kindOf(c); err != nil {
		return "", 0, nil, err
	}
	if k == plainText && len(c.Body) > maxText {
		return "", 0, nil, fmt.Errorf("%w: %d bytes of text, at most %d are read", ErrTooLong, len(c.Body), maxText)
	}
	text, notes, err = decode(c.Body, statements{reader: o.encoding, transport: c.Charset, page: k == hypertext})
	return text, k, notes, err
}

type kind int

const (
	plainText kind = iota
	hypertext
)

// kindOf tells how a capture's body is to be read: as its media type says or,
// where none is given, as it begins.
func kindOf(c capture.Capture) (kind, error) {
	if what := binaryKind(c.Body); what != "" {
		return 0, fmt.Errorf("%w: %s", ErrNotText, what)
	}
	mediaType, _, _ := strings.Cut(c.MediaType, ";")
	switch mediaType = strings.ToLower(strings.TrimSpace(mediaType)); mediaType {
	case "text/html", "application/xhtml+xml":
		return hypertext, nil
	case "text/plain":
		return plainText, nil
	case "":
		head := bytes.ToLower(c.Body[:min(len(c.Body), 1024)])
		for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
			if bytes.Contains(head, []byte(tag)) {
				return hypertext, nil
			}
		}
		return plainText, nil
	}
	return 0, fmt.Errorf("%w: its type is %q, and only HTML and plain text are read", ErrNotText, mediaType)
}

// binaryKind names the format of bytes that are no text in any encoding, or
// returns "".
func binaryKind(body []byte) string {
	for _, magic := range []struct{ start, name string }{
		{"%PDF-", "a PDF file"},
		{"PK\x03\x04", "a ZIP file (or a document in one)"},
		{"\x1f\x8b", "a gzip file"},
		{"\x89PNG", "a PNG picture"},
		{"\xff\xd8\xff", "a JPEG picture"},
		{"GIF8", "a GIF picture"},
		{"\x7fELF", "a program"},
		{"MZ\x90\x00", "a program"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"},
	} {
		if bytes.HasPrefix(body, []byte(magic.start)) {
			return magic.name
		}
	}
	if looksUTF16(body) {
		return ""
	}
	head := body[:min(len(body), 4096)]
	control := 0
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			control++
		}
	}
	if control*20 > len(head) {
		return "most likely binary data"
	}
	return ""
}

// plausibleDay reports whether an article captured at the given time may have
// been published on the day: since the web began, and not in the future.
func plausibleDay(day, captured time.Time) bool {
	if day.Year() < 1990 || day.Year() > 9999 {
		return false
	}
	return captured.IsZero() || !day.After(captured.AddDate(0, 0, 1))
}
