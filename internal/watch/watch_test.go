package watch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/ingest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A world is all the servers there are, and the record that pages come into.
type world struct {
	t      *testing.T
	folder string
	began  time.Time

	mu     sync.Mutex
	stands map[string]any // what stands at an address: a string, or an error
	took   time.Duration  // to answer
	asked  []string       // when, and what: "15m0s http://…"; with "if new" where validators were given
	kept   map[string]int // pages by address and bytes, and how often they were brought in
	told   []string
	unread []ingest.Event // pages that came in and were not read
	cannot error          // why pages cannot be brought in
	fresh  time.Duration
}

func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, &world{
			t: t, folder: t.TempDir(), began: time.Now(), stands: make(map[string]any), kept: make(map[string]int), took: time.Millisecond,
		})
	})
}

// put sets what stands at an address.
func (w *world) put(address string, what any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stands[address] = what
}

// feed has a feed stand at an address that leads to pages, which stand there too.
func (w *world) feed(address string, pages ...string) {
	w.put(address, rss(pages...))
	for _, p := range pages {
		w.put(p, page(p))
	}
}

func rss(pages ...string) string {
	var items strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&items, "<item><title>A page</title><link>%s</link></item>", p)
	}
	return "<rss version=\"2.0\"><channel><title>The Gazette</title>" + items.String() + "</channel></rss>"
}

func page(words string) string { return "<!doctype html><title>A page</title><p>" + words }

// pages are the addresses of pages from one number to another.
func pages(from, to int) (addresses []string) {
	for i := from; i <= to; i++ {
		addresses = append(addresses, fmt.Sprintf("http://gazette.example/%d", i))
	}
	return addresses
}

func (w *world) Get(ctx context.Context, address string, since fetch.Validators) (fetch.Answer, error) {
	w.mu.Lock()
	what := w.stands[address]
	line := fmt.Sprint(time.Since(w.began).Round(time.Second), " ", address)
	if since != (fetch.Validators{}) {
		line += " if new"
	}
	w.asked = append(w.asked, line)
	fresh := w.fresh
	w.mu.Unlock()
	select {
	case <-time.After(w.took):
	case <-ctx.Done():
		return fetch.Answer{}, ctx.Err()
	}
	switch what := what.(type) {
	case string:
		is := fetch.Validators{ETag: fmt.Sprintf("%x", what)}
		if since == is {
			return fetch.Answer{Address: address, Status: 304, NotModified: true, Validators: is, Fresh: fresh}, nil
		}
		return fetch.Answer{Address: address, Status: 200, Body: []byte(what), Validators: is, Fresh: fresh, Time: time.Now()}, nil
	case error:
		return fetch.Answer{}, what
	}
	return fetch.Answer{}, answers(404, 0)
}

// answers is the failure that a client makes of a status.
func answers(code int, retryAfter time.Duration) error {
	return &fetch.Failure{Status: code, RetryAfter: retryAfter, Temporary: code >= 500, Reason: errors.New(http.StatusText(code))}
}

func (w *world) keep(_ context.Context, pages []capture.Capture) (events []ingest.Event, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cannot != nil {
		return nil, w.cannot
	}
	events, w.unread = w.unread, nil
	for _, p := range pages {
		_, words, _ := strings.Cut(string(p.Body), "<p>")
		line := p.Address + " " + words
		events = append(events, ingest.Event{Name: p.Path, Known: w.kept[line] > 0, Stored: 3})
		w.kept[line]++
	}
	return events, nil
}

func (w *world) options() Options {
	return Options{Folder: w.folder, Client: w, Keep: w.keep, Tell: func(e Event) {
		if e.Err != nil || e.Notes != nil {
			w.told = append(w.told, fmt.Sprint(time.Since(w.began).Round(time.Second), " ", e.Source, " ", e.Page, " ", e.Err, e.Notes))
		}
	}}
}

// watch watches for a time.
func (w *world) watch(long time.Duration, addresses ...string) *Watcher {
	w.t.Helper()
	ctx, end := context.WithTimeout(w.t.Context(), long)
	defer end()
	return w.run(func(watcher *Watcher) error {
		if err := watcher.Watch(ctx, addresses); !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		return nil
	})
}

func (w *world) once(addresses ...string) *Watcher {
	w.t.Helper()
	return w.run(func(watcher *Watcher) error { return watcher.Once(w.t.Context(), addresses) })
}

func (w *world) run(do func(*Watcher) error) *Watcher {
	w.t.Helper()
	watcher, err := New(w.options())
	if err != nil {
		w.t.Fatal(err)
	}
	if err := errors.Join(do(watcher), watcher.Close()); err != nil {
		w.t.Fatal(err)
	}
	return watcher
}

