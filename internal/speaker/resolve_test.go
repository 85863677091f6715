package speaker

import (
	"strings"
	"testing"

	"hearsay/attribution"
)

// statementsIn reads a text in which each source stands in braces, {She}, and
// {} where a statement has none; what follows up to the line's end is its
// content, quoted where it begins with a mark. Inner statements stand in angle
// brackets, <he>, inside the content of the statement before them.
func statementsIn(marked string) (string, []attribution.Statement) {
	var text strings.Builder
	var statements []attribution.Statement
	outer := -1
	for line := range strings.Lines(marked) {
		for line != "" {
			at := strings.IndexAny(line, "{<")
			if at < 0 {
				text.WriteString(line)
				break
			}
			end := strings.IndexAny(line, "}>")
			text.WriteString(line[:at])
			inner := line[at] == '<'
			source := attribution.Span{Start: text.Len(), End: text.Len() + end - at - 1}
			text.WriteString(line[at+1 : end])
			line = line[end+1:]
			plain := strings.NewReplacer("{", "", "}", "", "<", "", ">", "").Replace(strings.TrimRight(line, "\n"))
			next, _, _ := strings.Cut(plain, "|")
			content := attribution.Span{Start: text.Len(), End: text.Len() + len(next)}
			s := attribution.Statement{Source: source, Content: []attribution.Span{content}, Inside: -1}
			if !source.Empty() {
				s.Cue = attribution.Span{Start: source.End, End: min(source.End+5, content.End)}
			} else {
				s.Source = attribution.Span{}
			}
			s.Kind = attribution.Indirect
			if strings.ContainsAny(next, "“\"") {
				s.Kind = attribution.Direct
			}
			if inner {
				s.Inside = outer
			} else {
				outer = len(statements)
			}
			statements = append(statements, s)
		}
	}
	return text.String(), statements
}

