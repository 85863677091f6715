package web

import (
	"net/http"

	"hearsay/internal/record"
)

const (
	frontArticles   = 12 // articles on a page
	frontStatements = 2  // direct statements shown of each
	frontSpeakers   = 12
	frontDenials    = 4
	deniedIn        = 6 // denials looked at for each shown: one article may have many
	frontContrasts  = 4
	frontAbout      = 4 // words of each speaker
)

// frontPage is what is new: the articles captured last, with their first direct
// statements, what was denied last, what outlets word in contrary ways, and who
// spoke most and about what.
type frontPage struct {
	Summary  record.Summary
	Articles []newArticle
	Denials  []*note

	Contrasts []contrast
	Speakers  []frontSpeaker
	Paging    paging
}

// DenialsAddress searches all that was denied.
func (p frontPage) DenialsAddress() string { return searchAddress(denials) }

// denials is what is denied in words that say so.
var denials = record.Query{Act: "deny"}

// A newArticle is an article with the first of its direct statements.
type newArticle struct {
	listedArticle
	First []*note
}

func (s *site) front(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	number, err := pageNumber(r, frontArticles)
	if err != nil {
		return err
	}
	var page frontPage
	if page.Summary, err = s.record.Summary(ctx); err != nil {
		return err
	}
	page.Paging = paging{Number: number, Size: frontArticles, Total: page.Summary.Articles, path: "/"}
	articles, err := s.record.Articles(ctx, frontArticles, offset(number, frontArticles))
	if err != nil {
		return err
	}
	for _, article := range articles {
		statements, err := s.record.ArticleStatements(ctx, article.ID)
		if err != nil {
			return err
		}
		page.Articles = append(page.Articles, newArticle{listedArticle{article}, firstDirect(statements)})
	}
	denied, err := s.record.Search(ctx, denials, frontDenials*deniedIn, 0)
	if err != nil {
		return err
	}
	page.Denials = firstDenied(denied.Statements)
	contrasts, err := s.record.Contrasts(ctx, frontContrasts, 0)
	if err != nil {
		return err
	}
	for _, c := range contrasts {
		page.Contrasts = append(page.Contrasts, contrastOf(c))
	}
	speakers, err := s.record.Speakers(ctx, frontSpeakers, 0)
	if err != nil {
		return err
	}
	for _, entry := range speakers {
		about, err := s.about(ctx, entry)
		if err != nil {
			return err
		}
		page.Speakers = append(page.Speakers, frontSpeaker{entry, about})
	}
	return s.send(w, r, http.StatusOK, "front", sheet{Title: "What is new", Here: "new", Body: page})
}

// firstDenied picks denials, of each article the first.
func firstDenied(denied []record.Statement) []*note {
	var first []*note
	shown := make(map[string]bool)
	for _, s := range denied {
		if s.Negated || shown[s.Article.ID] || len(first) == frontDenials { // negated: "would not deny"
			continue
		}
		shown[s.Article.ID] = true
		first = append(first, &note{Statement: s})
	}
	return first
}

// firstDirect picks the first direct statements of an article.
func firstDirect(statements []record.Statement) []*note {
	var first []*note
	for _, n := range notesOf(statements) {
		if n.Kind == "direct" && len(first) < frontStatements {
			first = append(first, n)
		}
	}
	return first
}
