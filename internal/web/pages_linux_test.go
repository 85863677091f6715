package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"hearsay/internal/growth"
	"hearsay/internal/record"
)

// BenchmarkPages has readers ask a server for pages of every kind, over HTTP, each
// address once a round, and tells how long the pages took and how many bytes came
// over the wire. The folder holds a record, such as BenchmarkPrint of
// internal/record makes:
//
//	HEARSAY_BENCH_RECORD=large go test -run '^$' -bench Pages -benchtime 1x -v ./internal/web
//
// Four readers at once are timed by the clock, and one by the processor time that
// server and reader take together, which tells the same on a busy machine. Of the
// one round that -benchtime 1x has, nothing was asked before.
func BenchmarkPages(b *testing.B) {
	dir := os.Getenv("HEARSAY_BENCH_RECORD")
	if dir == "" {
		b.Skip("HEARSAY_BENCH_RECORD does not name a record")
	}
	r, err := record.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	sum, err := r.Summary(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d statements in %d articles", sum.Statements, sum.Articles)
	errands := errandsOf(b, r, sum)
	random := rand.New(rand.NewPCG(1, 1))
	for _, readers := range []int{4, 1} {
		b.Run(fmt.Sprintf("%d at once", readers), func(b *testing.B) {
			address := serving(b, New(r, Options{}))
			now := monotonic
			if readers == 1 {
				now = func() time.Duration { return growth.ProcessorTime(b) }
			}
			var times timings
			for b.Loop() {
				random.Shuffle(len(errands), func(i, j int) { errands[i], errands[j] = errands[j], errands[i] })
				slices.SortStableFunc(errands, reviewLast)
				read(b, address, errands, readers, now, &times)
			}
			if _, err := r.Proposals(b.Context(), 1, 0); err != nil { // waits for those of the review
				b.Fatal(err)
			}
			b.Logf("\n%s", &times)
			b.ReportMetric(times.quantile(0.95), "p95-ms")
		})
	}
}

// reviewLast has the review be asked for last: its proposals are worked out while
// nobody waits, and take a processor for long.
func reviewLast(x, y errand) int {
	if (x.kind == "review") == (y.kind == "review") {
		return 0
	}
	if x.kind == "review" {
		return 1
	}
	return -1
}

// monotonic is the time of the clock.
func monotonic() time.Duration { return time.Since(started) }

var started = time.Now()

// serving starts a server on the loopback, which ends with the benchmark.
func serving(b *testing.B, h http.Handler) (address string) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, ln, h) }()
	b.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	return "http://" + ln.Addr().String()
}

// An errand is to ask for a page of some kind.
type errand struct {
	kind, path string
	begun      bool // the first bytes are enough
}

