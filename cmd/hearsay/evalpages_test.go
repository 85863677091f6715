package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/outside"
)

// TestEvalExpected demands of hearsay eval the figures that the reference scorer
// prints for what hearsay export writes of the same pages.
func TestEvalExpected(t *testing.T) {
	python, reference := outside.Program(t, "python3"), outside.Shared(t, "eval/score_statements.py")
	sample := filepath.Join(outside.Root(), "internal", "sample")
	seeds := outside.Shared(t, "seeds")
	for _, c := range []struct{ name, expected, pages string }{
		{"seeds", filepath.Join(seeds, "expected.jsonl"), seeds},
		{"sample", filepath.Join(sample, "expected.jsonl"), filepath.Join(sample, "articles")},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			folder, exported := filepath.Join(dir, "record"), filepath.Join(dir, "export.jsonl")
			must(t, "--record", folder, "add", c.pages)
			if err := os.WriteFile(exported, []byte(must(t, "--record", folder, "export")), 0o600); err != nil {
				t.Fatal(err)
			}
			want, err := exec.Command(python, reference, c.expected, exported).Output()
			if err != nil {
				t.Fatal(err)
			}
			got := must(t, "eval", c.expected)
			if diff := cmp.Diff(figures(string(want)), figures(got)); diff != "" {
				t.Errorf("(-reference +ours)\n%s", diff)
			}
			t.Logf("\n%s", got)
		})
	}
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
