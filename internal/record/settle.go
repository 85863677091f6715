package record

import (
	"cmp"
	"slices"

	"hearsay/internal/speaker"
)

// Settling decides to whom aliases belong. It has two steps. By rule, within a
// circle of full names and within a family of surnames, aliases come together
// in groups (package speaker says how). Then groups that a person merged, or
// that a list of known people names as one, come together in speakers.
//
// Both look at what is known of aliases now, however it came to be known, and
// at no more than so many of one circle or family. So the outcome depends on
// the set of what is in the record, and costs the same in a small record and in
// a large one.
const (
	circleLimit  = 64  // aliases of one full name: the most quoted
	familyLimit  = 32  // aliases of full names of one surname: the most quoted
	companyLimit = 100 // statements of an alias beside which others are looked for: the latest published
)

// settle decides anew for all touched aliases and for whoever is decided with them.
func (w *writer) settle() {
	if len(w.touched) == 0 {
		return
	}
	s := settling{writer: w, apart: make(map[[2]string]bool), company: make(map[string]map[string]bool),
		groups: make(map[int64]bool), speakers: make(map[int64]bool), regrouped: make(map[int64]bool)}
	rows(w, func(p *[2]string) []any { return []any{&p[0], &p[1]} }, func(p [2]string) { s.apart[p] = true }, "SELECT a, b FROM apart")
	circles, families := make(map[string]bool), make(map[string]bool)
	for _, n := range sorted(w.touched) {
		for _, a := range w.aliasRows("WHERE a.n = ?", n) {
			s.groups[a.root], s.groups[a.n], s.speakers[a.speaker] = true, true, true
			if a.circle != "" {
				circles[a.circle] = true
			}
			if a.family != "" {
				families[a.family] = true
			}
			if a.statements == 0 {
				w.exec("DELETE FROM alias_words WHERE rowid = ?", a.n)
				w.exec("DELETE FROM aliases WHERE n = ?", a.n)
			}
		}
	}
	for _, c := range sorted(circles) {
		s.circle(c)
	}
	for _, f := range sorted(families) {
		s.family(f)
	}
	s.resolve()
	for _, n := range sorted(s.speakers) {
		s.speaker(n)
	}
	clear(w.touched)
}

type settling struct {
	*writer
	apart    map[[2]string]bool
	company  map[string]map[string]bool // by an alias's id, who else speaks in its articles
	groups   map[int64]bool             // roots of groups that may have changed
	speakers map[int64]bool             // rows of speakers that may have changed

	regrouped map[int64]bool // of them, those that have other aliases than before
}

func (s *settling) keptApart(a, b string) bool {
	if a > b {
		a, b = b, a
	}
	return s.apart[[2]string{a, b}]
}

// circle puts the full names of a circle in groups.
func (s *settling) circle(circle string) {
	all := s.aliasRows("WHERE a.circle = ? AND a.circle <> '' ORDER BY a.statements DESC, a.id", circle)
	aliases := make([]speaker.Alias, min(len(all), circleLimit))
	for i := range aliases {
		aliases[i] = all[i].alias()
	}
	joins := speaker.JoinCircle(aliases, s.evidence(all))
	for _, a := range all[len(aliases):] {
		joins = append(joins, speaker.Join{ID: a.id, Root: a.id, Why: speaker.Itself})
	}
	s.join(all, joins)
}

// evidence is what the record knows of pairs of aliases.
func (s *settling) evidence(all []aliasRow) speaker.Evidence {
	rowOf := make(map[string]int64, len(all))
	for _, a := range all {
		rowOf[a.id] = a.n
	}
	return speaker.Evidence{
		Apart: s.keptApart,
		Company: func(a, b string) bool {
			return sharedCompany(s.companyOf(a, rowOf[a]), s.companyOf(b, rowOf[b]))
		},
	}
}

// sharedCompany reports whether two or more speak beside both: one alone may
// be whom half of all articles quote.
func sharedCompany(a, b map[string]bool) bool {
	shared := 0
	for id := range a {
		if b[id] {
			shared++
		}
	}
	return shared >= 2
}

// companyOf returns the circles of those who speak in an alias's articles.
func (s *settling) companyOf(id string, n int64) map[string]bool {
	if known, found := s.company[id]; found {
		return known
	}
	company := make(map[string]bool)
	rows(s.writer, func(c *string) []any { return []any{c} }, func(c string) { company[c] = true },
		`WITH its AS (SELECT DISTINCT article FROM (SELECT article FROM statements WHERE alias = ?1 ORDER BY n DESC LIMIT ?3))`+beside,
		n, positionBits, companyLimit)
	s.company[id] = company
	return company
}

// beside selects the circles of those who speak in some articles, besides that
// of one alias.
const beside = ` SELECT DISTINCT o.circle FROM its JOIN statements s ON s.n >= its.article << ?2 AND s.n < (its.article + 1) << ?2
		JOIN aliases o ON o.n = s.alias
	WHERE o.circle <> '' AND o.circle <> (SELECT circle FROM aliases WHERE n = ?1)`

