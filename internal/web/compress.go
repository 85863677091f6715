package web

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// compress sends answers compressed to whoever can read that. A page that holds the
// token of a session is sent as it is: how long it is compressed would tell of the
// token to who can have words of his own stand beside it, and see the lengths.
func compress(next http.Handler) http.Handler {
	compressing, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false)) // browsers ask for it over TLS alone
	if err != nil {
		panic(err) // cannot be: the options are fixed
	}
	compressed := compressing(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if visitorOf(r.Context()).Session != nil && !strings.HasPrefix(r.URL.Path, staticPath) {
			next.ServeHTTP(w, r)
			return
		}
		compressed(w, r)
	})
}
