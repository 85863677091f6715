package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNamesIn(t *testing.T) {
	for list, want := range map[string][]string{
		"": nil,
		"Ada Quill\r\n\r\n  Dov   Arlen \nAda Quill":             {"Ada Quill", "Dov Arlen"},
		"Ada Quill,minister,1971\n\"Arlen, Dov\",envoy\n,nobody": {"Ada Quill", "Arlen, Dov"},
		"a \"b\" c\n\"open, d":                                   {"a \"b\" c", "open, d"},
	} {
		if diff := cmp.Diff(want, namesIn(list)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", list, diff)
		}
	}
}

func TestNames(t *testing.T) {
	h := New(sampleRecord(), Options{})
	of := func(list string) string { return "/names?" + url.Values{"names": {list}}.Encode() }
	page := look(t, h, of("Marsh,minister\nTobias Pell\nnobody\n-*"), http.StatusOK)
	var got []string
	for _, row := range find(find(page, "tbody", "")[0], "tr", "") {
		var cells []string
		for _, cell := range find(row, "", "") {
			if cell.Data == "th" || cell.Data == "td" {
				cells = append(cells, words(cell, ""))
			}
		}
		for _, a := range find(row, "a", "") {
			cells = append(cells, attribute(a, "href"))
			found := words(find(look(t, h, attribute(a, "href"), http.StatusOK), "h2", "total")[0], "")
			if !strings.HasPrefix(found, cells[1]+" statement") {
				t.Errorf("%s finds %q", cells, found)
			}
		}
		got = append(got, strings.Join(cells, " | "))
	}
	want := []string{
		"Marsh | 5 | 4 | 1 | 3 | /search?speaker=Marsh",
		"Tobias Pell | 2 | 2 | 0 | 1 | /search?speaker=Tobias+Pell",
		"nobody | 0 | 0 | 0 | 0 | /search?speaker=nobody",
		"-* | cannot be searched for",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if form := look(t, h, "/names", http.StatusOK); len(find(form, "table", "")) != 0 {
		t.Error("nobody was asked for, and is found")
	}
	var many strings.Builder
	for i := range maxNames + 1 {
		fmt.Fprintf(&many, "n%d\n", i)
	}
	if page := look(t, h, of(many.String()), http.StatusBadRequest); !strings.Contains(words(page, ""), "more than 200 names") {
		t.Error("too many names are not refused")
	}
}
