package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/chain"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// A writer runs statements in a transaction until one fails.
type writer struct {
	ctx       context.Context // of queries: it does not end, since a goroutine would wait for that beside each
	stopped   func() error    // tells whether the one that was given has ended
	tx        *sql.Tx
	bounds    bounds
	prepared  map[string]*sql.Stmt // the transaction closes them
	committed *committed
	touched   map[int64]bool    // rows of aliases of which more or less is known than before
	fresh     []int64           // rows of statements that were added
	loose     map[int64]bool    // rows of statements of which it is to be told anew what else reports the same
	changed   map[int64]bool    // rows of utterances that more or fewer report than before
	sayings   map[int64]*saying // that were compared, by row
	text      *articleText      // of which a statement was read last
	known     *known            // of articles that were compared
	waiting   map[markSpan]int  // marks that were added
	recopied  map[int64]bool    // rows of articles of which others have text that had none, or the other way
	retold    map[int64]bool    // rows of stories that have more or fewer articles than before
	pages     map[int64]int64   // rows of pages, by those of articles that are versions of them, where they have others
	turned    map[moment]bool   // where versions came or went
	unfated   map[int64]bool    // rows of articles of which the version is gone that told what became of their statements
	err       error
}

func (r *Record) newWriter(ctx context.Context, tx *sql.Tx) *writer {
	w := &writer{ctx: context.WithoutCancel(ctx), stopped: ctx.Err, tx: tx, bounds: r.bounds, committed: r.committed,
		prepared: make(map[string]*sql.Stmt), touched: make(map[int64]bool), loose: make(map[int64]bool), changed: make(map[int64]bool),
		sayings: make(map[int64]*saying), known: r.known,
		waiting: make(map[markSpan]int), recopied: make(map[int64]bool), retold: make(map[int64]bool),
		pages: make(map[int64]int64), turned: make(map[moment]bool), unfated: make(map[int64]bool)}
	version, _ := w.number("PRAGMA data_version")
	w.known.asOf(version)
	return w
}

// prepare has w.prepared hold the query, unless something fails.
func (w *writer) prepare(query string) bool {
	w.fail(w.stopped())
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

// insert adds a row and returns its number.
func (w *writer) insert(query string, args ...any) int64 {
	w.exec(query, args...)
	n, _ := w.number("SELECT last_insert_rowid()")
	return n
}

// rows hands every row that a query selects to visit, after all were read, so
// that visit may ask more.
func rows[T any](w *writer, scan func(*T) []any, visit func(T), query string, args ...any) {
	if !w.prepare(query) {
		return
	}
	found, err := w.prepared[query].QueryContext(w.ctx, args...)
	if err != nil {
		w.err = err
		return
	}
	defer found.Close()
	var all []T
	for found.Next() {
		var one T
		if w.err = found.Scan(scan(&one)...); w.err != nil {
			return
		}
		all = append(all, one)
	}
	if w.err = found.Err(); w.err != nil {
		return
	}
	found.Close()
	for _, one := range all {
		visit(one)
	}
}

func (w *writer) json(of any) string {
	text, err := json.Marshal(of)
	w.fail(err)
	return string(text)
}

// list writes numbers as JSON.
func list(numbers []int64) string {
	text := []byte("[")
	for i, n := range numbers {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, n, 10)
	}
	return string(append(text, ']'))
}

// numbers reads those of a text, with spaces between them.
func (w *writer) numbers(text string) (all []int64) {
	for number := range strings.FieldsSeq(text) {
		n, err := strconv.ParseInt(number, 10, 64)
		w.fail(err)
		all = append(all, n)
	}
	return all
}

// fail keeps the first error.
func (w *writer) fail(err error) { w.err = cmp.Or(w.err, err) }

// A stored is a reading and the row of its article.
type stored struct {
	Reading
	n int64
}

