package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
)

// A Document is an article of which every mention of an entity is marked beside
// the attributions.
type Document struct {
	Article
	Inside   []int // of each attribution the one that encloses it, or -1
	Mentions []Mention
}

// A Mention is words that mean an entity of their document.
type Mention struct {
	attribution.Span
	Entity int    // the same number is the same entity
	Type   string // person, organization, place, …
	Form   string // name, pronoun, or noun for all else
}

type documentLine struct {
	ID           string `json:"id"`
	Text         string `json:"text"`
	Attributions []struct {
		attributionLine
		Inside *int `json:"inside"`
	} `json:"attributions"`
	Mentions []struct {
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Entity int    `json:"entity"`
		Type   string `json:"type"`
		Form   string `json:"form"`
	} `json:"mentions"`
}

// LoadDocuments reads documents from a file of JSON lines, the form of GUM in
// ../shared/data/gum.
func LoadDocuments(path string) ([]Document, error) { return load(path, readDocuments) }

func readDocuments(r io.Reader, name string) ([]Document, error) {
	var documents []Document
	err := eachJSON(r, name, func(l documentLine) error {
		d, err := l.document()
		if err != nil {
			return fmt.Errorf("document %s: %w", l.ID, err)
		}
		documents = append(documents, d)
		return nil
	})
	return documents, err
}

func (l documentLine) document() (Document, error) {
	d := Document{Article: Article{ID: l.ID, Text: l.Text}}
	if l.Text == "" {
		return Document{}, fmt.Errorf("it has no text")
	}
	for i, a := range l.Attributions {
		marked, err := a.attribution(l.Text)
		if err != nil {
			return Document{}, fmt.Errorf("attribution %d: %w", i, err)
		}
		inside := -1
		if a.Inside != nil {
			if inside = *a.Inside; inside < 0 || inside >= len(l.Attributions) {
				return Document{}, fmt.Errorf("attribution %d: inside %d, which there is not", i, inside)
			}
		}
		d.Attributions, d.Inside = append(d.Attributions, marked), append(d.Inside, inside)
	}
	for i, m := range l.Mentions {
		if m.Start < 0 || m.End <= m.Start || m.End > len(l.Text) {
			return Document{}, fmt.Errorf("mention %d: [%d, %d) is no span of its text", i, m.Start, m.End)
		}
		d.Mentions = append(d.Mentions, Mention{attribution.Span{Start: m.Start, End: m.End}, m.Entity, m.Type, m.Form})
	}
	return d, nil
}

// mentionOf returns the mention that a source is, and whether there is one: of
// those with its very bytes, else of those within it, else of those around it,
// the one nearest to it in length; of equal ones the first.
func (d Document) mentionOf(source attribution.Span) (Mention, bool) {
	best, found := Mention{}, false
	far := func(s attribution.Span) int { // those within go before those around
		if n := (source.End - source.Start) - (s.End - s.Start); n >= 0 {
			return n
		}
		return len(d.Text) + s.End - s.Start
	}
	for _, m := range d.Mentions {
		if (source.Holds(m.Span) || m.Holds(source)) && (!found || far(m.Span) < far(best.Span)) {
			best, found = m, true
		}
	}
	return best, found
}

// named reports whether a source that is a mention names somebody itself.
func (d Document) named(source attribution.Span, is Mention) bool {
	return d.nameAtEnd(source) != "" || slices.ContainsFunc(d.Mentions, func(m Mention) bool {
		return m.Form == "name" && m.Entity == is.Entity && source.Holds(m.Span)
	})
}

// namesBy returns the names that the document gives each of its entities.
func (d Document) namesBy() map[int][]string {
	names := make(map[int][]string)
	for _, m := range d.Mentions {
		name := ""
		switch m.Form {
		case "name":
			name = m.In(d.Text)
		case "noun":
			name = d.nameAtEnd(m.Span)
		}
		if name != "" {
			names[m.Entity] = append(names[m.Entity], name)
		}
	}
	return names
}

// nameAtEnd returns the name that ends a noun phrase, or "": "coauthor Ada
// Quill" has one that is not marked as a mention of its own; "the Prime
// Minister" has none, and neither has "the chair of the Tide Board".
func (d Document) nameAtEnd(phrase attribution.Span) string {
	head, _, _ := strings.Cut(phrase.In(d.Text), ", ")
	phrase.End = phrase.Start + len(head)
	from := phrase.Start
	for _, m := range d.Mentions { // what names another is passed over
		if phrase.Holds(m.Span) && m.Span != phrase {
			from = max(from, m.End)
		}
	}
	words := strings.Fields(d.Text[from:phrase.End])
	at := len(words)
	for at > 0 && capital(words[at-1]) {
		at--
	}
	before := strings.Fields(d.Text[phrase.Start:from])
	before = append(before, words[:at]...)
	if at == len(words) || len(before) == 0 || opening()[strings.ToLower(before[len(before)-1])] {
		return ""
	}
	return strings.Join(words[at:], " ")
}

// opening are words right after which capitals begin no person's name: what
// follows is a title, a body or a people.
var opening = sync.OnceValue(func() map[string]bool {
	return wordSet("a an the of for in at from to some many most other all these those few several and")
})

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
