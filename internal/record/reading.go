package record

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/speaker"
)

// A Reading is what the stages found in one capture.
type Reading struct {
	SHA256     string // of the capture
	Article    article.Article
	Statements []attribution.Statement
	Speakers   []speaker.Speaker // one for each statement
	By         string            // what found the statements, with its version

	// Failure tells why the capture could not be read as an article; the
	// fields above, but for SHA256, mean nothing then.
	Failure string
}

// ArticleID returns the id of the article of a capture.
func ArticleID(sha256 string) string { return sha256[:min(16, len(sha256))] }

// statementID names a statement by its article and the bytes that it stands on:
// the same statement keeps its id when it is found again.
func statementID(article string, s attribution.Statement) string {
	return hashID(fmt.Sprint("statement ", article, s.Source, s.Cue, s.Content))
}

func speakerID(s speaker.Speaker) string { return hashID("speaker " + s.Name) }

func hashID(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:8])
}

// Store keeps readings, all of them or none. A reading of a capture that was
// read before takes the earlier one's place.
func (r *Record) Store(ctx context.Context, readings []Reading) error {
	err := r.write(ctx, func(tx *sql.Tx) error {
		w := writer{ctx: ctx, tx: tx}
		for _, reading := range readings {
			w.reading(reading)
			if w.err != nil {
				return fmt.Errorf("capture %s: %w", reading.SHA256, w.err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("storing in record %s: %w", r.dir, err)
	}
	return nil
}

// A writer runs statements in a transaction until one fails.
type writer struct {
	ctx context.Context
	tx  *sql.Tx
	err error
}

// exec runs a statement and returns the row number it inserted.
func (w *writer) exec(query string, args ...any) int64 {
	if w.err != nil {
		return 0
	}
	result, err := w.tx.ExecContext(w.ctx, query, args...)
	if err != nil {
		w.err = err
		return 0
	}
	n, err := result.LastInsertId()
	w.err = err
	return n
}

// number returns the one number that a query selects, 0 where it selects none.
func (w *writer) number(query string, args ...any) int64 {
	if w.err != nil {
		return 0
	}
	var n int64
	if err := w.tx.QueryRowContext(w.ctx, query, args...).Scan(&n); err != nil && !errors.Is(err, sql.ErrNoRows) {
		w.err = err
	}
	return n
}

func (w *writer) json(of any) string {
	text, err := json.Marshal(of)
	w.err = errors.Join(w.err, err)
	return string(text)
}

func (w *writer) reading(r Reading) {
	w.forget(r.SHA256)
	if r.Failure != "" {
		w.exec("UPDATE captures SET state = ?, failure = ? WHERE sha256 = ?", Unread, r.Failure, r.SHA256)
		return
	}
	a := r.Article
	id := ArticleID(r.SHA256)
	parts := make([]Part, len(a.Parts))
	for i, p := range a.Parts {
		parts[i] = Part{Kind: string(p.Kind), Start: p.Start, End: p.End}
	}
	n := w.exec(`INSERT INTO articles
		(id, sha256, url, outlet, title, author, published, published_from, language, place, agency, notes, parts, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, r.SHA256, a.Address, a.Outlet, a.Title, a.Author, a.Published, a.PublishedFrom, a.Language,
		a.Dateline.Place, a.Dateline.Agency, w.json(a.Notes), w.json(parts), a.Text)
	w.exec("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", n, a.Title, a.Prose())
	w.exec("UPDATE captures SET state = ?, failure = '' WHERE sha256 = ?", Read, r.SHA256)

	ids := make([]string, len(r.Statements))
	for i, s := range r.Statements {
		ids[i] = statementID(id, s)
	}
	for i, s := range r.Statements {
		inside := ""
		if s.Inside >= 0 && s.Inside < len(ids) {
			inside = ids[s.Inside]
		}
		var who speaker.Speaker
		if i < len(r.Speakers) {
			who = r.Speakers[i]
		}
		w.statement(a, n, i, ids[i], inside, s, who, r.By)
	}
}

func (w *writer) statement(a article.Article, n int64, position int, id, inside string, s attribution.Statement, who speaker.Speaker, by string) {
	content := make([]Span, len(s.Content))
	words := make([]string, len(s.Content))
	for i, c := range s.Content {
		content[i] = spanOf(a.Text, c)
		words[i] = content[i].Text
	}
	row := w.exec(`INSERT INTO statements
		(id, article, position, speaker, role, published, source, cue, content, kind, act, negated, headline,
		 said_to, said_where, said_when, via, inside, confidence, found_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', ?, ?, ?) ON CONFLICT DO NOTHING`,
		id, n, position, w.speaker(who), who.Role, a.Published, w.span(a.Text, s.Source), w.span(a.Text, s.Cue), w.json(content),
		string(s.Kind), string(s.Act), s.Negated, s.Headline, inside, s.Confidence, by)
	source := ""
	if !s.Source.Empty() {
		source = s.Source.In(a.Text)
	}
	// An engine that returned one statement twice adds it once.
	if w.number("SELECT count(*) FROM statement_words WHERE rowid = ?", row) == 0 {
		w.exec("INSERT INTO statement_words (rowid, content, speaker) VALUES (?, ?, ?)",
			row, strings.Join(words, " "), strings.Join([]string{who.Name, who.Role, source}, " "))
	}
}

// forget removes what an earlier reading of a capture left.
func (w *writer) forget(sha256 string) {
	n := w.number("SELECT n FROM articles WHERE sha256 = ?", sha256)
	if n == 0 {
		return
	}
	w.exec("DELETE FROM statement_words WHERE rowid IN (SELECT n FROM statements WHERE article = ?)", n)
	w.exec("DELETE FROM article_words WHERE rowid = ?", n)
	w.exec("DELETE FROM articles WHERE n = ?", n) // and its statements with it
}

// speaker returns the row number of a speaker, nil where it is not known.
func (w *writer) speaker(s speaker.Speaker) any {
	if !s.Known() {
		return nil
	}
	id := speakerID(s)
	w.exec(`INSERT INTO speakers (id, name, kind) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET kind = max(kind, excluded.kind)`, id, s.Name, string(s.Kind))
	return w.number("SELECT n FROM speakers WHERE id = ?", id)
}

func (w *writer) span(text string, s attribution.Span) string {
	if s.Empty() {
		return ""
	}
	return w.json(spanOf(text, s))
}

func spanOf(text string, s attribution.Span) Span {
	return Span{Text: s.In(text), Start: s.Start, End: s.End}
}

// Tidy removes speakers to whom no statement is ascribed any more.
func (r *Record) Tidy(ctx context.Context) error {
	_, err := r.db.ExecContext(ctx, "DELETE FROM speakers WHERE n NOT IN (SELECT speaker FROM statements WHERE speaker IS NOT NULL)")
	if err != nil {
		return fmt.Errorf("tidying record %s: %w", r.dir, err)
	}
	return nil
}
