package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// A writing is the connection that all changes are made on, one after the other.
// What a connection has of the database in memory goes whenever another one
// writes, and who waits for another one asks again only so often.
type writing struct {
	turn chan struct{} // holds one while somebody writes
	conn *sql.Conn     // nil before the first

	checkpoint checkpoint
}

func newWriting(db *sql.DB) writing {
	return writing{turn: make(chan struct{}, 1), checkpoint: newCheckpoint(db)}
}

// writingCache is how many KiB of the database it keeps at most, which take twice
// as much memory: what was published in the same weeks, which each article looks
// up and writes to.
const writingCache = 28 << 10

// writeAhead is how many pages the log may have before SQLite brings them to the
// database itself within a commit, if no [checkpoint] did before.
const writeAhead = 4 * logFrames

// write runs change in one transaction. Where ctx ends it, the error is of ctx.
func (r *Record) write(ctx context.Context, change func(*sql.Tx) error) error {
	select {
	case r.writing.turn <- struct{}{}:
		defer func() { <-r.writing.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	tx, err := r.writing.begin(ctx, r.db)
	kept := false
	defer func() {
		if !kept {
			r.known.forget() // it may know of articles that were not kept
			r.writing.drop() // an end of ctx can leave a connection that is none
		}
	}()
	if err == nil {
		defer tx.Rollback() //nolint:errcheck // it is for a change that panics: else the transaction is through
		if err = change(tx); err == nil {
			if err = tx.Commit(); err == nil {
				kept = true
				r.writing.checkpoint.after(context.WithoutCancel(ctx), r.writing.conn)
				return nil
			}
		} else if undo := tx.Rollback(); !errors.Is(undo, sql.ErrTxDone) {
			err = errors.Join(err, undo)
		}
	}
	if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		return fmt.Errorf("%w (%w)", ctx.Err(), err)
	}
	return err
}

func (w *writing) begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	if w.conn == nil {
		conn, err := db.Conn(ctx)
		if err != nil {
			return nil, err
		}
		w.conn = conn
		if _, err := conn.ExecContext(ctx, "PRAGMA cache_size = "+strconv.Itoa(-writingCache)+"; PRAGMA wal_autocheckpoint = "+strconv.Itoa(writeAhead)); err != nil {
			return nil, err
		}
	}
	return w.conn.BeginTx(ctx, nil)
}

// drop gives the connection back.
func (w *writing) drop() {
	if w.conn != nil {
		w.conn.Close()
		w.conn = nil
		w.checkpoint.forget()
	}
}

// close waits until nobody writes.
func (w *writing) close() {
	w.turn <- struct{}{}
	w.drop()
	<-w.turn
}
