// Package article turns the bytes of a capture into what a reader reads: the
// title, the byline, the outlet, the dateline, the date and the text, without
// menus, captions, forms, counters and advertisements.
//
// [Read] looks at one capture alone and keeps nothing: the same bytes always
// give the same article.
//
// For a plain-text capture that is valid UTF-8 the text is the file, byte for
// byte, and what does not belong to the article is marked in [Article.Parts].
// For HTML it is the title and the main text, one paragraph to a block,
// separated by an empty line. Mails and JSON objects hold the one or the other,
// with a title above it where they tell one.
package article

import (
	"cmp"
	"slices"
)

// An Article is what a reader reads in a capture. Whatever the page does not
// tell is empty.
type Article struct {
	Text     string // UTF-8; all offsets are bytes of it
	Parts    []Part // what each stretch of Text is; in order, not overlapping
	Title    string
	Author   string // the byline's names, without "By", joined by ", "
	Outlet   string
	Address  string // the page's own address, as delivered or as it states it
	Language string // ISO 639-1, as stated; recognized where it is not, or where the text is clearly in another
	Dateline Dateline

	Published     string // the day on the page's own clock, 2006-01-02
	PublishedFrom string // what told the day: "json-ld", "meta", "address", "time element", "text", "dateline", "mail header", "field" and its name
	Modified      string // the later day on which it was last changed, as the page states

	// Paywall is what told that the text is for payers, and the capture may
	// hold only its beginning: "json-ld", "meta", "text".
	Paywall  string
	LiveBlog bool // posts that are added while something goes on

	// Notes tell what a person should know of how the page was read: an
	// encoding that was guessed, bytes that were damaged.
	Notes []string
}

// A PartKind says what a stretch of the text is.
type PartKind string

// The kinds of part. Bytes of the text that no part covers are blank.
const (
	Headline PartKind = "headline"
	Body     PartKind = "body"    // paragraphs, subheadings included
	Caption  PartKind = "caption" // of a picture, with its credit
	Frame    PartKind = "frame"   // all that is not the article: menus, bylines, counters, forms, advertisements
)

// A Part is the bytes [Start, End) of an article's text.
type Part struct {
	Kind       PartKind
	Start, End int
}

// A Dateline is the place, agency and day that open an article: "MOSCOW (TASS) —".
type Dateline struct {
	Place      string
	Agency     string
	Day        string // 2006-01-02, where the dateline and the page tell all of it
	Start, End int    // its bytes in the text, dash included
}

// Prose returns the text with everything but headline and body blanked out,
// byte for byte: each byte that is not a line end becomes a space, so offsets
// into it are offsets into Text.
func (a Article) Prose() string {
	prose := []byte(a.Text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			if prose[i] != '\n' && prose[i] != '\r' {
				prose[i] = ' '
			}
		}
	}
	end := 0
	for _, p := range a.Parts {
		blank(end, p.Start)
		if p.Kind != Headline && p.Kind != Body {
			blank(p.Start, p.End)
		}
		end = p.End
	}
	blank(end, len(prose))
	return string(prose)
}

// PartsOf returns the parts that the bytes [start, end) touch.
func (a Article) PartsOf(start, end int) []Part {
	from, _ := slices.BinarySearchFunc(a.Parts, start, func(p Part, at int) int { return cmp.Compare(p.End, at+1) })
	to := from
	for to < len(a.Parts) && a.Parts[to].Start < end {
		to++
	}
	return a.Parts[from:to]
}

// InHeadline reports whether the bytes [start, end) touch the headline.
func (a Article) InHeadline(start, end int) bool {
	return slices.ContainsFunc(a.PartsOf(start, end), func(p Part) bool { return p.Kind == Headline })
}
