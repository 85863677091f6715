package list

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// decode returns the bytes of a list as UTF-8, whatever they are in: a byte
// order mark and bytes that can be nothing but UTF-8 are believed before what
// an XML declaration states.
func decode(body []byte) string {
	name := ""
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		body = body[3:]
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("<\x00")):
		name = "utf-16le"
	case bytes.HasPrefix(body, []byte("\xfe\xff")), bytes.HasPrefix(body, []byte("\x00<")):
		name = "utf-16be"
	case !validUTF8(body):
		name = "windows-1252"
		if m := declared.FindSubmatch(body[:min(len(body), 1<<10)]); m != nil {
			name = string(m[1])
		}
	}
	if e := encodingOf(name); e != nil {
		if text, err := e.NewDecoder().Bytes(body); err == nil {
			body = text
		}
	}
	return strings.TrimPrefix(strings.ToValidUTF8(string(body), "\ufffd"), "\ufeff")
}

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// validUTF8 reports whether the bytes are UTF-8, the last character perhaps cut
// off.
func validUTF8(body []byte) bool {
	for range utf8.UTFMax - 1 {
		if utf8.Valid(body) {
			return true
		}
		body = body[:max(len(body)-1, 0)]
	}
	return utf8.Valid(body)
}

// encodingOf returns the encoding that the web knows by a name, or nil.
func encodingOf(name string) encoding.Encoding {
	if name == "" {
		return nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return e
}

// clean drops what makes readers of XML stop: the XML declaration, whose
// encoding no longer holds, and characters that XML does not allow, even where
// they are written as a number.
func clean(text string) string {
	text = declaration.ReplaceAllString(text, "")
	text = strings.Map(func(r rune) rune {
		if !allowed(r) {
			return -1
		}
		return r
	}, text)
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		number, base := strings.TrimRight(ref[2:], ";"), 10
		if number[0] == 'x' || number[0] == 'X' {
			number, base = number[1:], 16
		}
		if n, err := strconv.ParseUint(number, base, 32); err != nil || n > utf8.MaxRune || !allowed(rune(n)) {
			return ""
		}
		return ref
	})
}

var (
	declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*>`)
	reference   = regexp.MustCompile(`&#(?:[0-9]+|[xX][0-9a-fA-F]+);`)
)

// allowed reports whether XML may hold a character.
func allowed(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return true
	case r < ' ', r == 0xfffe, r == 0xffff, r >= 0xd800 && r < 0xe000:
		return false
	}
	return true
}
