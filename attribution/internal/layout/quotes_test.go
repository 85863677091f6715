package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/layout"
)

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, para string
		want       []string
	}{
		{"curly", `“One,” he said, “two.”`, []string{"“One,”", "“two.”"}},
		{"straight", `"One," he said, "two."`, []string{`"One,"`, `"two."`}},
		{"doubled apostrophes", `''One,'' he said, ''two.''`, []string{"''One,''", "''two.''"}},
		{"single", `‘One,’ he said. ‘It’s two.’`, []string{"‘One,’", "‘It’s two.’"}},
		{"single straight", `'One,' he said. 'It's two.'`, []string{"'One,'", "'It's two.'"}},
		{"apostrophes are no marks", `The dogs' owner didn’t see the '90s, nor the workers’ hall.`, nil},
		{"possessive inside single marks", `‘The workers’ hall burned,’ he said.`, []string{"‘The workers’ hall burned,’"}},
		{"guillemets", `«One», he said, ‹two›.`, []string{"«One»", "‹two›"}},
		{"low and high", `„One,“ he said. „Two.”`, []string{"„One,“", "„Two.”"}},
		{"nested", `“He said ‘no’ and left,” she said.`, []string{"“He said ‘no’ and left,”"}},
		{"nested, same marks", `"He said "no" and left," she said.`, []string{`"He said "no" and left,"`}},
		{"nested apostrophes close together", `''They said, 'No,''' she said. ''Yes.''`, []string{"''They said, 'No,'''", "''Yes.''"}},
		{"curly closed by straight", `“One," he said. "Two.”`, []string{`“One,"`, `"Two.”`}},
		{"curly mark turned the wrong way", `”One,” he said. “Two.“`, []string{"”One,”", "“Two.“"}},
		{"inch marks", `The 6'2" man said "no" to her.`, []string{`"no"`}},
		{"closing mark missing, another follows", `“One was enough. “Two,” he said.`, []string{"“One was enough.", "“Two,”"}},
		{"opening mark missing", `One,” he said. “Two.”`, []string{"“Two.”"}},
		{"goes on in the next paragraph", `He said: “One is enough for us.`, []string{"“One is enough for us."}},
		{"a stray mark at the end", `He said “one” to them. "`, []string{"“one”"}},
		{"in brackets", `(“One”) and [“two”]`, []string{"“One”", "“two”"}},
		{"after a dash", `No—“one”—he said.`, []string{"“one”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, q := range layout.Quotations(c.para, layout.Span{0, len(c.para)}, 0, nil) {
				got = append(got, q.In(c.para))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.para, diff)
			}
		})
	}
}

// TestQuotationsWithin tries paragraphs after one that left a quotation open.
func TestQuotationsWithin(t *testing.T) {
	for _, c := range []struct {
		name, para string
		before     rune
		want       []string
	}{
		{"closed here", `Two is more.” Then he left. “Three,” he said.`, '“', []string{"Two is more.”", "“Three,”"}},
		{"closed here, straight", `Two is more." Then he left.`, '"', []string{`Two is more."`}},
		{"opened anew", `“Two is more,” he said.`, '“', []string{"“Two is more,”"}},
		{"never closed", `Then he left. “Three,” he said.`, '“', []string{"“Three,”"}},
		{"never closed, straight", `Then he left. "Three," he said.`, '"', []string{`"Three,"`}},
		{"another sort of mark", `Two is more.” Then he left.`, '«', nil},
		{"only a closing mark", `”`, '“', []string{"”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, q := range layout.Quotations(c.para, layout.Span{0, len(c.para)}, c.before, nil) {
				got = append(got, q.In(c.para))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.para, diff)
			}
		})
	}
}
