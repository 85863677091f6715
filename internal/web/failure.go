package web

import (
	"context"
	"errors"
	"net/http"

	"hearsay/internal/record"
)

// A failure is an answer that is not the page asked for: an HTTP status and a
// sentence for the reader.
type failure struct {
	Status int
	Reason string
}

func (f failure) Error() string { return f.Reason }

// badRequest tells the reader what in the address cannot be understood.
func badRequest(reason string) error { return failure{http.StatusBadRequest, reason} }

// answer turns a page that can fail into a handler. It is the one place where
// errors become statuses.
func (s *site) answer(page func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := page(w, r)
		var f failure
		switch {
		case err == nil:
		case errors.As(err, &f):
			s.fail(w, r, f)
		case errors.Is(err, record.ErrNotFound):
			s.fail(w, r, failure{http.StatusNotFound, "The record has nothing at this address."})
		case errors.Is(err, context.Canceled) && r.Context().Err() != nil:
			// The reader has gone; nobody is left to answer.
		default:
			// The path is the reader's, so it is logged as data, never as format.
			s.log.Error("page failed", "path", r.URL.Path, "error", err)
			s.fail(w, r, failure{http.StatusInternalServerError,
				"Something went wrong while this page was being made. The log of the server has the reason."})
		}
	}
}

// fail sends a failure as a page in the same frame as the others, or to a
// program as problem details.
func (s *site) fail(w http.ResponseWriter, r *http.Request, f failure) {
	if inAPI(r) {
		s.tell(w, r, f)
		return
	}
	title := map[int]string{
		http.StatusNotFound:            "Not found",
		http.StatusInternalServerError: "This page failed",
	}[f.Status]
	if title == "" {
		title = "This cannot be answered"
	}
	if err := s.send(w, r, f.Status, "failure", sheet{Title: title, Body: f}); err != nil {
		s.log.Error("failure page failed", "path", r.URL.Path, "error", err)
		http.Error(w, http.StatusText(f.Status), f.Status)
	}
}
