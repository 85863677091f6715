package article

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// dated is a day and what told it; the zero value where nothing did.
type dated struct {
	day, from string
}

// Names of meta elements that state a day of publication: those that mean
// nothing else, and those that are less sure.
var (
	surelyPublished = []string{"article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
		"og:datepublished", "datepublished"}
	perhapsPublished = []string{"pubdate", "publishdate", "publish-date", "publish_date", "published_time", "publication_date", "pub_date",
		"parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created",
		"original-publication-date", "article_date_original", "citation_publication_date", "cxenseparse:recs:publishtime", "datecreated", "date"}
	surelyChanged = []string{"article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod",
		"last-modified", "dcterms.modified", "dc.date.modified"}
)

// published picks the day of publication, on the page's own clock. A day of
// change is never taken for it.
func (m *markup) published(linked linkedArticle, address string, shown []shownDay, captured time.Time) dated {
	p := dayReader{address: addressDay(address), clock: m.clock(), captured: captured}
	var changed time.Time
	if linked.modified != "" {
		changed = p.day(linked.modified)
	}
	// What the page shows goes before what it states where both are the same
	// day on two clocks, or where it states its day of change for both.
	settle := func(day time.Time, from string) dated {
		var other time.Time
		for _, s := range shown {
			switch at := s.near(day); {
			case at.Equal(day):
				return dated{isoDay(day), from}
			case other.IsZero() && at.Sub(day).Abs() <= 24*time.Hour, other.IsZero() && s.marked && at.Before(day) && day.Equal(changed):
				other = at
			}
		}
		if !other.IsZero() {
			return dated{isoDay(other), "text"}
		}
		return dated{isoDay(day), from}
	}
	if day := p.day(linked.published); !day.IsZero() {
		return settle(day, "json-ld")
	}
	if day := p.day(m.values(surelyPublished)...); !day.IsZero() {
		return settle(day, "meta")
	}
	for _, s := range shown {
		if s.day.Year() != 0 {
			return dated{isoDay(s.day), "text"}
		}
	}
	if day := p.day(m.timeValues(true)...); !day.IsZero() {
		return dated{isoDay(day), "time element"}
	}
	if !p.address.IsZero() && plausibleDay(p.address, captured) {
		return dated{isoDay(p.address), "address"}
	}
	if day := p.day(m.values(perhapsPublished)...); !day.IsZero() {
		return dated{isoDay(day), "meta"}
	}
	if day := p.day(m.timeValues(false)...); !day.IsZero() {
		return dated{isoDay(day), "time element"}
	}
	return dated{}
}

// modified picks the day on which the page says that it was last changed; ""
// where it says none that is later than the day of publication.
func (m *markup) modified(linked linkedArticle, published, address string, captured time.Time) string {
	p := dayReader{address: addressDay(address), clock: m.clock(), captured: captured}
	day := p.day(append([]string{linked.modified}, m.values(surelyChanged)...)...)
	if day.IsZero() || published == "" || isoDay(day) <= published {
		return ""
	}
	return isoDay(day)
}

// values returns what meta elements of these names state, in the names' order.
func (m *markup) values(names []string) (all []string) {
	for _, name := range names {
		all = append(all, m.meta[name]...)
	}
	return all
}

// timeValues returns the values of the article's time elements, of those that
// are marked as the day of publication or of the others.
func (m *markup) timeValues(published bool) (all []string) {
	for _, t := range m.times {
		if t.aside || t.published != published {
			continue
		}
		// "Updated <time>" is a day of change, whatever the element is called.
		if t.text != "" && t.line < len(m.lines.blocks) {
			line := strings.ToLower(start(m.lines.blocks[t.line].text, maxLine))
			if before, _, ok := strings.Cut(line, strings.ToLower(t.text)); ok && changedWords().in(before) >= 0 && publishedWords().in(before) < 0 {
				continue
			}
		}
		all = append(all, t.value)
	}
	return all
}

// A dayReader reads the days that a page's markup states.
type dayReader struct {
	address  time.Time      // the day in the page's address
	clock    *time.Location // the page's own clock, where it shows it
	captured time.Time
}

// day returns the first plausible day among the values, or the zero time.
//
// Pages show the day on their own clock, and state it in universal time: near
// midnight these are two days, and the one that is shown counts.
func (p dayReader) day(values ...string) time.Time {
	for _, v := range values {
		day := statedDay(v)
		if day.IsZero() {
			continue
		}
		if at, ok := universalTime(v); ok {
			switch {
			case p.clock != nil:
				y, m, d := at.In(p.clock).Date()
				day = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
			case p.address.Equal(day.AddDate(0, 0, -1)) && at.Hour() < 12, p.address.Equal(day.AddDate(0, 0, 1)) && at.Hour() >= 10:
				day = p.address
			}
		}
		if plausibleDay(day, p.captured) {
			return day
		}
	}
	return time.Time{}
}

// universalTime reads a time that is stated in universal time.
func universalTime(value string) (time.Time, bool) {
	value = strings.TrimSpace(value)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00",
		"Mon, 02 Jan 2006 15:04:05 MST", "Mon Jan 02 2006 15:04:05 GMT-0700"} {
		if at, err := time.Parse(layout, value); err == nil {
			_, offset := at.Zone()
			return at, offset == 0
		}
	}
	return time.Time{}, false
}

// clock returns the page's own clock: the difference between what a time
// element states in universal time and shows to readers. It returns nil where
// none shows both.
func (m *markup) clock() *time.Location {
	for _, t := range m.times {
		at, ok := universalTime(t.value)
		if !ok || t.text == t.value {
			continue
		}
		low := strings.ToLower(fold(t.text))
		days := daysIn(low)
		if len(days) != 1 || !days[0].full() || days[0].ambiguous() {
			continue
		}
		minutes, ok := clockTime(low[:days[0].start] + " " + low[days[0].end:])
		if !ok {
			continue
		}
		offset := days[0].day.Add(time.Duration(minutes) * time.Minute).Sub(at.Truncate(time.Minute))
		if offset.Abs() <= 14*time.Hour && offset%(15*time.Minute) == 0 {
			return time.FixedZone("", int(offset.Seconds()))
		}
	}
	return nil
}

var clockPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(\d{1,2})[:.](\d{2})\s*([ap])?`)
})

// clockTime reads a time of day such as "10:01 pm", in minutes.
func clockTime(low string) (minutes int, ok bool) {
	m := clockPattern().FindStringSubmatch(low)
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 || m[3] != "" && (hour < 1 || hour > 12) {
		return 0, false
	}
	switch m[3] {
	case "a":
		hour %= 12
	case "p":
		hour = hour%12 + 12
	}
	return hour*60 + minute, true
}

var addressDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[/_-]((?:19|20)\d{2})(?:([/_-])(\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([/_-])(\d{1,2})|(\d{2})(\d{2}))([/_.-]|$)`)
})

// addressDay reads a day in the path of an address: /2018/07/16/ or
// /2018-07-16-bridge. In /2018/07/16-bridges-to-see the number belongs to the
// title.
func addressDay(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	m := addressDate().FindStringSubmatch(u.Path)
	if m == nil || m[2] != m[4] || m[4] == "/" && m[8] != "/" && m[8] != "" {
		return time.Time{}
	}
	return dayOf(m[1], m[3]+m[6], m[5]+m[7])
}
