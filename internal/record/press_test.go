package record

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// A press prints articles of invented news, a hundred a day, of which it is
// known which statements report one act of speaking. Its sentences make little
// sense, but their words are as frequent as those of real news.
//
// An event is told of by one article or by up to forty, on its day or some days
// later, each with eight to twelve of what was said there: some of it everybody
// quotes, most of it one or two do. A report is what was said whole or cut,
// with an ellipsis, a word in brackets, a word changed, in indirect speech, or
// half of it so; some name no speaker. Every eighth article has the text of an
// earlier one, whole or in part. Some events come back a few days later, with
// the same people on the same subject, and some sentences a year later.
type press struct {
	random     *rand.Rand
	people     *rand.Zipf // who is quoted
	outlets    *rand.Zipf
	surnames   *rand.Zipf
	givens     *rand.Zipf
	sizes      *rand.Zipf                 // of events: how many articles, less one
	cast       map[uint64]speaker.Speaker // those who were quoted
	vocabulary []string                   // words, cut to their stems
	upTo       []float64                  // how often they are used, added up

	day        int                // on which events happen next
	waiting    map[int][]printing // articles by the day on which they will be printed
	recent     []event            // that may come back
	old        []spoken           // that may be said again after a year
	stories    int                // how many there were
	last       printing           // the one that was printed last
	printed    int                // how many articles
	utterances int                // how many there were
}

// A printing is an article of the press.
type printing struct {
	outlet, title string
	paragraphs    []paragraph
	story         int  // the number of its event's coverage, counted from 1
	reprint       bool // it has text of another of that story
}

// A paragraph is a statement, where its utterance is not 0, or else the outlet's
// own words. Spans are bytes of its text.
type paragraph struct {
	text      string
	utterance int
	statement attribution.Statement
	who       speaker.Speaker
	said      when.Range
}

// A spoken is an act of speaking.
type spoken struct {
	utterance int // counted from 1
	who       uint64
	sentences [][]string // words, in small letters
	day       int
}

// An event is what some people speak at.
type event struct {
	subject []string // words that come back
	cast    []uint64 // numbers of the people
}

const (
	eventsOfDay  = 20 // each of five articles, on average
	latestReport = 5  // days after an event, exclusive
)

func newPress(tb testing.TB, seed uint64) *press {
	random := rand.New(rand.NewPCG(seed, 3))
	p := &press{
		random: random,
		people: rand.NewZipf(random, 1.1, 6, 40_000), outlets: rand.NewZipf(random, 1.1, 5, 300),
		surnames: rand.NewZipf(random, 1.3, 20, 8000), givens: rand.NewZipf(random, 1.3, 10, 300),
		sizes: rand.NewZipf(random, 1.5, 1, 39),
		cast:  make(map[uint64]speaker.Speaker), waiting: make(map[int][]printing),
	}
	table, err := os.ReadFile("../frequency/english.txt")
	if err != nil {
		tb.Fatal(err)
	}
	first, lines, _ := strings.Cut(string(table), "\n")
	articles, _ := strconv.ParseFloat(first, 64)
	sum := 0.0
	for line := range strings.Lines(lines) {
		stem, number, _ := strings.Cut(strings.TrimSpace(line), "\t")
		with, err := strconv.ParseFloat(number, 64)
		if err != nil {
			tb.Fatal(err)
		}
		if with < articles/4 && len(stem) > 2 { // not those that every text has
			sum += with
			p.vocabulary, p.upTo = append(p.vocabulary, stem), append(p.upTo, sum)
		}
	}
	return p
}

// next returns the next article, and the number of the utterance that each of
// its statements reports.
func (p *press) next() (Reading, []int) {
	for len(p.waiting[p.day-latestReport]) == 0 {
		delete(p.waiting, p.day-latestReport)
		for range eventsOfDay {
			p.cover(p.happen())
		}
		p.day++
	}
	today := p.day - latestReport
	printed := p.waiting[today][0]
	p.waiting[today] = p.waiting[today][1:]
	p.printed++
	p.last = printed
	published := isoDay(today)
	if p.chance(2) {
		published = ""
	}
	return printed.reading(p.printed, published)
}

func isoDay(day int) string { return date(day).Format(time.DateOnly) }

func date(day int) time.Time { return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day) }

func (p *press) chance(percent int) bool { return p.random.IntN(100) < percent }

// happen has something new happen, or something go on.
func (p *press) happen() event {
	if len(p.recent) > 0 && p.chance(20) {
		return p.recent[p.random.IntN(len(p.recent))]
	}
	var e event
	for range 12 {
		e.subject = append(e.subject, p.word(nil))
	}
	for range 2 + p.random.IntN(5) {
		e.cast = append(e.cast, p.people.Uint64())
	}
	p.recent = append(p.recent, e)
	if most := 10 * eventsOfDay; len(p.recent) > most {
		p.recent = p.recent[1:]
	}
	return e
}

// cover has articles tell of an event.
func (p *press) cover(e event) {
	size := 1 + int(p.sizes.Uint64())
	p.stories++
	said := make([]spoken, 10+3*size)
	for i := range said {
		said[i] = p.speak(e)
	}
	var before []printing
	for range size {
		day := p.day + min(latestReport-1, int(p.random.ExpFloat64()))
		var a printing
		if n := len(before); n > 0 && p.chance(12) {
			a = p.reprint(before[p.random.IntN(n)], e)
		} else {
			a = p.report(e, said)
		}
		a.outlet, a.story = outlet(p.outlets.Uint64()), p.stories
		before = append(before, a)
		p.waiting[day] = append(p.waiting[day], a)
	}
}

