package record

import (
	"cmp"
	"maps"
	"net/url"
	"slices"

	"hearsay/attribution"
	"hearsay/internal/utterance"
	"hearsay/internal/version"
)

// Captures of one address are versions of a page (package version), in the order
// of the time of capture. Each is compared with one before it: the latest whose
// text is the same, more or less, else one of which it is a part or that is a part
// of it. So what a page had before a wall stood there is compared with what it has
// when the wall is gone, and the outcome depends on which versions there are, not
// on the order in which they came.

// versionsBack is how many versions before it one is compared with at most.
const versionsBack = 8

// A moment is the place of a version among those of its page.
type moment struct {
	page     int64
	captured string
	sha256   string
}

// versionAddress is the address of the page of which a capture is a version, empty
// for none. What an article's page states is believed, unless that is the front
// page of a site.
func versionAddress(captured, stated string) string {
	address := version.Address(stated)
	if u, err := url.Parse(address); err != nil || u.Host != "" && u.Path == "" && u.RawQuery == "" && address != version.Address(captured) {
		address = ""
	}
	return cmp.Or(address, version.Address(captured))
}

// keepVersion keeps of which page a capture is a version. Of one that could not be
// read the article is 0.
func (w *writer) keepVersion(sha256 string, article int64, stated string) {
	clear(w.pages)
	type told struct {
		captured, address string
		version           int64
	}
	var c told
	rows(w, func(t *told) []any { return []any{&t.captured, &t.address, &t.version} }, func(t told) { c = t },
		"SELECT captured, address, coalesce(version, 0) FROM captures WHERE sha256 = ?", sha256)
	captured, address := c.captured, versionAddress(c.address, stated)
	if c.version != 0 {
		if w.keepsPage(c.version, article, address) {
			return
		}
		w.exec("UPDATE captures SET version = NULL WHERE sha256 = ?", sha256)
	}
	if address == "" {
		return
	}
	w.exec("INSERT INTO pages (address, versions) VALUES (?, 1) ON CONFLICT (address) DO UPDATE SET versions = versions + 1", address)
	page, _ := w.number("SELECT n FROM pages WHERE address = ?", address)
	w.exec("UPDATE versions SET number = number + 1 WHERE page = ? AND (captured, sha256) > (?, ?)", page, captured, sha256)
	n := w.insert(`INSERT INTO versions (page, captured, sha256, article, latest, number)
		SELECT ?1, ?2, ?3, nullif(?4, 0), ?4 <> 0, 1 + coalesce((SELECT number FROM versions WHERE page = ?1 AND (captured, sha256) < (?2, ?3)
			ORDER BY captured DESC, sha256 DESC LIMIT 1), 0)`, page, captured, sha256, article)
	w.exec("UPDATE captures SET version = ? WHERE sha256 = ?", n, sha256)
	w.turned[moment{page, captured, sha256}] = true
}

// keepsPage has a version be that of an article, or of none, if the article's address
// is that of the page that the version is of; else it takes the version out.
func (w *writer) keepsPage(n, article int64, address string) (keeps bool) {
	rows(w, (*placed).scan, func(p placed) {
		w.turned[p.moment] = true
		if keeps = p.address == address; keeps {
			w.exec("UPDATE versions SET article = nullif(?1, 0), latest = ?1 <> 0 WHERE n = ?2", article, n)
			return
		}
		w.exec("DELETE FROM versions WHERE n = ?", n)
		w.exec("UPDATE versions SET number = number - 1 WHERE page = ? AND (captured, sha256) > (?, ?)", p.page, p.captured, p.sha256)
		w.exec("UPDATE pages SET versions = versions - 1 WHERE n = ?", p.page)
		w.exec("DELETE FROM pages WHERE n = ? AND versions = 0", p.page)
	}, "SELECT v.page, v.captured, v.sha256, p.address FROM versions v JOIN pages p ON p.n = v.page WHERE v.n = ?", n)
	return keeps
}

// A placed is a version with the address of its page.
type placed struct {
	moment
	address string
}

func (p *placed) scan() []any { return []any{&p.page, &p.captured, &p.sha256, &p.address} }

// leavePage has an article be no version, until it is stored again.
func (w *writer) leavePage(n int64) {
	rows(w, row, func(before int64) { w.unfated[before] = true }, "SELECT article FROM versions WHERE after = ? AND article IS NOT NULL", n)
	w.exec("UPDATE versions SET before = NULL WHERE before = ?", n)
	w.exec("UPDATE versions SET after = NULL WHERE after = ?", n)
	w.exec("UPDATE versions SET article = NULL, latest = 0, before = NULL, relation = '', kept = 0, dropped = 0, changed = 0, added = 0, after = NULL WHERE article = ?", n)
}

