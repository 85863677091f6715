package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"hearsay/internal/record"
)

const (
	resultsPage = 25   // statements or articles on a page of results
	maxBox      = 2000 // bytes of the search box, which may leave out many things
	maxField    = 400  // bytes of each field
)

// kinds and acts are offered by the search form.
var (
	kinds = [...]string{"direct", "indirect", "mixed"}
	acts  = [...]string{"say", "write", "deny", "ask", "promise", "demand", "think", "know", "want", "feel"}
)

// viewArticles is the view that lists articles in place of statements.
const viewArticles = "articles"

// searchPage is the form as it was sent and what it found.
type searchPage struct {
	Asked    record.Query
	View     string         // "" for statements, viewArticles or viewTimeline
	Problem  string         // why the search cannot be answered; there are no results then
	Notes    []*note        // in the view of statements
	Articles []foundArticle // in that of articles
	Timeline *timelinePart  // in that of a timeline
	Total    int
	Reprints int
	Carried  int
	Within   int  // articles in which the statements stand
	More     bool // more was found: that is of the latest
	Paging   paging

	Chips  []chip
	Facets *facetsPart // nil where nothing was found
}

// Kinds and Acts are what the form offers. An act that is asked for is always
// among them.
func (p searchPage) Kinds() []string { return kinds[:] }
func (p searchPage) Acts() []string {
	for _, act := range acts {
		if act == p.Asked.Act {
			return acts[:]
		}
	}
	if p.Asked.Act == "" {
		return acts[:]
	}
	return append([]string{p.Asked.Act}, acts[:]...)
}

// All reports whether nothing was asked for, so that every statement is found.
func (p searchPage) All() bool { return len(valuesOf(p.Asked)) == 0 && p.Problem == "" }

// Fields reports whether to show the fields below the box: they are in use, or
// nothing has been asked yet.
func (p searchPage) Fields() bool {
	values := valuesOf(p.Asked)
	return len(values) != 1 || !values.Has("q") || p.Problem != ""
}

// Box is what the search box has: words, and what is left out.
func (p searchPage) Box() string { return boxOf(p.Asked) }

// Exports are where all that is found can be had as files.
func (p searchPage) Exports() exports { return exportsOf(p.Asked) }

// Feeds are where what comes in of it is told.
func (p searchPage) Feeds() feeds { return feedsOf(p.Asked) }

// Saving keeps the search, under a name that the reader gives.
func (p searchPage) Saving() change {
	c := change{Do: record.Save, Search: make(map[string]string)}
	for field, values := range valuesOf(p.Asked) {
		c.Search[field] = values[0]
	}
	return c
}

// address is where a search is answered in the same view.
func (p searchPage) address(q record.Query) string {
	return paging{path: "/search", query: p.values(q)}.at(1)
}

// values are a search in the same view as parameters of an address.
func (p searchPage) values(q record.Query) url.Values {
	values := valuesOf(q)
	if p.View != "" {
		values.Set("view", p.View)
	}
	return values
}

// A tab leads to a view of the same search.
type tab struct {
	Name    string
	Count   int
	More    bool // there are more
	Address string
	Here    bool
}

// Tabs lead to the views.
func (p searchPage) Tabs() []tab {
	in := func(name, view string, count int, more bool) tab {
		there := p
		there.View = view
		return tab{name, count, more, there.address(p.Asked), p.View == view}
	}
	return []tab{in("Statements", "", p.Total, p.More), in("Articles", viewArticles, p.Within, p.More), in("Timeline", viewTimeline, p.most(), false)}
}

// A foundArticle is an article in which statements stand that were found.
type foundArticle struct {
	listedArticle
	Found  record.Tally
	Hits   string // address of the search for those alone
	sought record.Query
}

// Address is the article's page, with what was found marked.
func (a foundArticle) Address() string { return articleView{ID: a.ID, Sought: a.sought}.Address() }

func (s *site) search(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if tidy := withoutEmpty(r.URL); tidy != "" {
		http.Redirect(w, r, tidy, http.StatusSeeOther)
		return nil
	}
	var page searchPage
	number, err := pageNumber(r, resultsPage)
	if err != nil {
		return err
	}
	switch page.View = r.URL.Query().Get("view"); page.View {
	case "", viewArticles, viewTimeline:
	default:
		return badRequest("There is no such view: leave it out for statements, or ask for articles or timeline.")
	}
	if page.Asked, err = askedOf(r.URL.Query()); err != nil {
		return s.refuse(w, r, page, err)
	}
	listed := resultsPage
	if page.View != "" {
		listed = 0
	}
	results, err := s.record.Search(ctx, page.Asked, listed, offset(number, resultsPage))
	if errors.Is(err, record.ErrBadQuery) {
		return s.refuse(w, r, page, err)
	}
	if err != nil {
		return err
	}
	page.Total, page.Reprints, page.Carried, page.Within, page.More = results.Total, results.Reprints, results.Carried, results.Articles, results.More
	page.Paging = paging{Number: number, Size: resultsPage, Total: results.Total, More: results.More, path: "/search", query: page.values(page.Asked)}
	if page.View == viewArticles {
		page.Paging.Total = results.Articles
	}
	if page.More && page.Paging.Beyond() {
		return pagesEnd(page.Paging.Pages())
	}
	switch page.View {
	case viewArticles:
		err = s.listArticles(ctx, &page)
	case viewTimeline:
		err = s.timelineOf(ctx, &page)
	}
	if err != nil {
		return err
	}
	if page.Chips, err = page.chipsOf(s.nameOf(ctx)); err != nil {
		return err
	}
	if results.Total > 0 {
		facets, err := s.record.Facets(ctx, page.Asked)
		if err != nil {
			return err
		}
		page.Facets = page.facetsOf(facets)
	}
	for _, statement := range results.Statements {
		page.Notes = append(page.Notes, &note{Statement: statement, Sought: page.Asked, View: articleView{Sought: page.Asked}})
	}
	feeds := page.Feeds()
	return s.send(w, r, http.StatusOK, "search", sheet{Title: "Search", Here: "search", Body: page, Feeds: &feeds})
}

