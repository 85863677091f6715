package record

import (
	"cmp"
	"slices"

	"hearsay/internal/speaker"
)

// An AliasRef names an alias: a name with the walk of life that its role tells.
// The journal keeps aliases so, and not by id: were names folded otherwise one
// day, the entry would still say who is meant.
type AliasRef struct {
	Name   string `json:"name"`
	Domain string `json:"domain,omitempty"` // empty where no role tells any
}

// ID returns the id of the alias: all that write its name in one way or another
// have the same.
func (a AliasRef) ID() string { return hashID("alias " + a.Domain + " " + speaker.Fold(a.Name).Key) }

// setApart begins the domain of an alias that a person split off by its
// statements: it agrees with no other.
const setApart = "apart "

// aliases returns the alias of each of a reading's statements. An article gives
// a role once and the name again and again: all statements of a name have the
// one walk of life that the article gives it most often.
func (r Reading) aliases() []AliasRef {
	aliases := make([]AliasRef, len(r.Statements))
	votes := make(map[string]map[speaker.Domain]int) // by key
	keys := make([]string, len(aliases))
	for i, who := range r.Speakers[:min(len(r.Speakers), len(aliases))] {
		if !who.Known() {
			continue
		}
		aliases[i].Name = who.Name
		keys[i] = speaker.Fold(who.Name).Key
		if votes[keys[i]] == nil {
			votes[keys[i]] = make(map[speaker.Domain]int)
		}
		if d := speaker.DomainOf(who.Role); d != "" {
			votes[keys[i]][d]++
		}
	}
	for i := range aliases {
		aliases[i].Domain = string(mostVoted(votes[keys[i]]))
	}
	return aliases
}

func mostVoted(votes map[speaker.Domain]int) (most speaker.Domain) {
	for d, n := range votes {
		if n > votes[most] || n == votes[most] && d < most {
			most = d
		}
	}
	return most
}

// decided returns the alias of a statement: what a person set, else what was found.
func (w *writer) decided(statement string, found AliasRef) (alias AliasRef, byPerson bool) {
	alias = found
	rows(w, func(a *AliasRef) []any { return []any{&a.Name, &a.Domain} },
		func(a AliasRef) { alias, byPerson = a, true },
		"SELECT name, domain FROM decided_statements WHERE statement = ?", statement)
	return alias, byPerson
}

// alias returns the row of an alias, which it makes where there is none; nil
// for no name.
func (w *writer) alias(a AliasRef) any {
	if a.Name == "" {
		return nil
	}
	const find = "SELECT n FROM aliases WHERE id = ?"
	id := a.ID()
	n, found := w.number(find, id)
	if found || w.err != nil {
		return n
	}
	f := speaker.Fold(a.Name)
	w.exec(`INSERT INTO aliases (id, name, key, domain, circle, family, bare, statements, articles, listed, root, why, speaker, confidence)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, 0, 1)`,
		id, a.Name, f.Key, a.Domain, f.Circle(), f.Family(), f.Bare(), w.listed(f, a.Domain), string(speaker.Itself))
	n, _ = w.number(find, id)
	w.exec("UPDATE aliases SET root = n, speaker = n WHERE n = ?", n)
	w.exec("INSERT INTO alias_words (rowid, name) VALUES (?, ?)", n, f.Plain())
	w.touched[n] = true
	return n
}

