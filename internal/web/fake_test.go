package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"hearsay/internal/record"
	"hearsay/internal/variant"
	"hearsay/internal/version"
)

// fakeRecord is a record in memory, of invented articles.
type fakeRecord struct {
	articles   []record.Article // latest captured first
	statements map[string][]record.Statement
	utterances []record.CollatedUtterance
	stories    []record.Story
	originals  map[string]string // HTML of captures, by article; of the others it is the text
	mu         sync.Mutex
	journal    []record.Entry // guarded by mu
	abouts     int            // how often it was asked what somebody speaks about; guarded by mu
	err        error          // what every method answers, if set
}

func (f *fakeRecord) add(a record.Article, statements ...record.Statement) {
	sum := sha256.Sum256([]byte(a.Text))
	a.SHA256 = hex.EncodeToString(sum[:])
	a.Statements = len(statements)
	if f.statements == nil {
		f.statements = make(map[string][]record.Statement)
	}
	for i := range statements {
		statements[i].Article = a.ArticleRef
		if statements[i].ID == "" {
			statements[i].ID = fmt.Sprintf("%s-%d", a.ID, i+1)
		}
	}
	f.articles = append(f.articles, a)
	f.statements[a.ID] = statements
}

func (f *fakeRecord) all() []record.Statement {
	var all []record.Statement
	for _, a := range f.articles {
		all = append(all, f.statements[a.ID]...)
	}
	slices.SortStableFunc(all, func(a, b record.Statement) int {
		return cmp.Compare(b.Article.Published, a.Article.Published)
	})
	return all
}

func cutOut[T any](all []T, limit, offset int) []T {
	offset = min(offset, len(all))
	return all[offset:min(offset+limit, len(all))]
}

func (f *fakeRecord) Summary(context.Context) (record.Summary, error) {
	entries, err := f.Speakers(context.Background(), 1<<20, 0)
	return record.Summary{Articles: len(f.articles), Statements: len(f.all()), Speakers: len(entries), Outlets: 3, Unread: 1, Stories: len(f.stories)}, err
}

func (f *fakeRecord) Articles(_ context.Context, limit, offset int) ([]record.Article, error) {
	page := slices.Clone(cutOut(f.articles, limit, offset))
	for i := range page {
		page[i].Text, page[i].Parts = "", nil
	}
	return page, f.err
}

func (f *fakeRecord) Article(_ context.Context, id string) (record.Article, error) {
	for _, a := range f.articles {
		if a.ID == id {
			return a, f.err
		}
	}
	return record.Article{}, cmp.Or(f.err, fmt.Errorf("article %q: %w", id, record.ErrNotFound))
}

func (f *fakeRecord) Original(ctx context.Context, id string) (record.Original, error) {
	a, err := f.Article(ctx, id)
	if page := f.originals[id]; page != "" {
		return record.Original{Body: []byte(page), Text: page, HTML: true}, err
	}
	return record.Original{Body: []byte(a.Text), Text: a.Text}, err
}

func (f *fakeRecord) ArticleStatements(_ context.Context, id string) ([]record.Statement, error) {
	return f.statements[id], f.err
}

func (f *fakeRecord) All(ctx context.Context, q record.Query) iter.Seq2[record.Statement, error] {
	found, err := f.Search(ctx, q, 1<<20, 0)
	return yielded(found.Statements, err)
}

func (f *fakeRecord) AllSpeakers(ctx context.Context) iter.Seq2[record.SpeakerEntry, error] {
	return yielded(f.Speakers(ctx, 1<<20, 0))
}

func (f *fakeRecord) AllStories(ctx context.Context) iter.Seq2[record.Story, error] {
	return yielded(f.Stories(ctx, 1<<20, 0))
}

