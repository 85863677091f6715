package watch

import (
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/web/webtest"
)

var update = flag.Bool("update", false, "write the golden files")

// shown asks the page of a watcher under a path.
func shown(watcher *Watcher, path, host string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = host
	out := httptest.NewRecorder()
	watcher.Handler("archive.example").ServeHTTP(out, r)
	return out
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestPage(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		const live, lost, hostile = "http://gazette.example/live", "http://courier.example/lost", "http://gazette.example/?<script>alert(1)</script>"
		w.feed(feed, append(pages(1, 3), hostile)...)
		w.put("http://gazette.example/2", answers(404, 0))
		w.put("http://gazette.example/3", answers(503, 0))
		w.put(live, page("first"))
		w.put(feed, strings.Replace(rss(append(pages(1, 3), "http://gazette.example/?&lt;script&gt;alert(1)&lt;/script&gt;")...), "The Gazette", "&lt;img src=x onerror=alert(1)&gt; صحيفة", 1))
		watcher := w.watch(50*time.Minute, live, feed, lost)
		golden(t, "page.html", shown(watcher, "/", "127.0.0.1:7118").Body.String())
		golden(t, "metrics.txt", shown(watcher, "/metrics", "localhost").Body.String())
	})
	inWorld(t, func(t *testing.T, w *world) {
		golden(t, "page-empty.html", shown(w.once(), "/", "[::1]:7118").Body.String())
	})
}

func TestHandler(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		watcher := w.once()
		for host, want := range map[string]int{
			"localhost": 200, "127.0.0.1": 200, "LOCALHOST.:80": 200, "[::1]:7118": 200, "192.0.2.7:80": 200,
			"archive.example:7118": 200, "Archive.Example": 200, "evil.example": 421, "127.0.0.1.evil.example": 421, "": 421,
		} {
			out := shown(watcher, "/", host)
			if out.Code != want {
				t.Errorf("host %q: %d, want %d", host, out.Code, want)
			}
			if got := out.Header().Get("Content-Security-Policy"); got != policy {
				t.Errorf("host %q: policy %q", host, got)
			}
		}
		if out := shown(watcher, "/watch.json", "localhost"); out.Code != 404 {
			t.Errorf("what there is not: %d", out.Code)
		}
	})
}

func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a browser")
	}
	text, err := os.ReadFile(filepath.Join("testdata", "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" { // as it was in a time that stands still, which browsers do not
			out.Header().Set("Content-Security-Policy", policy)
			out.Write(text) //nolint:errcheck // the browser says what it lacks
			return
		}
		new(Watcher).Handler().ServeHTTP(out, r)
	}))
	defer server.Close()
	webtest.Alone(t, server.URL, "watch")
}

// A memory may have been written by anybody: reading it never fails in another
// way than to remember nothing.
func FuzzRemember(f *testing.F) {
	f.Add([]byte(`{"version":1,"sources":[{"address":"http://gazette.example/","entries":[{"address":"http://gazette.example/1","got":true}]}]}`))
	f.Add([]byte(`{"version":1,"sources":[null]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, memoryFile), text, 0o666); err != nil {
			t.Fatal(err)
		}
		sources, err := remember(folder)
		if err != nil && !errors.Is(err, errDamaged) || sources == nil {
			t.Errorf("%v, %v", sources, err)
		}
		for _, s := range sources {
			_, _ = s.host(), s.Entries
			for _, e := range s.Entries {
				e.waits()
			}
		}
	})
}
