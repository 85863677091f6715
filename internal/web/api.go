package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// Where the API is answered, and the one place of it that is written to.
const (
	apiRoot         = "/api/"
	apiPath         = "/api/v1"
	correctionsPath = apiPath + "/corrections"
	openAPIPath     = apiPath + "/openapi.json"
)

const aboutAPI = `The record of who said what, read and corrected by programs.

What is sent is what ` + "`hearsay export`" + ` and ` + "`--json`" + ` print. Fields are added, never renamed; what is not known is left out. Offsets count bytes.

Programs on the machine that serves the record may read and write. Over the network whoever is signed in may read, and as an editor write; where nobody has an account, all may read. Errors are problem details (RFC 9457).`

// mountAPI answers the API's addresses on mux, and describes them.
func (s *site) mountAPI(mux *http.ServeMux) {
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			Info: &huma.Info{Title: "Hearsay", Version: "1", Description: aboutAPI,
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
		},
		Formats:                      map[string]huma.Format{"application/json": wireFormat, "json": wireFormat},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{sameStatus},
	}
	config.AllowAdditionalPropertiesByDefault = true // of answers: later versions add fields
	api := humago.New(mux, config)
	api.UseMiddleware(checkQuery(api))
	s.mountReading(api)
	s.mountWriting(api)

	for _, path := range api.OpenAPI().Paths {
		if path.Get != nil {
			delete(path.Get.Responses, "422") // see statusFor
		}
	}
	described, err := json.MarshalIndent(api.OpenAPI(), "", "  ")
	if err != nil {
		panic(err) // cannot be: it is made of this program's types alone
	}
	mux.HandleFunc("GET "+openAPIPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(described, '\n'))
	})
	mux.HandleFunc(apiRoot, s.answer(func(http.ResponseWriter, *http.Request) error {
		return failure{http.StatusNotFound, "The API has nothing at this address. What it has is told by " + openAPIPath + "."}
	}))
}

// wireFormat writes JSON as export does.
var wireFormat = huma.Format{
	Marshal:   func(to io.Writer, v any) error { return export.JSONEncoder(to).Encode(v) },
	Unmarshal: json.Unmarshal,
}

// inAPI reports whether a request is a program's, to be answered in JSON.
func inAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, apiRoot) }

// tell sends a failure as problem details.
func (s *site) tell(w http.ResponseWriter, r *http.Request, f failure) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(f.Status)
	if err := wireFormat.Marshal(w, huma.NewError(f.Status, f.Reason)); err != nil && r.Context().Err() == nil {
		s.log.Error("problem not sent", "path", r.URL.Path, "error", err)
	}
}

// checkQuery refuses addresses that ask in two ways at once. What huma refuses
// of a query is a bad request too.
func checkQuery(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		address := ctx.URL()
		values, err := url.ParseQuery(address.RawQuery)
		if err != nil {
			_ = huma.WriteErr(api, ctx, http.StatusBadRequest, "The query of the address cannot be read: "+err.Error())
			return
		}
		for name, given := range values {
			if len(given) > 1 {
				_ = huma.WriteErr(api, ctx, http.StatusBadRequest, fmt.Sprintf("The query gives %q more than once.", name))
				return
			}
		}
		next(request{ctx})
	}
}

// humaContext lets request embed a context whose method is called Context.
type humaContext huma.Context

// A request is a program's.
type request struct{ humaContext }

// Unwrap returns the request as it came.
func (r request) Unwrap() huma.Context { return r.humaContext }

// Header returns a header. Which kind of answer is liked does not count: all
// are JSON.
func (r request) Header(name string) string {
	if name == "Accept" {
		return ""
	}
	return r.humaContext.Header(name)
}

// SetStatus begins the answer.
func (r request) SetStatus(code int) { r.humaContext.SetStatus(statusFor(r.Method(), code)) }

// statusFor makes what huma calls unprocessable a bad request where there is no
// body: all that can be wrong then is the query.
func statusFor(method string, code int) int {
	if code == http.StatusUnprocessableEntity && method != http.MethodPost {
		return http.StatusBadRequest
	}
	return code
}

// sameStatus has the body of a problem tell the status that [request] gives it.
func sameStatus(ctx huma.Context, _ string, body any) (any, error) {
	if problem, is := body.(*huma.ErrorModel); is {
		problem.Status = statusFor(ctx.Method(), problem.Status)
		problem.Title = http.StatusText(problem.Status)
	}
	return body, nil
}

// problem is the one place where the record's errors become the API's statuses.
// What was being done begins the log line, where there is one.
func (s *site) problem(ctx context.Context, doing string, err error) error {
	var told huma.StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &told):
		return told
	case errors.Is(err, record.ErrBadQuery):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, record.ErrNotFound):
		return huma.Error404NotFound("The record does not have that: " + err.Error())
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return huma.Error503ServiceUnavailable("The request was broken off.")
	}
	s.log.Error(doing+" failed", "error", err)
	return huma.Error500InternalServerError("Something went wrong. The log of the server has the reason.")
}

// got is an answer with a body.
type got[T any] struct{ Body T }

// answered makes what the record gave, or its error, an answer.
func answered[T any](ctx context.Context, s *site, doing string, body T, err error) (*got[T], error) {
	if err := s.problem(ctx, doing, err); err != nil {
		return nil, err
	}
	return &got[T]{body}, nil
}
