package record

import (
	"fmt"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/article"
)

// long is an article of some length with a statement at its end.
func long(name, day, more string) Reading {
	p := said(name, day, "Ada Quill", "that the harbour will open before the herring comes")
	r := p.reading()
	prose := `It rained on the quay of Tessaly all day and the captains of nine boats stood under the roof of the old
fish hall, where somebody had hung the list of what each of them owes for the clearing of the channel since the great
storm. Nobody paid. A clerk came at noon, read the list aloud, folded it and left by the back door, and two of the
captains followed him as far as the bridge. ` + more + " "
	shift := len(prose)
	r.Article.Text = prose + r.Article.Text
	r.Article.Parts[0].End = len(r.Article.Text)
	s := &r.Statements[0]
	move := func(a attribution.Span) attribution.Span {
		return attribution.Span{Start: a.Start + shift, End: a.End + shift}
	}
	s.Source, s.Cue = move(s.Source), move(s.Cue)
	s.Content = []attribution.Span{move(s.Content[0])}
	return r
}

// TestReprintsAreToldAndTakenBack holds that a text printed again is told, by
// the day, whichever came in first, that every count says so, and that nothing of
// it is left where the first is gone.
func TestReprintsAreToldAndTakenBack(t *testing.T) {
	first, again := long("first", "2031-05-04", ""), long("again", "2031-05-05", "")
	for _, order := range [][]Reading{{first, again}, {again, first}} {
		r := newRecord(t)
		for _, reading := range order {
			keep(t, r, reading)
		}
		told := func() (string, int, int) {
			t.Helper()
			a, err := r.Article(t.Context(), ArticleID(again.SHA256))
			if err != nil {
				t.Fatal(err)
			}
			found, err := r.Search(t.Context(), Query{Reprint: "yes"}, 10, 0)
			if err != nil {
				t.Fatal(err)
			}
			all, err := r.Search(t.Context(), Query{}, 10, 0)
			if err != nil {
				t.Fatal(err)
			}
			return a.ReprintOf, found.Total, all.Reprints
		}
		if of, found, counted := told(); of != ArticleID(first.SHA256) || found != 1 || counted != 1 {
			t.Errorf("reprint of %q, %d found, %d counted", of, found, counted)
		}
		speakers, err := r.Speakers(t.Context(), 10, 0)
		if err != nil || len(speakers) != 1 || speakers[0].Statements != 2 || speakers[0].Reprints != 1 {
			t.Errorf("speakers %+v, %v", speakers, err)
		}
		facets, err := r.Facets(t.Context(), Query{})
		if one := (Tally{Statements: 2, Reprints: 1}); err != nil || facets.Tally != one || facets.Speakers.Values[0].Tally != one {
			t.Errorf("facets %+v, %v", facets, err)
		}
		for _, q := range []Query{{}, {SpeakerID: speakers[0].ID}, {Reprint: "yes"}} {
			articles, err := r.FoundArticles(t.Context(), q, 1, 0)
			if one := (Tally{Statements: 1, Reprints: 1}); err != nil || len(articles) != 1 || articles[0].ID != ArticleID(again.SHA256) || articles[0].Found != one {
				t.Errorf("articles of %q: %+v, %v", q, articles, err)
			}
		}
		keep(t, r, Reading{SHA256: first.SHA256, Failure: "torn"})
		if of, found, counted := told(); of != "" || found != 0 || counted != 0 {
			t.Errorf("the first is gone: reprint of %q, %d found, %d counted", of, found, counted)
		}
	}
}

// TestWhatManyPrintIsFound holds that a text which far more have printed than are
// looked at is still told to be a reprint, whole and in part: what very many have
// in common says less, not nothing.
func TestWhatManyPrintIsFound(t *testing.T) {
	r := newRecord(t)
	var all []Reading
	for i := range 3 * usualBounds.ofMark {
		all = append(all, long(fmt.Sprintf("paper %d", i), "2031-05-04", ""))
	}
	part := said("part", "2031-05-05", "Ada Quill", "that nobody has asked her").reading()
	part.Article.Text += " Of the night before it is known that the captains of nine boats stood under the roof of the old\nfish hall, where somebody had hung the list of what each of them owes for the clearing of the channel since the great\nstorm. Nobody paid. A clerk came at noon, read the list aloud, folded it and left by the back door."
	part.Article.Parts[0].End = len(part.Article.Text)
	keep(t, r, all...)
	keep(t, r, long("late", "2031-05-05", ""), part)
	late, err := r.Article(t.Context(), ArticleID(long("late", "2031-05-05", "").SHA256))
	if err != nil || late.ReprintOf == "" {
		t.Errorf("reprint of %q, %v", late.ReprintOf, err)
	}
	shares, err := r.shares(t.Context(), ArticleID(part.SHA256))
	if err != nil || len(shares) == 0 {
		t.Errorf("the part shares text with %d others, %v", len(shares), err)
	}
}

// TestWhatHasNoWordsIsReadWhole holds that an article is compared of which an
// earlier Hearsay did not keep the words.
func TestWhatHasNoWordsIsReadWhole(t *testing.T) {
	r := newRecord(t)
	keep(t, r, long("first", "2031-05-04", ""))
	if _, err := r.db.ExecContext(t.Context(), "UPDATE article_texts SET words = NULL"); err != nil {
		t.Fatal(err)
	}
	again := long("again", "2031-05-05", "")
	keep(t, r, again)
	if shares, err := r.shares(t.Context(), ArticleID(again.SHA256)); err != nil || len(shares) != 1 || !shares[0].Whole {
		t.Errorf("shares %+v, %v", shares, err)
	}
}

// TestWhatIsKnownOfArticlesIsOfTheirLastReading holds that one process compares
// with what another one made of an article, not with what it made itself.
func TestWhatIsKnownOfArticlesIsOfTheirLastReading(t *testing.T) {
	r := newRecord(t)
	other, err := Open(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Close() })
	first, again := long("first", "2031-05-04", ""), long("again", "2031-05-05", "")
	keep(t, r, first)
	const menu = "Home, harbour, markets, weather. "
	moved := Reading{SHA256: first.SHA256, Article: first.Article}
	moved.Article.Text = menu + first.Article.Text
	moved.Article.Parts = []article.Part{{Kind: article.Body, End: len(moved.Article.Text)}}
	if err := other.Store(t.Context(), []Reading{moved}); err != nil {
		t.Fatal(err)
	}
	keep(t, r, again)
	shares, err := r.shares(t.Context(), ArticleID(again.SHA256))
	if err != nil || len(shares) != 1 || len(shares[0].Passages) == 0 {
		t.Fatalf("shares %+v, %v", shares, err)
	}
	if p := shares[0].Passages[0]; p.B[0] != p.A[0]+len(menu) {
		t.Errorf("the passage begins at %d and at %d, want %d further on", p.A[0], p.B[0], len(menu))
	}
}
