package chain_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
	"hearsay/internal/chain"
)

// marked reads an invented article in which [s:…] is a source, [c:…] a cue and
// [w:…] what was said; each paragraph with marks is a statement, and the name
// before "> " its speaker.
func marked(t testing.TB, article string) (text string, statements []attribution.Statement, speakers []string) {
	t.Helper()
	var b strings.Builder
	for paragraph := range strings.SplitSeq(strings.TrimSpace(article), "\n") {
		paragraph = strings.TrimSpace(paragraph)
		name, rest, ok := strings.Cut(paragraph, "> ")
		if !ok {
			name, rest = "", paragraph
		}
		s := attribution.Statement{Kind: attribution.Direct, Act: attribution.Say, Inside: -1}
		for {
			before, after, ok := strings.Cut(rest, "[")
			b.WriteString(before)
			if !ok {
				break
			}
			inside, after, ok := strings.Cut(after, "]")
			if !ok || len(inside) < 2 || inside[1] != ':' {
				t.Fatalf("marks of %q", paragraph)
			}
			span := attribution.Span{Start: b.Len(), End: b.Len() + len(inside) - 2}
			b.WriteString(inside[2:])
			switch inside[0] {
			case 's':
				s.Source = span
			case 'c':
				s.Cue = span
			default:
				s.Content = append(s.Content, span)
			}
			rest = after
		}
		b.WriteString("\n\n")
		if len(s.Content) > 0 {
			statements, speakers = append(statements, s), append(speakers, name)
		}
	}
	return b.String(), statements, speakers
}

func TestOneSentence(t *testing.T) {
	for sentence, want := range map[string]chain.Chain{
		"[s:Ada Moor] [c:told] reporters [w:that it rained].":                                     {To: "reporters"},
		"[s:Ada Moor] [c:told] the Tolm Lantern daily on Monday [w:that it rained].":              {To: "Tolm Lantern", Via: []string{"Tolm Lantern"}},
		"[w:“It rained,”] [s:Moor] [c:told] reporters aboard the ferry Marigold.":                 {To: "reporters", Where: "the ferry Marigold"},
		"[w:“It rained,”] [s:Moor] [c:said] in an interview with CNN on Monday.":                  {To: "CNN", Where: "an interview", Via: []string{"CNN"}},
		"[w:“It rained,”] [s:Moor] [c:told] CNN’s Dov Arlen.":                                     {To: "CNN’s Dov Arlen", Via: []string{"CNN"}},
		"In a letter to the board, [s:Moor] [c:wrote] [w:that it rained].":                        {To: "the board", Where: "a letter"},
		"[s:Moor] [c:said] in a tweet [w:that it rained].":                                        {Where: "a tweet"},
		"[s:Moor] [c:wrote] on Twitter [w:that it rained].":                                       {Where: "Twitter"},
		"[w:“It rained,”] [s:Moor] [c:said] at a news conference in Port Elm.":                    {Where: "a news conference in Port Elm"},
		"[s:Moor] [c:told] a crowd in Tolm [w:that it rained].":                                   {To: "a crowd", Where: "Tolm"},
		"[s:Moor] [c:asked] the council [w:to wait].":                                             {To: "the council"},
		"[s:Moor] [c:asked] [w:the council to wait].":                                             {To: "the council"},
		"[s:Moor] [c:was told] by the harbour office [w:that it rained].":                         {},
		"[s:Moor] [c:told] him [w:that it rained].":                                               {},
		"[w:“It rained,”] [s:Moor] [c:said], Reuters reported.":                                   {Via: []string{"Reuters"}},
		"[w:“It rained,”] [s:Moor] [c:said], according to TASS, citing the newspaper Elm Beacon.": {Via: []string{"TASS", "Elm Beacon"}},
		"[w:“It rained,”] [s:Moor] [c:said], as quoted by the Quill agency.":                      {Via: []string{"Quill"}},
		"[s:Moor], speaking to lawmakers, [c:said] [w:that it rained].":                           {To: "lawmakers"},
		"[s:Moor] [c:said] after meeting with Dov Arlen [w:that it rained].":                      {},
		"[w:“It rained,”] [s:Moor] [c:told] the Harbour Courier.":                                 {To: "Harbour Courier"}, // the page's own
		"[w:“It rained,”] [s:Moor] [c:said] on the other hand.":                                   {},
		"[s:The magazine] [c:said] [w:that it rained].":                                           {},
		"[w:“It rained,”] [s:Moor] [c:said] to an enormous cheer.":                                {},
		"[s:The Elm Beacon] [c:reported] [w:that it rained].":                                     {},
	} {
		text, statements, speakers := marked(t, sentence)
		got := chain.Trace(chain.Page{Text: text, Outlet: "The Harbour Courier"}, statements, speakers)
		if diff := cmp.Diff([]chain.Chain{want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sentence, diff)
		}
	}
}