// yielded yields all, and then the error if it is not nil.
func yielded[T any](all []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range all {
			if !yield(one, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}

func (f *fakeRecord) Search(_ context.Context, q record.Query, limit, offset int) (record.Results, error) {
	if err := q.Check(); err != nil {
		return record.Results{}, fmt.Errorf("searching: %w", err)
	}
	var results record.Results
	articles := make(map[string]bool)
	for _, s := range f.all() {
		if fits(s, q) {
			results.Statements = append(results.Statements, s)
			switch {
			case s.Carried():
				results.Carried++
			case s.ReprintOf != "":
				results.Reprints++
			}
			articles[s.Article.ID] = true
		}
	}
	results.Total, results.Articles = len(results.Statements), len(articles)
	results.Statements = cutOut(results.Statements, limit, offset)
	return results, f.err
}

func (f *fakeRecord) Facets(ctx context.Context, q record.Query) (record.Facets, error) {
	found, err := f.Search(ctx, q, 1<<20, 0)
	facets := record.Facets{All: true, Tally: record.Tally{Statements: found.Total, Reprints: found.Reprints, Carried: found.Carried}}
	for _, s := range found.Statements {
		one := record.Tally{Statements: 1}
		switch {
		case s.Carried():
			one.Carried = 1
		case s.ReprintOf != "":
			one.Reprints = 1
		}
		speaker := record.Speaker{}
		if s.Speaker != nil {
			speaker = *s.Speaker
		}
		addTo(&facets.Speakers, speaker.ID, speaker.Name, one)
		addTo(&facets.Outlets, s.Article.Outlet, s.Article.Outlet, one)
		addTo(&facets.Kinds, s.Kind, s.Kind, one)
		addTo(&facets.Acts, s.Act, s.Act, one)
		addTo(&facets.To, s.To, s.To, one)
		month, err := time.Parse(time.DateOnly, s.Article.Published)
		if err != nil {
			facets.Undated = sum(facets.Undated, one)
			continue
		}
		from := month.Format("2006-01") + "-01"
		if n := len(facets.Published); n == 0 || facets.Published[0].From != from { // they come latest first
			facets.Published = slices.Insert(facets.Published, 0, record.Period{From: from, Before: month.AddDate(0, 1, 1-month.Day()).Format(time.DateOnly)})
		}
		facets.Published[0].Tally = sum(facets.Published[0].Tally, one)
	}
	return facets, err
}

func addTo(f *record.Facet, id, name string, one record.Tally) {
	if id == "" {
		f.Unknown = sum(f.Unknown, one)
		return
	}
	i := slices.IndexFunc(f.Values, func(v record.FacetValue) bool { return v.ID == id })
	if i < 0 {
		i = len(f.Values)
		f.Values = append(f.Values, record.FacetValue{ID: id, Name: name})
	}
	f.Values[i].Tally = sum(f.Values[i].Tally, one)
}

func sum(a, b record.Tally) record.Tally {
	return record.Tally{Statements: a.Statements + b.Statements, Reprints: a.Reprints + b.Reprints, Carried: a.Carried + b.Carried}
}

func (f *fakeRecord) Arrivals(ctx context.Context, q record.Query, limit int) ([]record.Arrival, error) {
	results, err := f.Search(ctx, q, 1<<20, 0)
	var found []record.Arrival
	for _, a := range f.articles {
		for _, s := range results.Statements {
			if s.Article.ID == a.ID {
				found = append(found, record.Arrival{Statement: s, Captured: cmp.Or(a.Captured, "2021-06-14T05:00:00Z")})
			}
		}
	}
	return cutOut(found, limit, 0), err
}

func (f *fakeRecord) FoundArticles(ctx context.Context, q record.Query, limit, offset int) ([]record.FoundArticle, error) {
	results, err := f.Search(ctx, q, 1<<20, 0)
	var found []record.FoundArticle
	for _, s := range results.Statements {
		i := slices.IndexFunc(found, func(a record.FoundArticle) bool { return a.ID == s.Article.ID })
		if i < 0 {
			i = len(found)
			article, err := f.Article(ctx, s.Article.ID)
			if err != nil {
				return nil, err
			}
			found = append(found, record.FoundArticle{Article: article})
		}
		found[i].Found.Statements++
		switch {
		case s.Carried():
			found[i].Found.Carried++
		case s.ReprintOf != "":
			found[i].Found.Reprints++
		}
	}
	return cutOut(found, limit, offset), err
}

func (f *fakeRecord) Timeline(ctx context.Context, q record.Query, limit, offset int) (record.Timeline, error) {
	results, err := f.Search(ctx, q, 1<<20, 0)
	day := func(s record.Statement) string {
		if s.When == nil {
			return ""
		}
		return s.When.From
	}
	slices.SortStableFunc(results.Statements, func(a, b record.Statement) int { return cmp.Compare(day(b), day(a)) })
	found := record.Timeline{Statements: cutOut(results.Statements, limit, offset), All: true}
	for _, s := range results.Statements {
		if day(s) == "" {
			found.Unknown++
		} else {
			found.Known++
		}
	}
	return found, err
}

// meant are the words by which others mean the speakers.
var meant = map[string][]string{marsh.ID: {"Ottoline Marsh", "the minister"}, pell.ID: {"Tobias Pell"}, office.ID: {"Velden Harbour Office"}}

// fits reports whether a query selects a statement.
func fits(s record.Statement, q record.Query) bool {
	name, id := "", ""
	if s.Speaker != nil {
		name, id = s.Speaker.Name, s.Speaker.ID
	}
	var words strings.Builder
	for _, c := range s.Content {
		words.WriteString(c.Text)
	}
	has := func(in, want string) bool { return strings.Contains(strings.ToLower(in), strings.ToLower(want)) }
	is := func(in, want string) bool { return want == "" || in == want }
	for _, c := range q.Without {
		if only, err := record.ParseQuery(c.String()); err != nil || fits(s, only) {
			return false
		}
	}
	names := func(text, id string) bool {
		return slices.ContainsFunc(meant[id], func(name string) bool { return has(text, name) })
	}
	if q.ToID != "" && !names(s.To, q.ToID) || q.AboutID != "" && (id == q.AboutID || !names(words.String(), q.AboutID)) {
		return false
	}
	ofOutlet := has(s.Article.Outlet, q.Outlet)
	if name, whole := strings.CutPrefix(q.Outlet, "="); whole {
		ofOutlet = strings.EqualFold(s.Article.Outlet, name)
	}
	return has(words.String(), strings.Trim(q.Text, `"`)) && has(name, q.Speaker) && is(id, q.SpeakerID) && has(s.To, strings.Trim(q.To, `"`)) &&
		ofOutlet && is(s.Article.ID, q.Article) && is(s.Kind, q.Kind) && is(s.Act, q.Act) &&
		(q.Reprint == "" || (q.Reprint == "yes") == (s.ReprintOf != "")) && ofVersion(s, q.Version) &&
		s.Article.Published >= q.After && (q.Before == "" || s.Article.Published < q.Before)
}

// ofVersion reports whether a statement is what is asked of versions.
func ofVersion(s record.Statement, asked string) bool {
	switch asked {
	case "latest":
		return s.Later == nil
	case "earlier":
		return s.Later != nil
	case "added":
		return s.Earlier != nil && s.Earlier.Change == version.Added
	case "":
		return true
	}
	return s.Later != nil && string(s.Later.Change) == asked
}

func (f *fakeRecord) Statement(_ context.Context, id string) (record.Statement, error) {
	for _, s := range f.all() {
		if s.ID == id {
			s.Confirmed = f.confirmed(id, s.Confirmed)
			return s, f.err
		}
	}
	return record.Statement{}, cmp.Or(f.err, fmt.Errorf("statement %q: %w", id, record.ErrNotFound))
}

func (f *fakeRecord) Utterance(_ context.Context, id string) (record.CollatedUtterance, error) {
	for _, u := range f.utterances {
		if u.ID == id || slices.ContainsFunc(u.Witnessed, func(w record.Witness) bool { return "u"+w.Statement.ID == id }) {
			return u, f.err
		}
	}
	return record.CollatedUtterance{}, cmp.Or(f.err, fmt.Errorf("utterance %q: %w", id, record.ErrNotFound))
}

// Contrasts takes the second witness of each utterance for contrary.
func (f *fakeRecord) Contrasts(_ context.Context, limit, offset int) ([]record.Contrast, error) {
	var all []record.Contrast
	for _, u := range f.utterances {
		all = append(all, record.Contrast{ID: u.ID, Witnesses: u.Witnesses, Reprints: u.Reprints, Fullest: u.Witnessed[0].Statement, Other: u.Witnessed[1], Negation: true})
	}
	return cutOut(all, limit, offset), f.err
}

func (f *fakeRecord) Story(_ context.Context, id string) (record.Story, error) {
	for _, s := range f.stories {
		if s.ID == id || slices.ContainsFunc(s.Articles, func(a record.Article) bool { return "s"+a.ID == id }) {
			return s, f.err
		}
	}
	return record.Story{}, cmp.Or(f.err, fmt.Errorf("story %q: %w", id, record.ErrNotFound))
}

func (f *fakeRecord) Stories(_ context.Context, limit, offset int) ([]record.Story, error) {
	return cutOut(f.stories, limit, offset), f.err
}

func (f *fakeRecord) Speaker(ctx context.Context, id string) (record.SpeakerEntry, error) {
	entries, err := f.Speakers(ctx, 1<<20, 0)
	if err != nil {
		return record.SpeakerEntry{}, err
	}
	if id == marshRef.ID() || id == "p-minister" {
		id = marsh.ID
	}
	for _, e := range entries {
		if e.ID == id {
			return e, nil
		}
	}
	return record.SpeakerEntry{}, fmt.Errorf("speaker %q: %w", id, record.ErrNotFound)
}

func (f *fakeRecord) Portrait(ctx context.Context, id string) (record.Portrait, error) {
	entry, err := f.Speaker(ctx, id)
	if err != nil {
		return record.Portrait{}, err
	}
	facets, err := f.Facets(ctx, record.Query{SpeakerID: entry.ID})
	if err != nil {
		return record.Portrait{}, err
	}
	p := record.Portrait{Meant: meant[entry.ID], Quoted: facets.Outlets, To: facets.To}
	for i := range p.To.Values {
		p.To.Values[i].ID = map[string]string{pell.Name: pell.ID}[p.To.Values[i].Name]
	}
	to, err := f.Facets(ctx, record.Query{ToID: entry.ID})
	p.From = to.Speakers
	use := func(value string) record.Use {
		return record.Use{Value: value, Tally: facets.Tally, Outlets: len(facets.Outlets.Values), First: entry.First, Last: entry.Last}
	}
	for _, name := range entry.Names {
		p.Names.Told = append(p.Names.Told, use(name))
	}
	for _, role := range entry.Roles {
		p.Roles.Told = append(p.Roles.Told, use(role))
	}
	for _, u := range f.utterances {
		if u.Speaker != nil && u.Speaker.ID == entry.ID {
			p.Wordings = append(p.Wordings, record.Wordings{Utterance: u.ID, Words: u.Words, Wordings: len(u.Witnessed),
				Witnesses: record.Tally{Statements: u.Witnesses, Reprints: u.Reprints}})
		}
	}
	return p, err
}

func (f *fakeRecord) About(_ context.Context, id string, limit int) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.abouts++
	if id == marsh.ID {
		return cutOut([]string{"bridge", "order"}, limit, 0), f.err
	}
	return nil, f.err
}

func (f *fakeRecord) Speakers(_ context.Context, limit, offset int) ([]record.SpeakerEntry, error) {
	byID := make(map[string]*record.SpeakerEntry)
	article := make(map[string]string) // that each spoke in last
	for _, s := range f.all() {
		if s.Speaker == nil {
			continue
		}
		e := byID[s.Speaker.ID]
		if e == nil {
			e = &record.SpeakerEntry{Speaker: *s.Speaker, Names: []string{s.Speaker.Name}, Outlets: 1, Last: s.Article.Published}
			if s.Speaker.Role != "" {
				e.Roles = []string{s.Speaker.Role}
			}
			byID[e.ID] = e
		}
		e.Statements++
		switch {
		case s.Carried():
			e.Carried++
		case s.ReprintOf != "":
			e.Reprints++
		}
		if article[e.ID] != s.Article.ID {
			article[e.ID] = s.Article.ID
			e.Articles++
		}
		e.First = s.Article.Published
	}
	var entries []record.SpeakerEntry
	for _, e := range byID {
		entries = append(entries, *e)
	}
	slices.SortFunc(entries, func(a, b record.SpeakerEntry) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.ID, b.ID))
	})
	return cutOut(entries, limit, offset), f.err
}

