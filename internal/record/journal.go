package record

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hearsay/internal/disk"
)

// A Correction is one thing that a person did: an entry of the journal.
type Correction struct {
	Do   string    `json:"do"`   // one of the verbs below
	By   string    `json:"by"`   // who did it
	Time time.Time `json:"time"` // when, UTC

	Statement  string   `json:"statement,omitempty"`  // id
	Statements []string `json:"statements,omitempty"` // ids
	Others     []string `json:"others,omitempty"`     // ids of statements
	Capture    string   `json:"capture,omitempty"`    // SHA-256
	Encoding   string   `json:"encoding,omitempty"`

	Aliases []AliasRef `json:"aliases,omitempty"` // what is merged, split off or kept apart
	From    []AliasRef `json:"from,omitempty"`    // what it is split off or kept apart from
	Speaker *AliasRef  `json:"speaker,omitempty"` // the alias that stands for the speaker
	Name    string     `json:"name,omitempty"`    // that the speaker is to have, or the search
	Search  Query      `json:"search,omitzero"`   // that is saved

	File  string `json:"file,omitempty"`  // SHA-256 of a list of known people
	Entry string `json:"entry,omitempty"` // id of the entry that is undone
}

// What a person can do.
const (
	Confirm       = "confirm"      // Statement is as the article has it
	Withdraw      = "withdraw"     // takes a Confirm back
	SetEncoding   = "set encoding" // the bytes of Capture are in Encoding
	Rename        = "rename"       // Speaker is called Name
	Merge         = "merge"        // Aliases are of Speaker
	Split         = "split"        // Aliases or Statements are Speaker's, and not of whom From are
	SetSpeaker    = "set speaker"  // Statement is Speaker's; nobody knows whose, where there is none
	KeepApart     = "keep apart"   // Aliases are not of whom From are
	JoinWitnesses = "join"         // Statements report one act of speaking
	PartWitnesses = "part"         // Statements do not report what Others do
	KnowPeople    = "know people"  // the list in File names people as they are known
	Save          = "save"         // Search is kept under Name
	Undo          = "undo"         // Entry is as if it had not been; an Undo too can be undone

	journalLimit = 1 << 20 // bytes of one line
	sumSeparator = '\t'    // between an entry and its checksum
)

// Correct writes a correction to the journal and applies it. When it returns
// nil the correction is on the disk.
//
// A line of the journal is the correction as JSON, a tab and the CRC-32 (IEEE,
// eight hexadecimal digits) of the JSON: a line that was changed or cut is told.
func (r *Record) Correct(ctx context.Context, c Correction) error {
	_, err := r.Enter(ctx, c)
	return err
}

// Enter does what Correct does, and returns the entry that it made.
func (r *Record) Enter(ctx context.Context, c Correction) (Entry, error) {
	e, err := r.enter(ctx, func(context.Context) (Correction, error) { return c, nil })
	if err != nil {
		return Entry{}, fmt.Errorf("journal %s: %w", r.journalPath(), err)
	}
	return e, nil
}

// enter makes a correction of what the record has while nobody else can correct
// it, and keeps it.
func (r *Record) enter(ctx context.Context, compose func(context.Context) (Correction, error)) (Entry, error) {
	unlock, err := r.lock(ctx)
	if err != nil {
		return Entry{}, err
	}
	defer unlock()
	if err := r.replayLocked(ctx); err != nil {
		return Entry{}, err
	}
	c, err := compose(ctx)
	if err != nil {
		return Entry{}, err
	}
	if err := r.check(ctx, c); err != nil {
		return Entry{}, err
	}
	c.Time = c.Time.UTC().Truncate(time.Second)
	entry, err := json.Marshal(c)
	if err != nil {
		return Entry{}, err
	}
	if len(entry) > journalLimit-16 {
		return Entry{}, fmt.Errorf("%w: it would take more than %d bytes of the journal", ErrBadCorrection, journalLimit)
	}
	extent, err := r.journalExtent(ctx)
	if err != nil {
		return Entry{}, err
	}
	made := Entry{ID: entryID(extent, entry), Correction: c}
	line := fmt.Appendf(entry, "%c%08x\n", sumSeparator, crc32.ChecksumIEEE(entry))
	if err := appendAt(r.folder, extent, line); err != nil {
		return Entry{}, err
	}
	return made, r.replayLocked(ctx)
}

func (r *Record) journalPath() string { return filepath.Join(r.dir, journalFile) }

func (r *Record) journalExtent(ctx context.Context) (extent int64, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT extent FROM journal").Scan(&extent)
	return extent, err
}

