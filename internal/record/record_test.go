package record

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/speaker"
)

// newRecord makes an empty record that goes with the test.
func newRecord(t testing.TB) *Record {
	t.Helper()
	r, err := createBlank(t.Context(), filepath.Join(t.TempDir(), "record"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// page is an invented article with one statement in it.
type page struct {
	name, outlet, published string
	who, cue, what          string
}

func (p page) text() string { return p.who + " " + p.cue + " " + p.what + "." }

func (p page) sha256() string { return fmt.Sprintf("%x", sha256.Sum256([]byte(p.name))) }

func (p page) reading() Reading {
	text := p.text()
	source := attribution.Span{Start: 0, End: len(p.who)}
	cue := attribution.Span{Start: source.End + 1, End: source.End + 1 + len(p.cue)}
	content := attribution.Span{Start: cue.End + 1, End: len(text) - 1}
	return Reading{
		SHA256: p.sha256(),
		Article: article.Article{
			Text: text, Title: "About " + p.name, Outlet: p.outlet, Published: p.published,
			Parts: []article.Part{{Kind: article.Body, Start: 0, End: len(text)}},
		},
		Statements: []attribution.Statement{{
			Source: source, Cue: cue, Content: []attribution.Span{content},
			Kind: attribution.Indirect, Act: attribution.Say, Inside: -1, Confidence: 0.5,
		}},
		Speakers: []speaker.Speaker{speakerOf(p.who)},
		By:       "test 1",
	}
}

// speakerOf is the speaker that a source names: "Harbour Minister Ada Quill".
func speakerOf(source string) speaker.Speaker {
	return speaker.Resolve(source+" said no.", []attribution.Statement{{
		Source: attribution.Span{End: len(source)}, Content: []attribution.Span{{Start: len(source) + 6, End: len(source) + 8}}, Inside: -1,
	}})[0]
}

// add keeps the pages as a run of the stages would.
func add(t testing.TB, r *Record, pages ...page) {
	t.Helper()
	addAt(t, r, 1_900_000_000, pages...)
}

// addAt does that at a time, in seconds since 1970.
func addAt(t testing.TB, r *Record, seconds int64, pages ...page) {
	t.Helper()
	var entries []capture.Entry
	var readings []Reading
	extent, err := r.Extent(t.Context(), "a.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		entries = append(entries, capture.Entry{
			Capture: capture.Capture{SHA256: p.sha256(), Name: p.name, Time: time.Unix(seconds, 0).UTC()},
			Place:   capture.Place{File: "a.warc.gz", Offset: extent, Length: 10},
		})
		extent += 10
		readings = append(readings, p.reading())
	}
	if err := r.Add(t.Context(), "a.warc.gz", extent, entries); err != nil {
		t.Fatal(err)
	}
	if err := r.Store(t.Context(), readings); err != nil {
		t.Fatal(err)
	}
}

var (
	levy    = page{"levy", "The Tidewater Post", "2031-05-04", "Harbour Minister Ada Quill", "said", "the levy is fair and never was a witch hunt"}
	denial  = page{"denial", "Marrow Gazette", "2031-05-06", "Dov Arlen", "denied", "that the levy is fair"}
	undated = page{"undated", "", "", "Ada Quill", "said", "nothing of the lighthouse"}
)

func TestSearch(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial, undated)
	for typed, want := range map[string][]string{
		"":                                 {"denial", "levy", "undated"},
		"levy":                             {"denial", "levy"},
		"LEVY fair":                        {"denial", "levy"},
		`"witch hunt"`:                     {"levy"},
		"“witch hunt”":                     {"levy"},
		`"hunt witch"`:                     nil,
		"levy -witch":                      {"denial"},
		"light*":                           {"undated"},
		"speaker:quill":                    {"levy", "undated"},
		`speaker:"ada quill" levy`:         {"levy"},
		"speaker:minister":                 {"levy"},
		"outlet:gazette":                   {"denial"},
		`outlet:"tidewater post"`:          {"levy"},
		"after:2031-05-05":                 {"denial"},
		"before:2031-05-06":                {"levy"},
		"after:2031 before:2031-06":        {"denial", "levy"},
		"kind:direct":                      nil,
		"kind:indirect":                    {"denial", "levy", "undated"},
		"act:say":                          {"denial", "levy", "undated"},
		"outlet:100%":                      nil,
		`levy "`:                           {"denial", "levy"},
		"to:nobody":                        nil,
		`"levy" OR NEAR(x) content:{fair}`: nil,
		`outlet:"=the tidewater post"`:     {"levy"},
		"outlet:=post":                     nil,
		`-outlet:"=The Tidewater Post"`:    {"denial", "undated"},
		`-outlet:"=Tidewater Post"`:        {"denial", "levy", "undated"},
		"-speaker:quill":                   {"denial"},
		"-outlet:post":                     {"denial", "undated"},
		"-outlet:post -outlet:gazette":     {"undated"},
		`-outlet:"gazette post"`:           {"denial", "levy", "undated"},
		"levy -act:say":                    nil,
		"-kind:indirect":                   nil,
		"-to:nobody":                       {"denial", "levy", "undated"},
		"-speaker:quill before:2031-05-06": nil,
		"-outlet:post after:2031":          {"denial"},
		"levy -hunt -outlet:gazette":       nil,
	} {
		t.Run(typed, func(t *testing.T) {
			q, err := ParseQuery(typed)
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.Search(t.Context(), q, 10, 0)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, s := range got.Statements {
				names = append(names, s.Article.File)
			}
			if diff := cmp.Diff(want, names); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Total != len(want) || got.Articles != len(want) {
				t.Errorf("%d statements in %d articles, want %d in as many", got.Total, got.Articles, len(want))
			}
		})
	}
}

