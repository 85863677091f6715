package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A selection is a query as the database is asked it: full-text expressions over
// statement_words, empty for none, and a range of rows.
type selection struct {
	words   string // what must hold
	without string // what must not
	rowRange
}

// selection works out what a query selects.
func (r *Record) selection(ctx context.Context, q Query) (selection, error) {
	if err := q.Check(); err != nil {
		return selection{}, err
	}
	words, err := r.expressions(ctx, append(q.conditions(), Condition{"content", q.Text}, Condition{"reprint", q.Reprint}))
	if err != nil {
		return selection{}, err
	}
	without, err := r.expressions(ctx, q.Without)
	if err != nil {
		return selection{}, err
	}
	sel := selection{strings.Join(words, " AND "), strings.Join(without, " OR "), allRows()}
	if q.After != "" {
		sel.from = firstOfDay(dayNumber(q.After))
	}
	if q.Before != "" {
		sel.from = max(sel.from, firstOfDay(1)) // no day is not a day before
		sel.to = firstOfDay(dayNumber(q.Before))
	}
	if q.Article != "" {
		var n int64
		err := r.one(ctx, "SELECT n FROM articles WHERE id = ?", []any{q.Article}, &n)
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

// expressions returns a full-text expression for each condition that has a value.
func (r *Record) expressions(ctx context.Context, conditions []Condition) ([]string, error) {
	var all []string
	for _, c := range conditions {
		if strings.TrimSpace(c.Value) == "" {
			continue
		}
		expression, err := r.expression(ctx, c)
		if err != nil {
			return nil, err
		}
		all = append(all, expression)
	}
	return all, nil
}

// expression returns the full-text expression for a condition.
func (r *Record) expression(ctx context.Context, c Condition) (string, error) {
	column := c.Field
	switch c.Field {
	case "kind", "act", "reprint", "version":
		return quoted(column, c.Value), nil
	case "speaker_id":
		of, err := r.aliasesOf(ctx, c.Value)
		return anyAlias(of), err
	case "to":
		column = "said_to"
	case "to_id":
		return r.saidTo(ctx, c.Value)
	case "about_id":
		return r.naming(ctx, c.Value)
	case "outlet":
		if name, whole := strings.CutPrefix(c.Value, "="); whole {
			return r.outletCalled(ctx, name)
		}
	}
	words := match(column, c.Value)
	if words == "" {
		return "", fmt.Errorf("%w: no word to look for in %q", ErrBadQuery, c.Value)
	}
	if c.Field == "speaker" {
		named, err := r.aliasesNamed(ctx, c.Value)
		if err != nil {
			return "", err
		}
		if len(named) > 0 {
			words = "(" + words + " OR " + anyAlias(named) + ")"
		}
	}
	return words, nil
}

// outletCalled returns the full-text expression for an outlet by its whole name.
// The index knows words alone: of the outlets that have the name's words in a row
// those with more words are left out.
func (r *Record) outletCalled(ctx context.Context, name string) (string, error) {
	words := nameWords(name)
	if words == "" {
		return "", fmt.Errorf("%w: no word to look for in %q", ErrBadQuery, name)
	}
	called := quoted("outlet", name)
	others, err := r.ids(ctx, "WITH RECURSIVE "+outletNames+" SELECT name FROM outlets WHERE name IS NOT NULL")
	if err != nil {
		return "", err
	}
	var longer []string
	for _, other := range others {
		if has := nameWords(other); has != words && strings.Contains(" "+has+" ", " "+words+" ") {
			longer = append(longer, quoted("outlet", other))
		}
	}
	if len(longer) > 0 {
		called = "(" + called + " NOT (" + strings.Join(longer, " OR ") + "))"
	}
	return called, nil
}

// nameWords are the words of a name as the index has them, with a space between.
func nameWords(name string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(name))), " ")
}

// aliasesOf returns the ids of the aliases of the speaker whose id is given; the
// id itself where there is none.
func (r *Record) aliasesOf(ctx context.Context, id string) ([]string, error) {
	of, err := r.ids(ctx, `SELECT other.id FROM aliases l JOIN aliases other ON other.speaker = l.speaker
		WHERE l.id = ? ORDER BY other.id`, id)
	if len(of) == 0 {
		of = []string{id}
	}
	return of, err
}

// aliasesNamed returns the ids of the aliases of those who have the words typed in
// one of several names. Statements have the words of the one name that they are
// ascribed to: the others of the speaker are named by id. A word that must not
// stand speaks of the one name alone.
func (r *Record) aliasesNamed(ctx context.Context, typed string) ([]string, error) {
	m := match("name", typed)
	if strings.Contains(m, " NOT ") {
		return nil, nil
	}
	return r.ids(ctx, `WITH asked AS (SELECT DISTINCT l.speaker FROM alias_words w JOIN aliases l ON l.n = w.rowid
			JOIN speakers p ON p.n = l.speaker WHERE alias_words MATCH ? AND p.aliases > 1)
		SELECT l.id FROM asked JOIN aliases l ON l.speaker = asked.speaker ORDER BY l.id`, m)
}

// ids runs a query for ids.
func (r *Record) ids(ctx context.Context, query string, args ...any) ([]string, error) {
	var ids []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, query, args...)
	return ids, err
}

func anyAlias(ids []string) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = quoted("speaker_id", id)
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// expression is the full-text expression of the selection, empty where it has all
// in its range.
func (s selection) expression() string {
	switch {
	case s.without == "":
		return s.words
	case s.words == "":
		// Something must hold: every statement is a reprint or none.
		return "(" + quoted("reprint", "yes") + " OR " + quoted("reprint", "no") + ") NOT (" + s.without + ")"
	}
	return "(" + s.words + ") NOT (" + s.without + ")"
}

// rows returns the query for the rows of a selection, latest first.
func (s selection) rows() (query string, args []any) {
	expression := s.expression()
	if expression == "" {
		return "SELECT n FROM statements WHERE n >= ? AND n < ? ORDER BY n DESC", []any{s.from, s.to}
	}
	return "SELECT rowid FROM statement_words WHERE statement_words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC",
		[]any{expression, s.from, s.to}
}

// page returns statements of a selection; a limit below 0 is none.
func (r *Record) page(ctx context.Context, sel selection, limit, offset int) ([]Statement, error) {
	rows, args := sel.rows()
	return r.statements(ctx, " WHERE s.n IN ("+rows+" LIMIT ? OFFSET ?) ORDER BY s.n DESC", append(args, limit, offset)...)
}

// wholeArticles returns from where on a selection has its last n statements, or
// some more: all that it has of each article.
func (r *Record) wholeArticles(ctx context.Context, sel selection, n int) (from int64, err error) {
	rows, args := sel.rows()
	err = r.one(ctx, rows+" LIMIT 1 OFFSET ?", append(args, n-1), &from)
	if errors.Is(err, sql.ErrNoRows) {
		return sel.from, nil
	}
	return max(sel.from, ofArticle(from>>positionBits).from), err
}
