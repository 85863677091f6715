package record

import (
	"context"
	"database/sql"
	"fmt"
)

// Speaker returns the speaker with an id and what the record has of it.
func (r *Record) Speaker(ctx context.Context, id string) (SpeakerEntry, error) {
	found, err := r.speakers(ctx, "WHERE p.id = ?", id)
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
	}, `SELECT f.value FROM speaker_facts f JOIN speakers p ON p.n = f.speaker
		WHERE p.id = ? AND f.fact = 'role' ORDER BY f.statements DESC, f.value`, id)
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("roles of speaker %s: %w", id, err)
	}
	return s, nil
}

// Speakers returns speakers, those with most statements first; their names and
// roles are left out.
func (r *Record) Speakers(ctx context.Context, limit, offset int) ([]SpeakerEntry, error) {
	const order = " ORDER BY statements DESC, name"
	found, err := r.speakers(ctx, "WHERE p.n IN (SELECT n FROM speakers"+order+" LIMIT ? OFFSET ?)"+order, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing speakers: %w", err)
	}
	return found, nil
}

// speakers runs a query for speakers; rest is all that follows the table. The
// days come from the rows of the first and last statement that have one.
func (r *Record) speakers(ctx context.Context, rest string, args ...any) ([]SpeakerEntry, error) {
	const day = `coalesce((SELECT a.published FROM statements s JOIN articles a ON a.n = s.article
		WHERE s.speaker = p.n AND s.n >= %d ORDER BY s.n %s LIMIT 1), '')`
	dated := firstOfDay(1)
	found := []SpeakerEntry{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s SpeakerEntry
		err := rows.Scan(&s.ID, &s.Name, &s.Kind, &s.Statements, &s.Articles, &s.Outlets, &s.First, &s.Last)
		found = append(found, s)
		return err
	}, `SELECT p.id, p.name, p.kind, p.statements, p.articles,
			(SELECT count(*) FROM speaker_facts f WHERE f.speaker = p.n AND f.fact = 'outlet'),
			`+fmt.Sprintf(day, dated, "ASC")+", "+fmt.Sprintf(day, dated, "DESC")+`
		FROM speakers p `+rest, args...)
	return found, err
}
