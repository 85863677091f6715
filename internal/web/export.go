package web

import (
	"net/http"
	"net/url"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// mediaTypes are the formats in which lists of statements can be had.
var mediaTypes = map[export.Format]string{
	export.CSV:   "text/csv; charset=utf-8",
	export.JSONL: "application/x-ndjson",
}

// export sends all that a search selects as a file, as it stands in the list. An
// error in the midst of it cuts the connection: a file that lacks something must
// not look whole.
func (s *site) export(format export.Format) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		asked, err := askedOf(r.URL.Query())
		if err != nil {
			return badRequest(plainReason(err))
		}
		w.Header().Set("Content-Type", mediaTypes[format])
		w.Header().Set("Content-Disposition", `attachment; filename="statements.`+string(format)+`"`)
		if r.Method == http.MethodHead {
			return nil
		}
		_, err = export.Write(w, format, s.record.All(r.Context(), asked))
		if err != nil {
			if r.Context().Err() == nil { // else the reader has gone
				s.log.Error("export failed", "error", err)
			}
			panic(http.ErrAbortHandler)
		}
		return nil
	})
}

// exports are where the statements of a list can be had as files.
type exports struct{ CSV, JSONL string }

func exportsOf(q record.Query) exports {
	at := func(format export.Format) string {
		u := url.URL{Path: "/search." + string(format), RawQuery: valuesOf(q).Encode()}
		return u.String()
	}
	return exports{CSV: at(export.CSV), JSONL: at(export.JSONL)}
}
