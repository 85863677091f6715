package article

import (
	"encoding/json"
	"slices"
	"strings"
)

// A linkedArticle is what a page's JSON-LD says of the article on it.
type linkedArticle struct {
	headline, published, modified, publisher, language string

	authors []string
	closed  bool // not for free, or a part of it is not
	live    bool // a live blog
}

// maxLinked is how long a block of JSON-LD may be, in bytes.
const maxLinked = 1 << 20

// readLinked reads the article in a page's blocks of JSON-LD: the one that the
// page's title names, or else the first that has a headline, or else the first.
// Blocks that are no JSON are passed over.
func readLinked(blocks []string, title string) linkedArticle {
	r := linkedReader{byID: map[string]map[string]any{}}
	for _, block := range blocks {
		if v, ok := parseLinked(block); ok {
			r.collect(v, 0)
		}
	}
	var best map[string]any
	most := -1.0
	for _, a := range r.articles {
		like := -1.0
		if headline := r.text(a["headline"]); headline != "" {
			like = likeness(headline, title)
		}
		if best == nil || like > most {
			best, most = a, like
		}
	}
	found := linkedArticle{
		headline:  r.text(best["headline"]),
		published: r.text(best["datePublished"]),
		modified:  r.text(best["dateModified"]),
		language:  r.text(best["inLanguage"]),
		authors:   r.people(best["author"], 0),
		publisher: r.name(best["publisher"]),
		closed:    isClosed(best) || slices.ContainsFunc(partsOfLinked(best), isClosed),
		live:      hasType(best, func(t string) bool { return t == "LiveBlogPosting" }),
	}
	if found.publisher == "" {
		found.publisher = r.name(r.site["publisher"])
	}
	if found.publisher == "" {
		found.publisher = r.text(r.site["name"])
	}
	return found
}

// isClosed reports whether a thing says of itself that it is not for free.
func isClosed(v map[string]any) bool {
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		return !free
	case string:
		return strings.EqualFold(free, "false") || strings.HasSuffix(strings.ToLower(free), "schema.org/false")
	}
	return false
}

// partsOfLinked returns the parts that an article says that it has.
func partsOfLinked(v map[string]any) (parts []map[string]any) {
	switch has := v["hasPart"].(type) {
	case map[string]any:
		return []map[string]any{has}
	case []any:
		for _, one := range has {
			if part, ok := one.(map[string]any); ok {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

func parseLinked(block string) (any, bool) {
	if len(block) > maxLinked {
		return nil, false
	}
	block = strings.TrimSpace(block)
	for _, cut := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}} {
		block = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(block, cut[0]), cut[1]))
	}
	block = strings.TrimSuffix(block, ";")
	var v any
	if json.Unmarshal([]byte(block), &v) == nil {
		return v, true
	}
	// Line ends within strings are the usual fault.
	block = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, block)
	return v, json.Unmarshal([]byte(block), &v) == nil
}

type linkedReader struct {
	articles []map[string]any
	site     map[string]any
	byID     map[string]map[string]any
}

// maxDepth bounds how deep JSON-LD is searched.
const maxDepth = 6

func (r *linkedReader) collect(v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			r.collect(item, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			r.byID[id] = v
		}
		switch {
		case hasType(v, isArticleType):
			r.articles = append(r.articles, v)
		case hasType(v, func(t string) bool { return t == "WebSite" }) && r.site == nil:
			r.site = v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "about"} {
			if inner, ok := v[key]; ok && (key == "@graph" || !hasType(v, isArticleType)) {
				r.collect(inner, depth+1)
			}
		}
	}
}

func hasType(v map[string]any, is func(string) bool) bool {
	switch t := v["@type"].(type) {
	case string:
		return is(strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "schema:"))
	case []any:
		return slices.ContainsFunc(t, func(one any) bool { s, ok := one.(string); return ok && is(s) })
	}
	return false
}

func isArticleType(t string) bool {
	switch t {
	case "Article", "Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting":
		return true
	}
	return strings.HasSuffix(t, "NewsArticle") || strings.HasSuffix(t, "Article") && t != "WebArticle"
}

// text returns a string, or the first of several.
func (r *linkedReader) text(v any) string {
	switch v := v.(type) {
	case string:
		return plainOf(v)
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return plainOf(s)
			}
		}
	case map[string]any:
		for _, key := range []string{"@value", "alternateName", "name"} {
			if s, ok := v[key].(string); ok {
				return plainOf(s)
			}
		}
	}
	return ""
}

// name returns the name of a thing that is given by name, in place or by
// reference.
func (r *linkedReader) name(v any) string {
	switch v := v.(type) {
	case string:
		return plainOf(v)
	case []any:
		if len(v) > 0 {
			return r.name(v[0])
		}
	case map[string]any:
		return r.text(r.resolve(v)["name"])
	}
	return ""
}

func (r *linkedReader) resolve(v map[string]any) map[string]any {
	if _, named := v["name"]; named {
		return v
	}
	if id, ok := v["@id"].(string); ok && r.byID[id] != nil {
		return r.byID[id]
	}
	return v
}

// people returns the names of those authors who are not organizations.
func (r *linkedReader) people(v any, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{plainOf(v)}
	case []any:
		var names []string
		for _, one := range v {
			names = append(names, r.people(one, depth+1)...)
		}
		return names
	case map[string]any:
		v = r.resolve(v)
		if hasType(v, func(t string) bool { return t == "Organization" || strings.HasSuffix(t, "Organization") }) {
			return nil
		}
		return r.people(v["name"], depth+1)
	}
	return nil
}
