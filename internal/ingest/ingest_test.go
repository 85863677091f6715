package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"golang.org/x/text/encoding/charmap"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/outside"
	"hearsay/internal/record"
	"hearsay/internal/sample"
	"hearsay/internal/sample/generate"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newIngester opens a record that goes with the test; events go to the list.
func newIngester(t testing.TB, events *[]Event) *Ingester {
	t.Helper()
	rec, err := record.Create(context.Background(), filepath.Join(t.TempDir(), "record"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(archive.Close(), rec.Close()); err != nil {
			t.Error(err)
		}
	})
	in := &Ingester{Record: rec, Archive: archive}
	if events != nil {
		in.Tell = func(e Event) { *events = append(*events, e) }
	}
	return in
}

// sampleFolder writes the sample into a folder.
func sampleFolder(t testing.TB) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "sample")
	if err := os.CopyFS(folder, sample.Files()); err != nil {
		t.Fatal(err)
	}
	return folder
}

func files(ctx context.Context, paths ...string) iter.Seq2[capture.Capture, error] {
	return capture.Files(ctx, paths, capture.FileOptions{})
}

func everything(t testing.TB, in *Ingester) []record.Statement {
	t.Helper()
	// What is looked at as articles come is bounded: only put together anew does a
	// group of very many not depend on the order.
	if err := in.Record.Recollate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var all []record.Statement
	for s, err := range in.Record.All(t.Context(), record.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

func faults(t testing.TB, in *Ingester) []Fault {
	t.Helper()
	var found []Fault
	if _, err := in.Verify(t.Context(), func(f Fault) { found = append(found, f) }); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestOrderAndWorkersDoNotMatter holds the law of the stages: the same pages
// give the same record, in whatever order and by however many at once.
func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	folder := sampleFolder(t)
	var want []record.Statement
	for _, workers := range []int{1, 7} {
		for _, reversed := range []bool{false, true} {
			in := newIngester(t, nil)
			in.Workers = workers
			var pages []capture.Capture
			for c, err := range files(t.Context(), folder) {
				if err != nil {
					t.Fatal(err)
				}
				pages = append(pages, c)
			}
			if reversed {
				slices.Reverse(pages)
			}
			tally, err := in.Add(t.Context(), sequence(pages))
			if err != nil || tally.Pages != len(pages) || tally.Failed > 0 {
				t.Fatalf("%+v, %v", tally, err)
			}
			got := everything(t, in)
			if want == nil {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d workers, reversed %v:\n%s", workers, reversed, diff)
			}
			if f := faults(t, in); f != nil {
				t.Errorf("faults: %v", f)
			}
		}
	}
	if len(want) < 100 {
		t.Errorf("only %d statements in the sample", len(want))
	}
}

func sequence(pages []capture.Capture) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		for _, c := range pages {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func TestAddAgainChangesNothing(t *testing.T) {
	folder := sampleFolder(t)
	in := newIngester(t, nil)
	for run, want := range []Tally{{Pages: 14}, {Known: 14}} {
		tally, err := in.Add(t.Context(), files(t.Context(), folder, folder)) // each named twice
		if err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			want.Statements, want.Known = tally.Statements, 14
		} else {
			want.Known = 28
		}
		if tally != want {
			t.Errorf("run %d: %+v, want %+v", run, tally, want)
		}
	}
}

// TestWhatWasKeptIsReadLater has a run that kept its pages and came no further.
func TestWhatWasKeptIsReadLater(t *testing.T) {
	in := newIngester(t, nil)
	var pages []capture.Capture
	for c, err := range files(t.Context(), sampleFolder(t)) {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, c)
	}
	if _, err := in.Archive.Keep(t.Context(), in.Record, pages); err != nil {
		t.Fatal(err)
	}
	checked, err := in.Verify(t.Context(), func(f Fault) { t.Errorf("fault: %v", f) })
	if err != nil || checked.Waiting != len(pages) {
		t.Errorf("%+v, %v; %d pages are kept and not read", checked, err, len(pages))
	}
	tally, err := in.Add(t.Context(), sequence(nil))
	if err != nil || tally.Pages != len(pages) {
		t.Errorf("%+v, %v", tally, err)
	}
	if f := faults(t, in); f != nil {
		t.Errorf("faults: %v", f)
	}
}

// TestCancelled stops a run midway: what it stored is whole, and the next run
// ends where an undisturbed one would.
func TestCancelled(t *testing.T) {
	undisturbed := newIngester(t, nil)
	pages := func(yield func(capture.Capture, error) bool) {
		for name, body := range generate.Pages(40, 3) {
			if !yield(capture.Capture{Name: name, Address: "file:///" + name, MediaType: mediaType(name), Time: time.Unix(1_900_000_000, 0), Body: body}, nil) {
				return
			}
		}
	}
	if _, err := undisturbed.Add(t.Context(), withHashes(pages)); err != nil {
		t.Fatal(err)
	}
	in := newIngester(t, nil)
	for stopAfter := 1; ; stopAfter += 11 {
		ctx, cancel := context.WithCancel(t.Context())
		read := 0
		in.Tell = func(Event) {
			if read++; read == stopAfter {
				cancel()
			}
		}
		_, err := in.Add(ctx, withHashes(pages))
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(everything(t, undisturbed), everything(t, in)); diff != "" {
		t.Errorf("(-undisturbed +stopped):\n%.2000s", diff)
	}
}

func mediaType(name string) string {
	if strings.HasSuffix(name, ".html") {
		return "text/html"
	}
	return "text/plain"
}

// withHashes names captures made in a test.
func withHashes(pages iter.Seq2[capture.Capture, error]) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		for c, err := range pages {
			c.SHA256 = hexSum(c.Body)
			if !yield(c, err) {
				return
			}
		}
	}
}

