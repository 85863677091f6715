package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
)

func ExampleExtract() {
	text := "Gorsk mayor resigns\n\n" +
		"“I have had enough,” Mayor Olen Tarbuck said on Monday. “Find somebody else.”\n\n" +
		"According to the Gorsk Herald, he will be paid until May."
	for _, s := range attribution.Extract(text) {
		fmt.Printf("%s: %s %s", s.Kind, s.Source.In(text), s.Cue.In(text))
		for _, c := range s.Content {
			fmt.Printf(" [%s]", c.In(text))
		}
		fmt.Println()
	}
	// Output:
	// direct: Mayor Olen Tarbuck said [“I have had enough,”] [“Find somebody else.”]
	// indirect: the Gorsk Herald According to [he will be paid until May]
}

// show writes statements as the tables below have them: source | cue | content,
// the pieces parted by " + ", inner statements indented.
func show(text string, statements []attribution.Statement) []string {
	var lines []string
	for _, s := range statements {
		var pieces []string
		for _, c := range s.Content {
			pieces = append(pieces, c.In(text))
		}
		line := s.Source.In(text) + " | " + s.Cue.In(text) + " | " + strings.Join(pieces, " + ")
		if s.Inside >= 0 {
			line = "  " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// TestExtract shows what is found in the shapes that statements come in. Every
// text stands below a headline, so that it is read as the body of an article.
func TestExtract(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{
			"quotation, source, cue", `“The dam will hold,” Ada Wrenn said.`,
			[]string{"Ada Wrenn | said | “The dam will hold,”"},
		}, {
			"quotation, cue, source with a role", `“The dam will hold,” said Ada Wrenn, an engineer from Gorsk.`,
			[]string{"Ada Wrenn, an engineer from Gorsk | said | “The dam will hold,”"},
		}, {
			"role between commas", `Ada Wrenn, an engineer from Gorsk, said the dam would hold.`,
			[]string{"Ada Wrenn, an engineer from Gorsk, | said | the dam would hold"},
		}, {
			"dash after the quotation", `“The dam will hold”, — said Wrenn.`,
			[]string{"Wrenn | said | “The dam will hold”"},
		}, {
			"cue in the middle", `“The dam,” she said, “will hold.”`,
			[]string{"she | said | “The dam,” + “will hold.”"},
		}, {
			"the quotation goes on after the cue's sentence", `“The dam will hold,” Wrenn said. “I built it.”`,
			[]string{"Wrenn | said | “The dam will hold,” + “I built it.”"},
		}, {
			"colon before the quotation", `Wrenn told reporters: “The dam will hold.”`,
			[]string{"Wrenn | told | “The dam will hold.”"},
		}, {
			"name and colon", `Engineer Ada Wrenn: “The dam will hold.”`,
			[]string{"Engineer Ada Wrenn | : | “The dam will hold.”"},
		}, {
			"colon before the quotation's paragraph", "Wrenn continued:\n\n“The dam will hold for a year.”",
			[]string{"Wrenn | continued: | “The dam will hold for a year.”"},
		}, {
			"a question", `“Will the dam hold?” the reporter asked.`,
			[]string{"the reporter | asked | “Will the dam hold?”"},
		}, {
			"a verb that the lexicon lacks", `“The dam will hold,” Wrenn thundered.`,
			[]string{"Wrenn | thundered | “The dam will hold,”"},
		}, {
			"a paragraph of quotation alone", "“The dam will hold,” Wrenn said.\n\n“Nobody needs to leave the valley.”",
			[]string{"Wrenn | said | “The dam will hold,”", "Wrenn | said | “Nobody needs to leave the valley.”"},
		}, {
			"a quotation over paragraphs",
			"Wrenn said: “The dam will hold.\n\n“Nobody needs to leave.\n\n“Go home and sleep.”\n\nThen it rained.",
			[]string{"Wrenn | said: | “The dam will hold.\n\n“Nobody needs to leave.\n\n“Go home and sleep.”"},
		}, {
			"a quotation over paragraphs, with marks at its ends alone",
			"Wrenn said: “The dam will hold.\n\nNobody needs to leave.”\n\nThen it rained.",
			[]string{"Wrenn | said: | “The dam will hold.\n\nNobody needs to leave.”"},
		}, {
			"dashes for marks", "- The dam will hold, - said Wrenn.",
			[]string{"Wrenn | said | The dam will hold"},
		}, {
			"a quotation over paragraphs, cue at the end", "“The dam will hold.\n\n“Nobody needs to leave,” Wrenn said.",
			[]string{"Wrenn | said | “The dam will hold. + “Nobody needs to leave,”"},
		}, {
			"that", `The ministry denied that the dam had leaked.`,
			[]string{"The ministry | denied | that the dam had leaked"},
		}, {
			"no that", `Officials say the dam has leaked since May.`,
			[]string{"Officials | say | the dam has leaked since May"},
		}, {
			"adverb and auxiliary", `Gorsk has repeatedly denied the reports.`,
			[]string{"Gorsk | has repeatedly denied | the reports"},
		}, {
			"at the end", `The dam has leaked since May, officials said on Sunday.`,
			[]string{"officials | said | The dam has leaked since May"},
		}, {
			"dateline", `GORSK (ANB) — The dam has leaked since May, officials said.`,
			[]string{"officials | said | The dam has leaked since May"},
		}, {
			"a verb that may be a noun, once", `Their association claims that the dam leaks badly.`,
			[]string{"Their association | claims | that the dam leaks badly"},
		}, {
			"according to, first", `According to the ministry, the dam “leaks badly.”`,
			[]string{"the ministry | According to | the dam “leaks badly.”"},
		}, {
			"according to, last", `The dam leaks, according to the ministry.`,
			[]string{"the ministry | according to | The dam leaks"},
		}, {
			"according to, after an adverb", `However, according to him, the dam is safe.`,
			[]string{"him | according to | the dam is safe"},
		}, {
			"a second cue of the same speaker", `Wrenn denied the report and said the dam was safe.`,
			[]string{"Wrenn | denied | the report", "Wrenn | said | the dam was safe"},
		}, {
			"participle", `“The dam will hold,” Wrenn said, adding that she had built it.`,
			[]string{"Wrenn | said | “The dam will hold,”", "Wrenn | adding | that she had built it"},
		}, {
			"participle first", `Denying that the dam had leaked, Wrenn told the paper: “It is safe.”`,
			[]string{"Wrenn | Denying | that the dam had leaked", "Wrenn | told | “It is safe.”"},
		}, {
			"two speakers", `Wrenn said the dam was safe, but the ministry said it was not.`,
			[]string{"Wrenn | said | the dam was safe", "the ministry | said | it was not"},
		}, {
			"to be", `Wrenn vowed to repair the dam.`,
			[]string{"Wrenn | vowed | to repair the dam"},
		}, {
			"noun, inside another statement", `It cites the mayor’s claim that the dam leaks.`,
			[]string{"It | cites | the mayor’s claim that the dam leaks", "  the mayor’s | claim | that the dam leaks"},
		}, {
			"inner statement", `“The minister said that the dam was safe,” Wrenn told the paper.`,
			[]string{"Wrenn | told | “The minister said that the dam was safe,”", "  The minister | said | that the dam was safe"},
		}, {
			"nickname, title and coined word are not said", `Olen “Duck” Tarbuck walked to “The Dam” with the so-called “friends of water”.`,
			nil,
		}, {
			"nouns that look like cues", `The mayor’s claims and the reports on his plans fill two shelves.`,
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "News from the valley\n\n" + c.text
			if diff := cmp.Diff(c.want, show(text, attribution.Extract(text))); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.text, diff)
			}
		})
	}
}

