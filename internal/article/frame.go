package article

import (
	"strings"
	"time"

	"hearsay/internal/capture"
)

// readFrame reads from a page's frame what it tells of the article: who wrote
// it, when and where it was published.
func (a *Article) readFrame(lines []line, captured time.Time) {
	var authors []string
	var stamps []string
	for i, l := range lines {
		if l.part != Frame {
			continue
		}
		switch {
		case i == 0 && isMasthead(l.text):
			a.Outlet = l.text
		case l.sort == byline:
			authors = append(authors, l.text)
			if len(daysIn(l.text)) > 0 {
				stamps = append(stamps, l.text)
			}
		case l.sort == stamp:
			stamps = append(stamps, l.text)
			if _, outlet, ok := cutLast(l.text, " - "); ok && a.Outlet == "" && isOutlet(outlet) {
				a.Outlet = outlet
			}
		case l.sort == address && a.Address == "":
			if at := strings.Index(l.text, "http"); at >= 0 {
				a.Address = webAddress(l.text[at:])
			}
		case l.sort == prose && isSignature(l.text):
			name, _ := signature(l.text)
			authors = append(authors, name)
			stamps = append(stamps, l.text)
		case l.sort == prose && isBreadcrumb(l.text):
			if first, _, _ := strings.Cut(l.text, " / "); a.Outlet == "" && isOutlet(first) {
				a.Outlet = first
			}
			if len(daysIn(l.text)) > 0 {
				stamps = append(stamps, l.text)
			}
		}
	}
	if a.Outlet == "" {
		a.Outlet = hostOf(a.Address)
	}
	if a.Author == "" {
		a.Author = authorNames(bylinesJoined(authors), a.Outlet)
	}
	if a.Published != "" {
		return
	}
	if day := addressDay(a.Address); !day.IsZero() && plausibleDay(day, captured) {
		a.Published, a.PublishedFrom = isoDay(day), "address"
	}
	if day := a.stampedDay(stamps, captured); a.Published == "" && !day.IsZero() {
		a.Published, a.PublishedFrom = isoDay(day), "text"
	}
}

// bylinesJoined puts the names of several bylines on lines of their own.
func bylinesJoined(bylines []string) string {
	var names []string
	for _, b := range bylines {
		if m := creditedReporters().FindStringSubmatch(b); m != nil {
			names = append(names, m[1])
			continue
		}
		if isCredit(b) {
			continue // those who edited or translated
		}
		if n, ok := bylineNames(b); ok {
			b = n
		}
		names = append(names, b)
	}
	return strings.Join(names, " | ")
}

// maxStamps is how many of a page's stamps are looked at.
const maxStamps = 8

// stampedDay returns the day of publication that a page's stamps tell; the zero
// time where they tell none, or more than one, or leave open which of two
// numbers is the month.
func (a *Article) stampedDay(stamps []string, captured time.Time) time.Time {
	var found time.Time
	for _, s := range stamps[:min(len(stamps), maxStamps)] {
		low := strings.ToLower(s)
		if strings.HasPrefix(low, "updated") || strings.HasPrefix(low, "last ") || strings.HasPrefix(low, "modified") {
			continue
		}
		days := daysIn(s)
		if cut := strings.Index(low, "updated"); cut > 0 {
			days = daysIn(s[:cut])
		}
		if len(days) == 0 || !days[0].full() {
			continue
		}
		day := a.settle(days[0], captured)
		if day.IsZero() || !plausibleDay(day, captured) {
			continue
		}
		if !found.IsZero() && !found.Equal(day) {
			return time.Time{}
		}
		found = day
	}
	return found
}

// settle decides which of two numbers is the month. What tells: a reading that
// lies in the future; other days on the page, written the same way, that can be
// read in one way only; or days named in the text, which a report is never far
// from.
func (a *Article) settle(m mention, captured time.Time) time.Time {
	if !m.ambiguous() {
		return m.day
	}
	first, second := plausibleDay(m.day, captured), plausibleDay(m.other, captured)
	if first != second {
		if first {
			return m.day
		}
		return m.other
	}
	votes := map[time.Time]int{}
	for _, named := range daysIn(a.Text[:min(len(a.Text), 64<<10)]) {
		if named.ambiguous() {
			continue
		}
		for _, reading := range []time.Time{m.day, m.other} {
			day := named.day
			if !named.full() {
				day = time.Date(reading.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
			}
			if gap := reading.Sub(day); gap > -3*24*time.Hour && gap < 14*24*time.Hour {
				votes[reading]++
			}
		}
	}
	switch {
	case votes[m.day] > 0 && votes[m.other] == 0:
		return m.day
	case votes[m.other] > 0 && votes[m.day] == 0:
		return m.other
	}
	return time.Time{}
}

// finish fills in what the text itself tells: the dateline, the language where
// the page does not state it or another, and, if nothing else did, the day.
func (a *Article) finish(c capture.Capture) {
	d, day := findDateline(a.Text, a.Parts)
	a.Dateline = d
	if !day.IsZero() && day.Year() == 0 {
		day = a.withYear(day)
	}
	if !day.IsZero() && plausibleDay(day, c.Time) {
		a.Dateline.Day = isoDay(day)
		if a.Published == "" {
			a.Published, a.PublishedFrom = isoDay(day), "dateline"
		}
	}
	body := bodyText(*a)
	if a.Language == "" {
		a.Language = recognize(body)
	} else if other := otherLanguage(a.Language, body); other != "" {
		a.Language = other
	}
}

// withYear completes a dateline's day by the day of publication, which is the
// same day or a few later. It returns the zero time where there is none near.
func (a *Article) withYear(day time.Time) time.Time {
	published, err := time.Parse("2006-01-02", a.Published)
	if err != nil {
		return time.Time{}
	}
	for _, year := range []int{published.Year(), published.Year() - 1} {
		full := time.Date(year, day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
		if gap := published.Sub(full); full.Month() == day.Month() && gap >= -2*24*time.Hour && gap <= 60*24*time.Hour {
			return full
		}
	}
	return time.Time{}
}

// bodyText returns the beginning of an article's body, for the language to be
// recognized from.
func bodyText(a Article) string {
	var b strings.Builder
	for _, p := range a.Parts {
		if p.Kind == Body {
			b.WriteString(a.Text[p.Start:p.End])
			b.WriteByte('\n')
		}
		if b.Len() > maxSample {
			break
		}
	}
	return b.String()
}
