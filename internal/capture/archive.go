package capture

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"hearsay/internal/disk"
)

// An Archive keeps captures in a folder of WARC files, hearsay-00001.warc.gz
// and so on. It may be used by several goroutines, and the folder by several
// processes. These hold, whatever happens to any of them:
//
//   - A record that an index was told of must be whole and durable before it is
//     told: written, then the file synced, then [Index.Add].
//   - Bytes that an index knows must never be changed, cut or written again.
//     What is appended comes behind them.
//   - Only who holds the lock file, .lock, may write. Whoever takes it first
//     brings the index up to date with what others have left: whole records
//     that the index does not know are added to it; a record that was cut off
//     while it was being written, and that no index was told of, is cut away.
//   - Damage of any other sort must be told and left as it is. A file that has
//     it is not appended to any more.
//   - A record must hold all that is known of a capture, so that the index can
//     be made again from the archive alone.
//   - A capture should be kept once. An index that was lost and not yet filled
//     again is the exception.
type Archive struct {
	folder disk.Folder
	limit  int64         // a file longer than this is not appended to
	turn   chan struct{} // held by the goroutine that holds the lock
	lock   *flock.Flock
	told   map[string]bool // damage that was told of; guarded by turn
}

// fileLimit is the length that WARC files are usually given, 1 GiB.
const fileLimit = 1 << 30

// lockWait is how long to wait before trying again to take the lock.
const lockWait = 20 * time.Millisecond

// OpenArchive opens the archive in a folder, which is made if it is not there.
func OpenArchive(dir string) (*Archive, error) { return OpenArchiveIn(disk.In(dir)) }

// OpenArchiveIn does what [OpenArchive] does, in a folder that may be a test's.
func OpenArchiveIn(folder disk.Folder) (*Archive, error) {
	dir := folder.Path()
	if err := disk.Make(dir); err != nil {
		return nil, fmt.Errorf("opening the archive: %s: %w", printable(dir), inWords(err))
	}
	return &Archive{
		folder: folder,
		limit:  fileLimit,
		turn:   make(chan struct{}, 1),
		lock:   flock.New(filepath.Join(dir, ".lock")),
		told:   make(map[string]bool),
	}, nil
}

// Close gives back what the archive holds. All that was kept is durable before.
func (a *Archive) Close() error { return a.lock.Close() }

// locked calls do while nobody else writes to the archive.
func (a *Archive) locked(ctx context.Context, do func() error) error {
	select {
	case a.turn <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("waiting for the archive: %w", ctx.Err())
	}
	defer func() { <-a.turn }()
	if _, err := a.lock.TryLockContext(ctx, lockWait); err != nil {
		return fmt.Errorf("locking the archive: %w", err)
	}
	err := do()
	if unlockErr := a.lock.Unlock(); unlockErr != nil {
		err = errors.Join(err, fmt.Errorf("unlocking the archive: %w", unlockErr))
	}
	return err
}

var fileName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^hearsay-([0-9]{5,9})\.warc\.gz$`)
})

// number returns the number in the name of a WARC file, or 0 if it is no
// name of one.
func number(file string) int {
	m := fileName().FindStringSubmatch(file)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// files returns the names of the WARC files, in the order of their numbers.
func (a *Archive) files() ([]string, error) {
	names, err := a.folder.Names()
	if err != nil {
		return nil, fmt.Errorf("listing the archive: %w", err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return number(name) == 0 })
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names, nil
}

// next returns the name of the file that follows the one given.
func next(file string) string {
	return fmt.Sprintf("hearsay-%05d.warc.gz", number(file)+1)
}

// Damage is bytes of the archive that are not what was written. They are left
// as they are.
type Damage struct {
	File   string // name of the WARC file
	Offset int64  // of the record that is damaged
	Err    error
}

func (d *Damage) Error() string {
	return fmt.Sprintf("archive file %s is damaged at byte %d: %v", d.File, d.Offset, d.Err)
}

func (d *Damage) Unwrap() error { return d.Err }
