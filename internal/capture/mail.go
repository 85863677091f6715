package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"hearsay/internal/message"
)

// documentOf returns the media type of a mail or a page saved as MHTML, which are
// told by how they begin or by their name; of anything else "".
func documentOf(name, stated string, body []byte) string {
	ext := extension(name)
	fields := headerFields(body[:min(len(body), sniffSize)])
	// Many a server calls MHTML a mail, and either mere bytes.
	told := stated == "" || stated == "application/octet-stream" || stated == mediaMail
	switch {
	case stated == mediaSaved:
		return mediaSaved
	case told && len(fields) > 0 && (ext == ".mht" || ext == ".mhtml" || strings.HasPrefix(fields["from"], "<saved by ") || fields["snapshot-content-location"] != ""):
		return mediaSaved
	case isDocument(stated):
		return stated
	case !told || len(fields) == 0:
		return ""
	case ext == ".eml":
		return mediaMail
	case ext == ".txt":
		return "" // a page with lines such as "Date: …" at its top
	}
	known := 0
	for _, field := range []string{"received", "return-path", "delivered-to", "from", "to", "date", "subject", "message-id", "mime-version", "content-type"} {
		if _, ok := fields[field]; ok {
			known++
		}
	}
	if known >= 3 {
		return mediaMail
	}
	return ""
}

// headerFields returns the fields at the top of a message, in lower case. Bytes
// that do not begin with one have none.
func headerFields(head []byte) map[string]string {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), "\r\n")
	fields := make(map[string]string)
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		name, value, ok := bytes.Cut(line, []byte(":"))
		switch {
		case len(line) > 0 && (line[0] == ' ' || line[0] == '\t') && len(fields) > 0:
			continue
		case bytes.HasPrefix(bytes.TrimPrefix(line, []byte(">")), []byte("From ")) && len(fields) == 0:
			continue
		case !ok || len(name) == 0 || bytes.ContainsAny(name, " \t<{["):
			return fields
		}
		fields[strings.ToLower(string(name))] = strings.ToLower(string(bytes.TrimSpace(value)))
	}
	return fields
}

// mailAddress returns the address of a mail: where it says that it can be read, or
// where it came from on the web, or its id (RFC 2392), or else where its file is.
func mailAddress(body []byte, from string) string {
	mail, err := message.Parse(body)
	if err != nil {
		return from
	}
	if at := strings.Trim(mail.Header.Get("Archived-At"), "<> "); isHTTP(at) && checkAddress(at) == nil {
		return at
	}
	if isHTTP(from) {
		return from
	}
	id := strings.Trim(mail.Header.Get("Message-ID"), "<> ")
	if at := "mid:" + url.PathEscape(id); strings.Contains(id, "@") && len(id) < maxName*2 && checkAddress(at) == nil {
		return at
	}
	return from
}

// saved returns the page in a source that is MHTML, with the address and the time
// at which a browser saved it.
func (s source) saved(body []byte, now time.Time) (source, []byte, error) {
	all, err := message.Parse(body)
	if err != nil {
		return s, nil, fmt.Errorf("looks like MHTML, but is %w", err)
	}
	page := all.Text()
	if page == nil || page.MediaType != mediaHTML {
		return s, nil, errors.New("no page in this MHTML")
	}
	for _, at := range []string{all.Header.Get("Snapshot-Content-Location"), page.Header.Get("Content-Location"), all.Header.Get("Content-Location")} {
		if isHTTP(at) && checkAddress(at) == nil {
			s.address = at
			break
		}
	}
	if at := all.Header.Date(); at.Year() > 1990 && at.Before(now) {
		s.time = at
	}
	if stated := page.Params["charset"]; s.charset == "" && isToken(stated) {
		s.charset = stated
	}
	if body = page.Body(); len(bytes.TrimSpace(body)) == 0 {
		return s, nil, errors.New("the page in this MHTML is empty")
	}
	return s, body, nil
}

// isMailbox reports whether a file holds mails one after the other, each behind a
// line that begins with "From ".
func isMailbox(name string, head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	ext := extension(name)
	return isEnvelope(line) && ext != ".eml" && ext != ".txt" && len(headerFields(head)) > 0
}

// isEnvelope reports whether a line is the one that a mailbox has before each mail:
// "From ada@post.example Tue Jan  8 06:00:00 2019".
func isEnvelope(line []byte) bool {
	colon := bytes.IndexByte(line, ':')
	digit := func(at int) bool { return at < len(line) && line[at] >= '0' && line[at] <= '9' }
	return bytes.HasPrefix(line, []byte("From ")) && colon > 2 && digit(colon-2) && digit(colon-1) && digit(colon+1) && digit(colon+2)
}

// mailbox reads the mails of a mailbox, one at a time.
func (w *walk) mailbox(s source, lines *bufio.Reader) bool {
	var mail []byte
	number, long, blank := 0, false, true
	end := func() bool {
		if number == 0 {
			return true
		}
		in := s.part("mail", number)
		if long {
			return w.fails(in.path, in.name, tooLarge("a mail"))
		}
		in.media = mediaMail
		return w.deliver(in, mail)
	}
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return w.fails(s.path, s.name, inWords(err))
		}
		if blank && isEnvelope(line) {
			if w.ctx.Err() != nil {
				return w.stop()
			}
			if !end() {
				return false
			}
			mail, long, blank = nil, false, false // the one before is kept
			number++
			continue
		}
		if blank = len(bytes.TrimRight(line, "\r\n")) == 0; len(mail)+len(line) > MaxPage {
			long = true
		} else if !long {
			mail = append(mail, line...)
		}
		if errors.Is(err, io.EOF) {
			return end()
		}
	}
}
