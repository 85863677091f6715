package chain_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/chain"
	"hearsay/internal/outside"
	"hearsay/internal/speaker"
)

// An expectation is what a careful reader finds: a line of expected.jsonl.
type expectation struct {
	Doc     string
	Speaker string
	Source  *string
	Content []string
	Via     []string
	To      *string
	Where   *string
	Inner   *struct {
		Speaker string
		Content []string
	}
	Optional bool
	Headline bool
}

// A tally counts one field's verdicts.
type tally struct{ right, wrong, missing, filled, empty int }

func (t *tally) add(expected bool, got, right bool) {
	switch {
	case !expected && got:
		t.filled++
		t.empty++
	case !expected:
		t.empty++
	case right:
		t.right++
	case got:
		t.wrong++
	default:
		t.missing++
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%d of %d right, %d wrong, %d missing; filled %d of %d that tell nothing",
		t.right, t.right+t.wrong+t.missing, t.wrong, t.missing, t.filled, t.empty)
}

var wordPattern = regexp.MustCompile(`[\pL\pN]+`)

func wordsOf(s string) map[string]int {
	all := map[string]int{}
	for _, w := range wordPattern.FindAllString(strings.ToLower(s), -1) {
		all[w]++
	}
	return all
}

func alike(a, b map[string]int) float64 {
	both, either := 0, 0
	for w, n := range a {
		both += min(n, b[w])
		either += max(n, b[w])
	}
	for w, n := range b {
		if a[w] == 0 {
			either += n
		}
	}
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

func share(a, b string) bool {
	other := wordsOf(b)
	for w := range wordsOf(a) {
		if other[w] > 0 && w != "the" && w != "a" {
			return true
		}
	}
	return false
}

func sameLinks(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool { return alike(wordsOf(x), wordsOf(y)) == 1 })
}

// An edition is an article as it was read, with its statements.
type edition struct {
	name       string
	article    article.Article
	prose      string
	statements []attribution.Statement
	speakers   []string
}

func read(t testing.TB, name string, body []byte) edition {
	t.Helper()
	media := "text/plain"
	if strings.HasSuffix(name, ".html") {
		media = "text/html"
	}
	a, err := article.Read(capture.Capture{Name: name, Address: "file:///" + name, MediaType: media, Body: body, Time: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	e := edition{name: name, article: a, prose: a.Prose()}
	e.statements = attribution.Extract(e.prose)
	for i := range e.statements {
		e.statements[i].Headline = a.InHeadline(e.statements[i].Content[0].Start, e.statements[i].Content[0].End)
	}
	for _, s := range speaker.Resolve(e.prose, e.statements) {
		e.speakers = append(e.speakers, s.Name)
	}
	return e
}

func (e edition) content(i int) string {
	var pieces []string
	for _, c := range e.statements[i].Content {
		pieces = append(pieces, c.In(e.prose))
	}
	return strings.Join(pieces, " ")
}

// found returns the statement that an expectation means, or -1.
func (e edition) found(x expectation) int {
	want := wordsOf(strings.Join(x.Content, " "))
	best, which := 0.0, -1
	for i, s := range e.statements {
		source := s.Source.In(e.prose)
		if x.Source != nil && source != "" && !share(*x.Source, source) {
			continue
		}
		if score := alike(want, wordsOf(e.content(i))); score > best {
			best, which = score, i
		}
	}
	if best < 0.5 {
		return -1
	}
	return which
}

func expectations(t testing.TB, path string) []expectation {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []expectation
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var x expectation
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

// judge compares chains with what is expected. With oracle set, speakers are
// those expected, so that what the speakers' room does not know does not count.
func judge(t *testing.T, folder, expected string, oracle bool) (via, to, where tally) {
	all := expectations(t, expected)
	docs := map[string]bool{}
	for _, x := range all {
		docs[x.Doc] = true
	}
	for doc := range docs {
		body, err := os.ReadFile(filepath.Join(folder, doc))
		if err != nil {
			t.Fatal(err)
		}
		e := read(t, doc, body)
		at := map[int]int{}
		for k, x := range all {
			if x.Doc == doc {
				at[k] = e.found(x)
			}
		}
		if oracle {
			for k, i := range at {
				if i >= 0 {
					e.speakers[i] = all[k].Speaker
				}
			}
		}
		chains := chain.Trace(chain.PageOf(e.article, e.prose), e.statements, e.speakers)
		for k, x := range all {
			i, ok := at[k]
			if !ok || i < 0 || x.Optional {
				continue
			}
			got := chains[i]
			wanted := deref(x.To)
			via.add(len(x.Via) > 0, len(got.Via) > 0, sameLinks(got.Via, x.Via))
			to.add(wanted != "", got.To != "", share(wanted, got.To))
			where.add(deref(x.Where) != "", got.Where != "", share(deref(x.Where), got.Where))
			if !sameLinks(got.Via, x.Via) || wanted != "" != (got.To != "") || wanted != "" && !share(wanted, got.To) {
				t.Logf("%s: %s: via %v, not %v; to %q, not %q", doc, head(strings.Join(x.Content, " ")), got.Via, x.Via, got.To, wanted)
			}
		}
	}
	return via, to, where
}

func head(s string) string {
	if len(s) > 60 {
		s = s[:60]
	}
	return strings.ToValidUTF8(s, "")
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// TestExpected judges the sample and the pages that were read by hand. What is
// wrong is held lower than what is missing: nothing is guessed.
func TestExpected(t *testing.T) {
	sample := filepath.Join(outside.Root(), "internal", "sample")
	for _, set := range []struct {
		name, folder, expected string
		oracle                 bool
		via, to, where         int // right at least
		wrong                  int // of via and to at most, or told where nothing is
	}{
		{"sample, speakers known", filepath.Join(sample, "articles"), filepath.Join(sample, "expected.jsonl"), true, 30, 18, 6, 0},
		{"sample", filepath.Join(sample, "articles"), filepath.Join(sample, "expected.jsonl"), false, 27, 17, 6, 0},
		{"seeds, speakers known", "seeds", "seeds/expected.jsonl", true, 14, 14, 0, 0},
		{"seeds", "seeds", "seeds/expected.jsonl", false, 12, 12, 0, 0},
	} {
		t.Run(set.name, func(t *testing.T) {
			if set.folder == "seeds" {
				set.folder, set.expected = outside.Shared(t, set.folder), outside.Shared(t, set.expected)
			}
			via, to, where := judge(t, set.folder, set.expected, set.oracle)
			t.Logf("via    %v", via)
			t.Logf("to     %v", to)
			t.Logf("where  %v", where)
			if via.right < set.via || to.right < set.to || where.right < set.where {
				t.Errorf("right: via %d, to %d, where %d; want at least %d, %d, %d", via.right, to.right, where.right, set.via, set.to, set.where)
			}
			if wrong := via.wrong + via.filled + to.wrong + to.filled; wrong > set.wrong {
				t.Errorf("%d wrong, want at most %d", wrong, set.wrong)
			}
		})
	}
}
