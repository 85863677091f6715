package when_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hearsay/attribution"
	"hearsay/internal/when"
)

// parse reads a text in which sources, cues and contents are marked as
// [S …], [C …] and [T …]; each statement ends with the mark [.]. A speaker's key is
// what stands behind a source's last colon: [S she:moor]. The dateline ends at [D].
func parse(marked string) (page when.Page, statements []attribution.Statement, speakers []string) {
	var text strings.Builder
	next, key := attribution.Statement{Inside: -1, Act: attribution.Say, Kind: attribution.Indirect}, ""
	for {
		plain, rest, more := strings.Cut(marked, "[")
		text.WriteString(plain)
		if !more {
			page.Text = text.String()
			return page, statements, speakers
		}
		mark, after, _ := strings.Cut(rest, "]")
		marked = after
		role, words, _ := strings.Cut(mark, " ")
		if role == "S" {
			if at := strings.LastIndex(words, ":"); at >= 0 {
				words, key = words[:at], words[at+1:]
			}
		}
		span := attribution.Span{Start: text.Len(), End: text.Len() + len(words)}
		text.WriteString(words)
		switch role {
		case "S":
			next.Source = span
		case "C":
			next.Cue = span
		case "T":
			next.Content = append(next.Content, span)
			if strings.Contains(words, "“") {
				next.Kind = attribution.Mixed
			}
		case "D":
			page.Dateline.End = span.Start
		case ".":
			statements, speakers = append(statements, next), append(speakers, key)
			next, key = attribution.Statement{Inside: -1, Act: attribution.Say, Kind: attribution.Indirect}, ""
		}
	}
}

