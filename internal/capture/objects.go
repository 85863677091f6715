package capture

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"slices"
	"strings"

	"hearsay/internal/capture/list"
	"hearsay/internal/fields"
)

const (
	maxObject    = 8 << 20 // bytes of an article in JSON
	sampled      = 20      // articles by which the mapping of a file is chosen
	sampledBytes = 4 << 20
)

// objectLines are the extensions of files with an object to a line.
var objectLines = []string{".jsonl", ".ndjson", ".jl"}

// isObjects reports whether a file holds articles in JSON: an object to a line, a
// list of objects, or one. A feed in JSON is something else.
func isObjects(name, stated string, head []byte) bool {
	ext, first := extension(name), opening(head)
	switch {
	case list.KindOf(head) == list.JSONFeed:
		return false
	case stated == mediaObject, ext == ".json" && stated == "":
		return strings.HasPrefix(first, "{") || strings.HasPrefix(first, "[")
	case slices.Contains([]string{"", mediaText, "application/octet-stream", "application/x-ndjson", "application/jsonl"}, stated):
		return slices.Contains(objectLines, ext) || ext == "" && strings.HasPrefix(first, `{"`)
	}
	return false
}

// An object is an article in JSON on its way in, or why it is none.
type object struct {
	source
	body []byte
	err  error
}

// objects reads articles in JSON, by the mapping that was stated or else by one
// that is chosen by the first of them. A file that was found and has no articles
// is passed over.
func (w *walk) objects(s source, text *bufio.Reader) bool {
	next, stop := iter.Pull(s.split(text))
	defer stop()
	var first []object
	var bodies [][]byte
	for size := 0; len(first) < sampled && size < sampledBytes; {
		o, more := next()
		if !more {
			break
		}
		first, bodies, size = append(first, o), append(bodies, o.body), size+len(o.body)
	}
	mapping, ok := w.mapping(bodies)
	known := ok && (mapping.Names() || w.opts.Fields.String() != "")
	switch {
	case !known && !s.named:
		w.opts.PassedOver(s.path)
		return true
	case !ok && len(first) > 0 && wrong(first[0]) != nil:
		return w.fails(first[0].path, first[0].name, wrong(first[0]))
	case !ok:
		return w.fails(s.path, s.name, errors.New("no field of its objects has a usual name for the text of an article: --fields text=NAME says which it is"))
	}
	if w.opts.Fields.String() == "" {
		w.opts.Mapped(s.path, mapping)
	}
	for _, o := range first {
		if !w.object(o, mapping) {
			return false
		}
	}
	for o, more := next(); more; o, more = next() {
		if !w.object(o, mapping) {
			return false
		}
	}
	return true
}

// wrong returns why an object is none.
func wrong(o object) error {
	if o.err != nil {
		return o.err
	}
	if _, err := (fields.Mapping{}).Read(o.body); errors.Is(err, fields.ErrNoObject) {
		return err
	}
	return nil
}

// mapping returns the mapping for objects, and reports whether it suits one of
// them.
func (w *walk) mapping(objects [][]byte) (fields.Mapping, bool) {
	stated := w.opts.Fields
	if stated.String() == "" {
		return fields.Choose(objects...)
	}
	return stated, slices.ContainsFunc(objects, func(o []byte) bool {
		_, err := stated.Read(o)
		return err == nil
	})
}

// object hands on an article.
func (w *walk) object(o object, mapping fields.Mapping) bool {
	if w.ctx.Err() != nil {
		return w.stop()
	}
	if o.err != nil {
		return w.fails(o.path, o.name, o.err)
	}
	article, err := mapping.Read(o.body)
	if err != nil {
		return w.fails(o.path, o.name, err)
	}
	if isHTTP(article.URL) && checkAddress(article.URL) == nil {
		o.address = article.URL
	}
	return w.give(o.source, mime.FormatMediaType(mediaObject, map[string]string{"fields": mapping.String()}), o.body)
}

