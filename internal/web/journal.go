package web

import (
	"net/http"

	"hearsay/internal/record"
)

const listedEntries = 50 // on a page

// journalPage is what people corrected, latest first.
type journalPage struct {
	Entries []entry
	Number  int
	Newer   string // addresses, empty where there is nothing
	Older   string
}

// An entry is what somebody corrected, and how to take it back.
type entry struct {
	record.Entry
	Undo *change // nil where it is undone
}

func entryOf(made record.Entry) entry {
	e := entry{Entry: made}
	if !made.Undone {
		e.Undo = &change{Do: record.Undo, Entry: made.ID}
	}
	return e
}

// What tells the correction in words.
func (e entry) What() string { return e.String() }

// Day and Clock are when it was made, in UTC.
func (e entry) Day() string   { return e.Time.UTC().Format("2006-01-02") }
func (e entry) Clock() string { return e.Time.UTC().Format("15:04") }

func (s *site) journal(w http.ResponseWriter, r *http.Request) error {
	number, err := pageNumber(r, listedEntries)
	if err != nil {
		return err
	}
	found, err := s.record.Journal(r.Context(), listedEntries+1, offset(number, listedEntries))
	if err != nil {
		return err
	}
	page := journalPage{Number: number}
	list := paging{Number: number, Size: listedEntries, path: "/journal"}
	if number > 1 {
		page.Newer = list.at(number - 1)
	}
	if len(found) > listedEntries {
		found, page.Older = found[:listedEntries], list.at(number+1)
	}
	for _, made := range found {
		page.Entries = append(page.Entries, entryOf(made))
	}
	return s.send(w, r, http.StatusOK, "journal", sheet{Title: "Journal", Here: "journal", Body: page})
}
