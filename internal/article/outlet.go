package article

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// siteSeparators stand in title elements between an article's title and its
// site, and in sites' names before what they say of themselves.
var siteSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "}

// outlet picks the name of the site: what it calls itself goes before what
// stands behind the title, and a name before an address.
func (m *markup) outlet(linked linkedArticle, address string) string {
	host := hostOf(address)
	names := []string{cleanOutlet(m.first("og:site_name")), cleanOutlet(linked.publisher), m.application()}
	first := firstOf(names...)
	if first == "" {
		return firstOf(cleanOutlet(m.siteInTitle(host)), host)
	}
	if isDomain(first) {
		for _, name := range names {
			if name != "" && !isDomain(name) && (inHost(name, host) || first == strings.ToLower(first)) {
				return name
			}
		}
	}
	return first
}

// inHost reports whether a host is called by a name: theelmportpost.example by
// "Elmport Post".
func inHost(name, host string) bool {
	key := titleKey(strings.TrimPrefix(strings.ToLower(name), "the "))
	return len(key) > 2 && strings.Contains(titleKey(host), key)
}

// application returns the name of the site as an application, which some pages
// fill with their title.
func (m *markup) application() string {
	name := cleanOutlet(m.first("application-name"))
	if sameStart(m.title, name) && len(name) > 30 {
		return ""
	}
	return name
}

// siteInTitle returns what the title element has of the site: "Levy stays ::
// Tidewater Post", or "Tidewater Post: Levy stays" where the host is called so.
func (m *markup) siteInTitle(host string) string {
	for _, title := range append([]string{m.first("og:title", "twitter:title")}, m.headings...) {
		rest, ok := strings.CutPrefix(m.title, title)
		if !ok || len(title) < 12 {
			continue
		}
		for _, sep := range siteSeparators {
			if at := strings.LastIndex(rest, sep); at >= 0 && len(strings.Fields(rest[at+len(sep):])) <= 5 {
				return strings.TrimSpace(rest[at+len(sep):])
			}
		}
	}
	for _, sep := range append([]string{": "}, siteSeparators...) {
		if before, _, ok := strings.Cut(m.title, sep); ok && inHost(before, host) {
			return strings.TrimSpace(before)
		}
		if at := strings.LastIndex(m.title, sep); at > 0 && inHost(m.title[at+len(sep):], host) {
			return strings.TrimSpace(m.title[at+len(sep):])
		}
	}
	return ""
}

// cleanOutlet drops what is no name of an outlet, and what a site says of
// itself behind its name.
func cleanOutlet(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	s = strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(s, "@"), "/"), "www.")
	for _, sep := range siteSeparators {
		if before, _, ok := strings.Cut(s, sep); ok && strings.ContainsFunc(before, unicode.IsLetter) && !strings.EqualFold(strings.TrimSpace(before), "home") {
			s = strings.TrimSpace(before)
		}
	}
	if len(s) > 80 || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}

// hostOf returns the host of an address without "www.", or "" where the host
// has no name.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return ""
	}
	return strings.TrimPrefix(host, "www.")
}