// TestSaid: invented articles, published on Wednesday, 7 May 2025.
func TestSaid(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"behind the cue", "[S Ada Moor] [C told] reporters on Friday [T that the pier would close][.].", "2025-05-02 (on Friday)"},
		{"without a preposition", "[S Ada Moor] [C said] Monday [T that the pier would close][.].", "2025-05-05 (Monday)"},
		{"in the cue", "[S Ada Moor] [C said late Monday] [T that the pier would close][.].", "2025-05-05 (late Monday)"},
		{"before the source", "On Sunday, [S Ada Moor] [C said] [T the pier would close][.].", "2025-05-04 (On Sunday)"},
		{"between source and cue", "[S Ada Moor], opening the fair on Saturday, [C said] [T the pier would close][.].", "2025-05-03 (on Saturday)"},
		{"behind a quotation", "[T “The pier will close,”] [C said] [S Ada Moor] on Sunday[.].", "2025-05-04 (on Sunday)"},
		{"behind a short content", "[S The board] [C sent] [T a letter] on Thursday[.].", "2025-05-01 (on Thursday)"},
		{"at an occasion", "At a rally Friday in Port Elm, [S Ada Moor] [C said] [T the pier would close][.].", "2025-05-02 (Friday)"},
		{"a day’s occasion", "[S Moor] [C said] during Monday’s televised debate [T that the pier would close][.].", "2025-05-05 (during Monday’s televised debate)"},
		{"an interview aired on a day", "In an interview aired on May 4 on Radio Elm, [S Moor] [C said] [T no][.].", "2025-05-04 (on May 4)"},
		{"since the debate, when", "The pier is talked of since Monday’s debate, when [S Moor] [C called] [T it a wreck][.].", "2025-05-05 (Monday’s debate)"},
		{"a document", "[S A 2019 study] [C found] [T that piers rot][.].", "2019-01-01..2019-12-31 (2019 study)"},
		{"a document released", "[S A report released last month] [C said] [T piers rot][.].", "2025-04-01..2025-04-30 (last month)"},
		{"a month", "[S The Lights Board] [C announced] in April [T that the lamp would go out][.].", "2025-04-01..2025-04-30 (in April)"},
		{"ahead", "[S Moor] [C will announce] on Friday [T that the pier reopens][.].", "2025-05-09 (on Friday)"},
		{"then", "She had spoken of it in March. [S Moor] [C said] then [T that the pier was sound][.].", "2025-03-01..2025-03-31 (in March)"},
		{"quoted as saying", "On 4 May [S the Quill agency] [C quoted] [T Moor as saying: “No.”][.]", "2025-05-04 (On 4 May)"},

		{"of what is told", "[S Ada Moor] [C said] [T the pier would close on Sunday][.].", ""},
		{"in the quotation", "[T “We closed on Sunday,”] [S Ada Moor] [C said][.].", ""},
		{"trailing what is told", "[S Ada Moor] [C said] [T that the old pier would have to be closed to the public] on Sunday[.].", ""},
		{"no time words", "[S Ada Moor] [C said] [T the pier would close][.].", ""},
		{"another clause", "[S Ada Moor], who was elected on Sunday, [C said] [T the pier would close][.].", ""},
		{"another sentence’s verb", "On Sunday the board closed the pier, and [S Ada Moor] [C said] [T it was late][.].", ""},
		{"since a day", "Since Friday [S Ada Moor] [C said] [T the pier was closed][.].", ""},
		{"a day’s election", "After Sunday’s election [S Ada Moor] [C said] [T the pier was closed][.].", ""},
		{"a year that qualifies", "[S Ada Moor] [C said] of the 2023 storm [T that it broke the pier][.].", ""},
		{"who was what", "[C said] [S Don Levy, who ran the pier from 1995 to 1997][T “No.”][.]", ""},
		{"a programme’s name", "[S Moor] [C told] “Elm Sunday” [T that the pier is closed][.].", ""},
		{"now or ahead", "[S The Assembly] [C debates] [T the levy] on Thursday[.].", ""},
		{"a blank cue", "[S Moor] on Friday[C  ][T that it was closed][.].", ""},
		{"would", "[S Moor] [C would say] on Friday [T that it was closed][.].", ""},
		{"was to", "[S The board] [C was to report] on Friday [T how old the pier is][.].", ""},
		{"after publication", "[S Moor] [C said] on 1 June 2025 [T that it was closed][.].", ""},

		{"goes on", "[S Ada Moor:moor] [C said] on Friday [T that the pier would close][.]. [T “It is old,”] [S she:moor] [C said][.].",
			"2025-05-02 (on Friday) 2025-05-02 (on Friday)"},
		{"goes on without a cue", "[S Ada Moor:moor] [C said] on Friday [T that it is old][.].\n\n[S :moor][T “It is very old.”][.]",
			"2025-05-02 (on Friday) 2025-05-02 (on Friday)"},
		{"another speaker", "[S Ada Moor:moor] [C said] on Friday [T that the pier would close][.]. [T “It is old,”] [S Don Levy:levy] [C said][.].",
			"2025-05-02 (on Friday) -"},
		{"unknown speaker", "[S Ada Moor:moor] [C said] on Friday [T that the pier would close][.]. [T “It is old,”] [S she] [C said][.].",
			"2025-05-02 (on Friday) -"},
		{"another occasion", "[S Ada Moor:moor] [C said] on Friday [T that it would close][.]. In an interview [S she:moor] [C said] [T it is old][.].",
			"2025-05-02 (on Friday) -"},
		{"another time", "[S Ada Moor:moor] [C said] on Friday [T that it would close][.]. Earlier [S she:moor] [C said] [T it is sound][.].",
			"2025-05-02 (on Friday) -"},
		{"another tense", "[S Ada Moor:moor] [C said] on Friday [T that it would close][.]. [S She:moor] [C has said] [T it is sound][.].",
			"2025-05-02 (on Friday) -"},
		{"too far", "[S Ada Moor:moor] [C said] on Friday [T that it would close][.].\n\nThe pier is long.\n\nIt is old.\n\n[S She:moor] [C said] [T no][.].",
			"2025-05-02 (on Friday) -"},
		{"at the occasion", "Moor gave an interview on May 4.\n\nThe pier is old.\n\n[T “No,”] [S the minister] [C said] at the interview[.].", "2025-05-04 (on May 4)"},
		{"two of a kind", "Moor gave an interview on May 4. Levy gave an interview on May 5. [T “No,”] [S Moor] [C said] in the interview[.].", ""},

		{"another of the kind", "Moor gave an interview on May 4. [T “No,”] [S Moor] [C said] in the last interview[.].", ""},
		{"another place", "[S Ada Moor:moor] [C said] on Friday [T that it would close][.]. At the fish market [S she:moor] [C said] [T no][.].",
			"2025-05-02 (on Friday) -"},

		{"dateline", "PORT ELM, May 6 (QUILL) —[D] The pier is closed, [T no more], [S Ada Moor] [C said] in an interview with Radio Elm[.].", "2025-05-06 (May 6)"},
		{"dateline and weekday", "PORT ELM, May 6 (QUILL) —[D] [T The pier is closed], [S Ada Moor] [C said] on Monday[.].", "2025-05-05 (on Monday)"},
		{"dateline and another day", "PORT ELM, May 6 (QUILL) —[D] [T It is closed], [S Moor] [C said] at a rally[.].\n\nThe rally on Sunday was full.", ""},
		{"dateline alone", "PORT ELM, May 6 (QUILL) —[D] [T The pier is closed], [S Moor] [C said][.].", ""},
	} {
		page, statements, speakers := parse(c.text)
		page.Published = "2025-05-07"
		if page.Dateline.End > 0 {
			page.DatelineDay = "2025-05-06"
		}
		var got []string
		known := false
		for _, r := range when.Said(page, statements, speakers) {
			switch {
			case !r.Known():
				got = append(got, "-")
				continue
			case r.From == r.To:
				got = append(got, r.From)
			default:
				got = append(got, r.From+".."+r.To)
			}
			known = true
			got = append(got, "("+page.Text[r.Start:r.End]+")")
		}
		if !known {
			got = nil
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q\n\tgot  %s\n\twant %s", c.name, page.Text, s, c.want)
		}
	}
}

