package record

import (
	"cmp"
	"slices"

	"hearsay/internal/utterance"
)

// regroup makes anew the utterances of the loose statements. Those that a
// statement is tied to come along with all that they are tied to, so that what
// becomes of a group depends on its ties alone and on no order.
func (w *writer) regroup() {
	done, taken := make(map[int64]bool), make(map[int64]bool)
	for _, n := range sorted(w.loose) {
		if !done[n] {
			w.regroupAround(n, done, taken)
		}
	}
	clear(w.loose)
	for _, u := range sorted(w.changed) {
		w.countUtterance(u)
	}
	clear(w.changed)
}

// A member is a statement among those that are grouped.
type member struct {
	n         int64
	id        string
	utterance int64 // 0 for none
	witness   float64
}

func (m *member) scan() []any { return []any{&m.n, &m.id, &m.utterance, &m.witness} }

// rewordedSure is how sure it is that a statement which a later version of a page
// words otherwise reports the same act of speaking.
const rewordedSure = 0.9

// A tie is a pair of rows that report one act of speaking.
type tie struct {
	a, b       int64
	confidence float64
}

func (t *tie) scan() []any { return []any{&t.a, &t.b, &t.confidence} }

// regroupAround groups a statement and all that its ties lead to. It asks for all
// that are one tie further at once, and for all versions of one at once, since a
// page may have very many.
func (w *writer) regroupAround(start int64, done, taken map[int64]bool) {
	var members []member
	ties := make(map[[2]int64]utterance.Link)
	next := []int64{start}
	seen := map[int64]bool{start: true}
	visit := func(n int64) {
		if !seen[n] {
			seen[n] = true
			next = append(next, n)
		}
	}
	for len(next) > 0 && w.err == nil {
		from, these := len(members), list(next)
		next = nil
		rows(w, (*member).scan, func(m member) { members = append(members, m) },
			"SELECT n, id, coalesce(utterance, 0), witness FROM statements WHERE n IN (SELECT value FROM json_each(?))", these)
		rows(w, (*tie).scan, func(t tie) {
			ties[[2]int64{t.a, t.b}] = utterance.Link{Confidence: t.confidence}
			visit(t.a)
			visit(t.b)
		}, `SELECT a, b, confidence FROM ties WHERE a IN (SELECT value FROM json_each(?1)) AND tie = 'same' UNION ALL
			SELECT a, b, confidence FROM ties WHERE b IN (SELECT value FROM json_each(?1)) AND tie = 'same'`, these)
		rows(w, (*tie).scan, func(t tie) {
			ties[[2]int64{min(t.a, t.b), max(t.a, t.b)}] = utterance.Link{Confidence: t.confidence}
			visit(t.a)
			visit(t.b)
		}, `WITH RECURSIVE versions (n) AS (SELECT value FROM json_each(?1)
				UNION SELECT s.carried FROM versions v JOIN statements s ON s.n = v.n WHERE s.carried IS NOT NULL
				UNION SELECT s.n FROM versions v JOIN statements s ON s.carried = v.n)
			SELECT n, carried, iif(since = 'kept', 1, ?2) FROM statements WHERE n IN versions AND carried IS NOT NULL`, these, rewordedSure)
		for _, pair := range w.pairsDecided("joined", members[from:]) {
			ties[pair] = utterance.Link{Confidence: 1, ByPerson: true}
			visit(pair[0])
			visit(pair[1])
		}
	}
	for n := range seen {
		done[n] = true
	}
	slices.SortFunc(members, func(a, b member) int { return firstPrinted(a.n, b.n) })
	w.keepGroups(members, ties, taken)
}

// pairsDecided returns the pairs, lower row first, that a person joined, or parted, of
// which one is a member.
func (w *writer) pairsDecided(table string, members []member) (pairs [][2]int64) {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.id
	}
	rows(w, func(p *[2]int64) []any { return []any{&p[0], &p[1]} }, func(p [2]int64) {
		pairs = append(pairs, [2]int64{min(p[0], p[1]), max(p[0], p[1])})
	}, `WITH ids (id) AS (SELECT value FROM json_each(?1))
		SELECT a.n, b.n FROM ids CROSS JOIN `+table+` d ON d.a = ids.id JOIN statements a ON a.id = d.a JOIN statements b ON b.id = d.b UNION
		SELECT a.n, b.n FROM ids CROSS JOIN `+table+` d ON d.b = ids.id JOIN statements a ON a.id = d.a JOIN statements b ON b.id = d.b`, w.json(ids))
	return pairs
}

