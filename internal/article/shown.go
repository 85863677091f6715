package article

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// How far around the headline a page shows who wrote the article, and when.
const (
	linesAfter  = 40
	linesBefore = 4
	paragraph   = 200 // bytes from which a line is taken for a paragraph of the article
)

// shownLine is a line that a page shows near the headline.
type shownLine struct {
	text string
	line int // which of the page's lines it is in
}

// shown returns the lines around the headline, the nearest first: those after
// it up to the second paragraph or the fourth short one, then those before it. What stands aside is
// left out, and so are long lines.
func (m *markup) shown(title string) []shownLine {
	lines := m.lines.blocks
	at := m.headlineAt(title)
	if at < 0 {
		return nil
	}
	var near []shownLine
	take := func(i int) {
		if lines[i].aside || len(lines[i].text) > maxLine {
			return
		}
		for text := range strings.SplitSeq(lines[i].text, "\n") {
			near = append(near, shownLine{fold(text), i})
		}
	}
	paragraphs := 0
	for i := at + 1; i < len(lines) && i <= at+linesAfter && paragraphs < 4; i++ {
		switch text := lines[i].text; {
		case lines[i].aside || lines[i].linked*2 > len(text):
		case len(text) >= paragraph:
			paragraphs += 2
			continue
		case len(text) >= paragraph/2 && isSentence(text):
			paragraphs++ // a short one, or the words below the headline
		}
		take(i)
	}
	for i := at - 1; i >= 0 && i >= at-linesBefore && !lines[i].heading; i-- {
		take(i)
	}
	return near
}

// headlineAt finds the headline among the page's lines: a heading with the
// title's words, or else any line with them. It returns -1 where there is none.
func (m *markup) headlineAt(title string) int {
	at := -1
	for i, line := range m.lines.blocks {
		if line.aside || len(line.text) > maxTextOf || !sameTitle(line.text, title) {
			continue
		}
		if line.heading {
			return i
		}
		if at < 0 {
			at = i
		}
	}
	return at
}

// shownBylines returns the names in the bylines near the headline: "By Ada
// Moor", or "By" with the names on the line below.
func shownBylines(near []shownLine) (bylines []string) {
	for i, l := range near {
		if bylineAlone().MatchString(l.text) {
			if i+1 < len(near) && near[i+1].line >= l.line && len(near[i+1].text) < 100 {
				bylines = append(bylines, near[i+1].text)
			}
			continue
		}
		if isCredit(l.text) {
			continue
		}
		text := strings.TrimLeft(l.text, "|/· ")
		names, ok := bylineNames(text)
		if !ok {
			names, ok = bylineBehind(text)
		}
		if ok {
			bylines = append(bylines, names)
		}
	}
	return bylines
}

// bylineBehind returns the names of a byline that stands behind the day: "May
// 3, 2019 by Ada Moor", "03.05.2019 / Comments / by Ada Moor".
func bylineBehind(line string) (names string, ok bool) {
	if len(line) > 160 || !strings.ContainsAny(line, "0123456789") {
		return "", false
	}
	at := behindDay().FindAllStringIndex(line, -1)
	if at == nil {
		return "", false
	}
	from := at[len(at)-1][0]
	if len(daysIn(line[:from])) == 0 {
		return "", false
	}
	return bylineNames(strings.TrimLeft(line[from:], " |/·–—-"))
}

var behindDay = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[\s|/·–—-](?:by:?\s|(?:publicado|postado) por:?\s)`)
})

// bylineAlone matches the words before a byline's names where they have a line
// to themselves.
var bylineAlone = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:by|auth?or|authors|written by|words by|story by|posted by|published by|text|von|par|por|autora|autore|auteur|автор|текст)\s*:?$`)
})

