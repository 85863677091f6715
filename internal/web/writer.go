package web

import (
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// forwarded are the headers by which a proxy tells that a request is not its own.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"}

// refusal tells why a request may not write, or "" if it may. Only a program on
// this machine may: its connection comes from loopback, it names loopback as
// the host, and no page that a browser has open stands behind it, unless this
// server gave that page.
//
// A browser sends JSON to another origin only after asking, and nobody here
// answers that; the origin is looked at all the same.
func refusal(r *http.Request) string {
	if !fromLoopback(r.RemoteAddr) {
		return "Only programs on the machine that serves the record may write, and this request did not come over loopback."
	}
	for _, name := range forwarded {
		if r.Header.Get(name) != "" {
			return "Only programs on the machine that serves the record may write, and this request was passed on: it has the header " + name + "."
		}
	}
	if !loopback(hostName(r.Host)) {
		return "Only requests to localhost, 127.0.0.1 or [::1] may write, and this one names another host."
	}
	if origins, given := r.Header["Origin"]; given && (len(origins) != 1 || !ownOrigin(origins[0], r.Host)) {
		return "Only pages of this server may write, and the header Origin names another."
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
	default:
		return "Only pages of this server may write, and the header Sec-Fetch-Site tells of another."
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return "A correction is sent with Content-Type: application/json."
	}
	return ""
}

// fromLoopback reports whether a connection's other end is on this machine.
func fromLoopback(remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// ownOrigin reports whether a page's origin is the server that a request names.
func ownOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && strings.EqualFold(u.Host, host)
}
