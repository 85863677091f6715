package record

import (
	"context"
	"database/sql"
	"sync"
)

// queries are those that were asked, prepared once: pages ask the same few again
// and again, and most of the work of a small one is to read it.
type queries struct {
	mu       sync.Mutex
	prepared map[string]*sql.Stmt // the database closes them
}

// preparedAtMost bounds them, should some have many forms.
const preparedAtMost = 500

// prepare returns a query, prepared; nil where it is to be asked as it is.
func (r *Record) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	q := &r.queries
	q.mu.Lock()
	defer q.mu.Unlock()
	if known := q.prepared[query]; known != nil || len(q.prepared) == preparedAtMost {
		return known, nil
	}
	prepared, err := r.db.PrepareContext(ctx, query) //nolint:sqlclosecheck // closing the database closes it
	if err != nil {
		return nil, err
	}
	if q.prepared == nil {
		q.prepared = make(map[string]*sql.Stmt)
	}
	q.prepared[query] = prepared
	return prepared, nil
}

// each runs a query and hands every row to visit.
func (r *Record) each(ctx context.Context, visit func(*sql.Rows) error, query string, args ...any) error {
	prepared, err := r.prepare(ctx, query) //nolint:sqlclosecheck // the same
	if err != nil {
		return err
	}
	var rows *sql.Rows
	if prepared != nil {
		rows, err = prepared.QueryContext(ctx, args...)
	} else {
		rows, err = r.db.QueryContext(ctx, query, args...)
	}
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one reads the one row that a query selects; the error is [sql.ErrNoRows] where
// there is none.
func (r *Record) one(ctx context.Context, query string, args []any, to ...any) error {
	found := false
	err := r.each(ctx, func(rows *sql.Rows) error {
		if found {
			return nil
		}
		found = true
		return rows.Scan(to...)
	}, query, args...)
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return err
}
