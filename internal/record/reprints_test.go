package record

import (
	"testing"

	"hearsay/attribution"
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
