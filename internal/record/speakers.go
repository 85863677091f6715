package record

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math"
)

// Speaker returns the speaker with an id, or with an alias of that id, and what
// the record has of it.
func (r *Record) Speaker(ctx context.Context, id string) (SpeakerEntry, error) {
	found, err := r.speakers(ctx, "WHERE p.n = (SELECT speaker FROM aliases WHERE id = ?)", id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("speaker %s: %w", id, err)
	}
	s := found[0]
	s.Names, err = r.facts(ctx, s.ID, "name")
	if err == nil {
		s.Roles, err = r.facts(ctx, s.ID, "role")
	}
	if err != nil {
		return SpeakerEntry{}, fmt.Errorf("names and roles of speaker %s: %w", id, err)
	}
	return s, nil
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

// Speakers returns speakers, those with most statements first; their names and
// roles are left out.
func (r *Record) Speakers(ctx context.Context, limit, offset int) ([]SpeakerEntry, error) {
	const order = " ORDER BY statements DESC, name, id"
	found, err := r.speakers(ctx, "WHERE p.n IN (SELECT n FROM speakers"+order+" LIMIT ? OFFSET ?)"+order, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing speakers: %w", err)
	}
	return found, nil
}

// AllSpeakers yields every speaker in the order of [Record.Speakers], for going
// through all of them while others write: one of whom more becomes known meanwhile may
// be passed over, or come twice.
func (r *Record) AllSpeakers(ctx context.Context) iter.Seq2[SpeakerEntry, error] {
	return r.allSpeakers(ctx, mostPage)
}

// allSpeakers reads so many at once.
func (r *Record) allSpeakers(ctx context.Context, size int) iter.Seq2[SpeakerEntry, error] {
	return func(yield func(SpeakerEntry, error) bool) {
		last := SpeakerEntry{Statements: math.MaxInt}
		for {
			page, err := r.speakers(ctx, `WHERE p.n IN (SELECT n FROM speakers WHERE statements <= ?1 AND (statements < ?1 OR (name, id) > (?2, ?3))
				ORDER BY statements DESC, name, id LIMIT ?4) ORDER BY statements DESC, name, id`, last.Statements, last.Name, last.ID, size)
			if err != nil {
				yield(SpeakerEntry{}, fmt.Errorf("listing speakers: %w", err))
				return
			}
			for _, s := range page {
				if !yield(s, nil) {
					return
				}
				last = s
			}
			if len(page) < size {
				return
			}
		}
	}
}

// speakers runs a query for speakers; rest is all that follows the table. The
// days come from the rows of the first and last statement that have one.
func (r *Record) speakers(ctx context.Context, rest string, args ...any) ([]SpeakerEntry, error) {
	const day = `coalesce((SELECT a.published FROM articles a WHERE a.n = (SELECT %s(n) FROM
		(SELECT (SELECT %[1]s(s.n) FROM statements s WHERE s.alias = l.n AND s.n >= %d) AS n FROM aliases l WHERE l.speaker = p.n)) >> %d), '')`
	dated := firstOfDay(1)
	found := []SpeakerEntry{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s SpeakerEntry
		err := rows.Scan(&s.ID, &s.Name, &s.Kind, &s.Statements, &s.Reprints, &s.Carried, &s.Articles, &s.Outlets, &s.First, &s.Last)
		found = append(found, s)
		return err
	}, `SELECT p.id, p.name, p.kind, p.statements, p.reprints, p.carried, p.articles,
			(SELECT count(DISTINCT f.value) FROM aliases l JOIN alias_facts f ON f.alias = l.n WHERE l.speaker = p.n AND f.fact = 'outlet'),
			`+fmt.Sprintf(day, "min", dated, positionBits)+", "+fmt.Sprintf(day, "max", dated, positionBits)+`
		FROM speakers p `+rest, args...)
	return found, err
}
