package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// recollated is how many articles are gone through in one transaction.
const recollated = 64

// Recollate puts everything together anew that looks across articles: which
// statements report one act of speaking, which articles are reprints, which are
// about one event. It goes through the articles by the day on which they were
// published and compares each with those before it alone, and looks for stories
// in all of them at once, so that the outcome depends on what the record has and
// not on the order in which it came. progress, if not nil, is told how many
// articles are done, of how many.
//
// Stopped midway it leaves a record that answers from what is put together so
// far; called again it goes on from there.
func (r *Record) Recollate(ctx context.Context, progress func(done, of int)) error {
	var all int
	if err := r.db.QueryRowContext(ctx, "SELECT count(*) FROM articles").Scan(&all); err != nil {
		return fmt.Errorf("counting articles: %w", err)
	}
	for done := 0; ; {
		n := 0
		err := r.write(ctx, func(tx *sql.Tx) (err error) {
			n, err = r.newWriter(ctx, tx).recollate()
			return err
		})
		if err != nil {
			return fmt.Errorf("recollating record %s: %w", r.dir, err)
		}
		if n == 0 {
			return nil
		}
		if done += n; progress != nil {
			progress(min(done, all), all)
		}
	}
}

// Recollating reports whether a [Record.Recollate] was stopped midway.
func (r *Record) Recollating(ctx context.Context) (bool, error) {
	var next int64
	err := r.db.QueryRowContext(ctx, "SELECT next FROM recollating").Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// recollate goes on with the next articles and returns how many; 0 where all are
// done.
func (w *writer) recollate() (int, error) {
	next, going := w.number("SELECT next FROM recollating")
	if !going {
		w.takeApart()
		w.exec("INSERT INTO recollating (next) VALUES (0)")
	}
	var articles []int64
	rows(w, row, func(n int64) { articles = append(articles, n) },
		"SELECT n FROM articles WHERE n >= ? ORDER BY n LIMIT ?", next, recollated)
	if len(articles) == 0 {
		w.tellStories()
		w.exec("DELETE FROM recollating")
		return 0, w.err
	}
	for _, n := range articles {
		rows(w, func(a *[2]string) []any { return []any{&a[0], &a[1]} }, func(a [2]string) { w.keepVersion(a[0], n, a[1]) },
			"SELECT sha256, url FROM articles WHERE n = ?", n)
	}
	w.turn(nil)
	for _, n := range articles {
		text := w.wordsOf(n)
		w.known.putText(n, text)
		w.compareTexts([]worded{{marked{n, passageMarksOf(text)}, text}}, rowRange{0, n}).tellReprints()
		w.recopyAll()
		in := ofArticle(n)
		rows(w, row, func(s int64) {
			w.compare(s, rowRange{0, s})
			w.loose[s] = true
		}, "SELECT n FROM statements WHERE n >= ? AND n < ? ORDER BY n", in.from, in.to)
		w.regroup()
	}
	w.settle()
	w.exec("UPDATE recollating SET next = ?", articles[len(articles)-1]+1)
	return len(articles), w.err
}

// takeApart forgets all that was put together.
func (w *writer) takeApart() {
	for _, query := range []string{
		"DELETE FROM ties",
		"DELETE FROM same_words",
		"UPDATE statements SET utterance = NULL, witness = 0 WHERE utterance IS NOT NULL",
		"DELETE FROM utterances",
	} {
		w.exec(query)
	}
	// What reprints say is counted of speakers and searched for: it is taken
	// back article by article.
	w.exec("DELETE FROM overlaps")
	rows(w, row, func(n int64) { w.recopied[n] = true }, "SELECT n FROM articles WHERE original IS NOT NULL OR n IN (SELECT n >> "+strconv.Itoa(positionBits)+" FROM statements WHERE copied IS NOT NULL)")
	w.recopyAll()
	w.settle()
	// What an earlier Hearsay read was not told to be a version.
	rows(w, func(sha256 *string) []any { return []any{sha256} }, func(sha256 string) { w.keepVersion(sha256, 0, "") },
		"SELECT sha256 FROM captures WHERE state = ?", string(Unread))
}