// appendAt writes line to the journal at the offset, where its whole lines end, and
// syncs it. What stood beyond was a line that a crash cut: never acknowledged.
func appendAt(folder disk.Folder, offset int64, line []byte) (err error) {
	f, err := folder.Change(journalFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Truncate(offset); err != nil {
		return err
	}
	if _, err = f.WriteAt(line, offset); err == nil {
		err = f.Sync()
	}
	if err == nil && offset == 0 {
		err = folder.Sync() // that there is a journal
	}
	if err != nil { // it was not acknowledged, and is not to be found later
		return errors.Join(err, f.Truncate(offset))
	}
	return nil
}

// replay applies what the journal has and the database has not.
func (r *Record) replay(ctx context.Context) error {
	extent, err := r.journalExtent(ctx)
	if err != nil {
		return err
	}
	info, err := os.Stat(r.journalPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.withoutJournal(extent)
	case err != nil || info.Size() == extent:
		return err
	}
	unlock, err := r.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	return r.replayLocked(ctx)
}

// withoutJournal tells whether one should be there.
func (r *Record) withoutJournal(extent int64) error {
	if extent == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s is missing and had %d bytes", ErrJournal, r.journalPath(), extent)
}

func (r *Record) replayLocked(ctx context.Context) error {
	extent, err := r.journalExtent(ctx)
	if err != nil {
		return err
	}
	f, err := os.Open(r.journalPath())
	if errors.Is(err, fs.ErrNotExist) {
		return r.withoutJournal(extent)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < extent {
		return fmt.Errorf("%w: %s has %d bytes and had %d", ErrJournal, r.journalPath(), info.Size(), extent)
	}
	if _, err := f.Seek(extent, io.SeekStart); err != nil {
		return err
	}
	var fault error
	err = r.write(ctx, func(tx *sql.Tx) error {
		d := newDecider(r.newWriter(ctx, tx), r.dir)
		d.forget(extent)
		end, err := readJournal(f, extent, d.enter)
		if errors.Is(err, ErrJournal) { // what stands before the fault is applied
			fault, err = fmt.Errorf("%s %w", r.journalPath(), err), nil
		}
		if err != nil {
			return err
		}
		if err := d.apply(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE journal SET extent = ?", end)
		return err
	})
	return cmp.Or(err, fault)
}

// ErrJournal tells that the journal is not as it was written. Restored, it is
// read again from where it was left.
var ErrJournal = errors.New("the journal is damaged")

// readJournal hands each whole line of a journal, from the given offset, to
// visit and returns where the last one ends. A last line without its end is
// left out: it was never acknowledged.
func readJournal(from io.Reader, offset int64, visit func(offset int64, entry []byte, c Correction) error) (int64, error) {
	lines := bufio.NewReaderSize(from, 64<<10)
	for {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return offset, nil
		}
		if err != nil {
			return offset, err
		}
		c, entry, err := parseCorrection(line)
		if err != nil {
			return offset, fmt.Errorf("at byte %d: %w: %w", offset, ErrJournal, err)
		}
		if err := visit(offset, entry, c); err != nil {
			return offset, err
		}
		offset += int64(len(line)) + 1
	}
}

// readLine returns a line without its end, [io.EOF] where none is whole.
func readLine(from *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := from.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case err == nil:
			return line[:len(line)-1], nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(line) > journalLimit:
			return nil, fmt.Errorf("%w: a line of more than %d bytes", ErrJournal, journalLimit)
		}
	}
}

func parseCorrection(line []byte) (c Correction, entry []byte, err error) {
	entry, sum, found := bytes.Cut(line, []byte{sumSeparator})
	if !found || fmt.Sprintf("%08x", crc32.ChecksumIEEE(entry)) != string(sum) {
		return Correction{}, nil, errors.New("the entry's bytes do not match its checksum")
	}
	if err := json.Unmarshal(entry, &c); err != nil {
		return Correction{}, nil, fmt.Errorf("the entry cannot be read: %w", err)
	}
	return c, entry, nil
}

// VerifyJournal reads the whole journal and returns how many entries it has.
func (r *Record) VerifyJournal() (entries int, err error) {
	f, err := os.Open(r.journalPath())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, r.journal
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	_, err = readJournal(f, 0, func(_ int64, _ []byte, c Correction) error {
		entries++
		if c.Do == KnowPeople {
			_, err := readList(r.dir, c.File)
			return err
		}
		return nil
	})
	if err != nil {
		return entries, fmt.Errorf("journal %s: %w", r.journalPath(), err)
	}
	return entries, nil
}
