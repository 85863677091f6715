package web

import (
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/record"
)

// verbs are the fields of each verb beside do and by: those that it must have,
// and those that it may. Of "a|b" it must have one.
var verbs = map[string]struct{ must, may []string }{
	record.Confirm:       {must: []string{"statement"}},
	record.Withdraw:      {must: []string{"statement"}},
	record.Rename:        {must: []string{"speaker", "name"}},
	record.Merge:         {must: []string{"aliases", "speaker"}},
	record.Split:         {must: []string{"from", "aliases|statements"}, may: []string{"speaker", "name"}},
	record.SetSpeaker:    {must: []string{"statement"}, may: []string{"speaker"}},
	record.KeepApart:     {must: []string{"aliases", "from"}},
	record.JoinWitnesses: {must: []string{"statements"}},
	record.PartWitnesses: {must: []string{"statement"}},
	record.Save:          {must: []string{"name"}, may: []string{"search"}},
	record.Undo:          {must: []string{"entry"}},
}

// given lists the fields that a correction has, beside do and by.
func (c correction) given() []string {
	var given []string
	for _, f := range []struct {
		name string
		is   bool
	}{
		{"statement", c.Statement != ""}, {"statements", len(c.Statements) > 0}, {"aliases", len(c.Aliases) > 0},
		{"from", len(c.From) > 0}, {"speaker", c.Speaker != nil}, {"name", strings.TrimSpace(c.Name) != ""}, {"search", c.Search != nil}, {"entry", c.Entry != ""},
	} {
		if f.is {
			given = append(given, f.name)
		}
	}
	return given
}

// check tells what of the fields is not the verb's. A field too many is refused
// as one that lacks: what it was to do would not be done.
func (c correction) check() error {
	verb, known := verbs[c.Do]
	if !known {
		return fmt.Errorf("%q is nothing that can be done here", c.Do)
	}
	given := c.given()
	for _, must := range verb.must {
		choice := strings.Split(must, "|")
		n := 0
		for _, field := range choice {
			if at := slices.Index(given, field); at >= 0 {
				given = slices.Delete(given, at, at+1)
				n++
			}
		}
		switch {
		case n == 0:
			return fmt.Errorf("%s needs %s", c.Do, strings.Join(choice, " or "))
		case n > 1:
			return fmt.Errorf("%s takes %s, not both", c.Do, strings.Join(choice, " or "))
		}
	}
	for _, field := range given {
		if !slices.Contains(verb.may, field) {
			return fmt.Errorf("%s takes no %s", c.Do, field)
		}
	}
	_, err := c.search()
	return err
}

// search is the search that a correction has: the one that selects all, where it
// has none.
func (c correction) search() (record.Query, error) {
	if c.Search == nil {
		return record.Query{}, nil
	}
	return c.Search.query()
}
