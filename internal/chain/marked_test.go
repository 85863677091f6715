package chain_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/chain"
	"hearsay/internal/outside"
)

// A mark is what a careful reader finds of one statement's way, in an article
// that the shared folder holds: a line of testdata/marked.jsonl. A field that is
// left out is not judged; an empty list says that nothing is told.
type mark struct {
	Article string
	Part    string // "tune", which the rules were made with, "held" or "fresh": looked at later
	Cue     [2]int
	Content [][2]int
	Speaker string // where the words alone do not name the speaker
	To      *[]string
	Where   *[]string
	Via     *[]string // a link may have several names: "CBS|CBS This Morning"
}

// outletsOf names the outlets of the shared articles as their pages would.
var outletsOf = map[string]string{
	"breitbart": "Breitbart", "huff-post": "The Huffington Post", "nyt": "The New York Times", "politico": "Politico",
	"usa-today": "USA Today", "wash-post": "The Washington Post", "west-journal": "Western Journalism", "": "Wikinews",
}

func marks(t *testing.T) map[string][]mark {
	t.Helper()
	f, err := os.Open("testdata/marked.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string][]mark{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var m mark
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		all[m.Article] = append(all[m.Article], m)
	}
	return all
}

// at returns the statement that a mark is about, or -1.
func (m mark) at(statements []attribution.Statement) int {
	return slices.IndexFunc(statements, func(s attribution.Statement) bool {
		return s.Cue == attribution.Span{Start: m.Cue[0], End: m.Cue[1]} && s.Content[0].Start == m.Content[0][0]
	})
}

func oneOf(got string, accepted []string) bool {
	return slices.ContainsFunc(accepted, func(a string) bool { return share(a, got) })
}

func links(got, wanted []string) bool {
	return slices.EqualFunc(got, wanted, func(g, w string) bool {
		return slices.ContainsFunc(strings.Split(w, "|"), func(name string) bool { return alike(wordsOf(trim(g)), wordsOf(trim(name))) == 1 })
	})
}

func trim(name string) string { return strings.TrimPrefix(strings.ToLower(name), "the ") }

// floors are what must be right at least, and wrong, or told where nothing is, at most.
var floors = map[string]map[string]tally{
	"tune":  {"to": {right: 48, wrong: 2}, "where": {right: 35, wrong: 2}, "via": {right: 44, wrong: 2}},
	"fresh": {"to": {right: 20, wrong: 2}, "where": {right: 17, wrong: 2}, "via": {right: 12, wrong: 2}},
	"held":  {"to": {right: 34, wrong: 3}, "where": {right: 30, wrong: 3}, "via": {right: 12, wrong: 3}},
}

// TestMarked judges chains in real articles. Whoever changes the rules should
// add marks of articles not looked at before.
func TestMarked(t *testing.T) {
	if testing.Short() {
		t.Skip("reads sixty articles")
	}
	byArticle := marks(t)
	tallies := map[string]map[string]*tally{}
	for _, part := range []string{"tune", "held", "fresh"} {
		tallies[part] = map[string]*tally{"to": {}, "where": {}, "via": {}}
	}
	lost := 0
	for _, file := range []string{"data/polnear/dev.jsonl", "data/polnear/train.jsonl", "data/gum/dev.jsonl"} {
		f, err := os.Open(outside.Shared(t, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var a struct{ ID, Outlet, Text string }
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			if len(byArticle[a.ID]) == 0 {
				continue
			}
			e := read(t, a.ID, []byte(a.Text))
			e.article.Outlet = outletsOf[a.Outlet]
			for _, m := range byArticle[a.ID] {
				if i := m.at(e.statements); i >= 0 && m.Speaker != "" {
					e.speakers[i] = m.Speaker
				}
			}
			chains := chain.Trace(chain.PageOf(e.article, e.prose), e.statements, e.speakers)
			for _, m := range byArticle[a.ID] {
				i := m.at(e.statements)
				if i < 0 {
					lost++
					continue
				}
				m.judge(t, chains[i], tallies[m.Part])
			}
		}
	}
	t.Logf("%d marked statements are not found", lost)
	for _, part := range []string{"tune", "held", "fresh"} {
		for _, field := range []string{"to", "where", "via"} {
			got := tallies[part][field]
			t.Logf("%s %-6s %v", part, field, *got)
			if floor := floors[part][field]; got.right < floor.right || got.wrong+got.filled > floor.wrong {
				t.Errorf("%s, %s: want at least %d right and at most %d wrong", part, field, floor.right, floor.wrong)
			}
		}
	}
}

func (m mark) judge(t *testing.T, got chain.Chain, tallies map[string]*tally) {
	judge := func(field string, wanted *[]string, told, right bool) {
		if wanted == nil {
			return
		}
		tallies[field].add(len(*wanted) > 0, told, right)
		if (len(*wanted) > 0 || told) && !right && m.Part != "held" {
			t.Logf("%s @%d: %s is %+v, not %v", m.Article, m.Cue[0], field, got, *wanted)
		}
	}
	if m.To != nil {
		judge("to", m.To, got.To != "", oneOf(got.To, *m.To))
	}
	if m.Where != nil {
		judge("where", m.Where, got.Where != "", oneOf(got.Where, *m.Where))
	}
	if m.Via != nil {
		judge("via", m.Via, len(got.Via) > 0, len(*m.Via) > 0 && links(got.Via, *m.Via))
	}
}