// TestExtractTraits checks kind, act, negation and headline.
func TestExtractTraits(t *testing.T) {
	type traits struct {
		Kind     attribution.Kind
		Act      attribution.Act
		Negated  bool
		Headline bool
	}
	for _, c := range []struct {
		text string
		want traits
	}{
		{"Rain.\n\n“It rains,” she said.", traits{attribution.Direct, attribution.Say, false, false}},
		{"Rain.\n\n«It rains,» she said.", traits{attribution.Direct, attribution.Say, false, false}},
		{"Rain.\n\n‘It rains,’ she said.", traits{attribution.Direct, attribution.Say, false, false}},
		{"Rain.\n\nShe said it rained.", traits{attribution.Indirect, attribution.Say, false, false}},
		{"Rain.\n\nShe said the rain was “an insult to us all”.", traits{attribution.Mixed, attribution.Say, false, false}},
		{"Rain.\n\nShe denied the report.", traits{attribution.Indirect, attribution.Deny, false, false}},
		{"Rain.\n\nShe tweeted that it rained.", traits{attribution.Indirect, attribution.Write, false, false}},
		{"Rain.\n\nShe asked whether it rained.", traits{attribution.Indirect, attribution.Ask, false, false}},
		{"Rain.\n\nShe urged patience.", traits{attribution.Indirect, attribution.Demand, false, false}},
		{"Rain.\n\nShe promised to go.", traits{attribution.Indirect, attribution.Promise, false, false}},
		{"Rain.\n\nShe believes that it will rain.", traits{attribution.Indirect, attribution.Think, false, false}},
		{"Rain.\n\nShe realized that it would rain.", traits{attribution.Indirect, attribution.Know, false, false}},
		{"Rain.\n\nShe hopes that it will rain.", traits{attribution.Indirect, attribution.Want, false, false}},
		{"Rain.\n\nShe fears that it will rain.", traits{attribution.Indirect, attribution.Feel, false, false}},
		{"Rain.\n\nShe has not said why it rains.", traits{attribution.Indirect, attribution.Say, true, false}},
		{"Rain.\n\nShe declined to say why it rains.", traits{attribution.Indirect, attribution.Say, true, false}},
		{"Wrenn Denies Leak\n\nIt rained.", traits{attribution.Indirect, attribution.Deny, false, true}},
		{"Tarbuck: Dam Is Safe\n\nIt rained.", traits{attribution.Indirect, attribution.Say, false, true}},
	} {
		found := attribution.Extract(c.text)
		if len(found) != 1 {
			t.Errorf("%q: %d statements, not one: %q", c.text, len(found), show(c.text, found))
			continue
		}
		s := found[0]
		if diff := cmp.Diff(c.want, traits{s.Kind, s.Act, s.Negated, s.Headline}); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", c.text, diff)
		}
	}
}
