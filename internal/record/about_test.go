package record

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAbout holds that words are told that somebody says again and again and news
// at large does not; no common ones, no own names, none said twice alone.
func TestAbout(t *testing.T) {
	r := newRecord(t)
	for i, words := range []string{
		"the people say that dredging costs the harbour a lot", "dredging the estuary is what the government said it would do this year",
		"Quill said no, the estuaries are dredged again", "dredging, dredging, dredging: is that all people want", "the harbour’s people are for it", "there is a heron in the harbour and a heron on the pier",
	} {
		p := said(fmt.Sprint(i), "2031-05-04", "Ada Quill", words)
		add(t, r, p)
	}
	add(t, r, said("dov", "2031-05-04", "Dov Arlen", "lighthouse lighthouse lighthouse"))
	found, err := r.Search(t.Context(), Query{Speaker: "Quill"}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int][]string{10: {"dredging", "harbour"}, 1: {"dredging"}} {
		got, err := r.About(t.Context(), found.Statements[0].Speaker.ID, limit)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
	if _, err := r.About(t.Context(), "none", 1); err == nil {
		t.Error("nobody speaks about something")
	}
}
