package record

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/chain"
)

// TestChainIsKept holds that to whom, where and through whom a statement came
// is kept, read back and found.
func TestChainIsKept(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	told := levy.reading()
	told.Chains = []chain.Chain{{To: "the Lantern", Where: "an interview", Via: []string{"Coast Agency", "Lantern"}}}
	if err := r.Store(t.Context(), []Reading{told}); err != nil {
		t.Fatal(err)
	}
	found, err := r.Search(t.Context(), Query{To: "lantern"}, 10, 0)
	if err != nil || len(found.Statements) != 1 {
		t.Fatalf("to:lantern finds %+v, %v", found, err)
	}
	s := found.Statements[0]
	if s.To != "the Lantern" || s.Where != "an interview" {
		t.Errorf("to %q, where %q", s.To, s.Where)
	}
	if diff := cmp.Diff([]string{"Coast Agency", "Lantern"}, s.Via); diff != "" {
		t.Errorf("via (-want +got):\n%s", diff)
	}
	if found, err := r.Search(t.Context(), Query{Text: "levy", To: "reporters"}, 10, 0); err != nil || found.Total != 0 {
		t.Errorf("to:reporters finds %+v, %v", found, err)
	}
}
