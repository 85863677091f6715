// Package list reads lists of addresses: feeds (RSS, Atom, JSON Feed), OPML,
// sitemaps and plain text with an address on each line.
//
// Lists in the wild are cut off, damaged, in other encodings than they say and
// made to harm. [Parse] gives what can be read and tells in the list's notes
// what cannot. It takes nothing from elsewhere and expands no entity but those
// of characters, and its time grows with the size of the list alone.
package list

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// The limits of a list. What is beyond MaxSize is not read at all, what is
// beyond the others is left out and told.
const (
	MaxSize    = 32 << 20 // bytes, unpacked
	MaxEntries = 50_000   // as sitemaps may have
	maxSeen    = 250_000  // entries, those without an address and those that come again too
	maxDepth   = 256      // of elements in each other
	maxDamage  = 10_000   // places behind which reading goes on
	maxToken   = 4 << 20  // bytes of one tag, or of one piece of text
	maxAddress = 8 << 10  // bytes
	maxTitle   = 1 << 10  // bytes
)

// A Kind is a sort of list, in words that go after "is": "an RSS feed". It is
// empty for what is no list.
type Kind string

// The kinds of lists.
const (
	RSS       Kind = "an RSS feed" // of any version, RDF too
	Atom      Kind = "an Atom feed"
	JSONFeed  Kind = "a JSON feed"
	OPML      Kind = "an OPML list"
	Sitemap   Kind = "a sitemap" // of pages or of sitemaps
	Addresses Kind = "a list of addresses"
)

// A List is what a list leads to.
type List struct {
	Kind  Kind
	Title string // what it calls itself, or empty
	Pages []Link // in the order of the list, no address twice
	Lists []Link // feeds and sitemaps that it leads to, likewise
	Notes []string
}

// A Link is an address with what the list tells of it.
type Link struct {
	Address string    // absolute, http or https, as it was given: nothing is taken off
	Title   string    // white space joined; empty where none is told
	Time    time.Time // when it was published, else when it was changed; zero where neither is told
}

// Is reports whether the bytes are a list, by the first of them. A list packed
// with gzip is one.
func Is(body []byte) bool { return KindOf(body) != "" }

// Parse reads a list that was found at the address base, against which relative
// addresses are resolved. Where base is empty, as for a file, they are resolved
// against what the list says of itself. Damage is told in the notes and the
// rest read; an error means that there is nothing to read.
func Parse(body []byte, base string) (List, error) {
	var from *url.URL
	if base != "" {
		var err error
		if from, err = url.Parse(base); err != nil {
			return List{}, fmt.Errorf("base of the list: %w", err)
		}
	}
	kind := KindOf(body)
	if kind == "" {
		return List{}, errors.New("not a feed, an OPML list, a sitemap or a list of addresses")
	}
	body, note, err := unpacked(body)
	if err != nil {
		return List{}, err
	}
	b := builder{list: List{Kind: kind}, base: from, at: map[string]int{}}
	if note != "" {
		b.note(note)
	}
	text := clean(decode(body))
	switch kind {
	case JSONFeed:
		err = b.json(text)
	case Addresses:
		b.lines(text)
	default:
		err = b.xml(text)
	}
	if err != nil {
		return List{}, err
	}
	return b.done(), nil
}

// unpacked returns the bytes of a list that may be packed with gzip. Of a pack
// that is cut off it returns what was read and a note.
func unpacked(body []byte) (text []byte, note string, err error) {
	if isGzip(body) {
		packed, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, "", fmt.Errorf("its gzip is damaged: %w", err)
		}
		body, err = io.ReadAll(io.LimitReader(packed, MaxSize+1))
		if err != nil && len(body) == 0 {
			return nil, "", fmt.Errorf("its gzip is damaged: %w", err)
		}
		if err != nil {
			note = "its gzip is cut off or damaged"
		}
	}
	if len(body) > MaxSize {
		return nil, "", fmt.Errorf("too large: more than the %d MiB that a list may have", MaxSize>>20)
	}
	return body, note, nil
}

func isGzip(body []byte) bool { return bytes.HasPrefix(body, []byte("\x1f\x8b")) }

// A builder gathers the links of one list.
type builder struct {
	list     List
	base     *url.URL       // of the list, or nil
	at       map[string]int // where in Pages or Lists an address is, negative for Lists
	seen     int            // entries
	linkless int            // those that lead nowhere
	useless  int            // addresses that are none, or of another scheme
	example  string         // the first of these
	full     bool
}

func (b *builder) note(note string) { b.list.Notes = append(b.list.Notes, note) }

// page adds a link to a page, whose address is resolved against base. It
// returns false once the list is full.
func (b *builder) page(l Link, base *url.URL) bool {
	return b.add(&b.list.Pages, 1, l, base)
}

// further adds a link to another list.
func (b *builder) further(l Link, base *url.URL) bool {
	return b.add(&b.list.Lists, -1, l, base)
}

func (b *builder) add(to *[]Link, sign int, l Link, base *url.URL) bool {
	if b.seen++; b.seen > maxSeen {
		b.full = true
		return false
	}
	if l.Address == "" {
		b.linkless++
		return true
	}
	address, ok := resolve(base, l.Address)
	if !ok {
		if b.useless++; b.useless == 1 {
			b.example = l.Address
		}
		return true
	}
	l.Address, l.Title = address, title(l.Title)
	if i, twice := b.at[address]; twice {
		if i*sign > 0 { // what the first does not tell the second may
			first := &(*to)[i*sign-1]
			if first.Title == "" {
				first.Title = l.Title
			}
			if first.Time.IsZero() {
				first.Time = l.Time
			}
		}
		return true
	}
	if len(b.at) >= MaxEntries {
		b.full = true
		return false
	}
	*to = append(*to, l)
	b.at[address] = sign * len(*to)
	return true
}

// done returns the list with its notes.
func (b *builder) done() List {
	if b.full {
		b.note(fmt.Sprintf("more than %d entries: the rest is left out", MaxEntries))
	}
	if b.linkless > 0 {
		b.note(fmt.Sprintf("entries without an address: %d", b.linkless))
	}
	if b.useless > 0 {
		b.note(fmt.Sprintf("entries whose address is none of http or https: %d, the first %q", b.useless, short(b.example)))
	}
	b.list.Title = title(b.list.Title)
	return b.list
}

// title joins the white space of a title and cuts what is too long.
func title(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxTitle {
		text = strings.ToValidUTF8(text[:maxTitle], "") + "…"
	}
	return text
}

// short cuts what is to be shown in a line.
func short(text string) string {
	if len(text) > 80 {
		text = strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}

// Latest returns the limit links that are latest, all where limit is 0, without
// those older than since. Links whose time is not known come last, in the order
// of the list, and are never too old.
func Latest(links []Link, limit int, since time.Time) []Link {
	latest := slices.DeleteFunc(slices.Clone(links), func(l Link) bool {
		return !l.Time.IsZero() && l.Time.Before(since)
	})
	slices.SortStableFunc(latest, func(a, b Link) int { return b.Time.Compare(a.Time) })
	if limit > 0 && len(latest) > limit {
		latest = latest[:limit]
	}
	return latest
}