// pageOf returns the row of the page of which an article is a version, if the page
// has others; else 0.
func (w *writer) pageOf(article int64) int64 {
	page, known := w.pages[article]
	if !known {
		page, _ = w.number("SELECT v.page FROM versions v JOIN pages p ON p.n = v.page WHERE v.article = ? AND p.versions > 1", article)
		w.pages[article] = page
	}
	return page
}

// versionsOf returns the articles that are versions of one's page and, compared one
// with the other, have text in common with it.
func (w *writer) versionsOf(n int64) (all []int64) {
	if w.pageOf(n) == 0 {
		return nil
	}
	seen := map[int64]bool{n: true}
	for next := []int64{n}; len(next) > 0; {
		these := list(next)
		next = nil
		rows(w, row, func(v int64) {
			if !seen[v] {
				seen[v] = true
				next, all = append(next, v), append(all, v)
			}
		}, `SELECT before FROM versions WHERE article IN (SELECT value FROM json_each(?1)) AND before IS NOT NULL UNION ALL
			SELECT article FROM versions WHERE before IN (SELECT value FROM json_each(?1)) AND article IS NOT NULL`, these)
	}
	return all
}

// A versionRow is a version that was read, as the database has it.
type versionRow struct {
	moment
	article, before, after int64 // 0 for none
	relation               version.Relation
}

func (v *versionRow) scan() []any {
	return []any{&v.page, &v.captured, &v.sha256, &v.article, &v.before, &v.after, &v.relation}
}

// versionRows returns the versions that the rest of a query selects, of those that
// were read.
func (w *writer) versionRows(rest string, args ...any) (all []versionRow) {
	rows(w, (*versionRow).scan, func(v versionRow) { all = append(all, v) },
		"SELECT page, captured, sha256, article, coalesce(before, 0), coalesce(after, 0), relation FROM versions WHERE article IS NOT NULL AND "+rest, args...)
	return all
}

// precedes reports whether a version was captured before a moment of its page.
func (v versionRow) precedes(m moment) bool {
	return cmp.Or(cmp.Compare(v.captured, m.captured), cmp.Compare(v.sha256, m.sha256)) < 0
}

// A turning tells anew what becomes of the statements of versions.
type turning struct {
	*writer
	fresh    map[int64]bool // rows of articles whose statements are not counted yet
	versions map[int64]*version.Version
	numbers  map[int64][]int64 // of the statements' rows of each
	outcomes map[[2]int64]*version.Outcome
	words    map[int64]map[int64]string // by articles and statements: what the search index has
}

// turn tells anew what became of the statements of versions where some came or
// went. The statements of fresh articles are to be counted afterwards.
func (w *writer) turn(fresh []stored) {
	if len(w.turned) == 0 || w.err != nil {
		return
	}
	t := turning{w, make(map[int64]bool), make(map[int64]*version.Version), make(map[int64][]int64),
		make(map[[2]int64]*version.Outcome), make(map[int64]map[int64]string)}
	for _, r := range fresh {
		t.fresh[r.n] = true
	}
	since, fates := make(map[int64]versionRow), maps.Clone(w.unfated)
	for _, m := range slices.SortedFunc(maps.Keys(w.turned), compareMoments) {
		around := t.compareAround(m)
		if len(around) == 1 && t.fresh[around[0].article] && t.pageOf(around[0].article) == 0 {
			continue // the page has no other version, and nothing was told of this one
		}
		t.tellLatest(m)
		for _, v := range around {
			since[v.article] = v
		}
	}
	for _, n := range slices.Sorted(maps.Keys(since)) {
		v := since[n]
		before := t.before(v)
		fates[v.before], fates[before], fates[n] = true, true, true
		t.tellSince(v, before)
	}
	delete(fates, 0)
	for _, n := range sorted(fates) {
		t.tellFates(n)
	}
	t.reindex()
	clear(w.turned)
	clear(w.unfated)
}

func compareMoments(a, b moment) int {
	return cmp.Or(cmp.Compare(a.page, b.page), cmp.Compare(a.captured, b.captured), cmp.Compare(a.sha256, b.sha256))
}

// tellLatest keeps which version of a page was read last.
func (t *turning) tellLatest(m moment) {
	last := t.versionRows("page = ? ORDER BY captured DESC, sha256 DESC LIMIT 1", m.page)
	for _, v := range t.versionRows("page = ? AND latest = 1", m.page) {
		if v.article != last[0].article {
			t.remember(v.article)
			t.exec("UPDATE versions SET latest = 0 WHERE article = ?", v.article)
		}
	}
	for _, v := range last {
		t.remember(v.article)
		t.exec("UPDATE versions SET latest = 1 WHERE article = ? AND latest = 0", v.article)
	}
}

