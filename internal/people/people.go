// Package people reads lists of known people and organizations: what names are
// one somebody's. Two forms are read, told apart by their first character.
//
// FollowTheMoney JSON lines, as OpenSanctions and others publish them: entities
// of the schemata Person, Organization, Company, PublicBody and LegalEntity,
// with the properties name, alias, position and country. Weak aliases are
// passed over: they name many.
//
// CSV with a heading: a column name, and as they are there aliases (separated
// by semicolons), kind, role and country.
//
// What cannot be read is told with file and line, and the rest is read.
package people

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// A Person is somebody, or some body, of a list.
type Person struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"` // other names, as good as the first
	Kind    string   `json:"kind,omitempty"`    // person, organization or state
	Roles   []string `json:"roles,omitempty"`
	Country string   `json:"country,omitempty"`
}

// longest is how many bytes a line may have.
const longest = 16 << 20

// Read yields the people of a list, called name in errors. A line that cannot
// be read yields an error, and reading goes on; after an error of the reader it
// ends.
func Read(name string, list io.Reader) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		lines := bufio.NewReaderSize(list, 64<<10)
		if mark, err := lines.Peek(3); err == nil && bytes.Equal(mark, []byte("\ufeff")) {
			_, _ = lines.Discard(len(mark))
		}
		first, err := lines.Peek(1)
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			yield(Person{}, fmt.Errorf("reading %s: %w", name, err))
		case first[0] == '{':
			readEntities(name, lines, yield)
		default:
			readTable(name, lines, yield)
		}
	}
}

// An entity is what of FollowTheMoney's form is looked at.
type entity struct {
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption"`
	Properties map[string][]string `json:"properties"`
}

// kinds are the schemata that are read.
var kinds = map[string]string{
	"Person": "person", "Organization": "organization", "Company": "organization", "LegalEntity": "",
	"PublicBody": "organization", "Country": "state",
}

func readEntities(name string, lines *bufio.Reader, yield func(Person, error) bool) {
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(Person{}, fmt.Errorf("reading %s, line %d: %w", name, number, err))
			return
		}
		if len(bytes.TrimSpace(line)) > 0 {
			p, known, fault := ofEntity(line)
			switch {
			case fault != nil:
				if !yield(Person{}, fmt.Errorf("%s, line %d: %w", name, number, fault)) {
					return
				}
			case known && !yield(p, nil):
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func readLine(lines *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := lines.ReadSlice('\n')
		line = append(line, piece...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > longest {
			return nil, fmt.Errorf("it has more than %d bytes", longest)
		}
	}
}

// ofEntity reads a line of JSON; known tells whether it is of a schema that names somebody.
func ofEntity(line []byte) (p Person, known bool, err error) {
	var e entity
	if err := json.Unmarshal(line, &e); err != nil {
		return p, false, fmt.Errorf("no FollowTheMoney entity: %w", err)
	}
	if e.Schema == "" {
		return p, false, errors.New("no FollowTheMoney entity: it has no schema")
	}
	if p.Kind, known = kinds[e.Schema]; !known {
		return p, false, nil
	}
	names := tidy(e.Properties["name"])
	if len(names) == 0 {
		names = tidy([]string{e.Caption})
	}
	if len(names) == 0 {
		return p, false, errors.New("it has no name")
	}
	p.Name, p.Aliases = names[0], tidy(append(names[1:], e.Properties["alias"]...))
	p.Roles = tidy(e.Properties["position"])
	if of := tidy(e.Properties["country"]); len(of) > 0 {
		p.Country = of[0]
	}
	return p, true, nil
}

// tidy drops what is blank, and space that is too much.
func tidy(words []string) []string {
	var kept []string
	for _, w := range words {
		if w = strings.Join(strings.Fields(strings.ToValidUTF8(w, "")), " "); w != "" && !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

func readTable(name string, table io.Reader, yield func(Person, error) bool) {
	rows := csv.NewReader(table)
	rows.FieldsPerRecord = -1
	heading, err := rows.Read()
	if err != nil {
		yield(Person{}, fmt.Errorf("%s, line 1: the heading cannot be read: %w", name, err))
		return
	}
	column := make(map[string]int)
	for i, c := range heading {
		column[strings.ToLower(strings.TrimSpace(c))] = i
	}
	if _, found := column["name"]; !found {
		yield(Person{}, fmt.Errorf("%s, line 1: neither a FollowTheMoney entity nor a heading with a column called name", name))
		return
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var fault *csv.ParseError
		if err != nil && !errors.As(err, &fault) {
			yield(Person{}, fmt.Errorf("reading %s: %w", name, err))
			return
		}
		var p Person
		if err == nil {
			line, _ := rows.FieldPos(0)
			if p, err = ofRow(column, row); err != nil {
				err = fmt.Errorf("%s, line %d: %w", name, line, err)
			}
		} else {
			err = fmt.Errorf("%s, line %d: %w", name, fault.Line, fault.Err)
		}
		if !yield(p, err) {
			return
		}
	}
}

func ofRow(column map[string]int, row []string) (Person, error) {
	cell := func(name string) string {
		if i, found := column[name]; found && i < len(row) {
			return row[i]
		}
		return ""
	}
	list := func(name string) []string { return tidy(strings.Split(cell(name), ";")) }
	names := tidy([]string{cell("name")})
	if len(names) == 0 {
		return Person{}, errors.New("it has no name")
	}
	p := Person{Name: names[0], Aliases: list("aliases"), Roles: list("role"), Country: strings.Join(tidy([]string{cell("country")}), "")}
	switch kind := strings.ToLower(strings.TrimSpace(cell("kind"))); kind {
	case "", "person", "organization", "state":
		p.Kind = kind
	default:
		return Person{}, fmt.Errorf("the kind %q is none of person, organization, state", kind)
	}
	return p, nil
}
