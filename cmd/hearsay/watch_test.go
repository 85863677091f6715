package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/sample/generate"
)

// gazette is a server with a feed of n pages, and the pages.
func gazette(t *testing.T, n int) (feed string) {
	t.Helper()
	pages := make(map[string][]byte)
	var names []string
	for name, page := range generate.Pages(n, 1) {
		pages["/"+name] = page
		names = append(names, name)
	}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/feed":
			fmt.Fprint(out, "<rss version=\"2.0\"><channel><title>The Gazette</title>")
			for _, name := range names {
				fmt.Fprintf(out, "<item><link>http://%s/%s</link></item>", r.Host, name)
			}
			fmt.Fprint(out, "</channel></rss>")
		case ok:
			out.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(out, "%s", page)
		default:
			http.NotFound(out, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/feed"
}

// TestWatchIsKilled kills hearsay watch at many moments: in the end the record
// is the one that an undisturbed run makes, with each page once.
func TestWatchIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	feed := gazette(t, 20)
	watch := func(folder string, flags ...string) []string {
		return slices.Concat([]string{"--record", folder, "watch", "--allow-private", "--delay", "1ms"}, flags, []string{feed})
	}
	undisturbed := filepath.Join(t.TempDir(), "undisturbed")
	began := time.Now()
	must(t, watch(undisturbed, "--once")...)
	whole := time.Since(began)
	want := contents(t, undisturbed)

	folder := filepath.Join(t.TempDir(), "killed")
	random := rand.New(rand.NewPCG(1, 7)) //nolint:gosec // the same every time
	for range 10 {
		ctx, kill := context.WithTimeout(t.Context(), time.Duration(random.Int64N(int64(whole))))
		cmd := hearsay(ctx, watch(folder)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Error("watching ended by itself")
		}
		kill()
	}
	must(t, watch(folder, "--once")...)
	if diff := cmp.Diff(want, contents(t, folder)); diff != "" {
		t.Errorf("killed, and run again (-undisturbed +killed):\n%s", diff)
	}
	must(t, "--record", folder, "verify")
}

// TestWatch watches as a user would, looks at its page, and ends it.
func TestWatch(t *testing.T) {
	feed := gazette(t, 5)
	folder := filepath.Join(t.TempDir(), "record")
	cmd := hearsay(context.Background(), "--record", folder, "watch", "--allow-private", "--delay", "1ms", "--listen", "127.0.0.1:0", feed)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	told, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for range 5 { // a line for each page that comes in
		if !lines.Scan() || !strings.Contains(lines.Text(), " statement") {
			t.Fatalf("printed %q", lines.Text())
		}
	}
	for path, want := range map[string]string{"": "5 new pages came in", "metrics": "hearsay_watch_pages_total{outcome=\"new\"} 5\n"} {
		response, err := http.Get(strings.TrimSpace(address) + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(text), want) {
			t.Errorf("/%s: %s, %v: %s", path, response.Status, err, text)
		}
	}
	interrupt(t, cmd)
}

func TestWatchTellsWhatFails(t *testing.T) {
	feed := gazette(t, 1)
	folder := filepath.Join(t.TempDir(), "record")
	for _, tt := range []struct {
		args []string
		want int
		told string
	}{
		{[]string{"--once", feed}, failed, "address on this machine itself: 127.0.0.1"},
		{[]string{"--once", "--allow-private", feed + "s"}, failed, "feeds: 404 Not Found"},
		{[]string{"--once", "--every", "1s", feed}, misuse, "--every 1s is less than a minute"},
		{[]string{"--once", filepath.Join(folder, "none.opml")}, failed, "none.opml: no such file or folder"},
		{[]string{"--once", "--allow-private", "--delay", "1ms", feed}, done, ""},
	} {
		var out, told strings.Builder
		status := run(t.Context(), slices.Concat([]string{"--record", folder, "watch"}, tt.args), &out, &told)
		if status != tt.want || !strings.Contains(told.String(), tt.told) {
			t.Errorf("%q: status %d, told %q", tt.args, status, told.String())
		}
	}
}
