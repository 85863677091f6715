package record

import (
	"context"
	"database/sql"
	"strings"
)

// mostNamed is by how many names of a speaker it is looked for in others' words at
// most: the most frequent.
const mostNamed = 8

// namesMeant are names that mean one speaker: full names, unless it has surnames
// alone, which others may have too. Most frequent first; none where there is no such
// speaker.
func (r *Record) namesMeant(ctx context.Context, id string) ([]string, error) {
	var names []string
	fewest := -1
	err := r.each(ctx, func(rows *sql.Rows) error {
		var name string
		var bare int
		err := rows.Scan(&name, &bare)
		if fewest < 0 {
			fewest = bare
		}
		if bare == fewest {
			names = append(names, name)
		}
		return err
	}, `SELECT f.value, min(o.bare) FROM aliases l JOIN aliases o ON o.speaker = l.speaker
			JOIN alias_facts f ON f.alias = o.n AND f.fact = 'name'
		WHERE l.id = ? GROUP BY f.value ORDER BY 2, sum(f.statements) DESC, f.value LIMIT ?`, id, mostNamed)
	return names, err
}

// saidTo returns the full-text expression for what was said to a speaker, by name.
func (r *Record) saidTo(ctx context.Context, id string) (string, error) {
	return r.anyName(ctx, id, func(name string) string {
		// To Ada Quill's lawyer is not to her.
		return "(" + quoted("said_to", name) + " NOT " + quoted("said_to", name+" s") + ")"
	})
}

// naming returns the full-text expression for what others said in words that name
// a speaker.
func (r *Record) naming(ctx context.Context, id string) (string, error) {
	named, err := r.anyName(ctx, id, func(name string) string { return quoted("content", name) })
	if err != nil {
		return "", err
	}
	own, err := r.aliasesOf(ctx, id)
	return "(" + named + " NOT " + anyAlias(own) + ")", err
}

// anyName returns the full-text expression for any of a speaker's names; one that
// nothing has where there is no such speaker.
func (r *Record) anyName(ctx context.Context, id string, expression func(name string) string) (string, error) {
	names, err := r.namesMeant(ctx, id)
	var all []string
	for _, name := range names {
		if words := nameWords(name); words != "" {
			all = append(all, expression(words))
		}
	}
	if len(all) == 0 {
		return anyAlias([]string{id}), err
	}
	return "(" + strings.Join(all, " OR ") + ")", err
}
