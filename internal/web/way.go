package web

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/internal/cite"
)

// The way of an utterance leads from whoever spoke, through those who passed it
// on, to each page that has it. It is a tree, drawn with a line for each station,
// and told as a list that says the same.

const (
	drawnWitnesses = 40 // at most: those printed first

	rowHeight = 28 // of the drawing, in its units
	rowIndent = 26
	runeWidth = 8 // of a letter, at most on average
	mostRunes = 44
)

// A station is somebody whom words came from, or whom they came to.
type station struct {
	Name    string // as the list and the drawing tell it
	Unknown bool   // who it is, or the way, is not told
	Address string // of the witness on the page; empty for all others
	Next    []*station
}

// A way is the drawing of stations.
type way struct {
	First         *station // whoever spoke
	Rows          []wayRow
	Width, Height int
	Left          int // witnesses that are not drawn
}

// A wayRow is a station's line in the drawing.
type wayRow struct {
	*station
	Label string
	X, Y  int    // of its mark
	From  string // the line that leads there from the station before, as a path; empty for the first
}

// TextX and TextY are where the label stands.
func (r wayRow) TextX() int { return r.X + 12 }
func (r wayRow) TextY() int { return r.Y + 5 }

// next is the station of a name that follows another: the same for all witnesses
// whose words came so far by the same way.
func (s *station) next(name string, unknown bool) *station {
	for _, n := range s.Next {
		if n.Name == name && n.Address == "" {
			return n
		}
	}
	n := &station{Name: name, Unknown: unknown}
	s.Next = append(s.Next, n)
	return n
}

// wayOf draws how witnesses have what a speaker said. A reprint has it from the
// page that it reprints, and a later version from the one before, where that is a
// witness too; of a page that names nobody the way is not known.
func wayOf(speaker string, witnesses []witness) way {
	w := way{First: &station{Name: firstOf(speaker, "speaker not known"), Unknown: speaker == ""}}
	printed := make(map[string]*station)
	for i, it := range witnesses {
		if i == drawnWitnesses {
			w.Left = len(witnesses) - i
			break
		}
		article := it.Note.Article
		at := printed[it.Note.ReprintOf]
		if it.Note.Carried() {
			at = printed[it.Note.Earlier.Article]
		}
		if at == nil {
			at = w.First
			for _, name := range slices.Backward(it.Note.Via) {
				if name != article.Outlet {
					at = at.next(name, false)
				}
			}
			if len(it.Note.Via) == 0 {
				at = at.next("way not told", true)
			}
		}
		page := &station{Name: pageName(it), Unknown: article.Outlet == "", Address: "#w-" + it.Note.ID}
		at.Next = append(at.Next, page)
		if printed[article.ID] == nil {
			printed[article.ID] = page
		}
	}
	w.draw(w.First, 0, wayRow{})
	w.Height = len(w.Rows) * rowHeight
	return w
}

// pageName is a witness's outlet and day, and what it was printed as.
func pageName(it witness) string {
	told := []string{firstOf(it.Note.Article.Outlet, "outlet not known"), firstOf(cite.Day(it.Note.Article.Published), "day not known")}
	if it.First {
		told = append(told, "printed first")
	}
	switch {
	case it.Note.Carried():
		told = append(told, fmt.Sprint("version ", it.Note.Article.Version))
	case it.Note.ReprintOf != "":
		told = append(told, "reprint")
	}
	return strings.Join(told, ", ")
}

// draw adds a station and all that follow it.
func (w *way) draw(s *station, depth int, before wayRow) {
	row := wayRow{station: s, Label: s.Name, X: 8 + depth*rowIndent, Y: len(w.Rows)*rowHeight + rowHeight/2}
	if utf8.RuneCountInString(row.Label) > mostRunes {
		row.Label = string([]rune(row.Label)[:mostRunes-1]) + "…"
	}
	if depth > 0 {
		row.From = fmt.Sprintf("M%d %dV%dH%d", before.X, before.Y+6, row.Y, row.X-6)
	}
	w.Rows = append(w.Rows, row)
	w.Width = max(w.Width, row.TextX()+runeWidth*utf8.RuneCountInString(row.Label))
	for _, n := range s.Next {
		w.draw(n, depth+1, row)
	}
}
