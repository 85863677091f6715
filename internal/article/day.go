package article

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A mention is a day that a text names. Where day and month can be swapped
// (12-11-2017), other is the second reading; where the year is missing, the
// day's year is 0.
type mention struct {
	day, other time.Time
	start, end int
}

func (m mention) ambiguous() bool { return !m.other.IsZero() && !m.other.Equal(m.day) }
func (m mention) full() bool      { return m.day.Year() != 0 }

// dayPattern are the ways in which days are written. Words where a month stands
// are looked up after: listing the months in the pattern makes it ten times as
// slow.
var dayPattern = sync.OnceValue(func() *regexp.Regexp {
	const (
		word    = `(\p{L}{3,10})`
		ordinal = `(?:st|nd|rd|th|er|\.|º)?`
	)
	return regexp.MustCompile(`(?i)` +
		`\b(\d{4})(?:[-./]|年 ?|년 ?)(\d{1,2})(?:[-./]|月 ?|월 ?)(\d{1,2})` + // 1–3: 2018-07-16, 2018年7月16日
		`|\b(\d{1,2})` + ordinal + `[ -](?:of |de )?` + word + `\.?(?:,? (?:de )?(\d{4})\b|-(\d{4})\b)?` + // 4–7: 16 July 2018
		`|\b` + word + `\.? (\d{1,2})` + ordinal + `\b(?:,? (\d{4})\b)?` + // 8–10: July 16, 2018
		`|\b(\d{1,2})[-./](\d{1,2})[-./](\d{4})\b` + // 11–13: 16.07.2018
		`|\b(20\d{2}|19\d{2})(\d{2})(\d{2})\b`) // 14–16: 20180716
})

// daysIn returns the days that a text names, in their order.
func daysIn(s string) []mention {
	var found []mention
	for at := dayFrom(s, 0); at < len(s); {
		m := dayPattern().FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		get := func(group int) string {
			if m[2*group] < 0 {
				return ""
			}
			return s[at+m[2*group] : at+m[2*group+1]]
		}
		d, next := mention{start: at + m[0], end: at + m[1]}, at+m[1]
		switch {
		case get(1) != "":
			d.day = dayOf(get(1), get(2), get(3))
		case get(5) != "":
			d.day = dayOf(get(6)+get(7), get(5), get(4))
			if get(6)+get(7) == "" && wordsToo[strings.ToLower(get(5))] {
				d.day = time.Time{}
			}
			if d.day.IsZero() {
				next = at + m[2*5] // "12 people", but "on 12 May 2018"
			}
		case get(8) != "":
			d.day = dayOf(get(10), get(8), get(9))
			if get(10) == "" && wordsToo[strings.ToLower(get(8))] {
				d.day = time.Time{}
			}
			if d.day.IsZero() {
				next = at + m[2*9] // "Tuesday 12 May 2018"
			}
		case get(11) != "":
			d.day = dayOf(get(13), get(12), get(11))
			if s[d.start:d.end][len(get(11))] != '.' { // with points the day comes first
				d.other = dayOf(get(13), get(11), get(12))
			}
			if d.day.IsZero() {
				d.day, d.other = d.other, time.Time{}
			}
		default:
			d.day = dayOf(get(14), get(15), get(16))
		}
		if follows, _ := utf8.DecodeRuneInString(s[next:]); get(5) != "" && next == d.end && unicode.IsLetter(follows) {
			d.day = time.Time{} // "16 mayors"
		}
		if !d.day.IsZero() {
			found = append(found, d)
		}
		at = dayFrom(s, next)
	}
	return found
}

// dayFrom returns a place from which [dayPattern] finds in s what it finds from
// at on, or the end of s where it finds nothing. The first number in a day has as
// many digits as a day, a year or both with a month, and before it stands at most
// a word, with a space between: nothing is found before the space in front of
// that word.
func dayFrom(s string, at int) int {
	for end := at; ; {
		number := strings.IndexAny(s[end:], "0123456789")
		if number < 0 {
			return len(s)
		}
		number += end
		for end = number + 1; beginsWithDigit(s[end:]); {
			end++
		}
		behind, size := utf8.DecodeRuneInString(s[end:])
		switch digits := end - number; {
		case digits <= 2 && (number > at || behind != ','), digits == 8,
			digits == 4 && (behind == '年' || behind == '년' || strings.ContainsRune("-./", behind) && beginsWithDigit(s[end+size:])):
			return at + max(strings.LastIndexByte(s[at:max(at, number-1)], ' '), 0)
		}
	}
}

func beginsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// dayOf makes a day of its written parts; the zero time where there is no such
// day. An empty year becomes year 0, which is a leap year.
func dayOf(year, month, day string) time.Time {
	y, err := strconv.Atoi(year)
	if err != nil && year != "" {
		return time.Time{}
	}
	m := monthOf(month)
	d, err := strconv.Atoi(day)
	if err != nil || m == 0 {
		return time.Time{}
	}
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != m {
		return time.Time{}
	}
	return t
}

// monthNames are the months' names as news in several languages have them.
const monthNames = `january|february|march|april|may|june|july|august|september|october|november|december|` +
	`jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|` +
	`января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|` +
	`januar|februar|märz|mai|juni|juli|oktober|dezember|` +
	`janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|fev|abr|mai|ago|set|out|dez|` +
	`gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|gen|mag|giu|lug|ott|dic|` +
	`januari|februari|maart|mei|juni|juli|augustus|mrt|maret|oktober|` +
	`janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|` +
	`enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre`

// wordsToo are short names of months that are words in English: with a year
// beside them they are months.
var wordsToo = map[string]bool{"set": true, "out": true, "ago": true, "gen": true, "mag": true, "lug": true, "fev": true, "dic": true}

var months = sync.OnceValue(func() map[string]time.Month {
	all := map[string]time.Month{}
	for name := range strings.SplitSeq(monthNames, "|") {
		for m, starts := range [...]string{
			"jan|янв|ene|gen", "feb|фев|fév|fev", "mar|мар|mär|maa|mrt", "apr|апр|avr|abr", "may|мая|mai|mag|mei", "jun|июн|juin|giu", "jul|июл|juil|lug", "aug|авг|aoû|ago",
			"sep|сен|set", "oct|окт|okt|out|ott", "nov|ноя", "dec|дек|dez|déc|dic",
		} {
			for start := range strings.SplitSeq(starts, "|") {
				if strings.HasPrefix(name, start) {
					all[name] = time.Month(m + 1)
				}
			}
		}
	}
	return all
})

// monthOf reads a month's number or name, or returns 0.
func monthOf(s string) time.Month {
	if n, err := strconv.Atoi(s); err == nil {
		if n < 1 || n > 12 {
			return 0
		}
		return time.Month(n)
	}
	return months()[strings.ToLower(s)]
}

// isoDay writes a day as the article's fields have it.
func isoDay(t time.Time) string { return t.Format("2006-01-02") }

// statedDay reads a day that markup states, such as 2018-07-16T23:30:00-04:00:
// the day on the page's own clock. It returns the zero time where the value is
// not one day and no other.
func statedDay(value string) time.Time {
	value = strings.TrimSpace(value)
	if len(value) > 100 {
		return time.Time{}
	}
	var day time.Time
	for _, m := range daysIn(value) {
		if !m.full() || m.ambiguous() || !day.IsZero() && !day.Equal(m.day) {
			return time.Time{}
		}
		day = m.day
	}
	return day
}
