package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/chain"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// A writer runs statements in a transaction until one fails.
type writer struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt // the transaction closes them
	err      error
}

func newWriter(ctx context.Context, tx *sql.Tx) *writer {
	return &writer{ctx: ctx, tx: tx, prepared: make(map[string]*sql.Stmt)}
}

// prepare has w.prepared hold the query, unless something fails.
func (w *writer) prepare(query string) bool {
	if w.err == nil && w.prepared[query] == nil {
		w.prepared[query], w.err = w.tx.PrepareContext(w.ctx, query) //nolint:sqlclosecheck // the transaction closes it
	}
	return w.err == nil
}

func (w *writer) exec(query string, args ...any) {
	if w.prepare(query) {
		_, w.err = w.prepared[query].ExecContext(w.ctx, args...)
	}
}

// number returns the one number that a query selects, and whether it selects any.
func (w *writer) number(query string, args ...any) (n int64, found bool) {
	if !w.prepare(query) {
		return 0, false
	}
	err := w.prepared[query].QueryRowContext(w.ctx, args...).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		w.err = err
	}
	return n, err == nil
}

func (w *writer) json(of any) string {
	text, err := json.Marshal(of)
	w.err = cmp.Or(w.err, err)
	return string(text)
}

// A stored is a reading and the row of its article.
type stored struct {
	Reading
	n int64
}

// store takes the readings in. It goes through the text indexes from lower to
// higher rows, once to forget and once to add: they write a piece to the disk
// each time that a row does not come after the one before.
func (w *writer) store(readings []Reading) error {
	of := func(r Reading) error { return fmt.Errorf("capture %s: %w", r.SHA256, w.err) }
	readings = lastOfEach(readings)
	var before, after []stored
	for _, r := range readings {
		if n, found := w.number("SELECT n FROM articles WHERE sha256 = ?", r.SHA256); found {
			before = append(before, stored{r, n})
		}
	}
	byRow := func(a, b stored) int { return cmp.Compare(a.n, b.n) }
	slices.SortFunc(before, byRow)
	for _, r := range before {
		if w.forget(r.n); w.err != nil {
			return of(r.Reading)
		}
	}
	for _, r := range readings {
		if failure := cmp.Or(r.Failure, w.refuse(r)); failure != "" {
			w.exec("UPDATE captures SET state = ?, failure = ? WHERE sha256 = ?", Unread, failure, r.SHA256)
		} else {
			after = append(after, stored{r, w.article(r)})
		}
		if w.err != nil {
			return of(r)
		}
	}
	slices.SortFunc(after, byRow)
	for _, r := range after {
		if w.statements(r); w.err != nil {
			return of(r.Reading)
		}
	}
	w.exec("DELETE FROM speakers WHERE statements = 0")
	return w.err
}

// refuse tells why a reading cannot be kept, if so: pages can be made that break
// what numbers and ids promise, and must not keep others from being stored.
func (w *writer) refuse(r Reading) string {
	if len(r.Statements) > maxStatements {
		return fmt.Sprintf("it has %d statements: more than %d cannot be kept", len(r.Statements), maxStatements)
	}
	if _, taken := w.number("SELECT n FROM articles WHERE id = ?", ArticleID(r.SHA256)); taken {
		return fmt.Sprintf("id %s is that of another article", ArticleID(r.SHA256))
	}
	return ""
}

// lastOfEach returns the readings without those of a capture that comes again.
func lastOfEach(readings []Reading) []Reading {
	last := make(map[string]int, len(readings))
	for i, r := range readings {
		last[r.SHA256] = i
	}
	kept := make([]Reading, 0, len(last))
	for i, r := range readings {
		if last[r.SHA256] == i {
			kept = append(kept, r)
		}
	}
	return kept
}