// countAliases adds an article's statements to what is counted of its aliases
// (sign 1), or takes them off again (sign -1).
func (w *writer) countAliases(article int64, sign int) {
	in := ofArticle(article)
	w.exec(`UPDATE aliases SET statements = aliases.statements + ?1 * new.statements,
			reprints = aliases.reprints + ?1 * new.reprints, carried = aliases.carried + ?1 * new.carried, articles = articles + ?1
		FROM (SELECT alias, count(*) AS statements, count(iif(carried IS NULL, copied, NULL)) AS reprints, count(carried) AS carried
			FROM statements WHERE n >= ?2 AND n < ?3 GROUP BY alias) AS new
		WHERE aliases.n = new.alias`, sign, in.from, in.to)
	w.exec(`UPDATE speakers SET articles = articles + ?1
		WHERE n IN (SELECT l.speaker FROM statements s JOIN aliases l ON l.n = s.alias WHERE s.n >= ?2 AND s.n < ?3)`, sign, in.from, in.to)
	const new = `WITH new AS (SELECT s.alias, s.alias_name AS name, iif(s.by_person, '', s.role) AS role,
				iif(s.by_person, '', s.speaker_kind) AS kind, a.outlet, s.said_to, iif(s.carried IS NULL, s.copied, NULL) AS copied, s.carried
			FROM statements s JOIN articles a ON a.n = s.article WHERE s.n >= ?2 AND s.n < ?3 AND s.alias IS NOT NULL)`
	w.exec(`INSERT INTO alias_facts (alias, fact, value, statements, reprints, carried)
		`+new+`
		SELECT alias, 'name', name, ?1 * count(*), ?1 * count(copied), ?1 * count(carried) FROM new GROUP BY alias, name
		UNION ALL SELECT alias, 'role', role, ?1 * count(*), ?1 * count(copied), ?1 * count(carried) FROM new WHERE role <> '' GROUP BY alias, role
		UNION ALL SELECT alias, 'kind', kind, ?1 * count(*), ?1 * count(copied), ?1 * count(carried) FROM new WHERE kind <> '' GROUP BY alias, kind
		UNION ALL SELECT alias, 'outlet', outlet, ?1 * count(*), ?1 * count(copied), ?1 * count(carried) FROM new WHERE outlet <> '' GROUP BY alias
		UNION ALL SELECT alias, 'to', said_to, ?1 * count(*), ?1 * count(copied), ?1 * count(carried) FROM new WHERE said_to <> '' GROUP BY alias, said_to
		ON CONFLICT DO UPDATE SET statements = statements + excluded.statements, reprints = reprints + excluded.reprints,
			carried = carried + excluded.carried`, sign, in.from, in.to)
	w.exec(`INSERT INTO alias_printed (alias, fact, value, outlet, statements)
		`+new+`
		SELECT alias, 'name', name, outlet, ?1 * count(*) FROM new WHERE outlet <> '' GROUP BY alias, name
		UNION ALL SELECT alias, 'role', role, outlet, ?1 * count(*) FROM new WHERE outlet <> '' AND role <> '' GROUP BY alias, role
		ON CONFLICT DO UPDATE SET statements = statements + excluded.statements`, sign, in.from, in.to)
	const these = "IN (SELECT alias FROM statements WHERE n >= ? AND n < ?)"
	if sign < 0 {
		w.exec("DELETE FROM alias_facts WHERE statements = 0 AND alias "+these, in.from, in.to)
		w.exec("DELETE FROM alias_printed WHERE statements = 0 AND alias "+these, in.from, in.to)
	}
	rows(w, func(n *int64) []any { return []any{n} }, func(n int64) { w.touched[n] = true },
		"SELECT n FROM aliases WHERE n "+these, in.from, in.to)
}

// respeak gives a statement the alias that a person set, or the one that was
// found where none is set any more.
func (w *writer) respeak(statement string) {
	var found AliasRef
	row := int64(-1)
	rows(w, func(r *struct {
		n int64
		a AliasRef
	}) []any {
		return []any{&r.n, &r.a.Name, &r.a.Domain}
	}, func(r struct {
		n int64
		a AliasRef
	}) {
		row, found = r.n, r.a
	}, "SELECT n, found_name, found_domain FROM statements WHERE id = ?", statement)
	if row < 0 {
		return
	}
	article := row >> positionBits
	w.unmark(row)
	w.countAliases(article, -1)
	alias, byPerson := w.decided(statement, found)
	w.exec("UPDATE statements SET alias = ?, alias_name = ?, by_person = ? WHERE n = ?", w.alias(alias), alias.Name, byPerson, row)
	w.countAliases(article, 1)
	w.exec("DELETE FROM statement_words WHERE rowid = ?", row)
	w.index(row)
	w.mark(row)
	w.fresh = append(w.fresh, row)
}

// An aliasRow is an alias as the database has it.
type aliasRow struct {
	n                  int64
	id, name, domain   string
	statements, inArts int
	circle, family     string
	bare               bool
	listed             int64 // 0 for none
	root, speaker      int64
	why                string
	confidence         float64
	with               string // what a person decided: decided_aliases
}

const aliasColumns = `a.n, a.id, a.name, a.domain, a.statements, a.articles, a.circle, a.family, a.bare, coalesce(a.listed, 0),
	a.root, a.speaker, a.why, a.confidence, coalesce(d.with_alias, '')
	FROM aliases a LEFT JOIN decided_aliases d ON d.alias = a.id `

func (a *aliasRow) scan() []any {
	return []any{&a.n, &a.id, &a.name, &a.domain, &a.statements, &a.inArts, &a.circle, &a.family, &a.bare, &a.listed,
		&a.root, &a.speaker, &a.why, &a.confidence, &a.with}
}

// aliasRows returns the aliases that the rest of a query selects.
func (w *writer) aliasRows(rest string, args ...any) []aliasRow {
	var all []aliasRow
	rows(w, (*aliasRow).scan, func(a aliasRow) { all = append(all, a) }, "SELECT "+aliasColumns+rest, args...)
	return all
}

// alias returns what the rules of joining look at. Its parts are those of the
// key, whichever of its writings came first.
func (a aliasRow) alias() speaker.Alias {
	return speaker.Alias{ID: a.id, Name: speaker.Fold(a.name), Domain: speaker.Domain(a.domain),
		Statements: a.statements, Articles: a.inArts, Fixed: a.with}
}

func sorted[K cmp.Ordered](set map[K]bool) []K {
	all := make([]K, 0, len(set))
	for k := range set {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}