// spanIn finds the n-th occurrence of words in a text.
func spanIn(text, words string, n int) *record.Span {
	at := 0
	for {
		i := strings.Index(text[at:], words)
		if i < 0 {
			panic("the sample text lacks " + words)
		}
		if n--; n == 0 {
			return &record.Span{Text: words, Start: at + i, End: at + i + len(words)}
		}
		at += i + len(words)
	}
}

// partsOf makes a part of each line, by what it begins with.
func partsOf(text string, kinds map[string]string) []record.Part {
	var parts []record.Part
	at := 0
	for line := range strings.Lines(text) {
		end := at + len(strings.TrimRight(line, "\r\n"))
		kind := "body"
		for beginning, k := range kinds {
			if strings.HasPrefix(line, beginning) {
				kind = k
			}
		}
		if end > at {
			parts = append(parts, record.Part{Kind: kind, Start: at, End: end})
		}
		at += len(line)
	}
	return parts
}

var (
	marsh  = record.Speaker{ID: "p-marsh", Name: "Ottoline Marsh", Kind: "person", Role: "harbour minister of Velden"}
	pell   = record.Speaker{ID: "p-pell", Name: "Tobias Pell", Kind: "person", Role: "spokesman of the Velden dockers"}
	office = record.Speaker{ID: "o-office", Name: "Velden Harbour Office", Kind: "organization"}
)

