package record

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestContrasts holds that wordings that contradict each other are listed, those
// printed last first, as long as they are of one utterance, and that putting
// everything together anew finds them too.
func TestContrasts(t *testing.T) {
	r := newRecord(t)
	print := func(name, day, words string) string {
		reading := said(name, day, "Ada Quill", words).direct()
		keep(t, r, reading)
		return StatementID(reading.SHA256, reading.Statements[0])
	}
	opens := print("opens", "2031-05-04", "the harbour of Tessaly will open again before the herring comes")
	shut := print("shut", "2031-05-05", "the harbour of Tessaly will not open again before the herring comes")
	whole := print("whole", "2031-05-06", "the harbour of Tessaly will open again before the herring comes, I promise")
	print("lamp", "2031-06-01", "the lighthouse keeper of Marrow never left his lamp unlit on any winter night")
	dark := print("dark", "2031-06-03", "the lighthouse keeper of Marrow left his lamp unlit on any winter night")
	print("tide one", "2031-07-01", "tide tables are printed twice a year by the pilots of Sennit alone")
	print("tide two", "2031-07-02", "tide tables are printed twice a year by the pilots of Sennit")
	listed := func(want ...string) {
		t.Helper()
		found, err := r.Contrasts(t.Context(), 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range found {
			got = append(got, strings.TrimPrefix(c.Fullest.Article.Title, "About ")+" / "+strings.TrimPrefix(c.Other.Statement.Article.Title, "About "))
			if !c.Negation || len(c.Other.Variants) < 2 {
				t.Errorf("%+v", c)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	both := []string{"lamp / dark", "whole / shut"}
	listed(both...)
	if found, err := r.Contrasts(t.Context(), 1, 1); err != nil || len(found) != 1 || found[0].ID != utterancePrefix+opens || found[0].Witnesses != 3 {
		t.Errorf("the second alone: %+v, %v", found, err)
	}
	if _, err := r.db.Exec("UPDATE utterances SET contrary = NULL, last = 0"); err != nil {
		t.Fatal(err)
	}
	if err := r.Recollate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	listed(both...)
	if _, err := r.Part(t.Context(), ines, shut); err != nil {
		t.Fatal(err)
	}
	listed("lamp / dark")
	if _, err := r.Part(t.Context(), ines, dark); err != nil {
		t.Fatal(err)
	}
	listed()
	if _, err := r.Join(t.Context(), ines, shut, utterancePrefix+whole); err != nil {
		t.Fatal(err)
	}
	listed("whole / shut")
}
