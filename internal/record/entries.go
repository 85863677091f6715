package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// An Entry is a correction as the journal has it.
type Entry struct {
	ID string `json:"id"`
	Correction
	Undone  bool   `json:"undone"`
	Missing string `json:"missing,omitempty"` // what it is about and the record does not have (any more)
}

// Journal returns the journal's entries, latest first.
func (r *Record) Journal(ctx context.Context, limit, offset int) ([]Entry, error) {
	found, err := r.entries(ctx, "ORDER BY offset DESC LIMIT ? OFFSET ?", limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing the journal: %w", err)
	}
	return found, nil
}

// Entry returns the journal's entry with an id, or the one that begins so.
func (r *Record) Entry(ctx context.Context, beginning string) (Entry, error) {
	e, err := r.entry(ctx, beginning)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %s: %w", beginning, err)
	}
	return e, nil
}

func (r *Record) entry(ctx context.Context, beginning string) (Entry, error) {
	found, err := r.entries(ctx, "WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2", beginning)
	switch {
	case err != nil:
		return Entry{}, err
	case len(found) == 0 || beginning == "":
		return Entry{}, ErrNotFound
	case len(found) > 1:
		return Entry{}, ErrAmbiguous
	}
	return found[0], nil
}

func (r *Record) entries(ctx context.Context, rest string, args ...any) ([]Entry, error) {
	found := []Entry{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var e Entry
		var text string
		if err := rows.Scan(&e.ID, &text, &e.Undone); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &e.Correction)
		found = append(found, e)
		return err
	}, "SELECT id, entry, undone FROM entries "+rest, args...)
	for i := range found {
		if err == nil {
			found[i].Missing, err = r.missing(ctx, found[i].Correction)
		}
	}
	return found, err
}

// missing tells what a correction is about and the record does not have: an
// article that is gone, a statement that the present engine does not find.
func (r *Record) missing(ctx context.Context, c Correction) (string, error) {
	lacks := func(query, id string) (lacks bool, err error) {
		err = r.one(ctx, "SELECT NOT EXISTS ("+query+")", []any{id}, &lacks)
		return lacks, err
	}
	for _, id := range slices.Concat([]string{c.Statement}, c.Statements, c.Others) {
		if id == "" {
			continue
		}
		if gone, err := lacks("SELECT 1 FROM statements WHERE id = ?", id); err != nil || gone {
			return "statement " + id, err
		}
	}
	if c.Do == KnowPeople {
		if _, err := os.Stat(listFile(r.dir, c.File)); errors.Is(err, fs.ErrNotExist) {
			return "list " + c.File, nil
		}
	}
	aliases := c.Aliases
	if c.Speaker != nil && c.Do != SetSpeaker {
		aliases = append(aliases[:len(aliases):len(aliases)], *c.Speaker)
	}
	for _, a := range aliases {
		if gone, err := lacks("SELECT 1 FROM aliases WHERE id = ?", a.ID()); err != nil || gone {
			return "speaker " + a.Name, err
		}
	}
	return "", nil
}
