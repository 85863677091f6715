package when

import "time"

// at reads the expression that begins with word i, and returns how many words it
// has: 0 where none begins.
func (r reader) at(i int) (expression, int) {
	e := expression{weekday: -1}
	low := r.low(i)
	if _, ok := weekdays[low]; ok {
		return r.weekday(e, i)
	}
	if _, ok := months[low]; ok && r.capital(i) {
		return r.month(e, i)
	}
	switch low {
	case "":
		return e, 0
	case "today", "yesterday", "tonight", "tomorrow", "overnight":
		return r.today(e, i)
	case "last", "this", "next", "past", "previous":
		return r.unit(e, i, i)
	case "weekend":
		if r.low(i-1) == "the" || r.low(i-1) == "over" {
			e.form, e.unit = byUnit, "weekend"
			return e, 1
		}
	case "spring", "summer", "autumn", "fall", "winter":
		year := i + 1
		if r.low(year) == "of" {
			year++
		}
		if isYear(r.number(year)) {
			e.form, e.unit, e.year = byUnit, low, r.number(year)
			return e, year + 1 - i
		}
	case "the":
		return r.nextDay(e, i)
	}
	if e, n := r.ago(e, i); n > 0 {
		return e, n
	}
	if r.number(i) >= 0 && r.digits(i) {
		return r.numeric(e, i)
	}
	return e, 0
}

func isYear(n int) bool { return n >= 1900 && n <= 2100 }

// weekday reads "Sunday", "Sunday night", "Sunday, June 4", "Friday last week".
func (r reader) weekday(e expression, i int) (expression, int) {
	if !r.capital(i) || isNameBefore(r.low(i-1)) || r.capital(i+1) && isNameAfter(r.low(i+1)) {
		return e, 0
	}
	e.form, e.weekday = byWeekday, int(weekdays[r.low(i)])
	n := 1
	for dayParts[r.low(i+n)] && !r.capital(i+n) {
		n++
	}
	at := i + n
	if r.low(at) == "," {
		at++
	}
	if _, ok := months[r.low(at)]; ok || r.digits(at) {
		if date, m := r.at(at); m > 0 && (date.form == byDate) {
			date.weekday = e.weekday
			return date, at + m - i
		}
	}
	if (r.low(i+n) == "last" || r.low(i+n) == "this") && r.low(i+n+1) == "week" {
		e.unit = "week"
		if r.low(i+n) == "last" {
			e.n = -1
		}
		e.relative = true
		n += 2
	}
	return e, n
}

// isNameBefore and isNameAfter tell a weekday that is a part of a name: Black
// Friday, the Sunday Times.
func isNameBefore(low string) bool {
	switch low {
	case "black", "super", "good", "bloody", "ash", "easter", "palm", "cyber", "holy", "news", "fat", "boxing":
		return true
	}
	return false
}

func isNameAfter(low string) bool {
	switch low {
	case "times", "telegraph", "mirror", "express", "mail", "post", "herald", "world", "star", "sun", "review", "magazine", "independent",
		"night", "morning", "tribune", "business":
		return true
	}
	return false
}

// month reads "June 4", "June 4, 2017", "June 4-6", "May 2017", "May".
func (r reader) month(e expression, i int) (expression, int) {
	e.form, e.month = byMonth, months[r.low(i)]
	n := 1
	if r.low(i+n) == "." && r.close(i+n) && len(r.low(i)) <= 4 && (r.low(i) != "may" || r.digits(i+n+1)) {
		n++
	} else if len(r.low(i)) <= 4 && r.low(i) != "may" && r.low(i) != "june" && r.low(i) != "july" {
		if !r.digits(i + n) {
			return e, 0 // Jan, a name; Mar
		}
	}
	if d := r.number(i + n); r.digits(i+n) && d >= 1 && d <= 31 && !r.counts(i+n) {
		e.form, e.day = byDate, d
		n++
		n += r.through(&e, i+n)
		return e, n + r.yearAt(&e, i+n)
	}
	return e, n + r.yearAt(&e, i+n)
}

