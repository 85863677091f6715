package article

import (
	"testing"
	"time"

	"hearsay/internal/capture"
)

func TestMasthead(t *testing.T) {
	for text, want := range map[string]struct{ title, outlet string }{
		"The Tidewater Post\n\nHarbour levy to stay\n\nThe levy stays, the minister said on Friday.\n":              {"Harbour levy to stay", "The Tidewater Post"},
		"TIDEWATER DAILY ONLINE\nHarbour levy to stay\nBy Ada Moor\nThe levy stays, the minister said on Friday.\n": {"Harbour levy to stay", "TIDEWATER DAILY ONLINE"},
		// No title below it: the line is the title.
		"Harbour Post\n\nThe levy stays, the minister said on Friday, and nobody else has anything to say about it.\n": {"Harbour Post", ""},
		// Not the name of an outlet.
		"Minister Leaves Post\n\nHarbour in doubt\n\nThe minister said on Friday that she would go.\n":  {"Minister Leaves Post", ""},
		"Harbour levy makes the news\n\nThe levy stays, the minister said on Friday.\n":                 {"Harbour levy makes the news", ""},
		"TIDEPRESS / Economy / 07.05.2021 11:42\n\nHarbour levy to stay\n\nThe levy stays, she said.\n": {"Harbour levy to stay", "TIDEPRESS"},
	} {
		a, err := Read(capture.Capture{MediaType: "text/plain", Body: []byte(text), Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if a.Title != want.title || a.Outlet != want.outlet {
			t.Errorf("%q: title %q of %q, want %q of %q", text, a.Title, a.Outlet, want.title, want.outlet)
		}
	}
}