func TestSearchPages(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial, undated)
	for offset, want := range []string{"denial", "levy", "undated"} {
		got, err := r.Search(t.Context(), Query{}, 1, offset)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Statements) != 1 || got.Statements[0].Article.File != want || got.Total != 3 {
			t.Errorf("page %d is %+v, want %s of 3", offset, got, want)
		}
	}
}

func TestBadQueries(t *testing.T) {
	for _, typed := range []string{"after:yesterday", "kind:loud", "speaker:", "before:2031-13", "speaker:***", "***", "-kind:loud", "-to:", "-after:2031", "-reprint:no", "-outlet:***", "outlet:=", `outlet:"= -"`} {
		q, err := ParseQuery(typed)
		if err == nil {
			_, err = newRecord(t).Search(t.Context(), q, 1, 0)
		}
		if !errors.Is(err, ErrBadQuery) {
			t.Errorf("%q: error %v, want a bad query", typed, err)
		}
	}
}

func TestWireStatement(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	got, err := r.Search(t.Context(), Query{}, 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := Statement{
		ID: got.Statements[0].ID,
		Article: ArticleRef{ID: ArticleID(levy.sha256()), File: "levy", Outlet: "The Tidewater Post",
			Title: "About levy", Published: "2031-05-04", SHA256: levy.sha256()},
		Speaker: &Speaker{ID: AliasRef{"Ada Quill", "state"}.ID(), Name: "Ada Quill", Kind: "person", Role: "Harbour Minister", How: "name", Confidence: 0.98},
		Source:  &Span{Text: "Harbour Minister Ada Quill", Start: 0, End: 26},
		Cue:     &Span{Text: "said", Start: 27, End: 31},
		Content: []Span{{Text: "the levy is fair and never was a witch hunt", Start: 32, End: 75}},
		Kind:    "indirect", Act: "say", Confidence: 0.5, By: "test 1",
	}
	if diff := cmp.Diff(want, got.Statements[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, id := range []string{want.ID, want.ID[:6]} {
		named, err := r.Identify(t.Context(), id)
		if err != nil || named != (Identity{"statement", want.ID}) {
			t.Errorf("Identify(%q) = %v, %v", id, named, err)
		}
	}
	for _, id := range []string{"", "zzzz", "'; DROP TABLE statements"} {
		if named, err := r.Identify(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("Identify(%q) = %v, %v, want not found", id, named, err)
		}
	}
}

// TestStoreAgain holds that a capture read again takes its earlier reading's
// place, and that ids stay.
func TestStoreAgain(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	before := everything(t, r)
	if err := r.Store(t.Context(), []Reading{levy.reading(), denial.reading()}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, everything(t, r)); diff != "" {
		t.Errorf("stored again (-before +after):\n%s", diff)
	}
	if err := r.Store(t.Context(), []Reading{{SHA256: levy.sha256(), Failure: "torn"}}); err != nil {
		t.Fatal(err)
	}
	if err := r.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum, err := r.Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := (Summary{Articles: 1, Statements: 1, Speakers: 1, Outlets: 1, Unread: 1}); sum != want {
		t.Errorf("summary is %+v, want %+v", sum, want)
	}
	if got, _ := r.Search(t.Context(), Query{Text: "witch"}, 10, 0); got.Total != 0 {
		t.Errorf("the words of a statement that is gone are still found: %+v", got)
	}
}

func everything(t testing.TB, r *Record) []Statement {
	t.Helper()
	var all []Statement
	for s, err := range r.All(t.Context(), Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// TestTwoProcesses holds that two openings of one record, as two processes have
// them, can both write.
func TestTwoProcesses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	var group sync.WaitGroup
	for writer := range 2 {
		group.Go(func() {
			r, err := Create(context.WithoutCancel(t.Context()), dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Close()
			for i := range 20 {
				p := levy
				p.name = fmt.Sprintf("%d-%d", writer, i)
				file := fmt.Sprintf("%d.warc.gz", writer)
				entry := capture.Entry{Capture: capture.Capture{SHA256: p.sha256(), Name: p.name}, Place: capture.Place{File: file, Offset: int64(i)}}
				if err := r.Add(t.Context(), file, int64(i)+1, []capture.Entry{entry}); err != nil {
					t.Error(err)
				}
				if err := r.Store(t.Context(), []Reading{p.reading()}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := len(everything(t, r)); n != 40 {
		t.Errorf("%d statements, want 40", n)
	}
	if wrong := r.Integrity(t.Context()); wrong != nil {
		t.Errorf("integrity: %v", wrong)
	}
}

func TestOpenWhatIsNoRecord(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "absent")} {
		if _, err := Open(t.Context(), path); !errors.Is(err, ErrNotFound) {
			t.Errorf("Open(%s): %v, want not found", path, err)
		}
	}
	if _, err := Open(t.Context(), file); err == nil {
		t.Error("a file was opened as a record")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("opening what is no record left %v behind", entries)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record?with#odd %name")
	r, err := Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.db.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); err == nil {
		t.Error("a record of a newer schema was opened")
	}
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); err != nil {
		t.Error(err)
	}
}
