package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/layout"
)

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
			paras := layout.Paragraphs(c.text)
			for para, _, ok := paras.Next(); ok; para, _, ok = paras.Next() {
				got = append(got, para.In(c.text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
