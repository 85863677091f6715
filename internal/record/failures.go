package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A Failure is an input, or something within one, that could not be brought in
// when it was tried last. It can be tried again.
//
// A page that is kept and could not be read as an article is one too: it is in the
// archive, has a Capture, and is tried again by a newer engine or with another
// encoding.
type Failure struct {
	Input   string            `json:"input"`           // an absolute path or an address
	Place   string            `json:"place,omitempty"` // what within it; empty for the input itself
	Reason  string            `json:"reason"`
	First   time.Time         `json:"first"` // when it failed first
	Last    time.Time         `json:"last"`
	Times   int               `json:"times"`             // how often
	Options map[string]string `json:"options,omitempty"` // with what it was tried last
	Capture string            `json:"capture,omitempty"` // SHA-256 of the page that is kept
}

const (
	failuresOfInput = 1_000   // that are kept of one input, at most
	failuresInAll   = 100_000 // that are kept, at most: those that failed last
	failureReason   = 500     // bytes of a reason, at most

	// momentFormat has one length, so that what is later comes later in order too.
	momentFormat = "2006-01-02T15:04:05.000000Z07:00"
)

// Fail keeps failures. What failed before counts once more. Of one input the first
// thousand are kept: it is tried again as a whole.
func (r *Record) Fail(ctx context.Context, failures []Failure) error {
	if len(failures) == 0 {
		return nil
	}
	err := r.write(ctx, func(tx *sql.Tx) error {
		w := r.newWriter(ctx, tx)
		of := make(map[string]int64) // how many are kept
		for _, f := range failures {
			kept, counted := of[f.Input]
			if !counted {
				kept, _ = w.number("SELECT count(*) FROM failures WHERE input = ?", f.Input)
			}
			_, known := w.number("SELECT 1 FROM failures WHERE input = ? AND place = ?", f.Input, f.Place)
			if !known && kept < failuresOfInput {
				kept, known = kept+1, true
			}
			of[f.Input] = kept
			if !known {
				continue
			}
			moment := f.Last.UTC().Format(momentFormat)
			w.exec(`INSERT INTO failures (input, place, reason, first, last, times, options) VALUES (?, ?, ?, ?, ?, 1, ?)
				ON CONFLICT (input, place) DO UPDATE SET reason = excluded.reason, last = max(last, excluded.last),
					times = times + 1, options = excluded.options`,
				f.Input, f.Place, strings.ToValidUTF8(f.Reason[:min(failureReason, len(f.Reason))], ""), moment, moment, w.json(f.Options))
		}
		if all, _ := w.number("SELECT count(*) FROM failures"); all > failuresInAll {
			w.exec("DELETE FROM failures WHERE (input, place) IN (SELECT input, place FROM failures ORDER BY last LIMIT ?)", all-failuresInAll)
		}
		return w.err
	})
	if err != nil {
		return fmt.Errorf("keeping what failed: %w", err)
	}
	return nil
}

// Settle forgets what failed of inputs before a moment: they were read since, as
// far as they can be.
func (r *Record) Settle(ctx context.Context, inputs []string, before time.Time) error {
	names, err := json.Marshal(inputs)
	if err != nil {
		return err
	}
	const selected = "FROM failures WHERE input IN (SELECT value FROM json_each(?)) AND last < ?"
	args := []any{string(names), before.UTC().Format(momentFormat)}
	var some bool // most often there are none, and nothing need be written
	if err = r.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 "+selected+")", args...).Scan(&some); err == nil && some {
		err = r.write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE "+selected, args...)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("forgetting what failed: %w", err)
	}
	return nil
}

// Failures returns what failed and can be tried again, by input, and behind that
// the pages that are kept and could not be read; a limit below 0 is none.
func (r *Record) Failures(ctx context.Context, limit, offset int) ([]Failure, error) {
	var found []Failure
	err := r.each(ctx, func(rows *sql.Rows) error {
		var f Failure
		var first, last, options string
		err := rows.Scan(&f.Input, &f.Place, &f.Reason, &first, &last, &f.Times, &options, &f.Capture, new(bool))
		for _, moment := range []struct {
			text string
			at   *time.Time
		}{{first, &f.First}, {last, &f.Last}} {
			if err == nil {
				*moment.at, err = time.Parse(time.RFC3339, moment.text)
			}
		}
		if err == nil {
			err = json.Unmarshal([]byte(options), &f.Options)
		}
		found = append(found, f)
		return err
	}, `SELECT input, place, reason, first, last, times, options, '' AS capture, 0 AS kept FROM failures
		UNION ALL SELECT address, '', failure, captured, captured, 1, '{}', sha256, 1 FROM captures WHERE state = 'unread'
		ORDER BY kept, input, place LIMIT ? OFFSET ?`, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing what failed: %w", err)
	}
	return found, nil
}
