package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Sheet is a set of statements of which somebody marked which report one act
// of speaking: every pair of them was judged.
type Sheet struct {
	ID         string
	Half       string // "tune" or "held": what rules were made with, and what was held back
	Witnesses  []MarkedWitness
	Lookalikes []Lookalike
	Doubtful   [][2]int // pairs of which nobody can tell: they are not counted
}

// A MarkedWitness is a statement of a sheet.
type MarkedWitness struct {
	Article   string // id
	At        int    // which of the article's attributions
	Utterance string // within the sheet: those that have the same report one act of speaking
}

// A Lookalike is a pair of a sheet's statements that report different acts of
// speaking and look as if they did not.
type Lookalike struct {
	A   int    `json:"a"`
	B   int    `json:"b"`
	Why string `json:"why"`
}

type sheetLine struct {
	Sheet      string `json:"sheet"`
	Half       string `json:"half"`
	Statements []struct {
		attributionLine
		Article   string `json:"article"`
		Utterance string `json:"utterance"`
	} `json:"statements"`
	Lookalikes []Lookalike `json:"lookalikes"`
	Doubtful   [][2]int    `json:"doubtful"`
}

// LoadSheets reads sheets from a file of JSON lines. Each statement must be that
// of an attribution of one of the articles, span for span.
func LoadSheets(path string, articles []Article) ([]Sheet, error) {
	return load(path, func(r io.Reader, name string) ([]Sheet, error) { return readSheets(r, name, articles) })
}

func readSheets(r io.Reader, name string, articles []Article) ([]Sheet, error) {
	found := byID(articles)
	var sheets []Sheet
	err := eachJSON(r, name, func(l sheetLine) error {
		s := Sheet{ID: l.Sheet, Half: l.Half, Lookalikes: l.Lookalikes, Doubtful: l.Doubtful}
		for i, w := range l.Statements {
			marked, err := w.attribution("")
			if err != nil {
				return fmt.Errorf("sheet %s, statement %d: %w", l.Sheet, i, err)
			}
			at := slices.IndexFunc(found[w.Article], marked.equal)
			if at < 0 {
				return fmt.Errorf("sheet %s, statement %d: article %s has no attribution with these spans", l.Sheet, i, w.Article)
			}
			if w.Utterance == "" {
				return fmt.Errorf("sheet %s, statement %d: no utterance", l.Sheet, i)
			}
			s.Witnesses = append(s.Witnesses, MarkedWitness{Article: w.Article, At: at, Utterance: w.Utterance})
		}
		pairs := slices.Clone(l.Doubtful)
		for _, a := range l.Lookalikes {
			pairs = append(pairs, [2]int{a.A, a.B})
		}
		for _, p := range pairs {
			if min(p[0], p[1]) < 0 || max(p[0], p[1]) >= len(s.Witnesses) || p[0] == p[1] {
				return fmt.Errorf("sheet %s: no pair of its statements: %v", l.Sheet, p)
			}
		}
		sheets = append(sheets, s)
		return nil
	})
	return sheets, err
}

func (a Attribution) equal(b Attribution) bool {
	return slices.Equal(a.Source, b.Source) && slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
}

// An UtteranceScore is how well the statements of some sheets were grouped.
type UtteranceScore struct {
	Name       string  `json:"name"`
	Statements int     `json:"statements"`
	Utterances int     `json:"utterances"` // marked, of two statements or more
	Precision  float64 `json:"precision"`  // B-cubed, as are:
	Recall     float64 `json:"recall"`
	F1         float64 `json:"f1"`
	Lookalikes int     `json:"lookalikes"` // pairs marked so
	Apart      int     `json:"apart"`      // of them, those that were kept apart
}

// An UtteranceReport has a score for all, for each half, and the pairs that were
// judged otherwise than they are marked.
type UtteranceReport struct {
	Rows   []UtteranceScore `json:"rows"`
	Misses []string         `json:"misses,omitempty"`
}

// String gives what was missed and the scores as lines.
func (r UtteranceReport) String() string {
	var text strings.Builder
	for _, m := range r.Misses {
		fmt.Fprintln(&text, m)
	}
	for _, s := range r.Rows {
		fmt.Fprintf(&text, "%-6s  %4d statements, %3d utterances of two or more   precision %.3f  recall %.3f  F1 %.3f   %3d of %3d look-alikes kept apart\n",
			s.Name, s.Statements, s.Utterances, s.Precision, s.Recall, s.F1, s.Apart, s.Lookalikes)
	}
	return text.String()
}

