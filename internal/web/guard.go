package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// policy lets a page load what this server gives, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxAddress bounds path and query of a request, in bytes.
const maxAddress = 8 << 10

// guard stands before every page and the API: it sets the headers that fence a
// page in and turns away what is not a reader's request to this server, nor a
// correction by somebody who may write.
func (s *site) guard(hosts []string, next http.Handler) http.Handler {
	known := make(map[string]bool)
	for _, host := range hosts {
		known[hostName(host)] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")

		name := hostName(r.Host)
		switch {
		case !known[name] && !loopback(name):
			// In plain text: a stranger's host gets no page of this record.
			http.Error(w, "This server does not answer to the host that the request names.", http.StatusMisdirectedRequest)
		case r.URL.Path == correctionsPath && r.Method != http.MethodPost:
			h.Set("Allow", "POST")
			s.fail(w, r, failure{http.StatusMethodNotAllowed, "Corrections are sent by POST, and read under " + apiPath + "/journal."})
		case r.URL.Path == correctionsPath && refusal(r) != "":
			s.fail(w, r, failure{http.StatusForbidden, refusal(r)})
		case r.URL.Path != correctionsPath && r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			s.fail(w, r, failure{http.StatusMethodNotAllowed, "This can be read, not written to."})
		case len(r.URL.Path)+len(r.URL.RawQuery) > maxAddress:
			s.fail(w, r, failure{http.StatusRequestURITooLong, "The address is too long."})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// hostName returns the name or address in a Host header, in one form: without
// port, brackets and closing dot, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// loopback reports whether a host can only be this machine.
func loopback(name string) bool {
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}
