package record

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/speaker"
	"hearsay/internal/version"
)

// A sentence of an invented page, and who is quoted in it: nobody if words is empty.
type sentence struct{ source, words, text string }

func quote(source, words string) sentence {
	return sentence{source, "“" + words + "”", "“" + words + "”, said " + source + "."}
}

func narrated(text string) sentence { return sentence{text: text} }

var (
	pageLead   = narrated("The harbour board of Sennit will vote on Friday on a levy of two crowns a tonne for boats that carry salt, after a summer in which the long quay sank by a hand and the dredger stood idle for want of coal.")
	pageMiddle = narrated("The board last raised a levy eleven years ago, when the lantern tower was built; it was dropped after two seasons because captains took their cargo to Tessaly instead.")
	pageEnd    = narrated("A second reading is planned for the week after the fair, and the minutes will be read out at the customs house by the clerk.")
	pageWall   = narrated("You have read all that is free this month. Sign in, or take the paper for a year, and read on as long as you like.")
	pageQuill  = quote("Ada Quill", "No salt captain of this coast has ever owed the harbour a levy")
	pageArlen  = quote("Dov Arlen", "The long quay will be repaired before the ice comes up the river")
	pageMild   = quote("Dov Arlen", "The long quay may be repaired before the ice comes up the river")
	pageKeldar = quote("Mira Keldar", "We counted forty boats with cracked rudders in a single week")
)

// A captured is an invented page as it was captured once.
type captured struct {
	name, address, outlet, published string
	second                           int64 // of the capture
	sentences                        []sentence
	torn                             bool // it cannot be read
}

func (c captured) sha256() string { return page{name: c.name}.sha256() }

func (c captured) entry(offset int64) capture.Entry {
	return capture.Entry{
		Capture: capture.Capture{SHA256: c.sha256(), Name: c.name, Address: c.address, Time: time.Unix(1_935_000_000+c.second, 0).UTC()},
		Place:   capture.Place{File: "a.warc.gz", Offset: offset, Length: 10},
	}
}

func (c captured) reading() Reading {
	if c.torn {
		return Reading{SHA256: c.sha256(), Failure: "torn"}
	}
	r := Reading{SHA256: c.sha256(), By: "test 1"}
	var text strings.Builder
	for _, s := range c.sentences {
		at := text.Len()
		text.WriteString(s.text + "\n\n")
		if s.words == "" {
			continue
		}
		span := func(words string) attribution.Span {
			from := at + strings.LastIndex(s.text, words)
			return attribution.Span{Start: from, End: from + len(words)}
		}
		r.Statements = append(r.Statements, attribution.Statement{Source: span(s.source), Cue: span("said"), Content: []attribution.Span{span(s.words)},
			Kind: attribution.Direct, Act: attribution.Say, Inside: -1, Confidence: 0.5})
		r.Speakers = append(r.Speakers, speaker.Speaker{Name: s.source, Kind: speaker.Person, How: speaker.ByName, Confidence: 1})
	}
	r.Article = article.Article{Text: text.String(), Title: "Levy", Outlet: c.outlet, Published: c.published, Address: c.address,
		Parts: []article.Part{{Kind: article.Body, Start: 0, End: text.Len()}}}
	if strings.HasPrefix(c.address, "file:") {
		r.Article.Address = ""
	}
	return r
}

// A tester is a test, or a part of one with drawn input.
type tester interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

