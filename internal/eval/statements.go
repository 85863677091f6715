package eval

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"hearsay/attribution"
)

// A Share is how many of some are so.
type Share struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Of    int    `json:"of"`
}

// String gives the share on a line.
func (s Share) String() string {
	return fmt.Sprintf("%-19s %4d of %-4d %.3f", s.Name, s.Count, s.Of, ratio(s.Count, s.Of))
}

// A StatementReport tells how what was read on pages compares with what is
// expected there.
type StatementReport struct {
	Rows   []Share  `json:"rows"`
	Extra  Share    `json:"extra"` // statements that match nothing expected; some may be good
	Misses []string `json:"misses,omitempty"`
}

// String gives what was missed and the shares as lines.
func (r StatementReport) String() string {
	var b strings.Builder
	b.WriteString(lines(r.Misses, nil))
	for _, s := range r.Rows {
		fmt.Fprintln(&b, s)
	}
	fmt.Fprintf(&b, "%-19s %4d of %d exported\n", r.Extra.Name, r.Extra.Count, r.Extra.Of)
	return b.String()
}

// ScoreExpected compares exported statements with expected ones as
// ../shared/eval/score_statements.py does. A statement is found when an
// exported one of the same page shares at least half of the words of the two
// contents together, and their sources share a word or none is expected. All
// else is judged of those found. "Where none" counts what was filled in though
// the page does not tell it.
func ScoreExpected(expected []Expected, exported []Exported) StatementReport {
	s := newStatementScore(expected, exported)
	for _, e := range expected {
		s.judge(e)
	}
	return s.report()
}

// A statementScore counts while statements are judged.
type statementScore struct {
	of      map[string][]Exported // by page
	pages   []string
	matched map[string]bool // ids of exported statements
	count   map[string]int
	misses  []string
}

func newStatementScore(expected []Expected, exported []Exported) *statementScore {
	s := &statementScore{of: map[string][]Exported{}, matched: map[string]bool{}, count: map[string]int{}}
	for _, e := range expected {
		if !slices.Contains(s.pages, e.Doc) {
			s.pages = append(s.pages, e.Doc)
		}
	}
	for _, x := range exported {
		name := x.Article.File
		if name == "" {
			name = x.Article.URL
		}
		name = path.Base(name)
		s.of[name] = append(s.of[name], x)
	}
	return s
}

func (s *statementScore) judge(e Expected) {
	x, found := s.find(e)
	if found {
		s.matched[x.ID] = true
	}
	if e.Optional {
		return
	}
	s.share("found", found)
	if !found {
		s.miss("not found", e, "")
		return
	}
	s.share("word for word", bagOf(e.Content...).equal(x.words()))
	s.share("kind", e.Kind == x.Kind)
	verdict := speakerVerdict(x.Speaker.Name, e.Speaker, e.Accept)
	for _, v := range []Verdict{Right, Wrong, NotKnown} {
		s.share("speaker "+string(v), v == verdict)
	}
	if verdict != Right {
		s.miss("speaker "+string(verdict), e, fmt.Sprintf("%s, not %q", e.Speaker, x.Speaker.Name))
	}
	s.field("via", e, len(e.Via) > 0, len(x.Via) > 0, sameVia(e.Via, x.Via), strings.Join(e.Via, ", "), strings.Join(x.Via, ", "))
	s.field("to", e, e.To != "", x.To != "", bagOf(e.To).shares(bagOf(x.To)), e.To, x.To)
	s.field("when", e, e.When != "", x.When.From != "", x.saidOn(e.When), e.When, strings.TrimSpace(x.When.From+" "+x.When.To))
	if e.Inner != nil {
		s.inner(e, x)
	}
}

// find returns the exported statement that is most like the expected one: the
// first of those.
func (s *statementScore) find(e Expected) (Exported, bool) {
	want, source := bagOf(e.Content...), bagOf(e.Source)
	best, at := 0.0, -1
	for i, x := range s.of[e.Doc] {
		if like := want.alike(x.words()); like > best && (len(source) == 0 || source.shares(bagOf(x.Source.Text))) {
			best, at = like, i
		}
	}
	if best < 0.5 {
		return Exported{}, false
	}
	return s.of[e.Doc][at], true
}

func (s *statementScore) share(name string, is bool) {
	s.count[name+" of"]++
	if is {
		s.count[name]++
	}
}

// field judges what a found statement has beside the speaker.
func (s *statementScore) field(name string, e Expected, expected, filled, right bool, want, got string) {
	if !expected {
		if s.share(name+" where none", filled); filled {
			s.miss(name+" where none", e, fmt.Sprintf("%q", got))
		}
		return
	}
	if s.share(name, right); !right {
		s.miss(name, e, fmt.Sprintf("%s, not %q", want, got))
	}
}

func (s *statementScore) inner(e Expected, outer Exported) {
	want := bagOf(e.Inner.Content...)
	found, right := false, false
	for _, x := range s.of[e.Doc] {
		if x.Inside != outer.ID {
			continue
		}
		s.matched[x.ID] = true
		if want.alike(x.words()) >= 0.5 {
			found = true
			right = right || speakerVerdict(x.Speaker.Name, e.Inner.Speaker, e.Inner.Accept) == Right
		}
	}
	s.share("inner", found)
	s.share("inner speaker right", right)
	if !found || !right {
		s.miss("inner", e, e.Inner.Speaker)
	}
}

func (s *statementScore) miss(what string, e Expected, how string) {
	if how == "" {
		how = e.Speaker
	}
	s.misses = append(s.misses, fmt.Sprintf("%-17s  %s  %s: %s", what, e.Doc, how, oneLine(strings.Join(e.Content, " … "), 80)))
}

func (s *statementScore) report() StatementReport {
	r := StatementReport{Extra: Share{Name: "extra"}, Misses: s.misses}
	for _, name := range []string{"found", "word for word", "kind", "speaker right", "speaker wrong", "speaker not known",
		"via", "to", "when", "inner", "inner speaker right", "via where none", "to where none", "when where none"} {
		r.Rows = append(r.Rows, Share{name, s.count[name], s.count[name+" of"]})
	}
	for _, page := range s.pages {
		for _, x := range s.of[page] {
			if attribution.Act(x.Act).Said() {
				r.Extra.Of++
				r.Extra.Count += toInt(!s.matched[x.ID])
			}
		}
	}
	return r
}

func speakerVerdict(name, speaker string, accept []string) Verdict {
	switch {
	case name == "":
		return NotKnown
	case sameNameLoosely(name, append([]string{speaker}, accept...)):
		return Right
	}
	return Wrong
}

func sameVia(a, b []string) bool {
	return slices.EqualFunc(a, b, func(a, b string) bool { return bagOf(a).equal(bagOf(b)) })
}

func (x Exported) words() bag {
	var texts []string
	for _, c := range x.Content {
		texts = append(texts, c.Text)
	}
	return bagOf(texts...)
}

// saidOn reports whether a day or month lies within the range that is told.
func (x Exported) saidOn(day string) bool {
	from, to := x.When.From, x.When.To
	if to == "" {
		to = from
	}
	begin := func(s string) string { return s[:min(len(s), len(day))] }
	return from != "" && begin(from) <= day && day <= begin(to)
}
