package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// pipes are a network in memory, so that time can be a fake one.
type pipes struct {
	conns chan net.Conn
	ended chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.ended:
		return nil, net.ErrClosed
	}
}
func (p pipes) Close() error   { close(p.ended); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A world is all the hosts there are, asked by one client, in a time of its own.
type world struct {
	*Client
	mu    sync.Mutex
	began time.Time
	asked []string // when, and what: "1s GET x.example/path"
}

// log returns what was asked.
func (w *world) log() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

func inWorld(t *testing.T, opts Options, handle http.HandlerFunc, test func(*testing.T, *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{Client: New(opts), began: time.Now()}
		network := pipes{make(chan net.Conn), make(chan struct{})}
		w.transport.DialContext = network.dial
		server := &http.Server{Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			w.asked = append(w.asked, fmt.Sprintf("%s %s%s", time.Since(w.began), r.Host, r.RequestURI))
			w.mu.Unlock()
			handle(out, r)
		})}
		served := make(chan error)
		go func() { served <- server.Serve(network) }()
		test(t, w)
		w.Close()
		server.Close()
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
}

// free is a handler without a robots.txt.
func free(handle http.HandlerFunc) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(out, r)
			return
		}
		handle(out, r)
	}
}

// page answers with a page.
func page(out http.ResponseWriter, _ *http.Request) {
	out.Header().Set("Content-Type", "text/html; charset=UTF-8")
	fmt.Fprint(out, "<p>The harbour opens.")
}

func TestGet(t *testing.T) {
	inWorld(t, Options{UserAgent: "Hearsay/9 (archive@gazette.example)"}, free(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.SetCookie(out, &http.Cookie{Name: "id", Value: "7"})
			http.Redirect(out, r, "new?page=1#top", http.StatusMovedPermanently)
			return
		}
		want := http.Header{
			"User-Agent":      {"Hearsay/9 (archive@gazette.example)"},
			"Accept":          {"text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"},
			"Accept-Encoding": {"gzip, zstd, br"},
		}
		if diff := cmp.Diff(want, r.Header); diff != "" {
			t.Errorf("asked with (-want +got):\n%s", diff)
		}
		out.Header().Set("ETag", `"a"`)
		out.Header().Set("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT")
		out.Header().Set("Cache-Control", "public, max-age=600")
		page(out, r)
	}), func(t *testing.T, w *world) {
		got, err := w.Get(t.Context(), " HTTP://Gazette.Example:80/old#x ", Validators{})
		if err != nil {
			t.Fatal(err)
		}
		want := Answer{
			Address:    "http://gazette.example/new?page=1",
			Status:     200,
			MediaType:  "text/html",
			Charset:    "UTF-8",
			Body:       []byte("<p>The harbour opens."),
			Validators: Validators{`"a"`, "Sat, 01 Jan 2000 00:00:00 GMT"},
			Fresh:      10 * time.Minute,
			Time:       w.began.UTC().Add(time.Second),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNotModified(t *testing.T) {
	had := Validators{`W/"a"`, "Sat, 01 Jan 2000 00:00:00 GMT"}
	inWorld(t, Options{}, free(func(out http.ResponseWriter, r *http.Request) {
		got := Validators{r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")}
		if r.URL.Path == "/unasked" || got == had {
			out.WriteHeader(http.StatusNotModified)
			return
		}
		page(out, r)
	}), func(t *testing.T, w *world) {
		got, err := w.Get(t.Context(), "http://gazette.example/", had)
		if err != nil || !got.NotModified || got.Body != nil || got.Validators != had {
			t.Errorf("Get = %+v, %v", got, err)
		}
		got, err = w.Get(t.Context(), "http://gazette.example/", Validators{})
		if err != nil || got.NotModified || len(got.Body) == 0 {
			t.Errorf("Get without validators = %+v, %v", got, err)
		}
		_, err = w.Get(t.Context(), "http://gazette.example/unasked", Validators{})
		wantError(t, err, "304 Not Modified", false)
	})
}

func wantError(t *testing.T, err error, want string, temporary bool) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", fmt.Sprint(err), want)
	}
	if Temporary(err) != temporary {
		t.Errorf("%v: temporary %v, want %v", err, !temporary, temporary)
	}
}

func TestStatus(t *testing.T) {
	tests := []struct {
		status    int
		want      string
		temporary bool
	}{
		{204, "204 No Content", false},
		{206, "206 Partial Content", false},
		{300, "300 Multiple Choices", false},
		{301, "it redirects to nowhere", false},
		{401, "401 Unauthorized", false},
		{404, "404 Not Found", false},
		{408, "408 Request Timeout", true},
		{410, "410 Gone", false},
		{429, "429 Too Many Requests", true},
		{500, "500 Internal Server Error", true},
		{501, "501 Not Implemented", false},
		{503, "503 Service Unavailable", true},
		{520, "520", true},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			inWorld(t, Options{}, free(func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(tt.status) }),
				func(t *testing.T, w *world) {
					_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
					wantError(t, err, tt.want, tt.temporary)
					var f *Failure
					if !errors.As(err, &f) || f.Status != tt.status {
						t.Errorf("status %+v", f)
					}
					want := 2 // with robots.txt
					if tt.temporary {
						want = 4
					}
					if got := w.log(); len(got) != want {
						t.Errorf("asked %q", got)
					}
				})
		})
	}
}

