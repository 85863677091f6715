package follow

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"golang.org/x/text/encoding/charmap"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A web is sites by host, each a body by path. It is a [Client] that asks
// nobody, and a server.
type web struct {
	bodies map[string]string // by address; what begins with "→ " is a redirect
	media  map[string]string
	mu     sync.Mutex
	asked  []string
}

func (w *web) Get(ctx context.Context, address string, _ fetch.Validators) (fetch.Answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, address)
	address = withoutFragment(address)
	for {
		body, ok := w.bodies[address]
		if !ok {
			return fetch.Answer{}, errors.New("404 Not Found")
		}
		to, redirects := strings.CutPrefix(body, "→ ")
		if !redirects {
			return fetch.Answer{Address: address, Status: 200, MediaType: w.media[address], Body: []byte(body), Time: at}, ctx.Err()
		}
		address = to
	}
}

var at = time.Date(2025, 5, 20, 10, 0, 0, 0, time.UTC)

const page = "<!doctype html><title>Levy</title><p>The levy stays, %s said."

// gather reads inputs and returns what came of them, a line each, in order of
// the letters.
func gather(ctx context.Context, t *testing.T, named []string, opts Options) []string {
	t.Helper()
	var got []string
	opts.Note = func(path, note string) { got = append(got, "note "+filepath.Base(path)+": "+note) }
	opts.Skipped = func(address string) { got = append(got, "skipped "+address) }
	for c, err := range Inputs(ctx, named, opts) {
		if err != nil {
			got = append(got, "error "+err.Error())
			continue
		}
		got = append(got, "page "+c.Address)
	}
	slices.Sort(got)
	return got
}

func feed(links ...string) string {
	return "<rss><channel><item><link>" + strings.Join(links, "</link></item><item><link>") + "</link></item></channel></rss>"
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.String()
}

func opml(feeds ...string) string {
	return `<opml><body><outline xmlUrl="` + strings.Join(feeds, `"/><outline xmlUrl="`) + `"/></body></opml>`
}

