package eval

import (
	"fmt"
	"io"
	"slices"

	"hearsay/attribution"
)

// A Source is an attribution of an article of which somebody marked whom its
// source means.
type Source struct {
	Article string // id
	At      int    // which of the article's attributions
	Form    string // what stands in its place: "pronoun", "surname", "description" …
	Half    string // "tune" or "held": what rules were made with, and what was held back
	Speaker string
	Accept  []string // other names that are as good
	Known   bool     // whether the article tells who it is; if not, no name is right
}

type sourceLine struct {
	attributionLine
	Article string   `json:"article"`
	Form    string   `json:"form"`
	Half    string   `json:"half"`
	Speaker string   `json:"speaker"`
	Accept  []string `json:"accept"`
	Known   *bool    `json:"known"`
}

// LoadSources reads marked sources from a file of JSON lines. Each must be that
// of an attribution of one of the articles, span for span.
func LoadSources(path string, articles []Article) ([]Source, error) {
	return load(path, func(r io.Reader, name string) ([]Source, error) { return readSources(r, name, articles) })
}

func readSources(r io.Reader, name string, articles []Article) ([]Source, error) {
	found := byID(articles)
	var sources []Source
	err := eachJSON(r, name, func(l sourceLine) error {
		attributions, ok := found[l.Article]
		if !ok {
			return fmt.Errorf("no article %q among those given", l.Article)
		}
		marked, err := l.attribution("")
		if err != nil {
			return err
		}
		s := Source{Article: l.Article, Form: l.Form, Half: l.Half, Speaker: l.Speaker, Accept: l.Accept,
			Known: l.Known == nil || *l.Known}
		s.At = slices.IndexFunc(attributions, marked.equal)
		switch {
		case s.At < 0:
			return fmt.Errorf("article %s has no attribution with these spans", l.Article)
		case len(marked.Content) == 0:
			return fmt.Errorf("an attribution of article %s without content", l.Article)
		case s.Known && s.Speaker == "":
			return fmt.Errorf("a source of article %s is known and has no speaker", l.Article)
		}
		sources = append(sources, s)
		return nil
	})
	return sources, err
}

// A SourceReport counts how many of the marked sources were named rightly: all,
// those of each form, and the same of each half.
type SourceReport struct {
	Rows   []Verdicts `json:"rows"`
	Misses []string   `json:"misses,omitempty"` // what was not right, a line each
}

// String gives what was missed and the counts as lines.
func (r SourceReport) String() string { return lines(r.Misses, r.Rows) }

// ScoreSources judges the names that a resolver gives to marked sources among
// all attributions of their articles as they are marked or, if extract is not
// nil, among the statements that it finds, those that match the marked ones. A
// source that nobody can know is right where it is not named.
func ScoreSources(articles []Article, sources []Source, resolve Resolver, extract func(text string) []attribution.Statement) (SourceReport, error) {
	forms := []string{"name", "surname", "pronoun", "description", "group", "organization", "none"}
	all, byForm, halves := tallyOf("all"), tallyOf(append(forms, "not to be known")...), tallyOf()
	for _, half := range []string{"tune", "held"} {
		halves = append(halves, Verdicts{Name: half})
		for _, form := range forms {
			halves = append(halves, Verdicts{Name: half + " " + form})
		}
	}
	var report SourceReport
	for _, a := range lastOfEach(articles) {
		var names []string
		var err error
		for _, s := range sources {
			if s.Article != a.ID {
				continue
			}
			if names == nil {
				if names, err = namesOf(a, resolve, extract); err != nil {
					return SourceReport{}, fmt.Errorf("article %s: %w", a.ID, err)
				}
			}
			verdict := s.judge(names[s.At])
			all.count("all", verdict)
			byForm.count(s.Form, verdict)
			if !s.Known {
				byForm.count("not to be known", verdict)
			}
			if s.Half != "" {
				halves.count(s.Half, verdict)
				halves.count(s.Half+" "+s.Form, verdict)
			}
			if verdict != Right {
				report.Misses = append(report.Misses, s.miss(a, names[s.At], verdict))
			}
		}
	}
	report.Rows = slices.Concat(all.rows(), byForm.rows(), halves.rows())
	return report, nil
}

// unfound stands for the name of an attribution that was not found.
const unfound = "\x00"

// namesOf returns the name that each of an article's attributions is given.
func namesOf(a Article, resolve Resolver, extract func(text string) []attribution.Statement) ([]string, error) {
	if extract == nil {
		return nameAll(resolve, a.Text, a.Author, a.Attributions, nil)
	}
	names := make([]string, len(a.Attributions))
	for i := range names {
		names[i] = unfound
	}
	statements := extract(a.Text)
	found, err := resolve.names(a.Text, a.Author, statements)
	if err != nil {
		return nil, err
	}
	var outermost []Attribution
	var at []int
	for i, s := range statements {
		if s.Inside < 0 {
			outermost = append(outermost, attributionOf(s))
			at = append(at, i)
		}
	}
	for j, i := range Links(a.Attributions, outermost) {
		if i >= 0 {
			names[i] = found[at[j]]
		}
	}
	return names, nil
}

// judge compares a name with those that are right. Where nobody can know, one
// that is accepted is no mistake.
func (s Source) judge(name string) Verdict {
	own := slices.Clone(s.Accept)
	if s.Known {
		own = append(own, s.Speaker)
	}
	switch {
	case name == unfound:
		return NotFound
	case name == "" && !s.Known, SameName(name, own, nil):
		return Right
	case name == "":
		return NotKnown
	}
	return Wrong
}

func (s Source) miss(a Article, name string, verdict Verdict) string {
	marked := a.Attributions[s.At]
	source, want := "no source", s.Speaker
	if len(marked.Source) > 0 {
		source = around(marked.Source).In(a.Text)
	}
	if !s.Known {
		want = "nobody can know"
	}
	if name == unfound {
		name = ""
	}
	return fmt.Sprintf("%-9s  %s  %s  %q: %s, not %q: %s", verdict, a.ID, s.Form, oneLine(source, 60), want, name,
		oneLine(around(marked.Content).In(a.Text), 60))
}