// listArticles has a page show articles.
func (s *site) listArticles(ctx context.Context, page *searchPage) error {
	found, err := s.record.FoundArticles(ctx, page.Asked, resultsPage, offset(page.Paging.Number, resultsPage))
	for _, a := range found {
		within := page.Asked
		within.Article = a.ID
		page.Articles = append(page.Articles, foundArticle{listedArticle{a.Article}, a.Found, searchAddress(within), page.Asked})
	}
	return err
}

// refuse sends the form back with what cannot be understood in it.
func (s *site) refuse(w http.ResponseWriter, r *http.Request, page searchPage, err error) error {
	page.Problem = plainReason(err)
	return s.send(w, r, http.StatusBadRequest, "search", sheet{Title: "Search", Here: "search", Body: page})
}

// plainReason says what cannot be understood in a query.
func plainReason(err error) string {
	return strings.TrimPrefix(err.Error(), record.ErrBadQuery.Error()+": ")
}

// nameOf tells what to call the value of a field: a speaker or an article by its
// name, unless the record does not have it; all else is called as it is.
func (s *site) nameOf(ctx context.Context) func(field, value string) (string, error) {
	return func(field, value string) (string, error) {
		var name string
		var err error
		switch {
		case value == "":
		case field == "speaker_id", field == "to_id", field == "about_id":
			var entry record.SpeakerEntry
			entry, err = s.record.Speaker(ctx, value)
			name = entry.Name
		case field == "article":
			var article record.Article
			article, err = s.record.Article(ctx, value)
			name = article.Title
		}
		if errors.Is(err, record.ErrNotFound) {
			err = nil
		}
		return firstOf(name, value), err
	}
}

func firstOf(name, id string) string {
	if name == "" {
		return id
	}
	return name
}

// withoutEmpty returns the address of a search without the fields that a form
// sends empty, or "" if there are none: so each search has a readable address.
func withoutEmpty(u *url.URL) string {
	given := u.Query()
	kept := url.Values{}
	for name, values := range given {
		if values[0] != "" {
			kept.Set(name, values[0])
		}
	}
	if len(kept) == len(given) {
		return ""
	}
	if len(kept) == 0 {
		return "/search"
	}
	return "/search?" + kept.Encode()
}

// askedOf reads a search: the box, which may name fields, and the fields below
// it. Where both name one, the box was typed last and wins. The query is what
// could be understood, also beside an error.
func askedOf(given url.Values) (record.Query, error) {
	for name, values := range given {
		most := maxField
		if name == "q" {
			most = maxBox
		}
		if len(values[0]) > most {
			return record.Query{}, fmt.Errorf("%w: %q is longer than %d bytes", record.ErrBadQuery, name, most)
		}
	}
	box, err := record.ParseQuery(given.Get("q"))
	if err != nil {
		box = record.Query{Text: given.Get("q")}
	}
	asked := box
	fill := func(to *string, name string) {
		if *to == "" {
			*to = strings.Join(strings.Fields(given.Get(name)), " ")
		}
	}
	fill(&asked.Speaker, "speaker")
	fill(&asked.SpeakerID, "speaker_id")
	fill(&asked.To, "to")
	fill(&asked.ToID, "to_id")
	fill(&asked.AboutID, "about_id")
	fill(&asked.Outlet, "outlet")
	fill(&asked.Article, "article")
	fill(&asked.Kind, "kind")
	fill(&asked.Act, "act")
	fill(&asked.Reprint, "reprint")
	fill(&asked.Version, "version")
	for name, to := range map[string]*string{"after": &asked.After, "before": &asked.Before} {
		fill(to, name)
		if *to == "" {
			continue
		}
		day, wrong := record.Day(*to)
		if wrong != nil {
			err = errors.Join(err, wrong)
		}
		*to = day
	}
	return asked, errors.Join(err, asked.Check())
}

// boxOf is what of a query the fields below the box cannot say.
func boxOf(q record.Query) string {
	return record.Query{Text: q.Text, Without: q.Without}.String()
}

// valuesOf is a query as the parameters of an address.
func valuesOf(q record.Query) url.Values {
	values := url.Values{}
	for name, value := range map[string]string{
		"q": boxOf(q), "speaker": q.Speaker, "speaker_id": q.SpeakerID, "to": q.To, "to_id": q.ToID, "about_id": q.AboutID, "outlet": q.Outlet,
		"article": q.Article, "kind": q.Kind, "act": q.Act, "reprint": q.Reprint, "version": q.Version, "after": q.After, "before": q.Before,
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// searchAddress is where a search is answered.
func searchAddress(q record.Query) string {
	return paging{path: "/search", query: valuesOf(q)}.at(1)
}
