package capture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"hearsay/internal/outside"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("HEARSAY_TEST_KEEP"); dir != "" {
		keepAsProcess(dir)
		return
	}
	goleak.VerifyTestMain(m)
}

// A memory is an Index that forgets.
type memory struct {
	mu      sync.Mutex
	entries []Entry
	extents map[string]int64
	fault   error // of what is wrong with how it was used
	full    error // what Add fails with
}

func (m *memory) Extent(_ context.Context, file string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.extents[file], nil
}

func (m *memory) Has(_ context.Context, names []string) (map[string]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	has := make(map[string]bool)
	for _, name := range names {
		for _, e := range m.entries {
			has[name] = has[name] || e.SHA256 == name
		}
	}
	return has, nil
}

func (m *memory) Add(ctx context.Context, file string, extent int64, entries []Entry) error {
	if m.full != nil {
		return m.full
	}
	for _, e := range entries {
		if has, _ := m.Has(ctx, []string{e.SHA256}); has[e.SHA256] {
			m.fault = fmt.Errorf("told twice of %s", e.Name)
		}
		if e.File != file || e.Offset+e.Length > extent || e.Body != nil {
			m.fault = fmt.Errorf("entry %+v at extent %d of %s", e, extent, file)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if extent < m.extents[file] {
		m.fault = fmt.Errorf("extent of %s goes back from %d to %d", file, m.extents[file], extent)
	}
	if m.extents == nil {
		m.extents = make(map[string]int64)
	}
	m.extents[file] = extent
	m.entries = append(m.entries, entries...)
	return nil
}

func page(name, text string) Capture {
	return Capture{
		Name:      name,
		Address:   "file:///pages/" + name,
		MediaType: mediaText,
		Time:      time.Date(2031, 5, 4, 6, 7, 8, 0, time.UTC),
		Body:      []byte(text),
	}
}

func openArchive(t testing.TB, dir string) *Archive {
	t.Helper()
	a, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// keep keeps captures and returns their entries.
func keep(t testing.TB, a *Archive, ix Index, captures ...Capture) []Entry {
	t.Helper()
	kept, err := a.Keep(t.Context(), ix, captures)
	if err != nil || len(kept.Damage) > 0 {
		t.Fatalf("keeping: error %v, damage %v", err, kept.Damage)
	}
	return kept.Entries
}

func names(entries []Entry) string {
	var names []string
	for _, e := range entries {
		names = append(names, e.Name)
	}
	return strings.Join(names, " ")
}

// walked returns what a walk finds.
func walked(t testing.TB, a *Archive) (entries []Entry, damage []*Damage) {
	t.Helper()
	for entry, err := range a.Walk(t.Context()) {
		var d *Damage
		switch {
		case errors.As(err, &d):
			damage = append(damage, d)
		case err != nil:
			t.Fatal(err)
		default:
			entries = append(entries, entry)
		}
	}
	return entries, damage
}

func TestKeepAndRead(t *testing.T) {
	a, ix := openArchive(t, t.TempDir()), &memory{}
	one, two := page("one.txt", "first"), page("two.html", "<p>second")
	two.MediaType, two.Charset = mediaHTML, "windows-1251"
	if got := names(keep(t, a, ix, one, two, one)); got != "one.txt two.html" {
		t.Errorf("kept %q", got)
	}
	for i, want := range []Capture{one, two} {
		want.SHA256 = hash(want.Body)
		got, err := a.Read(ix.entries[i].Place)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
	}
	if got := names(keep(t, a, ix, two, page("again.txt", "first"))); got != "" {
		t.Errorf("kept %q again", got)
	}
	if got := names(keep(t, a, ix, two, page("three.txt", "third"))); got != "three.txt" {
		t.Errorf("kept %q", got)
	}
	entries, damage := walked(t, a)
	if diff := cmp.Diff(ix.entries, entries); diff != "" || damage != nil || ix.fault != nil {
		t.Errorf("walk (-index +walk):\n%s\ndamage %v, index %v", diff, damage, ix.fault)
	}
}

// Nothing that is known of a capture is in the index alone.
func TestIndexFromArchive(t *testing.T) {
	t.Parallel()
	capture := rapid.Custom(func(t *rapid.T) Capture {
		return Capture{
			Name:      rapid.OneOf(rapid.String(), rapid.Just(" a%2\xffb\nc/д "), rapid.StringMatching(`[a-z/%+ ]*`)).Draw(t, "name"),
			Address:   rapid.StringMatching(`(file|https?)://[!#-;=?-~а-я]{0,20}`).Draw(t, "address"),
			MediaType: rapid.SampledFrom([]string{mediaHTML, mediaText}).Draw(t, "media type"),
			Charset:   rapid.OneOf(rapid.Just(""), rapid.SampledFrom([]string{"utf-8", `a"b\c;d=e`}), rapid.String()).Draw(t, "charset"),
			Time:      time.Unix(rapid.Int64Range(-1e9, 1e11).Draw(t, "time"), 5).UTC(),
			Body:      rapid.SliceOf(rapid.Byte()).Draw(t, "body"),
		}
	})
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		a, err := OpenArchive(filepath.Join(dir, fmt.Sprint(n)))
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close() //nolint:errcheck // the folder is thrown away
		a.limit = rapid.Int64Range(1, 3000).Draw(t, "limit")
		ix, fresh := &memory{}, &memory{}
		for _, batch := range rapid.SliceOfN(rapid.SliceOf(capture), 0, 4).Draw(t, "batches") {
			if _, err := a.Keep(context.Background(), ix, batch); err != nil {
				t.Fatal(err)
			}
		}
		damage, err := a.Sync(context.Background(), fresh)
		if err != nil || damage != nil {
			t.Fatal(err, damage)
		}
		if diff := cmp.Diff(ix.entries, fresh.entries); diff != "" {
			t.Errorf("entries (-kept +found again):\n%s", diff)
		}
		if diff := cmp.Diff(ix.extents, fresh.extents); diff != "" || ix.fault != nil {
			t.Errorf("extents (-kept +found again):\n%s\n%v", diff, ix.fault)
		}
	})
}

func TestKeepRefuses(t *testing.T) {
	change := func(f func(*Capture)) Capture {
		c := page("page.txt", "text")
		f(&c)
		return c
	}
	tests := map[string]Capture{
		"other hash":         change(func(c *Capture) { c.SHA256 = hash(nil) }),
		"no address":         change(func(c *Capture) { c.Address = "" }),
		"relative address":   change(func(c *Capture) { c.Address = "/pages/page.txt" }),
		"two-line address":   change(func(c *Capture) { c.Address = "file:///a\r\nX: y" }),
		"long address":       change(func(c *Capture) { c.Address = "file:///" + strings.Repeat("a", 1<<20) }),
		"no media type":      change(func(c *Capture) { c.MediaType = "" }),
		"broken media type":  change(func(c *Capture) { c.MediaType = "text" + "\r\n" }),
		"year 12031":         change(func(c *Capture) { c.Time = c.Time.AddDate(10_000, 0, 0) }),
		"larger than a page": change(func(c *Capture) { c.Body = make([]byte, MaxPage+1) }),
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			a, ix := openArchive(t, t.TempDir()), &memory{}
			kept, err := a.Keep(t.Context(), ix, []Capture{page("good.txt", "good"), c})
			if err == nil || len(kept.Entries) > 0 || !strings.Contains(err.Error(), `"page.txt"`) {
				t.Errorf("error %v, kept %q", err, names(kept.Entries))
			}
		})
	}
}

