package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// MostOnTimeline is how many statements a [Timeline] has at most, so that the work
// is bounded.
const MostOnTimeline = 1_000

// A Timeline has the statements that a query selects, by when they were said. Where
// it selects very many, it has the latest published.
type Timeline struct {
	Statements     []Statement // one page
	Known, Unknown int         // of all pages: those of which it is told when they were said, and the rest
	All            bool        // it has all that the query selects
}

// Timeline returns statements that a query selects by when they were said, latest
// first: what was said on some day of a range stands where the range begins. After
// them come those of which it is not known, latest published first.
func (r *Record) Timeline(ctx context.Context, q Query, limit, offset int) (Timeline, error) {
	sel, err := r.selection(ctx, q)
	var t Timeline
	if err == nil {
		t, err = r.timeline(ctx, sel, MostOnTimeline, limit, offset)
	}
	if err != nil {
		return Timeline{}, fmt.Errorf("ordering by when it was said %q: %w", q, err)
	}
	return t, nil
}

// timeline orders the latest statements of a selection, at most so many.
func (r *Record) timeline(ctx context.Context, sel selection, most, limit, offset int) (Timeline, error) {
	type moment struct {
		n int64
		When
	}
	var known []moment
	var unknown []int64
	t := Timeline{All: true}
	rows, args := sel.rows()
	err := r.each(ctx, func(rows *sql.Rows) error {
		var m moment
		var when string
		if err := rows.Scan(&m.n, &when); err != nil {
			return err
		}
		switch {
		case len(known)+len(unknown) == most:
			t.All = false
		case when == "":
			unknown = append(unknown, m.n)
		default:
			err := fromJSON(when, &m.When)
			known = append(known, m)
			return err
		}
		return nil
	}, `WITH hits (n) AS MATERIALIZED (`+rows+` LIMIT ?)
		SELECT h.n, coalesce(s.said_when, '') FROM hits h LEFT JOIN statements s INDEXED BY statements_said ON s.n = h.n AND s.said_when <> ''`,
		append(args, most+1)...)
	if err != nil {
		return Timeline{}, err
	}
	slices.SortStableFunc(known, func(a, b moment) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.To, a.To))
	})
	t.Known, t.Unknown = len(known), len(unknown)
	ordered := make([]int64, 0, t.Known+t.Unknown)
	for _, m := range known {
		ordered = append(ordered, m.n)
	}
	ordered = append(ordered, unknown...)
	ordered = ordered[min(offset, len(ordered)):min(offset+limit, len(ordered))]
	full, err := r.numbered(ctx, ordered)
	for _, n := range ordered {
		t.Statements = append(t.Statements, full[n])
	}
	return t, err
}