// family gives each surname alone to whom of its family it belongs.
func (s *settling) family(family string) {
	bare := s.aliasRows("WHERE a.family = ? AND a.family <> '' AND a.bare = 1 ORDER BY a.articles DESC, a.id", family)
	if len(bare) == 0 {
		return
	}
	byRoot := make(map[int64]*speaker.Family)
	var roots []int64
	full := s.aliasRows("WHERE a.family = ? AND a.family <> '' AND a.bare = 0 ORDER BY a.articles DESC, a.id LIMIT ?", family, familyLimit)
	for _, a := range full {
		if byRoot[a.root] == nil {
			byRoot[a.root] = &speaker.Family{}
			roots = append(roots, a.root)
		}
		f := byRoot[a.root]
		f.Members = append(f.Members, a.alias())
	}
	members := make([]speaker.Family, 0, len(roots))
	for _, root := range roots {
		for _, r := range s.aliasRows("WHERE a.n = ?", root) {
			byRoot[root].Root = r.id
			full = append(full, r)
		}
		members = append(members, *byRoot[root])
	}
	var joins []speaker.Join
	var surnames []speaker.Alias
	for _, a := range bare {
		if s.isBody(a.n) {
			joins = append(joins, speaker.Join{ID: a.id, Root: a.id, Why: speaker.Itself})
		} else {
			surnames = append(surnames, a.alias())
		}
	}
	s.join(append(full, bare...), append(joins, speaker.JoinSurnames(surnames, members, s.evidence(bare))...))
}

// isBody reports whether articles take an alias for something else than a person.
func (s *settling) isBody(n int64) bool {
	kind := ""
	rows(s.writer, func(k *string) []any { return []any{k} }, func(k string) { kind = k },
		"SELECT value FROM alias_facts WHERE alias = ? AND fact = 'kind' ORDER BY statements DESC, value LIMIT 1", n)
	return kind == string(speaker.Organization) || kind == string(speaker.State)
}

// join keeps what the rules say of aliases.
func (s *settling) join(all []aliasRow, joins []speaker.Join) {
	byID := make(map[string]aliasRow, len(all))
	for _, a := range all {
		byID[a.id] = a
	}
	for _, j := range joins {
		a, root := byID[j.ID], byID[j.Root].n
		if a.root == root && a.why == string(j.Why) {
			continue
		}
		s.groups[a.root], s.groups[root], s.speakers[a.speaker] = true, true, true
		s.exec("UPDATE aliases SET root = ?, why = ? WHERE n = ?", root, string(j.Why), a.n)
	}
}

// resolve puts the groups together that are one speaker.
func (s *settling) resolve() {
	for _, n := range sorted(s.speakers) { // what linked the others of a speaker may be gone
		rows(s.writer, func(root *int64) []any { return []any{root} }, func(root int64) { s.groups[root] = true },
			"SELECT DISTINCT root FROM aliases WHERE speaker = ?", n)
	}
	seen := make(map[int64]bool)
	for _, root := range sorted(s.groups) {
		if !seen[root] {
			s.component(root, seen)
		}
	}
}

// A linked is a group with what links it to others.
type linked struct {
	members  []aliasRow
	outgoing bool // a person merged it into another
	incoming bool // a person merged another into it
	byPerson bool // either
}

// component finds all groups that are one speaker with the given one, and tells
// their aliases.
func (s *settling) component(start int64, seen map[int64]bool) {
	groups := make(map[int64]*linked)
	queue := []int64{start}
	visit := func(root int64) {
		if !seen[root] {
			seen[root] = true
			queue = append(queue, root)
		}
	}
	seen[start] = true
	for len(queue) > 0 {
		root := queue[0]
		queue = queue[1:]
		g := &linked{members: s.aliasRows("WHERE a.root = ? ORDER BY a.id", root)}
		if len(g.members) == 0 {
			continue // it was a group before
		}
		groups[root] = g
		for _, m := range g.members {
			s.followPerson(m, g, visit)
			s.followListed(m, g.members, visit)
		}
	}
	if len(groups) > 0 {
		s.tell(groups)
	}
}

// followPerson visits the groups that a person put an alias together with.
func (s *settling) followPerson(m aliasRow, g *linked, visit func(int64)) {
	other := func(to *bool) func(int64) {
		return func(root int64) {
			if root != m.root {
				*to, g.byPerson = true, true
				visit(root)
			}
		}
	}
	root := func(n *int64) []any { return []any{n} }
	if m.with != "" && m.with != m.id {
		rows(s.writer, root, other(&g.outgoing), "SELECT root FROM aliases WHERE id = ?", m.with)
		// The alias that it was put with may be gone, and others be with it still.
		rows(s.writer, root, other(new(bool)),
			"SELECT a.root FROM decided_aliases d JOIN aliases a ON a.id = d.alias WHERE d.with_alias = ?", m.with)
	}
	rows(s.writer, root, other(&g.incoming),
		"SELECT a.root FROM decided_aliases d JOIN aliases a ON a.id = d.alias WHERE d.with_alias = ?", m.id)
}

