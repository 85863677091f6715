package capture

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hearsay/internal/capture/coding"
	"hearsay/internal/capture/warc"
)

// warc reads the pages of a web archive: what was answered with 200 and is
// HTML or text. If pages is not nil, it reads those of these addresses alone.
// What its maker has found again as it was (revisit) is there already.
func (w *walk) warc(s source, pages map[string]bool) bool {
	from := s.bytes
	if s.file != nil { // so that damage hides no record behind it
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return w.fails(s.path, s.name, err)
		}
		from = &seekableMeter{metered{s.file, s.meter.took}, s.file}
	}
	r := warc.NewReader(from, warc.Options{CheckDigests: true})
	for {
		if w.ctx.Err() != nil {
			return w.stop()
		}
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err == nil {
			var page source
			var body []byte
			if page, body, err = s.record(rec, pages); err == nil {
				if len(body) > 0 && !w.deliver(page, body) {
					return false
				}
				continue
			}
		}
		at := s.path
		if found := new(warc.Error); errors.As(err, &found) {
			at, err = place(s.path, found.Offset), found.Err
		}
		if !w.fails(at, s.name, err) {
			return false
		}
	}
}

// A seekableMeter is a file that is counted while it is read.
type seekableMeter struct {
	metered
	io.Seeker
}

func place(path string, offset int64) string { return fmt.Sprintf("%s at byte %d", path, offset) }

// record returns the page that a record holds, which has no body if it holds
// none. What is wrong with the record is a [*warc.Error].
func (s source) record(rec *warc.Record, pages map[string]bool) (page source, body []byte, err error) {
	target := rec.Target()
	if pages != nil && !pages[target] {
		return source{}, nil, nil
	}
	kind := rec.Type()
	stated := rec.Header.Value(warc.FieldContentType)
	var sent io.Reader = rec
	switch {
	case kind == "response" && isHTTP(target):
		resp, err := warc.SplitHTTP(rec)
		if err != nil {
			return source{}, nil, fault(rec, err)
		}
		if resp.Status != 200 {
			return source{}, nil, nil
		}
		stated = resp.Header.Value("Content-Type")
		if !isPage(stated, target) {
			return source{}, nil, nil
		}
		sent = resp.Body
		if strings.Contains(strings.ToLower(resp.Header.Value("Transfer-Encoding")), "chunked") {
			sent = coding.Dechunk(sent)
		}
		if sent, err = coding.Undo(resp.Header.Value("Content-Encoding"), sent); err != nil {
			return source{}, nil, fault(rec, err)
		}
	case kind == "resource" && isDocument(stated): // of a record of ours
	case kind == "resource", kind == "conversion":
		if !isPage(stated, target) {
			return source{}, nil, nil
		}
	default:
		return source{}, nil, nil
	}
	if why := rec.Header.Value("WARC-Truncated"); why != "" {
		return source{}, nil, fault(rec, fmt.Errorf("cut off by whoever captured it (%.40s)", why))
	}
	if body, err = readPage(sent, -1); err == nil {
		// What its checksums say of it is heard at its end.
		_, err = io.Copy(io.Discard, rec)
	}
	if err != nil {
		return source{}, nil, fault(rec, unpackError("packing", err))
	}
	page = source{
		path: place(s.path, rec.Offset), name: nameOf(rec, target), address: target,
		charset: s.charset,
	}
	media, params, _ := mime.ParseMediaType(stated)
	if page.media = media; isDocument(stated) {
		page.media = withCharset(stated, "")
	}
	if page.charset == "" && isToken(params["charset"]) {
		page.charset = params["charset"]
	}
	if page.time, err = time.Parse(time.RFC3339Nano, rec.Header.Value(warc.FieldDate)); err != nil {
		return source{}, nil, fault(rec, fmt.Errorf("its %s is no time: %.40q", warc.FieldDate, rec.Header.Value(warc.FieldDate)))
	}
	return page, body, nil
}

// fault makes an error one of the record, if it is not the reader's already.
func fault(rec *warc.Record, err error) error {
	if errors.As(err, new(*warc.Error)) {
		return err
	}
	return &warc.Error{Offset: rec.Offset, Err: err}
}

func isHTTP(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// isDocument reports whether a record of Hearsay's own holds something that is read
// like a page and is none: a mail, an article in fields.
func isDocument(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	return err == nil && (media == mediaMail || media == mediaObject && params["fields"] != "")
}

// isPage reports whether something of that media type may be a page. Text that
// servers keep for machines is none.
func isPage(contentType, address string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(media)) {
	case mediaHTML, "application/xhtml+xml":
		return true
	case mediaText:
		name := path.Base(strings.ToLower(pathOf(address)))
		return !companion(name) && !slices.Contains(objectLines, extension(name)) && !slices.Contains(forMachines, name) && !strings.Contains(address, "/.well-known/")
	}
	return false
}

var forMachines = []string{"robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "security.txt", "humans.txt", "llms.txt"}

// pathOf returns the path of an address.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// nameOf returns a short name for the page of a record: the one that Hearsay
// has given it, or its address without what says nothing.
func nameOf(rec *warc.Record, address string) string {
	if name, err := unescape(rec.Header.Value(fieldName)); err == nil && name != "" {
		return name
	}
	return addressName(address)
}

// addressName returns an address without what says nothing.
func addressName(address string) string {
	_, name, ok := strings.Cut(address, "://")
	if !ok {
		name = address
	}
	if len(name) > maxName {
		name = name[:maxName]
		for !utf8.ValidString(name) {
			name = name[:len(name)-1]
		}
		name += "…"
	}
	return name
}

const maxName = 200

// isToken reports whether a charset is written as one can be.
func isToken(charset string) bool {
	return charset != "" && len(charset) < 64 && !strings.ContainsFunc(charset, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
	})
}
