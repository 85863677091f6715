package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"hearsay/internal/capture"
)

// Extent returns how many bytes of an archive file the record accounts for. It
// is part of [capture.Index].
func (r *Record) Extent(ctx context.Context, file string) (int64, error) {
	var extent int64
	err := r.db.QueryRowContext(ctx, "SELECT extent FROM archive_files WHERE name = ?", file).Scan(&extent)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("looking up archive file %s: %w", file, err)
	}
	return extent, nil
}

// Has tells which of the captures the record has. It is part of [capture.Index].
func (r *Record) Has(ctx context.Context, sha256 []string) (map[string]bool, error) {
	has := make(map[string]bool, len(sha256))
	if len(sha256) == 0 {
		return has, nil
	}
	names, err := json.Marshal(sha256)
	if err != nil {
		return nil, err
	}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		has[s] = true
		return err
	}, "SELECT sha256 FROM captures WHERE sha256 IN (SELECT value FROM json_each(?))", string(names))
	if err != nil {
		return nil, fmt.Errorf("looking up captures: %w", err)
	}
	return has, nil
}

// HasAddress tells whether the record has a capture of an address, however far
// that has come.
func (r *Record) HasAddress(ctx context.Context, address string) (bool, error) {
	var has bool
	err := r.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM captures WHERE address = ?)", address).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("looking up address %s: %w", address, err)
	}
	return has, nil
}

// Add keeps where new captures stand in an archive file, and how much of the
// file is accounted for. It is part of [capture.Index].
func (r *Record) Add(ctx context.Context, file string, extent int64, entries []capture.Entry) error {
	err := r.write(ctx, func(tx *sql.Tx) error {
		for _, e := range entries {
			if _, err := tx.ExecContext(ctx, `INSERT INTO captures
				(sha256, name, address, media_type, charset, captured, size, file, offset, length)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				e.SHA256, e.Name, e.Address, e.MediaType, e.Charset, e.Time.UTC().Format(time.RFC3339),
				e.Size, e.File, e.Offset, e.Length); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO archive_files (name, extent) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET extent = excluded.extent`, file, extent)
		return err
	})
	if err != nil {
		return fmt.Errorf("indexing archive file %s: %w", file, err)
	}
	return nil
}

// A CaptureState says how far a capture has come.
type CaptureState string

// The states of a capture.
const (
	Kept   CaptureState = "kept"   // in the archive, not looked at yet
	Read   CaptureState = "read"   // its article is in the record
	Unread CaptureState = "unread" // it could not be read as an article

	// Unsearched is Read, but nobody has looked for its statements yet.
	Unsearched CaptureState = "unsearched"
)

// A CaptureEntry is a capture as the record knows it.
type CaptureEntry struct {
	capture.Entry
	State    CaptureState
	Failure  string // why it is unread
	Encoding string // as a person stated it, for want of a better
}

// Captures yields the record's captures in one of the given states (all, where
// none is given), by the place where they stand in the archive. It may be
// stopped at any point; rows added meanwhile may or may not be seen.
func (r *Record) Captures(ctx context.Context, states ...CaptureState) iter.Seq2[CaptureEntry, error] {
	return func(yield func(CaptureEntry, error) bool) {
		file, offset := "", int64(-1)
		for {
			page, err := r.capturesAfter(ctx, file, offset, states)
			if err != nil {
				yield(CaptureEntry{}, fmt.Errorf("listing captures: %w", err))
				return
			}
			for _, c := range page {
				if !yield(c, nil) {
					return
				}
				file, offset = c.File, c.Offset
			}
			if len(page) == 0 {
				return
			}
		}
	}
}

// capturesAfter returns a page of captures: no statement stays open while the
// caller works, which would keep the write-ahead log from shrinking.
func (r *Record) capturesAfter(ctx context.Context, file string, offset int64, states []CaptureState) ([]CaptureEntry, error) {
	query := `SELECT ` + captureColumns + ` FROM captures c LEFT JOIN encodings USING (sha256)
		WHERE (c.file, c.offset) > (?, ?)`
	args := []any{file, offset}
	if len(states) > 0 {
		var in []string
		for _, s := range states {
			if s == Unsearched {
				in = append(in, "c.searched = 0")
				continue
			}
			in = append(in, "c.state = ?")
			args = append(args, string(s))
		}
		query += " AND (" + strings.Join(in, " OR ") + ")"
	}
	var page []CaptureEntry
	err := r.each(ctx, func(rows *sql.Rows) error {
		c, err := scanCapture(rows)
		page = append(page, c)
		return err
	}, query+" ORDER BY c.file, c.offset LIMIT 500", args...)
	return page, err
}

// Capture returns what the record knows of a capture, by its SHA-256.
func (r *Record) Capture(ctx context.Context, sha256 string) (CaptureEntry, error) {
	row := r.db.QueryRowContext(ctx, `SELECT `+captureColumns+`
		FROM captures c LEFT JOIN encodings USING (sha256) WHERE sha256 = ?`, sha256)
	c, err := scanCapture(row)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return CaptureEntry{}, fmt.Errorf("capture %s: %w", sha256, err)
	}
	return c, nil
}

const captureColumns = `sha256, c.name, c.address, c.media_type, c.charset, c.captured, c.size,
	c.file, c.offset, c.length, iif(c.searched, c.state, 'unsearched'), c.failure, coalesce(encoding, '')`

func scanCapture(row interface{ Scan(...any) error }) (CaptureEntry, error) {
	var c CaptureEntry
	var captured string
	if err := row.Scan(&c.SHA256, &c.Name, &c.Address, &c.MediaType, &c.Charset, &captured, &c.Size,
		&c.File, &c.Offset, &c.Length, &c.State, &c.Failure, &c.Encoding); err != nil {
		return CaptureEntry{}, err
	}
	var err error
	c.Time, err = time.Parse(time.RFC3339, captured)
	return c, err
}
