package record

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/speaker"
	"hearsay/internal/utterance"
)

// TestModel does to a record whatever may be done to one, in any order, and to
// a model in memory that knows no database. Both must always answer alike.
func TestModel(t *testing.T) {
	check(t, func(t *rapid.T) {
		root, err := os.MkdirTemp("", "record-model-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(root)
		m := model{dir: filepath.Join(root, "record"), captures: map[string]*modelCapture{},
			encodings: map[string]string{}}
		m.open(t)
		defer func() { m.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"":          m.agree,
			"add":       m.add,
			"store":     m.store,
			"correct":   m.correct,
			"tidy":      m.tidy,
			"rejoin":    m.rejoin,
			"recollate": m.recollate,
			"reopen":    m.reopen,
			"rebuild":   m.rebuild,
		})
	})
}

// A model is a record with what ought to be in it.
type model struct {
	*Record
	dir       string
	captures  map[string]*modelCapture
	entries   []Entry           // of the journal
	encodings map[string]string // by SHA-256
	extent    int64
}

type modelCapture struct {
	entry   capture.Entry
	read    bool // its article is there
	waiting bool // to be read again
	failure string
	reading Reading
}

func (m *model) open(t *rapid.T) {
	var err error
	if m.Record, err = createBlank(t.Context(), m.dir); err != nil {
		t.Fatal(err)
	}
	m.bounds = bounds{ofMark: 1000, ofOld: 1000, compared: 1000, waiting: 50, beside: 1000, first: 1000} // the model knows of none
}

func (m *model) names() []string { return slices.Sorted(maps.Keys(m.captures)) }

// add keeps captures, some of them again.
func (m *model) add(t *rapid.T) {
	var entries []capture.Entry
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 3).Draw(t, "captures") {
		p := page{name: fmt.Sprint("page ", i)}
		e := capture.Entry{
			Capture: capture.Capture{SHA256: p.sha256(), Name: p.name, Time: time.Unix(1_900_000_000+int64(i/3), 0).UTC()},
			Place:   capture.Place{File: "a.warc.gz", Offset: m.extent, Length: 10},
		}
		m.extent += 10
		entries = append(entries, e)
		if m.captures[e.SHA256] == nil {
			m.captures[e.SHA256] = &modelCapture{entry: e}
		}
	}
	if err := m.Add(t.Context(), "a.warc.gz", m.extent, entries); err != nil {
		t.Fatal(err)
	}
}

// store stores readings of captures, of one perhaps twice.
func (m *model) store(t *rapid.T) {
	if len(m.captures) == 0 {
		t.Skip("nothing was added")
	}
	var readings []Reading
	for _, sha256 := range rapid.SliceOfN(rapid.SampledFrom(m.names()), 1, 4).Draw(t, "captures") {
		r := Reading{SHA256: sha256, Failure: "torn"}
		if rapid.IntRange(0, 5).Draw(t, "luck") > 0 {
			r = drawReading(t, sha256)
		}
		readings = append(readings, r)
		c := m.captures[sha256]
		c.reading, c.failure, c.read, c.waiting = r, r.Failure, r.Failure == "", false
	}
	if err := m.Store(t.Context(), readings); err != nil {
		t.Fatal(err)
	}
}

var (
	modelNames    = []string{"Ada Quill", "Minister Dov Arlen", "Quill", "Tessaly", "she"}
	modelWords    = []string{"levy", "Lighthouse", "fair", "été", "harbour customs fall in spring", "salt captains never owed a harbour levy"}
	modelOutlets  = []string{"", "The Tidewater Post", "Marrow Gazette"}
	modelDays     = []string{"", "2031-05-04", "2031-05-05", "1899-01-01", "2032-02-29"}
	modelKinds    = []attribution.Kind{attribution.Direct, attribution.Indirect, attribution.Mixed}
	modelSpeakers = []speaker.Speaker{
		{}, {Name: "Ada Quill", Kind: speaker.Person, Role: "Captain"}, {Name: "Ada Quill", Role: "Minister"},
		{Name: "Dov Arlen", Role: "Envoy", Kind: speaker.Person}, {Name: "Tessaly", Kind: speaker.State},
		{Name: "Tessaly", Kind: speaker.Organization}, {Name: "Quill", How: speaker.ByName, Confidence: 0.5},
		{Name: "Ada Quill", Role: "striker"}, {Name: "Adá Quill", Role: "painter", How: speaker.ByPronoun, Confidence: 0.25},
		{Name: "Ada M. Quill"}, {Name: "Bram Quill"}, {Name: "B. Quill"}, {Name: "Dow Arlen"}, {Name: "Arlen", Role: "poet"},
		{Candidates: []speaker.Candidate{{Name: "Ada Quill", Confidence: 0.5, Why: "she"}}},
	}
)

