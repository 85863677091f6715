package record

import (
	"context"
	"database/sql"
	"errors"
)

// A counted is how many statements a selection has.
type counted struct {
	Tally
	articles int  // in which they stand
	more     bool // the selection has more: these are the latest
}

// count counts what a selection of a query has: all of it where the record keeps
// count, else as far as it is looked at.
func (r *Record) count(ctx context.Context, q Query, sel selection) (c counted, err error) {
	switch {
	case sel == (selection{rowRange: allRows()}):
		return r.everything.of(ctx, r, r.countAll)
	case q.ofSpeaker():
		err = r.one(ctx, "SELECT p.statements, p.articles, p.reprints, p.carried FROM aliases l JOIN speakers p ON p.n = l.speaker WHERE l.id = ?",
			[]any{q.SpeakerID}, &c.Statements, &c.articles, &c.Reprints, &c.Carried)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return c, err
	}
	found, err := r.hits(ctx, sel)
	if err != nil {
		return c, err
	}
	return counted{found.facets.Tally, found.articles, found.more}, nil
}

// countAll counts all statements: articles keep count of theirs.
func (r *Record) countAll(ctx context.Context) (c counted, err error) {
	err = r.one(ctx, `SELECT coalesce(sum(statements), 0), count(*), coalesce(sum(copied), 0), coalesce(sum(carried), 0)
		FROM articles INDEXED BY articles_statements WHERE statements > 0`, nil, &c.Statements, &c.articles, &c.Reprints, &c.Carried)
	return c, err
}
