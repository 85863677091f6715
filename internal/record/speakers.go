package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
)

// Speaker returns the speaker with an id, or with an alias of that id, and what
// the record has of it.
func (r *Record) Speaker(ctx context.Context, id string) (SpeakerEntry, error) {
	s, err := r.speakerEntry(ctx, id)
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("speaker %s: %w", id, err)
	}
	s.Names, err = r.facts(ctx, s.ID, "name")
	if err == nil {
		s.Roles, err = r.facts(ctx, s.ID, "role")
	}
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("names and roles of speaker %s: %w", id, err)
	}
	return s, nil
}

// speakerEntry returns a speaker without names and roles.
func (r *Record) speakerEntry(ctx context.Context, id string) (SpeakerEntry, error) {
	return r.known.of(ctx, r, id, func(ctx context.Context) (SpeakerEntry, error) {
		found, err := r.speakers(ctx, "WHERE p.n = (SELECT speaker FROM aliases WHERE id = ?)", id)
		if err != nil || len(found) == 0 {
			return SpeakerEntry{}, cmp.Or(err, ErrNotFound)
		}
		return found[0], nil
	})
}

// facts returns what articles have of a sort for a speaker, most frequent first.
func (r *Record) facts(ctx context.Context, id, fact string) ([]string, error) {
	var values []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		var value string
		err := rows.Scan(&value)
		values = append(values, value)
		return err
	}, `SELECT f.value FROM speakers p JOIN aliases l ON l.speaker = p.n JOIN alias_facts f ON f.alias = l.n
		WHERE p.id = ? AND f.fact = ? GROUP BY f.value ORDER BY sum(f.statements) DESC, f.value`, id, fact)
	return values, err
}

// A Voice is a speaker with how much it said.
type Voice struct {
	ID, Name string
	Tally
}

// Voices lists speakers as [Record.Speakers] does, with what costs nothing to tell.
func (r *Record) Voices(ctx context.Context, limit, offset int) ([]Voice, error) {
	var found []Voice
	err := r.each(ctx, func(rows *sql.Rows) error {
		var v Voice
		err := rows.Scan(&v.ID, &v.Name, &v.Statements, &v.Reprints)
		found = append(found, v)
		return err
	}, "SELECT id, name, statements, reprints FROM speakers WHERE n IN (SELECT n FROM speakers"+mostQuoted+" LIMIT ? OFFSET ?)"+mostQuoted, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing speakers: %w", err)
	}
	return found, nil
}

const mostQuoted = " ORDER BY statements DESC, name, id"

// Speakers returns speakers, those with most statements first; their names and
// roles are left out.
func (r *Record) Speakers(ctx context.Context, limit, offset int) ([]SpeakerEntry, error) {
	found, err := r.speakers(ctx, "WHERE p.n IN (SELECT n FROM speakers"+mostQuoted+" LIMIT ? OFFSET ?)"+mostQuoted, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing speakers: %w", err)
	}
	return found, nil
}

// speakers runs a query for speakers; rest is all that follows the table. The
// days come from the rows of the first and last statement that have one. Of a
// speaker with several aliases the articles are counted through, since two of
// them may speak in one.
func (r *Record) speakers(ctx context.Context, rest string, args ...any) ([]SpeakerEntry, error) {
	const day = `coalesce((SELECT a.published FROM articles a WHERE a.n = (SELECT %s(n) FROM
		(SELECT (SELECT %[1]s(s.n) FROM statements s WHERE s.alias = l.n AND s.n >= %d) AS n FROM aliases l WHERE l.speaker = p.n)) >> %d), '')`
	dated := firstOfDay(1)
	found := []SpeakerEntry{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s SpeakerEntry
		err := rows.Scan(&s.ID, &s.Name, &s.Kind, &s.Statements, &s.Reprints, &s.Articles, &s.Outlets, &s.First, &s.Last)
		found = append(found, s)
		return err
	}, `SELECT p.id, p.name, p.kind, p.statements, p.reprints,
			iif(p.aliases = 1, (SELECT articles FROM aliases WHERE speaker = p.n),
				(SELECT count(DISTINCT s.n >> `+fmt.Sprint(positionBits)+`) FROM aliases l JOIN statements s ON s.alias = l.n WHERE l.speaker = p.n)),
			(SELECT count(DISTINCT f.value) FROM aliases l JOIN alias_facts f ON f.alias = l.n WHERE l.speaker = p.n AND f.fact = 'outlet'),
			`+fmt.Sprintf(day, "min", dated, positionBits)+", "+fmt.Sprintf(day, "max", dated, positionBits)+`
		FROM speakers p `+rest, args...)
	return found, err
}
