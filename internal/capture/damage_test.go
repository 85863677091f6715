package capture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/capture/warc"
)

const firstFile = "hearsay-00001.warc.gz"

// three keeps three captures in a new archive and returns its file.
func three(t testing.TB) (dir string, ix *memory, content []byte) {
	t.Helper()
	dir, ix = t.TempDir(), &memory{}
	a := openArchive(t, dir)
	keep(t, a, ix, page("one.txt", "first"))
	keep(t, a, ix, page("two.txt", strings.Repeat("the second page says the same, ", 20)), page("three.txt", "third"))
	content, err := os.ReadFile(filepath.Join(dir, firstFile))
	if err != nil {
		t.Fatal(err)
	}
	return dir, ix, content
}

func put(t testing.TB, dir string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, firstFile), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A process was killed while it wrote the last record, after any number of
// bytes and before it told the index: what was kept before is whole, the rest
// is gone or whole, and keeping goes on.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	_, ix, content := three(t)
	last := ix.entries[2]
	for n := last.Offset; n <= int64(len(content)); n++ {
		dir := t.TempDir()
		put(t, dir, content[:n])
		a := openArchive(t, dir)
		known := &memory{entries: ix.entries[:2:2], extents: map[string]int64{firstFile: last.Offset}}
		damage, err := a.Sync(t.Context(), known)
		if err != nil || damage != nil || known.fault != nil {
			t.Fatalf("%d bytes: error %v, damage %v, index %v", n, err, damage, known.fault)
		}
		want := "one.txt two.txt"
		if n == int64(len(content)) {
			want += " three.txt"
		}
		if got := names(known.entries); got != want {
			t.Fatalf("%d bytes: the index has %q, want %q", n, got, want)
		}
		keep(t, a, known, page("three.txt", "third"), page("four.txt", "fourth"))
		entries, damage := walked(t, a)
		if names(entries) != "one.txt two.txt three.txt four.txt" || damage != nil || cmp.Diff(entries, known.entries) != "" {
			t.Fatalf("%d bytes: at last %q, damage %v", n, names(entries), damage)
		}
	}
}

// The very first record may be cut off too.
func TestKilledWhileBeginning(t *testing.T) {
	t.Parallel()
	_, ix, content := three(t)
	for n := range ix.entries[0].Offset + 1 {
		dir := t.TempDir()
		put(t, dir, content[:n])
		a, fresh := openArchive(t, dir), &memory{}
		keep(t, a, fresh, page("one.txt", "first"))
		if entries, damage := walked(t, a); names(entries) != "one.txt" || damage != nil {
			t.Fatalf("%d bytes: then %q, damage %v", n, names(entries), damage)
		}
	}
}

// Cutting is for what no index was told of.
func TestKnownBytesAreNeverCut(t *testing.T) {
	dir, ix, content := three(t)
	short := content[:len(content)-10]
	put(t, dir, short)
	a := openArchive(t, dir)
	for range 2 {
		damage, err := a.Sync(t.Context(), ix)
		if err != nil || len(damage) != 1 || !errors.Is(damage[0], errMissing) {
			t.Fatalf("error %v, damage %v", err, damage)
		}
	}
	kept, err := a.Keep(t.Context(), ix, []Capture{page("four.txt", "fourth")})
	if err != nil || kept.Damage != nil || kept.Entries[0].File == firstFile { // Sync has told
		t.Errorf("error %v, kept %+v", err, kept)
	}
	kept, err = openArchive(t, dir).Keep(t.Context(), ix, []Capture{page("five.txt", "fifth")})
	if err != nil || len(kept.Damage) != 1 { // nobody has told the other archive
		t.Errorf("error %v, kept %+v", err, kept)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, firstFile)); string(now) != string(short) {
		t.Error("the damaged file was changed")
	}
	if entries, damage := walked(t, a); names(entries) != "one.txt two.txt four.txt five.txt" || len(damage) != 1 {
		t.Errorf("walk finds %q, damage %v", names(entries), damage)
	}
}

