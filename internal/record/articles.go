package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Article returns the article with an id, its text included.
func (r *Record) Article(ctx context.Context, id string) (Article, error) {
	var parts, text string
	row := r.db.QueryRowContext(ctx, "SELECT "+articleColumns+", a.parts, a.text "+articleTables+" WHERE a.id = ?", id)
	a, err := scanArticle(row, &parts, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		a.Text = text
		err = fromJSON(parts, &a.Parts)
	}
	if err == nil {
		a.Shares, err = r.shares(ctx, id)
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
	if err := r.db.QueryRowContext(ctx, "SELECT count(*)"+matching, expression).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("searching articles for %q: %w", typed, err)
	}
	found, err := r.articles(ctx, " WHERE a.n IN (SELECT rowid"+matching+" ORDER BY rowid DESC LIMIT ? OFFSET ?) ORDER BY a.n DESC",
		expression, limit, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("searching articles for %q: %w", typed, err)
	}
	return found, total, nil
}

// Waiting returns how many captures are kept and not read yet.
func (r *Record) Waiting(ctx context.Context) (waiting int, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT count(*) FROM captures WHERE state = ?", string(Kept)).Scan(&waiting)
	if err != nil {
		return 0, fmt.Errorf("counting what waits: %w", err)
	}
	return waiting, nil
}

// Summary counts what the record has.
func (r *Record) Summary(ctx context.Context) (Summary, error) {
	var s Summary
	// Outlets are few and articles many: the index is asked for one after the other.
	row := r.db.QueryRowContext(ctx, `WITH RECURSIVE outlets (name) AS (
			SELECT min(outlet) FROM articles WHERE outlet > ''
			UNION ALL SELECT (SELECT min(outlet) FROM articles WHERE outlet > name) FROM outlets WHERE name IS NOT NULL)
		SELECT
			(SELECT count(*) FROM articles), (SELECT count(*) FROM articles WHERE original IS NOT NULL),
			(SELECT coalesce(sum(statements), 0) FROM articles), (SELECT coalesce(sum(copied), 0) FROM articles),
			(SELECT count(*) FROM utterances), (SELECT count(*) FROM stories), (SELECT count(*) FROM speakers), (SELECT count(name) FROM outlets),
			(SELECT count(*) FROM captures WHERE state = 'unread')`)
	if err := row.Scan(&s.Articles, &s.Reprints, &s.Statements, &s.Copied, &s.Utterances, &s.Stories, &s.Speakers, &s.Outlets, &s.Unread); err != nil {
		return s, fmt.Errorf("counting: %w", err)
	}
	return s, nil
}

const articleTables = `FROM articles a JOIN captures c ON c.sha256 = a.sha256 LEFT JOIN articles o ON o.n = a.original
	LEFT JOIN stories t ON t.n = a.story LEFT JOIN articles f ON f.n = t.founder`

const articleColumns = `a.id, c.name, a.url, a.outlet, a.title, a.published, a.sha256,
	a.author, a.language, a.place, a.agency, a.published_from, a.captured, a.notes, a.statements, a.copied,
	coalesce(o.id, ''), iif(f.id IS NULL, '', 's' || f.id)`

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
	err := row.Scan(append([]any{&a.ID, &a.File, &a.URL, &a.Outlet, &a.Title, &a.Published, &a.SHA256,
		&a.Author, &a.Language, &a.Place, &a.Agency, &a.PublishedFrom, &a.Captured, &notes, &a.Statements, &a.Copied,
		&a.ReprintOf, &a.Story}, more...)...)
	if err != nil {
		return a, err
	}
	return a, fromJSON(notes, &a.Notes)
}
