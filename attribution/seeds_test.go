package attribution_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"hearsay/attribution"
	"hearsay/internal/outside"
)

// expected is a statement that a careful reader finds on a real page.
type expected struct {
	Doc      string           `json:"doc"`
	Source   *string          `json:"source"`
	Content  []string         `json:"content"`
	Bytes    [][2]int         `json:"bytes"`
	Kind     attribution.Kind `json:"kind"`
	Optional bool             `json:"optional"`
}

// TestSeedsDirect demands every direct statement of the real pages, byte for
// byte, with its source.
func TestSeedsDirect(t *testing.T) {
	data, err := os.ReadFile(outside.Shared(t, "seeds/expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	found := map[string][]attribution.Statement{}
	checked := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var want expected
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if want.Kind != attribution.Direct || want.Optional {
			continue
		}
		if _, read := texts[want.Doc]; !read {
			page, err := os.ReadFile(outside.Shared(t, "seeds/"+want.Doc))
			if err != nil {
				t.Fatal(err)
			}
			texts[want.Doc] = string(page)
			found[want.Doc] = attribution.Extract(string(page))
		}
		var content []attribution.Span
		for _, b := range want.Bytes {
			content = append(content, attribution.Span{Start: b[0], End: b[1]})
		}
		text := texts[want.Doc]
		i := slices.IndexFunc(found[want.Doc], func(s attribution.Statement) bool { return slices.Equal(s.Content, content) })
		if i < 0 {
			t.Errorf("%s: no statement has the content %v: %.80s", want.Doc, content, want.Content[0])
			continue
		}
		got := found[want.Doc][i]
		// A paragraph without a source of its own may keep its speaker.
		if words := got.Source.In(text); want.Source != nil && words != *want.Source {
			t.Errorf("%s: the source of %.60q is %q, not %q", want.Doc, want.Content[0], words, *want.Source)
		}
		if got.Kind != attribution.Direct {
			t.Errorf("%s: %.60q is %s, not direct", want.Doc, want.Content[0], got.Kind)
		}
		checked++
	}
	if checked == 0 {
		t.Error("no direct statement was checked")
	}
}
