package wordpiece_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution/internal/wordpiece"
)

// TestAppend has the pieces that the tokenizer published with the vocabulary
// gives these words.
func TestAppend(t *testing.T) {
	for word, want := range map[string][]int32{
		"dam":                          {5477},
		"Gorsk":                        {2175, 27472},
		"unbelievably":                 {4895, 8671, 2666, 3567, 6321},
		"Tarbuck":                      {16985, 24204},
		"U":                            {1057},
		"naïve":                        {15743},
		"Über":                         {19169},
		"e\u0301lan":                   {3449, 2319},
		"co\u00adoperate":              {17654},
		"世":                            {1745},
		"Привет":                       {1194, 16856, 10325, 25529, 15290, 22919},
		"1968":                         {3380},
		"xyzzyq":                       {1060, 2100, 28753, 4160},
		"antidisestablishmentarianism": {3424, 10521, 4355, 7875, 13602, 3672, 12199, 2964},
		"straße":                       {2358, 27807},
		"ﬁne":                          {1984, 2638},
		"İstanbul":                     {9960},
		"½":                            {1092},
		"😀":                            {wordpiece.Unknown},
		strings.Repeat("a", 101):       {wordpiece.Unknown},
	} {
		if diff := cmp.Diff(want, wordpiece.Append(nil, word)); diff != "" {
			t.Errorf("%.40q: (-want +got)\n%s", word, diff)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("Gorsk")
	f.Add("\xff\u00ad")
	f.Fuzz(func(t *testing.T, word string) {
		ids := wordpiece.Append([]int32{7}, word)
		if len(ids) < 2 || ids[0] != 7 {
			t.Errorf("%q: %v", word, ids)
		}
		for _, id := range ids {
			if id < 0 || id >= wordpiece.Size {
				t.Errorf("%q: there is no piece %d", word, id)
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	words := strings.Fields("The dam near Gorsk will hold for a good many years more said Wrenn unbelievably")
	var ids []int32
	for b.Loop() {
		ids = ids[:0]
		for _, w := range words {
			ids = wordpiece.Append(ids, w)
		}
	}
	b.ReportMetric(float64(len(ids)*b.N)/b.Elapsed().Seconds(), "pieces/s")
}
