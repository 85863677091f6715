package record

import (
	"context"
	"database/sql"
)

// A checkpoint brings what the write-ahead log has to the database itself, and has
// the disk take it. It does so beside the writing: else whoever writes waits for it
// within a commit. Since the log begins anew only where all of it is in the database
// when a transaction begins, from time to time whoever writes waits for the rest.
// A checkpoint that fails is made up for by the next, or by SQLite itself.
type checkpoint struct {
	db    *sql.DB
	every int64 // rows that are changed from one to the next
	most  int   // pages of the log after which it is to begin anew

	done    chan struct{} // closed when the one that was begun last is through; nil if there was none
	frames  int           // pages that the log had then
	changed int64         // rows that were changed on the writing connection before it was begun
}

const (
	changedRows = 4_000
	logFrames   = 48_000
)

func newCheckpoint(db *sql.DB) checkpoint {
	return checkpoint{db: db, every: changedRows, most: logFrames}
}

// after is told of each transaction that was committed on the writing connection.
func (c *checkpoint) after(ctx context.Context, conn *sql.Conn) {
	var changed int64
	if conn.QueryRowContext(ctx, "SELECT total_changes()").Scan(&changed) != nil || changed-c.changed < c.every || c.running() {
		return
	}
	c.changed = changed
	if c.frames >= c.most {
		c.run(ctx, conn)
		c.frames = 0
		return
	}
	c.done = make(chan struct{})
	go func() {
		defer close(c.done)
		if beside, err := c.db.Conn(ctx); err == nil {
			defer beside.Close()
			c.run(ctx, beside)
		}
	}()
}

func (c *checkpoint) running() bool {
	if c.done == nil {
		return false
	}
	select {
	case <-c.done:
		return false
	default:
		return true
	}
}

func (c *checkpoint) run(ctx context.Context, conn *sql.Conn) {
	var busy, done int
	_ = conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &c.frames, &done)
}

// forget is told that the writing connection is gone.
func (c *checkpoint) forget() {
	if c.done != nil {
		<-c.done
	}
	c.changed = 0
}