// compareAround returns the version at a moment, and those after it that may be
// compared with another one than before.
func (t *turning) compareAround(m moment) []versionRow {
	all := t.versionRows("page = ? AND captured = ? AND sha256 = ?", m.page, m.captured, m.sha256)
	next := t.versionRows("page = ? AND (captured, sha256) > (?, ?) ORDER BY captured, sha256 LIMIT ?", m.page, m.captured, m.sha256, versionsBack)
	for _, v := range next {
		if v.relation == version.Same && v.before != 0 {
			before := t.versionRows("article = ?", v.before)
			if len(before) > 0 && !before[0].precedes(m) && (len(all) == 0 || before[0].article != all[0].article) {
				continue
			}
		}
		all = append(all, v)
	}
	return all
}

// before finds the version with which one is compared.
func (t *turning) before(v versionRow) int64 {
	var partly int64
	for _, b := range t.versionRows("page = ? AND (captured, sha256) < (?, ?) ORDER BY captured DESC, sha256 DESC LIMIT ?", v.page, v.captured, v.sha256, versionsBack) {
		switch t.outcome(b.article, v.article).Relation {
		case version.Same:
			return b.article
		case version.Short, version.Long:
			partly = cmp.Or(partly, b.article)
		}
	}
	return partly
}

// tellSince keeps how the statements of a version stand to the one before.
func (t *turning) tellSince(v versionRow, before int64) {
	n := v.article
	t.remember(n)
	var steps []version.Step
	if before == 0 {
		t.exec("UPDATE versions SET before = NULL, relation = '', kept = 0, dropped = 0, changed = 0, added = 0 WHERE article = ?", n)
	} else {
		o := t.outcome(before, n)
		steps = o.Later
		count := map[version.Change]int{}
		for _, s := range slices.Concat(o.Earlier, o.Later) {
			count[s.Change]++ // what changed is in both
		}
		t.exec("UPDATE versions SET before = ?, relation = ?, kept = ?, dropped = ?, changed = ?, added = ? WHERE article = ?",
			before, string(o.Relation), o.Kept, count[version.Dropped], count[version.Changed]/2, count[version.Added], n)
	}
	type told struct {
		n, carried int64
		since      string
	}
	var changed []told
	i := 0
	in := ofArticle(n)
	rows(t.writer, func(s *told) []any { return []any{&s.n, &s.carried, &s.since} }, func(s told) {
		now := told{n: s.n}
		if before != 0 {
			now.since = string(steps[i].Change)
			if of := steps[i].Of; of >= 0 {
				now.carried = t.statementsOf(before)[of]
			}
		}
		i++
		if now == s {
			return
		}
		changed = append(changed, now)
		if now.carried != s.carried {
			t.loose[s.n], t.loose[s.carried], t.loose[now.carried] = true, true, true
			rows(t.writer, row, func(u int64) { t.changed[u] = true }, "SELECT utterance FROM statements WHERE n = ? AND utterance IS NOT NULL", s.n)
		}
	}, "SELECT n, coalesce(carried, 0), since FROM statements WHERE n >= ? AND n < ? ORDER BY n DESC", in.from, in.to)
	delete(t.loose, 0)
	if v.before != before {
		rows(t.writer, row, func(of int64) { t.retold[of] = true }, "SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", n)
	}
	if len(changed) == 0 {
		return
	}
	if !t.fresh[n] {
		t.countAliases(n, -1)
		defer t.countAliases(n, 1)
	}
	for _, s := range changed {
		t.exec("UPDATE statements SET carried = nullif(?, 0), since = ? WHERE n = ?", s.carried, s.since, s.n)
	}
	t.exec(`UPDATE articles SET (copied, carried) = (SELECT count(iif(carried IS NULL, copied, NULL)), count(carried) FROM statements WHERE n >= ? AND n < ?)
		WHERE n = ?`, in.from, in.to, n)
}

// tellFates keeps what became of the statements of a version: as the next one of
// the same text has it, or if there is none the next that is compared with it.
func (t *turning) tellFates(n int64) {
	if len(t.versionRows("article = ?", n)) == 0 {
		return // it is gone
	}
	t.remember(n)
	next := t.versionRows("before = ? ORDER BY relation <> ?, captured, sha256 LIMIT 1", n, string(version.Same))
	numbers := t.statementsOf(n)
	steps := make([]version.Step, len(numbers))
	var after int64
	if len(next) > 0 {
		after = next[0].article
		steps = t.outcome(n, after).Earlier
	}
	t.exec("UPDATE versions SET after = nullif(?, 0) WHERE article = ?", after, n)
	for i, s := range numbers {
		t.exec("UPDATE statements SET fate = ?1 WHERE n = ?2 AND fate <> ?1", string(steps[i].Change), s)
	}
}