// A whole file that is gone is told, and its name is not given to another: the
// index would take the new file's bytes for the old one's.
func TestMissingFiles(t *testing.T) {
	tests := map[string]struct {
		gone []int  // numbers of the files taken away, of four
		next string // file that is appended to then
	}{
		"the newest":           {[]int{4}, "hearsay-00005.warc.gz"},
		"one in between":       {[]int{2}, "hearsay-00004.warc.gz"},
		"the first":            {[]int{1}, "hearsay-00004.warc.gz"},
		"the newest two":       {[]int{3, 4}, "hearsay-00005.warc.gz"},
		"here and there":       {[]int{1, 3}, "hearsay-00004.warc.gz"},
		"all":                  {[]int{1, 2, 3, 4}, "hearsay-00005.warc.gz"},
		"the first and newest": {[]int{1, 4}, "hearsay-00005.warc.gz"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir, ix := t.TempDir(), &memory{}
			a := openArchive(t, dir)
			a.limit = 1
			for n := range 4 {
				keep(t, a, ix, page(fmt.Sprint(n+1, ".txt"), strings.Repeat("x", n)))
			}
			for _, n := range test.gone {
				if err := os.Remove(filepath.Join(dir, ix.entries[n-1].File)); err != nil {
					t.Fatal(err)
				}
			}
			for run := range 2 {
				damage, err := a.Sync(t.Context(), ix)
				if err != nil || len(damage) != len(test.gone) {
					t.Fatalf("run %d: error %v, damage %v", run, err, damage)
				}
				for i, d := range damage {
					if d.File != ix.entries[test.gone[i]-1].File || !errors.Is(d, errMissing) {
						t.Errorf("run %d: damage %v", run, d)
					}
				}
			}
			a.limit = fileLimit
			entries := keep(t, a, ix, page("five.txt", "fifth"))
			if ix.fault != nil || entries[0].File != test.next {
				t.Errorf("appended to %s, want %s; index: %v", entries[0].File, test.next, ix.fault)
			}
			for i, e := range ix.entries {
				c, err := a.Read(e.Place)
				gone := slices.Contains(test.gone, i+1)
				if gone != errors.Is(err, errMissing) || !gone && c.SHA256 != e.SHA256 {
					t.Errorf("reading %s: %s, %v", e.Name, c.Name, err)
				}
			}
		})
	}
}

