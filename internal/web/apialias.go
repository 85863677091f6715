package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/record"
)

// An alias is a speaker, or one of its names, as a program names it: by an id,
// or by name and walk of life as the journal does.
type alias struct {
	ID  string          // empty where Ref names it
	Ref record.AliasRef // empty where ID names it
}

// id returns the alias's id, which the record need not have.
func (a alias) id() string {
	if a.ID != "" {
		return a.ID
	}
	return a.Ref.ID()
}

func (a alias) String() string {
	if a.ID != "" {
		return a.ID
	}
	return a.Ref.String()
}

// UnmarshalJSON reads a string as an id and an object as name and domain.
func (a *alias) UnmarshalJSON(from []byte) error {
	var read alias
	if bytes.HasPrefix(bytes.TrimSpace(from), []byte(`"`)) {
		if err := json.Unmarshal(from, &read.ID); err != nil {
			return err
		}
	} else if err := json.Unmarshal(from, &read.Ref); err != nil {
		return err
	}
	if read == (alias{}) {
		return errors.New("an id, or a name, is needed")
	}
	*a = read
	return nil
}

// aliasObject describes the form of the journal.
type aliasObject struct {
	_      struct{} `additionalProperties:"false"`
	Name   string   `json:"name" minLength:"1" maxLength:"400"`
	Domain string   `json:"domain,omitempty" maxLength:"100"`
}

// Schema describes both forms.
func (alias) Schema(r huma.Registry) *huma.Schema {
	shortest, longest := 1, 100
	return &huma.Schema{
		Description: "An id of the speaker or of any of its aliases, or name and domain as in the journal.",
		OneOf: []*huma.Schema{
			{Type: huma.TypeString, MinLength: &shortest, MaxLength: &longest},
			r.Schema(reflect.TypeFor[aliasObject](), true, "Alias"),
		},
	}
}

// A knownSpeaker is a speaker of the record and the ids of all its names.
type knownSpeaker struct {
	id  string
	has map[string]bool
}

// oneSpeaker finds the speaker whom all these name.
func (s *site) oneSpeaker(ctx context.Context, names []alias) (knownSpeaker, error) {
	first := names[0].id()
	entry, err := s.record.Speaker(ctx, first)
	if err != nil {
		return knownSpeaker{}, missing(names[0], err)
	}
	aliases, err := s.record.Aliases(ctx, first)
	if err != nil {
		return knownSpeaker{}, missing(names[0], err)
	}
	who := knownSpeaker{entry.ID, map[string]bool{entry.ID: true}}
	for _, a := range aliases {
		who.has[a.ID] = true
	}
	for _, name := range names[1:] {
		if who.has[name.id()] {
			continue
		}
		if _, err := s.record.Speaker(ctx, name.id()); err != nil {
			return knownSpeaker{}, missing(name, err)
		}
		return knownSpeaker{}, fmt.Errorf("%w: %s and %s name two speakers, and one correction is about one", record.ErrBadCorrection, names[0], name)
	}
	return who, nil
}

// whose returns what the record is told of whose a statement is: the id of a
// speaker, a name that nobody has yet, or nothing where nobody knows.
func (s *site) whose(ctx context.Context, name *alias) (string, error) {
	if name == nil {
		return "", nil
	}
	who, err := s.oneSpeaker(ctx, []alias{*name})
	if errors.Is(err, record.ErrNotFound) && name.ID == "" && name.Ref.Domain == "" {
		return name.Ref.Name, nil
	}
	return who.id, err
}

// missing tells who is missing by what the program called it.
func missing(name alias, err error) error {
	if errors.Is(err, record.ErrNotFound) {
		return fmt.Errorf("speaker %s: %w", name, record.ErrNotFound)
	}
	return err
}