func TestRedirects(t *testing.T) {
	inWorld(t, Options{}, free(func(out http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/loop", path == "/pool":
			http.Redirect(out, r, map[string]string{"/loop": "/pool", "/pool": "/loop"}[path], http.StatusFound)
		case path == "/self":
			http.Redirect(out, r, "/self", http.StatusTemporaryRedirect)
		case path == "/elsewhere":
			http.Redirect(out, r, "http://courier.example/404", http.StatusSeeOther)
		case path == "/file":
			out.Header().Set("Location", "file:///etc/passwd")
			out.WriteHeader(http.StatusFound)
		case path == "/named":
			out.Header().Set("Location", "http://me:secret@gazette.example/")
			out.WriteHeader(http.StatusFound)
		case path == "/port":
			out.Header().Set("Location", "http://gazette.example:25/")
			out.WriteHeader(http.StatusFound)
		case path == "/broken":
			out.Header().Set("Location", "http://[::1/")
			out.WriteHeader(http.StatusFound)
		case strings.HasPrefix(path, "/n"):
			n, _ := strconv.Atoi(path[2:])
			http.Redirect(out, r, fmt.Sprintf("/n%d", n+1), http.StatusPermanentRedirect)
		default:
			http.NotFound(out, r)
		}
	}), func(t *testing.T, w *world) {
		for path, want := range map[string]string{
			"loop":      "redirected to http://gazette.example/loop: it redirects in a circle",
			"self":      "it redirects in a circle",
			"elsewhere": "redirected to http://courier.example/404: 404 Not Found",
			"file":      `it redirects to an address that is not fetched: only http and https are asked, not "file"`,
			"named":     "it redirects to an address that is not fetched: there is a name or password in it",
			"port":      "it redirects to an address that is not fetched: port 25 is no web server's",
			"broken":    "it redirects to what is no address",
			"n0":        "redirected to http://gazette.example/n11: more than 10 redirects",
		} {
			_, err := w.Get(t.Context(), "http://gazette.example/"+path, Validators{})
			wantError(t, err, want, false)
		}
	})
}

