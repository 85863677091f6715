package record

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReasons(t *testing.T) {
	s := Statement{
		Article: ArticleRef{ID: "a1", Outlet: "Sennit Lantern", Published: "2025-05-20"},
		Speaker: &Speaker{ID: "0d", Name: "Ines Keldar", Role: "mayor of Sennit"},
		Source:  &Span{Text: "the mayor"},
		Content: []Span{{Text: "“The harbour levy, I'm sure,"}, {Text: "harms dredging: Évasion!”"}},
		Kind:    "direct", Act: "deny", To: "the Quay Gazette",
	}
	unknown := s
	unknown.Speaker = nil
	bare := s
	bare.Source = nil
	same := s
	same.Source, same.Speaker = &Span{Text: "INES KELDAR"}, &Speaker{Name: "Ines Keldar"}
	for _, test := range []struct {
		typed string
		of    Statement
		want  []Reason
	}{
		{"", s, nil},
		{`HARBOUR "dredging evasion" dredg* -tax`, s, []Reason{{`HARBOUR "dredging evasion" dredg* -tax`, "“harbour”, “dredging: Évasion” in what was said"}}},
		{"speaker:keldar", s, []Reason{{"speaker:keldar", "the speaker is Ines Keldar, named in the article as “the mayor”, mayor of Sennit"}}},
		{"speaker:keldar", same, []Reason{{"speaker:keldar", "the speaker is Ines Keldar"}}},
		{"speaker:nessa", s, []Reason{{"speaker:nessa", "the speaker is Ines Keldar, named in the article as “the mayor”, mayor of Sennit; another of the names has “nessa”"}}},
		{"speaker_id:0d", bare, []Reason{{"speaker_id:0d", "the speaker is Ines Keldar, whom the article does not name here, mayor of Sennit"}}},
		{"speaker:mayor", unknown, []Reason{{"speaker:mayor", "the article has “the mayor”, and who that is is not known"}}},
		{`to:gazette outlet:"=sennit lantern" kind:direct act:deny article:a1`, s, []Reason{
			{"to:gazette", "said to the Quay Gazette"}, {`outlet:"=sennit lantern"`, "printed by Sennit Lantern"},
			{"kind:direct", "the speech is direct"}, {"act:deny", "the act is deny"}, {"article:a1", "it stands in that article"}}},
		{"to_id:9f about_id:3c", s, []Reason{{"to_id:9f", "said to the Quay Gazette"}, {"about_id:3c", "what was said names this speaker"}}},
		{"reprint:no after:2025 before:2026 -act:say", s, []Reason{
			{"reprint:no", "no other article on record printed it before"}, {"after:2025-01-01", "published on 2025-05-20"},
			{"before:2026-01-01", "published on 2025-05-20"}, {"-act:say", "nothing of it has that"}}},
	} {
		q, err := ParseQuery(test.typed)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, q.Reasons(test.of)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.typed, diff)
		}
	}
}
