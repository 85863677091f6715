package list

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// headSize is how many bytes are looked at to tell what they are.
const headSize = 4 << 10

// KindOf tells what kind of list the bytes are, by the first of them, or "".
func KindOf(body []byte) Kind {
	if isGzip(body) {
		packed, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return ""
		}
		head := make([]byte, headSize+1)
		n, _ := io.ReadFull(packed, head) // what cannot be unpacked cannot be told
		body = head[:n]
	}
	whole := len(body) <= headSize
	head := strings.TrimSpace(clean(decode(body[:min(len(body), headSize)])))
	switch {
	case strings.HasPrefix(head, "<"):
		return rootKind(head)
	case strings.HasPrefix(head, "{"):
		// Some writers put a backslash before each slash.
		if strings.Contains(strings.ReplaceAll(head, `\/`, "/"), "://jsonfeed.org/version/") {
			return JSONFeed
		}
	case onlyAddresses(head, whole):
		return Addresses
	}
	return ""
}

// rootKind tells the kind of an XML document by its first element.
func rootKind(head string) Kind {
	d := newTokens(head)
	for {
		token, err := d.next()
		if err != nil {
			return ""
		}
		if root, ok := token.(xml.StartElement); ok {
			return roots[strings.ToLower(root.Name.Local)]
		}
	}
}

var roots = map[string]Kind{
	"rss": RSS, "rdf": RSS, "feed": Atom, "opml": OPML, "urlset": Sitemap, "sitemapindex": Sitemap,
}

// onlyAddresses reports whether every line of a text is an address, a comment or
// blank, and one an address. If the text is but the beginning, its last line may
// be cut off and does not count.
func onlyAddresses(text string, whole bool) bool {
	if !whole {
		text = text[:strings.LastIndexByte(text, '\n')+1]
	}
	found := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !isAddress(line):
			return false
		default:
			found = true
		}
	}
	return found
}
