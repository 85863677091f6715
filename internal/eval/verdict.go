package eval

import (
	"fmt"
	"strings"
)

// A Verdict is how a name that was found compares with the one that is marked.
type Verdict string

// The verdicts.
const (
	Right    Verdict = "right"
	Wrong    Verdict = "wrong"
	NotKnown Verdict = "not known" // no name was found
	NotFound Verdict = "not found" // not even the statement was
)

// Verdicts counts how many of some sources were named rightly. Shares are of
// those whose statement was found.
type Verdicts struct {
	Name     string `json:"name"` // what these sources have in common
	Right    int    `json:"right"`
	Wrong    int    `json:"wrong"`
	NotKnown int    `json:"not_known"`
	NotFound int    `json:"not_found,omitempty"`
}

// Found counts the sources that were judged.
func (v Verdicts) Found() int { return v.Right + v.Wrong + v.NotKnown }

func (v *Verdicts) count(verdict Verdict) {
	switch verdict {
	case Right:
		v.Right++
	case Wrong:
		v.Wrong++
	case NotKnown:
		v.NotKnown++
	case NotFound:
		v.NotFound++
	}
}

// String gives the counts on a line.
func (v Verdicts) String() string {
	s := fmt.Sprintf("%-20s %4d   right %4d %.3f   wrong %4d %.3f   not known %4d %.3f", v.Name, v.Found(),
		v.Right, ratio(v.Right, v.Found()), v.Wrong, ratio(v.Wrong, v.Found()), v.NotKnown, ratio(v.NotKnown, v.Found()))
	if v.NotFound > 0 {
		s += fmt.Sprintf("   not found %4d", v.NotFound)
	}
	return s
}

// A tally counts verdicts by name. The names it was made with come first, in
// their order, where they have any.
type tally []Verdicts

func tallyOf(names ...string) tally {
	t := make(tally, len(names))
	for i, n := range names {
		t[i].Name = n
	}
	return t
}

func (t *tally) count(name string, verdict Verdict) {
	for i := range *t {
		if (*t)[i].Name == name {
			(*t)[i].count(verdict)
			return
		}
	}
	*t = append(*t, Verdicts{Name: name})
	(*t)[len(*t)-1].count(verdict)
}

// rows returns the counts of the names that have any.
func (t tally) rows() []Verdicts {
	rows := []Verdicts{}
	for _, v := range t {
		if v.Found()+v.NotFound > 0 {
			rows = append(rows, v)
		}
	}
	return rows
}

// lines gives each of the rows, and what was missed, a line.
func lines(missed []string, rows []Verdicts) string {
	var b strings.Builder
	for _, m := range missed {
		b.WriteString(m + "\n")
	}
	for _, r := range rows {
		b.WriteString(r.String() + "\n")
	}
	return b.String()
}

// oneLine makes words of a text fit on a line, and no longer than so many
// characters.
func oneLine(words string, longest int) string {
	runes := []rune(strings.Join(strings.Fields(words), " "))
	return string(runes[:min(len(runes), longest)])
}
