package record

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHits(t *testing.T) {
	const text = "The Café's levy – a “witch hunt”, café after CAFÉ – is Łódź's, not the witch's. Levying, Über и й 1½ naïveté."
	for typed, want := range map[string]string{
		"":                          "",
		"levy":                      "levy",
		"cafe":                      "Café café CAFÉ",
		"levy*":                     "levy Levying",
		`"witch hunt"`:              "witch hunt",
		"witch-hunt":                "witch hunt",
		`"hunt witch"`:              "",
		"witch -hunt":               "witch witch",
		`witch "witch hunt"`:        "witch hunt witch",
		"UBER":                      "Über",
		"naivete":                   "naïveté",
		"speaker:arlen kind:direct": "",
		"speaker:arlen hunt":        "hunt",
		"\" * -":                    "",
	} {
		q, err := ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range q.Hits(text) {
			got = append(got, text[h[0]:h[1]])
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}

// What is marked is what the index itself would mark.
func TestHitsAreThoseOfTheIndex(t *testing.T) {
	r := newRecord(t)
	r.db.SetMaxOpenConns(1) // a table of one connection's own
	if _, err := r.db.ExecContext(t.Context(), `CREATE VIRTUAL TABLE temp.told USING fts5 (content, tokenize = "unicode61 remove_diacritics 2")`); err != nil {
		t.Fatal(err)
	}
	word := rapid.SampledFrom([]string{"levy", "Levy", "lévy", "LÉVYING", "witch", "hunt", "hunt's", "Łódź", "й", "и", "Ёлка", "ελλάδα", "Σ", "1½", "x²", "e\u0301te", "ete", "naïve", "ﬁn", "ß", "ss", "İ", "ı", "中文", "字", "—", "’", "“", "a_b", "ộ", "o", "Ø", "\u00ad", "हिन्दी"})
	parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return word.Draw(t, "word") + rapid.SampledFrom([]string{" ", " ", ", ", "-", "", "\n"}).Draw(t, "gap")
	}), 1, 12)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(parts.Draw(t, "text"), "")
		typed := strings.TrimSpace(word.Draw(t, "typed"))
		if rapid.Bool().Draw(t, "phrase") {
			typed = `"` + typed + " " + word.Draw(t, "second") + `"`
		}
		if rapid.Bool().Draw(t, "prefix") {
			typed += "*"
		}
		expression := match("content", typed)
		if expression == "" {
			t.Skip()
		}
		var want string
		if _, err := r.db.ExecContext(t.Context(), "DELETE FROM told"); err != nil {
			t.Fatal(err)
		}
		if _, err := r.db.ExecContext(t.Context(), "INSERT INTO told VALUES (?)", text); err != nil {
			t.Fatal(err)
		}
		if err := r.db.QueryRowContext(t.Context(), "SELECT coalesce((SELECT highlight(told, 0, '<', '>') FROM told WHERE told MATCH ?), ?)", expression, text).Scan(&want); err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		at := 0
		for _, h := range (Query{Text: typed}).Hits(text) {
			got.WriteString(text[at:h[0]] + "<" + text[h[0]:h[1]] + ">")
			at = h[1]
		}
		got.WriteString(text[at:])
		if got.String() != want {
			t.Fatalf("%q in %q: got %q, the index %q", typed, text, got.String(), want)
		}
	})
}