// split takes JSON apart into its objects.
func (s source) split(text *bufio.Reader) iter.Seq[object] {
	return func(yield func(object) bool) {
		head, _ := text.Peek(sniffSize) // what is wrong comes again
		ext := extension(s.name)
		switch {
		case slices.Contains(objectLines, ext):
			s.lines(text, nil, yield)
		case strings.HasPrefix(opening(head), "["):
			s.list(text, yield)
		default:
			s.linesOrOne(text, yield)
		}
	}
}

// linesOrOne reads a file that begins with an object: if that ends with its line,
// and others follow, it is the first of many.
func (s source) linesOrOne(text *bufio.Reader, yield func(object) bool) {
	line, err := readLine(text)
	if err == nil && json.Valid(line) {
		if _, err := text.Peek(1); err == nil {
			s.lines(text, line, yield)
			return
		}
	}
	if err == nil || errors.Is(err, io.EOF) {
		var rest []byte
		rest, err = readPage(text, -1)
		line = append(line, rest...)
	}
	if err == nil && len(line) > maxObject {
		err = errLongObject
	}
	if err != nil {
		yield(object{s, nil, inWords(err)})
		return
	}
	if wrapped := wrappedList(line); wrapped != nil {
		s.list(bytes.NewReader(wrapped), yield)
		return
	}
	yield(object{s, bytes.TrimSpace(line), nil})
}

// wrappedList returns the list of articles in an object that is no article but an
// answer with several, or nil.
func wrappedList(answer []byte) json.RawMessage {
	if _, ok := fields.Choose(answer); ok {
		return nil
	}
	var names struct{ Articles, Items, Results, Data, Documents, Stories json.RawMessage }
	if json.Unmarshal(answer, &names) != nil {
		return nil
	}
	for _, list := range []json.RawMessage{names.Articles, names.Items, names.Results, names.Data, names.Documents, names.Stories} {
		if bytes.HasPrefix(list, []byte("[")) {
			return list
		}
	}
	return nil
}

// lines reads an object to a line. First is the one that was read already.
func (s source) lines(text *bufio.Reader, first []byte, yield func(object) bool) {
	number := 0
	give := func(line []byte, err error) bool {
		number++
		if err == nil && len(line) == 0 {
			return true
		}
		if err != nil {
			line = nil
		}
		return yield(object{s.part("line", number), line, err})
	}
	if first != nil && !give(first, nil) {
		return
	}
	for {
		line, err := readLine(text)
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return
		case errors.Is(err, errLongObject), err == nil, errors.Is(err, io.EOF):
			if errors.Is(err, io.EOF) {
				err = nil
			}
			if !give(line, err) {
				return
			}
		default:
			yield(object{s, nil, inWords(err)})
			return
		}
	}
}

var errLongObject = fmt.Errorf("too large: more than the %d MiB that an article in JSON may have", maxObject>>20)

// readLine reads a line, without its end and white space around. One that is too
// long is read to its end all the same.
func readLine(text *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		piece, err := text.ReadSlice('\n')
		if long = long || len(line)+len(piece) > maxObject; !long {
			line = append(line, piece...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errLongObject
		}
		return line, err
	}
}

// list reads the objects of a list. What is broken ends it.
func (s source) list(text io.Reader, yield func(object) bool) {
	bounded := &bounded{Reader: text, left: maxObject}
	values := json.NewDecoder(bounded)
	number := 0
	fails := func(err error) { yield(object{s.part("item", number+1), nil, listError(err)}) }
	if _, err := values.Token(); err != nil { // the bracket
		fails(err)
		return
	}
	for values.More() {
		var body json.RawMessage
		bounded.left = maxObject
		if err := values.Decode(&body); err != nil {
			fails(err)
			return
		}
		if len(body) > maxObject {
			fails(errLongObject)
			return
		}
		number++
		if !yield(object{s.part("item", number), body, nil}) {
			return
		}
	}
	if _, err := values.Token(); err != nil {
		fails(err)
	}
}

// listError tells that a list cannot be read further.
func listError(err error) error {
	switch {
	case errors.Is(err, errLongObject):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return worded{"the list is cut off here", err}
	}
	return fmt.Errorf("not JSON from here on: %w", err)
}

// A bounded reader fails where too much is read at a time.
type bounded struct {
	io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLongObject
	}
	n, err := b.Reader.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
