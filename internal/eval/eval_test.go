package eval_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

// spans makes spans of pairs of numbers.
func spans(ends ...int) (s []attribution.Span) {
	for i := 0; i < len(ends); i += 2 {
		s = append(s, attribution.Span{Start: ends[i], End: ends[i+1]})
	}
	return s
}

func TestScoreByHand(t *testing.T) {
	gold := []eval.Article{
		{ID: "a", Attributions: []eval.Attribution{
			{Source: spans(0, 5), Cue: spans(6, 10), Content: spans(11, 31)},
			{Source: spans(40, 45), Cue: spans(46, 50), Content: spans(51, 61, 70, 80)},
			{Source: spans(90, 95), Cue: spans(96, 99)}, // no content: not counted
		}},
		{ID: "b", Attributions: []eval.Attribution{
			{Content: spans(0, 10)},
		}},
	}
	predicted := []eval.Article{
		{ID: "a", Attributions: []eval.Attribution{
			{Source: spans(0, 5), Cue: spans(6, 10), Content: spans(11, 31)},    // all right
			{Source: spans(40, 44), Cue: spans(46, 50), Content: spans(51, 61)}, // half of the content, source nearly
		}},
		{ID: "c", Attributions: []eval.Attribution{{Content: spans(0, 9)}}}, // not in gold: not counted
	}
	got := eval.Score(gold, predicted)

	var want eval.Report
	want.Exact.Source = eval.Count{Agreeing: 1, Predicted: 2, Gold: 2}
	want.Exact.Cue = eval.Count{Agreeing: 2, Predicted: 2, Gold: 2}
	want.Exact.Content = eval.Count{Agreeing: 2, Predicted: 2, Gold: 4}
	want.Bytes.Source = eval.Count{Agreeing: 9, Predicted: 9, Gold: 10}
	want.Bytes.Cue = eval.Count{Agreeing: 8, Predicted: 8, Gold: 8}
	want.Bytes.Content = eval.Count{Agreeing: 30, Predicted: 30, Gold: 50}
	want.Linked = eval.Count{Agreeing: 2, Predicted: 2, Gold: 3} // 10 of 20 bytes is half
	want.Whole = eval.Count{Agreeing: 1, Predicted: 2, Gold: 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	const lines = `bytes content  P 1.0000 R 0.6000 F1 0.7500  (30 of 30 predicted, 50 gold)
bytes cue      P 1.0000 R 1.0000 F1 1.0000  (8 of 8 predicted, 8 gold)
bytes source   P 1.0000 R 0.9000 F1 0.9474  (9 of 9 predicted, 10 gold)
exact content  P 1.0000 R 0.5000 F1 0.6667  (2 of 2 predicted, 4 gold)
exact cue      P 1.0000 R 1.0000 F1 1.0000  (2 of 2 predicted, 2 gold)
exact source   P 0.5000 R 0.5000 F1 0.5000  (1 of 2 predicted, 2 gold)
linked         P 1.0000 R 0.6667 F1 0.8000  (2 of 2 predicted, 3 gold)
whole exact    P 0.5000 R 0.3333 F1 0.4000  (1 of 2 predicted, 3 gold)
`
	if diff := cmp.Diff(lines, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLinksTies(t *testing.T) {
	content := spans(0, 10)
	for _, c := range []struct {
		name            string
		gold, predicted []eval.Attribution
		want            []int
	}{
		{
			"of equal overlaps the last pair first",
			[]eval.Attribution{{Content: content}, {Content: content}},
			[]eval.Attribution{{Content: content}, {Content: content}, {Content: content}},
			[]int{-1, 0, 1},
		}, {
			"less than half", []eval.Attribution{{Content: content}}, []eval.Attribution{{Content: spans(6, 10)}}, []int{-1},
		}, {
			"a source that touches but does not overlap",
			[]eval.Attribution{{Source: spans(20, 25), Content: content}},
			[]eval.Attribution{{Source: spans(25, 30), Content: content}},
			[]int{-1},
		}, {
			"one source absent",
			[]eval.Attribution{{Source: spans(20, 25), Content: content}}, []eval.Attribution{{Content: content}}, []int{-1},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, eval.Links(c.gold, c.predicted)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	const good = `{"id": "a", "text": "It rains.", "attributions": [{"source": [], "cue": [], "content": [[0, 9]]}]}`
	for _, c := range []struct{ name, lines, want string }{
		{"no JSON", good + "\n\nrain", "gold.jsonl, line 3"},
		{"cut short", good[:40], "gold.jsonl, line 1"},
		{"no id", `{"attributions": []}`, "no id"},
		{"no attributions", `{"id": "a"}`, "article a has no attributions"},
		{"span beyond the text", strings.Replace(good, "9]", "10]", 1), "content [0, 10) is no span"},
		{"span of nothing", strings.Replace(good, "[0, 9]", "[9, 9]", 1), "content [9, 9) is no span"},
		{"span before the text", strings.Replace(good, "[0, 9]", "[-1, 9]", 1), "content [-1, 9) is no span"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := eval.Read(strings.NewReader(c.lines), "gold.jsonl")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "gold.jsonl, line") {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
	if _, err := eval.Load(filepath.Join(t.TempDir(), "none.jsonl")); err == nil || !strings.Contains(err.Error(), "none.jsonl") {
		t.Errorf("a file that is not there: %v", err)
	}
	if articles, err := eval.Read(strings.NewReader(good+"\r\n\n"), "gold.jsonl"); err != nil || len(articles) != 1 {
		t.Errorf("good lines: %d articles, %v", len(articles), err)
	}
}

func TestWriteThenRead(t *testing.T) {
	want := []eval.Article{
		{ID: "a", Attributions: []eval.Attribution{{Source: spans(0, 5), Cue: spans(6, 10), Content: spans(11, 31, 40, 50)}, {Content: spans(60, 61)}}},
		{ID: "b"},
	}
	var b bytes.Buffer
	if err := eval.Write(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := eval.Read(&b, "written")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"id": "a", "text": "It rains.", "attributions": [{"source": [], "content": [[0, 9]]}]}`)
	f.Add("{}\n[]\n")
	f.Fuzz(func(t *testing.T, lines string) {
		articles, err := eval.Read(strings.NewReader(lines), "fuzzed")
		if err != nil {
			return
		}
		eval.Score(articles, articles)
	})
}

// python runs the reference scorer and returns what it prints.
func python(t testing.TB, gold, predicted string) string {
	t.Helper()
	command := exec.Command(outside.Program(t, "python3"), outside.Shared(t, "eval/score_attributions.py"), gold, predicted)
	var errors bytes.Buffer
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		t.Fatalf("run the reference scorer: %v\n%s", err, &errors)
	}
	return string(out)
}

// write puts articles into a file of JSON lines.
func write(t testing.TB, path string, articles []eval.Article) string {
	t.Helper()
	var b bytes.Buffer
	if err := eval.Write(&b, articles); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReference demands the reference scorer's lines for what Extract finds in
// the marked articles.
func TestReference(t *testing.T) {
	path := outside.Shared(t, "data/polnear/dev.jsonl")
	gold, err := eval.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	predicted := eval.Predict(gold, attribution.Extract)
	want := python(t, path, write(t, filepath.Join(t.TempDir(), "predicted.jsonl"), predicted))
	got := eval.Score(gold, predicted).String()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-reference +ours)\n%s", diff)
	}
	t.Logf("%s\n%s", attribution.Engine, got)
}

// TestReferenceRandom demands the reference scorer's lines for spans drawn at
// random, close together so that ties and overlaps abound.
func TestReferenceRandom(t *testing.T) {
	span := rapid.Custom(func(t *rapid.T) attribution.Span {
		start := rapid.IntRange(0, 12).Draw(t, "start")
		return attribution.Span{Start: start, End: start + rapid.IntRange(1, 8).Draw(t, "length")}
	})
	attributions := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) eval.Attribution {
		return eval.Attribution{
			Source:  rapid.SliceOfN(span, 0, 1).Draw(t, "source"),
			Cue:     rapid.SliceOfN(span, 0, 1).Draw(t, "cue"),
			Content: rapid.SliceOfN(span, 0, 3).Draw(t, "content"),
		}
	}), 0, 6)
	dir := t.TempDir()
	articles := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2][]eval.Attribution {
		return [2][]eval.Attribution{attributions.Draw(t, "gold"), attributions.Draw(t, "predicted")}
	}), 300, 300)
	const runs = 3 // each with many articles, since starting the reference takes long
	for seed := range runs {
		var gold, predicted []eval.Article
		for i, pair := range articles.Example(seed) {
			id := string(rune('a'+i%26)) + strings.Repeat("x", i/26)
			gold = append(gold, eval.Article{ID: id, Attributions: pair[0]})
			if i%10 > 0 {
				predicted = append(predicted, eval.Article{ID: id, Attributions: pair[1]})
			}
		}
		want := python(t, write(t, filepath.Join(dir, "gold.jsonl"), gold), write(t, filepath.Join(dir, "predicted.jsonl"), predicted))
		if diff := cmp.Diff(want, eval.Score(gold, predicted).String()); diff != "" {
			t.Errorf("seed %d (-reference +ours)\n%s", seed, diff)
		}
	}
}

// TestPredictLeavesOutInner checks that inner statements, which are not marked,
// are no predictions.
func TestPredictLeavesOutInner(t *testing.T) {
	extract := func(string) []attribution.Statement {
		return []attribution.Statement{
			{Cue: attribution.Span{Start: 0, End: 1}, Content: spans(2, 9), Inside: -1},
			{Content: spans(3, 5), Inside: 0},
		}
	}
	want := []eval.Article{{ID: "a", Text: "It rains.", Attributions: []eval.Attribution{{Cue: spans(0, 1), Content: spans(2, 9)}}}}
	got := eval.Predict([]eval.Article{{ID: "a", Text: "It rains."}}, extract)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// BenchmarkScore scores 84 articles with 26 attributions each.
func BenchmarkScore(b *testing.B) {
	var articles []eval.Article
	for i := range 84 {
		a := eval.Article{ID: strings.Repeat("x", i+1)}
		for k := range 26 {
			at := k * 200
			a.Attributions = append(a.Attributions, eval.Attribution{
				Source: spans(at, at+10), Cue: spans(at+11, at+15), Content: spans(at+16, at+150),
			})
		}
		articles = append(articles, a)
	}
	for b.Loop() {
		eval.Score(articles, articles)
	}
}

func TestParts(t *testing.T) {
	said := func(source, cue, from, to int) eval.Attribution {
		return eval.Attribution{Source: spans(source, source+1), Cue: spans(cue, cue+1), Content: spans(from, to)}
	}
	const text = `A b "cdef." G h ijkl.`
	gold := []eval.Article{
		{ID: "a", Outlet: "Lantern", Text: text, Attributions: []eval.Attribution{said(0, 2, 4, 11), said(12, 14, 16, 20)}},
		{ID: "b", Outlet: "Herald", Text: text, Attributions: []eval.Attribution{said(12, 14, 16, 20)}},
	}
	predicted := []eval.Article{
		{ID: "a", Attributions: []eval.Attribution{said(0, 2, 4, 11)}},
		{ID: "b", Attributions: []eval.Attribution{said(12, 14, 16, 20), said(0, 2, 4, 11)}},
	}
	count := func(parts []eval.Part) string {
		var b strings.Builder
		for _, p := range parts {
			fmt.Fprintf(&b, "%s %d of %d, %d; ", p.Name, p.Whole.Agreeing, p.Whole.Predicted, p.Whole.Gold)
		}
		return b.String()
	}
	if got, want := count(eval.ByOutlet(gold, predicted)), "Herald 1 of 2, 1; Lantern 1 of 1, 2; "; got != want {
		t.Errorf("by outlet: %s, not %s", got, want)
	}
	if got, want := count(eval.ByKind(gold, predicted)), "direct 1 of 2, 1; indirect 1 of 1, 2; "; got != want {
		t.Errorf("by kind: %s, not %s", got, want)
	}
}
