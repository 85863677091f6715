package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
)

const (
	arrivalHits     = 5_000 // statements of a selection that are put in order at most
	arrivalArticles = 500   // articles, of those that came in last, that are looked through
)

// An Arrival is a statement, and when its article came in.
type Arrival struct {
	Statement
	Captured string `json:"captured"` // RFC 3339
}

// Arrivals returns the statements that a query selects, those whose article came
// in last first. Where it selects more than a few thousand, the work is bounded:
// what came in last is found among the 500 articles that came in last, and else
// among the statements published last.
func (r *Record) Arrivals(ctx context.Context, q Query, limit int) ([]Arrival, error) {
	sel, err := r.selection(ctx, q)
	var found []Arrival
	if err == nil && !sel.empty() {
		found, err = r.arrivals(ctx, sel, limit, arrivalHits)
	}
	if err != nil {
		return nil, fmt.Errorf("looking for what came in of %q: %w", q, err)
	}
	return found, nil
}

// An arrived is a statement's row, and when its article came in.
type arrived struct {
	n        int64
	captured string
}

func (r *Record) arrivals(ctx context.Context, sel selection, limit, most int) ([]Arrival, error) {
	last, all, err := r.arrivedOf(ctx, sel, limit, most)
	if err == nil && !all {
		var later []arrived
		later, err = r.arrivedIn(ctx, sel, limit)
		last = append(last, later...)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(last, func(a, b arrived) int {
		return cmp.Or(cmp.Compare(b.captured, a.captured), cmp.Compare(b.n, a.n))
	})
	last = slices.Compact(last)
	last = last[:min(limit, len(last))]
	numbers := make([]int64, len(last))
	for i, a := range last {
		numbers[i] = a.n
	}
	full, err := r.numbered(ctx, numbers)
	found := make([]Arrival, len(last))
	for i, a := range last {
		found[i] = Arrival{full[a.n], a.captured}
	}
	return found, err
}

// arrivedOf puts the statements of a selection in order, of more than most those
// published last, and tells whether these are all.
func (r *Record) arrivedOf(ctx context.Context, sel selection, limit, most int) (last []arrived, all bool, err error) {
	rows, args := sel.rows()
	var hits int
	err = r.each(ctx, func(rows *sql.Rows) error {
		var a arrived
		err := rows.Scan(&a.n, &a.captured, &hits)
		last = append(last, a)
		return err
	}, `WITH hits (n) AS MATERIALIZED (`+rows+` LIMIT ?)
		SELECT h.n, a.captured, (SELECT count(*) FROM hits) FROM hits h
			CROSS JOIN articles a ON a.n = h.n >> ?
		ORDER BY a.captured DESC, h.n DESC LIMIT ?`, append(args, most+1, positionBits, limit)...)
	return last, hits <= most, err
}

// arrivedIn finds statements of a selection in the articles that came in last: of
// one after the other, until there are enough.
func (r *Record) arrivedIn(ctx context.Context, sel selection, limit int) (last []arrived, err error) {
	var articles []arrived
	err = r.each(ctx, func(rows *sql.Rows) error {
		var a arrived
		err := rows.Scan(&a.n, &a.captured)
		articles = append(articles, a)
		return err
	}, "SELECT n, captured FROM articles WHERE statements > 0 ORDER BY captured DESC, n DESC LIMIT ?", arrivalArticles)
	for _, a := range articles {
		if err != nil || len(last) >= limit {
			break
		}
		in := sel
		in.rowRange = sel.within(ofArticle(a.n))
		if in.empty() {
			continue
		}
		rows, args := in.rows()
		err = r.each(ctx, func(rows *sql.Rows) error {
			one := arrived{captured: a.captured}
			err := rows.Scan(&one.n)
			last = append(last, one)
			return err
		}, rows, args...)
	}
	return last, err
}
