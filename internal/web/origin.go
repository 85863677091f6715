package web

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// foreign tells why a request is taken to come from a page that is not this
// server's, or "". What no browser sends comes from no page.
func foreign(r *http.Request) string {
	if origins, given := r.Header["Origin"]; given && (len(origins) != 1 || !ownOrigin(origins[0], r)) {
		return "the header Origin names another"
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
		return ""
	}
	return "the header Sec-Fetch-Site tells of another"
}

// ownOrigin reports whether a page's origin is the server that a request names.
func ownOrigin(origin string, r *http.Request) bool {
	scheme := "http"
	if encrypted(r) {
		scheme = "https"
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == scheme && strings.EqualFold(u.Host, r.Host)
}

// prying reports whether a page elsewhere wants something of this server within
// itself. It could not read it, but could tell by the time how much is found. A
// link that leads here is another thing.
func prying(r *http.Request) bool {
	followed := len(r.Header["Origin"]) == 0 && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return foreign(r) != "" && !followed
}

const (
	formType = "application/x-www-form-urlencoded"
	maxForm  = 64 << 10 // bytes of what a form sends
)

// notOurForm reads what a form sent and tells why it is none of this server's,
// or "". Browsers tell the origin of whatever they post.
func notOurForm(r *http.Request) string {
	if mediaType(r) != formType {
		return "A form is sent with Content-Type: " + formType + "."
	}
	if _, given := r.Header["Origin"]; !given {
		return "Only forms of this server are taken, and the header Origin is missing."
	}
	if why := foreign(r); why != "" {
		return "Only forms of this server are taken, and " + why + "."
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return "The form cannot be read: " + err.Error() + "."
	}
	return ""
}

// mediaType is the kind of what a request sends, without parameters.
func mediaType(r *http.Request) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}
