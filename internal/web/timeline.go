package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hearsay/internal/record"
)

// viewTimeline is the view of a search that lists statements by when they were said.
const viewTimeline = "timeline"

// timelinePart is a page of a timeline: the list, and a drawing of it.
type timelinePart struct {
	record.Timeline
	Periods []saidPeriod // of which it is known when they were said, latest first
	Untold  []*note      // of which it is not
	Lines   []saidLine   // of the drawing: a day or a range each, in the order of the list
	Ticks   []tick       // days that the drawing names
}

// A saidPeriod is what was said in a month, or in a year.
type saidPeriod struct {
	Name  string
	Notes []*note
}

// A saidLine is a day, or a range of days, on which statements of the page were
// said. Places are shares of the drawing's width, as SVG has them.
type saidLine struct {
	From, To string // 2006-01-02
	Count    int
	Address  string // of the first of them in the list

	Day       bool   // one day alone: At is its place
	At, Width string // of a range, where it begins and how wide it is
}

// A tick is a day below the drawing. Its name begins, has its middle or ends there:
// Anchor is as SVG has it.
type tick struct{ Name, At, Anchor string }

// timelineOf has a page show statements by when they were said.
func (s *site) timelineOf(ctx context.Context, page *searchPage) error {
	found, err := s.record.Timeline(ctx, page.Asked, resultsPage, offset(page.Paging.Number, resultsPage))
	if err != nil {
		return err
	}
	part := &timelinePart{Timeline: found}
	var known []*note
	for _, statement := range found.Statements {
		n := &note{Statement: statement}
		if n.When == nil || n.When.From == "" {
			part.Untold = append(part.Untold, n)
		} else {
			known = append(known, n)
		}
	}
	part.Periods = saidPeriods(known)
	part.Lines, part.Ticks = drawing(known)
	page.Timeline = part
	page.Paging.Total = found.Known + found.Unknown
	return nil
}

// most is how many statements the timeline of a search has.
func (p searchPage) most() int { return min(p.Total, record.MostOnTimeline) }

// saidPeriods puts statements that follow each other in the months in which they
// were said, or in years where these are too many.
func saidPeriods(notes []*note) []saidPeriod {
	layout := "January 2006"
	if from, to, ok := extent(notes); ok && to.Sub(from) > 3*365*24*time.Hour {
		layout = "2006"
	}
	var periods []saidPeriod
	for _, n := range notes {
		name := n.When.From
		if day, err := time.Parse(time.DateOnly, name); err == nil {
			name = day.Format(layout)
		}
		if last := len(periods) - 1; last < 0 || periods[last].Name != name {
			periods = append(periods, saidPeriod{Name: name})
		}
		last := &periods[len(periods)-1]
		last.Notes = append(last.Notes, n)
	}
	return periods
}

// days are a range as times: to is the day after the last. It is not ok where they
// cannot be drawn.
func days(w *record.When) (from, to time.Time, ok bool) {
	from, err := time.Parse(time.DateOnly, w.From)
	if err != nil {
		return from, to, false
	}
	to, err = time.Parse(time.DateOnly, w.To)
	return from, to.AddDate(0, 0, 1), err == nil && !to.Before(from)
}

// extent is from the first to after the last day on which statements were said.
func extent(notes []*note) (first, last time.Time, ok bool) {
	for _, n := range notes {
		from, to, drawable := days(n.When)
		if !drawable {
			continue
		}
		if !ok || from.Before(first) {
			first = from
		}
		if !ok || to.After(last) {
			last = to
		}
		ok = true
	}
	return first, last, ok
}

// drawing draws when statements were said: a line for each day and each range.
func drawing(notes []*note) ([]saidLine, []tick) {
	first, last, ok := extent(notes)
	if !ok {
		return nil, nil
	}
	// What stands at the rim is drawn within it. Seconds: no duration has a thousand years.
	place := func(t time.Time) float64 {
		return 2 + 96*float64(t.Unix()-first.Unix())/float64(last.Unix()-first.Unix())
	}
	var lines []saidLine
	for _, n := range notes {
		from, to, drawable := days(n.When)
		if !drawable {
			continue
		}
		same := func(l saidLine) bool { return l.From == n.When.From && l.To == n.When.To }
		if i := slices.IndexFunc(lines, same); i >= 0 {
			lines[i].Count++
			continue
		}
		line := saidLine{From: n.When.From, To: n.When.To, Count: 1, Address: "#" + n.Moment(), Day: n.When.From == n.When.To}
		if line.Day {
			line.At = ofWidth((place(from) + place(to)) / 2)
		} else {
			line.At, line.Width = ofWidth(place(from)), ofWidth(max(1, place(to)-place(from)))
		}
		lines = append(lines, line)
	}
	var named []tick
	for _, t := range ticks(first, last) {
		anchor := "middle"
		switch at := place(t.day); {
		case at < 15:
			anchor = "start"
		case at > 85:
			anchor = "end"
		}
		named = append(named, tick{t.name, ofWidth(place(t.day)), anchor})
	}
	return lines, named
}

func ofWidth(share float64) string { return fmt.Sprintf("%.2f%%", share) }

// mostTicks is how many days a drawing names at most, so that their names fit
// beside each other on a narrow page.
const mostTicks = 4

type namedDay struct {
	day  time.Time
	name string
}

// ticks chooses days to name from first until before last: first days of years or
// of months where there are some, else the first and the last.
func ticks(first, last time.Time) []namedDay {
	in := func(months int, layout string) []namedDay {
		month := 12*first.Year() + int(first.Month()) - 1
		var all []namedDay
		for m := (month + months - 1) / months * months; len(all) <= mostTicks; m += months {
			day := time.Date(m/12, time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC)
			if !day.Before(last) {
				break
			}
			if !day.Before(first) {
				all = append(all, namedDay{day, day.Format(layout)})
			}
		}
		return all
	}
	for _, step := range []struct {
		months int
		layout string
	}{
		{1, "Jan 2006"}, {3, "Jan 2006"}, {6, "Jan 2006"}, {12, "2006"}, {24, "2006"}, {60, "2006"},
		{120, "2006"}, {300, "2006"}, {600, "2006"}, {1200, "2006"}, {6000, "2006"},
	} {
		if all := in(step.months, step.layout); len(all) <= mostTicks {
			if len(all) > 1 {
				return all
			}
			break
		}
	}
	end := last.AddDate(0, 0, -1)
	all := []namedDay{{first, first.Format("2 Jan 2006")}}
	if end.After(first) {
		all = append(all, namedDay{end, end.Format("2 Jan 2006")})
	}
	return all
}

// Moment names a statement's place in a timeline.
func (n *note) Moment() string { return "t-" + n.ID }
