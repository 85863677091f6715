package record

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// Version returns a number that is another one after the record was written to, by
// whichever process. It means nothing once the record is closed.
func (r *Record) Version(ctx context.Context) (int64, error) {
	v, err := r.watch.version(ctx, r.db)
	if err != nil {
		return 0, fmt.Errorf("looking for changes of record %s: %w", r.dir, err)
	}
	return v, nil
}

// A watch is a connection of its own: SQLite tells each what others wrote.
type watch struct {
	mu   sync.Mutex
	conn *sql.Conn
	ask  *sql.Stmt
}

func (w *watch) version(ctx context.Context, db *sql.DB) (version int64, err error) {
	ctx = context.WithoutCancel(ctx) // the connection is everybody's
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		if w.conn, err = db.Conn(ctx); err != nil {
			return 0, err
		}
		if w.ask, err = w.conn.PrepareContext(ctx, "PRAGMA data_version"); err != nil {
			return 0, err
		}
	}
	err = w.ask.QueryRowContext(ctx).Scan(&version)
	return version, err
}

// close gives the connection back.
func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		w.conn.Close()
	}
}

// A kept is what was worked out from all of the record, until that is written to.
type kept[T any] struct {
	mu      sync.Mutex
	version int64
	known   bool
	value   T
}

// of returns the value, which it has worked out where the record was written to
// since. Whoever asks meanwhile waits.
func (k *kept[T]) of(ctx context.Context, r *Record, workOut func(context.Context) (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	version, err := r.Version(ctx)
	if err == nil && (!k.known || k.version != version) {
		k.known = false
		if k.value, err = workOut(ctx); err == nil {
			k.version, k.known = version, true
		}
	}
	return k.value, err
}

// A memory keeps what was asked for last, for those who turn pages, until the record
// is written to.
type memory[K comparable, V any] struct {
	mu      sync.Mutex
	version int64
	values  map[K]V
}

const rememberedAtMost = 200

// recall returns what is remembered, if anything is.
func (m *memory[K, V]) recall(key K, version int64) (value V, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.version == version {
		value, known = m.values[key]
	}
	return value, known
}

// of returns what is asked for, which it finds out where it is not remembered.
func (m *memory[K, V]) of(ctx context.Context, r *Record, key K, find func(context.Context) (V, error)) (V, error) {
	version, err := r.Version(ctx)
	value, known := m.recall(key, version)
	if err != nil || known {
		return value, err
	}
	if value, err = find(ctx); err != nil {
		return value, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values == nil || m.version != version || len(m.values) == rememberedAtMost {
		m.version, m.values = version, make(map[K]V)
	}
	m.values[key] = value
	return value, nil
}
