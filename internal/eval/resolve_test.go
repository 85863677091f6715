package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
	"hearsay/internal/eval"
)

// naming resolves sources as they are written.
func naming(names map[string]string) eval.Resolver {
	return func(text, _ string, statements []attribution.Statement) []string {
		told := make([]string, len(statements))
		for i, s := range statements {
			if !s.Source.Empty() {
				told[i] = names[s.Source.In(text)]
			}
		}
		return told
	}
}

// must loads a file of testdata.
func must[T any](t *testing.T, load func(string) ([]T, error), name string) []T {
	t.Helper()
	all, err := load("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRecognize(t *testing.T) {
	for name, want := range map[string]eval.Form{
		"articles.jsonl": eval.Spans, "sources.jsonl": eval.Sources, "documents.jsonl": eval.Entities, "snippets.tsv": eval.Pronouns,
		"expected.jsonl": eval.Statements,
	} {
		got, err := eval.Recognize("testdata/" + name)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", name, got, err, want)
		}
	}
	if _, err := eval.Recognize("testdata/none.jsonl"); err == nil || !strings.Contains(err.Error(), "none.jsonl") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestScoreSources(t *testing.T) {
	articles := must(t, eval.Load, "articles.jsonl")
	sources := must(t, func(path string) ([]eval.Source, error) { return eval.LoadSources(path, articles) }, "sources.jsonl")
	resolve := naming(map[string]string{
		"Wrenn": "Wrenn", // a surname does not do
		"She":   "Minister Ada Wrenn", "The engineer": "Dov Pell", "The Tide Board": "the Board",
		"The captain, Ines Marl,": "Ines Marl", "a passenger": "Ines Marl",
	})
	report, err := eval.ScoreSources(articles, sources, resolve, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sources.golden", report.String())

	found := func(text string) []attribution.Statement { // one of each article, a little off
		at := strings.Index(text, "“")
		end := strings.Index(text, "”")
		source := "a passenger"
		if strings.Contains(text, "Gorsk") {
			source = "Wrenn said"
		}
		s := strings.LastIndex(text, source)
		return []attribution.Statement{
			{Source: attribution.Span{Start: s, End: s + 5}, Content: spans(at+3, end), Inside: -1},
			{Content: spans(at+4, end), Inside: 0},
		}
	}
	report, err = eval.ScoreSources(articles, sources, naming(map[string]string{"Wrenn": "Ada Wrenn"}), found)
	if err != nil {
		t.Fatal(err)
	}
	want := []eval.Verdicts{{Name: "all", Right: 2, NotFound: 6}}
	if diff := cmp.Diff(want, report.Rows[:1]); diff != "" {
		t.Errorf("of what is found (-want +got)\n%s", diff)
	}
}

func TestSourcesErrors(t *testing.T) {
	articles := must(t, eval.Load, "articles.jsonl")
	for _, c := range []struct{ name, old, new, want string }{
		{"no such article", `"gorsk-dam"`, `"gorsk"`, `line 1: no article "gorsk"`},
		{"other spans", `[[146, 151]]`, `[[145, 151]]`, "line 1: article gorsk-dam has no attribution with these spans"},
		{"no span", `"source": [[`, `"source": [[9999`, "is no span"},
		{"no speaker", `"speaker": "Ada Wrenn"`, `"speaker": ""`, "line 1: a source of article gorsk-dam is known and has no speaker"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := changed(t, "sources.jsonl", c.old, c.new)
			if _, err := eval.LoadSources(path, articles); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
}

func TestScoreEntities(t *testing.T) {
	documents := must(t, eval.LoadDocuments, "documents.jsonl")
	var inside []int
	resolve := func(text, author string, statements []attribution.Statement) []string {
		for _, s := range statements {
			inside = append(inside, s.Inside)
		}
		return naming(map[string]string{
			"She": "Ada Quill", "The city": "Ada Quill", "He": "Tam Orr", "I": "", "Officials": "Ada Quill",
		})(text, author, statements)
	}
	report, err := eval.ScoreEntities(documents, resolve)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "documents.golden", report.String())
	if diff := cmp.Diff([]int{-1, 0, -1, -1, -1, -1, -1, -1}, inside); diff != "" {
		t.Errorf("what is inside what (-want +got)\n%s", diff)
	}
}

func TestDocumentsErrors(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"inside what is not there", `"inside": 0`, `"inside": 99`, "line 1: document harbour: attribution 1: inside 99, which there is not"},
		{"mention beyond the text", `"mentions": [{"start": 18`, `"mentions": [{"start": 9999`, "mention 0: [9999"},
		{"no text", `"text"`, `"words"`, "it has no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := eval.LoadDocuments(changed(t, "documents.jsonl", c.old, c.new)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
	circle := must(t, eval.LoadDocuments, "documents.jsonl")
	circle[0].Inside[0] = 1
	if _, err := eval.ScoreEntities(circle, naming(nil)); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("attributions in a circle: %v", err)
	}
	few := func(string, string, []attribution.Statement) []string { return nil }
	if _, err := eval.ScoreEntities(must(t, eval.LoadDocuments, "documents.jsonl"), few); err == nil || !strings.Contains(err.Error(), "0 speakers") {
		t.Errorf("too few speakers: %v", err)
	}
}

func TestScoreSnippets(t *testing.T) {
	snippets := must(t, eval.LoadSnippets, "snippets.tsv")
	told := []int{0, 0, -1}
	resolve := func(text string, pronoun attribution.Span, names []attribution.Span) int {
		if got := pronoun.In(text); len(names) != 2 || !strings.Contains("she he her", got) {
			t.Errorf("asked for %q, of %d names", got, len(names))
		}
		which := told[0]
		told = told[1:]
		return which
	}
	report, err := eval.ScoreSnippets(snippets, resolve)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "snippets.golden", report.String())

	third := func(string, attribution.Span, []attribution.Span) int { return 2 }
	if _, err := eval.ScoreSnippets(snippets, third); err == nil || !strings.Contains(err.Error(), "invented-1") {
		t.Errorf("a third name: %v", err)
	}
}

func TestSnippetsErrors(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"no header", "ID\t", "Id\t", "line 1: it does not begin with the names of the fields"},
		{"few fields", "\tshe\t", "", "line 2: 9 fields of 10"},
		{"other words", "\tshe\t", "\thers\t", `line 2: snippet invented-1, pronoun: "hers" does not stand at character`},
		{"no number", "\tshe\t", "\tshe\tx", "line 2: snippet invented-1, pronoun: its offset"},
		{"neither", "\tTRUE\t", "\tperhaps\t", `line 2: snippet invented-1: "perhaps" is neither TRUE nor FALSE`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := eval.LoadSnippets(changed(t, "snippets.tsv", c.old, c.new)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
}
