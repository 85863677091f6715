package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRobotsRules(t *testing.T) {
	tests := []struct {
		name, text         string
		allowed, forbidden []string
		delay              time.Duration
	}{
		{"empty", "", []string{"/", "/a"}, nil, 0},
		{"nothing that can be read", "<!doctype html><p>404: /", []string{"/", "/a"}, nil, 0},
		{"a rule before any agent", "Disallow: /a\nUser-agent: *\nDisallow: /b", []string{"/a"}, []string{"/b"}, 0},
		{"all forbidden", "User-agent: *\nDisallow: /", []string{"/robots.txt"}, []string{"/", "/a", "/?b"}, 0},
		{"one is let in, all others not", "User-agent: hearsay\nDisallow:\n\nUser-agent: *\nDisallow: /", []string{"/", "/a"}, nil, 0},
		{"one is kept out, all others not", "User-agent: *\nDisallow:\n\nUser-agent: hearsay\nDisallow: /", nil, []string{"/a"}, 0},
		{"others' rules", "User-agent: Otherbot\nDisallow: /\n", []string{"/a"}, nil, 0},
		{"a name that begins alike", "User-agent: hear\nDisallow: /\nUser-agent: hearsay-images\nDisallow: /", []string{"/a"}, nil, 0},
		{"letter case, version", "USER-AGENT : HearSay/2.0\nDISALLOW:/a", []string{"/A"}, []string{"/a"}, 0},
		{"several agents to a group", "User-agent: a\nUser-agent: hearsay\nUser-agent: b\nDisallow: /a", nil, []string{"/a"}, 0},
		{"several groups", "User-agent: hearsay\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: hearsay\nDisallow: /c", []string{"/b"}, []string{"/a", "/c"}, 0},
		{"own rules instead of anyone's", "User-agent: *\nDisallow: /a\nUser-agent: hearsay\nDisallow: /b", []string{"/a"}, []string{"/b"}, 0},
		{"lines between that mean nothing", "User-agent: a\nSitemap: https://gazette.example/s.xml\nHost: x\n\n# b\nUser-agent: hearsay\nDisallow: /a", nil, []string{"/a"}, 0},
		{"the longest decides", "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /news/open/closed", []string{"/new", "/news/open", "/news/open/a"}, []string{"/news", "/newsletter", "/news/open/closed"}, 0},
		{"of two alike the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a", []string{"/a"}, nil, 0},
		{"a star", "User-agent: *\nDisallow: /*/print", []string{"/print", "/a/prin"}, []string{"/a/print", "/a/b/printed", "//print"}, 0},
		{"a star is not let begin anywhere", "User-agent: *\nDisallow: /a*b", []string{"/x/a/b"}, []string{"/ab", "/a/x/b"}, 0},
		{"an end", "User-agent: *\nDisallow: /*.pdf$", []string{"/a.pdf?b", "/a.pdfs"}, []string{"/a.pdf", "/.pdf", "/a.pdf.pdf"}, 0},
		{"the first page alone", "User-agent: *\nAllow: /$\nDisallow: /", []string{"/"}, []string{"/a", "/?a"}, 0},
		{"an end behind a star", "User-agent: *\nDisallow: /a*$", []string{"/b"}, []string{"/a", "/ab"}, 0},
		{"stars that could overlap", "User-agent: *\nDisallow: /ab*bc$", []string{"/abc"}, []string{"/abbc", "/abxbc"}, 0},
		{"a dollar within", "User-agent: *\nDisallow: /a$b", []string{"/a"}, []string{"/a$b", "/a%24b"}, 0},
		{"an escaped star", "User-agent: *\nDisallow: /a%2Ab", []string{"/axb"}, []string{"/a*b", "/a%2ab"}, 0},
		{"escaped otherwise", "User-agent: *\nDisallow: /b%C3%BCcher\nDisallow: /%7ejoe\nDisallow: /straße", nil, []string{"/bücher", "/b%c3%bccher", "/~joe", "/stra%C3%9Fe"}, 0},
		{"a slash is no escaped slash", "User-agent: *\nDisallow: /a%2Fb", []string{"/a/b"}, []string{"/a%2fb"}, 0},
		{"queries", "User-agent: *\nDisallow: /*?*print=", []string{"/a?b"}, []string{"/a?print=1", "/a?b&print=1"}, 0},
		{"comments, line ends, a mark at the beginning", "\xef\xbb\xbfUser-agent: * # all\r\rDisallow: /a # b\r\nDisallow: /c", []string{"/b"}, []string{"/a", "/c"}, 0},
		{"a delay", "User-agent: *\nCrawl-delay: 2.5\nDisallow: /a", nil, []string{"/a"}, 2500 * time.Millisecond},
		{"too long a delay", "User-agent: *\nCrawl-delay: 1e99", nil, nil, 2 * time.Minute},
		{"others' delay", "User-agent: a\nCrawl-delay: 9\nDisallow:\nUser-agent: *\nDisallow: /a", nil, []string{"/a"}, 0},
		{"delays that are none", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: NaN\nCrawl-delay: x", []string{"/"}, nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rules := parseRobots([]byte(tt.text), "hearsay")
			check := func(path string, want bool) {
				u, err := url.Parse("http://gazette.example" + path)
				if err != nil {
					t.Fatal(err)
				}
				if got := rules.allow(u); got != want {
					t.Errorf("%s: allowed %v", path, got)
				}
			}
			for _, path := range tt.allowed {
				check(path, true)
			}
			for _, path := range tt.forbidden {
				check(path, false)
			}
			if rules.delay != tt.delay {
				t.Errorf("delay %s, want %s", rules.delay, tt.delay)
			}
		})
	}
}

