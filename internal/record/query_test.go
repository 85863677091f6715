package record

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseQuery(t *testing.T) {
	for typed, want := range map[string]Query{
		`speaker:putin to:nbc outlet:tass kind:direct before:2017-07 "witch hunt"`: {
			Text: `"witch hunt"`, Speaker: "putin", To: "nbc", Outlet: "tass", Kind: "direct", Before: "2017-07-01"},
		`speaker:"Ada Quill" levy`:    {Text: "levy", Speaker: "Ada Quill"},
		"speaker:ada speaker:quill":   {Speaker: "ada quill"},
		"SPEAKER:Quill":               {Speaker: "Quill"},
		"10:30 http://quill.example/": {Text: "10:30 http://quill.example/"},
		"after:2031":                  {After: "2031-01-01"},
		"  two\u00a0words ":           {Text: "two words"},
		`-speaker:"Ada Quill" -outlet:post levy -kind:MIXED -kind:mixed`: {Text: "levy",
			Without: []Condition{{"speaker", "Ada Quill"}, {"outlet", "post"}, {"kind", "mixed"}}},
		"-speaker -to:x --act:deny":    {Text: "-speaker --act:deny", Without: []Condition{{"to", "x"}}},
		"levy article:0a1b":            {Text: "levy", Article: "0a1b"},
		"speaker_id:0a -speaker_id:1b": {SpeakerID: "0a", Without: []Condition{{"speaker_id", "1b"}}},
	} {
		got, err := ParseQuery(typed)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}

// FuzzQuery holds that whatever is typed is understood or refused, that no
// typed character reaches the index as one of its own operators, and that a
// query written out and read again stays the same.
func FuzzQuery(f *testing.F) {
	f.Add(`speaker:"a b" -no yes* "phrase`)
	f.Add(`outlet:"=The Post" -outlet:=post`)
	f.Add(`-outlet:"a b" -act:deny -to:x* -speaker:"-q" -kind:mixed`)
	f.Add(`NEAR("a" b, 3) OR content:{x} ^y + " AND`)
	r := newRecord(f)
	add(f, r, levy)
	f.Fuzz(func(t *testing.T, typed string) {
		q, err := ParseQuery(typed)
		if err != nil {
			if !errors.Is(err, ErrBadQuery) {
				t.Fatalf("%q: %v", typed, err)
			}
			return
		}
		if _, err := r.Search(t.Context(), q, 1, 0); err != nil && !errors.Is(err, ErrBadQuery) {
			t.Errorf("%q: %v", typed, err)
		}
		again, err := ParseQuery(q.String())
		if err != nil || !cmp.Equal(again, q) {
			t.Errorf("%q is %+v, written out %q, read again %+v, %v", typed, q, q.String(), again, err)
		}
	})
}

// TestOutletByItsWholeName holds that one outlet is told from those whose names
// have its own in them.
func TestOutletByItsWholeName(t *testing.T) {
	r := newRecord(t)
	for _, outlet := range []string{"Gazette", "The Gazette", "Évening Gazette", "Evening", "Gazette of the Evening", "gazette!"} {
		p := levy
		p.name, p.outlet = outlet, outlet
		add(t, r, p)
	}
	for typed, want := range map[string]int{
		"outlet:gazette": 5, "outlet:=gazette": 2, `outlet:"=the gazette"`: 1, `outlet:"=evening gazette"`: 1,
		"outlet:=evening": 1, "-outlet:=gazette": 4, `-outlet:=gazette -outlet:"=The Gazette"`: 3, "outlet:=the": 0,
	} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.Search(t.Context(), q, 10, 0); err != nil || got.Total != want {
			t.Errorf("%s finds %d, %v, want %d", typed, got.Total, err, want)
		}
	}
}
