package web

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"
	"unicode/utf8"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// rss is a feed as RSS 2.0 has it.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Dublin  string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Built       string    `xml:"lastBuildDate,omitempty"`
	Self        rssSelf   `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssSelf struct {
	Address string `xml:"href,attr"`
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	ID          rssID    `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Creator     string   `xml:"dc:creator,omitempty"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description"`
}

type rssID struct {
	ID        string `xml:",chardata"`
	IsAddress bool   `xml:"isPermaLink,attr"`
}

// aboutFeed says what all feeds are.
const aboutFeed = "Statements as articles have them, those that came in last first, each with why it is here."

func writeRSS(f feed) ([]byte, error) {
	out := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Dublin: "http://purl.org/dc/elements/1.1/"}
	out.Channel = rssChannel{Title: legal(f.Title), Link: f.Home, Description: aboutFeed,
		Self: rssSelf{f.Self, "self", "application/rss+xml"}}
	for i, e := range f.Entries {
		came := e.Captured.UTC().Format(time.RFC1123Z)
		if i == 0 {
			out.Channel.Built = came
		}
		item := rssItem{Title: legal(e.Title), Link: e.At, ID: rssID{ID: e.ID}, Published: came, Creator: legal(e.Name()), Description: legal(e.HTML)}
		for _, tag := range e.Tags() {
			item.Categories = append(item.Categories, legal(tag))
		}
		out.Channel.Items = append(out.Channel.Items, item)
	}
	body, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), body...), err
}

// legal drops from a text what XML 1.0 cannot say at all.
func legal(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', 0x20 <= r && r <= 0xD7FF, 0xE000 <= r && r <= 0xFFFD && r != utf8.RuneError, r > 0xFFFF:
			return r
		}
		return -1
	}, text)
}

// jsonFeed is a feed as JSON Feed 1.1 has it.
type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	Self        string     `json:"feed_url"`
	Description string     `json:"description"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	Address   string       `json:"url"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html"`
	Summary   string       `json:"summary,omitempty"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags"`
	Own       jsonOwn      `json:"_hearsay"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonOwn is what JSON Feed has no place for.
type jsonOwn struct {
	Reasons   []record.Reason  `json:"reasons"`
	Statement record.Statement `json:"statement"`
}

func writeJSONFeed(f feed) ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self,
		Description: aboutFeed, Items: []jsonItem{}}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.ID, Address: e.At, Title: e.Title, HTML: e.HTML, Published: e.Captured.UTC().Format(time.RFC3339),
			Tags: e.Tags(), Own: jsonOwn{[]record.Reason{}, e.Statement}}
		if e.Name() != "" {
			item.Authors = []jsonAuthor{{e.Name()}}
		}
		var met []string
		for _, reason := range e.Reasons {
			item.Own.Reasons = append(item.Own.Reasons, reason)
			met = append(met, reason.Met)
		}
		item.Summary = strings.Join(met, "; ")
		out.Items = append(out.Items, item)
	}
	var body bytes.Buffer
	err := export.JSONEncoder(&body).Encode(out)
	return body.Bytes(), err
}
