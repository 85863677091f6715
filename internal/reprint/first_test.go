package reprint_test

import (
	"testing"

	"hearsay/internal/reprint"
	"pgregory.net/rapid"
)

func TestFirst(t *testing.T) {
	for name, c := range map[string]struct {
		a, b reprint.Facts
		want int
		why  reprint.Why
	}{
		"earlier day": {reprint.Facts{Published: "2018-03-11", Outlet: "Lantern"}, reprint.Facts{Published: "2018-03-12", Outlet: "Quill"}, -1, reprint.EarlierDay},
		"agency's own on the same day": {
			reprint.Facts{Published: "2018-03-11", Outlet: "Lantern", Agency: "Reuters"}, reprint.Facts{Published: "2018-03-11", Outlet: "reuters.com"}, 1, reprint.AgencysOwn},
		"agency's own with a later day": {
			reprint.Facts{Published: "2018-03-12", Outlet: "AP News"}, reprint.Facts{Published: "2018-03-11", Outlet: "Lantern", Agency: "The Associated Press"}, -1, reprint.AgencysOwn},
		"agency's own with a dateline": {
			reprint.Facts{Outlet: "TASS", Agency: "TASS"}, reprint.Facts{Outlet: "Lantern", Agency: "Tass"}, -1, reprint.AgencysOwn},
		"two copies of one agency": {
			reprint.Facts{Published: "2018-03-11", Outlet: "Lantern", Agency: "AP"}, reprint.Facts{Published: "2018-03-11", Outlet: "Quill", Agency: "Associated Press"}, 0, reprint.SameAgency},
		"copies of one agency on two days": {
			reprint.Facts{Published: "2018-03-13", Outlet: "Lantern", Agency: "AP"}, reprint.Facts{Published: "2018-03-11", Outlet: "Quill", Agency: "AP"}, 1, reprint.EarlierDay},
		"one credits": {
			reprint.Facts{Published: "2018-03-11", Outlet: "Lantern", Agency: "AP"}, reprint.Facts{Published: "2018-03-11", Outlet: "Quill"}, 0, reprint.OneCredits},
		"a local agency": {
			reprint.Facts{Outlet: "Lantern", Agency: "Quill"}, reprint.Facts{Outlet: "the Quill"}, 1, reprint.AgencysOwn},
		"nothing known":    {reprint.Facts{}, reprint.Facts{}, 0, reprint.NotKnown},
		"one day missing":  {reprint.Facts{Published: "2018-03-11"}, reprint.Facts{}, 0, reprint.NotKnown},
		"no day, a month":  {reprint.Facts{Published: "2018-03"}, reprint.Facts{Published: "2018-04-01"}, 0, reprint.NotKnown},
		"the same outlet":  {reprint.Facts{Outlet: "Lantern", Published: "2018-03-11"}, reprint.Facts{Outlet: "Lantern", Published: "2018-03-11"}, 0, reprint.NotKnown},
		"different agency": {reprint.Facts{Outlet: "Lantern", Agency: "AP"}, reprint.Facts{Outlet: "Quill", Agency: "AFP"}, 0, reprint.NotKnown},
	} {
		t.Run(name, func(t *testing.T) {
			if got, why := reprint.First(c.a, c.b); got != c.want || why != c.why {
				t.Errorf("First = %d, %q, want %d, %q", got, why, c.want, c.why)
			}
		})
	}
}

// Whoever is asked first, the answer is the same.
func TestFirstIsOneAnswer(t *testing.T) {
	facts := rapid.Custom(func(t *rapid.T) reprint.Facts {
		return reprint.Facts{
			Published: rapid.SampledFrom([]string{"", "2018-03-11", "2018-03-12", "2018"}).Draw(t, "day"),
			Agency:    rapid.SampledFrom([]string{"", "AP", "Reuters", "Quill"}).Draw(t, "agency"),
			Outlet:    rapid.SampledFrom([]string{"", "AP News", "Reuters", "The Quill", "Lantern"}).Draw(t, "outlet"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := facts.Draw(t, "a"), facts.Draw(t, "b")
		first, why := reprint.First(a, b)
		other, whyOther := reprint.First(b, a)
		if first != -other || why != whyOther {
			t.Fatalf("First = %d, %q; swapped %d, %q", first, why, other, whyOther)
		}
	})
}
