package record

import (
	"context"
	"database/sql"
	"fmt"
)

// An Identity says what an id names.
type Identity struct {
	Room string // "article", "statement" or "speaker"
	ID   string // in full
}

// Identify finds what an id, or the beginning of one, names. Where it names
// nothing the error is [ErrNotFound]; where it names several, [ErrAmbiguous].
// The id of each of a speaker's aliases names the speaker: an id that was once
// the speaker's own goes on naming it.
func (r *Record) Identify(ctx context.Context, beginning string) (Identity, error) {
	var found []Identity
	err := r.each(ctx, func(rows *sql.Rows) error {
		var i Identity
		err := rows.Scan(&i.Room, &i.ID)
		found = append(found, i)
		return err
	}, `SELECT 'article', id FROM articles WHERE id >= ?1 AND id < ?1 || 'g'
		UNION ALL SELECT 'statement', id FROM statements WHERE id >= ?1 AND id < ?1 || 'g'
		UNION ALL SELECT DISTINCT 'speaker', p.id FROM aliases l JOIN speakers p ON p.n = l.speaker
			WHERE l.id >= ?1 AND l.id < ?1 || 'g' LIMIT 2`, beginning)
	switch {
	case err != nil:
		return Identity{}, fmt.Errorf("looking up id %s: %w", beginning, err)
	case len(found) == 0 || beginning == "":
		return Identity{}, fmt.Errorf("id %s: %w", beginning, ErrNotFound)
	case len(found) > 1:
		return Identity{}, fmt.Errorf("id %s: %w", beginning, ErrAmbiguous)
	}
	return found[0], nil
}
