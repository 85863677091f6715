package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
)

// Search returns the statements that a query selects, by the day their article
// was published, latest first, undated ones last; within an article in the
// order of its text.
func (r *Record) Search(ctx context.Context, q Query, limit, offset int) (Results, error) {
	results := Results{Statements: []Statement{}}
	where, args, err := q.where()
	if err != nil {
		return results, err
	}
	row := r.db.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT s.article) "+statementTables+where, args...)
	if err := row.Scan(&results.Total, &results.Articles); err != nil {
		return results, fmt.Errorf("searching %q: %w", q, err)
	}
	results.Statements, err = r.statements(ctx,
		where+" ORDER BY s.published DESC, a.id, s.position LIMIT ? OFFSET ?", append(args, limit, offset)...)
	if err != nil {
		return results, fmt.Errorf("searching %q: %w", q, err)
	}
	return results, nil
}

// All yields every statement that a query selects, ordered by article and place
// in its text: for going through all of them while others write.
func (r *Record) All(ctx context.Context, q Query) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		where, args, err := q.where()
		if err != nil {
			yield(Statement{}, err)
			return
		}
		if where == "" {
			where = " WHERE 1"
		}
		article := ""
		for {
			// One article at a time: it is never seen half changed.
			var next sql.NullString
			row := r.db.QueryRowContext(ctx, "SELECT min(a.id) "+statementTables+where+" AND a.id > ?", append(args[:len(args):len(args)], article)...)
			if err := row.Scan(&next); err != nil {
				yield(Statement{}, fmt.Errorf("reading statements: %w", err))
				return
			}
			if !next.Valid {
				return
			}
			article = next.String
			page, err := r.statements(ctx, where+" AND a.id = ? ORDER BY s.position", append(args[:len(args):len(args)], article)...)
			if err != nil {
				yield(Statement{}, fmt.Errorf("reading statements of article %s: %w", article, err))
				return
			}
			for _, s := range page {
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// Statement returns the statement with an id.
func (r *Record) Statement(ctx context.Context, id string) (Statement, error) {
	found, err := r.statements(ctx, " WHERE s.id = ?", id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Statement{}, fmt.Errorf("statement %s: %w", id, err)
	}
	return found[0], nil
}

// ArticleStatements returns an article's statements in the order of its text.
func (r *Record) ArticleStatements(ctx context.Context, id string) ([]Statement, error) {
	found, err := r.statements(ctx, " WHERE a.id = ? ORDER BY s.position", id)
	if err != nil {
		return nil, fmt.Errorf("statements of article %s: %w", id, err)
	}
	return found, nil
}

// where returns the query's conditions, with their arguments.
func (q Query) where() (string, []any, error) {
	if err := q.Check(); err != nil {
		return "", nil, err
	}
	var conditions []string
	var args []any
	add := func(condition string, arg ...any) {
		conditions = append(conditions, condition)
		args = append(args, arg...)
	}
	var words []string
	for _, f := range []struct{ column, typed string }{{"content", q.Text}, {"speaker", q.Speaker}} {
		if m := match(f.column, f.typed); m != "" {
			words = append(words, m)
		} else if strings.TrimSpace(f.typed) != "" {
			return "", nil, fmt.Errorf("%w: no word to look for in %q", ErrBadQuery, f.typed)
		}
	}
	if len(words) > 0 {
		add("s.n IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)", strings.Join(words, " AND "))
	}
	for _, f := range []struct{ column, words string }{{"a.outlet", q.Outlet}, {"s.said_to", q.To}} {
		for _, word := range strings.Fields(f.words) {
			add(f.column+" LIKE ? ESCAPE '\\'", "%"+escapeLike(word)+"%")
		}
	}
	if q.SpeakerID != "" {
		add("p.id = ?", q.SpeakerID)
	}
	if q.Article != "" {
		add("a.id = ?", q.Article)
	}
	if q.Kind != "" {
		add("s.kind = ?", q.Kind)
	}
	if q.Act != "" {
		add("s.act = ?", q.Act)
	}
	if q.After != "" {
		add("s.published >= ?", q.After)
	}
	if q.Before != "" {
		add("s.published <> '' AND s.published < ?", q.Before)
	}
	if len(conditions) == 0 {
		return "", nil, nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args, nil
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

const statementTables = `FROM statements s
	JOIN articles a ON a.n = s.article
	JOIN captures c ON c.sha256 = a.sha256
	LEFT JOIN speakers p ON p.n = s.speaker
	LEFT JOIN utterances u ON u.n = s.utterance
	LEFT JOIN confirmations k ON k.statement = s.id`

const statementColumns = `s.id, a.id, c.name, a.url, a.outlet, a.title, a.published, a.sha256,
	coalesce(p.id, ''), coalesce(p.name, ''), coalesce(p.kind, ''), s.role,
	s.source, s.cue, s.content, s.kind, s.act, s.negated, s.headline,
	s.said_to, s.said_where, s.said_when, s.via, s.inside, coalesce(u.id, ''),
	s.confidence, s.found_by, k.statement IS NOT NULL`

// statements runs a query for whole statements; rest is all that follows the tables.
func (r *Record) statements(ctx context.Context, rest string, args ...any) ([]Statement, error) {
	found := []Statement{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		s, err := scanStatement(rows)
		found = append(found, s)
		return err
	}, "SELECT "+statementColumns+" "+statementTables+rest, args...)
	return found, err
}

func scanStatement(rows *sql.Rows) (Statement, error) {
	var s Statement
	var who Speaker
	var source, cue, content, when, via string
	a := &s.Article
	err := rows.Scan(&s.ID, &a.ID, &a.File, &a.URL, &a.Outlet, &a.Title, &a.Published, &a.SHA256,
		&who.ID, &who.Name, &who.Kind, &who.Role,
		&source, &cue, &content, &s.Kind, &s.Act, &s.Negated, &s.Headline,
		&s.To, &s.Where, &when, &via, &s.Inside, &s.Utterance,
		&s.Confidence, &s.By, &s.Confirmed)
	if err != nil {
		return s, err
	}
	if who.ID != "" {
		s.Speaker = &who
	}
	err = errors.Join(
		fromJSON(source, &s.Source), fromJSON(cue, &s.Cue), fromJSON(content, &s.Content),
		fromJSON(when, &s.When), fromJSON(via, &s.Via))
	return s, err
}

// fromJSON reads a column's text; an empty one leaves the value as it is.
func fromJSON(text string, to any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), to)
}
