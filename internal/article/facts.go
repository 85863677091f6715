package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

// facts are what a page tells about its article outside the article's text.
type facts struct {
	title, author, outlet, address, language string
	published                                dated
	modified                                 string // a day
	paywall                                  string // what told that the text is for payers
	live                                     bool
	unclear                                  []string // lines near the headline with a day that can be read in two ways
}

// readFacts reads what a page tells about its article. Where the page says
// nothing, or nothing plausible, a fact is empty.
func readFacts(doc *html.Node, c capture.Capture) facts {
	m := markup{meta: map[string][]string{}, links: map[string]string{}}
	m.gather(doc, false)
	linked := readLinked(m.linked, m.title)

	var f facts
	f.address = webAddress(c.Address)
	if f.address == "" {
		f.address = m.statedAddress()
	}
	f.outlet = m.outlet(linked, f.address)
	f.title = m.headline(linked.headline, f.outlet)
	near := m.shown(f.title)
	f.author = m.author(linked, f.outlet, near)
	f.language = firstOf(languageCode(m.lang), languageCode(m.first("og:locale")), languageCode(linked.language))
	days, unclear := shownDays(near, c.Time)
	f.published, f.unclear = m.published(linked, f.address, days, c.Time), unclear
	f.modified = m.modified(linked, f.published.day, f.address, c.Time)
	f.paywall = m.paywall(linked)
	f.live = m.live || linked.live || isLiveTitle(f.title)
	return f
}

// completedBy fills in from others what f leaves empty.
func (f facts) completedBy(others facts) facts {
	all := others
	all.title, all.author, all.outlet = firstOf(f.title, others.title), firstOf(f.author, others.author), firstOf(f.outlet, others.outlet)
	all.address, all.language = firstOf(f.address, others.address), firstOf(f.language, others.language)
	if f.published.day != "" {
		all.published, all.unclear = f.published, nil
	}
	return all
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// maxAddress is how many bytes an address may have, as it was written and as it is
// kept, where letters outside ASCII take more.
const maxAddress = 8 << 10

// webAddress returns an http or https address without fragment and credentials,
// or "".
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(s) > maxAddress {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	u.RawQuery = strings.ReplaceAll(strings.TrimSpace(u.RawQuery), " ", "%20") // String leaves it as it is
	if address := u.String(); len(address) <= maxAddress {
		return address
	}
	return ""
}

func (m *markup) statedAddress() string {
	return firstOf(webAddress(m.links["canonical"]), webAddress(m.first("og:url")))
}