// errandsOf are pages of every kind that a record has: of each some twenty, so that
// few were asked for before. A new kind of page is a line here.
func errandsOf(b *testing.B, r *record.Record, sum record.Summary) (errands []errand) {
	add := func(kind string, paths ...string) {
		for _, path := range paths {
			errands = append(errands, errand{kind, path, strings.HasPrefix(kind, "export")})
		}
	}
	k := knownOf(b, r, sum)
	searches := func(kind string, values []string, field string) {
		add(kind, each(values, func(v string) string { return "/search?" + url.Values{field: {v}}.Encode() })...)
	}

	add("front", "/")
	add("front, further on", pagesOf("/", 20, 50)...)
	searches("search for a frequent word", k.frequent, "q")
	searches("search for a word", k.usual, "q")
	searches("search for a rare word", k.rare, "q")
	searches("search for two words", pairs(k.usual), "q")
	searches("search for a phrase", k.phrases, "q")
	searches("search for the beginning of a word", each(k.usual, func(w string) string { return w[:min(4, len(w))] + "*" }), "q")
	searches("search without a word", each(pairs(k.usual), func(w string) string { return strings.Replace(w, " ", " -", 1) }), "q")
	add("search for everything", "/search", "/search?reprint=no", "/search?reprint=yes")
	searches("search by kind", kinds[:], "kind")
	searches("search by act", acts[:], "act")
	searches("search by outlet", k.outlets, "outlet")
	searches("search by speaker's name", k.names, "speaker")
	searches("search by speaker", k.speakers, "speaker_id")
	searches("search without an outlet", each(k.outlets, func(o string) string { return `-outlet:"` + o + `"` }), "q")
	add("search by word and speaker", each(k.usual, func(w string) string {
		return "/search?" + url.Values{"q": {w}, "speaker_id": {k.speakers[len(w)%len(k.speakers)]}}.Encode()
	})...)
	searches("search by month", k.months, "after")
	add("search by word and month", each(k.usual, func(w string) string {
		return "/search?" + url.Values{"q": {w}, "after": {k.months[len(w)%len(k.months)]}}.Encode()
	})...)
	add("search, view of articles", each(k.usual, func(w string) string {
		return "/search?" + url.Values{"q": {w}, "view": {viewArticles}}.Encode()
	})...)
	add("search, timeline", each(k.usual, func(w string) string {
		return "/search?" + url.Values{"q": {w}, "view": {viewTimeline}}.Encode()
	})...)
	add("everything, view of articles", "/search?view=articles", "/search?page=40&view=articles")
	add("search, deep in everything", pagesOf("/search", 20, 200)...)
	add("search, deep in a word", each(k.frequent, func(w string) string { return "/search?page=40&q=" + url.QueryEscape(w) })...)
	add("names", "/names?names="+url.QueryEscape(strings.Join(k.names, "\n")))
	add("article", each(k.articles, articleAddress)...)
	add("statement", each(k.statements, statementAddress)...)
	add("utterance", each(k.utterances, utteranceAddress)...)
	add("story", each(k.stories, storyAddress)...)
	add("stories", pagesOf("/stories", 20, 30)...)
	add("speaker, of most statements", each(k.speakers[:5], speakerAddress)...)
	add("speaker", each(k.speakers[5:], speakerAddress)...)
	add("speaker, further on", pagesOf(speakerAddress(k.speakers[0]), 20, 20)...)
	add("speaker, said about", each(k.speakers, func(id string) string { return speakerAddress(id) + "?view=about" })...)
	add("speaker, said to", each(k.speakers, func(id string) string { return speakerAddress(id) + "?view=to" })...)
	add("speakers", pagesOf("/speakers", 20, 30)...)
	add("review", "/review")
	add("journal", pagesOf("/journal", 10, 1)...)
	add("feed", each(k.usual, func(w string) string { return "/feed.rss?q=" + url.QueryEscape(w) })...)
	add("saved searches", "/searches")
	add("export, its beginning", each(k.usual, func(w string) string { return "/search.csv?q=" + url.QueryEscape(w) })...)
	add("API, statements", each(k.usual, func(w string) string { return apiPath + "/statements?limit=25&q=" + url.QueryEscape(w) })...)
	add("API, article", each(k.articles, func(id string) string { return dataAddress("articles", id) })...)
	return errands
}

// What is known of a record, to ask for.
type known struct {
	frequent, usual, rare, phrases            []string
	articles, statements, utterances, stories []string // ids
	speakers, names, outlets, months          []string // speakers by their ids
}

func knownOf(b *testing.B, r *record.Record, sum record.Summary) (k known) {
	ctx := b.Context()
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	speakers, err := r.Speakers(ctx, 20, 0)
	must(err)
	for _, s := range speakers {
		k.speakers, k.names = append(k.speakers, s.ID), append(k.names, s.Name)
	}
	stories, err := r.Stories(ctx, 200, 0)
	must(err)
	slices.SortStableFunc(stories, func(x, y record.Story) int { return cmp.Compare(y.Count, x.Count) })
	for _, s := range stories[:min(20, len(stories))] {
		k.stories = append(k.stories, s.ID)
	}
	words := make(map[string]int)
	for i := range 100 {
		articles, err := r.Articles(ctx, 1, i*sum.Articles/100)
		must(err)
		a := articles[0]
		statements, err := r.ArticleStatements(ctx, a.ID)
		must(err)
		for _, s := range statements {
			for w := range wordsIn(s) {
				words[w]++
			}
			if s.Utterance != "" && len(k.utterances) < 20 && i%5 == 0 {
				k.utterances = append(k.utterances, s.Utterance)
			}
		}
		if i%5 > 0 {
			continue
		}
		k.articles = append(k.articles, a.ID)
		if a.Outlet != "" {
			k.outlets = append(k.outlets, a.Outlet)
		}
		if len(a.Published) > 7 {
			k.months = append(k.months, a.Published[:7])
		}
		if len(statements) > 0 {
			s := statements[len(statements)/2]
			k.statements = append(k.statements, s.ID)
			if all := strings.Fields(s.Content[0].Text); len(all) > 5 {
				k.phrases = append(k.phrases, `"`+strings.Trim(strings.Join(all[2:5], " "), "“”\",.")+`"`)
			}
		}
	}
	all := make([]string, 0, len(words))
	for w := range words {
		all = append(all, w)
	}
	slices.SortFunc(all, func(x, y string) int { return cmp.Or(words[y]-words[x], strings.Compare(x, y)) })
	k.frequent, k.usual, k.rare = all[:10], all[100:120], all[len(all)-20:]
	return k
}

