package capture

import (
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/capture/warc"
)

// fieldName is the header field that holds a capture's name.
const fieldName = "Hearsay-Name"

// info is the block of the record that opens each file.
const info = "software: hearsay\r\n" +
	"format: WARC File Format 1.1\r\n" +
	"conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"

// infoHeader is the header of that record. It states the time of the first
// capture in the file: the archive has no clock of its own.
func infoHeader(file string, at time.Time) warc.Header {
	return warc.Header{
		{Name: warc.FieldType, Value: "warcinfo"},
		{Name: warc.FieldDate, Value: at.Format(time.RFC3339)},
		{Name: "WARC-Filename", Value: file},
		{Name: warc.FieldContentType, Value: "application/warc-fields"},
	}
}

// encode returns the header of the record that holds a capture, and fails if
// the capture could not be read back from it as it is.
func encode(c Capture) (warc.Header, error) {
	h := warc.Header{
		{Name: warc.FieldType, Value: "resource"},
		{Name: warc.FieldDate, Value: c.Time.Format(time.RFC3339)},
		{Name: warc.FieldTarget, Value: c.Address},
		{Name: warc.FieldContentType, Value: withCharset(c.MediaType, c.Charset)},
		{Name: fieldName, Value: escape(c.Name)},
		{Name: warc.FieldBlockDigest, Value: "sha256:" + c.SHA256},
	}
	length := 0
	for _, f := range h {
		length += len(f.Name) + len(f.Value) + len(": \r\n")
	}
	if length > limits.MaxHeader/2 { // what the writer adds is short
		return nil, fmt.Errorf("name and address are too long: %d bytes", length)
	}
	if back, err := decode(h); err != nil {
		return nil, err
	} else if back.MediaType != c.MediaType || back.Charset != c.Charset || !back.Time.Equal(c.Time) {
		return nil, fmt.Errorf("media type %q, charset %q and time %s cannot be written down", c.MediaType, c.Charset, c.Time)
	}
	return h, nil
}

// withCharset returns a media type with a charset for its parameter, or with none.
// What cannot be written becomes "".
func withCharset(mediaType, charset string) string {
	mediaType, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	if delete(params, "charset"); charset != "" {
		params["charset"] = charset
	}
	return mime.FormatMediaType(mediaType, params)
}

// decode reads a capture, but its body, from the header of its record.
func decode(h warc.Header) (Capture, error) {
	var c Capture
	var err error
	if c.Name, err = unescape(h.Value(fieldName)); err != nil {
		return c, err
	}
	if c.Time, err = time.Parse(time.RFC3339, h.Value(warc.FieldDate)); err != nil {
		return c, fmt.Errorf("its %s: %w", warc.FieldDate, err)
	}
	c.Time = c.Time.UTC()
	_, params, err := mime.ParseMediaType(h.Value(warc.FieldContentType))
	if err != nil {
		return c, fmt.Errorf("its %s: %w", warc.FieldContentType, err)
	}
	c.MediaType, c.Charset = withCharset(h.Value(warc.FieldContentType), ""), params["charset"]
	c.Address = h.Value(warc.FieldTarget)
	if err := checkAddress(c.Address); err != nil {
		return c, err
	}
	var ok bool
	if c.SHA256, ok = strings.CutPrefix(h.Value(warc.FieldBlockDigest), "sha256:"); !ok || len(c.SHA256) != 64 {
		return c, errors.New("it does not state its SHA-256")
	}
	return c, nil
}

// checkAddress tells why an address is no absolute URI.
func checkAddress(address string) error {
	scheme, _, ok := strings.Cut(address, ":")
	inScheme := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
	outside := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>"`, r) }
	if !ok || scheme == "" || strings.Trim(scheme, inScheme) != "" ||
		!utf8.ValidString(address) || strings.ContainsFunc(address, outside) {
		return fmt.Errorf("its address is not an absolute URI: %.80q", address)
	}
	return nil
}

// escape writes a name so that it fits a header: control characters, bytes that
// are not UTF-8, outer spaces and % itself become %XX, all else stays readable.
func escape(name string) string {
	var out strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		outer := r == ' ' && (i == 0 || i == len(name)-1)
		broken := r == utf8.RuneError && n == 1
		if strconv.IsPrint(r) && r != '%' && !outer && !broken {
			out.WriteString(name[i : i+n])
		} else {
			for _, b := range []byte(name[i : i+n]) {
				fmt.Fprintf(&out, "%%%02X", b)
			}
		}
		i += n
	}
	return out.String()
}

func unescape(field string) (string, error) {
	name, err := url.PathUnescape(field)
	if err != nil {
		return "", fmt.Errorf("its %s: %w", fieldName, err)
	}
	return name, nil
}
