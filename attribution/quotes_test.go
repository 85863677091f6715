package attribution

import (
	"testing"

	"github.com/google/go-cmp/cmp"
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
			for _, q := range quotations(c.para, Span{0, len(c.para)}, nil) {
				got = append(got, q.In(c.para))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.para, diff)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	const line = "the water rose by a hand every hour of the night and nobody slept\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty lines", "One.\n\nTwo.\r\n\r\n\r\nThree.", []string{"One.", "Two.", "Three."}},
		{"single line ends", "One.\nTwo.\rThree.", []string{"One.", "Two.", "Three."}},
		{"a line broken by accident", "The dam\nheld.", []string{"The dam\nheld."}},
		{"lines of one width", line + line + line + line + line + line + "It held.\n\nTwo.", []string{line + line + line + line + line + line + "It held.", "Two."}},
		{"a masked stretch", "One.          Two.", []string{"One.", "Two."}},
		{"odd white space", "\u00a0One\u00a0two.\t\n\u2029Three.\ufeff", []string{"One\u00a0two.", "Three."}},
		{"nothing", " \n\t ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			paras := paragraphsOf(c.text)
			for para, _, ok := paras.paragraph(); ok; para, _, ok = paras.paragraph() {
				got = append(got, para.In(c.text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, para string
		want       []string
	}{
		{"plain", "It rained. It stopped! Why? He left.", []string{"It rained.", "It stopped!", "Why?", "He left."}},
		{"abbreviations and initials", "Mr. J. R. Wrenn met Sen. Tarbuck in the U.S. Senate. He left.",
			[]string{"Mr. J. R. Wrenn met Sen. Tarbuck in the U.S. Senate.", "He left."}},
		{"an abbreviation at the end", "He left the U.S. The dam held.", []string{"He left the U.S.", "The dam held."}},
		{"missing space", "It rained.It stopped.", []string{"It rained.", "It stopped."}},
		{"numbers and addresses", "It rose 2.5 feet, gorsk.example said.", []string{"It rose 2.5 feet, gorsk.example said."}},
		{"after a quotation", "“It rained.” He left.", []string{"“It rained.”", "He left."}},
		{"a quotation that ends before its cue", "“Did it rain?” Wrenn asked. He left.", []string{"“Did it rain?” Wrenn asked.", "He left."}},
		{"the next starts with a quotation", "“One,” he said. “Two.”", []string{"“One,” he said.", "“Two.”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			para := Span{0, len(c.para)}
			tokens := tokenize(c.para, para, quotations(c.para, para, nil), nil)
			var got []string
			sentences(tokens, func(from, to int) { got = append(got, c.para[tokens[from].Start:tokens[to-1].End]) })
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.para, diff)
			}
		})
	}
}