// followListed visits the groups that a list of known people names as one with
// an alias. What a person decided goes before lists, and a group with a walk of
// life that the list's does not agree with is somebody else.
func (s *settling) followListed(m aliasRow, members []aliasRow, visit func(int64)) {
	if m.listed == 0 || m.with != "" || !s.mayBeListed(members, m.listed) {
		return
	}
	for _, other := range s.aliasRows("WHERE a.listed = ? AND a.root <> ? AND d.with_alias IS NULL ORDER BY a.id LIMIT ?", m.listed, m.root, circleLimit) {
		if !s.keptApart(m.id, other.id) && s.mayBeListed(s.aliasRows("WHERE a.root = ?", other.root), m.listed) {
			visit(other.root)
		}
	}
}

// mayBeListed reports whether all of a group agree with somebody of a list.
func (s *settling) mayBeListed(members []aliasRow, listed int64) bool {
	var domain string
	rows(s.writer, func(d *string) []any { return []any{d} }, func(d string) { domain = d }, "SELECT domain FROM listed WHERE n = ?", listed)
	return !slices.ContainsFunc(members, func(m aliasRow) bool { return !speaker.Domain(m.domain).Agree(speaker.Domain(domain)) })
}

// tell keeps to which speaker the aliases of some groups belong.
func (s *settling) tell(groups map[int64]*linked) {
	head := s.headOf(groups)
	for root, g := range groups {
		for _, m := range g.members {
			sure := speaker.Why(m.why).Confidence()
			if root != head && !g.byPerson {
				sure *= speaker.Listed.Confidence()
			}
			s.speakers[m.speaker] = true
			if m.speaker != head {
				s.regrouped[m.speaker], s.regrouped[head] = true, true
			}
			if m.speaker != head || m.confidence != sure {
				s.exec("UPDATE aliases SET speaker = ?, confidence = ? WHERE n = ?", head, sure, m.n)
			}
		}
	}
	s.speakers[head] = true
}

// headOf chooses who stands for a speaker of several groups: whom a person
// merged the others into, else a full name before a surname.
func (s *settling) headOf(groups map[int64]*linked) int64 {
	type candidate struct {
		root int64
		rank int
		id   string
	}
	var all []candidate
	for root, g := range groups {
		c := candidate{root: root}
		for _, m := range g.members {
			if m.n == root {
				c.id = m.id
				if m.bare {
					c.rank++
				}
			}
		}
		if g.outgoing {
			c.rank += 4
		}
		if !g.incoming {
			c.rank += 2
		}
		all = append(all, c)
	}
	return slices.MinFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) }).root
}

// speaker keeps what is counted of a speaker; one without aliases goes. It is
// called as a person named it, or as articles most often write the full name.
func (s *settling) speaker(n int64) {
	if _, has := s.number("SELECT 1 FROM aliases WHERE speaker = ? LIMIT 1", n); !has {
		s.exec("DELETE FROM speakers WHERE n = ?", n)
		return
	}
	// The articles are counted as they come and go, unless the speaker is new or has
	// others' aliases.
	var articles any
	if _, has := s.number("SELECT 1 FROM speakers WHERE n = ?", n); !has || s.regrouped[n] {
		articles, _ = s.number("SELECT count(DISTINCT s.article) FROM aliases l JOIN statements s ON s.alias = l.n WHERE l.speaker = ?", n)
	}
	s.exec(`INSERT INTO speakers (n, id, name, kind, statements, reprints, carried, aliases, articles)
		SELECT ?1, id, coalesce(
				(SELECT r.name FROM renamed r JOIN aliases a ON a.id = r.alias WHERE a.root = ?1 ORDER BY r.offset DESC LIMIT 1),
				(SELECT f.value FROM aliases a JOIN alias_facts f ON f.alias = a.n AND f.fact = 'name'
					WHERE a.root = ?1 AND a.bare = head.bare GROUP BY f.value ORDER BY sum(f.statements) DESC, f.value LIMIT 1),
				name),
			coalesce((SELECT f.value FROM aliases a JOIN alias_facts f ON f.alias = a.n AND f.fact = 'kind'
					WHERE a.speaker = ?1 GROUP BY f.value ORDER BY sum(f.statements) DESC, f.value LIMIT 1),
				(SELECT l.kind FROM aliases a JOIN listed l ON l.n = a.listed WHERE a.speaker = ?1 ORDER BY a.id LIMIT 1), ''),
			(SELECT sum(statements) FROM aliases WHERE speaker = ?1), (SELECT sum(reprints) FROM aliases WHERE speaker = ?1), (SELECT sum(carried) FROM aliases WHERE speaker = ?1),
			(SELECT count(*) FROM aliases WHERE speaker = ?1),
			coalesce(?2, 0)
		FROM aliases head WHERE n = ?1
		ON CONFLICT (n) DO UPDATE SET id = excluded.id, name = excluded.name, kind = excluded.kind,
			statements = excluded.statements, reprints = excluded.reprints, carried = excluded.carried, aliases = excluded.aliases,
			articles = coalesce(?2, speakers.articles)`, n, articles)
}