func TestLargestPage(t *testing.T) {
	a, ix := openArchive(t, t.TempDir()), &memory{}
	c := page("large.txt", strings.Repeat("0123456789abcdef", MaxPage/16))
	entries := keep(t, a, ix, c)
	got, err := a.Read(entries[0].Place)
	if err != nil || !bytes.Equal(got.Body, c.Body) {
		t.Errorf("read %d bytes, error %v", len(got.Body), err)
	}
}

func TestReadNoPlace(t *testing.T) {
	dir := t.TempDir()
	a, ix := openArchive(t, dir), &memory{}
	place := keep(t, a, ix, page("one.txt", "first"))[0].Place
	for _, p := range []Place{
		{}, {"../secret", 0, 10}, {".lock", 0, 10}, {"hearsay-00009.warc.gz", 0, 10},
		{place.File, place.Offset, -1}, {place.File, -1, 5}, {place.File, 1 << 62, 5}, {place.File, 1<<63 - 1, 5},
		{place.File, place.Offset + 1, place.Length - 1}, {place.File, place.Offset, place.Length - 1},
		{place.File, place.Offset, place.Length + 1}, {place.File, 0, place.Offset},
	} {
		if c, err := a.Read(p); err == nil && p != (Place{place.File, place.Offset, place.Length + 1}) {
			t.Errorf("%+v gives %q", p, c.Name)
		}
	}
}

