package when

import "time"

// A day is counted from the first of January of the year 1; 0 is not known.
type day int

// days are a day or a range of days, both ends included.
type days struct{ from, to day }

func (d days) known() bool       { return d.from != 0 }
func (d days) single() bool      { return d.known() && d.from == d.to }
func one(d day) days             { return days{d, d} }
func (d days) shift(by int) days { return days{d.from + day(by), d.to + day(by)} }

var firstDay = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

const secondsOfDay = 24 * 60 * 60

// dateOf returns a day of the calendar, or 0 where there is none such.
func dateOf(year int, month time.Month, d int) day {
	if year < 1000 || year > 9999 {
		return 0
	}
	t := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
	if t.Month() != month || t.Day() != d {
		return 0
	}
	return day((t.Unix()-firstDay.Unix())/secondsOfDay) + 1
}

// parseDay reads a day as 2006-01-02, or returns 0.
func parseDay(s string) day {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return dateOf(t.Date())
}

func (d day) time() time.Time       { return time.Unix(firstDay.Unix()+int64(d-1)*secondsOfDay, 0).UTC() }
func (d day) iso() string           { return d.time().Format(time.DateOnly) }
func (d day) weekday() time.Weekday { return d.time().Weekday() }
func (d day) year() int             { return d.time().Year() }

// yearOf returns all days of a year.
func yearOf(year int) days {
	from, to := dateOf(year, time.January, 1), dateOf(year, time.December, 31)
	if from == 0 {
		return days{}
	}
	return days{from, to}
}

// monthsOf returns the days of n months, the first of which may lie outside the
// year: month 0 is December of the year before.
func monthsOf(year, month, n int) days {
	t := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	from := dateOf(t.Date())
	end := t.AddDate(0, n, 0)
	to := dateOf(end.Date()) - 1
	if from == 0 || to <= 0 {
		return days{}
	}
	return days{from, to}
}

// weekOf returns the week of a day, from the Sunday before it to the Sunday that
// ends it: some count weeks from Sunday and some from Monday, and both ways are
// covered.
func weekOf(d day) days {
	monday := d - day((int(d.weekday())+6)%7)
	if d.weekday() == time.Sunday {
		return days{d - 6, d + 7} // the last of one week or the first of the next
	}
	return days{monday - 1, monday + 6}
}

// weekendOf returns the weekend that a day stands in, or the last before it.
func weekendOf(d day) days {
	saturday := d - day((int(d.weekday())+1)%7)
	return days{saturday, saturday + 1}
}

// latest returns the latest such weekday that is not after the day.
func latest(d day, w time.Weekday) day { return d - day((int(d.weekday())-int(w)+7)%7) }
