package web

import (
	"net/http"
	"net/url"

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
	View   articleView
	Names  []string // of who speaks in it
	Hits   *hits    // of the search that the reader came from, or nil
}

// A listedArticle is an article in a list.
type listedArticle struct{ record.Article }

// Address is the article's page, OutletAddress a search of what its outlet
// printed, VersionsAddress the list of all versions of its page, OriginalAddress the
// article of which it is a reprint, or empty.
func (a listedArticle) Address() string         { return articleAddress(a.ID) }
func (a listedArticle) OutletAddress() string   { return outletAddress(a.Outlet) }
func (a listedArticle) VersionsAddress() string { return versionsListAddress(a.ID) }
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

// OriginalAddress is where the page is shown as it was captured, CaptureAddress
// where its bytes can be had, BesideAddress this article with the original beside
// it, or without where it is shown.
func (p articlePage) OriginalAddress() string { return originalAddress(p.ID) }
func (p articlePage) CaptureAddress() string  { return captureAddress(p.ID) }
func (p articlePage) BesideAddress() string {
	other := p.View
	other.Original = !other.Original
	return other.Address()
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
	asked := r.URL.Query()
	page := articlePage{Article: article, Notes: notesOf(statements), Shared: sharingsOf(article), Names: namesOf(record.Statement{}, statements), View: articleView{ID: id}}
	switch asked.Get("view") {
	case "":
	case viewOriginal:
		page.View.Original = true
		w.Header().Set("Content-Security-Policy", policy+"; frame-src 'self'")
	default:
		return badRequest("There is no such view: leave it out, or ask for the original.")
	}
	for _, n := range page.Notes {
		if n.ID == asked.Get("s") {
			n.Chosen, page.View.Chosen = true, n.ID
		}
	}
	if page.View.Sought, err = askedOf(asked); err != nil {
		return badRequest(plainReason(err))
	}
	if page.Hits, err = s.hitsOf(ctx, page.View, page.Notes); err != nil {
		return err
	}
	for _, n := range page.Notes {
		n.View, n.MayCorrect = page.View, visitorOf(ctx).MayWrite()
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
	return s.send(w, r, http.StatusOK, "article", sheet{Title: titleOf(article.ArticleRef), Wide: page.View.Original, Body: page})
}

// An articleView is what of an article a reader looks at. It is its address.
type articleView struct {
	ID       string
	Chosen   string       // the statement that the reader came for
	Sought   record.Query // the search that the reader came from: its hits are marked
	Original bool         // shown beside the text
}

// viewOriginal is the view that has the original beside the text.
const viewOriginal = "original"

// Address is where an article is shown so, at the statement chosen.
func (v articleView) Address() string {
	v.Sought.Article = "" // it goes without saying
	values := valuesOf(v.Sought)
	if v.Chosen != "" {
		values.Set("s", v.Chosen)
	}
	if v.Original {
		values.Set("view", viewOriginal)
	}
	address := articleAddress(v.ID)
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	if v.Chosen != "" {
		address += "#s-" + url.PathEscape(v.Chosen)
	}
	return address
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