func TestInputs(t *testing.T) {
	const l, o = "https://lantern.example/", "https://ostrel.example/"
	bodies := map[string]string{
		l + "a":        fmt.Sprintf(page, "Keldar"),
		l + "b":        fmt.Sprintf(page, "Mirren"),
		l + "c":        fmt.Sprintf(page, "Ostrander"),
		o + "a":        fmt.Sprintf(page, "Vane"),
		l + "short":    "→ " + l + "a",
		l + "feed":     feed(l+"a", "/b", l+"gone"),
		o + "feed":     feed(o+"a", l+"a#top"),
		o + "deep":     feed(l + "feed"),
		l + "list":     opml(l+"feed", o+"feed", l+"a"),
		l + "urls":     l + "feed\n" + l + "c\n",
		l + "nothing":  feed(),
		l + "short2":   "→ " + l + "feed",
		l + "picture":  "\x89PNG\r\n\x1a\n",
		l + "circle1":  opml(l + "circle2"),
		l + "circle2":  opml(l + "circle1"),
		l + "sitemaps": "<sitemapindex><sitemap><loc>" + l + "s1</loc><lastmod>2025-05-20</lastmod></sitemap><sitemap><loc>" + l + "s2</loc><lastmod>2024-05-20</lastmod></sitemap></sitemapindex>",
		l + "s1":       "<urlset><url><loc>" + l + "b</loc><lastmod>2025-05-01</lastmod></url><url><loc>" + l + "a</loc><lastmod>2025-05-20</lastmod></url><url><loc>" + l + "c</loc></url></urlset>",
		l + "s2":       "<urlset><url><loc>" + o + "a</loc></url></urlset>",
	}
	for name, body := range map[string]string{
		"s.xml.gz":  packed(t, "<urlset><url><loc>"+l+"a</loc></url></urlset>"),
		"t.xml.gz":  "<urlset><url><loc>" + l + "b</loc></url></urlset>", // its server has unpacked it
		"feed.html": feed(l + "c"),
		"feed.json": `{"version":"https:\/\/jsonfeed.org\/version\/1.1","items":[{"id":"1","url":"` + l + `a","content_text":"The levy stays."}]}`,
		"a.txt.gz":  packed(t, "Told by Orla Keldar."),
		"cut":       strings.TrimSuffix(feed(l+"a", l+"b"), "</item></channel></rss>"),
	} {
		bodies[l+name] = body
	}
	media := map[string]string{l + "feed.html": "text/html", l + "feed.json": "application/json", l + "a": "text/html"}
	for i := range 8 {
		bodies[fmt.Sprintf("%sdeep%d", l, i)] = opml(fmt.Sprintf("%sdeep%d", l, i+1))
	}
	file := func(name, body string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(body), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	folder := t.TempDir()
	for name, body := range map[string]string{"feed.xml": feed(l + "a"), "page.txt": "The levy stays."} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(body), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		title string
		named []string
		opts  Options
		want  []string
		asked int // how many addresses were
	}{
		{"an address", []string{l + "a"}, Options{}, []string{"page " + l + "a"}, 1},
		{"an address twice, once by a part of it", []string{l + "a", l + "a#part"}, Options{}, []string{"page " + l + "a"}, 1},
		{"an address that is gone", []string{l + "gone", l + "a"}, Options{}, []string{"error " + l + "gone: 404 Not Found", "page " + l + "a"}, 2},
		{"a picture", []string{l + "picture"}, Options{}, []string{"error " + l + "picture: looks like a PNG, not a page"}, 1},
		{"a redirect", []string{l + "short"}, Options{}, []string{"page " + l + "a"}, 1},
		{"a redirect to what is named too", []string{l + "a", l + "short"}, Options{}, []string{"page " + l + "a"}, 2},
		{"a feed", []string{l + "feed"}, Options{}, []string{"error " + l + "gone: 404 Not Found", "page " + l + "a", "page " + l + "b"}, 4},
		{"a feed behind a redirect", []string{l + "short2"}, Options{Limit: 1}, []string{"page " + l + "a"}, 2},
		{"an empty feed", []string{l + "nothing"}, Options{}, []string{"note nothing: an RSS feed with nothing in it", "note nothing: entries without an address: 1"}, 1},
		{"a feed in a feed", []string{o + "deep"}, Options{}, []string{"error " + l + "feed: an RSS feed, not a page"}, 2},
		{"an OPML list", []string{l + "list"}, Options{Limit: 2}, []string{
			"error " + l + "a: listed as a feed or a sitemap, and is none", "page " + l + "b", "page " + o + "a",
		}, 6},
		{"a list of addresses", []string{l + "urls"}, Options{Limit: 2}, []string{"page " + l + "a", "page " + l + "b", "page " + l + "c"}, 5},
		{"sitemaps packed by their maker and by the server", []string{l + "s.xml.gz", l + "t.xml.gz"}, Options{}, []string{"page " + l + "a", "page " + l + "b"}, 4},
		{"a feed that its server calls HTML", []string{l + "feed.html"}, Options{}, []string{"page " + l + "c"}, 2},
		{"a JSON feed", []string{l + "feed.json"}, Options{}, []string{"page " + l + "a"}, 2},
		{"a page that is packed", []string{l + "a.txt.gz"}, Options{}, []string{"page " + l + "a.txt.gz"}, 1},
		{"a feed that is cut off", []string{l + "cut"}, Options{}, []string{"note cut: cut off: what stands before is read", "page " + l + "a"}, 2},
		{"lists in a circle", []string{l + "circle1"}, Options{}, nil, 2},
		{"lists too deep", []string{l + "deep0"}, Options{}, []string{"note deep5: leads to lists, which are not followed: it is itself 5 lists away from what was named"}, 6},
		{"sitemaps", []string{l + "sitemaps"}, Options{}, []string{"page " + l + "a", "page " + l + "b", "page " + l + "c", "page " + o + "a"}, 7},
		{"the latest page of each sitemap", []string{l + "sitemaps"}, Options{Limit: 1}, []string{"page " + l + "a", "page " + o + "a"}, 5},
		{"sitemaps since a day", []string{l + "sitemaps"}, Options{Since: time.Date(2025, 5, 10, 0, 0, 0, 0, time.UTC)}, []string{"page " + l + "a", "page " + l + "c"}, 4},
		{"what is there already", []string{l + "feed", l + "short"}, Options{Has: func(_ context.Context, address string) (bool, error) { return address == l+"a", nil }},
			[]string{"error " + l + "gone: 404 Not Found", "page " + l + "b", "skipped " + l + "a"}, 4},
		{"what is there already, behind a redirect", []string{l + "short"}, Options{Has: func(_ context.Context, address string) (bool, error) { return address == l+"a", nil }},
			[]string{"skipped " + l + "a"}, 1},
		{"a record that fails", []string{l + "a"}, Options{Has: func(context.Context, string) (bool, error) { return false, errors.New("no record") }}, []string{"error no record"}, 0},
		{"a file that is a list", []string{file("my.opml", opml(o+"feed"))}, Options{}, []string{"page " + l + "a", "page " + o + "a"}, 3},
		{"a file of addresses, and one that is none", []string{file("urls.txt", "# mine\n"+l+"a\n"), file("page.txt", "The levy stays.")}, Options{},
			[]string{"page FILE", "page " + l + "a"}, 1},
		{"a feed in a folder", []string{folder}, Options{}, []string{"error FILE: an RSS feed, not a page: name it to read what it lists", "page FILE"}, 0},
		{"standard input", []string{"-"}, Options{Files: capture.FileOptions{Stdin: strings.NewReader(l + "a\n" + l + "b\n")}}, []string{"page " + l + "a", "page " + l + "b"}, 2},
		{"a file that is not there", []string{"nowhere.txt", l + "a"}, Options{}, []string{"error nowhere.txt: no such file or folder", "page " + l + "a"}, 1},
	}
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			w := &web{bodies: bodies, media: media}
			test.opts.Client = w
			got := gather(t.Context(), t, test.named, test.opts)
			for i, line := range got {
				if kind, rest, ok := strings.Cut(line, " file://"); ok && rest != "" {
					got[i] = kind + " FILE"
				}
				got[i] = strings.Replace(got[i], filepath.Join(folder, "feed.xml"), "FILE", 1)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if len(w.asked) != test.asked {
				t.Errorf("asked for %d: %q", len(w.asked), w.asked)
			}
		})
	}
}

