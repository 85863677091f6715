package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hearsay/internal/record"
)

// readRSS reads a feed as feed readers do, and holds it to RSS 2.0.
func readRSS(t testing.TB, body []byte) (channel struct {
	Title       string    `xml:"title"`
	Links       []string  `xml:"link"`
	Description string    `xml:"description"`
	Items       []rssItem `xml:"item"`
}) {
	t.Helper()
	var read struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Channel any      `xml:"channel"`
	}
	read.Channel = &channel
	if err := xml.Unmarshal(body, &read); err != nil {
		t.Fatalf("no XML: %v\n%s", err, body)
	}
	if read.Version != "2.0" || channel.Title == "" || channel.Description == "" {
		t.Errorf("not RSS 2.0: version %q, channel %+v", read.Version, channel)
	}
	seen := make(map[string]bool)
	for _, item := range channel.Items {
		if item.ID.ID == "" || seen[item.ID.ID] || item.ID.IsAddress {
			t.Errorf("the id %+v of an item", item.ID)
		}
		seen[item.ID.ID] = true
		if _, err := time.Parse(time.RFC1123Z, item.Published); err != nil {
			t.Errorf("item %s: %v", item.ID.ID, err)
		}
		if item.Title == "" || !strings.HasPrefix(item.Link, "http://localhost:8080/statement/") {
			t.Errorf("item %s is called %q and leads to %q", item.ID.ID, item.Title, item.Link)
		}
	}
	return channel
}

// readJSONFeed reads a feed, and holds it to JSON Feed 1.1: what must be there is,
// and nothing else but what it allows.
func readJSONFeed(t testing.TB, body []byte) jsonFeed {
	t.Helper()
	var f jsonFeed
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Items == nil {
		t.Errorf("not JSON Feed 1.1: %+v", f)
	}
	for _, item := range f.Items {
		if item.ID == "" || item.HTML == "" || !strings.HasPrefix(item.Address, "http://localhost:8080/") {
			t.Errorf("an item has id %q, address %q and content %q", item.ID, item.Address, item.HTML)
		}
		if _, err := time.Parse(time.RFC3339, item.Published); err != nil {
			t.Errorf("item %s: %v", item.ID, err)
		}
	}
	return f
}

