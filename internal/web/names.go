package web

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hearsay/internal/record"
)

const maxNames = 200 // searched for at once

// namesPage is a list of names and what each of them said.
type namesPage struct {
	Given   string
	Problem string // why the list cannot be searched for
	Found   []foundName
}

// A foundName counts the statements of whoever has a name.
type foundName struct {
	Name string
	record.Tally
	Articles int
	More     bool   // it has more: that is of the latest
	Address  string // of the search, empty where the name has no word to look for
}

// More reports whether any of them has more than is counted.
func (p namesPage) More() bool {
	return slices.ContainsFunc(p.Found, func(n foundName) bool { return n.More })
}

// Carried reports whether any of them has statements that an earlier version of the
// page has already.
func (p namesPage) Carried() bool {
	return slices.ContainsFunc(p.Found, func(n foundName) bool { return n.Carried > 0 })
}

// MaxNames is how many may be searched for at once.
func (p namesPage) MaxNames() int { return maxNames }

func (s *site) names(w http.ResponseWriter, r *http.Request) error {
	page := namesPage{Given: r.URL.Query().Get("names")}
	status := http.StatusOK
	names := namesIn(page.Given)
	if len(names) > maxNames {
		status, names = http.StatusBadRequest, nil
		page.Problem = fmt.Sprintf("These are more than %d names. Ask for them in parts.", maxNames)
	}
	for _, name := range names {
		found := foundName{Name: name}
		if q := (record.Query{Speaker: wordsAlone(name)}); q.Speaker != "" && len(q.Speaker) <= maxField {
			results, err := s.record.Search(r.Context(), q, 0, 0)
			if err != nil && !errors.Is(err, record.ErrBadQuery) {
				return err
			}
			if err == nil {
				found.Tally = record.Tally{Statements: results.Total, Reprints: results.Reprints, Carried: results.Carried}
				found.Articles, found.More, found.Address = results.Articles, results.More, searchAddress(q)
			}
		}
		page.Found = append(page.Found, found)
	}
	return s.send(w, r, status, "names", sheet{Title: "Names", Body: page})
}

// namesIn reads names, one a line, each once; of a line with commas the first
// column, as in CSV.
func namesIn(list string) []string {
	var names []string
	for line := range strings.Lines(list) {
		columns := csv.NewReader(strings.NewReader(strings.TrimSpace(line)))
		columns.LazyQuotes = true
		fields, err := columns.Read()
		if err != nil {
			continue // an empty line: all else is read with lazy quotes
		}
		name := strings.Join(strings.Fields(fields[0]), " ")
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
