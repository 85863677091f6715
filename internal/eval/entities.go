package eval

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// An EntityReport counts how many sources that are a pronoun or a description
// were named rightly, where the document names whom they mean.
type EntityReport struct {
	Rows []Verdicts `json:"rows"`

	// Apart counts sources by themselves of which the document has no name, so
	// that any is wrong, and those of whoever speaks or listens: who holds the
	// floor in an interview is not in the text.
	Apart []Verdicts `json:"apart"`

	LeftOut int      `json:"left_out"` // sources that name somebody, or of which nothing is marked
	Misses  []string `json:"misses,omitempty"`
}

// String gives what was missed and the counts as lines.
func (r EntityReport) String() string {
	return lines(r.Misses, slices.Concat(r.Rows, r.Apart)) + fmt.Sprintf("%-20s %4d\n", "left out", r.LeftOut)
}

// ScoreEntities judges the names that a resolver gives to the sources of
// documents. A name is right if it is one that the document gives the entity
// that the source means; see [SameName].
func ScoreEntities(documents []Document, resolve Resolver) (EntityReport, error) {
	all, rows := tallyOf("all"), tallyOf(pronoun, description)
	apart := tallyOf(pronoun+nobodyNamed, description+nobodyNamed, thing, floor, floor+nobodyNamed)
	var report EntityReport
	for _, d := range documents {
		found, err := nameAll(resolve, d.Text, "", d.Attributions, d.Inside)
		if err != nil {
			return EntityReport{}, fmt.Errorf("document %s: %w", d.ID, err)
		}
		names := d.namesBy()
		for i, a := range d.Attributions {
			source := around(a.Source)
			is, ok := d.mentionOf(source)
			own := names[is.Entity]
			row := ""
			if ok && len(a.Content) > 0 && !d.named(source, is) {
				row = rowOf(source.In(d.Text), is, len(own) > 0)
			}
			verdict := judge(found[i], source.In(d.Text), own, d.otherNames(is, names))
			switch row {
			case "":
				report.LeftOut++
				continue
			case pronoun, description:
				all.count("all", verdict)
				rows.count(row, verdict)
			default:
				apart.count(row, verdict)
			}
			if verdict != Right {
				report.Misses = append(report.Misses, fmt.Sprintf("%-9s  %s  %s  %q: %s, not %q: %s", verdict, d.ID, row,
					oneLine(source.In(d.Text), 60), orNobody(own), found[i], oneLine(around(a.Content).In(d.Text), 60)))
			}
		}
	}
	report.Rows, report.Apart = slices.Concat(all.rows(), rows.rows()), apart.rows()
	return report, nil
}

// judge compares a name with those that the entity has. Where it has none, none
// is right, and so are the source's own words.
func judge(name, source string, own, others []string) Verdict {
	switch {
	case len(own) == 0 && (name == "" || strings.Contains(fold(source), fold(name))), SameName(name, own, others):
		return Right
	case name == "":
		return NotKnown
	}
	return Wrong
}

// What is counted by itself.
const (
	pronoun     = "pronoun"
	description = "description"
	floor       = "I, we, you"
	thing       = "thing"
	nobodyNamed = ", no name"
)

// rowOf tells where a source is counted that names nobody itself, or "": a
// thing that the document names, such as a study, is nobody's name.
func rowOf(source string, is Mention, named bool) string {
	word, row := strings.ToLower(source), description
	switch {
	case speaking()[word]:
		row = floor
	case is.Form == "pronoun", relative()[word]:
		row = pronoun
	}
	switch somebody := row == floor || is.Type == "person" || is.Type == "organization" || is.Type == "place"; {
	case somebody && named:
		return row
	case somebody:
		return row + nobodyNamed
	case !named:
		return thing
	}
	return ""
}

var (
	speaking = sync.OnceValue(func() map[string]bool { return wordSet("i we you me us myself ourselves yourself") })
	relative = sync.OnceValue(func() map[string]bool { return wordSet("who that which whom") })
)

// otherNames returns, of a person, the names of all other persons.
func (d Document) otherNames(is Mention, names map[int][]string) (others []string) {
	if is.Type != "person" {
		return nil
	}
	for _, m := range d.Mentions {
		if m.Type == "person" && m.Entity != is.Entity && m.Form != "pronoun" {
			others = append(others, names[m.Entity]...)
		}
	}
	return others
}

func orNobody(names []string) string {
	if len(names) == 0 {
		return "nobody named"
	}
	return oneLine(strings.Join(slices.Compact(slices.Clone(names)), " or "), 60)
}
