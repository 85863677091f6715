package reprint_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// An edit makes a copy of an article's text, as papers do that print another's.
// others are texts of other articles, to take words from.
type edit struct {
	name string
	make func(rng *rand.Rand, text string, others []string) string
}

var edits = []edit{
	{"first half", func(_ *rand.Rand, text string, _ []string) string { return half(text, false) }},
	{"second half", func(_ *rand.Rand, text string, _ []string) string { return half(text, true) }},
	{"random half", randomHalf},
	{"first quarter", func(_ *rand.Rand, text string, _ []string) string { return half(half(text, false), false) }},
	{"reordered", func(rng *rand.Rand, text string, _ []string) string { return reordered(rng, text) }},
	{"new headline and lead", newLead},
	{"10% of words", func(rng *rand.Rand, text string, others []string) string { return replaced(rng, text, others, 0.1) }},
	{"20% of words", func(rng *rand.Rand, text string, others []string) string { return replaced(rng, text, others, 0.2) }},
	{"30% of words", func(rng *rand.Rand, text string, others []string) string { return replaced(rng, text, others, 0.3) }},
	{"30% of 20-word blocks", func(rng *rand.Rand, text string, others []string) string { return blocks(rng, text, others, 0.3) }},
	{"typography", func(_ *rand.Rand, text string, _ []string) string { return typography(text) }},
	{"40% inside another", inside},
	{"half, 20% of words", func(rng *rand.Rand, text string, others []string) string {
		return replaced(rng, half(text, rng.IntN(2) == 0), others, 0.2)
	}},
	{"reordered, phrases put in and out", func(rng *rand.Rand, text string, others []string) string {
		return phrases(rng, reordered(rng, text), others)
	}},
}

func paragraphs(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}

func together(paragraphs []string) string { return strings.Join(paragraphs, "\n\n") }

// half keeps paragraphs from one end, the last one cut, up to half the words.
func half(text string, fromEnd bool) string {
	words := spans.FindAllStringIndex(text, -1)
	if len(words) < 2 {
		return text
	}
	middle := words[len(words)/2][0]
	if fromEnd {
		return text[middle:]
	}
	return text[:middle]
}

func randomHalf(rng *rand.Rand, text string, _ []string) string {
	ps := paragraphs(text)
	all, kept := len(strings.Fields(text)), 0
	keep := make([]bool, len(ps))
	for _, i := range rng.Perm(len(ps)) {
		if 2*kept >= all {
			break
		}
		keep[i] = true
		kept += len(strings.Fields(ps[i]))
	}
	var out []string
	for i, p := range ps {
		if keep[i] {
			out = append(out, p)
		}
	}
	return together(out)
}

func reordered(rng *rand.Rand, text string) string {
	ps := paragraphs(text)
	rng.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
	return together(ps)
}

// newLead puts a headline and a lead of strange words in place of the first two
// paragraphs.
func newLead(rng *rand.Rand, text string, others []string) string {
	ps := paragraphs(text)
	var strange []string
	for range 40 {
		strange = append(strange, word(rng, others))
	}
	ps = ps[min(len(ps)-1, 2):]
	return together(append([]string{strings.Join(strange[:10], " "), strings.Join(strange[10:], " ")}, ps...))
}

var spans = regexp.MustCompile(`\S+`)

// word returns one word of another article.
func word(rng *rand.Rand, others []string) string {
	for {
		text := others[rng.IntN(len(others))]
		from := rng.IntN(len(text))
		if m := spans.FindStringIndex(text[from:]); m != nil {
			if next := spans.FindStringIndex(text[from+m[1]:]); next != nil {
				return text[from+m[1]+next[0] : from+m[1]+next[1]]
			}
		}
	}
}

// replaced puts words of other articles in place of some, chosen at random.
func replaced(rng *rand.Rand, text string, others []string, share float64) string {
	return spans.ReplaceAllStringFunc(text, func(w string) string {
		if rng.Float64() < share {
			return word(rng, others)
		}
		return w
	})
}

// blocks puts twenty words in a row of another article in place of some blocks
// of twenty words.
func blocks(rng *rand.Rand, text string, others []string, share float64) string {
	n := 0
	var strange []string // what is left of the block that is put in
	return spans.ReplaceAllStringFunc(text, func(w string) string {
		if n++; n%20 == 1 {
			strange = nil
			other := spans.FindAllString(others[rng.IntN(len(others))], -1)
			if rng.Float64() < share && len(other) > 100 {
				at := rng.IntN(len(other) - 20)
				strange = other[at : at+20]
			}
		}
		if len(strange) > 0 {
			w, strange = strange[0], strange[1:]
		}
		return w
	})
}

// typography changes quotation marks, apostrophes, dashes and spaces.
func typography(text string) string {
	straight := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "—", " - ", "–", "-", "…", "...", "U.S.", "US", "\n\n", "\n", "''", "“")
	curly := strings.NewReplacer("'", "’", " - ", "—", " -- ", " – ", "...", " … ", "\n\n", "\n \n", ` "`, " “", "\n\"", "\n“", `"`, "”")
	if strings.Contains(text, "“") {
		return straight.Replace(text)
	}
	return curly.Replace(text)
}

// inside puts two fifths of the article, some paragraphs in a row, between the
// paragraphs of another.
func inside(rng *rand.Rand, text string, others []string) string {
	words := spans.FindAllStringIndex(text, -1)
	n := len(words) * 2 / 5
	from := rng.IntN(len(words) - n)
	part := text[words[from][0]:words[from+n][1]]
	host := paragraphs(others[rng.IntN(len(others))])
	at := rng.IntN(len(host) + 1)
	return together(slices.Concat(host[:at], []string{part}, host[at:]))
}

// phrases takes out one run of words in thirty and puts one in as often.
func phrases(rng *rand.Rand, text string, others []string) string {
	skip := 0
	return spans.ReplaceAllStringFunc(text, func(w string) string {
		switch {
		case skip > 0:
			skip--
			return ""
		case rng.IntN(30) == 0:
			skip = rng.IntN(6)
			return ""
		case rng.IntN(30) == 0:
			for range 1 + rng.IntN(6) {
				w += " " + word(rng, others)
			}
		}
		return w
	})
}
