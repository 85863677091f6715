package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/reprint"
	"hearsay/internal/utterance"
	"hearsay/internal/variant"
	"hearsay/internal/version"
)

// versionTables and versionColumns tell of an article a which version of its page
// it is, of how many: zeros where there is one alone.
const (
	versionTables = `
	LEFT JOIN versions v ON v.article = a.n
	LEFT JOIN pages g ON g.n = v.page AND g.versions > 1`
	versionColumns = "iif(g.n IS NULL, 0, v.number), coalesce(g.versions, 0)"
)

// history returns all versions of the page of an article.
func (r *Record) history(ctx context.Context, id string) ([]Version, error) {
	var all []Version
	err := r.each(ctx, func(rows *sql.Rows) error {
		var v Version
		err := rows.Scan(&v.Number, &v.Captured, &v.Article, &v.SHA256, &v.Failure, &v.Before, &v.Of, &v.Relation, &v.Kept, &v.Dropped, &v.Changed, &v.Added)
		all = append(all, v)
		return err
	}, `SELECT v.number, v.captured, coalesce(o.id, ''), v.sha256, c.failure, coalesce(b.id, ''), coalesce(w.number, 0), v.relation, v.kept, v.dropped, v.changed, v.added
		FROM articles a JOIN versions own ON own.article = a.n JOIN versions v ON v.page = own.page JOIN captures c ON c.sha256 = v.sha256
			LEFT JOIN articles o ON o.n = v.article LEFT JOIN articles b ON b.n = v.before LEFT JOIN versions w ON w.article = v.before
		WHERE a.id = ? ORDER BY v.captured, v.sha256`, id)
	return all, err
}

// Said tells in words what is known of a version: how it stands to the earlier one
// that it is compared with.
func (v Version) Said() string {
	switch {
	case v.Failure != "":
		return "could not be read: " + v.Failure
	case v.Number == 1:
		return "the first"
	case v.Before == "":
		return "another text than the versions before it"
	}
	var changes []string
	for _, c := range []struct {
		n    int
		what string
	}{{v.Dropped, "dropped"}, {v.Changed, "worded otherwise"}, {v.Added, "added"}} {
		if c.n > 0 {
			changes = append(changes, strconv.Itoa(c.n)+" "+c.what)
		}
	}
	said := strings.Join(changes, ", ")
	switch {
	case v.Relation == version.Short:
		said = fmt.Sprintf("a part alone, %.0f%%, of the text of version %d", 100*v.Kept, v.Of)
	case v.Relation == version.Long:
		said = fmt.Sprintf("more of the text of which version %d has a part", v.Of)
	case said == "":
		said = fmt.Sprintf("the same statements as version %d", v.Of)
	default:
		said += fmt.Sprintf(" since version %d", v.Of)
	}
	return said
}

// A Comparison is two versions of a page, statement by statement.
type Comparison struct {
	Earlier    ArticleRef          `json:"earlier"`
	Later      ArticleRef          `json:"later"`
	Captured   [2]string           `json:"captured"` // the earlier and the later
	Relation   version.Relation    `json:"relation"` // of the later text to the earlier
	Kept       float64             `json:"kept"`     // share of the earlier text's words that the later has
	Statements []ComparedStatement `json:"statements"`
}

// A ComparedStatement is a statement in one of two versions, or in both.
type ComparedStatement struct {
	Change  version.Change       `json:"change,omitempty"`
	Differs []version.Difference `json:"differs,omitempty"`
	Earlier *Statement           `json:"earlier,omitempty"`
	Later   *Witness             `json:"later,omitempty"` // set beside the earlier, where both have it
}

// CompareVersions sets two versions of a page beside each other, whichever is given
// first: their statements in the order of the later text, with those that it does
// not have where they stood.
func (r *Record) CompareVersions(ctx context.Context, id, other string) (Comparison, error) {
	c, err := r.compareVersions(ctx, id, other)
	if err != nil {
		return c, fmt.Errorf("comparing versions %s and %s: %w", id, other, err)
	}
	return c, nil
}

