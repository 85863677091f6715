package capture

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"hearsay/internal/capture/list"
)

// The media types of pages.
const (
	mediaHTML = "text/html"
	mediaText = "text/plain"
	mediaMail = "message/rfc822"

	mediaSaved  = "multipart/related" // MHTML: a page with all that it shows
	mediaObject = "application/json"  // an article in fields
)

// sniffSize is how many bytes of a page are looked at to tell what it is.
const sniffSize = 4 << 10

// A container holds pages, or is one that is packed.
type container int

const (
	noContainer container = iota
	gzipped
	zstandard
	zipped
	tarred
	webArchive
)

// The first bytes of containers.
const (
	gzipMark       = "\x1f\x8b"
	zstdMark       = "\x28\xb5\x2f\xfd"
	dictionaryMark = "\x5d\x2a\x4d\x18" // the frame before a web archive's first that holds a dictionary for all
	warcMark       = "WARC/"
)

// containerOf tells from the first bytes of a file what container it is.
func containerOf(head []byte) container {
	for _, c := range []struct {
		at   int
		mark string
		container
	}{
		{0, gzipMark, gzipped}, {0, zstdMark, zstandard}, {0, dictionaryMark, zstandard},
		{0, "PK\x03\x04", zipped}, {0, "PK\x05\x06", zipped}, {257, "ustar", tarred}, {0, warcMark, webArchive},
	} {
		if len(head) >= c.at && bytes.HasPrefix(head[c.at:], []byte(c.mark)) {
			return c.container
		}
	}
	return noContainer
}

// sniff tells the media type of a page: as whoever delivered it states it, if
// that can be, or from its first bytes with its name's help. Its error says why
// the bytes are no page.
func sniff(name, stated string, body []byte) (string, error) {
	if len(body) == 0 {
		return "", errors.New("empty file")
	}
	if what := known(body); what != "" {
		return "", fmt.Errorf("looks like %s, not a page", what)
	}
	if media := documentOf(name, stated, body); media != "" {
		return media, nil
	}
	wide := bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff"))
	if i := bytes.IndexByte(body, 0); i >= 0 && !wide {
		return "", fmt.Errorf("binary, not text: byte %d is zero", i)
	}
	head := opening(body)
	if head == "" && len(bytes.Trim(body, " \t\r\n\f\x00\xef\xbb\xbf\xfe\xff")) == 0 {
		return "", errors.New("empty file: nothing but white space")
	}
	ext := extension(name)
	rest := markup(head)
	html := stated == mediaHTML || slices.Contains(htmlExtensions, ext)
	if kind := list.KindOf(body); kind != "" && (kind != list.Addresses || !html) {
		return "", &ListError{Kind: kind, Body: body}
	}
	switch {
	case stated == mediaHTML, stated == "application/xhtml+xml":
		return mediaHTML, nil
	case begins(rest, "!doctype html", "html"):
		return mediaHTML, nil
	case begins(rest, "svg", "!doctype svg"):
		return "", errors.New("looks like an SVG picture, not a page")
	case html:
		return mediaHTML, nil
	case strings.HasPrefix(head, "<?xml"):
		return "", errors.New("looks like XML, not a page")
	case ext != ".txt" && stated == "" && begins(rest, htmlOpenings...):
		return mediaHTML, nil
	}
	return mediaText, nil
}

var htmlExtensions = []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp"}

// htmlOpenings are the elements that a page without <html> begins with.
var htmlOpenings = []string{
	"head", "title", "meta", "link", "base", "script", "style", "noscript", "body", "header", "nav", "main",
	"article", "section", "aside", "div", "p", "h1", "h2", "h3", "table", "iframe", "a", "b", "br", "span",
}

// extension returns a name's extension in lower case, that of a packing left
// aside.
func extension(name string) string {
	name = strings.ToLower(name)
	return path.Ext(strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst"))
}

// opening returns the first text of a page in lower-case ASCII, without what
// may stand before it: a byte order mark, white space.
func opening(body []byte) string {
	body = body[:min(len(body), sniffSize)]
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		body = bytes.TrimPrefix(body, []byte(mark))
	}
	body = bytes.ReplaceAll(body, []byte{0}, nil) // UTF-16, as far as it is ASCII
	return strings.ToLower(string(bytes.TrimLeft(body, " \t\r\n\f")))
}

// markup returns the text behind the first "<" that opens neither a comment nor
// a declaration of XML or its doctype, or "" where the text does not begin so.
func markup(head string) string {
	for {
		head = strings.TrimLeft(head, " \t\r\n\f")
		rest, ok := strings.CutPrefix(head, "<")
		if !ok {
			return ""
		}
		switch {
		case strings.HasPrefix(rest, "!--"):
			_, head, ok = strings.Cut(rest, "-->")
		case strings.HasPrefix(rest, "?"):
			_, head, ok = strings.Cut(rest, ">")
		default:
			return rest
		}
		if !ok {
			return ""
		}
	}
}

// begins reports whether one of the words stands first, whole.
func begins(rest string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		behind, ok := strings.CutPrefix(rest, word)
		return ok && (behind == "" || strings.ContainsRune(" \t\r\n\f>/", rune(behind[0])))
	})
}

// known names the format that the bytes are of, if it is one that pages are
// mistaken for, or "".
func known(body []byte) string {
	for _, m := range magic {
		if len(body) >= m.at && bytes.HasPrefix(body[m.at:], []byte(m.mark)) {
			return m.what
		}
	}
	return ""
}

var magic = []struct {
	at         int
	mark, what string
}{
	{0, "%PDF-", "a PDF"},
	{0, "%!PS", "PostScript"},
	{0, "{\\rtf", "RTF"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"},
	{0, "BZh", "bzip2"},
	{0, "\xfd7zXZ\x00", "xz"},
	{0, "7z\xbc\xaf\x27\x1c", "7-Zip"},
	{0, "Rar!\x1a\x07", "RAR"},
	{0, "\x89PNG\r\n\x1a\n", "a PNG"},
	{0, "\xff\xd8\xff", "a JPEG"},
	{0, "GIF87a", "a GIF"},
	{0, "GIF89a", "a GIF"},
	{8, "WEBP", "a WebP picture"},
	{4, "ftyp", "a film, or a picture in HEIF or AVIF"},
	{0, "ID3", "an MP3"},
	{0, "OggS", "an Ogg recording"},
	{8, "WAVE", "a WAV recording"},
	{0, "wOFF", "a font"},
	{0, "wOF2", "a font"},
	{0, "\x00\x01\x00\x00\x00", "a font"},
	{0, "OTTO", "a font"},
	{0, "SQLite format 3\x00", "an SQLite database"},
	{0, "\x7fELF", "a program"},
	{0, "MZ\x90\x00", "a program"},
	{0, "\xcf\xfa\xed\xfe", "a program"},
	{0, "\x00asm", "WebAssembly"},
}
