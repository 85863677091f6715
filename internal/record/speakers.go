package record

import (
	"context"
	"database/sql"
	"fmt"
)

// Speaker returns the speaker with an id and what the record has of it.
func (r *Record) Speaker(ctx context.Context, id string) (SpeakerEntry, error) {
	found, err := r.speakers(ctx, " WHERE p.id = ? GROUP BY p.n", id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("speaker %s: %w", id, err)
	}
	s := found[0]
	s.Names = []string{s.Name}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var role string
		err := rows.Scan(&role)
		s.Roles = append(s.Roles, role)
		return err
	}, `SELECT s.role FROM statements s JOIN speakers p ON p.n = s.speaker
		WHERE p.id = ? AND s.role <> '' GROUP BY s.role ORDER BY count(*) DESC, s.role`, id)
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("roles of speaker %s: %w", id, err)
	}
	return s, nil
}

// Speakers returns speakers, those with most statements first.
func (r *Record) Speakers(ctx context.Context, limit, offset int) ([]SpeakerEntry, error) {
	found, err := r.speakers(ctx, " GROUP BY p.n ORDER BY count(*) DESC, p.name LIMIT ? OFFSET ?", limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing speakers: %w", err)
	}
	return found, nil
}

func (r *Record) speakers(ctx context.Context, rest string, args ...any) ([]SpeakerEntry, error) {
	found := []SpeakerEntry{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s SpeakerEntry
		err := rows.Scan(&s.ID, &s.Name, &s.Kind, &s.Statements, &s.Articles, &s.Outlets, &s.First, &s.Last)
		found = append(found, s)
		return err
	}, `SELECT p.id, p.name, p.kind, count(*), count(DISTINCT s.article), count(DISTINCT nullif(a.outlet, '')),
			coalesce(min(nullif(s.published, '')), ''), coalesce(max(s.published), '')
		FROM speakers p JOIN statements s ON s.speaker = p.n JOIN articles a ON a.n = s.article`+rest, args...)
	return found, err
}
