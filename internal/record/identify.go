package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"hearsay/internal/speaker"
)

// An Identity says what an id names.
type Identity struct {
	Room string // "article", "statement", "speaker", "utterance" or "story"
	ID   string // in full
}

// Identify finds what an id, or the beginning of one, names. Where it names
// nothing the error is [ErrNotFound]; where it names several, [ErrAmbiguous].
// The id of each of a speaker's aliases names the speaker: an id that was once
// the speaker's own goes on naming it. So does "u" with the id of each statement
// that reports an utterance, and "s" with that of each article of a story.
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
			WHERE l.id >= ?1 AND l.id < ?1 || 'g'
		UNION ALL SELECT 'utterance', 'u' || id FROM statements WHERE id >= substr(?1, 2) AND id < substr(?1, 2) || 'g' AND substr(?1, 1, 1) = 'u'
		UNION ALL SELECT 'story', 's' || id FROM articles WHERE id >= substr(?1, 2) AND id < substr(?1, 2) || 'g' AND substr(?1, 1, 1) = 's'
		LIMIT 2`, beginning)
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

// FindSpeaker finds whom people mean by an id, the beginning of one, or a name:
// any that the speaker has, in any spelling, or a surname. Where nobody has it the error is
// [ErrNotFound]; where several have, [ErrAmbiguous], with who they are.
func (r *Record) FindSpeaker(ctx context.Context, typed string) (id string, err error) {
	typed = strings.Join(strings.Fields(typed), " ")
	named, err := r.Identify(ctx, typed)
	switch {
	case err == nil && named.Room == "speaker":
		return named.ID, nil
	case err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrAmbiguous):
		return "", err
	}
	f := speaker.Fold(typed)
	found, err := r.namedAs(ctx, "l.key IN (?, ?)", f.Key, f.Plain())
	if err == nil && len(found) == 0 {
		found, err = r.namedAs(ctx, "p.name = ?", typed)
	}
	if err == nil && len(found) == 0 && f.Full() {
		found, err = r.namedAs(ctx, "l.circle = ? AND l.circle <> ''", f.Circle())
	}
	if err == nil && len(found) == 0 && f.Bare() {
		found, err = r.namedAs(ctx, "l.family = ? AND l.family <> ''", f.Family())
	}
	switch {
	case err != nil:
		return "", fmt.Errorf("looking for speaker %s: %w", typed, err)
	case len(found) == 0:
		return "", fmt.Errorf("speaker %s: %w", typed, ErrNotFound)
	case len(found) > 1:
		var all []string
		for _, s := range found {
			all = append(all, s.ID+" ("+s.Name+")")
		}
		return "", fmt.Errorf("%s %w: %s", typed, ErrAmbiguous, strings.Join(all, ", "))
	}
	return found[0].ID, nil
}

func (r *Record) namedAs(ctx context.Context, where string, args ...any) ([]Speaker, error) {
	var found []Speaker
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s Speaker
		err := rows.Scan(&s.ID, &s.Name)
		found = append(found, s)
		return err
	}, "SELECT DISTINCT p.id, p.name FROM aliases l JOIN speakers p ON p.n = l.speaker WHERE "+where+" ORDER BY p.statements DESC, p.id LIMIT 5", args...)
	return found, err
}
