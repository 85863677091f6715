package record

import "testing"

// TestArticleMarks: what an article tells of itself comes back with it, and the
// two marks that a reader of its statements must know with each statement.
func TestArticleMarks(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	reading := levy.reading()
	reading.Article.Modified, reading.Article.Paywall, reading.Article.LiveBlog = "2031-05-07", "json-ld", true
	if err := r.Store(t.Context(), []Reading{reading}); err != nil {
		t.Fatal(err)
	}
	marks := map[string]ArticleRef{}
	for _, s := range everything(t, r) {
		marks[s.Article.File] = s.Article
	}
	if a := marks["levy"]; a.Paywall != "json-ld" || !a.Live {
		t.Errorf("the statement's article is %+v", a)
	}
	if a := marks["denial"]; a.Paywall != "" || a.Live {
		t.Errorf("the other statement's article is %+v", a)
	}
	a, err := r.Article(t.Context(), marks["levy"].ID)
	if err != nil || a.Modified != "2031-05-07" || a.Paywall != "json-ld" || !a.Live {
		t.Errorf("the article is %+v, %v", a, err)
	}
}