func TestRobots(t *testing.T) {
	text := func(status int, body string) http.HandlerFunc {
		return func(out http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				page(out, r)
				return
			}
			out.WriteHeader(status)
			fmt.Fprint(out, body)
		}
	}
	long := "User-agent: *\nDisallow: /private\n" + strings.Repeat("# a line that says nothing\n", robotsSize/20) + "Disallow: /a\n"
	for _, tt := range []struct {
		name, path string
		handle     http.HandlerFunc
		want       string
	}{
		{"allowed", "/b", text(200, "User-agent: *\nDisallow: /a"), ""},
		{"forbidden", "/a", text(200, "User-agent: *\nDisallow: /a"), "robots.txt does not allow it"},
		{"absent", "/a", text(404, "User-agent: *\nDisallow: /a"), ""},
		{"for nobody's eyes", "/a", text(403, "User-agent: *\nDisallow: /a"), ""},
		{"broken server", "/a", text(503, ""), "robots.txt cannot be read: 503 Service Unavailable"},
		{"overloaded server", "/a", text(429, ""), "robots.txt cannot be read: 429 Too Many Requests"},
		{"too long, in what is read", "/private", text(200, long), "robots.txt does not allow it"},
		{"too long, in what is not", "/a", text(200, long), ""},
		{"redirects to another host", "/a", func(out http.ResponseWriter, r *http.Request) {
			if r.Host == "gazette.example" {
				http.Redirect(out, r, "http://courier.example/robots.txt", http.StatusFound)
				return
			}
			text(200, "User-agent: *\nDisallow: /a")(out, r)
		}, "robots.txt does not allow it"},
		{"redirects in a circle", "/a", func(out http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.Redirect(out, r, "/robots.txt", http.StatusFound)
				return
			}
			page(out, r)
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, Options{}, tt.handle, func(t *testing.T, w *world) {
				_, err := w.Get(t.Context(), "http://gazette.example"+tt.path, Validators{})
				if tt.want != "" {
					wantError(t, err, tt.want, strings.Contains(tt.want, "cannot"))
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
	t.Run("ignored", func(t *testing.T) {
		inWorld(t, Options{IgnoreRobots: true}, text(200, "User-agent: *\nDisallow: /"), func(t *testing.T, w *world) {
			if _, err := w.Get(t.Context(), "http://gazette.example/", Validators{}); err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("another port is another site", func(t *testing.T) {
		inWorld(t, Options{}, text(200, ""), func(t *testing.T, w *world) {
			for _, address := range []string{"http://gazette.example/", "http://gazette.example:8080/"} {
				if _, err := w.Get(t.Context(), address, Validators{}); err != nil {
					t.Error(err)
				}
			}
			want := []string{"0s gazette.example/robots.txt", "0s gazette.example/", "1s gazette.example:8080/robots.txt", "1s gazette.example:8080/"}
			if diff := cmp.Diff(want, w.log()); diff != "" {
				t.Error(diff)
			}
		})
	})
}

// A redirect leads to another host, with rules of its own.
func TestRobotsOfRedirects(t *testing.T) {
	inWorld(t, Options{}, func(out http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && r.Host == "courier.example":
			fmt.Fprint(out, "User-agent: *\nDisallow: /")
		case r.URL.Path == "/robots.txt":
			http.NotFound(out, r)
		default:
			http.Redirect(out, r, "http://courier.example/a", http.StatusFound)
		}
	}, func(t *testing.T, w *world) {
		_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
		wantError(t, err, "redirected to http://courier.example/a: robots.txt does not allow it", false)
	})
}

func TestRobotsOverTime(t *testing.T) {
	status, rules := http.StatusOK, "User-agent: *\nDisallow: /a\nCrawl-delay: 30"
	inWorld(t, Options{}, func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			page(out, r)
			return
		}
		out.WriteHeader(status)
		fmt.Fprint(out, rules)
	}, func(t *testing.T, w *world) {
		get := func(path, want string) {
			t.Helper()
			_, err := w.Get(t.Context(), "http://gazette.example"+path, Validators{})
			if want != "" {
				wantError(t, err, want, strings.Contains(want, "cannot"))
			} else if err != nil {
				t.Error(err)
			}
		}
		get("/b", "")
		get("/b", "") // after 30 s
		rules = ""
		get("/a", "robots.txt does not allow it") // after 60 s
		time.Sleep(24 * time.Hour)
		get("/a", "")
		status = http.StatusServiceUnavailable
		time.Sleep(24 * time.Hour)
		get("/a", "") // as it was allowed
		want := []string{
			"0s gazette.example/robots.txt", "0s gazette.example/b", "30s gazette.example/b",
			"24h1m0s gazette.example/robots.txt", "24h1m0s gazette.example/a",
			"48h1m0s gazette.example/robots.txt", "48h1m0s gazette.example/a",
		}
		if diff := cmp.Diff(want, w.log()); diff != "" {
			t.Error(diff)
		}
	})
	inWorld(t, Options{}, func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && time.Now().Before(time.Date(2000, 1, 1, 0, 9, 0, 0, time.UTC)) {
			out.WriteHeader(http.StatusInternalServerError)
			return
		}
		page(out, r)
	}, func(t *testing.T, w *world) {
		for range 2 {
			_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
			wantError(t, err, "robots.txt cannot be read: 500 Internal Server Error", true)
		}
		time.Sleep(robotsRetry)
		if _, err := w.Get(t.Context(), "http://gazette.example/", Validators{}); err != nil {
			t.Error(err)
		}
		if got := w.log(); len(got) != 3 {
			t.Errorf("asked %q", got)
		}
	})
}

// Reading a robots.txt, and asking by it, takes time by its size alone.
func BenchmarkRobots(b *testing.B) {
	for _, size := range []int{robotsSize / 2, robotsSize} {
		for name, line := range map[string]string{"rules": "Disallow: /aaaa\n", "stars": "Disallow: /*a*a*a*a*a*a*a*a*a*b\n"} {
			text := []byte("User-agent: *\n" + strings.Repeat(line, size/len(line)))
			u := &url.URL{Path: "/" + strings.Repeat("a", maxAddress)}
			b.Run(fmt.Sprintf("%s/%dKiB", name, size>>10), func(b *testing.B) {
				for b.Loop() {
					parseRobots(text, "hearsay").allow(u)
				}
			})
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%zz", "/a%2Ab?c")
	f.Add("\xef\xbb\xbfuser-agent:hearsay/1\rcrawl-delay: 3", "/")
	f.Fuzz(func(t *testing.T, text, path string) {
		rules := parseRobots([]byte(text), "hearsay")
		u := &url.URL{Path: "/" + path}
		rules.allow(u)
		if rules.delay < 0 || rules.delay > maxCrawlDelay {
			t.Errorf("delay %s", rules.delay)
		}
		if !rules.allow(&url.URL{Path: "/robots.txt"}) {
			t.Error("robots.txt itself is forbidden")
		}
		if once := normal(path, true); normal(once, true) != once {
			t.Errorf("%q is not normal", once)
		}
	})
}