// wantAsked checks what was asked since the last time.
func (w *world) wantAsked(want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.asked); diff != "" {
		w.t.Errorf("asked (-want +got):\n%s", diff)
	}
	w.asked = nil
}

// wantKept checks which pages came in, and that each came once.
func (w *world) wantKept(pages ...string) {
	w.t.Helper()
	want := make(map[string]int)
	for _, p := range pages {
		want[p] = 1
	}
	if diff := cmp.Diff(want, w.kept); diff != "" {
		w.t.Errorf("kept (-want +got):\n%s", diff)
	}
}

// twice names pages as they are kept: with what stands there, which is their address.
func twice(addresses []string) (lines []string) {
	for _, a := range addresses {
		lines = append(lines, a+" "+a)
	}
	return lines
}

const feed = "http://gazette.example/feed"

func TestFeed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed, pages(1, 25)...)
		go func() {
			time.Sleep(20 * time.Minute)
			w.feed(feed, pages(3, 27)...)
		}()
		watcher := w.watch(50*time.Minute, feed)
		w.wantKept(twice(pages(1, 27))...)
		var polls []string
		for _, a := range w.asked {
			if strings.Contains(a, "feed") {
				polls = append(polls, a)
			}
		}
		want := []string{"0s " + feed, "15m0s " + feed + " if new", "30m0s " + feed + " if new", "45m0s " + feed + " if new"}
		if diff := cmp.Diff(want, polls); diff != "" {
			t.Error(diff)
		}
		if len(w.asked) != len(want)+27 {
			t.Errorf("asked %d times", len(w.asked))
		}
		// What has left the feed is forgotten.
		if got := len(watcher.sources[feed].Entries); got != 25 {
			t.Errorf("%d pages are remembered", got)
		}
	})
}

func TestRestart(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed, pages(1, 3)...)
		w.watch(10*time.Minute, feed)
		w.feed(feed, pages(2, 4)...)
		w.asked = nil
		w.watch(10*time.Minute, feed)
		w.wantAsked("15m0s "+feed+" if new", "15m0s http://gazette.example/4")
		w.wantKept(twice(pages(1, 4))...)
		time.Sleep(time.Hour)
		w.once(feed)
		w.once(feed) // as often as it is run
		w.wantAsked("1h20m0s "+feed+" if new", "1h20m0s "+feed+" if new")
	})
}

// The memory is no more than that: without it, or with a broken one, pages are
// asked for again and are the same captures; those that the record has are not.
func TestForgotten(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"gone":   os.Remove,
		"broken": func(path string) error { return os.WriteFile(path, []byte("{\"version\": 1, \"sour"), 0o666) },
		"later":  func(path string) error { return os.WriteFile(path, []byte("{\"version\": 2}"), 0o666) },
		"holes": func(path string) error {
			return os.WriteFile(path, []byte("{\"version\": 1, \"sources\": [null]}"), 0o666)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				w.feed(feed, pages(1, 2)...)
				w.once(feed)
				if err := spoil(filepath.Join(w.folder, memoryFile)); err != nil {
					t.Fatal(err)
				}
				w.asked = nil
				w.once(feed)
				if len(w.asked) != 3 || len(w.kept) != 2 {
					t.Errorf("asked %q, kept %v", w.asked, w.kept)
				}
				if told := len(w.told) > 0; told != (name != "gone") {
					t.Errorf("told %q", w.told)
				}
			})
		})
	}
	t.Run("the record has it", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			w.feed(feed, pages(1, 3)...)
			opts := w.options()
			opts.Has = func(_ context.Context, address string) (bool, error) { return strings.HasSuffix(address, "/2"), nil }
			watcher, err := New(opts)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(watcher.Once(t.Context(), []string{feed}), watcher.Close()); err != nil {
				t.Fatal(err)
			}
			w.wantKept("http://gazette.example/1 http://gazette.example/1", "http://gazette.example/3 http://gazette.example/3")
		})
	})
}

func TestPages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		const address = "http://gazette.example/live"
		w.put(address, page("first"))
		go func() {
			time.Sleep(20 * time.Minute)
			w.put(address, page("second"))
		}()
		w.watch(65*time.Minute, address)
		w.wantKept(address+" first", address+" second")
		w.wantAsked("0s "+address, "15m0s "+address+" if new", "30m0s "+address+" if new", "45m0s "+address+" if new", "1h0m0s "+address+" if new")
	})
}

