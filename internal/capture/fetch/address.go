package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// parse reads an address that may be asked for. Its fragment, which servers
// never see, is left out.
func parse(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, fmt.Errorf("it has %d bytes, more than %d", len(address), maxAddress)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		if broken := (*url.Error)(nil); errors.As(err, &broken) {
			err = broken.Err
		}
		return nil, fmt.Errorf("not an address: %w", err)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("only http and https are asked, not %q", u.Scheme)
	case u.User != nil:
		return nil, errors.New("there is a name or password in it")
	case u.Hostname() == "":
		return nil, errors.New("there is no host in it")
	}
	if err := checkPort(u.Port()); err != nil {
		return nil, err
	}
	if u.Host, err = hostOf(u); err != nil {
		return nil, err
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = escapeQuery(u.RawQuery)
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// escapeQuery escapes in a query what may not stand there, as browsers do.
func escapeQuery(query string) string {
	var out strings.Builder
	for _, b := range []byte(query) {
		if b <= ' ' || b >= 0x7f || strings.IndexByte(`"<>'`, b) >= 0 {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}

// checkPort lets the web's own ports through and those that anybody may open.
// Behind the others stand services that are no web servers.
func checkPort(port string) error {
	if port == "" {
		return nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n != 80 && n != 443 && n < 1024 {
		return fmt.Errorf("port %s is no web server's", port)
	}
	return nil
}

// hostOf returns host and port as they are sent: in ASCII and lower case,
// without the port that goes without saying.
func hostOf(u *url.URL) (string, error) {
	name := strings.ToLower(u.Hostname())
	if strings.ContainsFunc(name, func(r rune) bool { return r > 0x7f }) {
		var err error
		if name, err = idna.Lookup.ToASCII(name); err != nil {
			return "", fmt.Errorf("not a host's name: %q", u.Hostname())
		}
	}
	if strings.Contains(name, ":") {
		name = "[" + strings.ReplaceAll(name, "%", "%25") + "]" // the latter before a zone
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		name += ":" + port
	}
	return name, nil
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirect returns where an address sends to. From https it never goes to
// http: the same is asked for by https, since between the two anybody could
// have put another page.
func redirect(from *url.URL, location string) (*url.URL, error) {
	if location == "" {
		return nil, errors.New("it redirects to nowhere")
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, errors.New("it redirects to what is no address")
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		if port := to.Port(); port != "" && port != "80" {
			return nil, fmt.Errorf("it redirects from https to http on port %s", port)
		}
		to.Scheme, to.Host = "https", strings.TrimSuffix(to.Host, ":80")
	}
	to, err = parse(to.String())
	if err != nil {
		return nil, fmt.Errorf("it redirects to an address that is not fetched: %w", err)
	}
	return to, nil
}
