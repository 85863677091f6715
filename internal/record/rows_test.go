package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
)

// TestRowsStandAsListsDo holds that rows sort as lists by date: by day, those
// without one first, within a day by id from high to low, within an article by
// position from last to first; and that they never overflow.
func TestRowsStandAsListsDo(t *testing.T) {
	type place struct {
		day, sha256 string
		position    int
	}
	draw := rapid.Custom(func(t *rapid.T) place {
		day := ""
		if rapid.Bool().Draw(t, "dated") {
			day = time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC).
				AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "day")).Format(time.DateOnly)
		}
		return place{day, rapid.StringMatching("[0-9a-f]{64}").Draw(t, "sha256"), rapid.IntRange(0, maxStatements-1).Draw(t, "position")}
	})
	row := func(p place) int64 { return statementRow(articleRow(p.day, p.sha256), p.position) }
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		if rapid.Bool().Draw(t, "of one day") {
			b.day = a.day
		}
		if rapid.Bool().Draw(t, "of one article") {
			b.day, b.sha256 = a.day, a.sha256
		}
		if row(a) < 0 || row(a) >= allRows().to {
			t.Fatalf("%+v has row %d", a, row(a))
		}
		before := a.day < b.day
		if a.day == b.day {
			x, y := a.sha256[:slotBits/4], b.sha256[:slotBits/4]
			before = x > y || x == y && a.position > b.position
		}
		if got := row(a) < row(b); got != before {
			t.Errorf("%+v before %+v: %v, want %v", a, b, got, before)
		}
		if own := ofArticle(articleRow(a.day, a.sha256)); row(a) < own.from || row(a) >= own.to {
			t.Errorf("%+v is not among its article's rows", a)
		}
		if day := dayNumber(a.day); row(a) < firstOfDay(day) || row(a) >= firstOfDay(day+1) {
			t.Errorf("%+v is not among its day's rows", a)
		}
	})
}

// store keeps one reading of a capture with the given hash.
func store(t *testing.T, r *Record, sha256 string, reading Reading) {
	t.Helper()
	reading.SHA256 = sha256
	entry := capture.Entry{Capture: capture.Capture{SHA256: sha256, Name: sha256}, Place: capture.Place{File: sha256}}
	if err := r.Add(t.Context(), sha256, 1, []capture.Entry{entry}); err != nil {
		t.Fatal(err)
	}
	if err := r.Store(t.Context(), []Reading{reading}); err != nil {
		t.Fatal(err)
	}
}

// TestIdsThatBeginAlike holds that articles of one day that belong in one row
// all find a place, of their day, also where the day's rows are at an end.
func TestIdsThatBeginAlike(t *testing.T) {
	for _, beginning := range []string{"00000000", "abcdef00", "ffffffff"} {
		r := newRecord(t)
		var want []string
		for i := range 5 {
			sha256 := fmt.Sprintf("%s%d%055d", beginning, i, 0)
			store(t, r, sha256, levy.reading())
			want = append(want, sha256)
		}
		store(t, r, strings.Repeat("1", 64), denial.reading())
		for _, q := range []Query{{Outlet: "tidewater"}, {Before: denial.published}, {After: levy.published, Text: "hunt"}} {
			found, err := r.Search(t.Context(), q, 10, 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range found.Statements {
				got = append(got, s.Article.SHA256)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) || found.Total != 5 || found.Articles != 5 {
				t.Errorf("%s, %v: %d in %d: %v", beginning, q, found.Total, found.Articles, got)
			}
		}
	}
}

// TestAllKeepsArticlesWhole goes through more statements than are read at once.
func TestAllKeepsArticlesWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("stores thousands of statements, which takes the race detector minutes, and nothing here runs side by side")
	}
	r := newRecord(t)
	want := 0
	for i, n := range []int{1, mostPage - 1, mostPage, mostPage + 1, 3 * mostPage, 0, 2} {
		store(t, r, fmt.Sprintf("%x%063d", i, 0), manyStatements(n))
		want += n
	}
	for _, q := range []Query{{}, {Kind: "direct"}, {Text: "levy"}} {
		var all []Statement
		for s, err := range r.All(t.Context(), q) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		if len(all) != want {
			t.Errorf("All(%v) yields %d statements, want %d", q, len(all), want)
		}
		found, err := r.Search(t.Context(), q, -1, 0)
		if err != nil || !slices.EqualFunc(found.Statements, all, func(a, b Statement) bool { return a.ID == b.ID }) {
			t.Errorf("Search(%v) is in another order, %v", q, err)
		}
	}
}

