package when_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/outside"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// A mark is an attribution of PolNeAR with the day of its saying as read by
// hand: offsets and days, no text.
type mark struct {
	Article string   `json:"article"`
	Source  [2]int   `json:"source"`
	Cue     [2]int   `json:"cue"`
	Content [][2]int `json:"content"`
	When    *struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"when"`
	Carried bool   `json:"carried"` // the day stands in another sentence
	Part    string `json:"part"`    // tuned: looked at while the rules were written; kept: not
}

type markedArticle struct {
	ID           string `json:"id"`
	Date         string `json:"date"`
	Text         string `json:"text"`
	Attributions []struct {
		Source  [][2]int `json:"source"`
		Cue     [][2]int `json:"cue"`
		Content [][2]int `json:"content"`
	} `json:"attributions"`
}

// tally counts answers: right and wrong days, days not known, and days given
// where there are none (false) or rightly not given (none).
type tally struct{ right, wrong, unknown, carriedRight, carriedUnknown, false, none int }

func (y *tally) add(m mark, published string, got when.Range, known bool) string {
	if m.When == nil {
		if got.Known() {
			y.false++
			return "false"
		}
		y.none++
		return ""
	}
	want := *m.When
	want.To = min(want.To, published)
	switch {
	case !known || !got.Known():
		if m.Carried {
			y.carriedUnknown++
			return ""
		}
		y.unknown++
		return "unknown"
	case got.From == want.From && got.To == want.To:
		if m.Carried {
			y.carriedRight++
		} else {
			y.right++
		}
		return ""
	}
	y.wrong++
	return "wrong"
}

// TestMarkedDays measures how many of the days of saying marked by hand are
// found, on the marked spans and on what the engine finds. What was kept while
// the rules were written is only counted, not shown.
func TestMarkedDays(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 84 articles")
	}
	articles := readLines[markedArticle](t, outside.Shared(t, "data/polnear/dev.jsonl"))
	marks := map[string][]mark{}
	for _, m := range readLines[mark](t, "testdata/polnear-days.jsonl") {
		marks[m.Article] = append(marks[m.Article], m)
	}
	tallies := map[string]*tally{}
	for _, how := range []string{"marked spans", "engine"} {
		for _, part := range []string{"tuned", "kept"} {
			tallies[how+", "+part] = &tally{}
		}
	}
	for _, d := range articles {
		if len(marks[d.ID]) == 0 {
			continue
		}
		a, err := article.Read(capture.Capture{Name: "a.txt", Body: []byte(d.Text)})
		if err != nil || a.Text != d.Text {
			t.Fatalf("%s: not read as it is: %v", d.ID, err)
		}
		page := when.Page{Text: d.Text, Published: d.Date,
			Dateline: attribution.Span{Start: a.Dateline.Start, End: a.Dateline.End}, DatelineDay: a.Dateline.Day}
		var gold []attribution.Statement
		for _, g := range d.Attributions {
			s := attribution.Statement{Source: around(g.Source), Cue: around(g.Cue), Act: attribution.Say, Inside: -1, Kind: attribution.Indirect}
			for _, c := range g.Content {
				s.Content = append(s.Content, attribution.Span{Start: c[0], End: c[1]})
				if strings.ContainsAny(s.Content[0].In(d.Text), `"“”`) {
					s.Kind = attribution.Mixed
				}
			}
			gold = append(gold, s)
		}
		for how, statements := range map[string][]attribution.Statement{"marked spans": gold, "engine": attribution.Extract(d.Text)} {
			said := when.Said(page, statements, keys(d.Text, statements))
			for _, m := range marks[d.ID] {
				var got when.Range
				at := find(statements, m)
				if at >= 0 {
					got = said[at]
				}
				if verdict := tallies[how+", "+m.Part].add(m, d.Date, got, at >= 0); verdict != "" && m.Part == "tuned" {
					t.Logf("%s, %s: %s, cue at %d: want %v, got %s %s", verdict, how, d.ID, m.Cue[0], m.When, got.From, got.To)
				}
			}
		}
	}
	for _, how := range slices.Sorted(maps.Keys(tallies)) {
		y := tallies[how]
		if told := y.right + y.wrong + y.unknown; y.right < told*6/10 || y.wrong+y.false > 2 {
			t.Errorf("%s is worse than it was", how)
		}
		t.Logf("%s: right %d, wrong %d, not known %d; from another sentence: right %d, not known %d; where no day is told: none %d, false %d",
			how, y.right, y.wrong, y.unknown, y.carriedRight, y.carriedUnknown, y.none, y.false)
	}
}

func keys(text string, statements []attribution.Statement) []string {
	var keys []string
	for _, s := range speaker.Resolve(text, statements) {
		keys = append(keys, s.Name)
	}
	return keys
}

// find returns the statement that stands on the bytes of a mark, or -1.
func find(statements []attribution.Statement, m mark) int {
	best, at := 0, -1
	for i, s := range statements {
		shared := 0
		for _, c := range s.Content {
			for _, g := range m.Content {
				shared += max(0, min(c.End, g[1])-max(c.Start, g[0]))
			}
		}
		if shared > best && s.Cue.Overlaps(attribution.Span{Start: m.Cue[0], End: m.Cue[1]}) {
			best, at = shared, i
		}
	}
	return at
}

func around(spans [][2]int) attribution.Span {
	if len(spans) == 0 {
		return attribution.Span{}
	}
	return attribution.Span{Start: spans[0][0], End: spans[len(spans)-1][1]}
}

func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}
