package when

import "time"

// A calendar knows the days that an article gives to count from.
type calendar struct {
	published day // or written, where it is not known
	written   day // from which "today" counts: the dateline's day, or published
}

// lag is how many days an article may be published after its dateline's day.
const lag = 7

func newCalendar(published, dateline day) calendar {
	switch {
	case published == 0:
		return calendar{dateline, dateline}
	case dateline == 0 || dateline > published || published-dateline > lag:
		return calendar{published, published}
	}
	return calendar{published, dateline}
}

// days returns the days that an expression tells. told is the day that the text
// told last, 0 where none; ahead tells that the text speaks of what is to come.
func (c calendar) days(e expression, told day, ahead bool) days {
	found := c.meant(e, told, ahead)
	if !found.known() || c.published == 0 {
		return found
	}
	if ahead {
		if found.to < c.published {
			return days{}
		}
		found.from = max(found.from, c.published)
		return found
	}
	if found.from > c.published {
		return days{}
	}
	found.to = min(found.to, c.published)
	return found
}

func (c calendar) meant(e expression, told day, ahead bool) days {
	if c.published == 0 && (e.year == 0 || e.unit != "" && !isSeason(e.unit)) {
		return days{} // only a full date needs no other
	}
	switch e.form {
	case byDate:
		return c.date(e, ahead)
	case byDates:
		return c.dates(e, ahead)
	case byMonth:
		return c.month(e, ahead)
	case byYear:
		return yearOf(e.year)
	case byWeekday:
		return c.weekday(e, ahead)
	case byToday:
		d := c.written
		if e.unit == "night" {
			return days{d - 1, d}
		}
		if e.n > 0 && !ahead {
			return days{}
		}
		return one(d + day(e.n))
	case byUnit:
		return c.unit(e, ahead)
	case byAgo:
		return c.ago(e)
	case byShift:
		if told == 0 || e.unit != "day" || e.n > 31 || e.n < -31 {
			return days{}
		}
		return one(told + day(e.n))
	}
	return days{}
}

// soon is within how many days a day to come is as likely meant as one nearly a
// year ago.
const soon = 31

func (c calendar) date(e expression, ahead bool) days {
	year := e.year
	if e.unit == "year" { // June 16 of last year
		year = c.published.year() + e.n
	}
	if year != 0 {
		return c.checked(dateOf(year, e.month, e.day), e)
	}
	year = c.published.year()
	d := dateOf(year, e.month, e.day)
	switch {
	case ahead && d != 0 && d < c.published:
		d = dateOf(year+1, e.month, e.day)
	case !ahead && d > c.published:
		if d-c.published <= soon {
			return days{}
		}
		d = dateOf(year-1, e.month, e.day)
	case !ahead && d != 0:
		if next := dateOf(year+1, e.month, e.day); next != 0 && next-c.published <= soon {
			return days{}
		}
	}
	return c.checked(d, e)
}

// checked returns the day unless the text calls it by another weekday.
func (c calendar) checked(d day, e expression) days {
	if d == 0 || e.weekday >= 0 && d.weekday() != time.Weekday(e.weekday) {
		return days{}
	}
	return one(d)
}

func (c calendar) dates(e expression, ahead bool) days {
	from := c.date(e, ahead)
	if !from.known() {
		return days{}
	}
	year := from.from.year()
	if e.month2 < e.month {
		year++
	}
	to := dateOf(year, e.month2, e.day2)
	if to <= from.from || to-from.from > 366 {
		return days{}
	}
	return days{from.from, to}
}

func (c calendar) month(e expression, ahead bool) days {
	if e.year != 0 {
		return monthsOf(e.year, int(e.month), 1)
	}
	now := c.published.time()
	year := now.Year()
	switch {
	case e.unit == "year":
		year += e.n
	case e.relative && e.n < 0:
		if e.month >= now.Month() {
			year--
		}
	case e.relative && e.n == 0:
	case ahead:
		if e.month < now.Month() {
			year++
		}
	case e.relative:
		return days{}
	case e.month > now.Month():
		if e.month-now.Month() == 1 {
			return days{}
		}
		year--
	case e.month == time.January && now.Month() == time.December:
		return days{}
	}
	return monthsOf(year, int(e.month), 1)
}

func (c calendar) weekday(e expression, ahead bool) days {
	w := time.Weekday(e.weekday)
	switch {
	case e.unit == "week": // Friday last week
		monday := weekOf(c.published).from + 1
		if c.published.weekday() == time.Sunday {
			monday = c.published - 6
		}
		return one(monday + day((int(w)+6)%7+7*e.n))
	case ahead && e.relative && e.n > 0:
		return one(latest(c.published+7, w))
	case ahead:
		return one(latest(c.published+6, w))
	case e.relative && e.n > 0:
		return days{}
	case e.relative && e.n < 0:
		return one(latest(c.published-1, w))
	case e.relative:
		d := latest(c.published, w)
		if d < weekOf(c.published).from {
			return days{}
		}
		return one(d)
	}
	return one(latest(c.published, w))
}

func (c calendar) unit(e expression, ahead bool) days {
	if e.n > 0 && !ahead {
		return days{}
	}
	now := c.published
	if isSeason(e.unit) {
		return c.season(e)
	}
	switch e.unit {
	case "week":
		return weekOf(now).shift(7 * e.n)
	case "month":
		t := now.time()
		return monthsOf(t.Year(), int(t.Month())+e.n, 1)
	case "year":
		return yearOf(now.year() + e.n)
	case "weekend":
		at := weekendOf(now)
		within := now == at.from || now == at.to
		switch {
		case ahead:
			return at.shift(7)
		case e.n < 0 && within:
			return at.shift(-7)
		case e.n == 0 && e.relative && !within && now > at.to+2:
			return days{} // "this weekend" on a Thursday
		}
		return at
	}
	return days{}
}

// season returns a season of the north. The one that was last is not known once
// this year's has begun.
func (c calendar) season(e expression) days {
	begins := seasons[e.unit]
	if e.year != 0 {
		return monthsOf(e.year, begins, 3)
	}
	this := monthsOf(c.published.year(), begins, 3)
	switch {
	case e.unit == "winter":
		return days{}
	case e.n == 0 && this.from <= c.published:
		return this
	case e.n < 0 && this.from > c.published:
		return monthsOf(c.published.year()-1, begins, 3)
	}
	return days{}
}

func (c calendar) ago(e expression) days {
	t := c.written.time()
	switch e.unit {
	case "day":
		return one(c.written - day(e.n))
	case "week":
		d := c.written - day(7*e.n)
		return days{d - 3, d + 3}
	case "month":
		return monthsOf(t.Year(), int(t.Month())-e.n, 1)
	case "year":
		return yearOf(t.Year() - e.n)
	}
	return days{}
}