// Damage that is no torn end is told, left, and not appended to; what stands
// behind it is found.
func TestDamageInTheMiddle(t *testing.T) {
	_, ix, content := three(t)
	two := ix.entries[1]
	tests := map[string]func(c []byte) []byte{
		"bytes overwritten":   func(c []byte) []byte { copy(c[two.Offset+30:], "damage"); return c },
		"zeros":               func(c []byte) []byte { clear(c[two.Offset : two.Offset+two.Length]); return c },
		"first byte of it":    func(c []byte) []byte { c[two.Offset] = 0; return c },
		"time in gzip header": func(c []byte) []byte { c[two.Offset+5] = 7; return c },
	}
	for name, damaging := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			changed := damaging([]byte(string(content)))
			put(t, dir, changed)
			a, fresh := openArchive(t, dir), &memory{}
			if entries, damage := walked(t, a); len(damage) == 0 || damage[0].Offset != two.Offset || damage[0].File != firstFile ||
				names(entries) != "one.txt three.txt" {
				t.Errorf("walk finds %q, damage %v", names(entries), damage)
			}
			damage, err := a.Sync(t.Context(), fresh)
			if err != nil || len(damage) == 0 {
				t.Fatalf("error %v, damage %v", err, damage)
			}
			entries := keep(t, a, fresh, page("four.txt", "fourth"))
			if entries[0].File != "hearsay-00002.warc.gz" {
				t.Errorf("appended to %s", entries[0].File)
			}
			if now, _ := os.ReadFile(filepath.Join(dir, firstFile)); string(now) != string(changed) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

// Records that have moved, because bytes before them were taken out or put in,
// are told one by one: they could as well be bytes of a page.
func TestRecordsThatMoved(t *testing.T) {
	dir, ix, content := three(t)
	two := ix.entries[1]
	put(t, dir, append(content[:two.Offset:two.Offset], append([]byte("garbage"), content[two.Offset:]...)...))
	entries, damage := walked(t, openArchive(t, dir))
	if names(entries) != "one.txt" || len(damage) != 3 {
		t.Errorf("walk finds %q, damage %v", names(entries), damage)
	}
}

// Zeros at the end are what a power cut may leave: not a torn record, so they
// are told and stay.
func TestZerosAtTheEnd(t *testing.T) {
	dir, ix, content := three(t)
	put(t, dir, append(content, make([]byte, 5000)...))
	a := openArchive(t, dir)
	kept, err := a.Keep(t.Context(), ix, []Capture{page("four.txt", "fourth")})
	if err != nil || len(kept.Damage) != 1 || names(kept.Entries) != "four.txt" || ix.entries[3].File == firstFile {
		t.Errorf("error %v, kept %+v", err, kept)
	}
	keep(t, a, ix, page("five.txt", "fifth")) // the damage was told
}

// A change of any bit is found by walking, and by reading where it is a
// capture's record; all other captures are still there.
func TestFlippedBit(t *testing.T) {
	t.Parallel()
	dir, ix, content := three(t)
	a := openArchive(t, dir)
	check := func(t interface {
		Errorf(string, ...any)
		Fatal(...any)
	}, at int, mask byte) {
		changed := []byte(string(content))
		changed[at] ^= mask
		if err := os.WriteFile(filepath.Join(dir, firstFile), changed, 0o600); err != nil {
			t.Fatal(err)
		}
		var found, damage int
		for _, err := range a.Walk(context.Background()) {
			if d := new(Damage); errors.As(err, &d) {
				damage++
			} else if err == nil {
				found++
			}
		}
		for _, e := range ix.entries {
			hit := e.Offset <= int64(at) && int64(at) < e.Offset+e.Length
			_, err := a.Read(e.Place)
			if d := new(Damage); errors.As(err, &d) != hit {
				t.Errorf("byte %d changed by %02x: reading %s gives %v", at, mask, e.Name, err)
			}
			if hit {
				found++
			}
		}
		if damage == 0 || found != len(ix.entries) {
			t.Errorf("byte %d changed by %02x: %d damaged, %d others found", at, mask, damage, found)
		}
	}
	for at := range content {
		check(t, at, 0xff)
	}
	if t.Failed() {
		return
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.IntRange(0, len(content)-1).Draw(t, "byte"), rapid.ByteRange(1, 255).Draw(t, "mask"))
	})
}

// A page may hold bytes that look like a record of this archive. When the
// record of the page is damaged, they must not be taken for one.
func TestPageThatLooksLikeARecord(t *testing.T) {
	_, _, forged := three(t)
	// Bytes that do not compress are stored as they are.
	noise := make([]byte, 2000)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(noise)
	dir, ix := t.TempDir(), &memory{}
	a := openArchive(t, dir)
	keep(t, a, ix, page("trap.txt", string(noise)+string(forged)+string(noise)), page("last.txt", "last"))
	content, err := os.ReadFile(filepath.Join(dir, firstFile))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), string(forged[:100])) {
		t.Fatal("the forged records are not in the file as they are")
	}
	content[ix.entries[0].Offset+100] ^= 0xff
	put(t, dir, content)
	if entries, damage := walked(t, a); names(entries) != "last.txt" || len(damage) == 0 {
		t.Errorf("walk finds %q, damage %v", names(entries), damage)
	}
}