// TestCaptures looks at what is kept of an answer.
func TestCaptures(t *testing.T) {
	text, err := charmap.Windows1251.NewEncoder().String("<!doctype html><title>Сбор</title><p>Сбор останется, сказал Келдар.")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/short", func(out http.ResponseWriter, in *http.Request) { http.Redirect(out, in, "/long?a=1", http.StatusFound) })
	mux.HandleFunc("/long", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(out, text)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	client := fetch.New(fetch.Options{AllowPrivate: true, Delay: time.Nanosecond, Tries: 1})
	defer client.Close()

	before := time.Now().Add(-time.Second)
	for c, err := range Inputs(t.Context(), []string{server.URL + "/short#x"}, Options{Client: client}) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Time.Before(before) || c.Time.After(time.Now()) || c.Time.Nanosecond() != 0 {
			t.Errorf("time %v", c.Time)
		}
		want := capture.Capture{
			Name: strings.TrimPrefix(server.URL, "http://") + "/long?a=1", Address: server.URL + "/long?a=1",
			MediaType: "text/html", Charset: "windows-1251", Body: []byte(text),
			Path: server.URL + "/short#x", Input: server.URL + "/short#x",
			SHA256: c.SHA256, Time: c.Time,
		}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
	}
}

// TestDyingServer holds that what came before is kept, and that a host that is
// gone is not asked for all the rest.
func TestDyingServer(t *testing.T) {
	var mu sync.Mutex
	dead, asked := false, []string{}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if asked = append(asked, in.URL.Path); dead {
			panic(http.ErrAbortHandler)
		}
		switch in.URL.Path {
		case "/robots.txt":
			http.NotFound(out, in)
		case "/feed":
			fmt.Fprint(out, feed("/1", "/2", "/3", "/4", "/5", "/6"))
		case "/2":
			dead = true
			out.Header().Set("Content-Length", "1000")
			fmt.Fprintf(out, page, "Vane")
			out.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		default:
			fmt.Fprintf(out, page, in.URL.Path)
		}
	}))
	defer server.Close()
	client := fetch.New(fetch.Options{AllowPrivate: true, Delay: time.Nanosecond, Tries: 1})
	defer client.Close()
	var got []string
	for c, err := range Inputs(t.Context(), []string{server.URL + "/feed"}, Options{Client: client}) {
		if err != nil {
			got = append(got, strings.ReplaceAll(err.Error(), server.URL, ""))
			continue
		}
		got = append(got, strings.TrimPrefix(c.Address, server.URL))
	}
	want := []string{
		"/1", "/2: the answer was cut off", "/3: the answer was cut off", "/4: the answer was cut off",
		"/5: not asked for, since 127.0.0.1 failed 3 times in a row", "/6: not asked for, since 127.0.0.1 failed 3 times in a row",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	mu.Lock()
	defer mu.Unlock()
	if diff := cmp.Diff([]string{"/robots.txt", "/feed", "/1", "/2", "/3", "/4"}, asked); diff != "" {
		t.Error(diff)
	}
}