// TestFeeds holds that both forms tell the same: what came in last, whenever it
// was published, and why it is there.
func TestFeeds(t *testing.T) {
	h := New(sampleRecord(), Options{})
	const asked = "?q=nobody&speaker=marsh"
	r := ask(t, h, "/feed.rss"+asked)
	if kind := r.Header().Get("Content-Type"); r.Code != http.StatusOK || kind != "application/rss+xml; charset=utf-8" {
		t.Fatalf("%d, %s", r.Code, kind)
	}
	channel := readRSS(t, r.Body.Bytes())
	if channel.Title != "Hearsay: nobody speaker:marsh" || channel.Links[0] != "http://localhost:8080/search"+asked {
		t.Errorf("channel %q leads to %q", channel.Title, channel.Links)
	}
	r = ask(t, h, "/feed.json"+asked)
	if kind := r.Header().Get("Content-Type"); kind != "application/feed+json" {
		t.Errorf("the type is %s", kind)
	}
	same := readJSONFeed(t, r.Body.Bytes())
	if same.Self != "http://localhost:8080/feed.json"+asked || same.Home != channel.Links[0] {
		t.Errorf("the feed is at %s, its search at %s", same.Self, same.Home)
	}
	var got, ids []string
	for i, item := range channel.Items {
		other := same.Items[i]
		if other.ID != item.ID.ID || other.Title != item.Title || other.HTML != item.Description || other.Address != item.Link {
			t.Errorf("RSS has %+v, JSON Feed %+v", item, other)
		}
		content, err := html.Parse(strings.NewReader(item.Description))
		if err != nil {
			t.Fatal(err)
		}
		for _, li := range find(content, "li", "") {
			got = append(got, words(li, ""))
		}
		ids = append(ids, item.ID.ID)
	}
	if diff := cmp.Diff([]string{"s-nobody", "s-told"}, ids); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	want := []string{
		"nobody: “Nobody” in what was said", "speaker:marsh: the speaker is Ottoline Marsh, named in the article as “she”, harbour minister of Velden",
		"nobody: “Nobody” in what was said", "speaker:marsh: the speaker is Ottoline Marsh, named in the article as “the minister”, harbour minister of Velden",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if got := same.Items[0].Own.Statement.ID; got != "s-nobody" {
		t.Errorf("the statement is %s", got)
	}
	for _, path := range []string{"/feed.rss?after=never", "/feed.json?kind=odd"} {
		if r := ask(t, h, path); r.Code != http.StatusBadRequest {
			t.Errorf("%s answers %d", path, r.Code)
		}
	}
}

// TestFeedsAreFound holds that a search names its feeds to browsers and readers.
func TestFeedsAreFound(t *testing.T) {
	page := look(t, New(sampleRecord(), Options{}), "/search?q=bridge&act=say", http.StatusOK)
	var got []string
	for _, l := range find(page, "link", "") {
		if attribute(l, "rel") == "alternate" {
			got = append(got, attribute(l, "type")+" "+attribute(l, "href"))
		}
	}
	want := []string{"application/rss+xml /feed.rss?act=say&q=bridge", "application/feed+json /feed.json?act=say&q=bridge"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFeedsAreSentOnce holds that who has a feed is not sent it again until
// something of it changes.
func TestFeedsAreSentOnce(t *testing.T) {
	f := sampleRecord()
	h := New(f, Options{})
	again := func(path, header, value string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "localhost:8080"
		r.Header.Set(header, value)
		return send(h, r)
	}
	for _, path := range []string{"/feed.rss?q=bridge", "/feed.json?q=bridge"} {
		first := ask(t, h, path)
		tag, modified := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
		if tag == "" || modified != "Tue, 15 Jun 2021 06:30:00 GMT" {
			t.Errorf("%s: tag %q, modified %q", path, tag, modified)
		}
		for header, value := range map[string]string{"If-None-Match": tag, "If-Modified-Since": modified} {
			if r := again(path, header, value); r.Code != http.StatusNotModified || r.Body.Len() > 0 {
				t.Errorf("%s: %s %s answers %d, %d bytes", path, header, value, r.Code, r.Body.Len())
			}
		}
		if r := again(path, "If-None-Match", `"other"`); r.Code != http.StatusOK {
			t.Errorf("%s: another tag answers %d", path, r.Code)
		}
	}
	path := "/feed.rss?q=bridge"
	tag := ask(t, h, path).Header().Get("ETag")
	f.statements["a-bridge"][0].Confirmed = true
	if r := again(path, "If-None-Match", tag); r.Code != http.StatusOK || r.Header().Get("ETag") == tag {
		t.Errorf("changed, it answers %d with tag %s", r.Code, r.Header().Get("ETag"))
	}
	f.articles[0].Captured = time.Now().UTC().Format(time.RFC3339)
	if r := ask(t, h, path); r.Header().Get("Last-Modified") != "" {
		t.Error("a feed to which more may come within the same second says when it was modified")
	}
}

// TestHostileFeeds holds that whatever articles say is text in feeds, and that XML
// readers can read all of it.
func TestHostileFeeds(t *testing.T) {
	for _, p := range []string{
		`<script>hostile()</script>`, `]]><x>`, `"><img src=x onerror=hostile()>`, "\x00\x01\x0b\x1f\ufffe\uffff", "\xff\xfe broken", `javascript:hostile()`, "&lt;script&gt;", "\u202ehostile",
	} {
		f := &fakeRecord{}
		f.add(record.Article{ArticleRef: record.ArticleRef{ID: p, Outlet: p, Title: p, URL: p}, Text: p},
			record.Statement{ID: "x" + p, Speaker: &record.Speaker{ID: p, Name: p, Role: p}, Source: &record.Span{Text: p}, Content: []record.Span{{Text: p}}, Kind: p, Act: p, To: p})
		h := New(f, quiet())
		channel := readRSS(t, ask(t, h, "/feed.rss").Body.Bytes())
		feed := readJSONFeed(t, ask(t, h, "/feed.json").Body.Bytes())
		for _, content := range []string{channel.Items[0].Description, feed.Items[0].HTML} {
			tree, err := html.Parse(strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range find(tree, "", "") {
				if !slices.Contains([]string{"html", "head", "body", "blockquote", "p", "bdi", "a", "ul", "li", "code"}, n.Data) {
					t.Errorf("%q: an element %s", p, n.Data)
				}
				for _, a := range n.Attr {
					if a.Key != "dir" && (a.Key != "href" || !strings.HasPrefix(a.Val, "http://localhost:8080/article/")) {
						t.Errorf("%q: an attribute %s=%q", p, a.Key, a.Val)
					}
				}
			}
		}
	}
}

func FuzzFeedText(f *testing.F) {
	f.Add("a\x00b\xff\ufffe<&>")
	f.Fuzz(func(t *testing.T, text string) {
		body, err := writeRSS(feed{Title: "t" + text, Self: "s", Entries: []feedEntry{{note: &note{Statement: record.Statement{ID: "i", Kind: text}}, Title: "t" + text, At: "http://localhost:8080/statement/i", HTML: text}}})
		if err != nil {
			t.Fatal(err)
		}
		channel := readRSS(t, body)
		if got, want := channel.Items[0].Title, strings.ReplaceAll("t"+legal(text), "\r\n", "\n"); strings.ReplaceAll(got, "\r\n", "\n") != want {
			t.Errorf("%q is read as %q", want, got)
		}
		if !utf8.ValidString(legal(text)) || strings.ContainsAny(legal(text), "\x00\x08\x0b\ufffe\uffff") {
			t.Errorf("%q has what XML cannot say", legal(text))
		}
	})
}

// TestSavedSearches saves a search as the page does, finds it in the list, follows
// its feeds, and drops it.
func TestSavedSearches(t *testing.T) {
	f := sampleRecord()
	h := New(f, Options{})
	form := find(look(t, h, `/search?q=bridge+-outlet%3Aecho&to="Quay+Gazette"`, http.StatusOK), "form", "answers")
	if len(form) != 1 {
		t.Fatal("a search cannot be saved")
	}
	body := strings.Replace(attribute(form[0], "data-correction"), "{", `{"name":"The <b>bridge</b>",`, 1)
	made := readAs[record.Entry](t, send(h, posted(body)), body, http.StatusCreated)
	want := record.Query{Text: "bridge", To: `"Quay Gazette"`, Without: []record.Condition{{Field: "outlet", Value: "echo"}}}
	if diff := cmp.Diff(want, made.Search); diff != "" {
		t.Errorf("saved (-want +got):\n%s", diff)
	}
	page := look(t, h, "/searches", http.StatusOK)
	entry := strings.Join(strings.Fields(words(find(page, "li", "entry")[0], "hidden")), " ")
	if !strings.HasPrefix(entry, `The <b>bridge</b> bridge to:"Quay Gazette" -outlet:echo 1 statement: 1 independent, 0 reprints · RSS · JSON Feed · saved by api, `) {
		t.Errorf("listed as %q", entry)
	}
	saved := "/searches/" + made.ID
	if channel := readRSS(t, ask(t, h, saved+"/feed.rss").Body.Bytes()); channel.Title != "Hearsay: The <b>bridge</b>" || len(channel.Items) != 1 {
		t.Errorf("%+v", channel)
	}
	if feed := readJSONFeed(t, ask(t, h, saved+"/feed.json").Body.Bytes()); feed.Self != "http://localhost:8080"+saved+"/feed.json" {
		t.Errorf("the feed is at %s", feed.Self)
	}
	look(t, h, "/searches/entry/feed.rss", http.StatusNotFound)
	remove := attribute(find(page, "button", "small")[0], "data-correction")
	send(h, posted(remove))
	look(t, h, saved+"/feed.rss", http.StatusGone)
	if all := words(look(t, h, "/searches", http.StatusOK), ""); !strings.Contains(all, "Nobody has saved a search yet.") {
		t.Errorf("what was removed is listed: %s", all)
	}
	undo := "/searches/entry-2/feed.rss"
	look(t, h, undo, http.StatusNotFound)
}