// drawReading makes up an article: sentences of a source, a cue and a content
// of two pieces, some of them inside the one before, some found twice.
func drawReading(t *rapid.T, sha256 string) Reading {
	var text strings.Builder
	write := func(words string) attribution.Span {
		start := text.Len()
		text.WriteString(words)
		defer text.WriteByte(' ')
		return attribution.Span{Start: start, End: text.Len()}
	}
	title := write("Of the " + rapid.SampledFrom(modelWords).Draw(t, "title"))
	r := Reading{SHA256: sha256, By: rapid.SampledFrom([]string{"one 1", "two 2"}).Draw(t, "by")}
	for i := range rapid.IntRange(0, 4).Draw(t, "statements") {
		s := attribution.Statement{Inside: -1, Confidence: 0.5, Act: attribution.Say,
			Kind:    rapid.SampledFrom(modelKinds).Draw(t, "kind"),
			Negated: rapid.Bool().Draw(t, "negated"),
		}
		if rapid.Bool().Draw(t, "has source") {
			s.Source = write(rapid.SampledFrom(modelNames).Draw(t, "source"))
			s.Cue = write("said")
		}
		s.Content = append(s.Content, write(rapid.SampledFrom(modelWords).Draw(t, "word")), write(rapid.SampledFrom(modelWords).Draw(t, "word")))
		if i > 0 && rapid.Bool().Draw(t, "inner") {
			s.Inside = i - 1
			outer := &r.Statements[i-1].Content
			(*outer)[len(*outer)-1].End = text.Len() - 1
		}
		r.Statements = append(r.Statements, s)
		r.Speakers = append(r.Speakers, rapid.SampledFrom(modelSpeakers).Draw(t, "speaker"))
	}
	if n := len(r.Statements); n > 0 && rapid.Bool().Draw(t, "twice") {
		r.Statements = append(r.Statements, r.Statements[n-1])
		r.Speakers = append(r.Speakers, r.Speakers[n-1])
	}
	r.Article = article.Article{
		Text: text.String(), Title: title.In(text.String()),
		Outlet:    rapid.SampledFrom(modelOutlets).Draw(t, "outlet"),
		Published: rapid.SampledFrom(modelDays).Draw(t, "day"),
		Parts:     []article.Part{{Kind: article.Body, Start: 0, End: text.Len()}},
	}
	return r
}

