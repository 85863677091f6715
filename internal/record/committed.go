package record

import (
	"context"
	"database/sql"
	"strconv"
	"sync"

	"hearsay/internal/reprint"
)

// A committed reads what is committed while a transaction goes on, so that whoever
// writes need not. It is asked from many goroutines.
type committed struct {
	db    *sql.DB
	turn  sync.Mutex // held while somebody reads
	conn  *sql.Conn  // nil before the first
	texts *sql.Stmt
}

// committedCache is how many KiB of the database it keeps at most: what is read so is
// read once.
const committedCache = 4 << 10

func newCommitted(db *sql.DB) *committed { return &committed{db: db} }

// bareTexts calls found for those of some articles of which the words are kept.
func (c *committed) bareTexts(ctx context.Context, articles []int64, found func(n int64, t reprint.Text)) error {
	if len(articles) == 0 {
		return nil
	}
	c.turn.Lock()
	defer c.turn.Unlock()
	if err := c.open(ctx); err != nil {
		return err
	}
	rows, err := c.texts.QueryContext(ctx, list(articles))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var words sql.RawBytes
		if err := rows.Scan(&n, &words); err != nil {
			return err
		}
		t, err := reprint.ParseBare(words)
		if err != nil {
			return err
		}
		found(n, t)
	}
	return rows.Err()
}

func (c *committed) open(ctx context.Context) (err error) {
	if c.conn != nil {
		return nil
	}
	if c.conn, err = c.db.Conn(ctx); err != nil {
		return err
	}
	if _, err = c.conn.ExecContext(ctx, "PRAGMA cache_size = "+strconv.Itoa(-committedCache)); err == nil {
		c.texts, err = c.conn.PrepareContext(ctx, "SELECT n, words FROM article_texts WHERE n IN (SELECT value FROM json_each(?)) AND words IS NOT NULL")
	}
	if err != nil {
		c.drop()
	}
	return err
}

func (c *committed) drop() {
	if c.texts != nil {
		c.texts.Close()
	}
	if c.conn != nil {
		c.conn.Close()
	}
	c.conn, c.texts = nil, nil
}

func (c *committed) close() {
	c.turn.Lock()
	defer c.turn.Unlock()
	c.drop()
}