const bridgeText = `Courier home | Weather | Tides

Minister: Bridge ‘was never closed’

Advertisement

The old swing bridge at Velden, seen from the customs pier. (Courier/Imke Aalders)

VELDEN (Northline) — The swing bridge was open on every day of the strike, harbour minister Ottoline Marsh told the Quay Gazette in an interview printed on Sunday.

“Nobody asked us to close it,” she said, “and nobody will find a paper with my name under such an order.”

Tobias Pell, who speaks for the dockers, denied that. He said the minister had told him in May that the bridge “would stay shut for as long as it takes”.

The harbour office has not said why its own tide table listed the bridge as closed. According to a note on its door, questions will be answered “in due course”.

Share this | 214 views | Leave a comment
`

const bridgePage = `<!doctype html><html lang="en"><title>Minister: Bridge ‘was never closed’</title>
<link rel="stylesheet" href="https://courier.example/style.css"><script src="https://courier.example/all.js"></script>
<nav><a href="/">Courier home</a> | <a href="/weather">Weather</a></nav>
<h1>Minister: Bridge ‘was never closed’</h1>
<figure><img src="https://courier.example/bridge.jpg" alt="The swing bridge" onload="count()"><figcaption>The old swing bridge at Velden</figcaption></figure>
<p style="background: url(https://courier.example/paper.png)">VELDEN (Northline) — The swing bridge was open on every day of the strike, harbour minister Ottoline Marsh told the Quay Gazette in an interview printed on Sunday.
<p>“Nobody asked us to close it,” she said, “and nobody will find a paper with my name under such an order.”
<iframe src="https://courier.example/comments"></iframe>
<form action="https://courier.example/subscribe"><input name="mail"><button>Subscribe</button></form>`