func (r *Record) compareVersions(ctx context.Context, id, other string) (c Comparison, err error) {
	one, err := r.Article(ctx, id)
	if err != nil {
		return c, err
	}
	place := func(id string) int {
		return slices.IndexFunc(one.History, func(v Version) bool { return v.Article == id })
	}
	if id == other || place(other) < 0 {
		return c, ErrNotFound
	}
	two, err := r.Article(ctx, other)
	if err != nil {
		return c, err
	}
	if place(other) < place(id) {
		one, two = two, one
	}
	before, err := r.ArticleStatements(ctx, one.ID)
	if err != nil {
		return c, err
	}
	after, err := r.ArticleStatements(ctx, two.ID)
	if err != nil {
		return c, err
	}
	o := version.Compare(versionOf(one, before), versionOf(two, after))
	c = Comparison{Earlier: one.ArticleRef, Later: two.ArticleRef, Captured: [2]string{one.Captured, two.Captured}, Relation: o.Relation, Kept: o.Kept,
		Statements: []ComparedStatement{}}
	told := 0
	gone := func(upTo int) { // what stood before a statement and is not in the later version
		for ; told < upTo; told++ {
			if o.Earlier[told].Of < 0 {
				c.Statements = append(c.Statements, ComparedStatement{Change: o.Earlier[told].Change, Earlier: &before[told]})
			}
		}
	}
	for i, s := range after {
		compared := ComparedStatement{Change: o.Later[i].Change, Later: &Witness{Statement: s}}
		base := s
		if of := o.Later[i].Of; of >= 0 {
			gone(of)
			base, compared.Earlier = before[of], &before[of]
			if compared.Change == version.Changed {
				compared.Differs = version.Differences(versionStatementOf(before[of]), versionStatementOf(s))
			}
		}
		compared.Later.align(variant.Beside(base.wording(), s.wording()), base)
		c.Statements = append(c.Statements, compared)
	}
	gone(len(before))
	return c, nil
}

// versionOf makes an article ready to be compared with another version.
func versionOf(a Article, statements []Statement) (v version.Version) {
	read := article.Article{Text: a.Text}
	for _, p := range a.Parts {
		read.Parts = append(read.Parts, article.Part{Kind: article.PartKind(p.Kind), Start: p.Start, End: p.End})
	}
	v.Prose, v.Unsearched = read.Prose(), a.Unsearched
	var quoted []reprint.Span
	for _, s := range statements {
		v.Statements = append(v.Statements, versionStatementOf(s))
		for _, c := range s.Content {
			if s.Kind == string(attribution.Direct) {
				quoted = append(quoted, reprint.Span{Start: c.Start, End: c.End})
			}
		}
	}
	v.Text = reprint.Read(v.Prose, quoted)
	for i, s := range v.Statements {
		v.Statements[i].Around = utterance.Around(v.Prose, s.Start, s.End)
	}
	return v
}

// versionStatementOf is a statement as versions are compared. Whom a person set is
// no word of the page.
func versionStatementOf(s Statement) version.Statement {
	one := version.Statement{Negated: s.Negated, Statement: utterance.Statement{
		Kind: attribution.Kind(s.Kind), Act: attribution.Act(s.Act), Headline: s.Headline, Published: int(dayNumber(s.Article.Published))}}
	for i, c := range s.Content {
		one.Content = append(one.Content, c.Text)
		if i == 0 {
			one.Start = c.Start
		}
		one.Start, one.End = min(one.Start, c.Start), max(one.End, c.End)
	}
	if s.Source != nil {
		one.Source = s.Source.Text
	}
	if s.Cue != nil {
		one.Cue = s.Cue.Text
	}
	if s.Speaker != nil && s.Speaker.How != "person" {
		one.Name = s.Speaker.Name
	}
	return one
}