// counts reports whether number i is no day: a percentage, a sum, a time.
func (r reader) counts(i int) bool {
	switch r.low(i + 1) {
	case "%", "percent", "million", "billion", "p", "a":
		return true
	case ":", ".":
		return r.close(i+1) && r.close(i+2) && r.digits(i+2)
	}
	return false
}

// through reads the end of a range of days that begins with e's.
func (r reader) through(e *expression, i int) int {
	switch r.low(i) {
	case "-", "–", "—", "to", "and", "through":
	default:
		return 0
	}
	n := 1
	month := e.month
	if m, ok := months[r.low(i+n)]; ok && r.capital(i+n) {
		month = m
		n++
		if r.low(i+n) == "." && r.close(i+n) {
			n++
		}
	}
	d := r.number(i + n)
	if !r.digits(i+n) || d < 1 || d > 31 || r.counts(i+n) {
		return 0
	}
	e.form, e.month2, e.day2 = byDates, month, d
	return n + 1
}

// yearAt reads the year that follows a day or a month.
func (r reader) yearAt(e *expression, i int) int {
	n := 0
	if r.low(i) == "," {
		n++
	} else if r.low(i) == "of" {
		n++
	}
	if y := r.number(i + n); r.digits(i+n) && len(r.low(i+n)) == 4 && isYear(y) {
		e.year = y
		return n + 1
	}
	if (r.low(i+n) == "last" || r.low(i+n) == "this") && r.low(i+n+1) == "year" {
		e.unit = "year"
		if r.low(i+n) == "last" {
			e.n = -1
		}
		return n + 2
	}
	return 0
}

// today reads "today", "yesterday" and their like.
func (r reader) today(e expression, i int) (expression, int) {
	if r.capital(i) && !r.opens(i) || r.low(i+1) == "." && r.close(i+2) { // USA Today, TODAY.AZ
		return e, 0
	}
	e.form, e.unit, e.relative = byToday, "day", true
	switch r.low(i) {
	case "yesterday":
		e.n = -1
	case "tomorrow":
		e.n = 1
	case "overnight":
		e.unit, e.n = "night", -1
	}
	return e, 1
}

// opens reports whether word i opens a sentence.
func (r reader) opens(i int) bool {
	switch r.low(i - 1) {
	case "", ".", "!", "?", `"`, "“", "”", ":":
		return true
	}
	return false
}

// unit reads "last week", "this past weekend", "next month", "last Thursday",
// "last December", "last night". It begins with word i; word at tells which.
func (r reader) unit(e expression, i, at int) (expression, int) {
	e.relative = true
	switch r.low(at) {
	case "last", "past", "previous":
		e.n = -1
	case "next":
		e.n = 1
	}
	n := at - i + 1
	if r.low(at) == "this" && (r.low(i+n) == "past" || r.low(i+n) == "coming") {
		e.n = -1
		if r.low(i+n) == "coming" {
			e.n = 1
		}
		n++
	} else if r.low(at) == "past" || r.low(at) == "previous" {
		return e, 0 // the past week: a time that passes
	}
	w := r.low(i + n)
	if day, ok := weekdays[w]; ok && r.capital(i+n) {
		e.form, e.weekday = byWeekday, int(day)
		n++
		for dayParts[r.low(i+n)] {
			n++
		}
		return e, n
	}
	if m, ok := months[w]; ok && r.capital(i+n) {
		e.form, e.month = byMonth, m
		return e, n + 1
	}
	switch {
	case r.capital(i + n): // This Week, a programme
		return e, 0
	case w == "week" || w == "month" || w == "year" || w == "weekend" || isSeason(w):
		e.form, e.unit = byUnit, w
		return e, n + 1
	case w == "night" && e.n == -1:
		e.form, e.unit = byToday, "day"
		return e, n + 1
	case (w == "morning" || w == "afternoon" || w == "evening") && e.n == 0:
		e.form, e.unit = byToday, "day"
		return e, n + 1
	}
	return e, 0
}