func TestWholeArticle(t *testing.T) {
	interview := chain.Chain{To: "Elm Beacon", Via: []string{"Quill", "Elm Beacon"}}
	for name, c := range map[string]struct {
		page    chain.Page
		article string
		want    []chain.Chain
	}{
		"an interview holds for its speaker, not for others or other times": {
			chain.Page{Agency: "QUILL.EX", DatelineEnd: 1},
			`— [w:The levy stays], [s:Minister Ada Moor] [c:told] the Elm Beacon daily.
			Moor> [w:“It is a broom,”] [s:she] [c:said].
			Moor> [w:“And it sweeps.”]
			Moor> [s:She] [c:has repeatedly denied] [w:that it is a tax].
			Arlen> [s:Dov Arlen] [c:said] [w:it was a tax].`,
			[]chain.Chain{{To: "Elm Beacon", Via: []string{"Quill", "Elm Beacon"}}, {}, {}, {}, {}},
		},
		"the same with the speaker known": {
			chain.Page{Agency: "QUILL.EX", DatelineEnd: 1},
			`Moor> — [w:The levy stays], [s:Minister Ada Moor] [c:told] the Elm Beacon daily.
			Moor> [w:“It is a broom,”] [s:she] [c:said].
			Moor> [w:“And it sweeps.”]
			Moor> [s:She] [c:has repeatedly denied] [w:that it is a tax].
			Arlen> [s:Dov Arlen] [c:said] [w:it was a tax].`,
			[]chain.Chain{interview, interview, interview, {}, {}},
		},
		"an agency's dateline holds for all that it reports": {
			chain.Page{Agency: "Associated Press", DatelineEnd: 1},
			`Moor> — [w:The levy stays], [s:Moor] [c:told] reporters.
			Arlen> [s:Dov Arlen] [c:said] [w:it was a tax].`,
			[]chain.Chain{{To: "reporters", Via: []string{"AP"}}, {Via: []string{"AP"}}},
		},
		"an agency's own page": {
			chain.Page{Agency: "QUILL", DatelineEnd: 1, Outlet: "Quill"},
			`Moor> — [w:The levy stays], [s:Moor] [c:told] Quill.`,
			[]chain.Chain{{To: "Quill"}},
		},
		"a credit at the end": {
			chain.Page{Full: "The levy\n\nSource: Reuters\n"},
			`Moor> [s:Moor] [c:said] [w:that it rained].`,
			[]chain.Chain{{Via: []string{"Reuters"}}},
		},
		"a byline of a person": {
			chain.Page{Full: "By Ada Moor\n\nThe levy\n"},
			`Moor> [s:Moor] [c:said] [w:that it rained].`,
			[]chain.Chain{{}},
		},
		"to reporters, in the same paragraph only": {
			chain.Page{},
			`Moor> [w:“It rained,”] [s:Moor] [c:told] reporters in Tolm.
			Moor> [w:“A lot,”] [s:Moor] [c:said].`,
			[]chain.Chain{{To: "reporters", Where: "Tolm"}, {}},
		},
		"the broadcaster that was named before": {
			chain.Page{},
			`Moor> [w:“It rained,”] [s:Moor] [c:said] in an interview with Radio Elm.
			Moor> [s:She] [c:told] the broadcaster [w:that it was wet].`,
			[]chain.Chain{{To: "Radio Elm", Where: "an interview", Via: []string{"Radio Elm"}}, {To: "Radio Elm", Via: []string{"Radio Elm"}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			text, statements, speakers := marked(t, c.article)
			c.page.Text = text
			if diff := cmp.Diff(c.want, chain.Trace(c.page, statements, speakers)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
