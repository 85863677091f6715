package eval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
)

// FuzzLoad holds that no marked file makes its reader or its scorer fail but by
// an error.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"sources.jsonl", "documents.jsonl", "snippets.tsv", "expected.jsonl"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		first, _, _ := strings.Cut(string(content), "\n")
		f.Add(content)
		f.Add([]byte(first))
	}
	articles, err := eval.Load(filepath.Join("testdata", "articles.jsonl"))
	if err != nil {
		f.Fatal(err)
	}
	dir := f.TempDir()
	asWritten := func(text, _ string, statements []attribution.Statement) (names []string) {
		for _, s := range statements {
			names = append(names, s.Source.In(text))
		}
		return names
	}
	f.Fuzz(func(t *testing.T, marked []byte) {
		path := filepath.Join(dir, "marked")
		if err := os.WriteFile(path, marked, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := eval.Recognize(path); err != nil {
			t.Fatal(err)
		}
		if sources, err := eval.LoadSources(path, articles); err == nil {
			if _, err := eval.ScoreSources(articles, sources, asWritten, nil); err != nil {
				t.Error(err)
			}
		}
		if documents, err := eval.LoadDocuments(path); err == nil {
			_, _ = eval.ScoreEntities(documents, asWritten) // attributions may stand in a circle
		}
		if snippets, err := eval.LoadSnippets(path); err == nil {
			first := func(string, attribution.Span, []attribution.Span) int { return 0 }
			if _, err := eval.ScoreSnippets(snippets, first); err != nil {
				t.Error(err)
			}
		}
		if expected, err := eval.LoadExpected(path, anyPage); err == nil {
			eval.ScoreExpected(expected, nil)
		}
	})
}
