package web

import (
	"net/http"

	"hearsay/internal/record"
)

// articlePage is an article: its text with its statements marked, a note on
// each, and the evidence.
type articlePage struct {
	record.Article
	Rows   []row
	Titled bool    // the text has a headline
	Notes  []*note // of all statements
	Strays []*note // of those whose bytes do not match the text
}

// A row is a stretch of the text and the notes on statements that begin in it.
type row struct {
	Kind   string
	First  bool // the first of its kind
	Pieces []piece
	Notes  []*note
	Lang   string
}

// OutletAddress searches what the article's outlet printed.
func (p articlePage) OutletAddress() string { return outletAddress(p.Outlet) }

func (s *site) article(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	article, err := s.record.Article(ctx, id)
	if err != nil {
		return err
	}
	statements, err := s.record.ArticleStatements(ctx, id)
	if err != nil {
		return err
	}
	page := articlePage{Article: article, Notes: notesOf(statements)}
	for _, n := range page.Notes {
		n.Chosen = n.ID == r.URL.Query().Get("s")
	}
	page.Rows = rowsOf(article, page.Notes)
	for _, row := range page.Rows {
		page.Titled = page.Titled || row.Kind == "headline"
	}
	for _, n := range page.Notes {
		if n.Stray {
			page.Strays = append(page.Strays, n)
		}
	}
	return s.send(w, r, http.StatusOK, "article", sheet{Title: titleOf(article.ArticleRef), Body: page})
}

// rowsOf lays out an article's text with the marks of the notes.
func rowsOf(article record.Article, notes []*note) []row {
	blocks := stretches(article.Text, article.Parts)
	rows := make([]row, len(blocks))
	seen := make(map[string]bool)
	for i, pieces := range markText(article.Text, blocks, notes) {
		kind := blocks[i].Kind
		rows[i] = row{Kind: kind, First: !seen[kind], Pieces: pieces, Lang: languageTag(article.Language)}
		seen[kind] = true
		for _, p := range pieces {
			rows[i].Notes = append(rows[i].Notes, p.Begins...)
		}
	}
	return rows
}

// languageTag returns a language if it has the form of an ISO 639 code, so that
// a page's claim about itself cannot become markup that misleads a reader.
func languageTag(language string) string {
	if len(language) != 2 && len(language) != 3 {
		return ""
	}
	for _, c := range language {
		if c < 'a' || c > 'z' {
			return ""
		}
	}
	return language
}

// titleOf names an article: by its title, its file, or as untitled.
func titleOf(a record.ArticleRef) string {
	switch {
	case a.Title != "":
		return a.Title
	case a.File != "":
		return a.File
	}
	return "Untitled article"
}