// TestBadPagesAreTold adds pages that cannot be read, and pages that can be
// read with a doubt: each is told with its name, and kept or refused whole.
func TestBadPagesAreTold(t *testing.T) {
	folder := t.TempDir()
	good := "Levy stays\n\n“The levy stays in place this year and next,” said Ada Quill of the harbour board.\n"
	for name, content := range map[string]string{
		"good.txt":        good,
		"empty.html":      "",
		"nested.html":     "<!doctype html><html><body>" + strings.Repeat("<div>", 100_000) + "x",
		"no-article.html": "<!doctype html><html><head><title></title></head><body><script>x()</script></body></html>",
		"broken.txt":      strings.Replace(good, "this year", "this \xff\xfe year", 1),
		// “Министр сказал, что сбор останется” and more, in windows-1251, which nothing says.
		"cyrillic.txt": windows1251("Сбор останется\n\nМинистр гавани сказала во вторник, что портовый сбор останется и в этом году, и в следующем году. «Мы не отменим его», — сказала она журналистам на старой пристани.\n"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var events []Event
	in := newIngester(t, &events)
	tally, err := in.Add(t.Context(), files(t.Context(), folder))
	if err != nil {
		t.Fatal(err)
	}
	if tally.Pages != 3 || tally.Failed != 3 || tally.Doubtful != 2 {
		t.Errorf("%+v, want 3 read, 3 failed, 2 doubtful", tally)
	}
	told := make(map[string]string)
	for _, e := range events {
		switch {
		case e.Err != nil:
			told[filepath.Base(e.Name)] += e.Err.Error()
		default:
			told[filepath.Base(e.Name)] += strings.Join(e.Notes, "; ")
		}
	}
	for name, want := range map[string]string{
		"nested.html": "nested too deep", "no-article.html": "no article text", "broken.txt": "2 bytes are not valid UTF-8", "cyrillic.txt": "windows-1251",
	} {
		if !strings.Contains(told[name], want) {
			t.Errorf("of %s was told %q, want %q in it", name, told[name], want)
		}
	}
	if strings.Contains(told["good.txt"], " ") {
		t.Errorf("of the good page was told %q", told["good.txt"])
	}
	if f := faults(t, in); f != nil {
		t.Errorf("faults: %v", f)
	}

	// Whoever adds an unreadable page again is told again; an encoding that a
	// person states takes the place of the guess, and stays.
	events = nil
	tally, err = in.Add(t.Context(), files(t.Context(), folder))
	if err != nil || tally.Failed != 3 || tally.Known != 3 {
		t.Errorf("again: %+v, %v", tally, err)
	}
	tally, err = in.Add(t.Context(), capture.Files(t.Context(), []string{filepath.Join(folder, "cyrillic.txt")}, capture.FileOptions{Charset: "windows-1251"}))
	if err != nil || tally != (Tally{Pages: 1, Statements: tally.Statements}) {
		t.Errorf("with the encoding stated: %+v, %v", tally, err)
	}
	if tally, err = in.Reread(t.Context()); err != nil || tally.Doubtful != 1 {
		t.Errorf("reread: %+v, %v; only the broken page is doubtful now", tally, err)
	}
	if f := faults(t, in); f != nil {
		t.Errorf("faults: %v", f)
	}
}

// TestNothingOfTheFrameIsSaid reads the sample and, where they are, the real
// pages: every content lies within headline and body.
func TestNothingOfTheFrameIsSaid(t *testing.T) {
	folders := map[string]string{"sample": sampleFolder(t)}
	t.Run("sample", func(t *testing.T) { nothingOfTheFrame(t, folders["sample"]) })
	t.Run("seeds", func(t *testing.T) { nothingOfTheFrame(t, outside.Shared(t, "seeds")) })
}

func nothingOfTheFrame(t *testing.T, folder string) {
	in := newIngester(t, nil)
	if _, err := in.Add(t.Context(), files(t.Context(), folder)); err != nil {
		t.Fatal(err)
	}
	for _, s := range everything(t, in) {
		a, err := in.Record.Article(t.Context(), s.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range s.Content {
			for _, p := range a.Parts {
				if p.Start < c.End && c.Start < p.End && p.Kind != string(article.Headline) && p.Kind != string(article.Body) {
					t.Errorf("%s: %q reaches into the %s %q", a.File, c.Text, p.Kind, a.Text[p.Start:p.End])
				}
			}
		}
	}
}

// TestClip cuts a frame line out of a quotation that runs on around it.
func TestClip(t *testing.T) {
	text := "“One,\n\nAdvertisement\n\n“two,” said Ada."
	frame := strings.Index(text, "Advertisement")
	a := article.Article{Text: text, Parts: []article.Part{
		{Kind: article.Body, Start: 0, End: frame - 2},
		{Kind: article.Frame, Start: frame, End: frame + len("Advertisement")},
		{Kind: article.Body, Start: frame + len("Advertisement") + 2, End: len(text)},
	}}
	whole := attribution.Span{Start: 0, End: strings.Index(text, " said")}
	got := clip(a, a.Prose(), []attribution.Statement{
		{Content: []attribution.Span{{Start: frame, End: frame + 5}}, Inside: -1}, // all of it in the frame
		{Content: []attribution.Span{whole}, Inside: -1},
		{Content: []attribution.Span{whole}, Inside: 1},
		{Content: []attribution.Span{whole}, Inside: 0},
	})
	if len(got) != 3 {
		t.Fatalf("%d statements, want 3", len(got))
	}
	var words []string
	for _, c := range got[0].Content {
		words = append(words, c.In(text))
	}
	if diff := cmp.Diff([]string{"“One,", "“two,”"}, words); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got[1].Inside != 0 || got[2].Inside != -1 {
		t.Errorf("inside %d and %d, want 0 and -1", got[1].Inside, got[2].Inside)
	}
}

// BenchmarkAdd reports how many generated pages a second one core reads into a
// record, all in all, and besides the engine's own time.
func BenchmarkAdd(b *testing.B) {
	pages := slices.Collect(func(yield func(capture.Capture) bool) {
		for name, body := range generate.Pages(300, 1) {
			c := capture.Capture{SHA256: hexSum(body), Name: name, Address: "file:///" + name, MediaType: mediaType(name), Time: time.Unix(1_900_000_000, 0), Body: body}
			if !yield(c) {
				return
			}
		}
	})
	var engine time.Duration
	for _, c := range pages {
		a, err := article.Read(c)
		if err != nil {
			b.Fatal(err)
		}
		prose := a.Prose()
		started := time.Now()
		attribution.Extract(prose)
		engine += time.Since(started)
	}
	b.ResetTimer()
	for range b.N {
		in := newIngester(b, nil)
		in.Workers = 1
		if tally, err := in.Add(b.Context(), sequence(pages)); err != nil || tally.Failed > 0 {
			b.Fatalf("%+v, %v", tally, err)
		}
	}
	n := float64(len(pages) * b.N)
	b.ReportMetric(n/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(n/(b.Elapsed()-time.Duration(b.N)*engine).Seconds(), "pages/s-besides-engine")
	b.ReportMetric(0, "ns/op")
}

func hexSum(body []byte) string { return fmt.Sprintf("%x", sha256.Sum256(body)) }

// windows1251 encodes Cyrillic text.
func windows1251(text string) string {
	encoded, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return encoded
}
