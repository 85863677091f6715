package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hearsay/internal/record"
)

// outline is a tree of stations with a line each, what is not known in brackets.
func outline(s *station, depth int) string {
	name := s.Name
	if s.Unknown {
		name = "[" + name + "]"
	}
	text := strings.Repeat("  ", depth) + name + "\n"
	for _, n := range s.Next {
		text += outline(n, depth+1)
	}
	return text
}

func TestWay(t *testing.T) {
	at := func(id, outlet, day, reprintOf string, via ...string) witness {
		s := record.Statement{ID: "s-" + id, Via: via, ReprintOf: reprintOf, Article: record.ArticleRef{ID: id, Outlet: outlet, Published: day}}
		return witness{Note: &note{Statement: s}, First: id == "a"}
	}
	witnesses := []witness{
		at("a", "Quay Gazette", "2021-06-13", "", "Quay Gazette"),
		at("b", "Velden Courier", "2021-06-14", "", "Northline", "Quay Gazette"),
		at("c", "Sennit Lantern", "2021-06-14", "", "Northline", "Quay Gazette"),
		at("d", "Marrow Echo", "2021-06-15", "b"),
		at("e", "Tidewater Post", "", "other"),
		at("f", "", "2021-06-16", ""),
	}
	want := `Ottoline Marsh
  Quay Gazette, 13 June 2021, printed first
  Quay Gazette
    Northline
      Velden Courier, 14 June 2021
        Marrow Echo, 15 June 2021, reprint
      Sennit Lantern, 14 June 2021
  [way not told]
    Tidewater Post, day not known, reprint
    [outlet not known, 16 June 2021]
`
	w := wayOf("Ottoline Marsh", witnesses)
	if diff := cmp.Diff(want, outline(w.First, 0)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(w.Rows) != strings.Count(want, "\n") || w.Height != rowHeight*len(w.Rows) || w.Rows[0].From != "" || w.Rows[1].From != "M8 20V42H28" {
		t.Errorf("%d rows, %d high: %+v", len(w.Rows), w.Height, w.Rows[:2])
	}
	if w := wayOf("", nil); outline(w.First, 0) != "[speaker not known]\n" {
		t.Errorf("of nobody: %s", outline(w.First, 0))
	}
	var many []witness
	for i := range drawnWitnesses + 3 {
		many = append(many, at(fmt.Sprint(i), strings.Repeat("é", 100), "", ""))
	}
	if w := wayOf("", many); w.Left != 3 || len(w.Rows) != drawnWitnesses+2 || w.Width > 500 {
		t.Errorf("%d rows, %d left, %d wide", len(w.Rows), w.Left, w.Width)
	}
}

// TestWayIsDrawnAndListed holds that the drawing and the list tell the same.
func TestWayIsDrawnAndListed(t *testing.T) {
	page := look(t, New(sampleRecord(), Options{}), "/utterance/us-nobody", http.StatusOK)
	var drawn, listed []string
	for _, n := range find(page, "text", "") {
		drawn = append(drawn, words(n, ""))
	}
	for _, n := range find(find(page, "ul", "stations")[0], "li", "") {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.Data != "ul" {
				listed = append(listed, words(c, ""))
			}
		}
	}
	if diff := cmp.Diff(drawn, listed); diff != "" || len(drawn) != 5 {
		t.Errorf("%d stations (-drawn +listed):\n%s", len(drawn), diff)
	}
}