const echoText = `Minister stands by her bridge

“Nobody told us to close it … and with my name under such an order nobody will find a paper,” the minister said at the fish market.

Nobody had asked her to close it, the harbour office said.

The swing bridge was open on nearly every day of the strike.
`

// addEcho adds an article that has words and text of the one on the bridge.
func (f *fakeRecord) addEcho() {
	bridge := &f.articles[0]
	in := func(words string) record.Span { return *spanIn(echoText, words, 1) }
	at := func(words string) *record.Span { return spanIn(echoText, words, 1) }
	echo := record.Article{ArticleRef: record.ArticleRef{ID: "a-echo", Outlet: "Marrow Echo", Title: "Minister stands by her bridge", Published: "2021-06-15",
		Paywall: "json-ld", Live: true}, Modified: "2021-06-17",
		Text: echoText, Parts: partsOf(echoText, map[string]string{"Minister stands": "headline"}), Copied: 1, ReprintOf: bridge.ID, Story: "s" + bridge.ID}
	own, other := at("The swing bridge was open on nearly every day of the strike"), spanIn(bridgeText, "The swing bridge was open on every day of the strike", 1)
	share := record.Sharing{Whole: true, Share: 0.9, First: bridge.ID, Why: "earlier day"}
	share.Article, share.Agency = bridge.ArticleRef, bridge.Agency
	share.Passages = []record.Passage{{A: [2]int{own.Start, own.End}, B: [2]int{other.Start, other.End}, Words: 12, Equal: 11}}
	echo.Shares = []record.Sharing{share}
	share.Article, share.Agency = echo.ArticleRef, ""
	share.Passages = []record.Passage{{A: share.Passages[0].B, B: share.Passages[0].A, Words: 12, Equal: 11}}
	bridge.Shares, bridge.Story = []record.Sharing{share}, echo.Story

	f.add(echo,
		record.Statement{ID: "s-told", Speaker: &marsh, Source: at("the minister"), Cue: at("said"), Kind: "direct", Act: "say", Confidence: 0.9, By: "rules 1",
			Content: []record.Span{in("“Nobody told us to close it … and with my name under such an order nobody will find a paper,”")}, Utterance: "us-nobody"},
		record.Statement{ID: "s-asked", Source: at("the harbour office"), Cue: spanIn(echoText, "said", 2), Kind: "indirect", Act: "say", Confidence: 0.7, By: "rules 1",
			Content: []record.Span{in("Nobody had asked her to close it")}, Utterance: "us-nobody", ReprintOf: bridge.ID})

	statements := f.statements[bridge.ID]
	nobody := slices.IndexFunc(statements, func(s record.Statement) bool { return s.ID == "s-nobody" })
	statements[nobody].Utterance = "us-nobody"
	segment := func(op variant.Op, own, base, after string) record.Segment {
		return record.Segment{Op: op, Words: own, Missing: base, After: after}
	}
	cut := segment(variant.Dropped, "", "he said so", "")
	cut.Marked = true
	f.utterances = []record.CollatedUtterance{{
		Utterance: record.Utterance{ID: "us-nobody", Speaker: &marsh, Witnesses: 3, Reprints: 1, Articles: 2, Outlets: 2, First: "2021-06-14", Last: "2021-06-15", Words: "Nobody asked us"},
		Fullest:   "s-nobody",
		Witnessed: []record.Witness{
			{Statement: statements[nobody], Confidence: 0.9, Relation: variant.Fullest, Kept: 1, Before: "“", Variants: []record.Segment{
				segment(variant.Same, "Nobody asked us to close it,” “and nobody will find a paper with my name under such an order", "", ".”")}},
			{Statement: f.statements[echo.ID][0], Confidence: 0.9, Joined: true, Relation: variant.Edited, Kept: 0.75, Drift: 0.1, Before: "“", Variants: []record.Segment{
				segment(variant.Same, "Nobody", "", " "), segment(variant.Changed, "told", "asked", " "), segment(variant.Same, "us to close it", "", " … "), cut,
				segment(variant.Same, "and", "", " "), segment(variant.Moved, "with my name under such an order", "", " "),
				segment(variant.Same, "nobody will find a paper", "", ",”")}},
			{Statement: f.statements[echo.ID][1], Confidence: 0.66, Relation: variant.Reported, Kept: 0.4, Variants: []record.Segment{
				segment(variant.Same, "Nobody", "", " "), segment(variant.Added, "had", "", " "), segment(variant.Same, "asked", "", " "),
				segment(variant.Indirect, "her", "us", " "), segment(variant.Same, "to close it", "", "")}},
		},
		Again: []record.Again{{Statement: statements[0], Confidence: 0.3}},
	}}
	f.stories = []record.Story{{ID: echo.Story, Title: bridge.Title, First: "2021-06-14", Last: "2021-06-15", Count: 2, Reprints: 1,
		Articles: []record.Article{f.articles[0], f.articles[len(f.articles)-1]}}}
}

