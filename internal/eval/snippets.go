package eval

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/attribution"
)

// A Snippet is a text with one pronoun and two names, and which of the two the
// pronoun means.
type Snippet struct {
	ID      string
	Text    string
	Pronoun attribution.Span
	Names   [2]attribution.Span
	Means   [2]bool // the pronoun means the name; at most one is true
}

// snippetHeader begins the first line of the form of GAP.
const snippetHeader = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref"

// LoadSnippets reads snippets from a file of the form of GAP, in
// ../shared/data/gap: fields separated by tabs, below a line that names them.
func LoadSnippets(path string) ([]Snippet, error) { return load(path, readSnippets) }

func readSnippets(r io.Reader, name string) ([]Snippet, error) {
	var snippets []Snippet
	header := true
	err := eachLine(r, name, func(line []byte) error {
		if header {
			header = false
			if !strings.HasPrefix(string(line), snippetHeader) {
				return errors.New("it does not begin with the names of the fields")
			}
			return nil
		}
		s, err := snippetOf(strings.TrimRight(string(line), "\r\n"))
		snippets = append(snippets, s)
		return err
	})
	return snippets, err
}

func snippetOf(line string) (Snippet, error) {
	fields := strings.Split(line, "\t")
	if want := strings.Count(snippetHeader, "\t") + 1; len(fields) < want {
		return Snippet{}, fmt.Errorf("%d fields of %d", len(fields), want)
	}
	s := Snippet{ID: fields[0], Text: fields[1]}
	for _, f := range []struct {
		of     string
		fields []string // words, offset in characters
		span   *attribution.Span
	}{
		{"pronoun", fields[2:4], &s.Pronoun}, {"A", fields[4:6], &s.Names[0]}, {"B", fields[7:9], &s.Names[1]},
	} {
		n, err := strconv.Atoi(f.fields[1])
		if err != nil {
			return Snippet{}, fmt.Errorf("snippet %s, %s: its offset: %w", s.ID, f.of, err)
		}
		start := byteOf(s.Text, n)
		if f.fields[0] == "" || start < 0 || !strings.HasPrefix(s.Text[start:], f.fields[0]) {
			return Snippet{}, fmt.Errorf("snippet %s, %s: %q does not stand at character %d", s.ID, f.of, f.fields[0], n)
		}
		*f.span = attribution.Span{Start: start, End: start + len(f.fields[0])}
	}
	for i, said := range []string{fields[6], fields[9]} {
		switch strings.ToUpper(said) {
		case "TRUE":
			s.Means[i] = true
		case "FALSE":
		default:
			return Snippet{}, fmt.Errorf("snippet %s: %q is neither TRUE nor FALSE", s.ID, said)
		}
	}
	return s, nil
}

// byteOf returns the byte at which a character of the text begins, or -1.
func byteOf(text string, character int) int {
	for at := range text {
		if character == 0 {
			return at
		}
		character--
	}
	return -1
}

// A PronounResolver tells which of the names a pronoun of the text means, or -1
// if it means none of them or that is not known.
type PronounResolver func(text string, pronoun attribution.Span, names []attribution.Span) int

// A SnippetReport counts, as GAP does, names that are meant: a name that is and
// was told agrees. All snippets, and those whose pronoun is of each gender.
type SnippetReport struct {
	Overall   Count    `json:"overall"`
	Feminine  Count    `json:"feminine"`
	Masculine Count    `json:"masculine"`
	Bias      float64  `json:"bias"` // F1 of feminine to that of masculine
	NotKnown  int      `json:"not_known"`
	Snippets  int      `json:"snippets"`
	Misses    []string `json:"misses,omitempty"`
}

// String gives what was missed and the counts as lines.
func (r SnippetReport) String() string {
	var b strings.Builder
	b.WriteString(lines(r.Misses, nil))
	b.WriteString(r.Overall.line("overall") + r.Feminine.line("feminine") + r.Masculine.line("masculine"))
	fmt.Fprintf(&b, "%-14s %.4f\n%-14s %d of %d\n", "bias", r.Bias, "neither told", r.NotKnown, r.Snippets)
	return b.String()
}

// ScoreSnippets judges which names a resolver tells.
func ScoreSnippets(snippets []Snippet, resolve PronounResolver) (SnippetReport, error) {
	r := SnippetReport{Snippets: len(snippets)}
	for _, s := range snippets {
		told := resolve(s.Text, s.Pronoun, s.Names[:])
		if told < -1 || told >= len(s.Names) {
			return SnippetReport{}, fmt.Errorf("snippet %s: name %d was told, of %d", s.ID, told, len(s.Names))
		}
		var c Count
		for i, means := range s.Means {
			c.Gold += toInt(means)
			c.Predicted += toInt(told == i)
			c.Agreeing += toInt(means && told == i)
		}
		r.NotKnown += toInt(told < 0)
		r.Overall.add(c)
		if feminine(s.Pronoun.In(s.Text)) {
			r.Feminine.add(c)
		} else {
			r.Masculine.add(c)
		}
		if c.Agreeing < max(c.Predicted, c.Gold) {
			r.Misses = append(r.Misses, s.miss(told))
		}
	}
	if m := r.Masculine.F1(); m > 0 {
		r.Bias = r.Feminine.F1() / m
	}
	return r, nil
}

func (s Snippet) miss(told int) string {
	want, got := "neither", "neither"
	for i, name := range s.Names {
		if s.Means[i] {
			want = name.In(s.Text)
		}
		if told == i {
			got = name.In(s.Text)
		}
	}
	from := max(0, s.Pronoun.Start-80)
	for !utf8.RuneStart(s.Text[from]) {
		from++
	}
	return fmt.Sprintf("%s  %q: %s, not %s: … %s", s.ID, s.Pronoun.In(s.Text), want, got, oneLine(s.Text[from:], 120))
}

func feminine(pronoun string) bool {
	switch strings.ToLower(pronoun) {
	case "she", "her", "hers", "herself":
		return true
	}
	return false
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
