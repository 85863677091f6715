package attribution_test

import (
	"encoding/csv"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/attribution"
	"hearsay/internal/outside"
)

// leastGAP holds the F1 that must be reached, in hundredths, and leastPronouns
// the share of GUM's pronouns that must be right.
const (
	leastGAP      = 78
	leastPronouns = 84
)

// TestGAP measures whom pronouns of GAP's validation part mean (Webster et al.,
// Mind the GAP, TACL 2018), by its own score: F1 over the two booleans of each
// snippet. Candidates are the two names and whatever else looks like one; a name
// is taken if no other person and not none is likelier.
func TestGAP(t *testing.T) {
	f, err := os.Open(outside.Shared(t, "data/gap/gap-validation.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.Comma, rows.LazyQuotes = '\t', true
	if _, err := rows.Read(); err != nil {
		t.Fatal(err)
	}
	counts := map[bool]*tally{false: {}, true: {}} // by whether the pronoun is feminine
	var lenient tally                              // what is taken if it has a fifth of the likelihood
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		text, mention := row[1], spanAt(t, row[1], row[2], row[3])
		pair := []attribution.Span{spanAt(t, text, row[4], row[5]), spanAt(t, text, row[7], row[8])}
		candidates := append(slices.Clone(pair), otherNames(text, append(pair, mention))...)
		p := attribution.Antecedents(text, mention, candidates)
		of, others := people(text, candidates, p)
		feminine := strings.HasPrefix(strings.ToLower(row[2]), "she") || strings.HasPrefix(strings.ToLower(row[2]), "her")
		for k, gold := range []string{row[6], row[9]} {
			right := strings.EqualFold(gold, "true")
			counts[feminine].add(of[k] > of[1-k] && of[k] > others, right)
			lenient.add(of[k] > of[1-k] && of[k] > 0.2, right)
		}
	}
	both := tally{}
	for _, c := range counts {
		both.found, both.right, both.gold = both.found+c.found, both.right+c.right, both.gold+c.gold
	}
	t.Logf("F1 %.3f, precision %.3f, recall %.3f; masculine %.3f, feminine %.3f",
		both.f1(), both.right/both.found, both.right/both.gold, counts[false].f1(), counts[true].f1())
	t.Logf("F1 %.3f, precision %.3f, recall %.3f where the likelier of the two names is taken from a likelihood of 0.2 on",
		lenient.f1(), lenient.right/lenient.found, lenient.right/lenient.gold)
	if both.f1()*100 < leastGAP {
		t.Errorf("F1 is below 0.%d", leastGAP)
	}
}

// people adds up the likelihoods of mentions of one person: of the first two
// candidates, and of the likeliest of all others and none.
func people(text string, candidates []attribution.Span, p []float64) (of [2]float64, others float64) {
	names, sums, none := []string{}, []float64{}, 1.0
	for i, c := range candidates {
		none -= p[i]
		known := false
		for k := range names {
			if i != 1 && oneName(c.In(text), names[k]) {
				sums[k] += p[i]
				known = true
			}
		}
		if !known {
			names, sums = append(names, c.In(text)), append(sums, p[i])
		}
	}
	return [2]float64(sums), slices.Max(append(sums[2:], none))
}

// A tally counts what was found, what was marked, and what was both.
type tally struct{ found, gold, right float64 }

func (c *tally) add(found, gold bool) {
	if found {
		c.found++
	}
	if gold {
		c.gold++
	}
	if found && gold {
		c.right++
	}
}

func (c *tally) f1() float64 { return 2 * c.right / (c.found + c.gold) }

// spanAt returns where a word stands, by its offset in characters.
func spanAt(t *testing.T, text, word, offset string) attribution.Span {
	t.Helper()
	n, err := strconv.Atoi(offset)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	if !strings.HasPrefix(text[at:], word) {
		t.Fatalf("no %q at %d of %q", word, n, text)
	}
	return attribution.Span{Start: at, End: at + len(word)}
}

// capitals are runs of words that begin with a capital.
var capitals = regexp.MustCompile(strings.ReplaceAll(`\bW(?:\.? W)*`, "W", `\p{Lu}[\p{L}*-]*(?:['’]\p{Lu}\p{L}*)?`))

// ordinary are words that begin with one for other reasons than being a name.
var ordinary = regexp.MustCompile(`^(?i:an?|the|th[eo]se|this|that|there|he|she|it|they|we|you|i|his|her|its|their|our|my|who|whose|what|when|where|why|how|if|in|on|at|by|for|from|with|of|to|into|over|under|after|before|during|since|until|while|as|though|although|because|but|and|or|so|then|thus|however|also|both|each|all|some|many|one|two|three|first|second|later|now|once|not|no|soon|upon|despite|according|among|about|mr|mrs|ms|dr|sir|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$`)

// otherNames returns what looks like a name and touches none of the spans.
func otherNames(text string, apart []attribution.Span) []attribution.Span {
	var found []attribution.Span
	for _, m := range capitals.FindAllStringIndex(text, -1) {
		s := attribution.Span{Start: m[0], End: m[1]}
		for {
			word, rest, _ := strings.Cut(s.In(text), " ")
			if !ordinary.MatchString(strings.TrimSuffix(word, ".")) {
				break
			}
			s.Start = s.End - len(rest)
		}
		if s.End-s.Start > 1 && !slices.ContainsFunc(apart, s.Overlaps) {
			found = append(found, s)
		}
	}
	return found
}

// oneName reports whether the words of one name are among those of the other.
func oneName(a, b string) bool {
	short, long := strings.Fields(a), strings.Fields(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	for _, w := range short {
		if !slices.Contains(long, w) {
			return false
		}
	}
	return true
}
