package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/speaker"
)

const (
	portraitValues   = 10  // that a portrait tells of each sort: the most frequent
	reportedLooked   = 300 // statements of an alias in which it looks for wordings: the latest that others report too
	utterancesLooked = 8   // utterances of which it counts the wordings: those with most independent witnesses
	witnessesLooked  = 50  // witnesses of each
	utterancesTold   = 5
)

// A Portrait is what the record has of a speaker across all articles.
type Portrait struct {
	Meant  []string // the names by which others mean it: see namesMeant
	Names  Uses
	Roles  Uses
	Quoted Facet // outlets that quote it
	To     Facet // to whom it spoke, as articles name them; the id of a speaker where the name is one's
	From   Facet // speakers who spoke to it, by their ids

	Wordings []Wordings // utterances of its with most wordings
}

// Uses are names or roles that articles have for a speaker, most frequent first.
type Uses struct {
	Told []Use
	More int // further ones that are not told
}

// A Use is a name or a role of a speaker, with who printed it and when.
type Use struct {
	Value string
	Tally
	Outlets     int
	First, Last string // days of the first and the last article that has it; empty where none is known
}

// Wordings are an utterance with how many wordings of it differ.
type Wordings struct {
	Utterance string // id
	Words     string // of the witness that was printed first
	Wordings  int
	Witnesses Tally
}

// Portrait returns what the record has of the speaker with an id, or with an alias
// of that id.
func (r *Record) Portrait(ctx context.Context, id string) (Portrait, error) {
	var p Portrait
	aliases, err := r.portrayed(ctx, id)
	if err == nil && len(aliases) == 0 {
		err = ErrNotFound
	}
	these := list(aliases)
	if err == nil {
		p.Meant, err = r.namesMeant(ctx, id)
	}
	if err == nil {
		p.Names, err = r.uses(ctx, these, "name")
	}
	if err == nil {
		p.Roles, err = r.uses(ctx, these, "role")
	}
	if err == nil {
		p.Quoted, err = r.factFacet(ctx, these, "outlet")
	}
	if err == nil {
		p.To, err = r.factFacet(ctx, these, "to")
	}
	if err == nil {
		err = r.called(ctx, &p.To)
	}
	if err == nil {
		p.From, err = r.spokeTo(ctx, p.Meant)
	}
	if err == nil {
		p.Wordings, err = r.wordings(ctx, aliases)
	}
	if err != nil {
		return Portrait{}, fmt.Errorf("what is known of speaker %s: %w", id, err)
	}
	return p, nil
}

// portrayed returns the rows of a speaker's aliases.
func (r *Record) portrayed(ctx context.Context, id string) ([]int64, error) {
	var all []int64
	err := r.each(ctx, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		all = append(all, n)
		return err
	}, "SELECT o.n FROM aliases l JOIN aliases o ON o.speaker = l.speaker WHERE l.id = ? ORDER BY o.n", id)
	return all, err
}

// uses tells the names or the roles of aliases, given as JSON.
func (r *Record) uses(ctx context.Context, aliases, fact string) (Uses, error) {
	column, its := "alias_name", ""
	if fact == "role" {
		column, its = "role", " AND s.role <> '' AND NOT s.by_person"
	}
	// The day is that of the article's row, which the statement's begins with.
	day := fmt.Sprintf(`coalesce((SELECT published FROM articles WHERE n = (SELECT %%s(n) FROM (SELECT (SELECT %%[1]s(s.n) FROM statements s
			WHERE s.alias = j.value AND s.%s = t.value AND s.n >= %d%s) AS n FROM json_each(?1) j)) >> %d), '')`,
		column, firstOfDay(1), its, positionBits)
	var u Uses
	err := r.each(ctx, func(rows *sql.Rows) error {
		var one Use
		var all int
		err := rows.Scan(&one.Value, &one.Statements, &one.Reprints, &one.Carried, &one.Outlets, &one.First, &one.Last, &all)
		u.Told = append(u.Told, one)
		u.More = all - len(u.Told)
		return err
	}, `WITH t AS (SELECT f.value, sum(f.statements) AS statements, sum(f.reprints) AS reprints, sum(f.carried) AS carried, count(*) OVER () AS alike
			FROM json_each(?1) j JOIN alias_facts f ON f.alias = j.value AND f.fact = ?2 GROUP BY f.value ORDER BY 2 DESC, 1 LIMIT ?3)
		SELECT t.value, t.statements, t.reprints, t.carried,
			(SELECT count(DISTINCT p.outlet) FROM json_each(?1) j JOIN alias_printed p ON p.alias = j.value AND p.fact = ?2 AND p.value = t.value),
			`+fmt.Sprintf(day, "min")+`, `+fmt.Sprintf(day, "max")+`, t.alike
		FROM t ORDER BY 2 DESC, 1`, aliases, fact, portraitValues)
	return u, err
}

