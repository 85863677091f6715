package generate

import (
	"strings"
	"unicode/utf8"
)

// A frame is what an outlet puts around a report: its manner of marks, dates
// and furniture.
type frame struct {
	d      *dice
	report *report
	number int // of the page
	outlet outlet
	author string
	slug   string
	marks  marks
	filler *writer // writes the headlines of other articles
	buf    []byte
}

func newFrame(d *dice, r *report, number int) *frame {
	f := &frame{d: d, report: r, number: number, outlet: newOutlet(d), marks: pick(d, houses)}
	she := d.percent(50)
	given := givenHe
	if she {
		given = givenShe
	}
	f.author = pick(d, given) + " " + pick(d, surnameHeads) + pick(d, surnameTails)
	f.slug = slug(r.title)
	f.filler = &writer{d: d, place: place(d), thing: pick(d, things), cast: []person{{surname: pick(d, surnameHeads) + pick(d, surnameTails), office: "the mayor"}}}
	return f
}

// dateline returns what opens the report: by an agency, by the outlet's own
// reporter, or nothing.
func (f *frame) dateline() string {
	r := f.report
	place := strings.ToUpper(r.place)
	switch {
	case r.agency != "" && f.marks.american:
		return place + ", " + r.day.Format("January 2") + " (" + r.agency + ") — "
	case r.agency != "" && r.day.Day()%5 == 0:
		return r.place + ". " + r.day.Format("January 2") + ". " + r.agency + ". "
	case r.agency != "":
		return place + ", " + r.day.Format("2 Jan") + " (" + r.agency + ") — "
	case r.day.Day()%3 == 0:
		return place + " — "
	}
	return ""
}

// marks are how a house sets quotation marks, apostrophes and blanks.
type marks struct {
	open, shut, innerOpen, innerShut, apostrophe string
	american                                     bool // and the month before the day
	tied                                         bool // no-break spaces after short words
}

var houses = []marks{
	{"“", "”", "‘", "’", "’", false, false},
	{"“", "”", "‘", "’", "’", true, false},
	{"“", "”", "‘", "’", "'", false, true},
	{`"`, `"`, "'", "'", "'", false, false},
	{`"`, `"`, "'", "'", "'", true, true},
	{"‘", "’", "“", "”", "’", false, false},
}

// An encoding tells what stands in a page for a character; nothing, if the
// character stands for itself.
type encoding func(c rune) string

func plainly(rune) string { return "" }

func inHTML(c rune) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\u00a0':
		return "&nbsp;"
	}
	return ""
}

func inJSON(c rune) string {
	switch c {
	case '"':
		return `\"`
	case '\\':
		return `\\`
	case '<':
		return `\u003c`
	}
	return ""
}

// text writes a report's words in the house's marks.
func (f *frame) text(words string, enc encoding) {
	start := 0 // of the word that is being written
	for i, c := range words {
		var mark string
		switch c {
		case '“':
			mark = f.marks.open
		case '”':
			mark = f.marks.shut
		case '‘':
			mark = f.marks.innerOpen
		case '’':
			mark = f.marks.innerShut
		case '\'':
			mark = f.marks.apostrophe
		case ' ':
			if f.marks.tied && i-start <= 2 {
				mark = "\u00a0"
			}
			start = i + 1
		}
		if mark == "" {
			f.encode(c, enc)
			continue
		}
		for _, m := range mark {
			f.encode(m, enc)
		}
	}
}

func (f *frame) encode(c rune, enc encoding) {
	if s := enc(c); s != "" {
		f.buf = append(f.buf, s...)
		return
	}
	f.buf = utf8.AppendRune(f.buf, c)
}

// put writes strings as they are.
func (f *frame) put(parts ...string) {
	for _, p := range parts {
		f.buf = append(f.buf, p...)
	}
}

// slug returns the ASCII letters and digits of a title, six words at most.
func slug(title string) string {
	var b strings.Builder
	words, gap := 0, false
	for _, c := range strings.ToLower(title) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if gap && b.Len() > 0 {
				if words++; words == 6 {
					return b.String()
				}
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(c)
		case c == '\'':
		default:
			gap = true
		}
	}
	return b.String()
}
