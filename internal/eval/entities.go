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
	all, rows := tallyOf("all"), tallyOf("pronoun", "description")
	apart := tallyOf("pronoun, no name", "description, no name", "thing", "I, we, you", "I, we, you, no name")
	var report EntityReport
	for _, d := range documents {
		found, err := nameAll(resolve, d.Text, d.Attributions, d.Inside)
		if err != nil {
			return EntityReport{}, fmt.Errorf("document %s: %w", d.ID, err)
		}
		names := d.namesBy()
		for i, a := range d.Attributions {
			source := around(a.Source)
			is, ok := d.mentionOf(source)
			if !ok || len(a.Content) == 0 || d.named(source, is) {
				report.LeftOut++
				continue
			}
			form, own := formOfSource(source.In(d.Text), is), names[is.Entity]
			verdict := Wrong
			switch name := found[i]; {
			case name == "" && len(own) == 0:
				verdict = Right
			case name == "":
				verdict = NotKnown
			case SameName(name, own, d.otherNames(is, names)):
				verdict = Right
			}
			switch {
			case form == "I, we, you" && len(own) == 0, isSomebody(is) && len(own) == 0:
				apart.count(form+", no name", verdict)
			case form == "I, we, you":
				apart.count(form, verdict)
			case !isSomebody(is) && len(own) == 0:
				apart.count("thing", verdict)
			case !isSomebody(is):
				report.LeftOut++
				continue
			default:
				all.count("all", verdict)
				rows.count(form, verdict)
			}
			if verdict != Right {
				report.Misses = append(report.Misses, fmt.Sprintf("%-9s  %s  %s  %q: %s, not %q: %s", verdict, d.ID, form,
					oneLine(source.In(d.Text), 60), orNobody(own), found[i], oneLine(around(a.Content).In(d.Text), 60)))
			}
		}
	}
	report.Rows, report.Apart = slices.Concat(all.rows(), rows.rows()), apart.rows()
	return report, nil
}

// formOfSource tells what a source that names nobody is.
func formOfSource(source string, is Mention) string {
	word := strings.ToLower(source)
	switch {
	case speaking()[word]:
		return "I, we, you"
	case is.Form == "pronoun", relative()[word]:
		return "pronoun"
	}
	return "description"
}

var (
	speaking = sync.OnceValue(func() map[string]bool { return wordSet("i we you me us myself ourselves yourself") })
	relative = sync.OnceValue(func() map[string]bool { return wordSet("who that which whom") })
)

// isSomebody reports whether a mention is of somebody who can speak.
func isSomebody(m Mention) bool {
	return m.Type == "person" || m.Type == "organization" || m.Type == "place"
}

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
