// Package message reads messages in the form of MIME: mails as mail programs
// keep them, and web pages saved whole (MHTML).
//
// [Parse] takes a message apart into its parts without copying any of it, and
// goes on where a message breaks the rules, as those in the wild do: fields that
// are none, boundaries that are missing or never closed, encodings that are torn.
// It refuses only what has no field at all or more of something than is read.
// Depth is bounded, so its time grows with the bytes alone.
//
// It fetches nothing, and looks into no attachment.
package message

import (
	"bytes"
	"errors"
	"iter"
	"mime"
	"strings"
)

// Limits of what is read.
const (
	maxHeader = 1 << 20 // bytes of one header
	maxDepth  = 20      // parts within one another
	maxParts  = 10_000
)

// The ways in which bytes are no message. Compare with [errors.Is].
var (
	ErrNoMessage = errors.New("no message: it does not begin with header fields")
	ErrTooMuch   = errors.New("too much in one message")
)

// A Part is a message, or a part of one: a header, and below it either other
// parts or a body.
type Part struct {
	Header    Header
	MediaType string            // in lower case; text/plain where none is stated
	Params    map[string]string // of the media type; names in lower case
	Parts     []*Part           // of a multipart, in their order

	body []byte // as transferred
}

// Parse reads a message. Its parts share the bytes of raw.
func Parse(raw []byte) (*Part, error) {
	r := reader{left: maxParts}
	p, err := r.part(bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\ufeff")), "\r\n"), 0)
	switch {
	case err != nil:
		return nil, err
	case len(p.Header) == 0:
		return nil, ErrNoMessage
	}
	return p, nil
}

// Body returns the body with its transfer encoding undone: at most as many bytes
// as were transferred.
func (p *Part) Body() []byte {
	return untransfer(p.body, p.Header.Get("Content-Transfer-Encoding"))
}

// Leaves returns the parts that have no parts below them, in their order.
func (p *Part) Leaves() iter.Seq[*Part] {
	return func(yield func(*Part) bool) { p.leaves(yield) }
}

func (p *Part) leaves(yield func(*Part) bool) bool {
	if len(p.Parts) == 0 {
		return yield(p)
	}
	for _, below := range p.Parts {
		if !below.leaves(yield) {
			return false
		}
	}
	return true
}

// Root returns the part that a multipart/related is about, which its start
// parameter names or else comes first; of anything else the part itself.
func (p *Part) Root() *Part {
	for p.MediaType == "multipart/related" && len(p.Parts) > 0 {
		root := p.Parts[0]
		start := strings.Trim(p.Params["start"], "<> ")
		for _, below := range p.Parts {
			if start != "" && strings.Trim(below.Header.Get("Content-ID"), "<> ") == start {
				root = below
				break
			}
		}
		p = root
	}
	return p
}

// Text returns the part that a mail program shows: the first HTML that is no
// attachment, else the first plain text; nil where there is neither. Of several
// forms of one text the last that is HTML is taken.
func (p *Part) Text() *Part {
	if text := p.shown("text/html"); text != nil {
		return text
	}
	return p.Plain()
}

// Plain returns the first plain text that is no attachment, or nil.
func (p *Part) Plain() *Part { return p.shown("text/plain") }

func (p *Part) shown(mediaType string) *Part {
	if len(p.Parts) == 0 {
		disposition, _ := parameters(p.Header.Get("Content-Disposition"))
		if p.MediaType == mediaType && disposition != "attachment" && len(p.body) > 0 {
			return p
		}
		return nil
	}
	if p.MediaType == "multipart/related" {
		if text := p.Root().shown(mediaType); text != nil {
			return text
		}
	}
	var found *Part
	for _, below := range p.Parts {
		if text := below.shown(mediaType); text != nil {
			found = text
			if p.MediaType != "multipart/alternative" {
				break
			}
		}
	}
	return found
}

// parameters reads a field such as Content-Type, as far as it can be read.
func parameters(field string) (value string, params map[string]string) {
	value, params, err := mime.ParseMediaType(field)
	if err == nil {
		return value, params
	}
	value, rest, _ := strings.Cut(field, ";")
	params = make(map[string]string)
	for rest != "" {
		var name, content string
		if name, rest, _ = strings.Cut(rest, "="); strings.Contains(name, ";") {
			name = name[strings.LastIndex(name, ";")+1:]
		}
		rest = strings.TrimLeft(rest, " \t")
		if quoted, ok := strings.CutPrefix(rest, `"`); ok {
			content, rest, _ = strings.Cut(quoted, `"`)
			_, rest, _ = strings.Cut(rest, ";")
		} else {
			content, rest, _ = strings.Cut(rest, ";")
		}
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := params[name]; name != "" && !twice {
			params[name] = strings.TrimSpace(content)
		}
	}
	return strings.ToLower(strings.TrimSpace(value)), params
}
