package web

import (
	"errors"
	"net/http"
	"net/url"

	"hearsay/internal/record"
)

const listedSearches = 20 // on a page

// searchesPage is the saved searches, latest first.
type searchesPage struct {
	Saved  []savedSearch
	Number int
	Newer  string // addresses, empty where there is nothing
	Older  string
}

// A savedSearch is a search that somebody saved, and what it finds now.
type savedSearch struct {
	entry
	Found   record.Results
	Problem string // why it cannot be answered
}

// Asked is the search as typed.
func (s savedSearch) Asked() string { return s.Search.String() }

// Run is where it is answered, RSS and JSON where its feeds are.
func (s savedSearch) Run() string  { return searchAddress(s.Search) }
func (s savedSearch) RSS() string  { return savedAddress(s.ID) + "/feed.rss" }
func (s savedSearch) JSON() string { return savedAddress(s.ID) + "/feed.json" }

func savedAddress(id string) string { return "/searches/" + url.PathEscape(id) }

func (s *site) searches(w http.ResponseWriter, r *http.Request) error {
	number, err := pageNumber(r, listedSearches)
	if err != nil {
		return err
	}
	saved, err := s.record.SavedSearches(r.Context(), listedSearches+1, offset(number, listedSearches))
	if err != nil {
		return err
	}
	page := searchesPage{Number: number}
	list := paging{Number: number, Size: listedSearches, path: "/searches"}
	if number > 1 {
		page.Newer = list.at(number - 1)
	}
	if len(saved) > listedSearches {
		saved, page.Older = saved[:listedSearches], list.at(number+1)
	}
	for _, e := range saved {
		one := savedSearch{entry: entryOf(e)}
		one.Found, err = s.record.Search(r.Context(), e.Search, 0, 0)
		if errors.Is(err, record.ErrBadQuery) {
			one.Problem, err = plainReason(err), nil
		}
		if err != nil {
			return err
		}
		page.Saved = append(page.Saved, one)
	}
	return s.send(w, r, http.StatusOK, "searches", sheet{Title: "Saved searches", Here: "search", Body: page})
}

// savedFeed sends what came in last of a saved search.
func (s *site) savedFeed(format feedFormat) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		e, err := s.record.Entry(r.Context(), r.PathValue("id"))
		switch {
		case err != nil:
			return err
		case e.ID != r.PathValue("id") || e.Do != record.Save:
			return record.ErrNotFound
		case e.Undone:
			return failure{http.StatusGone, "This search is saved no more."}
		}
		return s.sendFeed(w, r, format, e.Name, e.Search)
	})
}