// A record whose seal is good may still hold other bytes than it says: whoever
// wrote it was wrong.
func TestBytesOfAnotherHash(t *testing.T) {
	dir := t.TempDir()
	c := page("one.txt", "first")
	c.SHA256 = hash([]byte("another"))
	header, err := encode(c)
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	w := warc.NewWriter(&content, 0)
	if err := w.Write(header, c.Body); err != nil {
		t.Fatal(err)
	}
	put(t, dir, content.Bytes())
	a := openArchive(t, dir)
	if entries, damage := walked(t, a); len(entries) > 0 || len(damage) != 1 || !errors.Is(damage[0], errNoSum) {
		t.Errorf("walk finds %q, damage %v", names(entries), damage)
	}
	if _, err := a.Read(Place{firstFile, 0, w.Offset()}); !errors.Is(err, errNoSum) {
		t.Errorf("read: %v", err)
	}
}

// keepAsProcess is another process that keeps pages and says so, until it is
// killed or done.
func keepAsProcess(dir string) {
	a, err := OpenArchive(dir)
	for i := 0; i < 300 && err == nil; i++ {
		c := page(fmt.Sprintf("%d.txt", i), fmt.Sprintf("page %d %s", i, strings.Repeat("and on ", i)))
		if _, err = a.Keep(context.Background(), paper(filepath.Join(dir, "index.json")), []Capture{c}); err == nil {
			fmt.Println(hash(c.Body))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Two processes at once keep the same pages and are killed at some moment, over
// and over: what either has acknowledged is in the archive, once.
func TestKilledProcesses(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(7, 7))
	acknowledged := make(map[string]bool)
	for round := range 8 {
		var running []*exec.Cmd
		var said []*strings.Builder
		for range 2 {
			cmd := exec.Command(self, "-test.run=^$")
			out := &strings.Builder{}
			cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), "HEARSAY_TEST_KEEP="+dir), out, os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			running, said = append(running, cmd), append(said, out)
		}
		time.Sleep(time.Duration(20+random.IntN(150)) * time.Millisecond)
		for i, cmd := range running {
			if round < 7 {
				_ = cmd.Process.Kill()
			}
			if err := cmd.Wait(); err != nil && round == 7 {
				t.Error(err)
			}
			for line := range strings.Lines(said[i].String()) {
				if len(line) == 65 {
					acknowledged[line[:64]] = true
				}
			}
		}
	}
	entries, damage := walked(t, openArchive(t, dir))
	found := make(map[string]bool)
	for _, e := range entries {
		if found[e.SHA256] {
			t.Errorf("%s is kept twice", e.Name)
		}
		found[e.SHA256] = true
	}
	for name := range acknowledged {
		if !found[name] {
			t.Errorf("%s was acknowledged and is not there", name)
		}
	}
	if len(damage) > 0 || len(found) != 300 {
		t.Errorf("%d captures, damage %v", len(found), damage)
	}
}

// A paper is an index in a file, which several processes share.
type paper string

type sheet struct {
	Extents map[string]int64
	Has     map[string]bool
}

func (p paper) read() (sheet, error) {
	s := sheet{map[string]int64{}, map[string]bool{}}
	content, err := os.ReadFile(string(p))
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(content, &s)
	}
	return s, err
}

func (p paper) Extent(_ context.Context, file string) (int64, error) {
	s, err := p.read()
	return s.Extents[file], err
}

func (p paper) Has(context.Context, []string) (map[string]bool, error) {
	s, err := p.read()
	return s.Has, err
}

func (p paper) Add(_ context.Context, file string, extent int64, entries []Entry) error {
	s, err := p.read()
	if err != nil {
		return err
	}
	s.Extents[file] = extent
	for _, e := range entries {
		s.Has[e.SHA256] = true
	}
	content, err := json.Marshal(s)
	if err == nil {
		err = os.WriteFile(string(p)+".new", content, 0o600)
	}
	if err == nil {
		err = os.Rename(string(p)+".new", string(p))
	}
	return err
}