func TestNewFileAboveTheLimit(t *testing.T) {
	dir := t.TempDir()
	a, ix := openArchive(t, dir), &memory{}
	a.limit = 1200
	var batch []Capture
	for i := range 12 {
		batch = append(batch, page(fmt.Sprintf("%d.txt", i), fmt.Sprintf("page %d", i)))
	}
	keep(t, a, ix, batch[:10]...)
	keep(t, a, ix, batch[10:]...)
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if len(files) < 3 || len(ix.entries) != 12 {
		t.Errorf("%d files, %d entries", len(files), len(ix.entries))
	}
	for _, file := range files {
		if content, _ := os.ReadFile(file); len(content) > 2000 {
			t.Errorf("%s has %d bytes", file, len(content))
		}
	}
	if entries, damage := walked(t, a); len(damage) > 0 || cmp.Diff(entries, ix.entries) != "" {
		t.Errorf("walk finds %q, damage %v", names(entries), damage)
	}
}

// Any other program can read what we keep.
func TestWarcioChecksArchive(t *testing.T) {
	python := outside.Program(t, "python3")
	if exec.Command(python, "-c", "import warcio").Run() != nil {
		outside.Absent(t, "python3 has no warcio")
	}
	dir := t.TempDir()
	a, ix := openArchive(t, dir), &memory{}
	odd := page("odd", "<p>odd")
	odd.Name, odd.Charset = "папка/a\nb.html", "utf-8"
	keep(t, a, ix, page("one.txt", "first"), odd)
	keep(t, a, ix, page("three.txt", strings.Repeat("third ", 10_000)))
	out, err := exec.Command(python, "-m", "warcio.cli", "check", "--verbose", filepath.Join(dir, "hearsay-00001.warc.gz")).CombinedOutput()
	if err != nil || strings.Count(string(out), "digest pass") != 4 {
		t.Errorf("error %v:\n%s", err, out)
	}
}

// Several archives on one folder, as several processes have it, and several
// goroutines on each: every capture is kept once.
func TestKeepSideBySide(t *testing.T) {
	dir := t.TempDir()
	ix := &memory{}
	var wg sync.WaitGroup
	for range 2 {
		a := openArchive(t, dir)
		a.limit = 5000
		for range 2 {
			wg.Go(func() {
				for i := range 20 {
					c := page(fmt.Sprintf("%d.txt", i), fmt.Sprintf("page %d", i))
					if _, err := a.Keep(context.Background(), ix, []Capture{c}); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	wg.Wait()
	entries, damage := walked(t, openArchive(t, dir))
	if len(entries) != 20 || len(damage) > 0 || cmp.Diff(ix.entries, entries) != "" || ix.fault != nil {
		t.Errorf("kept %q, damage %v, index %v", names(entries), damage, ix.fault)
	}
}

func TestWaitingEndsWithContext(t *testing.T) {
	dir := t.TempDir()
	a, b := openArchive(t, dir), openArchive(t, dir)
	err := a.locked(t.Context(), func() error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for _, other := range []*Archive{a, b} {
			if _, err := other.Keep(ctx, &memory{}, []Capture{page("one.txt", "first")}); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want that of the context", err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
