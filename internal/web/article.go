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
	Shared []sharing
}

// A listedArticle is an article in a list.
type listedArticle struct{ record.Article }

// Address is the article's page, OutletAddress a search of what its outlet
// printed, OriginalAddress the article of which it is a reprint, or empty.
func (a listedArticle) Address() string       { return articleAddress(a.ID) }
func (a listedArticle) OutletAddress() string { return outletAddress(a.Outlet) }
func (a listedArticle) OriginalAddress() string {
	if a.ReprintOf == "" {
		return ""
	}
	return articleAddress(a.ReprintOf)
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

// Exports are where the article's statements can be had as files.
func (p articlePage) Exports() exports { return exportsOf(record.Query{Article: p.ID}) }

// Data is where programs read the article.
func (p articlePage) Data() string { return dataAddress("articles", p.ID) }

// StoryAddress leads to the other articles about the event, or is empty where none
// is known.
func (p articlePage) StoryAddress() string {
	if p.Story == "" {
		return ""
	}
	return storyAddress(p.Story)
}

// Original is the article of which this one is a reprint, or nil.
func (p articlePage) Original() *sharing {
	for i, s := range p.Shared {
		if s.Article.ID == p.ReprintOf {
			return &p.Shared[i]
		}
	}
	return nil
}

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
	page := articlePage{Article: article, Notes: notesOf(statements), Shared: sharingsOf(article)}
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
