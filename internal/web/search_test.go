package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/record"
)

// Whatever is asked gets a page, and the address that the pages give a search
// asks the same again.
func FuzzSearch(f *testing.F) {
	for _, query := range []string{"", "q=tide", "q=speaker%3A%22a+b%22+x", "q=%22&kind=mixed", "after=2021-02-30", "page=3&q=-a*", "q=-to%3Ax+tide+-outlet%3A%22a+b%22", "speaker=&q=%00", "%zz", "act=%E2%80%9C", "view=articles&page=2&q=tide", "view=x"} {
		f.Add(query)
	}
	h := New(sampleRecord(), quiet())
	f.Fuzz(func(t *testing.T, query string) {
		u := url.URL{Path: "/search", RawQuery: query}
		request, err := url.ParseRequestURI(u.String())
		if err != nil {
			t.Skip("no address")
		}
		for _, c := range []byte(u.String()) {
			if c <= ' ' || c >= 0x7f {
				t.Skip("no address")
			}
		}
		response := ask(t, h, u.String())
		switch response.Code {
		case http.StatusOK, http.StatusSeeOther, http.StatusBadRequest, http.StatusRequestURITooLong:
		default:
			t.Fatalf("%q answers %d", query, response.Code)
		}
		asked, err := askedOf(request.Query())
		if err != nil {
			return
		}
		again, err := askedOf(valuesOf(asked))
		if err != nil {
			t.Fatalf("%q is asked again as %q: %v", query, valuesOf(asked).Encode(), err)
		}
		if diff := cmp.Diff(asked, again); diff != "" {
			t.Errorf("%q is asked again as another search:\n%s", query, diff)
		}
	})
}

// How long the program waits for its pages before it can serve any.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(sampleRecord(), quiet())
	}
}

func BenchmarkArticle(b *testing.B) {
	h := New(sampleRecord(), quiet())
	for b.Loop() {
		ask(b, h, "/article/a-bridge")
	}
}

// manyRecord finds more than it counts.
type manyRecord struct{ *fakeRecord }

func (m manyRecord) Search(ctx context.Context, q record.Query, limit, offset int) (record.Results, error) {
	found, err := m.fakeRecord.Search(ctx, q, limit, offset)
	found.More = true
	return found, err
}

// Where more is found than is counted, the pages say so, and where they end.
func TestMoreThanIsCounted(t *testing.T) {
	h := New(manyRecord{sampleRecord()}, quiet())
	for _, query := range []string{"?kind=direct&page=2", "?kind=direct&view=articles"} {
		page := look(t, h, "/search"+query, http.StatusOK)
		all := words(page, "")
		for _, told := range []string{"More than", "the latest", "Export all that was found", "Pages end here"} {
			if !strings.Contains(all, told) {
				t.Errorf("%s does not tell %q: %s", query, told, all)
			}
		}
	}
	look(t, h, "/search?kind=direct&page=9", http.StatusBadRequest)
	if all := words(look(t, h, "/names?names=Marsh", http.StatusOK), ""); !strings.Contains(all, "more than 5") {
		t.Errorf("the page of names says %s", all)
	}
}
