package article

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
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
	found, err := source(c, opts)
	if err != nil {
		return Article{}, err
	}

	var a Article
	if found.kind == hypertext {
		a, err = readPage(found, c)
	} else {
		a, err = readPlain(found, c)
	}
	if err != nil {
		return Article{}, err
	}
	a.Notes = append(found.notes, a.Notes...)
	return a, nil
}

// Source returns the text that a capture holds in UTF-8, decoded as for [Read],
// and whether that text is HTML. That of a mail is what a mail program shows, that
// of a JSON object what its field has.
func Source(c capture.Capture, opts ...Option) (text string, isHTML bool, err error) {
	found, err := source(c, opts)
	return found.text, found.kind == hypertext, err
}

// content is the text that a capture holds, and what the capture tells of it
// besides.
type content struct {
	text  string // UTF-8
	kind  kind
	mail  bool  // it was sent, not published as a page
	told  facts // what goes before all that the text tells
	notes []string
}

// source finds the text in a capture and decodes it, and notes what is doubtful
// about it.
func source(c capture.Capture, opts []Option) (content, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	mediaType, params := mediaTypeOf(c)
	switch mediaType {
	case "message/rfc822":
		return mailContent(c, o)
	case "application/json":
		return objectContent(c, params["fields"])
	}
	kind, err := kindOf(c.Body, mediaType)
	if err != nil {
		return content{}, err
	}
	return decoded(c.Body, kind, statements{reader: o.encoding, transport: c.Charset, by: "the server"})
}

// decoded decodes a text or a page, unless it is too long.
func decoded(body []byte, k kind, s statements) (content, error) {
	if k == plainText && len(body) > maxText {
		return content{}, fmt.Errorf("%w: %d bytes of text, at most %d are read", ErrTooLong, len(body), maxText)
	}
	s.page = k == hypertext
	text, notes, err := decode(body, s)
	return content{text: text, kind: k, notes: notes}, err
}

type kind int

const (
	plainText kind = iota
	hypertext
)

// mediaTypeOf returns a capture's media type in lower case and its parameters.
func mediaTypeOf(c capture.Capture) (mediaType string, params map[string]string) {
	mediaType, params, err := mime.ParseMediaType(c.MediaType)
	if err != nil {
		mediaType, _, _ = strings.Cut(c.MediaType, ";")
		mediaType = strings.ToLower(strings.TrimSpace(mediaType))
	}
	return mediaType, params
}

// kindOf tells how a body is to be read: as its media type says or, where none is
// given, as it begins.
func kindOf(body []byte, mediaType string) (kind, error) {
	if what := binaryKind(body); what != "" {
		return 0, fmt.Errorf("%w: %s", ErrNotText, what)
	}
	switch mediaType {
	case "text/html", "application/xhtml+xml":
		return hypertext, nil
	case "text/plain":
		return plainText, nil
	case "":
		head := bytes.ToLower(body[:min(len(body), 1024)])
		for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
			if bytes.Contains(head, []byte(tag)) {
				return hypertext, nil
			}
		}
		return plainText, nil
	}
	return 0, fmt.Errorf("%w: its type is %q, and only HTML, plain text, mails and JSON objects are read", ErrNotText, mediaType)
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
