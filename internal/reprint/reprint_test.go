package reprint_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/internal/reprint"
)

// Sentences of invented articles.
const (
	harbour = "The ferry between Ardmark and Tolm will not run on Sundays from the first week of spring, the harbour office told its passengers in a notice that was pinned to the ticket booth overnight. "
	boats   = "Two of the four boats have been laid up since the storm of last autumn, when waves broke the long pier at Saltmarsh and carried off the lamp that had stood at its end for ninety years. "
	council = "The council of Tolm voted by eleven to four in favour of a loan for repairs, though the treasurer warned that nobody had yet found a yard willing to take the work before the summer. "
	bakers  = "Bakers of the lower town have asked for a stall at the new market hall, where rents are said to be twice what they were when the old one burned down and half its traders left for the coast. "
	speech  = "“We shall mend the pier, and we shall mend the lamp, and when both are mended every child of this town will walk out to the end of it and see the light that their grandparents saw,” she said. “No loan is too large for that and no winter too long, and whoever tells you otherwise has never stood on that pier at night.” "
	choir   = "A choir from the hills sang on the quay while its buses were turned around, and a man in a green coat sold chestnuts out of a pram until the wind put out his fire for the third time. "
	weather = "Forecasters expect sleet over the northern islands from Thursday, with gusts strong enough to close the causeway and keep the mail boat in harbour for the rest of the week. "
)

// lines puts sentences into paragraphs of their own.
func lines(sentences ...string) string {
	var out []string
	for _, s := range sentences {
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, "\n\n")
}

func TestVerdict(t *testing.T) {
	article := lines("No ferry on Sundays", harbour, boats, council, bakers)
	for name, c := range map[string]struct {
		a, b string
		want reprint.Verdict
	}{
		"the same":               {article, article, reprint.Whole},
		"a half":                 {article, lines(harbour, boats), reprint.Whole},
		"in another order":       {article, lines(bakers, council, boats, harbour), reprint.Whole},
		"another headline":       {article, lines("Tolm cut off", "Sundays will be quiet in Tolm.", harbour, boats, council, bakers), reprint.Whole},
		"typography":             {lines(harbour, speech, boats, council), strings.NewReplacer("“", `"`, "”", `"`).Replace(strings.ToUpper(lines(harbour, speech, boats, council))), reprint.Whole},
		"every seventh word":     {article, everySeventh(article), reprint.Whole},
		"two of five paragraphs": {article, lines(choir, harbour, boats, weather, weather+choir), reprint.Part},
		"one paragraph of many":  {lines(harbour, boats, council, bakers, choir), lines(weather, harbour+speech), reprint.None},
		"another article":        {article, lines(choir, weather, speech), reprint.None},
		"one speech":             {lines(harbour, speech, boats), lines(choir, speech, weather), reprint.None},
		"one speech, a block":    {lines(harbour, speech, boats), lines(choir, strings.NewReplacer("“", "", "”", "").Replace(speech), weather), reprint.None},
		"one speech, '' and ‘":   {lines(choir, strings.NewReplacer("“", "''", "”", "''").Replace(speech)), lines(weather, strings.NewReplacer("“", "‘", "”", "’").Replace(speech)), reprint.None},
		"speech and all":         {lines(harbour, speech), lines(harbour, speech, boats, council), reprint.Whole},
		"little but a speech":    {lines(speech, speech+" the mayor told the people of Tolm on Monday."), lines(speech, speech+" the mayor told the people of Tolm on Monday.", harbour), reprint.Whole},
		"a notice under both":    {lines(harbour, council, notice), lines(choir, weather, notice), reprint.None},
		"a few words":            {"No ferry on Sundays", "No ferry on Sundays", reprint.None},
		"nothing":                {"", "", reprint.None},
		"nothing and something":  {"", article, reprint.None},
	} {
		t.Run(name, func(t *testing.T) {
			o := reprint.Compare(reprint.Read(c.a, nil), reprint.Read(c.b, nil))
			if got := o.Verdict(); got != c.want {
				t.Errorf("Verdict = %q, want %q: share %.2f, %+v", got, c.want, o.Share(), o)
			}
		})
	}
}

const notice = "Sign up for the Lantern by letter, every weekday before the kettle boils, and read what the harbour, the hills and the lower town have been up to while you slept. It costs nothing, and whoever tires of it may tell the postman and will not be asked why or hear from us again."

func everySeventh(text string) string {
	words := strings.Split(text, " ")
	for i := 3; i < len(words); i += 7 {
		words[i] = fmt.Sprint("tarn", i)
	}
	return strings.Join(words, " ")
}

func TestSpansSayWhatIsQuoted(t *testing.T) {
	unmarked := strings.NewReplacer("“", "", "”", "").Replace(speech)
	a, b := lines(choir, unmarked), lines(weather, unmarked)
	at := func(text string) []reprint.Span {
		from := strings.Index(text, "We shall")
		return []reprint.Span{{Start: strings.Index(text, "No loan"), End: len(text)}, {Start: from, End: strings.Index(text, " she said")}}
	}
	if got := reprint.Compare(reprint.Read(a, nil), reprint.Read(b, nil)).Verdict(); got != reprint.Part {
		t.Errorf("without spans: %q, want %q", got, reprint.Part)
	}
	if got := reprint.Compare(reprint.Read(a, at(a)), reprint.Read(b, at(b))).Verdict(); got != reprint.None {
		t.Errorf("with spans: %q, want none", got)
	}
}

