package record

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/chain"
)

// told stores a page on which somebody says something to somebody.
func told(t *testing.T, r *Record, p page, to string) {
	t.Helper()
	add(t, r, p)
	reading := p.reading()
	reading.Chains = []chain.Chain{{To: to}}
	if err := r.Store(t.Context(), []Reading{reading}); err != nil {
		t.Fatal(err)
	}
}

func searched(t *testing.T, r *Record, typed string) []string {
	t.Helper()
	q, err := ParseQuery(typed)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.Search(t.Context(), q, 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range found.Statements {
		names = append(names, s.Article.File)
	}
	slices.Sort(names)
	return names
}

var (
	toDov    = page{"to Dov", "The Tidewater Post", "2031-05-04", "Harbour Minister Ada Quill", "told", "the ferry stays"}
	again    = page{"again", "Marrow Gazette", "2031-05-08", "Ada Quill", "told", "the ferry stays where it is"}
	toLawyer = page{"to the lawyer", "Marrow Gazette", "2031-05-09", "Ada Quill", "told", "nothing of it"}
	toAda    = page{"to Ada", "Marrow Gazette", "2031-05-10", "Dov Arlen", "told", "the ferry leaks"}
	ofAda    = page{"of Ada", "Sennit Lantern", "2031-05-11", "Dov Arlen", "said", "that Ada Quill's ferry leaks"}
	ofSelf   = page{"of herself", "", "", "Ada Quill", "said", "that Ada Quill is no sailor"}
	ofOther  = page{"of another", "", "2031-05-12", "Dov Arlen", "said", "that Bram Quill is ill"}
)

func TestPortrait(t *testing.T) {
	r := newRecord(t)
	told(t, r, toDov, "Dov Arlen")
	told(t, r, again, "Dov Arlen")
	told(t, r, toLawyer, "Dov Arlen's lawyer")
	told(t, r, toAda, "Ada Quill")
	add(t, r, ofAda, ofSelf, ofOther)
	speakers, err := r.Speakers(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]string)
	for _, s := range speakers {
		ids[s.Name] = s.ID
	}
	ada, dov := ids["Ada Quill"], ids["Dov Arlen"]
	got, err := r.Portrait(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	got.Wordings = nil // see below
	n := func(n int) Tally { return Tally{Statements: n} }
	want := Portrait{
		Meant:  []string{"Ada Quill"},
		Names:  Uses{Told: []Use{{"Ada Quill", n(4), 2, "2031-05-04", "2031-05-09"}}},
		Roles:  Uses{Told: []Use{{"Harbour Minister", n(1), 1, "2031-05-04", "2031-05-04"}}},
		Quoted: Facet{Values: []FacetValue{{"Marrow Gazette", "Marrow Gazette", n(2)}, {"The Tidewater Post", "The Tidewater Post", n(1)}}},
		To:     Facet{Values: []FacetValue{{dov, "Dov Arlen", n(2)}, {"", "Dov Arlen's lawyer", n(1)}}},
		From:   Facet{Values: []FacetValue{{dov, "Dov Arlen", n(1)}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Ada Quill (-want +got):\n%s", diff)
	}
	if _, err := r.Portrait(t.Context(), "none"); !errors.Is(err, ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	for typed, want := range map[string][]string{
		"to_id:" + dov:              {"again", "to Dov"},
		"to_id:" + ada:              {"to Ada"},
		"about_id:" + ada:           {"of Ada"},
		"about_id:" + dov:           nil,
		"to_id:none":                nil,
		"about_id:none":             nil,
		"ferry -about_id:" + ada:    {"again", "to Ada", "to Dov"},
		"ferry -to_id:" + dov:       {"of Ada", "to Ada"},
		"about_id:" + ada + " levy": nil,
	} {
		if got := searched(t, r, typed); !slices.Equal(got, want) {
			t.Errorf("%s finds %q, want %q", typed, got, want)
		}
	}
	// What is forgotten is counted no more.
	gone := toAda.reading()
	gone.Statements, gone.Speakers = nil, nil
	if err := r.Store(t.Context(), []Reading{gone}); err != nil {
		t.Fatal(err)
	}
	if p, err := r.Portrait(t.Context(), ada); err != nil || len(p.From.Values) != 0 {
		t.Errorf("after it is gone: %+v, %v", p.From, err)
	}
}

// Of an utterance the wordings that differ are counted, marks and case aside.
func TestWordings(t *testing.T) {
	r := newRecord(t)
	const words = "the harbour levy is the heaviest burden that any ferry on this coast has ever been asked to carry"
	for _, p := range []page{
		{"one", "The Tidewater Post", "2031-05-04", "Ada Quill", "said", "“" + words + "”"},
		{"two", "Marrow Gazette", "2031-05-04", "Ada Quill", "said", "“The" + words[3:] + "”"},
		{"three", "Sennit Lantern", "2031-05-05", "Ada Quill", "said", "“" + words[:len(words)-len(" has ever been asked to carry")] + " has to carry”"},
	} {
		add(t, r, p)
	}
	speakers, err := r.Speakers(t.Context(), 10, 0)
	if err != nil || len(speakers) != 1 {
		t.Fatal(speakers, err)
	}
	p, err := r.Portrait(t.Context(), speakers[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Wordings) != 1 || p.Wordings[0].Wordings != 2 || p.Wordings[0].Witnesses.Statements != 3 {
		t.Errorf("the wordings are %+v", p.Wordings)
	}
}
