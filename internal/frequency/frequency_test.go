package frequency

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/kljensen/snowball/english"

	"hearsay/internal/outside"
)

var update = flag.Bool("update", false, "count the table anew")

// TestTable counts the table anew from the articles beside the repository and
// holds that it is the one that is built in.
func TestTable(t *testing.T) {
	with := make(map[string]int)
	articles := 0
	for _, file := range []string{"data/news/unmarked.jsonl", "data/polnear/train.jsonl"} {
		f, err := os.Open(outside.Shared(t, file))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var article struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
				t.Fatal(err)
			}
			articles++
			has := make(map[string]bool)
			for _, w := range strings.FieldsFunc(strings.ToLower(article.Text), func(r rune) bool { return !unicode.IsLetter(r) }) {
				has[english.Stem(w, false)] = true
			}
			for stem := range has {
				with[stem]++
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	var lines []string
	for stem, n := range with {
		if n >= 8 {
			lines = append(lines, fmt.Sprintf("%s\t%d\n", stem, n))
		}
	}
	slices.Sort(lines)
	now := fmt.Sprintln(articles) + strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("english.txt", []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if now != table {
		t.Errorf("counted %d stems in %d articles: not the table that is built in", len(lines), articles)
	}
}

func TestRarity(t *testing.T) {
	for _, rarer := range [][2]string{{"custom", "peopl"}, {"peopl", "the"}, {"tessali", "custom"}} {
		if Rarity(rarer[0]) <= Rarity(rarer[1]) {
			t.Errorf("%q is no rarer than %q: %.2f, %.2f", rarer[0], rarer[1], Rarity(rarer[0]), Rarity(rarer[1]))
		}
	}
	if r := Rarity("the"); r < 0 || r > 0.2 {
		t.Errorf("the rarity of the commonest word is %.2f", r)
	}
}