func TestPassagesAreWhatIsShared(t *testing.T) {
	a := lines(choir, harbour, boats)
	b := lines(boats, weather, strings.Replace(harbour, "Sundays from the first week of spring", "Sundays", 1))
	o := reprint.Compare(reprint.Read(a, nil), reprint.Read(b, nil))
	if len(o.Passages) != 2 {
		t.Fatalf("passages: %+v", o.Passages)
	}
	for i, want := range []string{harbour, boats} {
		p := o.Passages[i]
		if got := a[p.A.Start:p.A.End] + ". "; got != want {
			t.Errorf("passage %d in a is %q", i, got)
		}
	}
	p := o.Passages[0]
	if got := b[p.B.Start:p.B.End]; !strings.HasPrefix(got, "The ferry between") || !strings.HasSuffix(got, "ticket booth overnight") {
		t.Errorf("passage 0 in b is %q", got)
	}
	if p.WordsA != p.WordsB+6 || p.Equal != p.WordsB {
		t.Errorf("passage 0: %+v", p)
	}
}

func TestWordsAreAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"The mayor's 1,200.5 boats", "the MAYOR’S 1,200.5 BOATS", true},
		{"1,200 boats", "1200 boats", false},
		{"the U.S. fleet", "the US fleet", true},
		{"the U.S.S. Tolm", "the USS Tolm", true},
		{"soft\u00adly", "softly", true},
		{"the mayor's hat", "the mayor s hat", false},
		{"well-known", "well known", true},
		{"it ended.Then", "it ended. Then", true},
		{"3.5", "3. 5", false},
		{"an end. A start", "an end A start", true},
		{"Ünder ŽIŽKOV", "ünder žižkov", true},
		{"渡船停航", "渡 船 停 航", true},
		{"co-op", "coop", false},
		{"bad \xff bytes", "bad bytes", true},
	} {
		// Their words are alike if a text with one in the middle is that with the other.
		a, b := reprint.Read(harbour+c.a+" "+boats, nil), reprint.Read(harbour+c.b+" "+boats, nil)
		o := reprint.Compare(a, b)
		same := a.Words() == b.Words() && len(o.Passages) == 1 && o.Passages[0].Equal == a.Words()
		if same != c.want {
			t.Errorf("%q and %q: alike %v, want %v (%d and %d words)", c.a, c.b, same, c.want, a.Words(), b.Words())
		}
	}
}

func TestOwnWordsStandOutsideQuotation(t *testing.T) {
	for text, want := range map[string]int{
		"He said “we will mend it” twice":              3,
		"He said \"we will mend it\" twice":            3,
		"He said ''we will mend it'' twice":            3,
		"He said «we will mend it» twice":              3,
		"He said „we will mend it“ twice":              3,
		"He said ‘we’ll mend it’ twice":                3,
		"'We'll mend it' he said":                      2,
		"It was built in the '90s of oak":              8,
		"The traders' boats and the bakers' stalls":    7,
		"It is 5 feet 6\" long and 4\" wide":           9,
		"“We will mend it.\n“And the lamp,” he said":   2,
		"‘We will mend it.\n\n‘And the lamp,’ he said": 2,
		"“We will not close it\nThe pier stands":       3,
		"He said “the word 'mend' is mine” twice":      3,
		"": 0,
	} {
		words := reprint.Read(text, nil)
		if got := reprint.Compare(words, words).A.Own; got != want {
			t.Errorf("%q has %d own words, want %d", text, got, want)
		}
	}
}

// What stands in one text several times is found, and no word twice.
func TestWhatIsRepeated(t *testing.T) {
	for _, first := range []string{"Aft", "Bow", "Cog", "Dory"} { // whichever text is taken as the first
		a, b := lines(first, harbour, boats), lines("Brig", boats, weather, boats, choir, boats, bakers)
		o := reprint.Compare(reprint.Read(a, nil), reprint.Read(b, nil))
		if len(o.Passages) != 1 || a[o.Passages[0].A.Start:o.Passages[0].A.End]+". " != boats {
			t.Errorf("once and three times: %+v", o.Passages)
		}
	}
	begin, again := lines("Tolm", choir), strings.Repeat(harbour, 20)
	for name, c := range map[string][2]string{
		"begin alike": {again + boats, again + weather},
		"end alike":   {begin + boats + again, weather + again},
	} {
		o := reprint.Compare(reprint.Read(c[0], nil), reprint.Read(c[1], nil))
		if o.A.SharedWords < 20*30 {
			t.Errorf("%s: %d words shared of %d", name, o.A.SharedWords, o.A.Words)
		}
	}
}

func TestMarksAreEnoughAndNotTooMany(t *testing.T) {
	for _, c := range []struct {
		name        string
		text        string
		least, most int
	}{
		{"long", shuffled(400_000, 1, 1), 2048, 4096},
		{"a thousand words", shuffled(1000, 1, 1), 90, 160},
		{"three hundred", shuffled(300, 1, 1), 50, 100},
		{"a hundred", shuffled(100, 1, 1), 35, 65},
		{"mostly quotation", speech, 15, 50},
		{"somewhat quotation", lines(shuffled(100, 1, 1), speech), 18, 45},
		{"four words", "a b c d", 0, 0},
	} {
		if n := len(reprint.Read(c.text, nil).Marks()); n < c.least || n > c.most {
			t.Errorf("%s: %d marks, want %d to %d", c.name, n, c.least, c.most)
		}
	}
}

func Example() {
	paper := reprint.Read("ARDMARK (AP) — "+harbour+boats+council, nil)
	other := reprint.Read("Quiet Sundays in Tolm\n\n"+harbour+boats, nil)
	o := reprint.Compare(paper, other)
	fmt.Printf("%s: %d of %d own words\n", o.Verdict(), o.B.SharedOwn, o.B.Own)
	// Output: reprint: 71 of 75 own words
}
