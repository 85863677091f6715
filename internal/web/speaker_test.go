package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// plain is the text of a node on one line.
func plain(n *html.Node) string { return strings.Join(strings.Fields(words(n, "")), " ") }

// A speaker's page has what it said, what others said about it and what was said to
// it, each with an address.
func TestViewsOfSpeaker(t *testing.T) {
	h := New(sampleRecord(), Options{})
	for path, want := range map[string][]string{
		"/speaker/p-marsh":            {"Said by 5 /speaker/p-marsh page", "Said about /speaker/p-marsh?view=about ", "Said to /speaker/p-marsh?view=to "},
		"/speaker/p-marsh?view=about": {"Said by 5 /speaker/p-marsh ", "Said about 1 /speaker/p-marsh?view=about page", "Said to /speaker/p-marsh?view=to "},
		"/speaker/p-pell?view=to":     {"Said by 2 /speaker/p-pell ", "Said about /speaker/p-pell?view=about ", "Said to 1 /speaker/p-pell?view=to page"},
	} {
		page := look(t, h, path, http.StatusOK)
		var got []string
		listed := ""
		for _, a := range find(find(page, "ul", "tabs")[0], "a", "") {
			got = append(got, plain(a)+" "+attribute(a, "href")+" "+attribute(a, "aria-current"))
			if attribute(a, "aria-current") != "" {
				listed = plain(find(a, "span", "count")[0])
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		if n := len(find(page, "li", "entry")); number(n) != listed {
			t.Errorf("%s lists %d, the tab says %s", path, n, listed)
		}
	}
	page := look(t, h, "/speaker/p-marsh?view=about", http.StatusOK)
	main := plain(find(page, "main", "")[0])
	if want := "words that have “Ottoline Marsh” or “the minister”"; !strings.Contains(main, want) {
		t.Errorf("%q is not told", want)
	}
	for _, want := range []string{"/search?about_id=p-marsh", "/search?about_id=p-marsh&view=timeline", "/search.csv?about_id=p-marsh"} {
		found := false
		for _, a := range find(page, "a", "") {
			found = found || attribute(a, "href") == want
		}
		if !found {
			t.Errorf("nothing leads to %s", want)
		}
	}
	look(t, h, "/speaker/p-marsh?view=chairs", http.StatusBadRequest)
}

// What is counted about a speaker leads to as many statements, and what is not
// known says so.
func TestWhoHasToDoWithSpeaker(t *testing.T) {
	h := New(sampleRecord(), Options{})
	for path, want := range map[string]map[string][]string{
		"/speaker/p-marsh": {
			"Outlets that quote them": {"Marrow Echo 1 statement", "Velden Courier 3 statements", "مرفأ 1 statement"},
			"To whom they spoke":      {"Quay Gazette 1 statement"},
			"Who spoke to them":       nil,
			"Told in most wordings":   {"Nobody asked us 3 wordings"},
		},
		"/speaker/p-pell": {
			"Outlets that quote them": {"Velden Courier 2 statements"},
			"To whom they spoke":      nil,
			"Who spoke to them":       nil, // by whom is not known
			"Told in most wordings":   nil,
		},
	} {
		page := look(t, h, path, http.StatusOK)
		for _, aside := range find(page, "aside", "") {
			title := plain(find(aside, "h2", "")[0])
			items := find(aside, "li", "")
			var got []string
			for _, li := range items {
				said := plain(li)
				for _, want := range want[title] {
					if strings.HasPrefix(said, want) {
						said = want
					}
				}
				got = append(got, said)
				for _, a := range find(li, "a", "") {
					to := attribute(a, "href")
					if !strings.HasPrefix(to, "/search") {
						continue
					}
					total := plain(find(look(t, h, to, http.StatusOK), "h2", "total")[0])
					if !strings.HasPrefix(total, strings.Fields(plain(a))[0]+" ") {
						t.Errorf("%q leads to %s", plain(a), total)
					}
				}
			}
			if diff := cmp.Diff(want[title], got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", path, title, diff)
			}
			if len(items) == 0 && len(find(aside, "p", "unknown")) != 1 {
				t.Errorf("%s, %s does not say that nothing is known", path, title)
			}
		}
	}
	facts := plain(find(look(t, h, "/speaker/p-marsh", http.StatusOK), "dl", "facts")[0])
	if want := "Ottoline Marsh 12 June 2021 to 15 June 2021, by 3 outlets, 5 statements (4 independent, 1 reprint)"; !strings.Contains(facts, want) {
		t.Errorf("names and roles are %q, want %q", facts, want)
	}
}