func TestNoDowngrade(t *testing.T) {
	for _, tt := range []struct{ from, location, want string }{
		{"https://gazette.example/a/b", "/c", "https://gazette.example/c"},
		{"https://gazette.example/a", "http://gazette.example/a/", "https://gazette.example/a/"},
		{"https://gazette.example/a", "http://courier.example:80/a/", "https://courier.example/a/"},
		{"https://gazette.example/a", "//courier.example/b", "https://courier.example/b"},
		{"http://gazette.example/a", "https://gazette.example/a", "https://gazette.example/a"},
		{"https://gazette.example/a", "http://gazette.example:8080/", "it redirects from https to http on port 8080"},
	} {
		from, err := url.Parse(tt.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := redirect(from, tt.location)
		got := fmt.Sprint(to)
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("redirect(%s, %s) = %s, want %s", tt.from, tt.location, got, tt.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"http://gazette.example":                        "http://gazette.example/",
		"https://GAZETTE.example:443/a?b=c d#e":         "https://gazette.example/a?b=c%20d",
		"http://gazette.example/?ü=<'%3c":               "http://gazette.example/?%C3%BC=%3C%27%3c",
		"http://[2001:DB8::1]:8080/":                    "http://[2001:db8::1]:8080/",
		"http://bücher.example/ü":                       "http://xn--bcher-kva.example/%C3%BC",
		"ftp://gazette.example/":                        `only http and https are asked, not "ftp"`,
		"gazette.example/a":                             `only http and https are asked, not ""`,
		"javascript:alert(1)":                           `only http and https are asked, not "javascript"`,
		"http:gazette.example":                          "there is no host in it",
		"http:///a":                                     "there is no host in it",
		"http://u@gazette.example/":                     "there is a name or password in it",
		"http://gazette.example:22/":                    "port 22 is no web server's",
		"http://gazette.example:99999/":                 "port 99999 is no web server's",
		"http://gazette.example:x/":                     `not an address: invalid port ":x" after host`,
		"http://gazette.example\\@127.0.0.1/":           "not an address: net/url: invalid userinfo",
		"http://a\tb/":                                  "not an address: net/url: invalid control character in URL",
		"http://x.example/" + strings.Repeat("a", 9000): "it has 9017 bytes, more than 8192",
	} {
		u, err := parse(address)
		got := fmt.Sprint(u)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("parse(%.80q) = %s, want %s", address, got, want)
		}
	}
}

func TestOneAtATime(t *testing.T) {
	var mu sync.Mutex
	busy := map[string]bool{}
	inWorld(t, Options{Delay: 10 * time.Second}, free(func(out http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if busy[r.Host] {
			t.Errorf("%s is asked two things at a time", r.Host)
		}
		busy[r.Host] = true
		mu.Unlock()
		time.Sleep(3 * time.Second)
		mu.Lock()
		busy[r.Host] = false
		mu.Unlock()
		page(out, r)
	}), func(t *testing.T, w *world) {
		var all sync.WaitGroup
		for range 3 {
			for _, host := range []string{"gazette.example", "courier.example"} {
				all.Go(func() {
					if _, err := w.Get(t.Context(), "http://"+host+"/", Validators{}); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		got := w.log()
		slices.Sort(got)
		want := []string{
			"0s courier.example/", "0s courier.example/robots.txt", "0s gazette.example/", "0s gazette.example/robots.txt",
			"13s courier.example/", "13s gazette.example/", "26s courier.example/", "26s gazette.example/",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRetry(t *testing.T) {
	answers := func(retryAfter string, statuses ...int) http.HandlerFunc {
		return free(func(out http.ResponseWriter, r *http.Request) {
			status := statuses[0]
			statuses = statuses[1:]
			if status != http.StatusOK {
				out.Header().Set("Retry-After", retryAfter)
				out.WriteHeader(status)
				return
			}
			page(out, r)
		})
	}
	t.Run("passes", func(t *testing.T) {
		inWorld(t, Options{}, answers("", 503, 429, 200), func(t *testing.T, w *world) {
			if _, err := w.Get(t.Context(), "http://gazette.example/", Validators{}); err != nil {
				t.Error(err)
			}
			if took := time.Since(w.began); took < 5*time.Second || took > 15*time.Second {
				t.Errorf("pauses of %s", took)
			}
		})
	})
	t.Run("as asked", func(t *testing.T) {
		inWorld(t, Options{}, answers("100", 503, 200), func(t *testing.T, w *world) {
			if _, err := w.Get(t.Context(), "http://gazette.example/", Validators{}); err != nil {
				t.Error(err)
			}
			if took := time.Since(w.began); took != 100*time.Second {
				t.Errorf("came back after %s", took)
			}
		})
	})
	t.Run("too long", func(t *testing.T) {
		inWorld(t, Options{}, answers("3600", 503, 200), func(t *testing.T, w *world) {
			_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
			wantError(t, err, "503 Service Unavailable", true)
			var f *Failure
			if !errors.As(err, &f) || f.RetryAfter != time.Hour {
				t.Errorf("%+v", f)
			}
			_, err = w.Get(t.Context(), "http://gazette.example/other", Validators{})
			wantError(t, err, "the host asks to be left alone for 1h0m0s", true)
			time.Sleep(time.Hour)
			if _, err = w.Get(t.Context(), "http://gazette.example/", Validators{}); err != nil {
				t.Error(err)
			}
		})
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	for field, want := range map[string]time.Duration{
		"":                              0,
		"soon":                          0,
		"-5":                            0,
		" 90 ":                          90 * time.Second,
		"99999999999999999999":          0,
		"4000000000":                    24 * time.Hour,
		"Wed, 01 May 2024 12:10:00 GMT": 10 * time.Minute,
		"Wed, 01 May 2024 11:10:00 GMT": 0,
		"Wed, 01 May 2094 11:10:00 GMT": 24 * time.Hour,
	} {
		if got := retryAfter(field, now); got != want {
			t.Errorf("retryAfter(%q) = %s, want %s", field, got, want)
		}
	}
}

func TestCancel(t *testing.T) {
	inWorld(t, Options{}, free(func(out http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	}), func(t *testing.T, w *world) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, err := w.Get(ctx, "http://gazette.example/", Validators{})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(w.began) != 3*time.Second {
			t.Errorf("%v after %s", err, time.Since(w.began))
		}
	})
}

func TestManyHosts(t *testing.T) {
	inWorld(t, Options{}, free(page), func(t *testing.T, w *world) {
		for i := range maxHosts + 1 {
			w.host(&url.URL{Host: fmt.Sprintf("h%d.example", i)}).next = time.Now().Add(time.Duration(i%2) * time.Hour)
			time.Sleep(time.Millisecond)
		}
		if got := len(w.hosts); got != maxHosts/2+1 {
			t.Errorf("%d hosts are remembered", got)
		}
	})
}
