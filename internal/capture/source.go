package capture

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"
)

// maxDepth is how many containers and packings may lie one within the other.
const maxDepth = 5

// A source is bytes on their way in: a file, or what is inside one.
type source struct {
	path    string    // as [Capture.Path]
	name    string    // as [Capture.Name]
	address string    // as [Capture.Address]; empty where the bytes have none but their hash
	media   string    // the media type as whoever delivered it stated it; may be empty
	charset string    // likewise
	time    time.Time // when it was captured; now if zero
	size    int64     // how many bytes there are; less than 0 where that is not known
	depth   int       // what it is within
	plain   bool      // it was packed, and is so no longer
	named   bool      // by whoever reads it in; it was not found in a folder or a container

	bytes io.Reader
	file  *os.File // that bytes come from, as they are; nil if they do not
	meter *meter
}

// within returns a source inside a container: an entry of that name.
func (s source) within(name string, size int64, bytes io.Reader) source {
	in := source{
		path: s.path + "/" + name, name: s.name + "/" + name, charset: s.charset,
		size: size, depth: s.depth + 1, bytes: bytes, meter: s.meter,
	}
	if s.address != "" {
		in.address = s.address + (&url.URL{Path: "/" + name}).EscapedPath()
	}
	return in
}

// part returns the source of one of several things in a file: a line, a mail.
func (s source) part(kind string, number int) source {
	at := fmt.Sprintf(" %s %d", kind, number)
	s.path, s.name = s.path+at, s.name+at
	if s.address != "" {
		s.address += fmt.Sprintf("#%s=%d", kind, number)
	}
	return s
}

// read reads a source: a page, or all that a container holds.
func (w *walk) read(s source) bool {
	if w.ctx.Err() != nil {
		return w.stop()
	}
	text := bufio.NewReaderSize(s.bytes, sniffSize)
	head, err := text.Peek(sniffSize)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 { // else it comes again, behind what could be read
		return w.fails(s.path, s.name, err)
	}
	s.bytes = text
	kind := containerOf(head)
	if kind != gzipped && len(head) > 0 && !s.plain && strings.HasSuffix(strings.ToLower(s.path), ".gz") {
		return w.fails(s.path, s.name, errors.New("its name ends in .gz, but it is not gzip"))
	}
	if kind != noContainer && s.depth == maxDepth {
		return w.fails(s.path, s.name, errors.New("too many archives, one within the other"))
	}
	switch kind {
	case gzipped:
		return w.gzip(s, head)
	case zstandard:
		return w.zstd(s, head)
	case zipped:
		return w.zip(s)
	case tarred:
		return w.tar(s)
	case webArchive:
		return w.warc(s, nil)
	}
	switch {
	case isObjects(s.name, s.media, head):
		return w.objects(s, text)
	case isMailbox(s.name, head):
		return w.mailbox(s, text)
	}
	return w.page(s)
}

// page reads a source that is a page.
func (w *walk) page(s source) bool {
	body, err := readPage(s.bytes, s.size)
	if err != nil {
		return w.fails(s.path, s.name, err)
	}
	return w.deliver(s, body)
}

// deliver hands on a page.
func (w *walk) deliver(s source, body []byte) bool {
	media, err := sniff(s.name, s.media, body)
	if listed := (*ListError)(nil); errors.As(err, &listed) {
		listed.Named = s.path == w.input || s.name == w.input // the latter for standard input
	}
	switch {
	case err != nil:
		return w.fails(s.path, s.name, err)
	case media == mediaMail:
		s.address = mailAddress(body, s.address)
	case media == mediaSaved:
		if s, body, err = s.saved(body, w.opts.Now()); err != nil {
			return w.fails(s.path, s.name, err)
		}
		media = mediaHTML
	}
	return w.give(s, media, body)
}

// give hands on the capture of what a source holds.
func (w *walk) give(s source, media string, body []byte) bool {
	c := Capture{
		SHA256:    hash(body),
		Name:      s.name,
		Address:   s.address,
		MediaType: media,
		Charset:   s.charset,
		Time:      s.time.UTC().Truncate(time.Second),
		Body:      body,
		Path:      s.path,
		Input:     w.input,
	}
	if c.Address == "" {
		c.Address = nameless(body)
	}
	if s.time.IsZero() {
		c.Time = w.opts.Now().UTC().Truncate(time.Second)
	}
	// What cannot be kept must not hinder others on their way into the archive.
	if _, err := encode(c); err != nil {
		return w.fails(s.path, s.name, err)
	}
	return w.yield(c, nil)
}

// nameless returns the address of bytes that came from nowhere that can be
// named: their hash, as RFC 6920 writes it.
func nameless(body []byte) string {
	sum := sha256.Sum256(body)
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum[:])
}
