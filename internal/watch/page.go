package watch

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"hearsay/internal/capture/follow"
)

//go:embed page.html
var pageText string

//go:embed page.css
var style []byte

var statusPage = template.Must(template.New("page").Funcs(template.FuncMap{
	"count":  count,
	"linked": follow.IsAddress,
	"long":   long,
	"moment": func(t time.Time) string { return t.UTC().Format("2 January 15:04:05") },
	"stamp":  func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
}).Parse(pageText))

// count writes a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// long writes a duration in words where it is whole hours or minutes.
func long(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return count(int(d/time.Hour), "hour", "hours")
	case d%time.Minute == 0:
		return count(int(d/time.Minute), "minute", "minutes")
	}
	return d.String()
}

// policy lets the page load its style, and nothing else.
const policy = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// Handler serves a page that tells how things stand, and under /metrics the
// numbers of it for Prometheus. It answers to this machine's own names, to
// addresses, and to the hosts given: no page elsewhere in the same browser can
// read it by giving its own name the address of this machine.
func (w *Watcher) Handler(hosts ...string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(out http.ResponseWriter, _ *http.Request) {
		var text bytes.Buffer
		if err := statusPage.Execute(&text, w.status()); err != nil {
			http.Error(out, "The page cannot be made: "+err.Error(), http.StatusInternalServerError)
			return
		}
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = text.WriteTo(out)
	})
	mux.HandleFunc("GET /style.css", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = out.Write(style)
	})
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.status().writeMetrics(out)
	})
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		h := out.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !answersTo(r.Host, hosts) {
			http.Error(out, "This server does not answer to the host that the request names.", http.StatusMisdirectedRequest)
			return
		}
		mux.ServeHTTP(out, r)
	})
}

// answersTo reports whether a Host header may be answered.
func answersTo(host string, hosts []string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), "."))
	_, err := netip.ParseAddr(host)
	return err == nil || host == "localhost" || slices.ContainsFunc(hosts, func(h string) bool { return strings.EqualFold(h, host) })
}