func TestListsOfLists(t *testing.T) {
	const opml, courier = "http://lists.example/all.opml", "http://courier.example/feed"
	inWorld(t, func(t *testing.T, w *world) {
		w.put(opml, `<opml version="2.0"><body><outline type="rss" xmlUrl="`+feed+`"/><outline type="rss" xmlUrl="`+courier+`"/></body></opml>`)
		w.feed(feed, pages(1, 2)...)
		w.feed(courier, append(pages(2, 2), "http://courier.example/a")...) // one of them both list
		go func() {
			time.Sleep(5 * time.Minute)
			w.put(opml, `<opml version="2.0"><body><outline type="rss" xmlUrl="`+courier+`"/></body></opml>`)
			w.feed(feed, pages(1, 9)...)
		}()
		watcher := w.watch(50*time.Minute, opml)
		w.wantKept(append(twice(pages(1, 2)), twice([]string{"http://courier.example/a"})...)...)
		if got := slices.Sorted(maps.Keys(watcher.sources)); !slices.Equal(got, []string{courier, opml}) {
			t.Errorf("watched %q", got)
		}
	})
}

// What a list named that is itself no longer named is fetched all the same.
func TestPagesOfALostList(t *testing.T) {
	const opml = "http://lists.example/all.opml"
	inWorld(t, func(t *testing.T, w *world) {
		w.put(opml, `<opml version="2.0"><body><outline type="rss" xmlUrl="`+feed+`"/></body></opml>`)
		w.feed(feed, pages(1, 2)...)
		w.put("http://gazette.example/1", answers(404, 0))
		go func() {
			time.Sleep(5 * time.Minute)
			w.put(opml, `<opml version="2.0"><body/></opml>`)
			w.put("http://gazette.example/1", page("at last"))
		}()
		watcher := w.watch(2*time.Hour, opml)
		w.wantKept("http://gazette.example/1 at last", "http://gazette.example/2 http://gazette.example/2")
		if len(watcher.sources) != 1 || len(watcher.sources[opml].Entries) != 0 || len(watcher.had) != 0 {
			t.Errorf("remembered %v, %v, %v", watcher.sources, watcher.sources[opml].Entries, watcher.had)
		}
	})
}

func TestFailingSource(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		go func() {
			time.Sleep(5 * time.Hour)
			w.feed(feed, pages(1, 1)...)
		}()
		w.watch(8*time.Hour, feed)
		w.wantAsked("0s "+feed, "15m0s "+feed, "45m0s "+feed, "1h45m0s "+feed, "3h45m0s "+feed, "7h45m0s "+feed, "7h45m0s http://gazette.example/1")
	})
	for failures, want := range map[int]time.Duration{1: time.Hour, 3: 4 * time.Hour, 9: maxBackOff, 1 << 40: maxBackOff} {
		if got := backOff(time.Hour, failures); got != want {
			t.Errorf("after %d failures %s", failures, got)
		}
	}
	if got := backOff(48*time.Hour, 5); got != 48*time.Hour {
		t.Errorf("a source asked every two days after 5 failures: %s", got)
	}
}

// A feed may for a while be a page that asks for consent: that is no article, and
// what the feed listed is remembered.
func TestPageInPlaceOfAFeed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed, pages(1, 2)...)
		go func() {
			time.Sleep(time.Minute)
			w.put(feed, page("Do you agree?"))
			time.Sleep(20 * time.Minute)
			w.feed(feed, pages(1, 3)...)
		}()
		w.watch(time.Hour, feed)
		w.wantKept(twice(pages(1, 3))...)
		if len(w.asked) != 4+3 { // the feed and its pages
			t.Errorf("asked %q", w.asked)
		}
		if want := "15m0s " + feed + "  an RSS feed was here, and now none is []"; len(w.told) != 1 || w.told[0] != want {
			t.Errorf("told %q", w.told)
		}
	})
}

func TestLeftAlone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.put(feed, answers(503, 3*time.Hour))
		w.watch(4*time.Hour, feed)
		w.wantAsked("0s "+feed, "3h0m0s "+feed)
		w.once(feed) // not before it may be asked again
		w.wantAsked()
	})
}

// A server's word puts the next time off, though not for ever.
func TestFresh(t *testing.T) {
	for fresh, want := range map[time.Duration]string{time.Minute: "15m0s ", 40 * time.Minute: "40m0s ", 300 * time.Hour: "1h0m0s "} {
		inWorld(t, func(t *testing.T, w *world) {
			w.fresh = fresh
			w.feed(feed)
			w.watch(65*time.Minute, feed)
			if got := w.asked[1]; got != want+feed+" if new" {
				t.Errorf("fresh for %s: %s", fresh, got)
			}
		})
	}
}

