package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// marked are the words that a page marks as what was looked for.
func marked(n *html.Node) []string {
	var all []string
	for _, m := range find(n, "mark", "") {
		all = append(all, words(m, ""))
	}
	return all
}

// The words of a search are marked in its results and on the article reached from
// there, in what it finds alone, and lead from one hit to the next.
func TestHitsAreCarriedToTheArticle(t *testing.T) {
	h := New(sampleRecord(), Options{})
	results := look(t, h, "/search?q=bridge&outlet=velden", http.StatusOK)
	if diff := cmp.Diff([]string{"Bridge", "bridge", "bridge", "bridge", "bridge"}, marked(results)); diff != "" {
		t.Errorf("marked in the results (-want +got):\n%s", diff)
	}
	second := find(find(results, "li", "entry")[1], "p", "where")[0]
	place := attribute(find(second, "a", "")[1], "href")
	if want := "/article/a-bridge?outlet=velden&q=bridge&s=s-open#s-s-open"; place != want {
		t.Fatalf("the second result leads to %s, want %s", place, want)
	}
	page := look(t, h, place, http.StatusOK)
	if diff := cmp.Diff([]string{"Bridge", "bridge", "bridge", "bridge", "bridge"}[:4], marked(page)); diff != "" {
		t.Errorf("marked in the article (-want +got):\n%s", diff)
	}
	tests := []struct{ path, said, previous, next string }{
		{"?q=bridge&s=s-head", "Hit 1 of 5 for bridge", "", "/article/a-bridge?q=bridge&s=s-open#s-s-open"},
		{"?q=bridge&s=s-open&view=original", "Hit 2 of 5 for bridge", "/article/a-bridge?q=bridge&s=s-head&view=original#s-s-head", "/article/a-bridge?q=bridge&s=s-outer&view=original#s-s-outer"},
		{"?q=bridge&s=s-why", "Hit 5 of 5 for bridge", "/article/a-bridge?q=bridge&s=s-inner#s-s-inner", ""},
		{"?q=bridge&s=s-deny", "5 hits for bridge", "", "/article/a-bridge?q=bridge&s=s-head#s-s-head"},
		{"?q=dragon", "0 hits for dragon", "", ""},
		{"?q=speaker%3Apell", "2 hits for speaker:pell", "", "/article/a-bridge?s=s-deny&speaker=pell#s-s-deny"},
	}
	for _, test := range tests {
		bar := find(look(t, h, "/article/a-bridge"+test.path, http.StatusOK), "nav", "hits")[0]
		got := map[string]string{}
		for _, a := range find(bar, "a", "") {
			got[attribute(a, "rel")] = attribute(a, "href")
		}
		if said := strings.TrimSpace(words(find(bar, "p", "")[0], "")); said != test.said || got["prev"] != test.previous || got["next"] != test.next {
			t.Errorf("%s: %q, before %s, after %s; want %q, %s, %s", test.path, said, got["prev"], got["next"], test.said, test.previous, test.next)
		}
	}
	if n := len(find(look(t, h, "/article/a-bridge?s=s-head", http.StatusOK), "nav", "hits")); n != 0 {
		t.Error("there are hits where nothing was sought")
	}
	look(t, h, "/article/a-bridge?q=kind%3Achair", http.StatusBadRequest)
}

// A hit does not break the marks of the statement, nor the text.
func TestHitsWithinMarks(t *testing.T) {
	f := sampleRecord()
	page := look(t, New(f, Options{}), "/article/a-bridge?q=stay+shut", http.StatusOK)
	if diff := cmp.Diff(f.articles[0].Text, articleText(page)); diff != "" {
		t.Errorf("text (-record +page):\n%s", diff)
	}
}