// sampleRecord is a small record with something of everything that pages show.
func sampleRecord() *fakeRecord {
	f := &fakeRecord{originals: map[string]string{"a-bridge": bridgePage}}
	in := func(words string) record.Span { return *spanIn(bridgeText, words, 1) }
	at := func(words string) *record.Span { return spanIn(bridgeText, words, 1) }
	f.add(record.Article{
		ArticleRef: record.ArticleRef{ID: "a-bridge", File: "velden/bridge.html", URL: "https://courier.example/2021/06/bridge?from=front&x=1",
			Outlet: "Velden Courier", Title: "Minister: Bridge ‘was never closed’", Published: "2021-06-14"},
		Author: "Imke Aalders", Language: "en", Place: "VELDEN", Agency: "Northline", PublishedFrom: "json-ld",
		Captured: "2021-06-15T06:30:00Z", Notes: []string{"The encoding was guessed: windows-1252."},
		Text: bridgeText,
		Parts: partsOf(bridgeText, map[string]string{"Courier home": "frame", "Minister:": "headline", "Advertisement": "frame",
			"The old swing": "caption", "Share this": "frame"}),
	},
		record.Statement{ID: "s-head", Speaker: &marsh, Source: at("Minister"), Content: []record.Span{in("Bridge ‘was never closed’")},
			Kind: "mixed", Act: "say", Headline: true, Confidence: 0.71, By: "rules 1"},
		record.Statement{ID: "s-open", Speaker: &marsh, Source: at("harbour minister Ottoline Marsh"), Cue: at("told"),
			Content: []record.Span{in("The swing bridge was open on every day of the strike")}, Kind: "indirect", Act: "say", To: "Quay Gazette",
			When: &record.When{From: "2021-06-13", To: "2021-06-13", Text: "on Sunday"}, Via: []string{"Northline", "Quay Gazette"}, Confidence: 0.88, By: "rules 1"},
		record.Statement{ID: "s-nobody", Speaker: &marsh, Source: at("she"), Cue: at("said"),
			Content: []record.Span{in("“Nobody asked us to close it,”"), in("“and nobody will find a paper with my name under such an order.”")},
			Kind:    "direct", Act: "say", Confidence: 0.97, By: "rules 1", Confirmed: true},
		record.Statement{ID: "s-deny", Speaker: &pell, Source: at("Tobias Pell, who speaks for the dockers"), Cue: at("denied"),
			Content: []record.Span{in("that.")}, Kind: "indirect", Act: "deny", Confidence: 0.64, By: "rules 1"},
		record.Statement{ID: "s-outer", Speaker: &pell, Source: at("He"), Cue: spanIn(bridgeText, "said", 2),
			Content: []record.Span{in("the minister had told him in May that the bridge “would stay shut for as long as it takes”")},
			Kind:    "mixed", Act: "say", Confidence: 0.9, By: "rules 1"},
		record.Statement{ID: "s-inner", Source: at("the minister"), Cue: spanIn(bridgeText, "told", 2),
			Content: []record.Span{in("that the bridge “would stay shut for as long as it takes”")}, Inside: "s-outer",
			To: pell.Name, When: &record.When{From: "2021-05-01", To: "2021-05-31", Text: "in May"},
			Kind: "direct", Act: "say", Confidence: 0.55, By: "rules 1"},
		record.Statement{ID: "s-why", Speaker: &office, Source: at("The harbour office"), Cue: spanIn(bridgeText, "said", 3),
			Content: []record.Span{in("why its own tide table listed the bridge as closed")}, Kind: "indirect", Act: "say", Negated: true, Confidence: 0.6, By: "rules 1"},
		record.Statement{ID: "s-note", Source: at("a note on its door"), Cue: at("According to"),
			Content: []record.Span{in("questions will be answered “in due course”")}, Kind: "mixed", Act: "write", By: "rules 1"},
	)

	rtl := "الوزيرة تنفي\n\nقالت الوزيرة: «لم يُغلق الجسر قط».\n\n" + strings.Repeat("Überlanghafenmeisterei", 12) + "\n"
	f.add(record.Article{ArticleRef: record.ArticleRef{ID: "a-rtl", Outlet: "مرفأ", Title: "الوزيرة تنفي", Published: "2021-06-12"}, Language: "ar", Text: rtl,
		Parts: partsOf(rtl, map[string]string{"الوزيرة": "headline"})},
		record.Statement{ID: "s-rtl", Speaker: &marsh, Source: spanIn(rtl, "الوزيرة", 2), Cue: spanIn(rtl, "قالت", 1),
			Content: []record.Span{*spanIn(rtl, "«لم يُغلق الجسر قط»", 1)}, Kind: "direct", Act: "say", Confidence: 0.8, By: "rules 1", ReprintOf: "a-bridge"})

	f.addEcho()

	for i := range 16 {
		text := fmt.Sprintf("Tide report %d\n\n“High water comes at %d past, as it does,” the office said.\n\n“Boats under nine fathoms wait,” it added.\n", i, 10+i)
		f.add(record.Article{ArticleRef: record.ArticleRef{ID: fmt.Sprintf("a-tide-%d", i), File: fmt.Sprintf("tides/%d.txt", i),
			Outlet: "Quay Gazette", Title: fmt.Sprintf("Tide report %d", i), Published: fmt.Sprintf("2021-05-%02d", 28-i)}, Text: text,
			Parts: partsOf(text, map[string]string{"Tide report": "headline"})},
			record.Statement{Speaker: &office, Source: spanIn(text, "the office", 1), Cue: spanIn(text, "said", 1),
				Content: []record.Span{*spanIn(text, fmt.Sprintf("“High water comes at %d past, as it does,”", 10+i), 1)}, Kind: "direct", Act: "say", Confidence: 0.95, By: "rules 1"},
			record.Statement{Speaker: &office, Source: spanIn(text, "it added", 1), Content: []record.Span{*spanIn(text, "“Boats under nine fathoms wait,”", 1)},
				Kind: "direct", Act: "say", Confidence: 0.9, By: "rules 1"})
	}
	f.addVersions()
	empty := "Nothing is known of this page but its words, and nobody says anything in it."
	f.add(record.Article{ArticleRef: record.ArticleRef{ID: "a-bare"}, Text: empty})
	return f
}