// nextDay reads "the next day", "the day before".
func (r reader) nextDay(e expression, i int) (expression, int) {
	e.form, e.unit, e.relative = byShift, "day", true
	switch r.low(i + 1) {
	case "next", "following", "previous", "same":
		if r.low(i+2) != "day" {
			return e, 0
		}
		switch r.low(i + 1) {
		case "previous":
			e.n = -1
		case "same":
		default:
			e.n = 1
		}
		return e, 3
	case "day":
		switch r.low(i + 2) {
		case "before":
			e.n = -1
		case "after":
			e.n = 1
		default:
			return e, 0
		}
		if next := r.low(i + 3); next == "," || next == "." || next == "" { // not "the day before the vote"
			return e, 3
		}
	}
	return e, 0
}

// ago reads "two weeks ago", "a year ago", "three days later".
func (r reader) ago(e expression, i int) (expression, int) {
	e.n = r.number(i)
	n := 1
	switch low := r.low(i); {
	case low == "a" || low == "an" || low == "one":
		e.n = 1
	case e.n >= 20 && e.n <= 50 && r.low(i+1) == "-" && r.number(i+2) > 0 && r.number(i+2) < 10 && !r.digits(i):
		e.n += r.number(i + 2)
		n = 3
	case r.low(i-1) == "-" || r.low(i-1) == "," && r.close(i):
		return e, 0
	}
	if e.n < 1 || e.n > 200 {
		return e, 0
	}
	switch r.low(i + n) {
	case "day", "days":
		e.unit = "day"
	case "week", "weeks":
		e.unit = "week"
	case "month", "months":
		e.unit = "month"
	case "year", "years":
		e.unit = "year"
	default:
		return e, 0
	}
	e.relative = true
	switch r.low(i + n + 1) {
	case "ago":
		e.form = byAgo
		return e, n + 2
	case "earlier":
		e.n = -e.n
	case "later":
	default:
		return e, 0
	}
	e.form = byShift
	return e, n + 2
}

// numeric reads "2017-06-04", "04.06.2017", "4 June 2017" and bare years.
func (r reader) numeric(e expression, i int) (expression, int) {
	n, joined := r.number(i), func(mark string) bool {
		return r.low(i+1) == mark && r.low(i+3) == mark && r.close(i+1) && r.close(i+2) && r.close(i+3) && r.close(i+4) && r.digits(i+2) && r.digits(i+4)
	}
	before := r.low(i - 1)
	if r.close(i) && (before == "-" || before == "." || before == "," || before == "/" || before == "$" || before == "£" || before == "€" || before == "#" || before == ":") {
		return e, 0
	}
	switch {
	case isYear(n) && joined("-"):
		return r.date(e, n, r.number(i+2), r.number(i+4))
	case joined(".") && isYear(r.number(i+4)):
		return r.date(e, r.number(i+4), r.number(i+2), n)
	case joined("/") && isYear(r.number(i+4)) && n > 12:
		return r.date(e, r.number(i+4), r.number(i+2), n)
	case joined("/") && isYear(r.number(i+4)) && r.number(i+2) > 12:
		return r.date(e, r.number(i+4), n, r.number(i+2))
	}
	if n >= 1 && n <= 31 {
		at := i + 1
		if r.low(at) == "of" {
			at++
		}
		m, ok := months[r.low(at)]
		if !ok || !r.capital(at) {
			return e, 0
		}
		e.form, e.month, e.day = byDate, m, n
		at++
		if r.low(at) == "." && r.close(at) && len(r.low(at-1)) <= 4 && isYear(r.number(at+1)) {
			at++
		}
		return e, at - i + r.yearAt(&e, at)
	}
	if isYear(n) && len(r.low(i)) == 4 {
		next := r.low(i + 1)
		if next == "%" || (next == "-" || next == "–" || next == "," || next == "." || next == "/") && r.close(i+2) && r.digits(i+2) {
			return e, 0
		}
		e.form, e.year = byYear, n
		e.vague = (next == "and" || next == "or" || next == "to") && isYear(r.number(i+2)) // in 2008 and 2012
		return e, 1
	}
	return e, 0
}

func (r reader) date(e expression, year, month, d int) (expression, int) {
	if month < 1 || month > 12 || d < 1 || d > 31 {
		return e, 0
	}
	e.form, e.year, e.month, e.day = byDate, year, time.Month(month), d
	return e, 5
}
