package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// A selection is a query as the database is asked it: a full-text expression
// over statement_words, empty for none, and a range of rows.
type selection struct {
	words string
	rowRange
}

// selection works out what a query selects.
func (r *Record) selection(ctx context.Context, q Query) (selection, error) {
	if err := q.Check(); err != nil {
		return selection{}, err
	}
	who, err := r.whoIs(ctx, q)
	if err != nil {
		return selection{}, err
	}
	words, err := q.expression(who)
	if err != nil {
		return selection{}, err
	}
	sel := selection{words, allRows()}
	if q.After != "" {
		sel.from = firstOfDay(dayNumber(q.After))
	}
	if q.Before != "" {
		sel.from = max(sel.from, firstOfDay(1)) // no day is not a day before
		sel.to = firstOfDay(dayNumber(q.Before))
	}
	if q.Article != "" {
		var n int64
		err := r.db.QueryRowContext(ctx, "SELECT n FROM articles WHERE id = ?", q.Article).Scan(&n)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return selection{}, nil
		case err != nil:
			return selection{}, err
		}
		sel.from, sel.to = max(sel.from, ofArticle(n).from), min(sel.to, ofArticle(n).to)
	}
	return sel, nil
}

// expression returns the full-text expression for the query's fields.
func (q Query) expression(who aliasesAsked) (string, error) {
	var all []string
	for _, f := range []struct{ column, typed string }{
		{"content", q.Text}, {"speaker", q.Speaker}, {"said_to", q.To}, {"outlet", q.Outlet},
	} {
		if m := match(f.column, f.typed); m != "" {
			if f.column == "speaker" && len(who.named) > 0 {
				m = "(" + m + " OR " + anyAlias(who.named) + ")"
			}
			all = append(all, m)
		} else if strings.TrimSpace(f.typed) != "" {
			return "", fmt.Errorf("%w: no word to look for in %q", ErrBadQuery, f.typed)
		}
	}
	if q.SpeakerID != "" {
		all = append(all, anyAlias(who.of))
	}
	for _, f := range []struct{ column, value string }{{"kind", q.Kind}, {"act", q.Act}, {"reprint", q.Reprint}} {
		if f.value != "" {
			all = append(all, quoted(f.column, f.value))
		}
	}
	return strings.Join(all, " AND "), nil
}

// The aliases that a query asks for, by their ids.
type aliasesAsked struct {
	of    []string // of the speaker whose id it gives; the id itself where there is none
	named []string // of speakers who have the words that it gives in one of their names
}

// whoIs returns the aliases that a query asks for. Statements have the words of
// the one name that they are ascribed to: the others of the speaker are named
// by id. A word that must not stand speaks of the one name alone.
func (r *Record) whoIs(ctx context.Context, q Query) (who aliasesAsked, err error) {
	id := func(to *[]string) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			*to = append(*to, id)
			return err
		}
	}
	if q.SpeakerID != "" {
		err = r.each(ctx, id(&who.of), `SELECT other.id FROM aliases l JOIN aliases other ON other.speaker = l.speaker
			WHERE l.id = ? ORDER BY other.id`, q.SpeakerID)
		if len(who.of) == 0 {
			who.of = []string{q.SpeakerID}
		}
	}
	if m := match("name", q.Speaker); err == nil && m != "" && !strings.Contains(m, " NOT ") {
		err = r.each(ctx, id(&who.named), `WITH asked AS (SELECT DISTINCT l.speaker FROM alias_words w JOIN aliases l ON l.n = w.rowid
				JOIN speakers p ON p.n = l.speaker WHERE alias_words MATCH ? AND p.aliases > 1)
			SELECT l.id FROM asked JOIN aliases l ON l.speaker = asked.speaker ORDER BY l.id`, m)
	}
	return who, err
}

func anyAlias(ids []string) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = quoted("speaker_id", id)
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// rows returns the query for the rows of a selection, latest first.
func (s selection) rows() (query string, args []any) {
	if s.words == "" {
		return "SELECT n FROM statements WHERE n >= ? AND n < ? ORDER BY n DESC", []any{s.from, s.to}
	}
	return "SELECT rowid FROM statement_words WHERE statement_words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC",
		[]any{s.words, s.from, s.to}
}

// page returns statements of a selection; a limit below 0 is none.
func (r *Record) page(ctx context.Context, sel selection, limit, offset int) ([]Statement, error) {
	rows, args := sel.rows()
	return r.statements(ctx, " WHERE s.n IN ("+rows+" LIMIT ? OFFSET ?) ORDER BY s.n DESC", append(args, limit, offset)...)
}

// count returns how many statements a selection has, in how many articles, and
// how many of them were printed before.
func (r *Record) count(ctx context.Context, sel selection) (statements, articles, reprints int, err error) {
	var row *sql.Row
	if sel.words == "" {
		// Articles keep count of their statements, and no selection by rows
		// alone cuts through one.
		row = r.db.QueryRowContext(ctx, `SELECT coalesce(sum(statements), 0), count(*), coalesce(sum(copied), 0)
			FROM articles INDEXED BY articles_statements WHERE n >= ? AND n < ? AND statements > 0`,
			sel.from>>positionBits, sel.to>>positionBits)
	} else {
		row = r.db.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT rowid >> ?1),
				(SELECT count(*) FROM statement_words WHERE statement_words MATCH ?5 AND rowid >= ?3 AND rowid < ?4)
			FROM statement_words WHERE statement_words MATCH ?2 AND rowid >= ?3 AND rowid < ?4`,
			positionBits, sel.words, sel.from, sel.to, "("+sel.words+") AND "+quoted("reprint", "yes"))
	}
	err = row.Scan(&statements, &articles, &reprints)
	return statements, articles, reprints, err
}

// wholeArticles returns from where on a selection has its last n statements, or
// some more: all that it has of each article.
func (r *Record) wholeArticles(ctx context.Context, sel selection, n int) (from int64, err error) {
	rows, args := sel.rows()
	err = r.db.QueryRowContext(ctx, rows+" LIMIT 1 OFFSET ?", append(args, n-1)...).Scan(&from)
	if errors.Is(err, sql.ErrNoRows) {
		return sel.from, nil
	}
	return max(sel.from, ofArticle(from>>positionBits).from), err
}