// speak has one of those at an event say something.
func (p *press) speak(e event) spoken {
	p.utterances++
	s := spoken{utterance: p.utterances, who: e.cast[p.random.IntN(len(e.cast))], day: p.day}
	if n := len(p.old); n > 0 && p.old[0].day < p.day-300 && p.chance(3) {
		again := p.old[p.random.IntN(sort.Search(n, func(i int) bool { return p.old[i].day >= p.day-300 }))]
		s.who, s.sentences = again.who, again.sentences
		return s
	}
	for range 1 + p.random.IntN(3) {
		s.sentences = append(s.sentences, p.sentence(e.subject, clauses))
	}
	if p.chance(5) {
		p.old = append(p.old, s)
	}
	return s
}

// sentence is a sentence of one to three clauses, in small letters.
func (p *press) sentence(subject, clauses []string) []string {
	var words []string
	for i := range 1 + p.random.IntN(3) {
		if i > 0 {
			words = append(words, []string{"and", "but", "because", "while", "so"}[p.random.IntN(5)])
		}
		for w := range strings.FieldsSeq(clauses[p.random.IntN(len(clauses))]) {
			if w == "_" {
				w = p.word(subject)
			}
			words = append(words, w)
		}
	}
	return words
}

// word is a word of the subject, every third time, or any.
func (p *press) word(subject []string) string {
	if len(subject) > 0 && p.chance(33) {
		return subject[p.random.IntN(len(subject))]
	}
	at := p.random.Float64() * p.upTo[len(p.upTo)-1]
	return p.vocabulary[sort.SearchFloat64s(p.upTo, at)]
}

// clauses are what people say. A _ is any word.
var clauses = strings.Split(`i will never _ the _ of this _
we have _ the _ and the _ for _ years
there is no _ without a _ _
they _ us when we _ the _ _
our _ is more _ than any _ in the _
i do not _ that the _ can _ a _
nobody should _ a _ _ before the _
you cannot _ _ with _ and _
my _ to the _ is that we _ every _
the _ has been _ by its own _ and _
what we _ now is a _ _ with _
it was _ to _ the _ at the _
if the _ _ again i will _ the _
we are _ about _ and _ in the _
those _ have to _ their _ for the _
this _ _ will _ more _ than _
i have _ many _ who _ the _
we want _ _ and a _ that is _`, "\n")

// facts are what outlets write by themselves.
var facts = strings.Split(`the _ _ was _ in the _ of _ last _
some _ of the _ _ had _ for _
a _ about the _ is _ to _ in _
earlier _ had _ the _ with its _ _
the _ between _ and _ goes back to a _
critics of the _ _ its _ as _`, "\n")

// report writes an article about an event.
func (p *press) report(e event, said []spoken) printing {
	a := printing{title: text(p.sentence(e.subject, facts))}
	wanted, quoted := 8+p.random.IntN(5), make(map[int]bool)
	for len(quoted) < min(wanted, len(said)) {
		// What is said first is quoted most: half of all falls on a few.
		i := int(math.Pow(float64(len(said)+1), p.random.Float64())) - 1
		if p.chance(30) {
			i = p.random.IntN(len(said))
		}
		if i = min(i, len(said)-1); !quoted[i] {
			quoted[i] = true
			a.paragraphs = append(a.paragraphs, p.witness(said[i]))
			if p.chance(60) {
				a.paragraphs = append(a.paragraphs, paragraph{text: text(p.sentence(e.subject, facts)) + "."})
			}
		}
	}
	return a
}

// reprint prints an article anew, shortened or with words of its own.
func (p *press) reprint(of printing, e event) printing {
	a := printing{title: of.title, paragraphs: of.paragraphs, reprint: true}
	if n := len(a.paragraphs); p.chance(50) {
		a.paragraphs = slices.Clone(a.paragraphs[:n/2+1])
		for range n / 3 {
			a.paragraphs = append(a.paragraphs, paragraph{text: text(p.sentence(e.subject, facts)) + "."})
		}
	} else {
		a.paragraphs = a.paragraphs[:n-p.random.IntN(n/4+1)]
	}
	return a
}

// text writes a sentence without its full stop.
func text(words []string) string {
	s := strings.Join(words, " ")
	return strings.ToUpper(s[:1]) + s[1:]
}

// reading is what the stages would find in an article.
func (a printing) reading(number int, published string) (Reading, []int) {
	r := Reading{SHA256: page{name: fmt.Sprint("press ", number)}.sha256(), By: "press 1"}
	var body strings.Builder
	var truth []int
	for _, g := range a.paragraphs {
		at := body.Len()
		body.WriteString(g.text + "\n\n")
		if g.utterance == 0 {
			continue
		}
		s := g.statement
		for _, span := range []*attribution.Span{&s.Source, &s.Cue} {
			span.Start, span.End = span.Start+at, span.End+at
		}
		s.Content = slices.Clone(s.Content)
		for i := range s.Content {
			s.Content[i].Start, s.Content[i].End = s.Content[i].Start+at, s.Content[i].End+at
		}
		said := g.said
		said.Start, said.End = said.Start+at, said.End+at
		r.Statements, r.Speakers, r.Days = append(r.Statements, s), append(r.Speakers, g.who), append(r.Days, said)
		truth = append(truth, g.utterance)
	}
	r.Article = article.Article{
		Text: body.String(), Title: a.title, Outlet: a.outlet, Published: published,
		Parts: []article.Part{{Kind: article.Body, Start: 0, End: body.Len()}},
	}
	return r, truth
}
