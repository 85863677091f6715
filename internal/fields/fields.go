// Package fields finds an article in a JSON object: which of the object's fields
// has the text, which the title, which the address.
//
// A [Mapping] names the fields. Somebody states it ([Parse]), or it is chosen by
// the names that collections of news use ([Choose]); either way it is written down
// in a line, so that an object and its mapping are enough to read the article
// again.
package fields

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What a field can be of an article, in the order in which a mapping is written.
var parts = []string{"text", "html", "title", "author", "outlet", "published", "url", "language"}

// A Mapping tells by which names an object has the parts of an article: a path of
// names with dots ("source.name") to each part that it has.
type Mapping struct {
	paths map[string]string // by part
}

// Values are what the fields of an article hold. What an object does not have is
// empty.
type Values struct {
	Text, HTML string
	Title      string
	Authors    []string
	Outlet     string
	Published  string // as it is stated; a number of seconds as RFC 3339
	URL        string
	Language   string
}

// The ways in which bytes have no article. Compare with [errors.Is].
var (
	ErrNoObject = errors.New("not a JSON object")
	ErrNoText   = errors.New("no text")
)

// maxPath bounds the path to a field, in bytes.
const maxPath = 200

// Parse reads a mapping such as "text=body,title=headline,outlet=source.name".
func Parse(s string) (Mapping, error) {
	m := Mapping{paths: map[string]string{}}
	for pair := range strings.SplitSeq(s, ",") {
		part, path, ok := strings.Cut(strings.TrimSpace(pair), "=")
		part, path = strings.TrimSpace(part), strings.TrimSpace(path)
		switch {
		case !ok || path == "":
			return Mapping{}, fmt.Errorf("%q is not of the form text=body", pair)
		case !slices.Contains(parts, part):
			return Mapping{}, fmt.Errorf("an article has no %q, but %s", part, strings.Join(parts, ", "))
		case !isPath(path):
			return Mapping{}, fmt.Errorf("no field can be called %.80q", path)
		case m.paths[part] != "":
			return Mapping{}, fmt.Errorf("%s is said twice", part)
		}
		m.paths[part] = path
	}
	if m.paths["text"] == "" && m.paths["html"] == "" {
		return Mapping{}, errors.New("neither text nor html is said")
	}
	return m, nil
}

// isPath reports whether a path can be written down in a mapping.
func isPath(path string) bool {
	odd := func(r rune) bool { return !unicode.IsPrint(r) }
	return len(path) <= maxPath && utf8.ValidString(path) && !strings.ContainsFunc(path, odd)
}

// String writes a mapping as [Parse] reads it.
func (m Mapping) String() string {
	var pairs []string
	for _, part := range parts {
		if path := m.paths[part]; path != "" {
			pairs = append(pairs, part+"="+path)
		}
	}
	return strings.Join(pairs, ",")
}

// Path returns where an object has a part of the article, or "".
func (m Mapping) Path(part string) string { return m.paths[part] }

// Read reads an object, in time that grows with its bytes.
func (m Mapping) Read(object []byte) (Values, error) {
	top, err := open(object)
	if err != nil {
		return Values{}, err
	}
	get := func(part string) string {
		return strings.ToValidUTF8(textOf(find(top, m.paths[part])), "\uFFFD")
	}
	v := Values{
		Text: get("text"), HTML: get("html"), Title: get("title"), Outlet: get("outlet"), URL: strings.TrimSpace(get("url")), Language: get("language"),
		Published: dayOf(get("published")),
	}
	for _, name := range namesOf(find(top, m.paths["author"])) {
		v.Authors = append(v.Authors, strings.ToValidUTF8(name, "\uFFFD"))
	}
	if strings.TrimSpace(v.Text) == "" && strings.TrimSpace(v.HTML) == "" {
		return Values{}, fmt.Errorf("%w: %s", ErrNoText, m.absent())
	}
	return v, nil
}

// absent names the fields that would have the text.
func (m Mapping) absent() string {
	var named []string
	for _, part := range []string{"text", "html"} {
		if path := m.paths[part]; path != "" {
			named = append(named, strconv.Quote(path))
		}
	}
	return strings.Join(named, " and ") + " is empty or missing"
}

// open reads the names of an object, and leaves its values as they are.
func open(object []byte) (map[string]json.RawMessage, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(object, &top); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return nil, fmt.Errorf("%w but %s", ErrNoObject, kind.Value)
		}
		return nil, fmt.Errorf("%w: %w", ErrNoObject, err)
	}
	if top == nil {
		return nil, fmt.Errorf("%w but null", ErrNoObject)
	}
	return top, nil
}

// find returns the value at a path, or nil. A name may have dots of its own.
func find(object map[string]json.RawMessage, path string) json.RawMessage {
	for path != "" {
		if value, ok := object[path]; ok {
			return value
		}
		name, rest, deeper := strings.Cut(path, ".")
		value, ok := object[name]
		if !ok || !deeper {
			return nil
		}
		object = nil
		if json.Unmarshal(value, &object) != nil {
			return nil
		}
		path = rest
	}
	return nil
}

// textOf returns the text of a value: of a list its texts, each a paragraph, of an
// object its name.
func textOf(value json.RawMessage) string {
	switch kindOf(value) {
	case '"':
		var s string
		_ = json.Unmarshal(value, &s) // it was valid as part of the object
		return s
	case '[':
		var list []json.RawMessage
		_ = json.Unmarshal(value, &list)
		var texts []string
		for _, one := range list {
			if kindOf(one) == '"' {
				texts = append(texts, textOf(one))
			}
		}
		return strings.Join(texts, "\n\n")
	case '{':
		var object struct{ Name json.RawMessage }
		_ = json.Unmarshal(value, &object)
		if kindOf(object.Name) == '"' {
			return textOf(object.Name)
		}
		return ""
	case 'n', 't', 'f', 0:
		return ""
	}
	return string(value) // a number
}

// namesOf returns the names in a value: a text, or a list of texts or of objects
// with names.
func namesOf(value json.RawMessage) (names []string) {
	list := []json.RawMessage{value}
	if kindOf(value) == '[' {
		list = nil
		_ = json.Unmarshal(value, &list)
	}
	for _, one := range list {
		if kindOf(one) != '[' {
			if name := strings.TrimSpace(textOf(one)); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// kindOf returns the first byte of a value, which tells what it is.
func kindOf(value json.RawMessage) byte {
	if len(value) == 0 {
		return 0
	}
	return value[0]
}

// dayOf writes a time that is a number as one that can be read: seconds or
// milliseconds since 1970, or digits as in 20190108060000.
func dayOf(s string) string {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	switch {
	case err != nil || n < 1e8:
		return s
	case n < 1e11:
		return time.Unix(int64(n), 0).UTC().Format(time.RFC3339)
	case n < 1e13:
		return time.UnixMilli(int64(n)).UTC().Format(time.RFC3339)
	}
	if at, err := time.Parse("20060102150405", strings.TrimSpace(s)); err == nil {
		return at.Format(time.RFC3339)
	}
	return s
}
