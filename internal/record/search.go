package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// Search returns the statements that a query selects, by the day their article
// was published, latest first, undated ones last; within an article in the
// order of its text. Where words select very many, the latest alone are counted.
func (r *Record) Search(ctx context.Context, q Query, limit, offset int) (Results, error) {
	results := Results{Statements: []Statement{}}
	sel, err := r.selection(ctx, q)
	var found counted
	if err == nil {
		found, err = r.count(ctx, q, sel)
	}
	results.Total, results.Articles, results.Reprints, results.Carried, results.More = found.Statements, found.articles, found.Reprints, found.Carried, found.more
	if err == nil && (found.more || found.Statements > offset) {
		results.Statements, err = r.found(ctx, sel, limit, offset)
	}
	if err != nil {
		return results, fmt.Errorf("searching %q: %w", q, err)
	}
	return results, nil
}

// found returns some of what a selection has, as far as that was found already
// without asking the index once more.
func (r *Record) found(ctx context.Context, sel selection, limit, offset int) ([]Statement, error) {
	version, err := r.Version(ctx)
	if err != nil {
		return nil, err
	}
	if known, is := r.searches.recall(sel, version); is && limit >= 0 && (!known.more || offset+limit <= len(known.rows)) {
		return r.statements(ctx, " WHERE s.n IN (SELECT value FROM json_each(?)) ORDER BY s.n DESC", list(known.rows[min(offset, len(known.rows)):min(offset+limit, len(known.rows))]))
	}
	return r.page(ctx, sel, limit, offset)
}

// All reads so many statements at once, about: few at first, so that it begins soon.
const (
	firstPage = 50
	mostPage  = 500
)

// All yields every statement that a query selects, in the order of [Record.Search],
// for going through all of them while others write. An article is never seen
// half changed; one whose day of publication changes meanwhile may be passed
// over, or come twice.
func (r *Record) All(ctx context.Context, q Query) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		sel, err := r.selection(ctx, q)
		for n := firstPage; err == nil && !sel.empty(); n = min(2*n, mostPage) {
			rest := sel
			var page []Statement
			if sel.from, err = r.wholeArticles(ctx, sel, n); err != nil {
				break
			}
			if page, err = r.page(ctx, sel, -1, 0); err != nil {
				break
			}
			for _, s := range page {
				if !yield(s, nil) {
					return
				}
			}
			rest.to = sel.from
			sel = rest
		}
		if err != nil {
			yield(Statement{}, fmt.Errorf("reading statements: %w", err))
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

// ArticleStatements returns an article's statements in the order of its text;
// none where there is no such article.
func (r *Record) ArticleStatements(ctx context.Context, id string) ([]Statement, error) {
	sel, err := r.selection(ctx, Query{Article: id})
	if err != nil {
		return nil, fmt.Errorf("statements of article %s: %w", id, err)
	}
	found, err := r.page(ctx, sel, -1, 0)
	if err != nil {
		return nil, fmt.Errorf("statements of article %s: %w", id, err)
	}
	return found, nil
}

const statementTables = `FROM statements s
	JOIN articles a ON a.n = s.article
	JOIN captures c ON c.sha256 = a.sha256
	LEFT JOIN aliases l ON l.n = s.alias
	LEFT JOIN speakers p ON p.n = l.speaker
	LEFT JOIN utterances u ON u.n = s.utterance
	LEFT JOIN statements h ON h.n = u.head
	LEFT JOIN articles o ON o.n = s.copied
	LEFT JOIN confirmations k ON k.statement = s.id` + versionTables

const statementColumns = `s.id, a.id, c.name, a.url, a.outlet, a.title, a.published, a.paywall, a.live, a.sha256,
	coalesce(p.id, ''), coalesce(p.name, ''), coalesce(p.kind, ''), iif(s.by_person, '', s.role),
	iif(s.by_person, 'person', s.how), iif(s.by_person, 1.0, s.sure) * coalesce(l.confidence, 0), iif(s.by_person, '', s.candidates),
	s.source, s.cue, s.content, s.kind, s.act, s.negated, s.headline,
	s.said_to, s.said_where, s.said_when, s.via, s.inside, 
	iif(h.id IS NULL, '', 'u' || h.id), coalesce(o.id, ''),
	s.confidence, s.found_by, k.statement IS NOT NULL, ` + versionColumns

// statements runs a query for whole statements; rest is all that follows the tables.
func (r *Record) statements(ctx context.Context, rest string, args ...any) ([]Statement, error) {
	found := []Statement{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		s, err := scanStatement(rows)
		found = append(found, s)
		return err
	}, "SELECT "+statementColumns+" "+statementTables+rest, args...)
	if err == nil {
		err = r.turns(ctx, found)
	}
	return found, err
}

func scanStatement(rows *sql.Rows) (Statement, error) {
	var s Statement
	var who Speaker
	var candidates, source, cue, content, when, via string
	a := &s.Article
	err := rows.Scan(&s.ID, &a.ID, &a.File, &a.URL, &a.Outlet, &a.Title, &a.Published, &a.Paywall, &a.Live, &a.SHA256,
		&who.ID, &who.Name, &who.Kind, &who.Role, &who.How, &who.Confidence, &candidates,
		&source, &cue, &content, &s.Kind, &s.Act, &s.Negated, &s.Headline,
		&s.To, &s.Where, &when, &via, &s.Inside, &s.Utterance, &s.ReprintOf,
		&s.Confidence, &s.By, &s.Confirmed, &a.Version, &a.Versions)
	if err != nil {
		return s, err
	}
	if who.ID != "" {
		s.Speaker = &who
	}
	err = errors.Join(fromJSON(candidates, &s.Candidates),
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