// manyStatements is an article of n statements.
func manyStatements(n int) Reading {
	r := Reading{By: "test 1", Article: article.Article{Text: strings.Repeat("levy ", n), Published: "2031-05-04"}}
	for i := range n {
		r.Statements = append(r.Statements, attribution.Statement{
			Content: []attribution.Span{{Start: 5 * i, End: 5*i + 4}}, Kind: attribution.Direct, Act: attribution.Say, Inside: -1,
		})
	}
	return r
}

// TestOneIdForTwoCaptures holds that a page that was made to have another's id
// is told, and keeps nothing else from being stored.
func TestOneIdForTwoCaptures(t *testing.T) {
	r := newRecord(t)
	beginning := strings.Repeat("a", 16)
	store(t, r, beginning+strings.Repeat("1", 48), levy.reading())
	store(t, r, beginning+strings.Repeat("2", 48), denial.reading())
	c, err := r.Capture(t.Context(), beginning+strings.Repeat("2", 48))
	if err != nil || c.State != Unread || !strings.Contains(c.Failure, "id "+beginning) {
		t.Errorf("capture is %+v, %v", c, err)
	}
	if all := everything(t, r); len(all) != 1 || all[0].Article.Title != "About levy" {
		t.Errorf("the record has %+v", all)
	}
}

func TestTooManyStatements(t *testing.T) {
	r := newRecord(t)
	store(t, r, levy.sha256(), manyStatements(maxStatements+1))
	c, err := r.Capture(t.Context(), levy.sha256())
	if err != nil || c.State != Unread || !strings.Contains(c.Failure, "131073 statements") {
		t.Errorf("capture is %+v, %v", c, err)
	}
}

// TestIdsStay holds that ids are what they were: corrections name statements by them.
func TestIdsStay(t *testing.T) {
	s := attribution.Statement{Source: attribution.Span{Start: 0, End: 26}, Cue: attribution.Span{Start: 27, End: 31},
		Content: []attribution.Span{{Start: 32, End: 75}, {Start: 80, End: 81}}}
	for _, id := range []struct{ got, want string }{
		{StatementID("0123456789abcdef", s), "d384ffa9010245c7"},
		{StatementID("0123456789abcdef", attribution.Statement{}), "e13eac292e8e6d46"},
		{hashID("speaker Ada Quill"), "3433dffd3a9235b3"},
		{ArticleID(strings.Repeat("0123456789abcdef", 4)), "0123456789abcdef"},
	} {
		if id.got != id.want {
			t.Errorf("id is %s, was %s", id.got, id.want)
		}
	}
}

// TestStoppedMidway holds that a change that its context ends says so, and
// leaves nothing behind.
func TestStoppedMidway(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	before := everything(t, r)
	ctx, cancel := context.WithCancel(t.Context())
	err := r.write(ctx, func(tx *sql.Tx) error {
		w := r.newWriter(ctx, tx)
		w.forget(articleRow(levy.published, levy.sha256()))
		cancel()
		one := denial.reading()
		one.Prepare()
		return w.store([]Reading{one})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want that it was stopped", err)
	}
	if after := everything(t, r); len(after) != len(before) {
		t.Errorf("%d statements, there were %d", len(after), len(before))
	}
	if err := r.Store(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want that it was stopped", err)
	}
	for _, err := range r.All(ctx, Query{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v, want that it was stopped", err)
		}
	}
	if err := r.Correct(ctx, Correction{Do: Confirm, Statement: before[0].ID}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want that it was stopped", err)
	}
}
