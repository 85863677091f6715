package variant_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

var update = flag.Bool("update", false, "write testdata/collate.golden anew")

// TestCollateGolden holds how the differences of some utterances read.
func TestCollateGolden(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("testdata", "collate.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, all, _ := strings.Cut(string(source), "\n\n")
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(all), "\n\n") {
		name, lines, _ := strings.Cut(block, "\n")
		b.WriteString(name + "\n")
		var wordings []variant.Wording
		for line := range strings.Lines(lines) {
			wordings = append(wordings, parseWording(line))
		}
		for _, a := range variant.Collate(wordings).Witnesses {
			fmt.Fprintf(&b, "%s, kept %.2f, drift %.2f\n    %s\n", a.Relation, a.Kept, a.Drift, marked(a))
		}
		b.WriteString("\n")
	}
	path := filepath.Join("testdata", "collate.golden")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("collations differ from %s (-want +got):\n%s", path, d)
	}
}

// parseWording reads "kind piece | piece".
func parseWording(line string) variant.Wording {
	kind, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	w := variant.Wording{Kind: attribution.Kind(kind)}
	start := 0
	for piece := range strings.SplitSeq(text, " | ") {
		w.Pieces = append(w.Pieces, variant.Piece{piece, start})
		start += len(piece) + len(" | ")
	}
	return w
}

// marked writes a witness with its differences: [-dropped-], {+added+},
// [-the fullest's-]{+its own+}, {>moved<}, (-the fullest's-)(+reported+), and ! for
// what the witness marks.
func marked(a variant.Aligned) string {
	var b strings.Builder
	b.WriteString(a.Before)
	for _, s := range a.Segments {
		switch s.Op {
		case variant.Same:
			b.WriteString(s.Own)
		case variant.Dropped:
			b.WriteString(" [-" + s.Base + "-]")
		case variant.Added:
			b.WriteString("{+" + s.Own + "+}")
		case variant.Changed:
			b.WriteString("[-" + s.Base + "-]{+" + s.Own + "+}")
		case variant.Moved:
			b.WriteString("{>" + s.Own + "<}")
		case variant.Indirect:
			b.WriteString("(-" + s.Base + "-)(+" + s.Own + "+)")
		}
		if s.Marked {
			b.WriteString("!")
		}
		if s.Own == "" {
			b.WriteString(" ")
		}
		b.WriteString(s.After)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
