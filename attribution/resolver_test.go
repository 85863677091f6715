package attribution

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/encoder"
	"hearsay/attribution/internal/kernel"
	"hearsay/attribution/internal/window"
)

var update = flag.Bool("update", false, "write testdata/antecedents.golden anew")

// A text with names and pronouns for a window or two.
const resolverText = "Gorsk mayor resigns\n\n" +
	"Peter Tarbuck, mayor of Gorsk for nine years, resigned on Monday after a quarrel with the engineer Anna Wrenn. " +
	"He said that she had never answered his letters.\n\n" +
	"“I answered every one of them,” Wrenn said. “He did not read what I sent him.”\n\n" +
	"Maria Keldar, who was Tarbuck’s deputy, will follow him. She told the Gorsk Herald that the engineer should stay."

// resolverReferences returns a reference for each pronoun and description of
// the text, to all its names.
func resolverReferences() []Reference {
	find := func(expression string) (spans []Span) {
		for _, m := range regexp.MustCompile(expression).FindAllStringIndex(resolverText, -1) {
			spans = append(spans, Span{m[0], m[1]})
		}
		return spans
	}
	names := find(`(Peter )?Tarbuck|(Anna )?Wrenn|(Maria )?Keldar`)
	var all []Reference
	for _, m := range find(`\b([Ss]?[Hh]e|his|him|who|the engineer)\b`) {
		all = append(all, Reference{m, names})
	}
	return all
}

// TestResolverGolden holds what the network says of a text, to the last digit,
// on every way that there is to compute.
func TestResolverGolden(t *testing.T) {
	path := filepath.Join("testdata", "antecedents.golden")
	for i, kernel := range kernel.Paths() {
		t.Setenv("HEARSAY_KERNEL", kernel.Name)
		engine, err := encoder.Load(weights)
		if err != nil {
			t.Fatal(err)
		}
		r, err := newResolver(engine, antecedentWeights)
		if err != nil {
			t.Fatal(err)
		}
		references := resolverReferences()
		all := make([][]float64, len(references))
		for i, r := range references {
			all[i] = make([]float64, len(r.Candidates))
		}
		text := window.Read(resolverText)
		r.resolveAll(text, askedFor(text, references), all)
		var got strings.Builder
		for i, r := range references {
			fmt.Fprintf(&got, "%s at %d:", r.Mention.In(resolverText), r.Mention.Start)
			for k, c := range r.Candidates {
				fmt.Fprintf(&got, " %s %.5f", c.In(resolverText), all[i][k])
			}
			got.WriteByte('\n')
		}
		if *update && i == 0 {
			if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", kernel.Name, diff)
		}
	}
}

// TestResolverWeights checks that the weights fit what reads them, and that all
// weights together stay small.
func TestResolverWeights(t *testing.T) {
	e := resolving().encoder
	if e.MaxTokens() < resolveSize {
		t.Errorf("the encoder reads %d pieces, windows have %d", e.MaxTokens(), resolveSize)
	}
	const width = 384
	for f, n := range window.Sizes {
		if f == 0 {
			n *= roles
		}
		table, err := e.Tensor(fmt.Sprintf("embedding.feature.%d", f))
		if err != nil || len(table) != n*width {
			t.Errorf("feature table %d has %d numbers, not %d rows (%v)", f, len(table), n, err)
		}
	}
	const most = 40_000_000
	if n := len(weights) + len(antecedentWeights); n > most {
		t.Errorf("all weights take %d bytes", n)
	}
}

// BenchmarkAntecedents reads one full window.
func BenchmarkAntecedents(b *testing.B) {
	text := strings.Repeat(resolverText[:strings.Index(resolverText, "He said")], 12) + "He said that it was so."
	mention := Span{strings.LastIndex(text, "He "), strings.LastIndex(text, "He ") + 2}
	var names []Span
	for at := range text {
		if strings.HasPrefix(text[at:], "Anna Wrenn") {
			names = append(names, Span{at, at + len("Anna Wrenn")})
		}
	}
	for b.Loop() {
		Antecedents(text, mention, names)
	}
}
