package version

import (
	"net/url"
	"strings"
)

// Address returns the address of a page as it is compared with others, or "" for
// what is no address of a page. Two that differ in scheme (http and https), in the
// case of the host, in the scheme's own port, in slashes at the end of the path, in
// the fragment or in what advertisers add to count clicks are one; whatever else
// the query says is kept, in its order. Of a file, or what a file holds, the path and
// the fragment count.
func Address(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		return webAddress(u)
	case "file":
		if strings.HasPrefix(u.Path, "/") && !strings.HasSuffix(u.Path, "/") {
			u.User, u.RawQuery, u.Host = nil, "", strings.ToLower(u.Host)
			return u.String()
		}
	}
	return ""
}

func webAddress(u *url.URL) string {
	host := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if host == "" {
		return ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	address := "//" + host + strings.TrimRight(u.EscapedPath(), "/")
	if query := withoutTracking(u.RawQuery); query != "" {
		address += "?" + query
	}
	return address
}

// withoutTracking leaves out of a query what is there to count clicks.
func withoutTracking(query string) string {
	var kept []string
	for field := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(field), "=")
		if field != "" && !strings.HasPrefix(name, "utm_") && !tracking[name] {
			kept = append(kept, field)
		}
	}
	return strings.Join(kept, "&")
}

// tracking are the names of identifiers of clicks, mailings and visitors that
// networks of advertisers and mailers put behind the addresses of others. A name
// that a site may use for itself (ref, source, id) is none.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true,
	"yclid": true, "twclid": true, "ttclid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "_ga": true, "_gl": true,
}