// TestResolve resolves the last source of each text.
func TestResolve(t *testing.T) {
	for _, c := range []struct{ about, text, want string }{
		{"pronoun", "Ada Quill opened the quay.\n{She} said it was late.", "Ada Quill"},
		{"the other gender", "Ada Quill met Robert Arlen.\n{He} said it was late.", "Robert Arlen"},
		{"who spoke before", "Robert Arlen met Peter Wrenn.\n{Arlen} said “no.”\n{He} said it was late.", "Robert Arlen"},
		{"a chain of pronouns", "Robert Arlen spoke.\n{He} said no.\n{He} said so twice.\n{he} said “yes.”", "Robert Arlen"},
		{"not who is named in the content", "Robert Arlen met Peter Wrenn at the quay.\n{He} said Peter Wrenn was late.", "Robert Arlen"},
		{"gender of a title", "Mr. Wrenn and Ms. Moor spoke.\n{She} said it was late.", "Moor"},
		{"gender of a role", "Tal Moor, a spokeswoman, met Jan Orr, a fisherman.\n{She} said it was late.", "Tal Moor"},
		{"no German is a man for that", "German Chancellor Tal Moor once met Robert Arlen.\n{She} said it was late.", "Tal Moor"},
		{"a title for a surname", "Howard Dean came late. Dean was tired.\n{Dean} said no.", "Howard Dean"},
		{"a state for a surname", "Jim Jordan came late.\n{Jordan} said no.", "Jim Jordan"},
		{"two of one sort", "Robert Arlen met Peter Wrenn, and John Orr met Paul Moor.\nThe day went by.\n{He} said it was late.", ""},
		{"nobody before", "{He} said it was late.", ""},

		{"surname", "Ada Quill spoke first. {Quill} said no.", "Ada Quill"},
		{"first name", "Ada Quill spoke first. {Ada} said no.", "Ada Quill"},
		{"capitals", "Ada Quill was asked.\n{QUILL}: “No.”", "Ada Quill"},
		{"the end of a name", "Aya San Quill, who is late, spoke.\n{San Quill} said no.", "Aya San Quill"},
		{"whose name it mostly is", "Ada Quill spoke. Quill left. Quill came back with Bram Quill.\n{Quill} said no.", "Ada Quill"},
		{"Mrs. tells which", "Robert Quill met Ada Quill.\n{Mrs. Quill} said no.", "Ada Quill"},

		{"role", "Harbour Minister Ada Quill met Dov Arlen, the board’s treasurer.\n{The treasurer} said no.", "Dov Arlen"},
		{"role before the name", "The board’s treasurer, Dov Arlen, met Ada Quill.\n{The treasurer} said no.", "Dov Arlen"},
		{"one word of a class", "Russian Ambassador Dov Arlen once met Ada Quill.\n{The Kremlin envoy} said no.", "Dov Arlen"},
		{"the state tells which", "French President Jean Morne once met Polish President Lech Warda.\n{The Polish leader} said no.", "Lech Warda"},
		{"POTUS", "US President Robert Arlen once met Russian President Peter Wrenn.\n{POTUS} said no.", "Robert Arlen"},
		{"vice president", "Vice President Ada Quill once met President Robert Arlen.\n{The president} said no.", "Robert Arlen"},
		{"no such role", "Ada Quill met Dov Arlen, the board’s treasurer.\n{The surgeon} said no.", ""},
		{"his aide is not he", "Robert Arlen was there.\n{His aide} said no.", ""},
		{"a name that comes later", "{A harbour judge} stopped the levy.\nJudge Ada Quill wrote the ruling.", "Ada Quill"},
		{"a spokesman", "{A spokesman} said no.", ""},
		{"who is known by words", "{A source close to the board} said no.", "source close to the board"},
		{"role by translation", "It was usual, {the press Secretary of the President Dmitry Peld} said.", "Dmitry Peld"},
		{"role of something", "{The minister of tides of Tessaly Ilva Keldar} said no.", "Ilva Keldar"},

		{"state by its capital", "It rained in Tessaly.\n{Moscow} denied it.", "Russia"},
		{"state by its side", "It rained.\n{The US side} denied it.", "United States"},
		{"house", "It rained.\n{The White House} denied it.", "White House"},
		{"acronym", "The Tide Safety Board met.\n{The TSB} denied it.", "Tide Safety Board"},
		{"same first letters", "The Tide Board met.\nThe Tenth Bridge stood.\n{The Tenth Bridge} says no.", "Tenth Bridge"},
		{"an owner within a name", "It rained.\n{The People’s Daily} says no.", "People’s Daily"},
		{"a science", "Dov Arlen, a marine biologist, met Ada Quill.\n{The biologist} says no.", "Dov Arlen"},
		{"body", "The Lights Board met.\n{The board} denied it.", "Lights Board"},
		{"paper", "The Marrow Bay Times was asked.\n{The newspaper} denied it.", "Marrow Bay Times"},
		{"campaign", "Quill’s campaign is broke. Ada Quill spoke.\n{Her campaign} denied it.", "Quill campaign"},
		{"office", "Ada Quill spoke.\n{Her office} denied it.", "Ada Quill’s office"},
		{"group", "It rained.\n{Several harbour officials} said no.", "Several harbour officials"},
		{"group again", "It rained.\n{Harbour officials} said no.\n{They} said so twice.", "Harbour officials"},
		{"share of a group", "It rained.\n{60 percent of skippers} said no.", "60 percent of skippers"},
		{"document", "The ferries stood still.\n{The joint statement} says no.", "joint statement"},
		{"document of somebody", "The ferries stood still.\n{The Kremlin statement} says no.", "Kremlin"},
		{"document again", "They gave out a joint statement on Tuesday.\n{It} says no.", ""},
		{"document in the sentence before", "They gave out a joint statement. {It} says no.", "joint statement"},
		{"poll again", "{A Tidemark poll} says no.\n{The poll} says so twice.", "Tidemark poll"},

		{"who", "Ada Quill, {who} said no.", "Ada Quill"},
		{"who after an apposition", "Ada Quill, the minister for tides, {who} said no.", "Ada Quill"},
		{"and who", "Ada Quill, who was late and {who} said no.", "Ada Quill"},
		{"officials who", "There were skippers {who} said no.", "skippers"},

		{"goes on", "Ada Quill came.\n{Quill} said “it is late.”\n{}“It is very late.”", "Ada Quill"},
		{"goes on, nobody before", "{}“It is very late.”", ""},
		{"inner pronoun", "Robert Arlen met Peter Wrenn at the quay.\n{Arlen} said “I asked and <he> said no”", "Peter Wrenn"},
		{"I in a quotation", "Robert Arlen met Peter Wrenn at the quay.\n{Arlen} said “<I> say no”", "Robert Arlen"},
		{"I of nobody", "Ada Quill came.\n{I} said no.", ""},
		{"both are named", "{Ada Quill and her aides} said no.", "Ada Quill"},
		{"answer in an interview", "Interview with Ada Quill\n\nWhat is the levy?\n\nIt is a levy.\n\nWho pays it?\n\n{I} think ships do.", "Ada Quill"},
	} {
		t.Run(c.about, func(t *testing.T) {
			text, statements := statementsIn(c.text)
			got := Resolve(text, statements)
			last := got[len(got)-1]
			if last.Name != c.want {
				t.Errorf("%q is %q (%s, %.2f), want %q; candidates %v", c.text, last.Name, last.How, last.Confidence, c.want, last.Candidates)
			}
			if last.Known() != (last.Confidence > 0) || last.Known() != (last.How != "") {
				t.Errorf("known and confidence do not go together: %+v", last)
			}
		})
	}
}

func TestCandidatesAreTold(t *testing.T) {
	text, statements := statementsIn("Robert Arlen met Peter Wrenn, and John Orr met Paul Moor.\nThe day went by.\n{He} said it was late.")
	got := Resolve(text, statements)[0]
	if got.Known() || len(got.Candidates) < 2 {
		t.Fatalf("got %+v, want several candidates", got)
	}
	for i, c := range got.Candidates {
		if c.Name == "" || c.Why == "" || i > 0 && c.Confidence > got.Candidates[i-1].Confidence {
			t.Errorf("candidate %d of %+v lacks something or is out of order", i, got.Candidates)
		}
	}
}

