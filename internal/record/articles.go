package record

import (
	"context"
	"database/sql"
	"fmt"
)

// Article returns the article with an id, its text included.
func (r *Record) Article(ctx context.Context, id string) (Article, error) {
	var a Article
	var parts, text string
	found := false
	err := r.each(ctx, func(rows *sql.Rows) (err error) {
		found = true
		a, err = scanArticle(rows, &parts, &text)
		return err
	}, "SELECT "+articleColumns+", x.parts, x.text "+articleTables+" JOIN article_texts x ON x.n = a.n WHERE a.id = ?", id)
	if err == nil && !found {
		err = ErrNotFound
	}
	if err == nil {
		a.Text = text
		err = fromJSON(parts, &a.Parts)
	}
	if err == nil {
		a.Shares, err = r.shares(ctx, id)
	}
	if err == nil && a.Versions > 0 {
		a.History, err = r.history(ctx, id)
	}
	if err != nil {
		return Article{}, fmt.Errorf("article %s: %w", id, err)
	}
	return a, nil
}

// Articles returns articles without their text: those that came in last first,
// and of one second those published last.
func (r *Record) Articles(ctx context.Context, limit, offset int) ([]Article, error) {
	found, err := r.articles(ctx, ` WHERE a.n IN (SELECT n FROM articles ORDER BY captured DESC, n DESC LIMIT ? OFFSET ?)
		ORDER BY a.captured DESC, a.n DESC`, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing articles: %w", err)
	}
	return found, nil
}

// SearchArticles returns the articles whose title or text has all the words and
// "phrases" typed, by publication day, latest first, and how many there are.
func (r *Record) SearchArticles(ctx context.Context, typed string, limit, offset int) ([]Article, int, error) {
	expression := match("{title text}", typed)
	if expression == "" {
		return nil, 0, fmt.Errorf("%w: no word to look for in %q", ErrBadQuery, typed)
	}
	const matching = " FROM article_words WHERE article_words MATCH ?"
	var total int
	if err := r.one(ctx, "SELECT count(*)"+matching, []any{expression}, &total); err != nil {
		return nil, 0, fmt.Errorf("searching articles for %q: %w", typed, err)
	}
	found, err := r.articles(ctx, " WHERE a.n IN (SELECT rowid"+matching+" ORDER BY rowid DESC LIMIT ? OFFSET ?) ORDER BY a.n DESC",
		expression, limit, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("searching articles for %q: %w", typed, err)
	}
	return found, total, nil
}

// A FoundArticle is an article with how many of its statements a query selects.
type FoundArticle struct {
	Article
	Found Tally
}

// FoundArticles returns the articles, without their text, in which statements
// stand that a query selects: by publication day, latest first. How many there
// are is told by [Record.Search].
func (r *Record) FoundArticles(ctx context.Context, q Query, limit, offset int) ([]FoundArticle, error) {
	sel, err := r.selection(ctx, q)
	var found []FoundArticle
	if err == nil {
		found, err = r.foundArticles(ctx, sel, limit, offset)
	}
	if err != nil {
		return nil, fmt.Errorf("searching articles with %q: %w", q, err)
	}
	return found, nil
}

func (r *Record) foundArticles(ctx context.Context, sel selection, limit, offset int) ([]FoundArticle, error) {
	// Rows stand by day, so that reading stops with the page.
	rows := "SELECT n FROM articles INDEXED BY articles_statements WHERE n >= ? >> ? AND n < ? >> ? AND statements > 0 ORDER BY n DESC"
	args := []any{sel.from, positionBits, sel.to, positionBits}
	expression := sel.expression()
	if expression != "" {
		rows = "SELECT DISTINCT rowid >> ? FROM statement_words WHERE statement_words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC"
		args = []any{positionBits, expression, sel.from, sel.to}
	}
	var ns []int64
	err := r.each(ctx, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		ns = append(ns, n)
		return err
	}, rows+" LIMIT ? OFFSET ?", append(args, limit, offset)...)
	if err != nil || len(ns) == 0 {
		return nil, err
	}
	articles, err := r.articles(ctx, " WHERE a.n IN (SELECT value FROM json_each(?)) ORDER BY a.n DESC", list(ns))
	if err != nil {
		return nil, err
	}
	found := make([]FoundArticle, len(articles))
	for i, a := range articles {
		found[i] = FoundArticle{a, Tally{Statements: a.Statements, Reprints: a.Copied, Carried: a.Carried}}
	}
	if expression == "" {
		return found, nil
	}
	counted := make(map[string]Tally)
	err = r.each(ctx, func(rows *sql.Rows) error {
		var id string
		var t Tally
		err := rows.Scan(&id, &t.Statements, &t.Reprints, &t.Carried)
		counted[id] = t
		return err
	}, `SELECT a.id, count(*), count(iif(s.carried IS NULL, s.copied, NULL)), count(s.carried)
		FROM statement_words w CROSS JOIN statements s INDEXED BY statements_facets ON s.n = w.rowid
			JOIN articles a ON a.n = s.article
		WHERE statement_words MATCH ? AND w.rowid >= ? AND w.rowid < ? GROUP BY s.article`,
		expression, max(sel.from, ofArticle(ns[len(ns)-1]).from), min(sel.to, ofArticle(ns[0]).to))
	for i, a := range found {
		found[i].Found = counted[a.ID]
	}
	return found, err
}

