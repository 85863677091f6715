package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/outside"
	"hearsay/internal/record"
)

// expected is what a careful reader finds on a real page.
type expected struct {
	Doc      string   `json:"doc"`
	Source   *string  `json:"source"`
	Content  []string `json:"content"`
	Kind     string   `json:"kind"`
	Bytes    [][2]int `json:"bytes"`
	Optional bool     `json:"optional"`
}

// TestSeeds adds the five real pages and demands every direct statement of the
// two that were read by hand, word for word, at its bytes, with its source.
func TestSeeds(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	if out := must(t, "--record", folder, "add", outside.Shared(t, "seeds")); !strings.HasPrefix(out, "5 pages read") {
		t.Errorf("add printed %q, want 5 pages read", out)
	}
	var found []record.Statement
	for line := range strings.Lines(must(t, "--record", folder, "export", "--format", "jsonl")) {
		var s record.Statement
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		found = append(found, s)
	}
	direct := 0
	for _, want := range readExpected(t) {
		if want.Kind != "direct" || want.Optional {
			continue
		}
		direct++
		if !slices.ContainsFunc(found, want.is) {
			t.Errorf("not found in %s: %v said %q", want.Doc, want.Source, want.Content)
		}
	}
	if direct < 8 {
		t.Errorf("only %d direct statements are expected", direct)
	}
}

func (want expected) is(s record.Statement) bool {
	if s.Article.File != want.Doc || len(s.Content) != len(want.Content) {
		return false
	}
	for i, c := range s.Content {
		if c.Text != want.Content[i] || [2]int{c.Start, c.End} != want.Bytes[i] {
			return false
		}
	}
	// A paragraph without a source of its own may keep its speaker.
	return want.Source == nil || s.Source != nil && s.Source.Text == *want.Source
}

func readExpected(t *testing.T) []expected {
	t.Helper()
	f, err := os.Open(outside.Shared(t, "seeds/expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []expected
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var e expected
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}
