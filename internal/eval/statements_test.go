package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

func anyPage(string) error { return nil }

// scored scores an exported file against an expected one.
func scored(t *testing.T, expected, exported string) eval.StatementReport {
	t.Helper()
	want, err := eval.LoadExpected(expected, anyPage)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(exported)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := eval.ReadExport(f, exported)
	if err != nil {
		t.Fatal(err)
	}
	return eval.ScoreExpected(want, got)
}

func TestScoreExpected(t *testing.T) {
	golden(t, "statements.golden", scored(t, "testdata/expected.jsonl", "testdata/export.jsonl").String())
}

// statementsReference is what the reference scorer prints.
func statementsReference(t *testing.T, expected, exported string) string {
	t.Helper()
	command := exec.Command(outside.Program(t, "python3"), outside.Shared(t, "eval/score_statements.py"), expected, exported)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// figures are the lines that the reference prints too, each with single blanks.
func figures(report string) (lines []string) {
	for line := range strings.Lines(report) {
		if !strings.Contains(line, "where none") {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
	}
	return lines
}

func TestStatementsReference(t *testing.T) {
	want := statementsReference(t, "testdata/expected.jsonl", "testdata/export.jsonl")
	report := scored(t, "testdata/expected.jsonl", "testdata/export.jsonl")
	report.Misses = nil
	if diff := cmp.Diff(figures(want), figures(report.String())); diff != "" {
		t.Errorf("(-reference +ours)\n%s", diff)
	}
}

// TestStatementsReferenceRandom demands the reference scorer's lines for
// statements of a few words drawn at random, so that ties and near misses abound.
func TestStatementsReferenceRandom(t *testing.T) {
	type fields = map[string]any
	words := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Dam", "dam’s", "the", "it", "ist", "İst", "straße", "4½", "a_b", "—"}), 1, 4).Draw(t, "words"), " ")
	})
	name := rapid.SampledFrom([]string{"Ada Quill", "Quill", "the Quill", "Tide Board", "Ada", "Board", "Bathe Orr", "Orr"})
	day := rapid.SampledFrom([]string{"2025-06-02", "2025-06-30", "2025-05-31", "2025-07-01"})
	maybe := func(t *rapid.T, f fields, key string, value func() any) {
		if rapid.Bool().Draw(t, "has "+key) {
			f[key] = value()
		}
	}
	doc := rapid.SampledFrom([]string{"a.txt", "b.txt"})
	expected := rapid.Custom(func(t *rapid.T) fields {
		f := fields{"doc": doc.Draw(t, "doc"), "speaker": name.Draw(t, "speaker"), "source": nil, "content": []string{words.Draw(t, "content")},
			"kind": "direct", "optional": rapid.IntRange(0, 5).Draw(t, "optional") == 0}
		maybe(t, f, "source", func() any { return words.Draw(t, "source") })
		maybe(t, f, "accept", func() any { return []string{name.Draw(t, "accept")} })
		maybe(t, f, "via", func() any { return []string{name.Draw(t, "via")} })
		maybe(t, f, "to", func() any { return name.Draw(t, "to") })
		maybe(t, f, "when", func() any { return day.Draw(t, "when")[:rapid.SampledFrom([]int{7, 10}).Draw(t, "length")] })
		maybe(t, f, "inner", func() any {
			return fields{"speaker": name.Draw(t, "inner speaker"), "content": []string{words.Draw(t, "inner")}}
		})
		return f
	})
	exported := rapid.Custom(func(t *rapid.T) fields {
		f := fields{"article": fields{"file": "pages/" + doc.Draw(t, "doc")}, "content": []fields{{"text": words.Draw(t, "content")}},
			"kind": rapid.SampledFrom([]string{"direct", "mixed"}).Draw(t, "kind"), "act": rapid.SampledFrom([]string{"say", "think", "want"}).Draw(t, "act")}
		maybe(t, f, "source", func() any { return fields{"text": words.Draw(t, "source")} })
		maybe(t, f, "speaker", func() any { return fields{"name": name.Draw(t, "speaker")} })
		maybe(t, f, "via", func() any { return []string{name.Draw(t, "via")} })
		maybe(t, f, "to", func() any { return name.Draw(t, "to") })
		maybe(t, f, "when", func() any { return fields{"from": day.Draw(t, "from"), "to": day.Draw(t, "to day")} })
		maybe(t, f, "inside", func() any { return rapid.StringMatching("[0-5]").Draw(t, "inside") })
		return f
	})
	dir := t.TempDir()
	const runs = 12
	for seed := range runs {
		found := rapid.SliceOfN(exported, 10, 60).Example(seed)
		for i, f := range found {
			f["id"] = string(rune('0' + i))
		}
		gold := writeLines(t, filepath.Join(dir, "expected.jsonl"), rapid.SliceOfN(expected, 10, 40).Example(seed))
		export := writeLines(t, filepath.Join(dir, "export.jsonl"), found)
		report := scored(t, gold, export)
		report.Misses = nil
		if diff := cmp.Diff(figures(statementsReference(t, gold, export)), figures(report.String())); diff != "" {
			t.Errorf("seed %d (-reference +ours)\n%s", seed, diff)
		}
	}
}

func writeLines(t *testing.T, path string, lines []map[string]any) string {
	t.Helper()
	var b bytes.Buffer
	for _, l := range lines {
		if err := json.NewEncoder(&b).Encode(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExpectedErrors(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a page elsewhere", `"gorsk-dam.txt"`, `"../gorsk-dam.txt"`, `line 1: "../gorsk-dam.txt" is no name of a page`},
		{"no page", `"gorsk-dam.txt"`, `""`, `line 1: "" is no name of a page`},
		{"no content", `["“The dam will hold,”"]`, `[]`, "line 1: the statement has no content"},
		{"a page that is not there", `"gorsk-dam.txt"`, `"none.txt"`, "line 1: no page none.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := eval.LoadExpected(changed(t, "expected.jsonl", c.old, c.new), func(doc string) error {
				if doc != "gorsk-dam.txt" {
					return errors.New("no page " + doc)
				}
				return nil
			})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
		})
	}
}