// shownDays returns the days of publication that the lines near the headline
// tell, the nearest first. A day of change is none.
func shownDays(near []shownLine, captured time.Time) (days []shownDay, unclear []string) {
	label := ""
	for _, l := range near {
		low := strings.ToLower(l.text)
		before := label
		label = ""
		if dayFrom(low, 0) == len(low) {
			if len(low) <= 40 && !strings.ContainsAny(low, "0123456789") {
				label = low
			}
			continue
		}
		part, marked := publishedPart(low)
		if before != "" {
			if changedWords().in(before) >= 0 && publishedWords().in(before) < 0 {
				continue
			}
			marked = marked || publishedWords().in(before) >= 0
		}
		named := daysIn(part)
		if len(named) == 0 || !isDayLine(part, named[0]) || strings.Contains(part, "(@") {
			continue // also of a message that is quoted
		}
		d := named[0]
		if !d.full() {
			days = append(days, shownDay{d.day, marked})
			continue
		}
		if d.ambiguous() {
			switch first, second := plausibleDay(d.day, captured), plausibleDay(d.other, captured); {
			case first == second:
				unclear = append(unclear, part)
				continue
			case second:
				d.day = d.other
			}
		}
		if plausibleDay(d.day, captured) {
			days = append(days, shownDay{d.day, marked})
		}
	}
	return days, unclear
}

type shownDay struct {
	day    time.Time // in year 0 where none is shown
	marked bool      // the page says that it is the day of publication
}

// near returns the day, in the year in which it comes closest to another.
func (s shownDay) near(day time.Time) time.Time {
	if s.day.Year() != 0 {
		return s.day
	}
	best := s.day
	for year := day.Year() - 1; year <= day.Year()+1; year++ {
		t := time.Date(year, s.day.Month(), s.day.Day(), 0, 0, 0, 0, time.UTC)
		if t.Sub(day).Abs() < best.Sub(day).Abs() {
			best = t
		}
	}
	return best
}

// publishedPart returns the part of a line in lower case that may tell when an
// article was published, without that which tells when it was changed.
func publishedPart(low string) (part string, marked bool) {
	changed, published := changedWords().in(low), publishedWords().in(low)
	switch {
	case changed < 0:
	case published > changed:
		low = low[published:] // "Updated May 4 / First published May 3"
	case strings.ContainsAny(low[:changed], "0123456789"):
		low = low[:changed]
	default:
		return "", false
	}
	return low, published >= 0
}

var (
	changedWords = sync.OnceValue(func() wordList {
		return wordsOf(`update|updated|modified|changed|edited|revised|last|aktualisiert|geändert|mis à jour|mise à jour|modifié|actualizado|atualizado|`+
			`aggiornato|bijgewerkt`, `обновлено|изменено`)
	})
	publishedWords = sync.OnceValue(func() wordList {
		return wordsOf(`first|original|originally|publish|published|publication|posted|created|issued|veröffentlicht|erschienen|publié|publicado|`+
			`pubblicato|gepubliceerd`, `опубликовано`)
	})
)

// A wordList is looked for in lines in lower case.
type wordList struct {
	words   []string
	pattern *regexp.Regexp
}

// wordsOf takes words of which the whole must be there, and others that may be
// part of a longer one: a pattern knows no ends of Cyrillic words.
func wordsOf(whole, part string) wordList {
	return wordList{strings.Split(whole+"|"+part, "|"), regexp.MustCompile(`\b(?:` + whole + `)\b|` + part)}
}

// in returns where the first of the words begins in a line, or -1. Most lines
// have not even the letters of one, which is seen sooner without the pattern.
func (w wordList) in(low string) int {
	if slices.ContainsFunc(w.words, func(word string) bool { return strings.Contains(low, word) }) {
		if at := w.pattern.FindStringIndex(low); at != nil {
			return at[0]
		}
	}
	return -1
}

// isDayLine reports whether a line tells a day and little else, as a line near
// the headline does that has the day of publication.
func isDayLine(low string, d mention) bool {
	const words, bytes = 12, 120
	if isStamp(low) {
		return true
	}
	rest := low[:d.start] + low[d.end:]
	return len(rest) < bytes && len(strings.Fields(rest)) <= words && !isSentence(low)
}
