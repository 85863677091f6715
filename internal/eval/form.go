package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// A Form is what a marked file marks, and so how it is scored.
type Form string

// The forms of marked files.
const (
	Spans      Form = "attributions"        // articles with attributions: see [Load]
	Statements Form = "expected statements" // what a careful reader finds on pages: see [LoadExpected]
	Entities   Form = "entities"            // documents with every entity marked: see [LoadDocuments]
	Sources    Form = "sources"             // whom sources mean: see [LoadSources]
	Utterances Form = "utterances"          // which statements report one act of speaking: see [LoadSheets]
	Pronouns   Form = "pronouns"            // which of two names a pronoun means: see [LoadSnippets]
)

// Recognize tells the form of a marked file by its first line. What is not
// known for another form is taken for one of [Spans], and the error is left to
// its reader.
func Recognize(path string) (Form, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read marked file: %w", err)
	}
	defer f.Close()
	form := Spans
	err = eachLine(f, path, func(line []byte) error {
		form = formOf(line)
		return io.EOF
	})
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return form, nil
}

func formOf(line []byte) Form {
	if strings.HasPrefix(string(line), snippetHeader) {
		return Pronouns
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(line, &fields) != nil {
		return Spans
	}
	has := func(field string) bool { return fields[field] != nil }
	switch {
	case has("doc"):
		return Statements
	case has("mentions"):
		return Entities
	case has("article") && has("speaker"):
		return Sources
	case has("sheet"):
		return Utterances
	}
	return Spans
}

// load reads a marked file with what reads it from a reader.
func load[T any](path string, read func(r io.Reader, name string) ([]T, error)) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read marked file: %w", err)
	}
	defer f.Close()
	return read(f, path)
}

// eachLine visits the lines of a marked file that are not blank. Errors name
// the file and the line.
func eachLine(r io.Reader, name string, visit func(line []byte) error) error {
	lines := bufio.NewReader(r)
	for n, done := 1, false; !done; n++ {
		line, err := lines.ReadBytes('\n')
		if done = errors.Is(err, io.EOF); done {
			err = nil
		}
		if err == nil && !blank(line) {
			err = visit(line)
		}
		if err != nil {
			return fmt.Errorf("read marked file: %s, line %d: %w", name, n, err)
		}
	}
	return nil
}

func blank(line []byte) bool { return strings.Trim(string(line), " \t\r\n") == "" }

// eachJSON is [eachLine] for lines that are JSON objects.
func eachJSON[T any](r io.Reader, name string, visit func(T) error) error {
	return eachLine(r, name, func(line []byte) error {
		var of T
		if err := json.Unmarshal(line, &of); err != nil {
			return err
		}
		return visit(of)
	})
}
