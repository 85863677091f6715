package message

import (
	"bytes"
	"fmt"
	"strings"
)

// A reader takes one message apart.
type reader struct {
	left int // parts that may still come
}

// part reads a part, header and all, that stands depth parts deep.
func (r *reader) part(raw []byte, depth int) (*Part, error) {
	switch r.left--; {
	case r.left < 0:
		return nil, fmt.Errorf("%w: more than %d parts", ErrTooMuch, maxParts)
	case depth > maxDepth:
		return nil, fmt.Errorf("%w: parts nested more than %d deep", ErrTooMuch, maxDepth)
	}
	header, body, err := readHeader(raw)
	if err != nil {
		return nil, err
	}
	p := &Part{Header: header, body: body}
	if p.MediaType, p.Params = parameters(header.Get("Content-Type")); !strings.Contains(p.MediaType, "/") {
		p.MediaType = "text/plain"
	}
	if !strings.HasPrefix(p.MediaType, "multipart/") {
		return p, nil
	}
	for _, below := range split(body, p.Params["boundary"]) {
		child, err := r.part(below, depth+1)
		if err != nil {
			return nil, err
		}
		p.Parts = append(p.Parts, child)
	}
	if len(p.Parts) == 0 { // no boundary in it: then it is text
		p.MediaType = "text/plain"
	} else {
		p.body = nil
	}
	return p, nil
}

// split cuts the body of a multipart at its boundary. What stands before the
// first and behind the closing one is no part. Where the boundary that is stated
// does not occur, that is taken which does.
func split(body []byte, boundary string) [][]byte {
	if boundary == "" || nextBoundary(body, boundary).start < 0 {
		if boundary = likelyBoundary(body); boundary == "" {
			return nil
		}
	}
	var parts [][]byte
	at := nextBoundary(body, boundary)
	for at.start >= 0 && !at.closing {
		body = body[at.end:]
		at = nextBoundary(body, boundary)
		end := at.start
		if end < 0 {
			end = len(body) // never closed
		}
		parts = append(parts, trimLineEnd(body[:end]))
	}
	return parts
}

// A delimiter is the bytes of a line that separates parts; start is -1 where
// there is none.
type delimiter struct {
	start, end int
	closing    bool
}

func nextBoundary(body []byte, boundary string) delimiter {
	mark := []byte("--" + boundary)
	for from := 0; ; {
		at := bytes.Index(body[from:], mark)
		if at < 0 {
			return delimiter{start: -1}
		}
		start := from + at
		from = start + len(mark)
		if start > 0 && body[start-1] != '\n' {
			continue
		}
		end := len(body)
		if length := bytes.IndexByte(body[from:], '\n'); length >= 0 {
			end = from + length + 1
		}
		switch rest := bytes.TrimSpace(body[from:end]); {
		case len(rest) == 0:
			return delimiter{start, end, false}
		case bytes.Equal(rest, []byte("--")):
			return delimiter{start, end, true}
		}
		// Another boundary that begins like this one.
	}
}

// likelyBoundary returns the boundary that a line of the body seems to be: one
// that opens with two dashes and has the field of a part below it.
func likelyBoundary(body []byte) string {
	for rest := body; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimRight(line, " \t\r")
		if name, ok := bytes.CutPrefix(line, []byte("--")); ok && len(name) > 0 && len(name) <= 200 {
			if len(rest) > 8 && bytes.EqualFold(rest[:8], []byte("content-")) {
				return string(name)
			}
		}
	}
	return ""
}

// trimLineEnd cuts off the line end that belongs to the boundary behind it.
func trimLineEnd(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}
