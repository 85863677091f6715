package message

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// A Header is the fields at the top of a message or a part, in their order.
type Header []Field

// A Field is one of them. Value is as it stands there, on one line.
type Field struct {
	Name, Value string
}

// Get returns the value of the first field of that name, as it stands there, or
// "". It is UTF-8.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Words returns the value of the first field of that name as people read it, with
// encoded words (RFC 2047) decoded, or "".
func (h Header) Words(name string) string { return words(h.Get(name)) }

// Date returns the time of the Date field in the zone that it states; the zero
// time where there is none that can be read.
func (h Header) Date() time.Time {
	value := h.Get("Date")
	for _, layout := range []string{"", time.RFC3339, time.ANSIC, "Mon, 2 Jan 2006 15:04:05", "2006-01-02 15:04:05 -0700"} {
		var at time.Time
		var err error
		if layout == "" {
			at, err = mail.ParseDate(value)
		} else {
			at, err = time.Parse(layout, value)
		}
		if err == nil {
			return at
		}
	}
	return time.Time{}
}

// From returns the name and the address of who sent a message, either of which
// may be empty.
func (h Header) From() (name, address string) {
	value := h.Get("From")
	before, after, ok := strings.Cut(value, "<")
	if !ok { // ada@post.example (Ada Moor), or the address alone
		address, name, _ = strings.Cut(value, "(")
		name = strings.TrimSuffix(strings.TrimSpace(name), ")")
	} else {
		name = before
		address, _, _ = strings.Cut(after, ">")
	}
	name = strings.TrimSpace(name)
	if unquoted, ok := strings.CutPrefix(name, `"`); ok {
		name = strings.ReplaceAll(strings.TrimSuffix(unquoted, `"`), `\`, "")
	}
	if address = strings.TrimSpace(address); !strings.Contains(address, "@") {
		if name == "" {
			name = address
		}
		address = ""
	}
	return words(strings.TrimSpace(name)), address
}

// readHeader reads the fields at the top of a part and returns what follows the
// empty line below them. A line that is no field ends them, as if the empty line
// had been forgotten.
func readHeader(raw []byte) (Header, []byte, error) {
	var h Header
	var name string
	var value []byte
	end := func() {
		if name != "" {
			h = append(h, Field{name, text(value)})
		}
	}
	rest := raw
	for len(rest) > 0 {
		line, next := cutLine(rest)
		before, after, colon := bytes.Cut(line, []byte(":"))
		before = bytes.TrimRight(before, " \t")
		switch {
		case len(line) == 0:
			end()
			return h, next, nil
		case name != "" && (line[0] == ' ' || line[0] == '\t'):
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
		case colon && isFieldName(before):
			end()
			name, value = string(before), bytes.Clone(bytes.TrimSpace(after))
		case name == "" && bytes.HasPrefix(bytes.TrimPrefix(line, []byte(">")), []byte("From ")):
			// The line that a mailbox puts before each mail.
		default:
			end()
			return h, rest, nil
		}
		rest = next
		if len(raw)-len(rest) > maxHeader {
			return nil, nil, fmt.Errorf("%w: a header of more than %d bytes", ErrTooMuch, maxHeader)
		}
	}
	end()
	return h, nil, nil
}

func isFieldName(name []byte) bool {
	for _, b := range name {
		if b <= ' ' || b >= 0x7f {
			return false
		}
	}
	return len(name) > 0
}

// cutLine cuts the first line off, which ends as on any system.
func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// text returns the bytes of a field as UTF-8: what is not is of western Europe,
// as nothing tells otherwise.
func text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(decoded)
}

// maxWords is how many bytes of a field are read as words.
const maxWords = 64 << 10

// words decodes the encoded words of a field: =?charset?B or Q?…?=. Words beside
// each other are put together before they are decoded, since many a sender cuts
// them within a letter.
func words(value string) string {
	value = value[:min(len(value), maxWords)]
	var out strings.Builder
	var pending []byte
	charset := ""
	flush := func() {
		out.WriteString(inCharset(pending, charset))
		pending, charset = nil, ""
	}
	for value != "" {
		at := strings.Index(value, "=?")
		if at < 0 {
			break
		}
		word, ok := cutWord(value[at:])
		if !ok {
			flush()
			out.WriteString(value[:at+2])
			value = value[at+2:]
			continue
		}
		if between := value[:at]; len(pending) == 0 || strings.TrimSpace(between) != "" || !strings.EqualFold(word.charset, charset) {
			joined := len(pending) > 0 && strings.TrimSpace(between) == ""
			flush()
			if !joined {
				out.WriteString(between)
			}
		}
		charset, pending = word.charset, append(pending, word.bytes...)
		value = value[at+word.length:]
	}
	flush()
	out.WriteString(value)
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

// An encodedWord is one that words decodes.
type encodedWord struct {
	charset string
	bytes   []byte
	length  int // of the word in the field
}

// cutWord reads the encoded word that a text begins with.
func cutWord(s string) (w encodedWord, ok bool) {
	charset, rest, ok := strings.Cut(s[len("=?"):], "?")
	if !ok || charset == "" || len(charset) > 40 || len(rest) < 2 || rest[1] != '?' {
		return w, false
	}
	content, _, ok := strings.Cut(rest[2:], "?=")
	if !ok {
		return w, false
	}
	w.charset, _, _ = strings.Cut(charset, "*") // RFC 2231 may put a language there
	w.length = len("=?") + len(charset) + len("?B?") + len(content) + len("?=")
	switch rest[0] {
	case 'B', 'b':
		w.bytes = unbase64([]byte(content))
	case 'Q', 'q':
		w.bytes = unquote([]byte(strings.ReplaceAll(content, "_", " ")))
	default:
		return w, false
	}
	return w, true
}

func inCharset(b []byte, charset string) string {
	if len(b) == 0 {
		return ""
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return text(b)
	}
	decoded, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return text(b)
	}
	return string(decoded)
}