// turns tells of statements how they stand to other versions of their pages.
func (r *Record) turns(ctx context.Context, statements []Statement) error {
	place := make(map[string]int)
	var ids []string
	for i, s := range statements {
		if s.Article.Versions > 0 {
			place[s.ID] = i
			ids = append(ids, s.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	these, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return r.each(ctx, func(rows *sql.Rows) error {
		var id string
		var earlier, later turned
		var own versioned
		if err := rows.Scan(append(append(append([]any{&id}, own.scan()...), earlier.scan()...), later.scan()...)...); err != nil {
			return err
		}
		s := &statements[place[id]]
		var err error
		if s.Earlier, err = earlier.turn(own, false); err == nil {
			s.Later, err = later.turn(own, true)
		}
		return err
	}, `SELECT s.id, s.content, s.kind, s.act, s.negated, s.found_name, coalesce(nullif(s.source, '') ->> 'text', ''), coalesce(nullif(s.cue, '') ->> 'text', ''),
			`+turnColumns("b", "e")+", s.since, "+turnColumns("f", "t")+`, s.fate
		FROM json_each(?1) j JOIN statements s ON s.id = j.value JOIN versions v ON v.article = s.article
			LEFT JOIN articles b ON b.n = v.before LEFT JOIN statements e ON e.n = s.carried
			LEFT JOIN articles f ON f.n = v.after LEFT JOIN statements t ON t.carried = s.n AND t.n >= v.after << ?2 AND t.n < (v.after + 1) << ?2`,
		string(these), positionBits)
}

// turnColumns are what is told of another version, an article, and of a statement
// there.
func turnColumns(article, statement string) string {
	columns := "coalesce(" + article + ".id, ''), coalesce(" + article + ".captured, ''), coalesce(" + statement + ".id, '')"
	for _, c := range []string{"content", "kind", "act", "negated", "found_name"} {
		columns += ", coalesce(" + statement + "." + c + ", '')"
	}
	for _, c := range []string{"source", "cue"} {
		columns += ", coalesce(nullif(" + statement + "." + c + ", '') ->> 'text', '')"
	}
	return columns
}

// A versioned is a statement as it is compared with one of another version.
type versioned struct {
	content string
	version.Statement
	negated string
}

func (v *versioned) scan() []any {
	return []any{&v.content, &v.Kind, &v.Act, &v.negated, &v.Name, &v.Source, &v.Cue}
}

// words reads the words of what was scanned.
func (v *versioned) words() (string, error) {
	var content []Span
	err := fromJSON(v.content, &content)
	v.Content = nil
	for _, c := range content {
		v.Content = append(v.Content, c.Text)
	}
	v.Negated = v.negated == "1"
	return wordsOf(content), err
}

// A turned is a [Turn] as it is read, with the statement of the other version.
type turned struct {
	Turn
	versioned
}

func (t *turned) scan() []any {
	return append(append([]any{&t.Article, &t.Captured, &t.Turn.Statement}, t.versioned.scan()...), &t.Change)
}

// turn returns what there is to say, nil where the page has no such version. The
// statement's own version is the earlier one if later is set.
func (t *turned) turn(own versioned, later bool) (*Turn, error) {
	if t.Article == "" {
		return nil, nil //nolint:nilnil // there is nothing to say
	}
	if t.Change != version.Changed {
		return &t.Turn, nil
	}
	var err error
	if t.Words, err = t.words(); err != nil {
		return nil, err
	}
	if _, err = own.words(); err != nil {
		return nil, err
	}
	if later {
		t.Differs = version.Differences(own.Statement, t.versioned.Statement)
	} else {
		t.Differs = version.Differences(t.versioned.Statement, own.Statement)
	}
	return &t.Turn, nil
}

// Carried reports whether an earlier version of the page has the statement
// already.
func (s Statement) Carried() bool { return s.Earlier != nil && s.Earlier.Statement != "" }
