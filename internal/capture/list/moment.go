package list

import (
	"regexp"
	"strings"
	"time"
)

// moment returns the first of the times that can be read, in UTC, or zero. A
// time of day whose zone is not told is taken as UTC's.
func moment(texts ...string) time.Time {
	for _, text := range texts {
		text = strings.Join(strings.Fields(text), " ")
		if text == "" || len(text) > 64 {
			continue
		}
		text = weekday.ReplaceAllString(text, "")
		if zone, ok := zones[text[strings.LastIndexByte(text, ' ')+1:]]; ok {
			text = text[:strings.LastIndexByte(text, ' ')+1] + zone
		}
		for _, layout := range layouts {
			// Year 0 is what unfilled templates hold.
			if t, err := time.Parse(layout, text); err == nil && t.Year() > 1 {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}

var weekday = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)\pL*\.?,? ?`)

// zones are the names of zones that RFC 822 has, with their offsets.
var zones = map[string]string{
	"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// layouts are what dates of feeds and sitemaps look like, those of the
// standards first. Seconds may have a fraction in each.
var layouts = []string{
	time.RFC3339,
	"2 Jan 2006 15:04:05 -0700",
	"2006-01-02",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05-0700",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	"2 Jan 2006 15:04 -0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04:05 -07:00",
	"2 Jan 06 15:04:05 -0700",
	"2 Jan 06 15:04 -0700",
	"2 January 2006 15:04:05 -0700",
	"2 January 2006",
	"2 Jan 2006",
	"January 2, 2006",
	"Jan 2, 2006",
	"2006-01",
	"2006",
}