// firstPrinted orders statements by when they were printed: what has no day
// comes last, and within a day and an article they stand as they do in lists.
func firstPrinted(a, b int64) int {
	x, y := dayOfRow(a), dayOfRow(b)
	if x != y {
		if x == 0 || y == 0 {
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	}
	return cmp.Compare(b, a)
}

// firstArticle orders articles in the same way.
func firstArticle(a, b int64) int { return firstPrinted(ofArticle(a).from, ofArticle(b).from) }

// keepGroups groups members, who are in order, and keeps what changed.
func (w *writer) keepGroups(members []member, ties map[[2]int64]utterance.Link, taken map[int64]bool) {
	place := make(map[int64]int, len(members))
	for i, m := range members {
		place[m.n] = i
	}
	links := make([]utterance.Link, 0, len(ties))
	for pair, l := range ties {
		l.A, l.B = place[pair[0]], place[pair[1]]
		links = append(links, l)
	}
	var parted [][2]int
	for _, pair := range w.pairsDecided("parted", members) {
		i, first := place[pair[0]]
		j, second := place[pair[1]]
		if first && second {
			parted = append(parted, [2]int{min(i, j), max(i, j)})
		}
	}
	for _, g := range utterance.Group(len(members), links, parted) {
		of, sure := w.utteranceOf(members, g, taken), surest(g, links)
		for _, i := range g {
			m := members[i]
			if m.utterance != 0 {
				w.changed[m.utterance] = true
			}
			if of != 0 {
				w.changed[of] = true
			}
			if m.utterance != of || m.witness != sure[i] {
				w.exec("UPDATE statements SET utterance = nullif(?, 0), witness = ? WHERE n = ?", of, sure[i], m.n)
			}
		}
	}
}

// surest is how sure it is of each member of a group that it belongs there: as
// sure as the surest tie to another member.
func surest(group []int, links []utterance.Link) map[int]float64 {
	in := make(map[int]bool, len(group))
	for _, i := range group {
		in[i] = true
	}
	sure := make(map[int]float64)
	for _, l := range links {
		if in[l.A] && in[l.B] {
			sure[l.A], sure[l.B] = max(sure[l.A], l.Confidence), max(sure[l.B], l.Confidence)
		}
	}
	return sure
}

// utteranceOf returns the row of the utterance of a group: one that its members
// were of and no other group has taken, else a new one; 0 for a statement alone.
func (w *writer) utteranceOf(members []member, group []int, taken map[int64]bool) int64 {
	if len(group) < 2 {
		return 0
	}
	for _, i := range group {
		if u := members[i].utterance; u != 0 && !taken[u] {
			taken[u] = true
			return u
		}
	}
	n := w.insert("INSERT INTO utterances (head, witnesses, reprints) VALUES (0, 0, 0)")
	taken[n] = true
	return n
}

// countUtterance keeps how many report an utterance, which was printed first and
// last, and whether wordings contradict each other; one that nobody reports goes.
func (w *writer) countUtterance(u int64) {
	var witnesses []int64
	copies, carried := 0, 0
	rows(w, func(s *[3]int64) []any { return []any{&s[0], &s[1], &s[2]} }, func(s [3]int64) {
		witnesses = append(witnesses, s[0])
		switch {
		case s[2] != 0:
			carried++
		case s[1] != 0:
			copies++
		}
	}, "SELECT n, copied IS NOT NULL, carried IS NOT NULL FROM statements WHERE utterance = ?", u)
	if len(witnesses) == 0 {
		w.exec("DELETE FROM utterances WHERE n = ?", u)
		return
	}
	head := slices.MinFunc(witnesses, firstPrinted)
	w.exec("UPDATE utterances SET head = ?, last = ?, witnesses = ?, reprints = ?, carried = ? WHERE n = ?", head, slices.Max(witnesses), len(witnesses), copies, carried, u)
	w.contrast(u)
}