func (m *model) tidy(t *rapid.T) {
	if err := m.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (m *model) rejoin(t *rapid.T) {
	if err := m.Rejoin(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (m *model) reopen(t *rapid.T) {
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m.open(t)
}

// rebuild loses the database and makes it again from what the archive and the
// journal would have.
func (m *model) rebuild(t *rapid.T) {
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		if err := os.Remove(filepath.Join(m.dir, file)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	m.open(t)
	var entries []capture.Entry
	var readings []Reading
	for _, name := range m.names() {
		c := m.captures[name]
		entries = append(entries, c.entry)
		if c.read || c.failure != "" {
			readings = append(readings, c.reading)
			c.waiting = false
		}
	}
	if err := m.Add(t.Context(), "a.warc.gz", m.extent, entries); err != nil {
		t.Fatal(err)
	}
	if err := m.Store(t.Context(), readings); err != nil {
		t.Fatal(err)
	}
}

// statements is what the record should answer: written for sight, not speed.
func (m *model) statements(q Query) []Statement {
	var all []modelStatement
	for _, name := range m.names() {
		if c := m.captures[name]; c.read {
			all = append(all, m.ofReading(c)...)
		}
	}
	who, reports := m.identify(all), m.utterances(slices.Clone(all))
	var selected []Statement
	for _, s := range all {
		if id, found := who[s.alias.ID()]; s.alias.Name != "" && found {
			s.Speaker = &Speaker{ID: id.speaker, Name: who[id.speaker].name, Kind: who[id.speaker].kind,
				Role: s.role, How: s.how, Confidence: s.sure * id.confidence}
		}
		s.Utterance = reports[s.ID]
		if selects(q, s, who) {
			selected = append(selected, s.Statement)
		}
	}
	slices.SortStableFunc(selected, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(b.Article.Published, a.Article.Published), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	return selected
}

// A modelStatement is a statement with the alias that it is ascribed to.
type modelStatement struct {
	Statement
	alias     AliasRef
	kind      string // that the article takes the alias for
	role, how string
	sure      float64
	row       int64
	around    string // its content
}

func (m *model) ofReading(c *modelCapture) []modelStatement {
	r := c.reading
	text := r.Article.Text
	span := func(s attribution.Span) *Span {
		if s.Empty() {
			return nil
		}
		return &Span{s.In(text), s.Start, s.End}
	}
	decided := m.decisions()
	var all []modelStatement
	seen := map[string]bool{}
	for i, s := range r.Statements {
		id := StatementID(r.SHA256, s)
		if seen[id] {
			continue
		}
		seen[id] = true
		w := modelStatement{Statement: Statement{
			ID: id, Source: span(s.Source), Cue: span(s.Cue), Kind: string(s.Kind), Act: string(s.Act),
			Negated: s.Negated, Headline: s.Headline, Confidence: s.Confidence, By: r.By, Confirmed: decided.confirmed[id],
			Article: ArticleRef{ID: ArticleID(r.SHA256), File: c.entry.Name, Outlet: r.Article.Outlet,
				Title: r.Article.Title, Published: r.Article.Published, SHA256: r.SHA256},
		}}
		for _, piece := range s.Content {
			w.Content = append(w.Content, *span(piece))
		}
		w.around = utterance.Around(text, w.Content[0].Start, w.Content[len(w.Content)-1].End)
		w.row = statementRow(articleRow(r.Article.Published, r.SHA256), i)
		if s.Inside >= 0 {
			w.Inside = StatementID(r.SHA256, r.Statements[s.Inside])
		}
		if set, byPerson := decided.speakers[id]; byPerson {
			w.alias, w.how, w.sure = set, "person", 1
		} else {
			who := r.Speakers[i]
			w.alias = r.aliases()[i]
			w.kind, w.role, w.how, w.sure = string(who.Kind), who.Role, string(who.How), who.Confidence
			for _, c := range who.Candidates {
				w.Candidates = append(w.Candidates, Candidate(c))
			}
		}
		all = append(all, w)
	}
	return all
}

// byCount sorts by count, highest first, then by name.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func selects(q Query, s modelStatement, known map[string]identity) bool {
	var content, who []string
	for _, p := range s.Content {
		content = append(content, strings.Fields(p.Text)...)
	}
	who = append(who, strings.Fields(s.alias.Name+" "+s.role)...)
	if s.Source != nil {
		who = append(who, strings.Fields(s.Source.Text)...)
	}
	has := func(words []string, typed string) bool {
		for _, t := range strings.Fields(typed) {
			if !slices.ContainsFunc(words, func(w string) bool {
				return strings.EqualFold(strings.Trim(strings.ReplaceAll(w, "á", "a"), "."), t)
			}) {
				return false
			}
		}
		return true
	}
	// A name of the speaker under which this was not said will do.
	named := has(who, q.Speaker)
	if s.Speaker != nil {
		for id, other := range known {
			named = named || known[id].speaker == s.Speaker.ID && has(strings.Fields(other.written), q.Speaker)
		}
	}
	ofSpeaker := q.SpeakerID == ""
	if s.Speaker != nil && known[q.SpeakerID].speaker == s.Speaker.ID {
		ofSpeaker = true
	}
	for _, c := range q.Without {
		var only Query
		if only.set(c.Field, c.Value) != nil || selects(only, s, known) {
			return false
		}
	}
	day, ofOutlet := s.Article.Published, has(strings.Fields(s.Article.Outlet), q.Outlet)
	if name, whole := strings.CutPrefix(q.Outlet, "="); whole {
		ofOutlet = strings.EqualFold(s.Article.Outlet, name)
	}
	return has(content, q.Text) && named && ofSpeaker && ofOutlet &&
		(q.Article == "" || s.Article.ID == q.Article) &&
		(q.Kind == "" || s.Kind == q.Kind) && (q.Act == "" || s.Act == q.Act) &&
		(q.After == "" || day >= q.After) && (q.Before == "" || day != "" && day < q.Before)
}

// agree asks the record and the model the same.
func (m *model) agree(t *rapid.T) {
	ctx := t.Context()
	everything := m.statements(Query{})
	for _, q := range []Query{{}, drawQuery(t)} {
		want := m.statements(q)
		var all []Statement
		for s, err := range m.All(ctx, q) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		differ(t, fmt.Sprintf("All(%v)", q), want, all)
		offset, limit := rapid.IntRange(0, 3).Draw(t, "offset"), rapid.IntRange(0, 4).Draw(t, "limit")
		found, err := m.Search(ctx, q, limit, offset)
		if err != nil {
			t.Fatal(err)
		}
		from := min(offset, len(want))
		differ(t, fmt.Sprintf("Search(%v)", q), want[from:min(from+limit, len(want))], found.Statements)
		if found.Total != len(want) || found.Articles != articlesOf(want) {
			t.Errorf("Search(%v) says %d statements in %d articles, want %d in %d", q, found.Total, found.Articles, len(want), articlesOf(want))
		}
		m.agreeOnFacets(t, q, want)
		m.agreeOnArticles(t, q, want)
	}

	sum := Summary{Statements: len(everything)}
	outlets := map[string]bool{}
	for _, name := range m.names() {
		c := m.captures[name]
		got, err := m.Capture(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		if got.Encoding != m.encodings[name] || got.Failure != c.failure || (got.State == Read) != (c.read && !c.waiting) {
			t.Errorf("capture %s is %+v", name, got)
		}
		a, err := m.Article(ctx, ArticleID(name))
		if !c.read {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("an article that was not read: %v, %v", a, err)
			}
			if c.failure != "" {
				sum.Unread++
			}
			continue
		}
		sum.Articles++
		if c.reading.Article.Outlet != "" {
			outlets[c.reading.Article.Outlet] = true
		}
		its, err2 := m.ArticleStatements(ctx, a.ID)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		differ(t, "ArticleStatements", m.statements(Query{Article: a.ID}), its)
		if a.Text != c.reading.Article.Text || a.Statements != len(its) || a.Captured != c.entry.Time.Format(time.RFC3339) {
			t.Errorf("article is %+v", a)
		}
	}
	sum.Outlets = len(outlets)
	sum.Utterances = countUtterances(everything)
	sum.Speakers = m.agreeOnSpeakers(t, everything)
	got, err := m.Summary(ctx)
	got.Stories, got.Reprints, got.Copied = 0, 0, 0 // those the model does not know
	if err != nil || got != sum {
		t.Errorf("summary is %+v, %v, want %+v", got, err, sum)
	}
	if len(everything) > 0 {
		s := rapid.SampledFrom(everything).Draw(t, "statement")
		got, err := m.Statement(ctx, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		differ(t, "Statement", s, got)
		if named, err := m.Identify(ctx, s.ID[:12]); err != nil || named != (Identity{"statement", s.ID}) {
			t.Errorf("Identify: %v, %v", named, err)
		}
	}
	// The indexes hold nothing besides: what is gone cannot be found.
	for table, want := range map[string]int{"statement_words": len(everything), "article_words": sum.Articles} {
		var rows int
		if err := m.db.QueryRow("SELECT count(*) FROM " + table).Scan(&rows); err != nil || rows != want {
			t.Errorf("%s has %d rows, %v, want %d", table, rows, err, want)
		}
	}
}

// agreeOnFacets compares how many statements of a query are whose, and whose
// outlet's.
func (m *model) agreeOnFacets(t *rapid.T, q Query, selected []Statement) {
	speakers, outlets := map[string]int{}, map[string]int{}
	for _, s := range selected {
		outlets[s.Article.Outlet]++
		if s.Speaker != nil {
			speakers[s.Speaker.ID]++
		}
	}
	delete(outlets, "")
	got, err := m.Facets(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	counts := func(f Facet) map[string]int {
		all := map[string]int{}
		for _, v := range f.Values {
			all[v.ID] = v.Statements
		}
		return all
	}
	differ(t, fmt.Sprintf("speakers of %v", q), speakers, counts(got.Speakers))
	differ(t, fmt.Sprintf("outlets of %v", q), outlets, counts(got.Outlets))
}

// agreeOnArticles compares in which articles statements of a query stand.
func (m *model) agreeOnArticles(t *rapid.T, q Query, selected []Statement) {
	var want []string
	hits := map[string]int{}
	for _, s := range selected {
		if hits[s.Article.ID]++; hits[s.Article.ID] == 1 {
			want = append(want, s.Article.ID)
		}
	}
	limit, offset := rapid.IntRange(0, 4).Draw(t, "articles"), rapid.IntRange(0, 3).Draw(t, "from article")
	got, err := m.FoundArticles(t.Context(), q, limit, offset)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range got {
		ids = append(ids, a.ID)
		if a.Found.Statements != hits[a.ID] {
			t.Errorf("FoundArticles(%v) says %d statements of %s, want %d", q, a.Found.Statements, a.ID, hits[a.ID])
		}
	}
	from := min(offset, len(want))
	differ(t, fmt.Sprintf("FoundArticles(%v)", q), want[from:min(from+limit, len(want))], ids)
}

func articlesOf(all []Statement) int {
	articles := map[string]bool{}
	for _, s := range all {
		articles[s.Article.ID] = true
	}
	return len(articles)
}

// agreeOnSpeakers compares the list of speakers and returns how many there are.
func (m *model) agreeOnSpeakers(t *rapid.T, all []Statement) int {
	want := map[string]*SpeakerEntry{}
	roles := map[string]map[string]int{}
	names := m.namesOf()
	outlets := map[[2]string]bool{}
	articles := map[[2]string]bool{}
	for _, s := range all {
		if s.Speaker == nil {
			continue
		}
		id := s.Speaker.ID
		e := want[id]
		if e == nil {
			e = &SpeakerEntry{Speaker: *s.Speaker, Names: byCount(names[id])}
			e.Role, e.How, e.Confidence = "", "", 0
			want[id], roles[id] = e, map[string]int{}
		}
		e.Statements++
		if s.Speaker.Role != "" {
			roles[id][s.Speaker.Role]++
		}
		if of := [2]string{id, s.Article.ID}; !articles[of] {
			articles[of] = true
			e.Articles++
		}
		if of := [2]string{id, s.Article.Outlet}; s.Article.Outlet != "" && !outlets[of] {
			outlets[of] = true
			e.Outlets++
		}
		if day := s.Article.Published; day != "" {
			e.Last = max(e.Last, day)
			if e.First == "" || day < e.First {
				e.First = day
			}
		}
	}
	var list []SpeakerEntry
	for id, e := range want {
		listed := *e
		listed.Names = nil
		list = append(list, listed)
		e.Roles = byCount(roles[id])
		got, err := m.Speaker(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		differ(t, "Speaker", *e, got)
	}
	slices.SortFunc(list, func(a, b SpeakerEntry) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	got, err := m.Speakers(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	differ(t, "Speakers", list, got)
	return len(list)
}

func drawQuery(t *rapid.T) Query {
	one := func(of []string, label string) string {
		return rapid.SampledFrom(append([]string{"", "", ""}, of...)).Draw(t, label)
	}
	var kinds []string
	for _, k := range modelKinds {
		kinds = append(kinds, string(k))
	}
	var without []Condition
	for range rapid.IntRange(0, 2).Draw(t, "exclusions") {
		without = append(without, rapid.SampledFrom([]Condition{{"speaker", "quill"}, {"speaker_id", AliasRef{"Ada Quill", ""}.ID()},
			{"speaker_id", "***"}, {"outlet", "post"}, {"outlet", "=Marrow Gazette"}, {"outlet", "=gazette"}, {"kind", kinds[0]}, {"act", "say"}, {"act", "deny"}}).Draw(t, "without"))
	}
	return Query{
		Without: without,
		Text:    one(modelWords, "text"), Speaker: one([]string{"quill", "ada quill", "minister", "she", "TESSALY"}, "who"),
		SpeakerID: one([]string{AliasRef{"Ada Quill", ""}.ID(), AliasRef{"Quill", ""}.ID(), AliasRef{"Tessaly", ""}.ID(), "none", "***"}, "speaker id"),
		Outlet:    one([]string{"post", "gazette marrow", "=the tidewater post", "=post"}, "outlet"),
		Article:   one([]string{ArticleID(page{name: "page 1"}.sha256()), "none"}, "article"),
		Kind:      one(kinds, "kind"), Act: one([]string{"say", "deny", "***"}, "act"),
		After: one(modelDays[1:], "after"), Before: one(modelDays[1:], "before"),
	}
}

func differ[T any](t *rapid.T, what string, want, got T) {
	// What is empty may be nil or not.
	empty := gocmp.FilterValues(func(a, b any) bool { return fmt.Sprint(a) == "[]" && fmt.Sprint(b) == "[]" }, gocmp.Ignore())
	// Reprints have tests of their own: the model compares no texts.
	reprints := gocmp.FilterPath(func(p gocmp.Path) bool {
		name := p.Last().String()
		return name == ".ReprintOf" || name == ".Reprints"
	}, gocmp.Ignore())
	if diff := gocmp.Diff(want, got, empty, reprints); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
