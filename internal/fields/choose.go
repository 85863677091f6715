package fields

import (
	"encoding/json"
	"strings"
)

// usual are the names that collections of news give to the parts of an article,
// the likeliest first, as key writes them. They are those of news-please and what
// is derived from CC-NEWS, of Media Cloud, Fundus, NewsCatcher, NewsAPI, Webhose,
// JSON Feed and schema.org, and those that people take.
var usual = map[string][]string{
	"text": {"text", "maintext", "plaintext", "articletext", "fulltext", "bodytext", "contenttext", "cleantext", "articlebody", "storytext", "textcontent",
		"content", "body", "article"},
	"html":   {"html", "contenthtml", "rawhtml", "htmlcontent", "pagehtml", "bodyhtml", "articlehtml", "html.content"},
	"title":  {"title", "headline", "articletitle"},
	"author": {"author", "authors", "byline", "creator", "authorname"},
	"outlet": {"outlet", "source.name", "namesource", "medianame", "publication", "publisher.name", "publisher", "sitename", "source.title", "source", "site",
		"outletname", "html.sourceinfo.publisher", "thread.site", "sourcedomain", "domain", "cleanurl", "hostname"},
	"published": {"published", "publishedat", "datepublished", "datepublish", "publishdate", "publisheddate", "publishingdate", "publicationdate", "pubdate",
		"datetimepub", "date", "seendate"},
	"url":      {"url", "link", "address", "articleurl", "canonicalurl", "urlcanonical", "html.respondedurl", "html.requestedurl", "webpage", "href"},
	"language": {"language", "lang"},
}

// Choose chooses a mapping for objects of one kind by the names of their fields,
// and reports whether they have a field for the text. Of several usual names that
// is taken which comes first and is filled in any of the objects; html only where
// no field has text.
func Choose(objects ...[]byte) (Mapping, bool) {
	filled := map[string]string{} // by key, the path as the objects have it
	for _, object := range objects {
		if top, err := open(object); err == nil {
			gather(top, "", "", 0, filled)
		}
	}
	m := Mapping{paths: map[string]string{}}
	for _, part := range parts {
		if part == "html" && m.paths["text"] != "" {
			continue
		}
		for _, name := range usual[part] {
			if path := filled[name]; path != "" {
				m.paths[part] = path
				break
			}
		}
	}
	return m, m.paths["text"] != "" || m.paths["html"] != ""
}

// Names reports whether objects have more than a text that may be anybody's: what
// an article is known by, a title, an address or a day.
func (m Mapping) Names() bool {
	return m.paths["title"] != "" || m.paths["url"] != "" || m.paths["published"] != ""
}

// gather notes the fields of an object that hold something, and those of the
// objects within it.
func gather(object map[string]json.RawMessage, keys, paths string, depth int, filled map[string]string) {
	for name, value := range object {
		if strings.ContainsAny(name, ".,=") || strings.TrimSpace(name) != name || !isPath(paths+name) {
			continue
		}
		k, path := keys+key(name), paths+name
		if kindOf(value) == '{' && depth < 2 {
			var below map[string]json.RawMessage
			if json.Unmarshal(value, &below) == nil {
				gather(below, k+".", path+".", depth+1, filled)
			}
		}
		// Of names that differ in writing alone the first by the alphabet counts.
		if held := filled[k]; len(namesOf(value)) > 0 && (held == "" || path < held) {
			filled[k] = path
		}
	}
}

// key writes a field's name without what people write differently: published_at,
// publishedAt.
func key(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(name))
}