// takeIn keeps and stores captures as one batch.
func takeIn(t tester, r *Record, all ...captured) {
	t.Helper()
	extent, err := r.Extent(t.Context(), "a.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	var entries []capture.Entry
	var readings []Reading
	for _, c := range all {
		entries, readings = append(entries, c.entry(extent)), append(readings, c.reading())
		extent += 10
	}
	if err := r.Add(t.Context(), "a.warc.gz", extent, entries); err != nil {
		t.Fatal(err)
	}
	if err := r.Store(t.Context(), readings); err != nil {
		t.Fatal(err)
	}
}

// versionsFound are the words that a search for versions finds, by what was asked.
func versionsFound(t tester, r *Record) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	for _, value := range VersionValues {
		results, err := r.Search(t.Context(), Query{Version: value}, 100, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range results.Statements {
			found[value] = append(found[value], s.Article.File+": "+strings.Trim(s.Content[0].Text, "“”"))
		}
		slices.Sort(found[value])
	}
	return found
}

const levyPage = "https://tide.example/harbour/levy"

// TestVersions follows a page through four captures, of which one shows a wall, and
// another outlet that has a statement too.
func TestVersions(t *testing.T) {
	first := captured{"first", levyPage, "The Tidewater Post", "2031-05-04", 10, []sentence{pageLead, pageQuill, pageMiddle, pageArlen, pageEnd}, false}
	wall := captured{"wall", "http://tide.example/harbour/levy/", "The Tidewater Post", "2031-05-04", 20, []sentence{pageWall}, false}
	gone := captured{"gone", levyPage + "#top", "", "", 25, nil, true}
	edited := captured{"edited", levyPage + "?utm_source=mail", "The Tidewater Post", "2031-05-04", 30, []sentence{pageLead, pageMiddle, pageMild, pageKeldar, pageEnd}, false}
	other := captured{"other", "https://gazette.example/quill", "Marrow Gazette", "2031-05-05", 40, []sentence{pageQuill, narrated("The fair of Marrow begins with a race of sledges from the mill to the chapel.")}, false}
	r := newRecord(t)
	takeIn(t, r, first, wall, gone, edited, other)

	a, err := r.Article(t.Context(), ArticleID(edited.sha256()))
	if err != nil {
		t.Fatal(err)
	}
	if a.Version != 4 || a.Versions != 4 || !a.Later || a.Carried != 1 {
		t.Errorf("version %d of %d, later %v, carried %d", a.Version, a.Versions, a.Later, a.Carried)
	}
	var history []string
	for _, v := range a.History {
		history = append(history, fmt.Sprintf("%d of %q %s: -%d ~%d +%d %s", v.Number, v.Article, v.Relation, v.Dropped, v.Changed, v.Added, v.Failure))
	}
	want := []string{
		fmt.Sprintf("1 of %q : -0 ~0 +0 ", ArticleID(first.sha256())), fmt.Sprintf("2 of %q : -0 ~0 +0 ", ArticleID(wall.sha256())),
		`3 of "" : -0 ~0 +0 torn`, fmt.Sprintf("4 of %q same: -1 ~1 +1 ", ArticleID(edited.sha256())),
	}
	if diff := gocmp.Diff(want, history); diff != "" {
		t.Error(diff)
	}
	quill, arlen, mild, keldar := "No salt captain of this coast has ever owed the harbour a levy", "The long quay will be repaired before the ice comes up the river",
		"The long quay may be repaired before the ice comes up the river", "We counted forty boats with cracked rudders in a single week"
	if diff := gocmp.Diff(map[string][]string{
		"latest": {"edited: " + mild, "edited: " + keldar, "other: " + quill}, "earlier": {"first: " + quill, "first: " + arlen},
		"dropped": {"first: " + quill}, "changed": {"first: " + arlen}, "added": {"edited: " + keldar},
	}, versionsFound(t, r)); diff != "" {
		t.Error(diff)
	}

	all, err := r.Search(t.Context(), Query{}, 10, 0)
	if err != nil || all.Total != 5 || all.Carried != 1 || all.Reprints != 0 {
		t.Errorf("%d statements, %d carried, %d reprints, %v", all.Total, all.Carried, all.Reprints, err)
	}
	statements, err := r.ArticleStatements(t.Context(), ArticleID(first.sha256()))
	if err != nil {
		t.Fatal(err)
	}
	later := statements[1].Later
	if later == nil || later.Change != version.Changed || later.Words != "“"+mild+"”" || !slices.Equal(later.Differs, []version.Difference{version.Words}) || later.Article != a.ID || later.Captured != a.Captured {
		t.Errorf("what became of it: %+v", later)
	}
	if dropped := statements[0].Later; dropped == nil || dropped.Change != version.Dropped || dropped.Statement != "" {
		t.Errorf("what became of it: %+v", dropped)
	}
	// The two versions are one utterance's witnesses, of which one is independent.
	u, err := r.Utterance(t.Context(), statements[1].ID)
	if err != nil || u.Witnesses != 2 || u.Carried != 1 || u.Reprints != 0 {
		t.Errorf("%d witnesses, %d carried, %d reprints, %v", u.Witnesses, u.Carried, u.Reprints, err)
	}
	sum, err := r.Summary(t.Context())
	if err != nil || sum.Articles != 4 || sum.Versions != 1 || sum.Reprints != 0 || sum.Carried != 1 || sum.Utterances != 1 {
		t.Errorf("summary %+v, %v", sum, err)
	}
	speakers, err := r.Speakers(t.Context(), 10, 0)
	if err != nil || speakers[0].Name != "Ada Quill" || speakers[0].Carried != 0 || speakers[1].Name != "Dov Arlen" || speakers[1].Statements != 2 || speakers[1].Carried != 1 {
		t.Errorf("speakers %+v, %v", speakers, err)
	}

	// Without the edited version all is as if it had never been.
	edited.torn = true
	if err := r.Store(t.Context(), []Reading{edited.reading()}); err != nil {
		t.Fatal(err)
	}
	if found := versionsFound(t, r); len(found["dropped"])+len(found["changed"])+len(found["added"]) != 0 {
		t.Errorf("the edited version is gone: %v", found)
	}
}

// TestNotVersions lists pages that are no versions of each other.
func TestNotVersions(t *testing.T) {
	one := captured{"one", levyPage, "The Tidewater Post", "2031-05-04", 10, []sentence{pageLead, pageQuill, pageMiddle}, false}
	two := captured{"two", levyPage, "The Tidewater Post", "2031-05-05", 20, []sentence{pageLead, pageQuill, pageEnd}, false}
	for name, address := range map[string][2]string{
		"another address":              {levyPage, levyPage + "-again"},
		"another page of one address":  {levyPage + "?page=1", levyPage + "?page=2"},
		"another file":                 {"file:///a/levy.txt", "file:///b/levy.txt"},
		"no address":                   {"", ""},
		"standard input":               {"-", "-"},
		"parts of a mail":              {"cid:a@tide.example", "cid:a@tide.example"},
		"a folder":                     {"file:///a/", "file:///a/"},
		"an address that is not whole": {"https:///levy", "https:///levy"},
	} {
		r := newRecord(t)
		one.address, two.address = address[0], address[1]
		takeIn(t, r, one, two)
		if a, err := r.Article(t.Context(), ArticleID(two.sha256())); err != nil || a.Versions != 0 || a.Version != 0 || a.History != nil {
			t.Errorf("%s: %d of %d, %v", name, a.Version, a.Versions, err)
		}
	}
}

// TestVersionAddress tells by which of its two addresses a capture is a version.
func TestVersionAddress(t *testing.T) {
	for _, test := range []struct{ captured, stated, want string }{
		{levyPage, levyPage, "//tide.example/harbour/levy"},
		{"file:///saved/levy.html", levyPage, "//tide.example/harbour/levy"},
		{"file:///saved/levy.html", "https://tide.example/", "file:///saved/levy.html"},
		{"https://tide.example/", "https://tide.example/", "//tide.example"},
		{"https://tide.example/harbour/levy?utm_source=mail", "", "//tide.example/harbour/levy"},
		{"file:///saved/levy.html", "", "file:///saved/levy.html"},
		{"-", "", ""},
	} {
		if got := versionAddress(test.captured, test.stated); got != test.want {
			t.Errorf("captured at %q, stated %q: %q, want %q", test.captured, test.stated, got, test.want)
		}
	}
}

// toldOf is all that a record tells of versions.
func toldOf(t tester, r *Record) string {
	t.Helper()
	var all []any
	articles, err := r.Articles(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		a, err := r.Article(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		a.Story = "" // is told anew by recollating alone
		statements, err := r.ArticleStatements(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a, statements)
	}
	speakers, err := r.Speakers(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := r.Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sum.Stories = 0
	found, err := json.MarshalIndent(append(all, speakers, sum, versionsFound(t, r)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(found)
}

// TestVersionsInAnyOrder holds that it does not matter in which order, in which
// batches and how often versions come in, and that reading everything again, one
// capture after the other, and putting it together anew change nothing.
func TestVersionsInAnyOrder(t *testing.T) {
	sentences := []sentence{pageLead, pageMiddle, pageEnd, pageQuill, pageArlen, pageMild, pageKeldar, pageWall}
	rapid.Check(t, func(t *rapid.T) {
		root, err := os.MkdirTemp("", "record-versions-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(root)
		create := func(name string) *Record {
			r, err := Create(t.Context(), filepath.Join(root, name))
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		var all []captured
		for i := range rapid.IntRange(2, 8).Draw(t, "captures") {
			c := captured{name: fmt.Sprint("capture ", i), second: rapid.Int64Range(0, 8).Draw(t, "second"), published: "2031-05-04",
				address: rapid.SampledFrom([]string{levyPage, levyPage + "/", "file:///levy.txt", "https://gazette.example/levy"}).Draw(t, "address"),
				torn:    rapid.IntRange(0, 6).Draw(t, "luck") == 0,
			}
			for _, at := range rapid.SliceOfN(rapid.IntRange(0, len(sentences)-1), 1, 7).Draw(t, "sentences") {
				c.sentences = append(c.sentences, sentences[at])
			}
			all = append(all, c)
		}
		one := create("one")
		defer one.Close()
		takeIn(t, one, all...)
		want := toldOf(t, one)

		two := create("two")
		defer two.Close()
		shuffled := rapid.Permutation(all).Draw(t, "order")
		for batch := range slices.Chunk(shuffled, rapid.IntRange(1, 4).Draw(t, "batch")) {
			takeIn(t, two, batch...)
		}
		if diff := gocmp.Diff(want, toldOf(t, two)); diff != "" {
			t.Fatalf("in another order: %s", diff)
		}
		for _, c := range rapid.Permutation(all).Draw(t, "reread") {
			if err := two.Store(t.Context(), []Reading{c.reading()}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := gocmp.Diff(want, toldOf(t, two)); diff != "" {
			t.Fatalf("read again: %s", diff)
		}
		if err := two.Recollate(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, toldOf(t, two)); diff != "" {
			t.Fatalf("put together anew: %s", diff)
		}
	})
}

// TestStoryOfVersions holds that a story counts a page once, and that two versions
// of a page alone are none.
func TestStoryOfVersions(t *testing.T) {
	first := captured{"first", levyPage, "The Tidewater Post", "2031-05-04", 10, []sentence{pageLead, pageQuill, pageMiddle, pageEnd}, false}
	second := captured{"second", levyPage, "The Tidewater Post", "2031-05-04", 20, []sentence{pageLead, pageQuill, pageMiddle, pageKeldar, pageEnd}, false}
	other := captured{"other", "https://gazette.example/levy", "Marrow Gazette", "2031-05-05", 30, []sentence{pageLead, pageMiddle, pageArlen, pageEnd}, false}
	for name, order := range map[string][]captured{"versions first": {first, second, other}, "between": {second, other, first}, "versions last": {other, first, second}} {
		r := newRecord(t)
		check := func(when string, of captured, count, versions, reprints int) {
			t.Helper()
			s, err := r.Story(t.Context(), storyPrefix+ArticleID(of.sha256()))
			if err != nil || s.Count != count || s.Versions != versions || s.Reprints != reprints || len(s.Articles) != count+versions {
				t.Errorf("%s, %s: %d articles, %d versions, %d reprints among %d, %v", name, when, s.Count, s.Versions, s.Reprints, len(s.Articles), err)
			}
		}
		for i, c := range order {
			takeIn(t, r, c)
			if i == 1 && name == "versions first" {
				check("the page alone", first, 1, 0, 0)
			}
		}
		check("all", second, 2, 1, 1)
		stories, err := r.Stories(t.Context(), 10, 0)
		if err != nil || len(stories) != 1 || stories[0].Count != 2 || stories[0].Versions != 1 {
			t.Errorf("%s: stories %+v, %v", name, stories, err)
		}
		if err := r.Recollate(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		check("put together anew", second, 2, 1, 1)
	}
}
