package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hearsay/internal/record"
)

const (
	feedEntries = 50          // of a feed at most
	feedTitle   = 100         // bytes of an entry's title, about
	settled     = time.Minute // after which nothing more comes in with the same time
)

// A feedFormat is a form in which feeds are sent.
type feedFormat struct {
	extension, mediaType string
	write                func(feed) ([]byte, error)
}

// feedFormats are those that there are.
var feedFormats = [...]feedFormat{
	{"rss", "application/rss+xml; charset=utf-8", writeRSS},
	{"json", "application/feed+json", writeJSONFeed},
}

// feedKey is the parameter of an address by which feed readers, who cannot sign
// in, show that they may read.
const feedKey = "key"

// isFeed reports whether a path is that of a feed.
func isFeed(path string) bool {
	for _, format := range feedFormats {
		name := "/feed." + format.extension
		if path == name || strings.HasPrefix(path, "/searches/") && strings.HasSuffix(path, name) {
			return true
		}
	}
	return false
}

// feeds are where feeds of a search are sent.
type feeds struct{ RSS, JSON string }

func feedsOf(q record.Query) feeds {
	at := func(extension string) string {
		return paging{path: "/feed." + extension, query: valuesOf(q)}.at(1)
	}
	return feeds{RSS: at("rss"), JSON: at("json")}
}

// A feed is what came in last of a search, for programs that look again and again.
type feed struct {
	Title   string
	Home    string // address of the search
	Self    string // address of the feed
	Entries []feedEntry
}

// A feedEntry is a statement of a feed, and why it is there.
type feedEntry struct {
	*note
	Title    string
	At       string    // address of the statement's page
	Captured time.Time // when its article came in
	Reasons  []record.Reason
	HTML     string
}

// Tags are what kind of statement it is.
func (e feedEntry) Tags() []string {
	tags := []string{e.Kind, e.Act}
	if e.ReprintOf != "" {
		tags = append(tags, "reprint")
	}
	if e.Carried() {
		tags = append(tags, "later version")
	}
	return tags
}

// feed sends what came in last of the search that an address asks for.
func (s *site) feed(format feedFormat) http.HandlerFunc {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		asked, err := askedOf(r.URL.Query())
		if err != nil {
			return badRequest(plainReason(err))
		}
		title := asked.String()
		if title == "" {
			title = "all statements"
		}
		return s.sendFeed(w, r, format, title, asked)
	})
}

// sendFeed sends a feed, unless whoever asks has it as it is. What came in last is
// told first, whenever it was published.
func (s *site) sendFeed(w http.ResponseWriter, r *http.Request, format feedFormat, title string, asked record.Query) error {
	found, err := s.record.Arrivals(r.Context(), asked, feedEntries)
	if err != nil {
		return err
	}
	base := baseOf(r)
	f := feed{Title: "Hearsay: " + title, Home: base + searchAddress(asked), Self: base + r.URL.RequestURI()}
	for _, a := range found {
		entry, err := s.feedEntry(base, asked, a)
		if err != nil {
			return err
		}
		f.Entries = append(f.Entries, entry)
	}
	body, err := format.write(f)
	if err != nil {
		return fmt.Errorf("making the feed %s: %w", r.URL.Path, err)
	}
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	w.Header().Set("Content-Type", format.mediaType)
	http.ServeContent(w, r, "", f.modified(), bytes.NewReader(body))
	return nil
}

// modified is when the latest entry came in, or no time while another may yet come
// in within the same second.
func (f feed) modified() time.Time {
	if len(f.Entries) == 0 || time.Since(f.Entries[0].Captured) < settled {
		return time.Time{}
	}
	return f.Entries[0].Captured
}

func (s *site) feedEntry(base string, asked record.Query, a record.Arrival) (feedEntry, error) {
	captured, err := time.Parse(time.RFC3339, a.Captured)
	if err != nil {
		return feedEntry{}, fmt.Errorf("article %s: %w", a.Article.ID, err)
	}
	e := feedEntry{note: &note{Statement: a.Statement}, Captured: captured, Reasons: asked.Reasons(a.Statement)}
	e.At = base + e.Address()
	e.Title = strings.Join(strings.Fields(strings.Join(e.Words(), " … ")), " ")
	if len(e.Title) > feedTitle {
		e.Title = cutAtWord(e.Title, feedTitle) + " …"
	}
	e.Title = firstOf(e.Name(), "Speaker not known") + ": " + e.Title
	var html strings.Builder
	err = s.pages["feed"].ExecuteTemplate(&html, "feed", struct {
		feedEntry
		Base string
	}{e, base})
	e.HTML = html.String()
	return e, err
}

// baseOf is the address of this server as a request names it, without a path.
func baseOf(r *http.Request) string {
	u := url.URL{Scheme: "http", Host: r.Host}
	if encrypted(r) {
		u.Scheme = "https"
	}
	return u.String()
}