// store takes the readings in. It goes through the text indexes from lower to
// higher rows, once to forget and once to add, and counts after that: they write a
// piece to the disk each time that a row does not come after the one before, or a
// statement may be undone by itself that changes several rows.
func (w *writer) store(readings []Reading) error {
	of := func(r Reading) error { return fmt.Errorf("capture %s: %w", r.SHA256, w.err) }
	var before, after []stored
	for _, r := range readings {
		if n, found := w.number("SELECT n FROM articles WHERE id = ? AND sha256 = ?", ArticleID(r.SHA256), r.SHA256); found {
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
			w.keepVersion(r.SHA256, 0, "")
		} else {
			n := w.article(r)
			w.keepVersion(r.SHA256, n, r.Article.Address)
			after = append(after, stored{r, n})
		}
		if w.err != nil {
			return of(r)
		}
	}
	slices.SortFunc(after, byRow)
	for _, r := range after {
		w.statements(r)
		if w.markArticle(r); w.err != nil {
			return of(r.Reading)
		}
	}
	w.turn(after)
	for _, r := range after {
		if len(r.Statements) > 0 {
			w.countAliases(r.n, 1)
		}
	}
	numbers, articles := make([]int64, len(after)), make([]worded, len(after))
	for i, r := range after {
		numbers[i] = r.n
		articles[i] = worded{marked{r.n, r.prepared.marks}, r.prepared.text}
	}
	compared := w.compareTexts(articles, allRows())
	w.place(numbers)
	w.moveMarks()
	compared.tellReprints()
	w.recopyAll()
	w.settle()
	w.collate()
	w.retellAll()
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
	w.countAliases(n, -1)
	in := ofArticle(n)
	w.leavePage(n)
	w.unmarkPassages(n)
	w.leaveStory(n)
	w.unmarkStory(n)
	w.unmarkAll(in)
	w.exec("DELETE FROM statement_words WHERE rowid IN (SELECT n FROM statements WHERE n >= ? AND n < ?)", in.from, in.to)
	w.exec("DELETE FROM statements WHERE n >= ? AND n < ?", in.from, in.to)
	w.exec("DELETE FROM article_words WHERE rowid = ?", n)
	w.exec("DELETE FROM article_texts WHERE n = ?", n)
	w.exec("DELETE FROM articles WHERE n = ?", n)
	w.text = nil
	w.known.drop(n)
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
	w.exec(`INSERT INTO articles (n, id, sha256, statements, captured, url, outlet, title, author,
			published, published_from, modified, paywall, live, language, place, agency, notes)
		VALUES (?, ?, ?, 0, (SELECT captured FROM captures WHERE sha256 = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, ArticleID(r.SHA256), r.SHA256, r.SHA256, a.Address, a.Outlet, a.Title, a.Author,
		a.Published, a.PublishedFrom, a.Modified, a.Paywall, a.LiveBlog, a.Language, a.Dateline.Place, a.Dateline.Agency, w.json(a.Notes))
	w.articleText(n, r)
	w.exec("UPDATE captures SET state = ?, failure = '', searched = ? WHERE sha256 = ?", Read, r.By != "", r.SHA256)
	return n
}

func (w *writer) articleText(n int64, r Reading) {
	parts := make([]Part, len(r.Article.Parts))
	for i, p := range r.Article.Parts {
		parts[i] = Part{Kind: string(p.Kind), Start: p.Start, End: p.End}
	}
	profile, err := r.prepared.profile.MarshalBinary()
	w.fail(err)
	words, err := r.prepared.text.MarshalBinary()
	w.fail(err)
	w.exec("INSERT INTO article_texts (n, profile, words, parts, text) VALUES (?, ?, ?, ?, ?)", n, profile, words, w.json(parts), r.Article.Text)
}

// statements adds the statements of a reading whose article was added.
func (w *writer) statements(r stored) {
	w.exec("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", r.n, r.Article.Title, r.prepared.prose)
	ids := make([]string, len(r.Statements))
	first := make(map[string]bool, len(ids)) // an engine that finds one twice adds it once
	again := make([]bool, len(ids))
	for i, s := range r.Statements {
		ids[i] = StatementID(r.SHA256, s)
		again[i] = first[ids[i]]
		first[ids[i]] = true
	}
	aliases := r.aliases()
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
		w.statement(r, statementRow(r.n, i), ids[i], inside, r.Statements[i], who, aliases[i], said, way)
	}
	if len(first) > 0 {
		w.exec("UPDATE articles SET statements = ? WHERE n = ?", len(first), r.n)
	}
}

// markArticle keeps by what an article that was added, and its statements, are
// found.
func (w *writer) markArticle(r stored) {
	in := ofArticle(r.n)
	rows(w, row, func(n int64) {
		w.mark(n)
		w.fresh = append(w.fresh, n)
	}, "SELECT n FROM statements WHERE n >= ? AND n < ?", in.from, in.to)
	w.keepMarks(passageMarks, r.prepared.marks, r.n)
	w.known.putText(r.n, r.prepared.text)
	w.keepMarks(storyMarks, marks{near: r.prepared.profile.Marks()}, r.n)
	w.knowProfile(r.n, r.prepared.profile)
}

func (w *writer) statement(r stored, row int64, id, inside string, s attribution.Statement, who speaker.Speaker, found AliasRef, said when.Range, way chain.Chain) {
	text := r.Article.Text
	content := make([]Span, len(s.Content))
	for i, c := range s.Content {
		content[i] = spanOf(text, c)
	}
	via := ""
	if len(way.Via) > 0 {
		via = w.json(way.Via)
	}
	alias, byPerson := w.decided(id, found)
	w.exec(`INSERT INTO statements (n, id, alias, alias_name, by_person, found_name, found_domain, how, sure, candidates,
			role, speaker_kind, source, cue, content, kind, act, negated, headline,
			said_to, said_where, said_when, via, inside, confidence, found_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		row, id, w.alias(alias), alias.Name, byPerson, found.Name, found.Domain, string(who.How), who.Confidence, w.candidates(who),
		who.Role, string(who.Kind), w.span(text, s.Source), w.span(text, s.Cue), w.json(content),
		string(s.Kind), string(s.Act), s.Negated, s.Headline, way.To, way.Where, w.when(text, said), via, inside, s.Confidence, r.By)
	words := make([]string, len(content))
	for i, c := range content {
		words[i] = c.Text
	}
	named, aliasID, source := alias.Name, "", ""
	if !byPerson {
		named += " " + who.Role
	}
	if alias.Name != "" {
		aliasID = alias.ID()
	}
	if !s.Source.Empty() {
		source = s.Source.In(text)
	}
	w.exec(`INSERT INTO statement_words (rowid, content, speaker, speaker_id, said_to, outlet, kind, act, reprint, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'no', 'latest')`,
		row, strings.Join(words, " "), named+" "+source, aliasID, way.To, r.Article.Outlet, string(s.Kind), string(s.Act))
}

// index adds a statement to the search index that is in the record.
func (w *writer) index(row int64) {
	w.exec(`INSERT INTO statement_words (rowid, content, speaker, speaker_id, said_to, outlet, kind, act, reprint, version)
		SELECT s.n, (SELECT group_concat(value ->> 'text', ' ') FROM json_each(s.content)),
			s.alias_name || ' ' || iif(s.by_person, '', s.role) || ' ' || coalesce(nullif(s.source, '') ->> 'text', ''),
			coalesce(l.id, ''), s.said_to, a.outlet, s.kind, s.act, iif(s.copied IS NULL, 'no', 'yes'), `+versionWords+`
		FROM statements s JOIN articles a ON a.n = s.article LEFT JOIN aliases l ON l.n = s.alias WHERE s.n = ?`, row)
}

// candidates are who may be meant, where it is not known who is.
func (w *writer) candidates(who speaker.Speaker) string {
	if len(who.Candidates) == 0 {
		return ""
	}
	all := make([]Candidate, len(who.Candidates))
	for i, c := range who.Candidates {
		all[i] = Candidate{Name: c.Name, Confidence: c.Confidence, Why: c.Why}
	}
	return w.json(all)
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
				w := r.newWriter(ctx, tx)
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
