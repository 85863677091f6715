package record

import "time"

// The number of a row is its place in lists by date, so that the newest are at
// the end of tables and of the search index, and a page of any list is read
// off without sorting. From the highest bit down it is made of
//
//	the day of publication, counted from 0001-01-01 as 1; 0 where it is not known
//	the article among those of the day, by its id
//	the statement within its article, from the last to the first
//
// An article's number is that of its statements without the last bits.
const (
	slotBits     = 24 // an article's place in its day
	positionBits = 17 // a statement's place in its article

	slots         = 1 << slotBits
	maxStatements = 1 << positionBits // of one article
)

// dayNumber counts days; what is no day has the number 0.
func dayNumber(day string) int64 {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return max(1, t.Unix()/secondsOfDay+epoch)
}

const (
	epoch        = 719_163 // the number of 1970-01-01
	secondsOfDay = 24 * 60 * 60
)

// dayOf is the day with a number above 0.
func dayOf(number int64) time.Time { return time.Unix((number-epoch)*secondsOfDay, 0).UTC() }

// articleRow returns where an article of a day belongs. Should another stand
// there (two ids of one day that begin alike), it takes the next row that is
// free, by [nextRow].
func articleRow(published, sha256 string) int64 {
	slot := int64(0)
	for _, digit := range []byte(sha256[:min(slotBits/4, len(sha256))]) {
		slot = slot<<4 | hexValue(digit)
	}
	return dayNumber(published)<<slotBits | (slots - 1 - slot)
}

func hexValue(digit byte) int64 {
	if digit >= 'a' {
		return int64(digit-'a'+10) & 15
	}
	return int64(digit) & 15
}

// nextRow returns the row to try after one that is taken, of the same day.
func nextRow(article int64) int64 {
	return article&^(slots-1) | (article-1)&(slots-1)
}

// statementRow returns the row of an article's statement, counted from 0.
func statementRow(article int64, position int) int64 {
	return article<<positionBits | int64(maxStatements-1-position)
}

// A span of rows: the statements from (inclusive) to (exclusive).
type rowRange struct{ from, to int64 }

func (r rowRange) empty() bool { return r.from >= r.to }

// within is what of the rows another range has too.
func (r rowRange) within(other rowRange) rowRange {
	return rowRange{max(r.from, other.from), min(r.to, other.to)}
}

// allRows is where every statement is.
func allRows() rowRange { return rowRange{0, 1<<63 - 1} }

// ofArticle is where the statements of an article are.
func ofArticle(n int64) rowRange { return rowRange{n << positionBits, (n + 1) << positionBits} }

// firstOfDay is where the statements of a day begin.
func firstOfDay(number int64) int64 { return number << (slotBits + positionBits) }
