package generate

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A report is an article's own words, without frame and in no house's marks.
type report struct {
	number     int // of the page it was written for
	title      string
	place      string
	agency     string // empty where an outlet's own reporter wrote it
	day        time.Time
	paragraphs []string
}

var firstDay = time.Date(2015, time.January, 1, 0, 0, 0, 0, time.UTC)

// publishedWithin moves the day of a report among the first so many.
func (r *report) publishedWithin(days int) {
	of := int(r.day.Sub(firstDay).Hours() / 24)
	r.day = firstDay.AddDate(0, 0, of%days)
}

// fewestWords is how short an article may be.
const fewestWords = 100

// write makes the report of page number.
func write(seed uint64, number int) *report {
	w := newWriter(seed, number)
	d := w.d
	r := &report{
		number: number,
		place:  w.place,
		day:    firstDay.AddDate(0, 0, d.below(decade)),
	}
	if d.percent(45) {
		r.agency = pick(d, agencies)
	}
	r.title = w.headline()
	// The cube makes short articles frequent and gives a few the full length.
	u := d.below(100)
	words := fewestWords + 690*u*u*u/1_000_000 + d.below(60)
	w.opening()
	for w.words < words {
		w.paragraph()
	}
	r.paragraphs = w.paragraphs
	return r
}

// shorten drops paragraphs from the end, as an editor short of space does, and
// keeps at least a hundred words.
func (r *report) shorten(d *dice) {
	words, least := 0, 0
	for least < len(r.paragraphs) && words < fewestWords {
		words += wordCount(r.paragraphs[least])
		least++
	}
	r.paragraphs = r.paragraphs[:d.between(least, len(r.paragraphs))]
}

func wordCount(s string) int { return strings.Count(s, " ") + 1 }

// A writer writes one report.
type writer struct {
	d          *dice
	seed       uint64
	place      string
	thing      string
	cast       []person
	named      []bool // whom of the cast the report has named
	last       int    // who of the cast spoke last, or -1
	paragraphs []string
	words      int
}

func newWriter(seed uint64, number int) *writer {
	d := newDice(seed, reporting, number)
	w := &writer{d: d, seed: seed, place: place(d), thing: pick(d, things), last: -1}
	for range d.between(2, 5) {
		w.cast = append(w.cast, somebody(d, seed))
	}
	w.named = make([]bool, len(w.cast))
	return w
}

// add ends a paragraph.
func (w *writer) add(text string) {
	w.words += wordCount(text)
	w.paragraphs = append(w.paragraphs, text)
}

// fill puts words into a template's slots.
func (w *writer) fill(template string) string {
	before, rest, found := strings.Cut(template, "{")
	if !found {
		return template
	}
	var b strings.Builder
	b.Grow(len(template) + 32)
	for found {
		b.WriteString(before)
		var slot string
		slot, rest, _ = strings.Cut(rest, "}")
		b.WriteString(w.slot(slot))
		before, rest, found = strings.Cut(rest, "{")
	}
	b.WriteString(before)
	return b.String()
}

func (w *writer) slot(name string) string {
	d := w.d
	switch name {
	case "thing":
		return w.aThing()
	case "Thing":
		return capital(w.aThing())
	case "place":
		if d.percent(60) {
			return w.place
		}
		return place(d)
	case "n":
		return grouped(d.between(20, 90_000))
	case "few":
		return d.number(2, 19)
	case "year":
		return d.number(1870, 2013)
	case "later":
		return d.number(2042, 2060)
	case "weekday":
		return pick(d, weekdays)
	}
	return name
}

// aThing is mostly what the report is about.
func (w *writer) aThing() string {
	if w.d.percent(70) {
		return w.thing
	}
	return pick(w.d, things)
}

// claim returns a clause that can follow "that".
func (w *writer) claim() string {
	return w.fill("{thing} " + pick(w.d, predicates) + pick(w.d, wouldTails))
}

func (w *writer) remark() string { return w.fill(pick(w.d, remarks)) }

// speaker picks who speaks next.
func (w *writer) speaker() int {
	if w.last >= 0 && w.d.percent(45) {
		return w.last
	}
	return w.d.below(len(w.cast))
}

// source returns words for person k of the cast: name and role at first, later
// the surname, the office or, if the same person spoke last, a pronoun.
func (w *writer) source(k int) string {
	p, again := w.cast[k], w.last == k
	w.last = k
	if !w.named[k] {
		w.named[k] = true
		if w.d.percent(50) {
			return p.name() + ", " + p.role + ","
		}
		return "the " + p.role + ", " + p.name() + ","
	}
	switch roll := w.d.below(10); {
	case again && roll < 5:
		return p.pronoun()
	case roll < 8:
		return p.surname
	default:
		return p.office
	}
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// grouped writes n with commas: 12,500.
func grouped(n int) string {
	s := strconv.Itoa(n)
	if len(s) <= 3 {
		return s
	}
	return s[:len(s)-3] + "," + s[len(s)-3:]
}
