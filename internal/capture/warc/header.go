package warc

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Field is a line of a header.
type Field struct {
	Name, Value string
}

// A Header is the fields of a record, or of an HTTP response, in their order.
type Header []Field

// Get returns the value of the first field of that name, in upper or lower
// case, and whether there is one.
func (h Header) Get(name string) (string, bool) {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value, true
		}
	}
	return "", false
}

// Value returns the value of the first field of that name, or "".
func (h Header) Value(name string) string {
	value, _ := h.Get(name)
	return value
}

// add appends the field that line states, or continues the last one.
func (h *Header) add(line string) error {
	if line[0] == ' ' || line[0] == '\t' {
		if len(*h) == 0 {
			return fmt.Errorf("header begins with a continued line: %.40q", line)
		}
		last := &(*h)[len(*h)-1]
		last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(line))
		return nil
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok || strings.TrimSpace(name) == "" {
		return fmt.Errorf("header line is not a named field: %.40q", line)
	}
	*h = append(*h, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	return nil
}

// check tells what in the header could not be read back as it was written.
func (h Header) check() error {
	for _, f := range h {
		if f.Name == "" || strings.ContainsFunc(f.Name, notInName) {
			return fmt.Errorf("%.40q cannot be a field's name", f.Name)
		}
		if !utf8.ValidString(f.Value) || strings.ContainsFunc(f.Value, isControl) ||
			f.Value != strings.TrimSpace(f.Value) {
			return fmt.Errorf("field %s cannot hold %.80q", f.Name, f.Value)
		}
	}
	return nil
}

func notInName(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
