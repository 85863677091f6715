package web

import "net/http"

// refusal tells why a request may not write, or "" if it may. Only a program on
// this machine may: its connection comes from loopback, it names loopback as
// the host, and no page that a browser has open stands behind it, unless this
// server gave that page.
//
// A browser sends JSON to another origin only after asking, and nobody here
// answers that; the origin is looked at all the same.
func refusal(r *http.Request) string {
	if why := elsewhere(r); why != "" {
		return "Only programs on the machine that serves the record may write, and " + why + "."
	}
	if why := foreign(r); why != "" {
		return "Only pages of this server may write, and " + why + "."
	}
	if mediaType(r) != "application/json" {
		return "A correction is sent with Content-Type: application/json."
	}
	return ""
}
