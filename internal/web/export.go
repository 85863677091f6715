package web

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/url"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// mediaTypes are the formats in which lists can be had.
var mediaTypes = map[export.Format]string{
	export.CSV:   "text/csv; charset=utf-8",
	export.JSONL: "application/x-ndjson",
}

// export sends all that a search selects as a file, as it stands in the list.
func (s *site) export(format export.Format) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		asked, err := askedOf(r.URL.Query())
		if err != nil {
			return badRequest(plainReason(err))
		}
		return sendList(s, w, r, format, "statements", export.Write, s.record.All(r.Context(), asked))
	})
}

// exportSpeakers sends the list of speakers as a file, all that it counts.
func (s *site) exportSpeakers(format export.Format) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		return sendList(s, w, r, format, "speakers", export.WriteSpeakers, s.record.AllSpeakers(r.Context()))
	})
}

// exportStories sends the list of stories as a file, all that it counts.
func (s *site) exportStories(format export.Format) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		return sendList(s, w, r, format, "stories", export.WriteStories, s.record.AllStories(r.Context()))
	})
}

// sendList sends a list as a file. An error in the midst of it cuts the connection: a
// file that lacks something must not look whole.
func sendList[T any](s *site, w http.ResponseWriter, r *http.Request, format export.Format, name string,
	write func(io.Writer, export.Format, iter.Seq2[T, error]) (int, error), list iter.Seq2[T, error]) error {
	w.Header().Set("Content-Type", mediaTypes[format])
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+string(format)+`"`)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := write(w, format, list); err != nil {
		if !errors.Is(err, context.Canceled) {
			s.log.Error("export failed", "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// exports are where the entries of a list can be had as files.
type exports struct{ CSV, JSONL string }

// exportsAt are those of the list that is at an address.
func exportsAt(path string, query url.Values) exports {
	at := func(format export.Format) string {
		u := url.URL{Path: path + "." + string(format), RawQuery: query.Encode()}
		return u.String()
	}
	return exports{CSV: at(export.CSV), JSONL: at(export.JSONL)}
}

// exportsOf are those of the statements that a search selects.
func exportsOf(q record.Query) exports { return exportsAt("/search", valuesOf(q)) }
