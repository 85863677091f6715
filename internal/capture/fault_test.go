package capture

import (
	"errors"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/disk"
)

// A badDisk is a disk that fails when it is told to.
type badDisk struct {
	disk.Folder
	room     int64 // bytes that can still be written; none more after that
	short    bool  // and then Write gives no error, but writes less
	failing  error // of files and of the folder
	truncate error
}

type badFile struct {
	disk.File
	disk *badDisk
}

func (d *badDisk) Change(name string) (disk.File, error) {
	f, err := d.Folder.Change(name)
	return badFile{f, d}, err
}

func (d *badDisk) Sync() error { return errors.Join(d.failing, d.Folder.Sync()) }

func (f badFile) WriteAt(p []byte, at int64) (int, error) {
	fits := min(int64(len(p)), f.disk.room)
	n, err := f.File.WriteAt(p[:fits], at)
	f.disk.room -= int64(n)
	if err == nil && n < len(p) && !f.disk.short {
		err = syscall.ENOSPC
	}
	return n, err
}

func (f badFile) Sync() error { return errors.Join(f.disk.failing, f.File.Sync()) }

func (f badFile) Truncate(size int64) error {
	if f.disk.truncate != nil {
		return f.disk.truncate
	}
	return f.File.Truncate(size)
}

func fileLength(t *testing.T, a *Archive) int64 {
	t.Helper()
	_, sizes, err := a.snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) == 0 {
		return 0
	}
	return sizes[0]
}

const plenty = 1 << 40

// Whatever fails while captures are kept: the error tells the file and the
// reason, what was kept before is whole, and as soon as the disk is well again
// all can be kept.
func TestDiskThatFails(t *testing.T) {
	tests := []struct {
		name   string
		fail   func(*badDisk, *memory)
		reason error
		text   string
	}{
		{"full at once", func(d *badDisk, _ *memory) { d.room = 0 }, syscall.ENOSPC, firstFile},
		{"full within the first record", func(d *badDisk, _ *memory) { d.room = 100 }, syscall.ENOSPC, firstFile},
		{"full within the second record", func(d *badDisk, _ *memory) { d.room = 600 }, syscall.ENOSPC, firstFile},
		{"full, and cutting fails", func(d *badDisk, _ *memory) { d.room, d.truncate = 600, syscall.EIO }, syscall.ENOSPC, firstFile},
		{"short write", func(d *badDisk, _ *memory) { d.room, d.short = 600, true }, nil, "short write"},
		{"sync fails", func(d *badDisk, _ *memory) { d.failing = syscall.EIO }, syscall.EIO, firstFile},
		{"sync and cutting fail", func(d *badDisk, _ *memory) { d.failing, d.truncate = syscall.EIO, syscall.EIO }, syscall.EIO, firstFile},
		{"index fails", func(_ *badDisk, ix *memory) { ix.full = errors.New("no room") }, nil, "no room"},
	}
	for _, test := range tests {
		for _, before := range []string{"", "kept before"} {
			t.Run(strings.TrimSpace(test.name+" "+before), func(t *testing.T) {
				a, ix := openArchive(t, t.TempDir()), &memory{}
				bad := &badDisk{Folder: a.folder, room: plenty}
				a.folder = bad
				var want []string
				if before != "" {
					keep(t, a, ix, page("before.txt", before))
					want = append(want, "before.txt")
				}
				length := fileLength(t, a)
				batch := []Capture{page("one.txt", "first"), page("two.txt", "second"), page("three.txt", "third")}
				test.fail(bad, ix)
				kept, err := a.Keep(t.Context(), ix, batch)
				if err == nil || len(kept.Entries) > 0 ||
					test.reason != nil && !errors.Is(err, test.reason) || !strings.Contains(err.Error(), test.text) {
					t.Fatalf("kept %q, error %v", names(kept.Entries), err)
				}
				if now := fileLength(t, a); now != length && bad.truncate == nil && ix.full == nil {
					t.Errorf("then the file has %d bytes, before %d", now, length)
				}
				if entries, _ := walked(t, a); !strings.HasPrefix(names(entries), strings.Join(want, " ")) {
					t.Errorf("then there is %q, want %q", names(entries), want)
				}

				*bad, ix.full = badDisk{Folder: bad.Folder, room: plenty}, nil
				keep(t, a, ix, batch...)
				want = append(want, "one.txt", "two.txt", "three.txt")
				entries, damage := walked(t, a)
				if names(entries) != strings.Join(want, " ") || damage != nil || cmp.Diff(ix.entries, entries) != "" || ix.fault != nil {
					t.Errorf("at last there is %q, damage %v, index %v %v", names(entries), damage, names(ix.entries), ix.fault)
				}
			})
		}
	}
}