// forget removes an article and all that was derived from it.
func (w *writer) forget(n int64) {
	w.countSpeakers(n, -1)
	rows := ofArticle(n)
	w.exec("DELETE FROM statement_words WHERE rowid IN (SELECT n FROM statements WHERE n >= ? AND n < ?)", rows.from, rows.to)
	w.exec("DELETE FROM statements WHERE n >= ? AND n < ?", rows.from, rows.to)
	w.exec("DELETE FROM article_words WHERE rowid = ?", n)
	w.exec("DELETE FROM articles WHERE n = ?", n)
}

// article adds the article of a reading and returns its row.
func (w *writer) article(r Reading) int64 {
	a := r.Article
	n := articleRow(a.Published, r.SHA256)
	for range slots {
		if _, taken := w.number("SELECT n FROM articles WHERE n = ?", n); !taken {
			break
		}
		n = nextRow(n)
	}
	parts := make([]Part, len(a.Parts))
	for i, p := range a.Parts {
		parts[i] = Part{Kind: string(p.Kind), Start: p.Start, End: p.End}
	}
	w.exec(`INSERT INTO articles (n, id, sha256, statements, captured, url, outlet, title, author,
			published, published_from, language, place, agency, notes, parts, text)
		VALUES (?, ?, ?, 0, (SELECT captured FROM captures WHERE sha256 = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, ArticleID(r.SHA256), r.SHA256, r.SHA256, a.Address, a.Outlet, a.Title, a.Author,
		a.Published, a.PublishedFrom, a.Language, a.Dateline.Place, a.Dateline.Agency, w.json(a.Notes), w.json(parts), a.Text)
	w.exec("UPDATE captures SET state = ?, failure = '' WHERE sha256 = ?", Read, r.SHA256)
	return n
}

// statements adds the statements of a reading whose article was added.
func (w *writer) statements(r stored) {
	w.exec("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", r.n, r.Article.Title, r.Article.Prose())
	ids := make([]string, len(r.Statements))
	first := make(map[string]bool, len(ids)) // an engine that finds one twice adds it once
	again := make([]bool, len(ids))
	for i, s := range r.Statements {
		ids[i] = statementID(ArticleID(r.SHA256), s)
		again[i] = first[ids[i]]
		first[ids[i]] = true
	}
	for i := len(ids) - 1; i >= 0; i-- {
		if again[i] {
			continue
		}
		var who speaker.Speaker
		if i < len(r.Speakers) {
			who = r.Speakers[i]
		}
		var said when.Range
		if i < len(r.Days) {
			said = r.Days[i]
		}
		inside := ""
		if in := r.Statements[i].Inside; in >= 0 && in < len(ids) && in != i {
			inside = ids[in]
		}
		var way chain.Chain
		if i < len(r.Chains) {
			way = r.Chains[i]
		}
		w.statement(r, statementRow(r.n, i), ids[i], inside, r.Statements[i], who, said, way)
	}
	w.exec("UPDATE articles SET statements = ? WHERE n = ?", len(first), r.n)
	w.countSpeakers(r.n, 1)
}

func (w *writer) statement(r stored, row int64, id, inside string, s attribution.Statement, who speaker.Speaker, said when.Range, way chain.Chain) {
	text := r.Article.Text
	content := make([]Span, len(s.Content))
	words := make([]string, len(s.Content))
	for i, c := range s.Content {
		content[i] = spanOf(text, c)
		words[i] = content[i].Text
	}
	via := ""
	if len(way.Via) > 0 {
		via = w.json(way.Via)
	}
	var by any
	byID := ""
	if who.Known() {
		by, byID = w.speaker(who), speakerID(who)
	}
	w.exec(`INSERT INTO statements (n, id, speaker, role, speaker_kind, source, cue, content, kind, act, negated, headline,
			said_to, said_where, said_when, via, inside, confidence, found_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		row, id, by, who.Role, string(who.Kind), w.span(text, s.Source), w.span(text, s.Cue), w.json(content),
		string(s.Kind), string(s.Act), s.Negated, s.Headline, way.To, way.Where, w.when(text, said), via, inside, s.Confidence, r.By)
	source := ""
	if !s.Source.Empty() {
		source = s.Source.In(text)
	}
	w.exec(`INSERT INTO statement_words (rowid, content, speaker, speaker_id, said_to, outlet, kind, act)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		row, strings.Join(words, " "), strings.Join([]string{who.Name, who.Role, source}, " "), byID, way.To,
		r.Article.Outlet, string(s.Kind), string(s.Act))
}

// speaker returns the row of a speaker.
func (w *writer) speaker(s speaker.Speaker) int64 {
	const find = "SELECT n FROM speakers WHERE id = ?"
	n, found := w.number(find, speakerID(s))
	if !found {
		w.exec("INSERT INTO speakers (id, name, kind, statements, articles) VALUES (?, ?, '', 0, 0)", speakerID(s), s.Name)
		n, _ = w.number(find, speakerID(s))
	}
	return n
}

// countSpeakers adds an article's statements to what is counted of its
// speakers (sign 1), or takes them off again (sign -1).
func (w *writer) countSpeakers(article int64, sign int) {
	rows := ofArticle(article)
	w.exec(`UPDATE speakers SET statements = speakers.statements + ?1 * new.statements, articles = articles + ?1
		FROM (SELECT speaker, count(*) AS statements FROM statements WHERE n >= ?2 AND n < ?3 GROUP BY speaker) AS new
		WHERE speakers.n = new.speaker`, sign, rows.from, rows.to)
	w.exec(`INSERT INTO speaker_facts (speaker, fact, value, statements)
		WITH new AS (SELECT s.speaker, s.role, s.speaker_kind AS kind, a.outlet FROM statements s JOIN articles a ON a.n = s.article
			WHERE s.n >= ?2 AND s.n < ?3 AND s.speaker IS NOT NULL)
		SELECT speaker, 'role', role, ?1 * count(*) FROM new WHERE role <> '' GROUP BY speaker, role
		UNION ALL SELECT speaker, 'kind', kind, ?1 * count(*) FROM new WHERE kind <> '' GROUP BY speaker, kind
		UNION ALL SELECT speaker, 'outlet', outlet, ?1 * count(*) FROM new WHERE outlet <> '' GROUP BY speaker
		ON CONFLICT DO UPDATE SET statements = statements + excluded.statements`, sign, rows.from, rows.to)
	const these = "IN (SELECT speaker FROM statements WHERE n >= ? AND n < ?)"
	if sign < 0 {
		w.exec("DELETE FROM speaker_facts WHERE statements = 0 AND speaker "+these, rows.from, rows.to)
	}
	w.exec(`UPDATE speakers SET kind = coalesce((SELECT value FROM speaker_facts f
			WHERE f.speaker = speakers.n AND f.fact = 'kind' ORDER BY f.statements DESC, f.value LIMIT 1), '')
		WHERE n `+these, rows.from, rows.to)
}

// when writes a day or days as the wire has them.
func (w *writer) when(text string, r when.Range) string {
	if !r.Known() {
		return ""
	}
	return w.json(When{From: r.From, To: r.To, Text: text[r.Start:r.End]})
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

// Tidy merges the pieces of the text indexes, which a reading of everything
// leaves many of, and drops what they hold of statements that are gone. It
// changes no answer. It works in small steps, so that others may write between
// them and the write-ahead log stays short.
func (r *Record) Tidy(ctx context.Context) error {
	for _, table := range []string{"statement_words", "article_words"} {
		pages := -mergePages // below 0 it begins to merge everything into one
		for more := true; more; pages = mergePages {
			err := r.write(ctx, func(tx *sql.Tx) error {
				w := newWriter(ctx, tx)
				before, _ := w.number("SELECT total_changes()")
				w.exec("INSERT INTO "+table+" ("+table+", rank) VALUES ('merge', ?)", pages)
				after, _ := w.number("SELECT total_changes()")
				more = after-before >= 2 // as FTS5 tells that there was something to merge
				return w.err
			})
			if err != nil {
				return fmt.Errorf("tidying record %s: %w", r.dir, err)
			}
		}
	}
	return nil
}

// mergePages is about how many pages of a text index are written in one step.
const mergePages = 2000