// outcome tells what became of one version in another. Each two are compared once.
func (t *turning) outcome(earlier, later int64) *version.Outcome {
	pair := [2]int64{earlier, later}
	o := t.outcomes[pair]
	if o == nil {
		compared := version.Compare(*t.version(earlier), *t.version(later))
		o = &compared
		t.outcomes[pair] = o
	}
	return o
}

// statementsOf returns the rows of a version's statements, in the order of the text.
func (t *turning) statementsOf(n int64) []int64 {
	t.version(n)
	return t.numbers[n]
}

type versionText struct {
	text, parts string
	searched    bool
}

type versionStatement struct {
	n                                     int64
	kind, act, content, source, cue, name string
	negated, headline                     bool
}

func (s *versionStatement) scan() []any {
	return []any{&s.n, &s.kind, &s.act, &s.content, &s.source, &s.cue, &s.name, &s.negated, &s.headline}
}

// version returns a version as it is compared with others.
func (t *turning) version(n int64) *version.Version {
	if v := t.versions[n]; v != nil {
		return v
	}
	v := &version.Version{}
	var err error
	rows(t.writer, func(a *versionText) []any { return []any{&a.text, &a.parts, &a.searched} }, func(a versionText) {
		v.Prose, err = proseOf(a.text, a.parts)
		v.Unsearched = !a.searched
	}, "SELECT t.text, t.parts, c.searched FROM articles a JOIN article_texts t ON t.n = a.n JOIN captures c ON c.sha256 = a.sha256 WHERE a.n = ?", n)
	t.fail(err)
	v.Text = t.wordsOf(n)
	in := ofArticle(n)
	rows(t.writer, (*versionStatement).scan, func(s versionStatement) {
		one := version.Statement{Cue: s.cue, Negated: s.negated, Statement: utterance.Statement{
			Kind: attribution.Kind(s.kind), Act: attribution.Act(s.act), Headline: s.headline, Source: s.source, Name: s.name,
			Published: int(dayOfRow(s.n))}}
		for i, c := range t.spans(s.content) {
			one.Content = append(one.Content, c.Text)
			if i == 0 {
				one.Start = c.Start
			}
			one.Start, one.End = min(one.Start, c.Start), max(one.End, c.End)
		}
		one.Around = utterance.Around(v.Prose, one.Start, one.End)
		v.Statements = append(v.Statements, one)
		t.numbers[n] = append(t.numbers[n], s.n)
	}, `SELECT n, kind, act, content, coalesce(nullif(source, '') ->> 'text', ''), coalesce(nullif(cue, '') ->> 'text', ''), found_name, negated, headline
		FROM statements WHERE n >= ? AND n < ? ORDER BY n DESC`, in.from, in.to)
	if len(t.versions) > 100 { // of a reading of everything
		clear(t.versions)
		clear(t.numbers)
	}
	t.versions[n] = v
	return v
}

// versionWords is what the search index has of a statement s in its column version.
const versionWords = `iif(coalesce((SELECT latest FROM versions WHERE article = s.article), 1), 'latest', 'earlier') ||
	iif(s.fate IN ('changed', 'dropped'), ' ' || s.fate, '') || iif(s.since = 'added', ' added', '')`

// remember keeps what the search index has of a version's statements, before that
// changes.
func (t *turning) remember(n int64) {
	if t.words[n] == nil {
		t.words[n] = t.versionWordsOf(n)
	}
}

func (t *turning) versionWordsOf(n int64) map[int64]string {
	type worded struct {
		n     int64
		words string
	}
	all := make(map[int64]string)
	in := ofArticle(n)
	rows(t.writer, func(s *worded) []any { return []any{&s.n, &s.words} }, func(s worded) { all[s.n] = s.words },
		"SELECT s.n, "+versionWords+" FROM statements s WHERE s.n >= ? AND s.n < ?", in.from, in.to)
	return all
}

// reindex has the search index say what changed.
func (t *turning) reindex() {
	for _, n := range slices.Sorted(maps.Keys(t.words)) {
		now := t.versionWordsOf(n)
		for _, s := range slices.Sorted(maps.Keys(now)) {
			if now[s] != t.words[n][s] {
				t.exec("DELETE FROM statement_words WHERE rowid = ?", s)
				t.index(s)
			}
		}
	}
}