// wordsIn are the plain words of a statement, each once.
func wordsIn(s record.Statement) map[string]bool {
	words := make(map[string]bool)
	for _, c := range s.Content {
		for w := range strings.FieldsSeq(strings.ToLower(c.Text)) {
			if w = strings.Trim(w, "“”\",.…"); wordsAlone(w) == w && len(w) > 1 {
				words[w] = true
			}
		}
	}
	return words
}

func each(values []string, make func(string) string) (made []string) {
	for _, v := range values {
		made = append(made, make(v))
	}
	return made
}

// pairs are each value with the one after it.
func pairs(values []string) (all []string) {
	for i, v := range values[1:] {
		all = append(all, values[i]+" "+v)
	}
	return all
}

// pagesOf are so many pages of a list, every step-th.
func pagesOf(path string, n, step int) (all []string) {
	for i := range n {
		all = append(all, paging{path: path}.at(1+i*step))
	}
	return all
}

// read shares the errands out among readers.
func read(b *testing.B, address string, errands []errand, atOnce int, now func() time.Duration, into *timings) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce, DisableCompression: true}}
	defer client.CloseIdleConnections()
	next := make(chan errand)
	var readers sync.WaitGroup
	for range atOnce {
		readers.Go(func() {
			for v := range next {
				start := now()
				bytes, err := get(client, address+v.path, v.begun)
				if err != nil {
					b.Errorf("%s: %v", v.path, err)
				}
				into.keep(v.kind, timing{now() - start, bytes})
			}
		})
	}
	for _, v := range errands {
		next <- v
	}
	close(next)
	readers.Wait()
}

// get asks for a page as a browser does, which unpacks what comes. It returns how
// many bytes came. Of what is only begun it reads the first.
func get(client *http.Client, address string, begun bool) (bytes int64, err error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if begun {
		bytes, err = io.CopyN(io.Discard, response.Body, 1)
	} else {
		bytes, err = io.Copy(io.Discard, response.Body)
	}
	if err == nil && response.StatusCode >= http.StatusBadRequest {
		err = errors.New(response.Status)
	}
	return bytes, err
}

// timings are how long pages took, by their kind.
type timings struct {
	mu  sync.Mutex
	all map[string][]timing
}

type timing struct {
	took  time.Duration
	bytes int64
}

func (t *timings) keep(kind string, one timing) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = make(map[string][]timing)
	}
	t.all[kind] = append(t.all[kind], one)
}

// quantile is over pages of all kinds, in milliseconds.
func (t *timings) quantile(q float64) float64 {
	var all []timing
	for _, some := range t.all {
		all = append(all, some...)
	}
	return quantile(all, q)
}

// quantile sorts what took longest to the end.
func quantile(all []timing, q float64) float64 {
	slices.SortFunc(all, func(x, y timing) int { return cmp.Compare(x.took, y.took) })
	return float64(all[min(len(all)-1, int(q*float64(len(all))))].took.Microseconds()) / 1000
}

// String is a table, the slowest first.
func (t *timings) String() string {
	kinds := make([]string, 0, len(t.all))
	for kind := range t.all {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(x, y string) int {
		return cmp.Or(cmp.Compare(quantile(t.all[y], 0.95), quantile(t.all[x], 0.95)), strings.Compare(x, y))
	})
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "pages\tp50 ms\tp95 ms\tmost ms\tmost bytes\t  kind")
	for _, kind := range kinds {
		all := t.all[kind]
		bytes := slices.MaxFunc(all, func(x, y timing) int { return cmp.Compare(x.bytes, y.bytes) }).bytes
		fmt.Fprintf(w, "%d\t%.1f\t%.1f\t%.1f\t%d\t  %s\n", len(all), quantile(all, 0.5), quantile(all, 0.95), quantile(all, 1), bytes, kind)
	}
	w.Flush()
	return table.String()
}
