package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// maxOffset is how deep the pages of a list go. What lies deeper is reached by
// a narrower search.
const maxOffset = 100_000

// A paging is one page of a list of Total entries, and the way to the others. Where
// there is more, no page shows it.
type paging struct {
	Number, Size, Total int
	More                bool

	path  string
	query url.Values // without the page number
}

// pageNumber reads the parameter "page": 1 if it is not given.
func pageNumber(r *http.Request, size int) (int, error) {
	given := r.URL.Query().Get("page")
	if given == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(given)
	switch {
	case err != nil || n < 1:
		return 0, badRequest("The page is not a number from 1.")
	case (n-1)*size > maxOffset || n > maxOffset:
		return 0, pagesEnd(maxOffset/size + 1)
	}
	return n, nil
}

// pagesEnd tells that no page comes after number n.
func pagesEnd(n int) error {
	return badRequest(fmt.Sprintf("Pages end at %d. A narrower search shows what comes after.", n))
}

// offset is how many entries come before page number n.
func offset(n, size int) int { return (n - 1) * size }

// Pages is how many pages there are: one at least.
func (p paging) Pages() int { return max(1, (p.Total+p.Size-1)/p.Size) }

// Beyond reports whether the page lies after the last.
func (p paging) Beyond() bool { return p.Number > p.Pages() }

// First and Last number the entries that the page shows.
func (p paging) First() int { return min(offset(p.Number, p.Size)+1, p.Total) }
func (p paging) Last() int  { return min(p.Number*p.Size, p.Total) }

// Previous is the address of the page before this one, or empty.
func (p paging) Previous() string {
	if p.Number <= 1 {
		return ""
	}
	return p.at(min(p.Number-1, p.Pages()))
}

// Next is the address of the page after this one, or empty.
func (p paging) Next() string {
	if p.Number >= p.Pages() || offset(p.Number+1, p.Size) > maxOffset {
		return ""
	}
	return p.at(p.Number + 1)
}

// Cut reports whether entries follow that no page shows.
func (p paging) Cut() bool { return (p.More || p.Number < p.Pages()) && p.Next() == "" }

func (p paging) at(n int) string {
	query := url.Values{}
	for key, values := range p.query {
		query[key] = values
	}
	if n > 1 {
		query.Set("page", strconv.Itoa(n))
	}
	if len(query) == 0 {
		return p.path
	}
	return p.path + "?" + query.Encode()
}
