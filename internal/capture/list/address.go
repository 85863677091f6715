package list

import (
	"net/url"
	"strings"
)

// resolve returns an address made absolute against base, which may be nil, and
// whether it is one of http or https. An address that is absolute stays as it
// was given.
func resolve(base *url.URL, address string) (string, bool) {
	address = trimmed(address)
	if len(address) > maxAddress {
		return "", false
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	if !u.IsAbs() && base != nil {
		u = base.ResolveReference(u)
		address = u.String()
	}
	if !web(u) {
		return "", false
	}
	if strings.ContainsAny(address, ` "<>\^{|}`+"`") {
		address = strings.ReplaceAll(u.String(), " ", "%20") // it leaves those of a query
	}
	return address, len(address) <= maxAddress
}

// rebased returns the base that holds where xml:base says so within another,
// which may be nil.
func rebased(base *url.URL, address string) *url.URL {
	if len(address) > maxAddress {
		return base
	}
	u, err := url.Parse(trimmed(address))
	if err != nil {
		return base
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if len(u.Path) > maxAddress { // many of them, one within the other
		return base
	}
	return u
}

// isAddress reports whether a text is an absolute address of http or https.
func isAddress(text string) bool {
	if len(text) > maxAddress {
		return false
	}
	u, err := url.Parse(trimmed(text))
	return err == nil && web(u) && !strings.ContainsAny(text, " \t")
}

func web(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// trimmed drops the white space around an address and, as browsers do, the line
// ends and tabs within.
func trimmed(address string) string {
	return breaks.Replace(strings.TrimSpace(address))
}

var breaks = strings.NewReplacer("\n", "", "\r", "", "\t", "")