// TestQuotedAs: what somebody is quoted as saying has the day of the quoting.
func TestQuotedAs(t *testing.T) {
	page, statements, _ := parse("On 4 May [S the Quill agency] [C quoted] [T Moor as saying: “No.”][.]")
	page.Published = "2025-05-07"
	at := strings.Index(page.Text, "as saying")
	statements = append(statements, attribution.Statement{Cue: attribution.Span{Start: at, End: at + 9},
		Content: []attribution.Span{{Start: at + 11, End: len(page.Text)}}, Inside: 0, Act: attribution.Say})
	if said := when.Said(page, statements, nil); said[1].From != "2025-05-04" {
		t.Errorf("%+v", said)
	}
}

// TestYesterdayInQuotation: what is quoted counts its days from another day.
func TestYesterdayInQuotation(t *testing.T) {
	for words, want := range map[string]string{"yesterday": "", "on Monday": "2025-05-05"} {
		page, statements, _ := parse("[S Moor] [C said]: [T “Levy told me " + words + " that it is old.”][.]")
		page.Published = "2025-05-07"
		cue, that := strings.Index(page.Text, "told"), strings.Index(page.Text, "that it")
		statements = append(statements, attribution.Statement{Source: attribution.Span{Start: cue - 5, End: cue - 1}, Cue: attribution.Span{Start: cue, End: cue + 4},
			Content: []attribution.Span{{Start: that, End: that + 14}}, Inside: 0, Act: attribution.Say})
		if said := when.Said(page, statements, nil); said[0].Known() || said[1].From != want {
			t.Errorf("%s: %+v", words, said)
		}
	}
}

// TestHostile: long texts of nothing but what expressions are made of take no
// longer than others.
func TestHostile(t *testing.T) {
	for _, piece := range []string{"1", "1 ", "Monday ", "last ", "the day before ", "at the interview on Monday ", "May 1-", "“", "\n", "a. A", "2016-"} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		var statements []attribution.Statement
		for at := 0; at+60 < len(text) && len(statements) < 2000; at += 100 {
			statements = append(statements, attribution.Statement{Source: attribution.Span{Start: at, End: at + 5},
				Cue: attribution.Span{Start: at + 20, End: at + 24}, Content: []attribution.Span{{Start: at + 30, End: at + 60}}, Inside: -1, Act: attribution.Say})
		}
		began := time.Now()
		when.Said(when.Page{Text: text, Published: "2025-05-07"}, statements, nil)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%q: %v", piece, took)
		}
	}
}

// FuzzSaid: no text and no spans make it fail, and what it answers can be followed
// to words.
func FuzzSaid(f *testing.F) {
	f.Add("At a rally on Friday, May 2, 2025, Ada Moor said “no”.", "2025-05-07", "2025-05-06", 0, 3, 27, 35, 36, 40, 41, 47)
	f.Add("the next day of last year – June 4th-5 in 2015’s May", "", "", 5, 1, 9, 3, -4, 90, 2, 2)
	f.Fuzz(func(t *testing.T, text, published, dateline string, d, s0, s1, c0, c1, t0, t1, inside int) {
		if len(text) > 1<<14 {
			t.Skip()
		}
		statement := attribution.Statement{Source: attribution.Span{Start: s0, End: s1}, Cue: attribution.Span{Start: c0, End: c1},
			Content: []attribution.Span{{Start: t0, End: t1}}, Inside: inside, Act: attribution.Say}
		statements := attribution.Extract(text)
		if fits(text, statement.Source) && fits(text, statement.Cue) && fits(text, statement.Content[0]) {
			statements = append(statements, statement, statement)
		}
		page := when.Page{Text: text, Published: published, DatelineDay: dateline}
		if fits(text, attribution.Span{Start: 0, End: d}) {
			page.Dateline.End = d
		}
		keys := make([]string, len(statements))
		for i := range keys {
			keys[i] = "one"
		}
		said := when.Said(page, statements, keys)
		if len(said) != len(statements) {
			t.Fatalf("%d days for %d statements", len(said), len(statements))
		}
		for _, r := range said {
			if !r.Known() {
				if r != (when.Range{}) {
					t.Fatalf("not known, and yet %+v", r)
				}
				continue
			}
			if _, err := time.Parse(time.DateOnly, r.From); err != nil || r.To < r.From {
				t.Fatalf("%+v", r)
			}
			if r.Start < 0 || r.End <= r.Start || r.End > len(text) || utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
				t.Fatalf("no words at %+v", r)
			}
		}
	})
}

// fits reports whether a span lies in the text, or is empty.
func fits(text string, s attribution.Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text)
}

func BenchmarkSaid(b *testing.B) {
	page, statements, speakers := parse(strings.Repeat("On Sunday, [S Ada Moor:moor] [C said] [T the pier, built in 1902, would close in May][.]. "+
		"[T “It is old,”] [S she:moor] [C said][.]. The board met for two days last week and left the pier open to whoever likes a swim.\n\n", 20))
	page.Published = "2025-05-07"
	b.SetBytes(int64(len(page.Text)))
	for b.Loop() {
		when.Said(page, statements, speakers)
	}
}
