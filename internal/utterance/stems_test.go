package utterance

import (
	"slices"
	"strings"
	"testing"

	"hearsay/internal/sketch"
)

func stemSet(text string) []string { return Read(Statement{Content: []string{text}}).set }

func TestStems(t *testing.T) {
	for text, want := range map[string]string{
		"“The levies were never asked for,” she said.": "ask levi never",
		"Asking, asked; ASKS":                          "ask",
		"the captain’s list":                           "captain list",
		"":                                             "",
	} {
		if got := strings.Join(stemSet(text), " "); got != want {
			t.Errorf("stems of %q are %q, want %q", text, got, want)
		}
	}
}

// TestTranslationsAreFound holds that two translations of one sentence, made up
// here, have a band in common, and that other sentences have none.
func TestTranslationsAreFound(t *testing.T) {
	one := stemSet("The customs house of Tessaly never asked our captains for the list of cargoes, and it will not receive one this spring")
	for text, want := range map[string]bool{
		"Customs house of Tessaly did never ask our captains the list of cargoes, and will not receive in the spring":     true,
		"The Tessaly customs house has not asked the captains of ours for any list of cargo; it will get none in spring":  true,
		"The lighthouse of Marrow Point goes dark in June because nobody sails by it any more, said the board's surveyor": false,
	} {
		other := stemSet(text)
		share, shared := sketch.Jaccard(one, other)
		found := slices.ContainsFunc(sketch.Sketch(one), func(band int64) bool { return slices.Contains(sketch.Sketch(other), band) })
		if found != want {
			t.Errorf("%q: found %v, share %.2f of %d", text, found, share, shared)
		}
	}
}

func BenchmarkSketch(b *testing.B) {
	text := "The customs house of Tessaly never asked our captains for the list of cargoes, and it will not receive one this spring"
	for b.Loop() {
		sketch.Sketch(stemSet(text))
	}
}
