package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhoMayWrite(t *testing.T) {
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	from := func(address string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = address } }
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	tests := []struct {
		name   string
		change func(*http.Request)
		status int
		why    string // a part of it
	}{
		{"as sent by a program here", func(*http.Request) {}, 201, ""},
		{"over IPv6", from("[::1]:50000"), 201, ""},
		{"over IPv4 in IPv6", from("[::ffff:127.0.0.1]:50000"), 201, ""},
		{"from elsewhere", from("192.0.2.9:50000"), 403, "not come over loopback"},
		{"from elsewhere over IPv6", from("[2001:db8::9]:50000"), 403, "not come over loopback"},
		{"from no address", from("@"), 403, "not come over loopback"},
		{"from nowhere", from(""), 403, "not come over loopback"},
		{"to an address of loopback", host("127.0.0.1:7117"), 201, ""},
		{"to loopback in IPv6", host("[::1]:7117"), 201, ""},
		{"to a name that pages answer to", host("record.example"), 403, "names another host"},
		{"to a stranger's name", host("evil.example"), 421, ""},
		{"through a proxy", header("X-Forwarded-For", "192.0.2.9"), 403, "X-Forwarded-For"},
		{"through a proxy that says so", header("Forwarded", "for=192.0.2.9"), 403, "Forwarded"},
		{"through a gateway", header("Via", "1.1 gate.example"), 403, "Via"},
		{"by a page of this server", header("Origin", "http://localhost:7117"), 201, ""},
		{"by a page of another port", header("Origin", "http://localhost:8000"), 403, "Origin"},
		{"by a page of another scheme", header("Origin", "https://localhost:7117"), 403, "Origin"},
		{"by a page of another site", header("Origin", "https://evil.example"), 403, "Origin"},
		{"by a page of no origin", header("Origin", "null"), 403, "Origin"},
		{"by an empty origin", header("Origin", ""), 403, "Origin"},
		{"by two origins", func(r *http.Request) { r.Header["Origin"] = []string{"http://localhost:7117", "https://evil.example"} }, 403, "Origin"},
		{"same origin", header("Sec-Fetch-Site", "same-origin"), 201, ""},
		{"by the user", header("Sec-Fetch-Site", "none"), 201, ""},
		{"same site", header("Sec-Fetch-Site", "same-site"), 403, "Sec-Fetch-Site"},
		{"cross site", header("Sec-Fetch-Site", "cross-site"), 403, "Sec-Fetch-Site"},
		{"with a charset", header("Content-Type", "application/json; charset=utf-8"), 201, ""},
		{"as a form", header("Content-Type", "application/x-www-form-urlencoded"), 403, "Content-Type"},
		{"as text", header("Content-Type", "text/plain"), 403, "Content-Type"},
		{"as text that mentions JSON", header("Content-Type", "text/plain; application/json"), 403, "Content-Type"},
		{"as nothing", func(r *http.Request) { r.Header.Del("Content-Type") }, 403, "Content-Type"},
		{"as a sort of JSON", header("Content-Type", "application/problem+json"), 403, "Content-Type"},
	}
	for _, test := range tests {
		f := sampleRecord()
		opts := quiet()
		opts.Hosts = []string{"record.example"}
		r := posted(`{"do": "confirm", "statement": "s-open"}`)
		test.change(r)
		w := send(New(f, opts), r)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.why) {
			t.Errorf("%s: status %d, want %d with %q: %s", test.name, w.Code, test.status, test.why, w.Body)
		}
		if test.status == http.StatusForbidden {
			readAs[problem](t, w, test.name, test.status)
		}
		if made := len(f.journal) == 1; made != (test.status == http.StatusCreated) {
			t.Errorf("%s: made is %v", test.name, made)
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: the answer has %s", test.name, name)
			}
		}
	}
}

// Nothing but corrections can be sent anywhere.
func TestOnlyCorrectionsAreWritten(t *testing.T) {
	f := sampleRecord()
	h := New(f, quiet())
	for _, path := range []string{"/", "/speaker/p-marsh", "/api/v1/speakers", "/api/v1/speakers/p-marsh", "/api/v1/journal", "/api/v1/corrections/",
		"/api//v1/corrections", "/API/v1/corrections", "/api/v1/openapi.json"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions} {
			r := posted(`{"do": "confirm", "statement": "s-open"}`)
			r.Method, r.URL.Path = method, path
			if w := send(h, r); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s answers %d, Allow: %s", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		r := posted(`{"do": "confirm", "statement": "s-open"}`)
		r.Method = method
		if w := send(h, r); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
			t.Errorf("%s answers %d, Allow: %s", method, w.Code, w.Header().Get("Allow"))
		}
	}
	if len(f.journal) > 0 {
		t.Errorf("made: %+v", f.journal)
	}
}
