package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHosts(t *testing.T) {
	opts := quiet()
	opts.Hosts = []string{"Record.example", "192.0.2.7:8080"}
	h := New(sampleRecord(), opts)
	tests := []struct {
		host string
		want int
	}{
		{"localhost", 200}, {"localhost:8080", 200}, {"LOCALHOST.:1", 200}, {"127.0.0.1:8080", 200}, {"127.1.2.3", 200},
		{"[::1]:8080", 200}, {"[::1]", 200}, {"[::ffff:127.0.0.1]", 200},
		{"record.example", 200}, {"record.example:443", 200}, {"192.0.2.7", 200},
		{"", 421}, {"evil.example", 421}, {"localhost.evil.example", 421}, {"127.0.0.1.evil.example:8080", 421},
		{"192.0.2.8", 421}, {"0.0.0.0:8080", 421}, {"[::]:8080", 421}, {"localhost:80:80", 421},
	}
	for _, test := range tests {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = test.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("host %q: status %d, want %d", test.host, w.Code, test.want)
		}
		if w.Code == 421 && strings.Contains(w.Body.String(), "Velden") {
			t.Errorf("host %q reads the record", test.host)
		}
	}
}

func TestHeaders(t *testing.T) {
	h := New(sampleRecord(), quiet())
	for _, path := range []string{"/", "/search", "/search?after=x", "/article/a-bridge", "/nothing", "/static/none.css"} {
		header := ask(t, h, path).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy":      policy,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cache-Control":                "no-cache",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Error("the policy lets pages run what is not a file of ours")
	}
}

func TestMethods(t *testing.T) {
	h := New(sampleRecord(), quiet())
	for method, want := range map[string]int{
		http.MethodGet: 200, http.MethodHead: 200,
		http.MethodPost: 405, http.MethodPut: 405, http.MethodDelete: 405, http.MethodOptions: 405, "BREW": 405,
	} {
		r := httptest.NewRequest(method, "/", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s answers %d, want %d", method, w.Code, want)
		}
	}
	if code := ask(t, h, "/search?q="+strings.Repeat("x", maxAddress)).Code; code != http.StatusRequestURITooLong {
		t.Errorf("a very long address answers %d", code)
	}
}

func TestStaticFiles(t *testing.T) {
	h := New(sampleRecord(), quiet())
	page := look(t, h, "/", http.StatusOK)
	var paths []string
	for _, n := range find(page, "link", "") {
		paths = append(paths, attribute(n, "href"))
	}
	for _, n := range find(page, "script", "") {
		paths = append(paths, attribute(n, "src"))
	}
	if len(paths) != 4 {
		t.Fatalf("the page has %q, want icon, style sheet and two scripts", paths)
	}
	for _, path := range paths {
		response := ask(t, h, path)
		if response.Code != http.StatusOK || !strings.Contains(response.Header().Get("Cache-Control"), "immutable") ||
			strings.HasPrefix(response.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s answers %d, %s, %s", path, response.Code, response.Header().Get("Cache-Control"), response.Header().Get("Content-Type"))
		}
	}
	for _, path := range []string{"/static/style.css", "/static/", "/static/../web.go", "/static/%2e%2e%2fweb.go"} {
		if code := ask(t, h, path).Code; code == http.StatusOK {
			t.Errorf("%s answers %d", path, code)
		}
	}
}