// Waiting returns how many captures are kept and not read yet.
func (r *Record) Waiting(ctx context.Context) (waiting int, err error) {
	err = r.one(ctx, "SELECT count(*) FROM captures WHERE state = ?", []any{string(Kept)}, &waiting)
	if err != nil {
		return 0, fmt.Errorf("counting what waits: %w", err)
	}
	return waiting, nil
}

// outletNames is a recursive table of the outlets' names and a NULL. Outlets are
// few and articles many: the index is asked for one after the other.
const outletNames = `outlets (name) AS (SELECT min(outlet) FROM articles WHERE outlet > ''
	UNION ALL SELECT (SELECT min(outlet) FROM articles WHERE outlet > name) FROM outlets WHERE name IS NOT NULL)`

// Summary counts what the record has.
func (r *Record) Summary(ctx context.Context) (Summary, error) {
	s, err := r.summary.of(ctx, r, r.summarize)
	if err != nil {
		return s, fmt.Errorf("counting: %w", err)
	}
	return s, nil
}

func (r *Record) summarize(ctx context.Context) (s Summary, err error) {
	err = r.one(ctx, `WITH RECURSIVE `+outletNames+`
		SELECT
			(SELECT count(*) FROM articles),
			(SELECT count(*) FROM articles a LEFT JOIN versions v ON v.article = a.n WHERE original IS NOT NULL AND v.before IS NULL),
			(SELECT count(*) FROM versions WHERE before IS NOT NULL),
			(SELECT coalesce(sum(statements), 0) FROM articles), (SELECT coalesce(sum(copied), 0) FROM articles), (SELECT coalesce(sum(carried), 0) FROM articles),
			(SELECT count(*) FROM utterances WHERE witnesses - carried > 1), (SELECT count(*) FROM stories), (SELECT count(*) FROM speakers), (SELECT count(name) FROM outlets),
			(SELECT count(*) FROM captures WHERE state = 'unread'), (SELECT count(*) FROM captures WHERE searched = 0)`, nil,
		&s.Articles, &s.Reprints, &s.Versions, &s.Statements, &s.Copied, &s.Carried, &s.Utterances, &s.Stories, &s.Speakers, &s.Outlets, &s.Unread, &s.Unsearched)
	return s, err
}

const articleTables = `FROM articles a JOIN captures c ON c.sha256 = a.sha256 LEFT JOIN articles o ON o.n = a.original
	LEFT JOIN stories t ON t.n = a.story LEFT JOIN articles f ON f.n = t.founder` + versionTables

const articleColumns = `a.id, c.name, a.url, a.outlet, a.title, a.published, a.paywall, a.live, a.sha256,
	a.author, a.language, a.place, a.agency, a.published_from, a.modified, a.captured, a.notes, NOT c.searched, a.statements, a.copied, a.carried, coalesce(v.before, 0) <> 0,
	coalesce(o.id, ''), iif(f.id IS NULL, '', 's' || f.id), ` + versionColumns

func (r *Record) articles(ctx context.Context, rest string, args ...any) ([]Article, error) {
	found := []Article{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		a, err := scanArticle(rows)
		found = append(found, a)
		return err
	}, "SELECT "+articleColumns+" "+articleTables+rest, args...)
	return found, err
}

func scanArticle(row interface{ Scan(...any) error }, more ...any) (Article, error) {
	var a Article
	var notes string
	err := row.Scan(append([]any{&a.ID, &a.File, &a.URL, &a.Outlet, &a.Title, &a.Published, &a.Paywall, &a.Live, &a.SHA256,
		&a.Author, &a.Language, &a.Place, &a.Agency, &a.PublishedFrom, &a.Modified, &a.Captured, &notes, &a.Unsearched, &a.Statements, &a.Copied, &a.Carried, &a.Later,
		&a.ReprintOf, &a.Story, &a.Version, &a.Versions}, more...)...)
	if err != nil {
		return a, err
	}
	return a, fromJSON(notes, &a.Notes)
}
