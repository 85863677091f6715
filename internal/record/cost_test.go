package record

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// check holds a law against histories that rapid makes up: with -short, as the
// race detector runs it, against four. It takes ten times as long, and in one
// history nothing runs side by side.
func check(t *testing.T, law func(*rapid.T)) {
	t.Helper()
	histories := 0
	rapid.Check(t, func(t *rapid.T) {
		if histories++; !testing.Short() || histories <= 4 {
			law(t)
		}
	})
}

// createBlank does what [Create] does, but copies the schema: making it costs the
// race detector more than a second, and tests make hundreds of records.
func createBlank(ctx context.Context, dir string) (*Record, error) {
	path := filepath.Join(dir, databaseFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		schema, err := blank()
		if err == nil {
			err = errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(path, schema, 0o666))
		}
		if err != nil {
			return nil, err
		}
	}
	return Create(ctx, dir)
}

// blank is the database file of a record in which nothing is.
var blank = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "record-blank-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	r, err := Create(context.Background(), dir)
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, databaseFile))
})
