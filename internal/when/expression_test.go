package when

import "testing"

// TestExpressions reads expressions out of texts and counts from Wednesday, 14
// June 2017, in an article whose text last told 10 June.
func TestExpressions(t *testing.T) {
	const none = ""
	for _, c := range []struct {
		text, words, from, to string
		usable                bool
	}{
		// Weekdays: the latest such day, today included.
		{"said on Sunday", "on Sunday", "2017-06-11", "2017-06-11", true},
		{"said Wednesday", "Wednesday", "2017-06-14", "2017-06-14", true},
		{"said on Thursday", "on Thursday", "2017-06-08", "2017-06-08", true},
		{"said last Wednesday", "last Wednesday", "2017-06-07", "2017-06-07", true},
		{"said next Tuesday", "next Tuesday", none, none, true},
		{"late Sunday night", "late Sunday night", "2017-06-11", "2017-06-11", true},
		{"early on Monday", "early on Monday", "2017-06-12", "2017-06-12", true},
		{"Friday last week", "Friday last week", "2017-06-09", "2017-06-09", true},
		{"Monday, June 5, 2017", "Monday, June 5, 2017", "2017-06-05", "2017-06-05", true},
		{"Tuesday, June 5", "Tuesday, June 5", none, none, true}, // it was a Monday
		{"since Friday", "Friday", "2017-06-09", "2017-06-09", false},
		{"every Monday", "Monday", "2017-06-12", "2017-06-12", false},
		{"on Black Friday in the Sunday Times", none, none, none, false},
		// Days of months.
		{"on June 4", "on June 4", "2017-06-04", "2017-06-04", true},
		{"on Dec. 3", "on Dec. 3", "2016-12-03", "2016-12-03", true},
		{"4th of June", "4th of June", "2017-06-04", "2017-06-04", true},
		{"16 July 2016", "16 July 2016", "2016-07-16", "2016-07-16", true},
		{"16 July 2018", "16 July 2018", none, none, true}, // after publication
		{"on July 1", "on July 1", none, none, true},       // last year’s, or two weeks ahead
		{"on the evening of June 4", "on the evening of June 4", "2017-06-04", "2017-06-04", true},
		{"June 16th of last year", "June 16th of last year", "2016-06-16", "2016-06-16", true},
		{"2017-06-04", "2017-06-04", "2017-06-04", "2017-06-04", true},
		{"04.06.2017", "04.06.2017", "2017-06-04", "2017-06-04", true},
		{"13/06/2017", "13/06/2017", "2017-06-13", "2017-06-13", true},
		{"06/04/2017", none, none, none, false}, // June or April
		{"February 30", "February 30", none, none, true},
		{"November 10-11", "November 10-11", "2016-11-10", "2016-11-11", true},
		{"between March 3 and 5", "March 3 and 5", "2017-03-03", "2017-03-05", true},
		{"May 30 to June 2", "May 30 to June 2", "2017-05-30", "2017-06-02", true},
		// Months, years, seasons.
		{"In May 2016", "In May 2016", "2016-05-01", "2016-05-31", true},
		{"in May", "in May", "2017-05-01", "2017-05-31", true},
		{"in June", "in June", "2017-06-01", "2017-06-14", true}, // not after publication
		{"in July", "in July", none, none, true},                 // last year’s, or ahead
		{"last December", "last December", "2016-12-01", "2016-12-31", true},
		{"in June of last year", "in June of last year", "2016-06-01", "2016-06-30", true},
		{"in early May", "in early May", "2017-05-01", "2017-05-31", true},
		{"Minister May", "May", "2017-05-01", "2017-05-31", false},
		{"in 2015", "in 2015", "2015-01-01", "2015-12-31", true},
		{"weighed in Friday", "Friday", "2017-06-09", "2017-06-09", true},
		{"the 2016 campaign", "2016", "2016-01-01", "2016-12-31", false},
		{"the summer of 2015", "the summer of 2015", "2015-06-01", "2015-08-31", true},
		{"this spring", "this spring", "2017-03-01", "2017-05-31", true},
		{"last summer", "last summer", none, none, true}, // this year’s has begun
		// Counted from today.
		{"said today.", "today", "2017-06-14", "2017-06-14", true},
		{"earlier today", "earlier today", "2017-06-14", "2017-06-14", true},
		{"yesterday", "yesterday", "2017-06-13", "2017-06-13", true},
		{"last night", "last night", "2017-06-13", "2017-06-13", true},
		{"this morning", "this morning", "2017-06-14", "2017-06-14", true},
		{"told Harbour Today", none, none, none, false},
		{"earlier this week", "earlier this week", "2017-06-11", "2017-06-14", true},
		{"last week", "last week", "2017-06-04", "2017-06-11", true},
		{"on This Week", none, none, none, false}, // a programme
		{"this month", "this month", "2017-06-01", "2017-06-14", true},
		{"last month", "last month", "2017-05-01", "2017-05-31", true},
		{"last year", "last year", "2016-01-01", "2016-12-31", true},
		{"over the weekend", "over the weekend", "2017-06-10", "2017-06-11", true},
		{"two days ago", "two days ago", "2017-06-12", "2017-06-12", true},
		{"a week ago", "a week ago", "2017-06-04", "2017-06-10", true},
		{"three months ago", "three months ago", "2017-03-01", "2017-03-31", true},
		{"Twenty-two years ago", "Twenty-two years ago", "1995-01-01", "1995-12-31", true},
		{"more than a year ago", "a year ago", "2016-01-01", "2016-12-31", false},
		// Counted from the day told before.
		{"two days earlier", "two days earlier", "2017-06-08", "2017-06-08", true},
		{"the next day", "the next day", "2017-06-11", "2017-06-11", true},
		{"the day before.", "the day before", "2017-06-09", "2017-06-09", true},
		{"the day before the vote", none, none, none, false},
		// Not days.
		{"12345678901234567890 2,016 $1999 10.30 May", "May", "2017-05-01", "2017-05-31", false},
	} {
		found := scan(c.text)
		if c.words == "" || len(found) != 1 {
			if len(found) > 0 || c.words != "" {
				t.Errorf("%q: %d expressions: %+v", c.text, len(found), found)
			}
			continue
		}
		e := found[0]
		got := telling{days: newCalendar(parseDay("2017-06-14"), 0).days(e, parseDay("2017-06-10"), false)}.asRange()
		if words := c.text[e.start:e.end]; words != c.words || got.From != c.from || got.To != c.to || usable(e) != c.usable {
			t.Errorf("%q: %q is %s to %s, usable %v; want %q, %s to %s, %v", c.text, words, got.From, got.To, usable(e), c.words, c.from, c.to, c.usable)
		}
	}
}

// TestNoPublication: without a day to count from, only dates with a year tell.
func TestNoPublication(t *testing.T) {
	for text, want := range map[string]string{
		"on Sunday": "", "today": "", "June 4": "", "last week": "", "in May": "", "two years ago": "", "June 16 of last year": "",
		"June 4, 2017": "2017-06-04", "in May 2017": "2017-05-01", "in 2017": "2017-01-01",
	} {
		if got := newCalendar(0, 0).days(scan(text)[0], 0, false); got.known() != (want != "") || got.known() && got.from.iso() != want {
			t.Errorf("%q: %v, want %q", text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	const text = "Gov. Ada Moor of the U.S. said so. “No. Never,” she said.\n\nOn Sept. 4 Dr. Levy left\nwithout a word. “Why?” he asked"
	for start, want := range map[int]string{
		10: "Gov. Ada Moor of the U.S. said so",
		41: " Never,” she said",
		66: "On Sept. 4 Dr. Levy left\nwithout a word",
	} {
		from, to := sentenceAround(text, start, start+1)
		if got := text[from:to]; got != want {
			t.Errorf("around %d: %q, want %q", start, got, want)
		}
	}
}