func TestPagesThatFail(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed, pages(1, 4)...)
		w.put("http://gazette.example/1", answers(404, 0))
		w.put("http://gazette.example/2", answers(503, 0))
		w.put("http://gazette.example/3", "\x89PNG\r\n\x1a\n")
		go func() {
			time.Sleep(time.Minute)
			w.feed(feed, pages(4, 5)...) // which leads to them no more
		}()
		watcher := w.watch(40*time.Hour, feed)
		w.wantKept(twice(pages(4, 5))...)
		var tries []string
		for _, a := range w.asked {
			if !strings.Contains(a, "feed") {
				tries = append(tries, strings.Replace(a, " http://gazette.example", "", 1))
			}
		}
		want := []string{
			"0s/1", "0s/2", "0s/3", "0s/4", // 3 is no page
			"15m0s/5", "15m0s/2", "45m0s/2", "1h0m0s/1", // which is not there the second time either
			"1h45m0s/2", "3h45m0s/2", "7h45m0s/2", "15h45m0s/2", "31h45m0s/2",
		}
		if diff := cmp.Diff(want, tries); diff != "" {
			t.Error(diff)
		}
		if got := len(watcher.sources[feed].Entries); got != 2 {
			t.Errorf("%d pages are remembered", got)
		}
	})
}

func TestRecordCannotBeWritten(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed)
		watcher, err := New(w.options())
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			time.Sleep(time.Minute)
			w.cannot = errors.New("no room on the disk")
			w.feed(feed, pages(1, 2)...)
		}()
		if err := watcher.Watch(t.Context(), []string{feed}); err == nil || !errors.Is(err, w.cannot) {
			t.Errorf("watching ended with %v", err)
		}
		watcher.Close()
		w.cannot = nil
		w.once(feed)
		w.wantKept(twice(pages(1, 2))...)
	})
}

// Pages that came in before the process was killed are read, though none is
// fetched.
func TestUnreadPages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.feed(feed)
		w.unread = []ingest.Event{{Name: "gazette.example/1", Stored: 3}}
		if watcher := w.once(feed); w.unread != nil || watcher.counts.Fresh != 1 {
			t.Errorf("unread are %v, counted %+v", w.unread, watcher.counts)
		}
	})
}

func TestOneWatcherAtATime(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		first, err := New(w.options())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(w.options()); err == nil || err.Error() != "another hearsay watch is at work on this record" {
			t.Errorf("a second one: %v", err)
		}
		first.Close()
		w.once()
	})
}

// TestKilledAtAnyMoment ends watching again and again, each time with what was
// on the disk at some moment before: whatever a feed ever listed while it was
// asked comes in, each page as one capture.
func TestKilledAtAnyMoment(t *testing.T) {
	for seed := range uint64(20) {
		inWorld(t, func(t *testing.T, w *world) {
			random := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // the same every time
			const courier = "http://courier.example/feed"
			w.took = 200 * time.Millisecond
			top := 30
			w.feed(feed, pages(1, top)...)
			w.feed(courier, pages(20, top)...)
			memory := filepath.Join(w.folder, memoryFile)
			for range 6 {
				ctx, end := context.WithCancel(t.Context())
				var disk []byte
				go func() {
					time.Sleep(time.Duration(random.Int64N(int64(3 * time.Second))))
					disk, _ = os.ReadFile(memory)
					time.Sleep(time.Duration(random.Int64N(int64(time.Second))))
					end()
				}()
				watcher, err := New(w.options())
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(watcher.Watch(ctx, []string{feed, courier}), watcher.Close()); err != nil {
					t.Fatal(err)
				}
				if disk == nil {
					os.Remove(memory)
				} else if err := os.WriteFile(memory, disk, 0o666); err != nil {
					t.Fatal(err)
				}
				for _, s := range watcher.sources {
					if s.Next.After(time.Now()) {
						time.Sleep(time.Until(s.Next))
					}
				}
				top += 2
				w.feed(feed, pages(top-29, top)...)
			}
			w.watch(time.Hour, feed, courier)
			// Those that left the feed while nobody asked cannot be had.
			for _, line := range twice(pages(top-29, top)) {
				if w.kept[line] == 0 {
					t.Errorf("seed %d: %s is lost", seed, line)
				}
			}
			for line := range w.kept {
				address, words, _ := strings.Cut(line, " ")
				if address != words {
					t.Errorf("seed %d: %s is not what stood there", seed, line)
				}
			}
		})
	}
}
