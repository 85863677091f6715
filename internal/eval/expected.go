package eval

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// An Expected is a statement that a careful reader finds on a page.
type Expected struct {
	Doc      string   `json:"doc"` // file name of the page
	Speaker  string   `json:"speaker"`
	Accept   []string `json:"accept"` // other names that are as good
	Source   string   `json:"source"` // empty where the page leaves it out
	Content  []string `json:"content"`
	Kind     string   `json:"kind"`
	Via      []string `json:"via"` // who passed it on, from the page to the speaker
	To       string   `json:"to"`
	When     string   `json:"when"` // a day or a month
	Inner    *Inner   `json:"inner"`
	Optional bool     `json:"optional"` // careful readers may differ: not counted, and not extra
}

// An Inner is what is expected inside the content of an expected statement.
type Inner struct {
	Speaker string   `json:"speaker"`
	Accept  []string `json:"accept"`
	Content []string `json:"content"`
}

// LoadExpected reads expected statements from a file of JSON lines, the form of
// internal/sample/expected.jsonl. It asks of each page whether it is there, so
// that an error names the line that wants it.
func LoadExpected(path string, there func(doc string) error) ([]Expected, error) {
	return load(path, func(r io.Reader, name string) ([]Expected, error) {
		var all []Expected
		err := eachJSON(r, name, func(e Expected) error {
			if e.Doc == "" || e.Doc != filepath.Base(e.Doc) || !filepath.IsLocal(e.Doc) {
				return fmt.Errorf("%q is no name of a page", e.Doc)
			}
			if len(e.Content) == 0 {
				return errors.New("the statement has no content")
			}
			all = append(all, e)
			return there(e.Doc)
		})
		return all, err
	})
}

// An Exported is a statement as hearsay export writes it, as far as it is judged.
type Exported struct {
	ID      string `json:"id"`
	Article struct {
		File string `json:"file"`
		URL  string `json:"url"`
	} `json:"article"`
	Speaker struct {
		Name string `json:"name"`
	} `json:"speaker"`
	Source  exportedSpan   `json:"source"`
	Content []exportedSpan `json:"content"`
	Kind    string         `json:"kind"`
	Act     string         `json:"act"`
	To      string         `json:"to"`
	Via     []string       `json:"via"`
	When    struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"when"`
	Inside string `json:"inside"`
}

type exportedSpan struct {
	Text string `json:"text"`
}

// ReadExport reads what hearsay export writes as JSON lines; name stands for
// the file in errors.
func ReadExport(r io.Reader, name string) ([]Exported, error) {
	var all []Exported
	err := eachJSON(r, name, func(s Exported) error {
		all = append(all, s)
		return nil
	})
	return all, err
}