// factFacet counts the statements of aliases, given as JSON, by what they have of
// a sort.
func (r *Record) factFacet(ctx context.Context, aliases, fact string) (Facet, error) {
	return r.facetFrom(ctx, `SELECT f.value, f.value, sum(f.statements), sum(f.reprints), sum(f.carried), count(*) OVER ()
		FROM json_each(?1) j JOIN alias_facts f ON f.alias = j.value AND f.fact = ?2 GROUP BY f.value ORDER BY 3 DESC, 1 LIMIT ?3`,
		aliases, fact, portraitValues)
}

// facetFrom runs a query for values, most frequent first, each with how many there
// are.
func (r *Record) facetFrom(ctx context.Context, query string, args ...any) (Facet, error) {
	var f Facet
	err := r.each(ctx, func(rows *sql.Rows) error {
		var v FacetValue
		var all int
		err := rows.Scan(&v.ID, &v.Name, &v.Statements, &v.Reprints, &v.Carried, &all)
		f.Values = append(f.Values, v)
		f.More = all - len(f.Values)
		return err
	}, query, args...)
	return f, err
}

// called gives values that are a speaker's name the speaker's id, and the others
// none. A name that several have is nobody's.
func (r *Record) called(ctx context.Context, f *Facet) error {
	for i, v := range f.Values {
		ids, err := r.ids(ctx, `SELECT DISTINCT p.id FROM aliases l JOIN speakers p ON p.n = l.speaker WHERE l.key = ? AND NOT l.bare LIMIT 2`,
			speaker.Fold(v.Name).Key)
		if err != nil {
			return err
		}
		f.Values[i].ID = ""
		if len(ids) == 1 {
			f.Values[i].ID = ids[0]
		}
	}
	return nil
}

// spokeTo counts by speakers what was said to whoever has one of the names.
func (r *Record) spokeTo(ctx context.Context, names []string) (Facet, error) {
	if len(names) == 0 {
		return Facet{}, nil
	}
	args := make([]any, len(names), len(names)+1)
	for i, name := range names {
		args[i] = name
	}
	return r.facetFrom(ctx, `WITH t AS (SELECT l.speaker, sum(f.statements) AS statements, sum(f.reprints) AS reprints, sum(f.carried) AS carried, count(*) OVER () AS alike
			FROM alias_facts f INDEXED BY alias_facts_to JOIN aliases l ON l.n = f.alias
			WHERE f.fact = 'to' AND f.value IN (?`+strings.Repeat(",?", len(names)-1)+`) GROUP BY l.speaker ORDER BY 2 DESC, 1 LIMIT ?)
		SELECT p.id, p.name, t.statements, t.reprints, t.carried, t.alike FROM t JOIN speakers p ON p.n = t.speaker ORDER BY 3 DESC, p.n`,
		append(args, portraitValues)...)
}

// wordings finds utterances of which most wordings differ, among those of aliases
// that others reported last.
func (r *Record) wordings(ctx context.Context, aliases []int64) ([]Wordings, error) {
	seen := make(map[int64]bool)
	for _, alias := range aliases {
		err := r.each(ctx, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			seen[n] = true
			return err
		}, `SELECT DISTINCT utterance FROM (SELECT utterance FROM statements INDEXED BY statements_reported
			WHERE alias = ? AND utterance IS NOT NULL ORDER BY n DESC LIMIT ?)`, alias, reportedLooked)
		if err != nil {
			return nil, err
		}
	}
	type candidate struct {
		n int64
		Wordings
	}
	var all []candidate
	err := r.each(ctx, func(rows *sql.Rows) error {
		var c candidate
		var content string
		err := rows.Scan(&c.n, &c.Utterance, &content, &c.Witnesses.Statements, &c.Witnesses.Reprints, &c.Witnesses.Carried)
		if err == nil {
			c.Words, err = contentWords(content)
		}
		all = append(all, c)
		return err
	}, `SELECT u.n, 'u' || h.id, h.content, u.witnesses, u.reprints, u.carried
		FROM (SELECT n, head, witnesses, reprints, carried FROM utterances WHERE n IN (SELECT value FROM json_each(?))
			ORDER BY witnesses - reprints - carried DESC, n DESC LIMIT ?) u JOIN statements h ON h.n = u.head`, list(sorted(seen)), utterancesLooked)
	if err != nil {
		return nil, err
	}
	var found []Wordings
	for _, c := range all {
		different := make(map[string]bool)
		err := r.each(ctx, func(rows *sql.Rows) error {
			var content string
			if err := rows.Scan(&content); err != nil {
				return err
			}
			words, err := contentWords(content)
			different[nameWords(words)] = true
			return err
		}, "SELECT content FROM statements WHERE utterance = ? LIMIT ?", c.n, witnessesLooked)
		if err != nil {
			return nil, err
		}
		if c.Wordings.Wordings = len(different); len(different) > 1 {
			found = append(found, c.Wordings)
		}
	}
	slices.SortStableFunc(found, func(a, b Wordings) int { return cmp.Compare(b.Wordings, a.Wordings) })
	return found[:min(len(found), utterancesTold)], nil
}

// contentWords are the words of a content as the database has it.
func contentWords(content string) (string, error) {
	var spans []Span
	err := fromJSON(content, &spans)
	return wordsOf(spans), err
}
