package web

import (
	"strings"
	"testing"

	"hearsay/internal/record"
)

func TestHowTheSpeakerWasTold(t *testing.T) {
	for _, c := range []struct {
		about     string
		statement record.Statement
		want      string
	}{
		{"a name", record.Statement{Speaker: &record.Speaker{Name: "Ada Quill", How: "name", Confidence: 0.98}}, "named by machine, 98% sure"},
		{"a pronoun", record.Statement{Speaker: &record.Speaker{Name: "Ada Quill", How: "pronoun", Confidence: 0.61}}, "told from a pronoun by machine, 61% sure"},
		{"a person", record.Statement{Speaker: &record.Speaker{Name: "Ada Quill", How: "person", Confidence: 1}}, "set by a person"},
		{"not told how", record.Statement{Speaker: &record.Speaker{Name: "Ada Quill"}}, "not known how it was told"},
		{"candidates", record.Statement{Candidates: []record.Candidate{
			{Name: "Ada <b>Quill", Confidence: 0.4, Why: "named in the same sentence"}, {Name: "Dov Arlen", Confidence: 0.3},
		}}, `not known</span>: perhaps <bdi>Ada &lt;b&gt;Quill</bdi> (40%, <bdi>named in the same sentence</bdi>); <bdi>Dov Arlen</bdi> (30%)`},
	} {
		t.Run(c.about, func(t *testing.T) {
			var page strings.Builder
			if err := readPages(readAssets())["statement"].ExecuteTemplate(&page, "facts", &note{Statement: c.statement}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(page.String(), "<dt>Speaker</dt><dd>"+c.want) && !strings.Contains(page.String(), c.want) {
				t.Errorf("no %q in\n%s", c.want, page.String())
			}
		})
	}
}