// TestHostsSideBySide holds that many hosts are asked at a time, and each for
// one thing.
func TestHostsSideBySide(t *testing.T) {
	var links []string
	for host := range 40 {
		for page := range 3 {
			links = append(links, fmt.Sprintf("https://h%d.example/%d", host, page))
		}
	}
	c := &counting{busy: map[string]int{}}
	urls := filepath.Join(t.TempDir(), "urls.txt")
	if err := os.WriteFile(urls, []byte(strings.Join(links, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	got := gather(t.Context(), t, []string{urls}, Options{Client: c})
	if len(got) != len(links) {
		t.Errorf("%d pages", len(got))
	}
	if c.twice {
		t.Error("a host was asked for two things at a time")
	}
	if c.most != maxBusy {
		t.Errorf("%d hosts at a time", c.most)
	}
}

type counting struct {
	mu    sync.Mutex
	busy  map[string]int
	most  int
	twice bool
}

func (c *counting) Get(_ context.Context, address string, _ fetch.Validators) (fetch.Answer, error) {
	host := hostOf(address)
	count := func(n int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.busy[host] += n; c.busy[host] == 0 {
			delete(c.busy, host)
		}
		c.twice = c.twice || c.busy[host] > 1
		c.most = max(c.most, len(c.busy))
	}
	count(1)
	time.Sleep(2 * time.Millisecond)
	count(-1)
	return fetch.Answer{Address: address, Body: []byte("Told at " + address), Time: at}, nil
}

func TestStops(t *testing.T) {
	w := &web{bodies: map[string]string{}}
	var links []string
	for i := range 100 {
		link := fmt.Sprintf("https://h%d.example/", i)
		links = append(links, link)
		w.bodies[link] = fmt.Sprintf(page, link)
	}
	t.Run("when nobody wants more", func(t *testing.T) {
		for _, err := range Inputs(t.Context(), links, Options{Client: w}) {
			if err != nil {
				t.Error(err)
			}
			break
		}
	})
	t.Run("when the context ends", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		var last error
		n := 0
		for _, err := range Inputs(ctx, links, Options{Client: w}) {
			if last = err; n == 10 {
				stop()
			}
			n++
		}
		stop()
		if !errors.Is(last, context.Canceled) || n > 60 {
			t.Errorf("%d things, the last %v", n, last)
		}
	})
	t.Run("before it begins", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		got := gather(ctx, t, []string{"nowhere.txt", links[0]}, Options{Client: w})
		if diff := cmp.Diff([]string{"error context canceled"}, got); diff != "" {
			t.Error(diff)
		}
	})
}