func TestAuthorAndCaptions(t *testing.T) {
	text, statements := statementsIn("{I} said no.")
	if got := Resolve(text, statements, Author("By Ada Quill"))[0]; got.Name != "Ada Quill" {
		t.Errorf("the author’s I is %q", got.Name)
	}
	if got := Resolve(text, statements, Author("Ada Quill and Dov Arlen"))[0]; got.Known() {
		t.Errorf("of two authors one is I: %q", got.Name)
	}
	text, statements = statementsIn("Tessaly Harbour Minister Ada Quill at the quay.\n\nThe ferries stood still.\n{The minister} said no.")
	caption := attribution.Span{Start: 0, End: strings.IndexByte(text, '\n')}
	if got := Resolve(text, statements, Captions([]attribution.Span{caption}))[0]; got.Name != "Ada Quill" {
		t.Errorf("whom a caption names is %q", got.Name)
	}
}

// FuzzResolve checks that no text makes it fail, and that every name stands in
// the text or is a state's.
func FuzzResolve(f *testing.F) {
	f.Add("Ada Quill, 34, the minister, said. “He” (who) said.\n\nMr. Quill’s aide: “No”?", uint16(3), uint16(7))
	f.Add("The [Russian] president and the U.S. side\nTHE END.", uint16(1), uint16(9))
	f.Fuzz(func(t *testing.T, text string, a, b uint16) {
		if len(text) == 0 {
			return
		}
		var statements []attribution.Statement
		for i := 0; i+2 < len(text) && len(statements) < 50; i += int(a)%7 + 1 {
			s := attribution.Statement{Source: attribution.Span{Start: i, End: min(len(text), i+int(b)%9)}, Inside: -1}
			s.Content = []attribution.Span{{Start: min(len(text)-1, i+1), End: min(len(text), i+3)}}
			if n := len(statements); n > 0 && n%3 == 0 {
				s.Inside = n - 1
			}
			s.Kind = []attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed}[i%3]
			statements = append(statements, s)
		}
		got := Resolve(text, statements)
		if len(got) != len(statements) {
			t.Fatalf("%d speakers of %d statements", len(got), len(statements))
		}
		for _, s := range got {
			if s.Confidence < 0 || s.Confidence > 1 {
				t.Errorf("confidence %v", s.Confidence)
			}
		}
	})
}

func TestPronoun(t *testing.T) {
	for _, c := range []struct {
		about, text, pronoun string
		names                []string
		want                 int
	}{
		{"the other gender", "Ada Quill met Robert Arlen at the quay, and then he left.", "he", []string{"Ada Quill", "Robert Arlen"}, 1},
		{"who acts", "Robert Arlen, who led the board for years, told Peter Wrenn that he would resign.", "he", []string{"Robert Arlen", "Peter Wrenn"}, 0},
		{"neither", "Ada Quill met Mary Moor at the quay, and then he left.", "he", []string{"Ada Quill", "Mary Moor"}, -1},
	} {
		span := func(words string) attribution.Span {
			at := strings.LastIndex(c.text, words)
			return attribution.Span{Start: at, End: at + len(words)}
		}
		at := strings.Index(c.text, " "+c.pronoun+" ") + 1
		got := Pronoun(c.text, attribution.Span{Start: at, End: at + len(c.pronoun)}, []attribution.Span{span(c.names[0]), span(c.names[1])})
		if got != c.want {
			t.Errorf("%s: %q means name %d, want %d", c.about, c.text, got, c.want)
		}
	}
}

// TestLongTexts resolves texts that are made to be slow: what is looked back on is
// bounded, so twice the text takes about twice the time.
func TestLongTexts(t *testing.T) {
	for about, line := range map[string]string{
		"pronouns":     "Robert Arlen met Peter Wrenn at the quay.\n{He} said “<he> said no”.\n",
		"descriptions": "The board’s treasurer, Dov Arlen, met Ada Quill.\n{The treasurer} said no.\n{The board} said no.\n{The poll} said no.\n",
		"groups":       "{They} said no.\n{It} said no.\n{}“No.”\n{Its chief} said no, {who} said no.\n",
	} {
		text, statements := statementsIn(strings.Repeat(line, 2000))
		if got := Resolve(text, statements); len(got) != len(statements) {
			t.Errorf("%s: %d speakers of %d statements", about, len(got), len(statements))
		}
	}
}

func TestLetters(t *testing.T) {
	text, statements := statementsIn("{I} said no.\n\nAda Quill.\n\nPort Elm.\n\n{I} said so too.\n\nDov Arlen and others.\n")
	got := Resolve(text, statements)
	if got[0].Name != "Ada Quill" || got[1].Known() {
		t.Errorf("the letters are %q’s and %q’s, want Ada Quill’s and nobody’s", got[0].Name, got[1].Name)
	}
}
