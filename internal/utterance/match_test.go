package utterance_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/utterance"
)

// TestMatch holds what is plain to any reader of the two. What is doubtful is
// held by marked pairs (TestWeights).
func TestMatch(t *testing.T) {
	const may4 = 741_700 // a day
	first := utterance.Statement{Article: "a", Kind: attribution.Direct, Act: attribution.Say, Name: "Ada Quill", Published: may4, End: 200,
		Content: []string{"“The harbour of Tessaly will open again before the herring comes, and every captain will be paid for the nights that he lost at anchor.”"}}
	type statement = utterance.Statement
	tests := []struct {
		name   string
		change func(s *statement) // makes the first statement that of another article
		want   utterance.Tie
	}{
		{"verbatim", func(*statement) {}, utterance.Same},
		{"a day later", func(s *statement) { s.Published++ }, utterance.Same},
		{"shortened", func(s *statement) {
			s.Content = []string{"“The harbour of Tessaly will open again before the herring comes.”"}
		}, utterance.Same},
		{"in pieces", func(s *statement) {
			s.Content = []string{"“The harbour of Tessaly will open again before the herring comes,”", "“and every captain will be paid for the nights that he lost at anchor.”"}
		}, utterance.Same},
		{"with an ellipsis", func(s *statement) {
			s.Content = []string{"“The harbour of Tessaly will open again … and every captain will be paid for the nights that he lost at anchor.”"}
		}, utterance.Same},
		{"with words in brackets", func(s *statement) {
			s.Content = []string{"“[It] will open again before the herring comes, and every captain will be paid for the nights that he lost at anchor.”"}
		}, utterance.Same},
		{"in indirect speech", func(s *statement) {
			s.Kind = attribution.Indirect
			s.Content = []string{"that the harbour of Tessaly would open again before the herring came, and that every captain would be paid for the nights that he had lost at anchor"}
		}, utterance.Same},
		{"partly in quotation marks", func(s *statement) {
			s.Kind = attribution.Mixed
			s.Content = []string{"that the harbour would open “before the herring comes, and every captain will be paid for the nights that he lost at anchor”"}
		}, utterance.Same},
		{"by surname alone", func(s *statement) { s.Name = "Quill" }, utterance.Same},
		{"the speaker not known", func(s *statement) { s.Name = "" }, utterance.Same},
		{"the day not known", func(s *statement) { s.Published = 0 }, utterance.Same},

		{"told in another year", func(s *statement) {
			s.Kind, s.Published = attribution.Indirect, may4-400
			s.Content = []string{"that the harbour of Tessaly would open again before the herring came, and that every captain would be paid for the nights that he had lost at anchor"}
		}, utterance.Again},
		{"verbatim in another year", func(s *statement) { s.Published = may4 + 400 }, utterance.Again},
		{"verbatim in another year, of which the day of the first is told", func(s *statement) {
			s.Published, s.SaidFrom, s.SaidTo = may4+400, may4-1, may4-1
		}, utterance.Same},
		{"verbatim, months apart as they tell", func(s *statement) { s.SaidFrom, s.SaidTo = may4-200, may4-199 }, utterance.Again},
		{"verbatim, a season later", func(s *statement) { s.Published = may4 + 80 }, utterance.Same},
		{"on another claim", func(s *statement) {
			s.Content = []string{"“The lighthouse board has asked nobody for money, and it will not ask the fishermen of Marrow for any this winter.”"}
		}, utterance.Untied},
		{"on the same matter in other words", func(s *statement) {
			s.Content = []string{"“Nobody should doubt that we shall have boats at the quay by spring, and that what they are owed is on its way.”"}
		}, utterance.Untied},
		{"a stock phrase of another's", func(s *statement) {
			s.Name, s.Content = "Dov Arlen", []string{"“Every captain will be glad.”"}
		}, utterance.Untied},
		{"a thought", func(s *statement) {
			s.Kind, s.Act = attribution.Indirect, attribution.Think
			s.Content = []string{"that the harbour of Tessaly will open again before the herring comes, and every captain will be paid"}
		}, utterance.Untied},
		{"inside the other", func(s *statement) {
			s.Article, s.Start, s.End = first.Article, 20, 80
			s.Content = []string{"“The harbour of Tessaly will open again before the herring comes”"}
		}, utterance.Untied},
		{"nothing", func(s *statement) { s.Content = nil }, utterance.Untied},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			other := first
			other.Article = "b"
			test.change(&other)
			a, b := utterance.Read(first), utterance.Read(other)
			got := utterance.Match(a, b)
			if got.Tie != test.want {
				t.Errorf("%q at %.2f, want %q", got.Tie, got.Confidence, test.want)
			}
			if turned := utterance.Match(b, a); turned != got {
				t.Errorf("%+v, and the other way round %+v", got, turned)
			}
		})
	}
}

// TestMatchEitherWay holds that it does not matter which of two comes first.
func TestMatchEitherWay(t *testing.T) {
	words := []string{"lighthouse", "Tessaly", "fair", "herring", "the", "levy", "captains", "“salt", "harbour”", "quay,", "…", "not"}
	draw := func(t *rapid.T) utterance.Statement {
		n := rapid.IntRange(0, 6)
		return utterance.Statement{
			Article: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "article"), Start: rapid.IntRange(0, 900).Draw(t, "start"), End: rapid.IntRange(0, 900).Draw(t, "end"),
			Kind: rapid.SampledFrom([]attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed}).Draw(t, "kind"), Act: attribution.Say,
			Content:  []string{strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "words"), " ")},
			Around:   strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 5).Draw(t, "around"), " "),
			Source:   rapid.SampledFrom([]string{"", "the captain", "Captain Quill"}).Draw(t, "source"),
			Name:     rapid.SampledFrom([]string{"", "Ada Quill", "Quill", "Dov Arlen"}).Draw(t, "name"),
			Headline: rapid.Bool().Draw(t, "headline"), Published: 200 * n.Draw(t, "published"), SaidFrom: 200 * n.Draw(t, "said"), SaidTo: 1200,
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := utterance.Read(draw(t)), utterance.Read(draw(t))
		one, other := utterance.Match(a, b), utterance.Match(b, a)
		if math.Abs(one.Confidence-other.Confidence) > 1e-9 || one.Tie != other.Tie || one.Jaccard != other.Jaccard || one.Shared != other.Shared {
			t.Errorf("%+v, and the other way round %+v", one, other)
		}
	})
}
