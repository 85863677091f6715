// Package record keeps and finds: captures' places in the archive, articles,
// statements and speakers in an embedded SQLite database, and the journal of
// what people corrected, replayed on top.
//
// A record is a folder:
//
//	archive/        the captures, as WARC files (package capture)
//	journal.jsonl   what people did, appended and synced before it is acknowledged
//	hearsay.db      all else, derived from the two
//
// What must hold:
//
//   - What a method has acknowledged is on the disk: commits are synced.
//   - A process killed at any moment leaves a record that opens, and each
//     capture's article is in it with all its statements or not at all.
//   - Several processes may have a record open; writers wait for each other.
//   - Ids depend on bytes alone, never on the order in which pages came.
package record

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"hearsay/internal/disk"
)

// A Record is an open record. Its methods may be called from many goroutines.
type Record struct {
	dir       string
	folder    disk.Folder // of the journal
	db        *sql.DB
	journal   error // what is wrong with it, found on opening
	bounds    bounds
	queries   queries
	watch     watch
	writing   writing
	committed *committed
	known     *known // of articles, by whoever writes

	summary    kept[Summary]
	everything kept[counted] // statements
	searches   memory[selection, *hits]
	drafts     kept[[]draft] // of proposals
}

// Open opens the record in the folder dir. Where there is none the error is
// [ErrNotFound].
func Open(ctx context.Context, dir string) (*Record, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("record %s: %w", dir, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("opening record: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("opening record: %s is not a folder", dir)
	}
	_, dbErr := os.Stat(filepath.Join(dir, databaseFile))
	_, archiveErr := os.Stat(filepath.Join(dir, archiveFolder))
	if dbErr != nil && archiveErr != nil {
		return nil, fmt.Errorf("folder %s holds no record: %w", dir, ErrNotFound)
	}
	return open(ctx, disk.In(dir))
}

// Create opens the record in the folder dir, and makes it where there is none.
func Create(ctx context.Context, dir string) (*Record, error) {
	return CreateIn(ctx, disk.In(dir))
}

// CreateIn does what [Create] does, in a folder that may be a test's.
func CreateIn(ctx context.Context, folder disk.Folder) (*Record, error) {
	if err := disk.Make(filepath.Join(folder.Path(), archiveFolder)); err != nil {
		return nil, fmt.Errorf("making record: %w", err)
	}
	return open(ctx, folder)
}

const (
	databaseFile  = "hearsay.db"
	journalFile   = "journal.jsonl"
	archiveFolder = "archive"
	lockFile      = ".lock" // held while the schema or the journal changes
)

func open(ctx context.Context, folder disk.Folder) (*Record, error) {
	dir := folder.Path()
	db, err := sql.Open("sqlite", dataSource(filepath.Join(dir, databaseFile)))
	if err != nil {
		return nil, fmt.Errorf("opening record %s: %w", dir, err)
	}
	db.SetMaxIdleConns(keptConnections)
	r := &Record{dir: dir, folder: folder, db: db, bounds: usualBounds, writing: newWriting(db), committed: newCommitted(db), known: newKnown()}
	if err := r.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening record %s: %w", dir, err), db.Close())
	}
	if err := r.replay(ctx); errors.Is(err, ErrJournal) {
		r.journal = err // what is kept can be read all the same
	} else if err != nil {
		return nil, errors.Join(fmt.Errorf("opening record %s: %w", dir, err), db.Close())
	}
	return r, nil
}

// keptConnections is how many stay open: a new one has read nothing yet, not even
// the schema.
const keptConnections = 8

// JournalFault returns what is wrong with the journal, nil for nothing: an
// error that is [ErrJournal]. What people corrected from there on is not
// applied, and nothing can be corrected until the journal is mended.
func (r *Record) JournalFault() error { return r.journal }

// dataSource names a database file to the driver, with what every connection
// needs: FULL so that no acknowledged commit is lost, IMMEDIATE so that
// writers queue instead of failing midway.
func dataSource(path string) string {
	options := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(60000)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-32768)"},
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: options.Encode()}
	return name.String()
}

// Close closes the record.
func (r *Record) Close() error {
	r.watch.close()
	r.writing.close()
	r.committed.close()
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("closing record %s: %w", r.dir, err)
	}
	return nil
}

// ArchiveFolder returns the folder of the record's archive.
func (r *Record) ArchiveFolder() string { return filepath.Join(r.dir, archiveFolder) }

//go:embed migrations/*.sql
var migrations embed.FS

// schemaVersion is the number of the newest migration.
const schemaVersion = 18

// migrate brings the schema to the newest version. The version is also kept
// where reading it costs nothing, so that a current record opens at once.
func (r *Record) migrate(ctx context.Context) error {
	version, err := r.userVersion(ctx)
	switch {
	case err != nil:
		return err
	case version == schemaVersion:
		return nil
	case version > schemaVersion:
		return fmt.Errorf("it was made by a newer Hearsay (schema %d, this one knows %d)", version, schemaVersion)
	}
	unlock, err := r.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	// The database keeps its mode. Were it set by every connection, two that
	// find a new file would fail over it instead of waiting for each other.
	if _, err := r.db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return fmt.Errorf("setting up the write-ahead log: %w", err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, r.db, files)
	if err != nil {
		return fmt.Errorf("reading migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	_, err = r.db.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(schemaVersion))
	return err
}

func (r *Record) userVersion(ctx context.Context) (version int, err error) {
	err = r.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// lock takes the record's lock, across processes, and returns how to give it back.
func (r *Record) lock(ctx context.Context) (unlock func(), err error) {
	l := flock.New(filepath.Join(r.dir, lockFile))
	if _, err := l.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		return nil, fmt.Errorf("waiting for another process to finish with record %s: %w", r.dir, err)
	}
	return func() { _ = l.Unlock() }, nil
}

// Integrity has the database check itself and returns what is wrong with it. It
// does so on a connection of its own: one that has read before checks the text
// indexes as they were then.
func (r *Record) Integrity(ctx context.Context) []string {
	wrong, err := integrity(ctx, dataSource(filepath.Join(r.dir, databaseFile)))
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	return wrong
}

func integrity(ctx context.Context, source string) (wrong []string, err error) {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return wrong, err
		}
		if line != "ok" {
			wrong = append(wrong, line)
		}
	}
	return wrong, rows.Err()
}