// ScoreUtterances judges how statements were grouped. of tells the utterance of
// an article's attribution, the empty string where it stands alone. The measure
// is B-cubed (Bagga and Baldwin 1998) over the statements of each sheet; what
// nobody can tell counts neither way.
func ScoreUtterances(sheets []Sheet, articles []Article, of func(article string, at int) string) UtteranceReport {
	texts := make(map[string]Article, len(articles))
	for _, a := range articles {
		texts[a.ID] = a
	}
	var report UtteranceReport
	for _, half := range []string{"all", "tune", "held"} {
		var sum bcubed
		score := UtteranceScore{Name: half}
		for _, s := range sheets {
			if half != "all" && s.Half != half {
				continue
			}
			told := s.told(of)
			sum.add(s, told)
			score.Utterances += s.utterances()
			score.Statements += len(s.Witnesses)
			score.Lookalikes += len(s.Lookalikes)
			for _, l := range s.Lookalikes {
				if told[l.A] != told[l.B] {
					score.Apart++
				}
			}
			if half == "all" {
				report.Misses = append(report.Misses, s.misses(told, texts)...)
			}
		}
		score.Precision, score.Recall = sum.precision(), sum.recall()
		if sum := score.Precision + score.Recall; sum > 0 {
			score.F1 = 2 * score.Precision * score.Recall / sum
		}
		report.Rows = append(report.Rows, score)
	}
	return report
}

// told returns the utterance that each statement was told to be of; one of its
// own where it stands alone.
func (s Sheet) told(of func(string, int) string) []string {
	told := make([]string, len(s.Witnesses))
	for i, w := range s.Witnesses {
		if told[i] = of(w.Article, w.At); told[i] == "" {
			told[i] = fmt.Sprint("alone ", i)
		}
	}
	return told
}

// utterances counts the marked utterances of two statements or more.
func (s Sheet) utterances() (n int) {
	count := make(map[string]int)
	for _, w := range s.Witnesses {
		if count[w.Utterance]++; count[w.Utterance] == 2 {
			n++
		}
	}
	return n
}

// IsDoubtful reports whether nobody can tell of two of its statements.
func (s Sheet) IsDoubtful(i, j int) bool {
	return slices.Contains(s.Doubtful, [2]int{i, j}) || slices.Contains(s.Doubtful, [2]int{j, i})
}

// bcubed adds up, over statements, which share of those told to be of its
// utterance are, and which share of those that are were told to be.
type bcubed struct{ right, found, n float64 }

func (b *bcubed) add(s Sheet, told []string) {
	for i, w := range s.Witnesses {
		var both, asTold, asMarked float64
		for j, o := range s.Witnesses {
			if s.IsDoubtful(i, j) {
				continue
			}
			t, m := told[i] == told[j], w.Utterance == o.Utterance
			if t {
				asTold++
			}
			if m {
				asMarked++
			}
			if t && m {
				both++
			}
		}
		b.n++
		b.right += both / asTold
		b.found += both / asMarked
	}
}

func (b bcubed) precision() float64 { return share(b.right, b.n) }
func (b bcubed) recall() float64    { return share(b.found, b.n) }

func share(of, all float64) float64 {
	if all == 0 {
		return 0
	}
	return of / all
}

// misses tells of the pairs that were judged otherwise than they are marked.
func (s Sheet) misses(told []string, texts map[string]Article) (all []string) {
	for i, a := range s.Witnesses {
		for j, b := range s.Witnesses[:i] {
			if s.IsDoubtful(i, j) || (told[i] == told[j]) == (a.Utterance == b.Utterance) {
				continue
			}
			what := "wrongly one"
			if a.Utterance == b.Utterance {
				what = "not found"
			}
			all = append(all, fmt.Sprintf("%-11s  %s  %s: %s | %s: %s", what, s.ID,
				b.Article, b.words(texts), a.Article, a.words(texts)))
		}
	}
	return all
}

func (w MarkedWitness) words(texts map[string]Article) string {
	a := texts[w.Article]
	var pieces []string
	for _, c := range a.Attributions[w.At].Content {
		pieces = append(pieces, c.In(a.Text))
	}
	return oneLine(strings.Join(pieces, " … "), 200)
}
