package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy lets a page load what this server gives, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxAddress bounds path and query of a request, in bytes.
const maxAddress = 8 << 10

// guard stands before every page and the API: it sets the headers that fence a
// page in, finds out who asks, and turns away what is not for this server, or
// not from somebody who may read. Who may write is for [site.writer] to say.
func (s *site) guard(hosts []string, next http.Handler) http.Handler {
	known := make(map[string]bool)
	for _, host := range hosts {
		known[hostName(host)] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // with none at all, browsers tell no origin of a form
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")

		if name := hostName(r.Host); !known[name] && !loopback(name) {
			// In plain text: a stranger's host gets no page of this record.
			http.Error(w, "This server does not answer to the host that the request names.", http.StatusMisdirectedRequest)
			return
		}
		v, err := s.visitor(r)
		if err != nil {
			s.log.Error("accounts not read", "error", err)
		}
		if v.Session != nil {
			h.Set("Cache-Control", "no-store") // or the next at that browser could go back to it
		}
		r = r.WithContext(contextOf(r, v))

		switch allowed := methods(r.URL.Path); {
		case !slices.Contains(allowed, r.Method):
			h.Set("Allow", strings.Join(allowed, ", "))
			s.fail(w, r, failure{http.StatusMethodNotAllowed, notAllowed(r.URL.Path)})
		case r.Method != http.MethodPost && prying(r):
			s.fail(w, r, failure{http.StatusForbidden, "Pages elsewhere may link to this server, and have nothing of it within themselves."})
		case len(r.URL.Path)+len(r.URL.RawQuery) > maxAddress:
			s.fail(w, r, failure{http.StatusRequestURITooLong, "The address is too long."})
		case open(r.URL.Path) || v.mayRead() && (err == nil || v.Local):
			next.ServeHTTP(w, r)
		case err != nil:
			s.fail(w, r, failure{http.StatusServiceUnavailable, "Who may read this cannot be told. The log of the server has the reason."})
		case isFeed(r.URL.Path):
			h.Set("WWW-Authenticate", "Cookie")
			s.fail(w, r, failure{http.StatusUnauthorized, "Over the network a feed takes a key in its address, " + feedKey + "=…, which hearsay account feed makes; or somebody who is signed in."})
		case inAPI(r):
			h.Set("WWW-Authenticate", "Cookie")
			s.fail(w, r, failure{http.StatusUnauthorized, "Sign in first: send name and password to " + loginPath + "."})
		default:
			http.Redirect(w, r, loginAddress(r.URL.RequestURI()), http.StatusSeeOther)
		}
	})
}

// open reports whether an address is for those too who are not signed in.
func open(path string) bool {
	return path == loginPath || path == logoutPath || strings.HasPrefix(path, staticPath)
}

// methods are those that an address is asked by: nearly all are only read.
func methods(path string) []string {
	switch path {
	case correctionsPath, logoutPath:
		return []string{http.MethodPost}
	case loginPath:
		return []string{http.MethodGet, http.MethodHead, http.MethodPost}
	}
	return []string{http.MethodGet, http.MethodHead}
}

// notAllowed tells whoever asks an address by another method what it is for.
func notAllowed(path string) string {
	switch path {
	case correctionsPath:
		return "Corrections are sent by POST, and read under " + apiPath + "/journal."
	case logoutPath:
		return "Signing out is sent by POST, as the button below the pages does."
	}
	return "This can be read, not written to."
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
