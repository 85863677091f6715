// Package fetch asks for what stands at an address, safely and politely.
//
// Safely: http and https alone; no address on a private, loopback, link-local
// or otherwise special network unless that is allowed, checked where the
// connection is made, after names are resolved and so at every redirect too;
// and no answer is larger, slower, further away or packed tighter than its
// limits. Nothing is run, no cookie is kept, no page is told of another, and
// proxies that the environment names are not used.
//
// Politely: robots.txt is obeyed as RFC 9309 has it, a host is asked one thing
// at a time with a pause in between, what has not changed is not sent again,
// and a host that is overloaded is left alone for as long as it asks.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"

	"hearsay/internal/capture"
)

// Options are how a [Client] asks. The zero Options will do.
type Options struct {
	UserAgent    string        // who asks; it begins with the name that robots.txt may call; "Hearsay" if empty
	AllowPrivate bool          // also ask on private, loopback and other special networks
	IgnoreRobots bool          // ask for what robots.txt forbids too
	Delay        time.Duration // between two requests to a host; 0 means a second; robots.txt may ask for more, up to two minutes
	Timeout      time.Duration // for one request, from connecting to the last byte; 0 means a minute
	MaxBytes     int64         // of an answer, as sent and as unpacked; 0 means [capture.MaxPage]
	Tries        int           // how often to ask at most where failing is temporary; 0 means 3
}

// Limits of what is asked for and of what a server may have a client do.
const (
	maxAddress   = 8 << 10 // bytes
	maxHeader    = 256 << 10
	maxRedirects = 10
	maxWait      = 2 * time.Minute // for a host that wants to be left alone; longer is an error
	maxRest      = 24 * time.Hour  // for which a host is left alone at most
	connectTime  = 15 * time.Second
	stallTime    = 20 * time.Second // without a byte
)

// A Client asks. It is safe for use by many goroutines.
type Client struct {
	opts      Options
	product   string // the name by which robots.txt may call it
	transport *http.Transport

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a client. It is to be closed.
func New(opts Options) *Client {
	opts.UserAgent = cmp.Or(opts.UserAgent, "Hearsay")
	opts.Delay = cmp.Or(opts.Delay, time.Second)
	opts.Timeout = cmp.Or(opts.Timeout, time.Minute)
	opts.MaxBytes = cmp.Or(opts.MaxBytes, capture.MaxPage)
	opts.Tries = cmp.Or(opts.Tries, 3)
	return &Client{
		opts:    opts,
		product: product(opts.UserAgent),
		transport: &http.Transport{
			DialContext:            dialer(opts.AllowPrivate).DialContext,
			DisableCompression:     true, // it is undone here, within limits
			ForceAttemptHTTP2:      true,
			IdleConnTimeout:        30 * time.Second,
			MaxIdleConns:           100,
			MaxResponseHeaderBytes: maxHeader,
			TLSHandshakeTimeout:    connectTime,
		},
		hosts: make(map[string]*host),
	}
}

// Close closes the connections that are kept for the next request.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Validators tell a server what one has already. They are its own words.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// An Answer is what a server sent.
type Answer struct {
	Address     string // where it was found, after all redirects
	Status      int
	NotModified bool   // it is as it was when the validators were given; then there is no body
	MediaType   string // as stated, in lower case, without parameters; empty where it is not
	Charset     string // as stated
	Body        []byte // with its content encodings undone
	Validators
	Fresh time.Duration // for how long the server says that it stays as it is; 0 where it does not
	Time  time.Time     // when it was given, UTC, whole seconds
}

// Get asks for an address, and for where it redirects to. With validators of
// an earlier answer the body is sent only where it has changed.
//
// An answer has the status 200, 203 or 304; all else is a [*Failure], which
// says in a few words what and why. Failures that may pass are tried again, as
// often as the options say, each time after a longer pause.
func (c *Client) Get(ctx context.Context, address string, since Validators) (Answer, error) {
	u, err := parse(address)
	if err != nil {
		return Answer{}, &Failure{Reason: err}
	}
	for try := 1; ; try++ {
		answer, err := c.follow(ctx, u, since)
		if err == nil || ctx.Err() != nil {
			return answer, err
		}
		pause, again := pauseAfter(err, try)
		if !again || try == c.opts.Tries {
			return Answer{}, err
		}
		if err := sleep(ctx, pause); err != nil {
			return Answer{}, err
		}
	}
}

// pauseAfter says how long to wait before asking again, if that may help.
func pauseAfter(err error, try int) (time.Duration, bool) {
	var f *Failure
	if !errors.As(err, &f) || !f.Temporary || f.final || f.RetryAfter > maxWait {
		return 0, false
	}
	pause := 2 * time.Second << (2 * (try - 1))
	return pause/2 + rand.N(pause), true // so that many who failed together do not come back together
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow asks for an address and goes where it is sent.
func (c *Client) follow(ctx context.Context, u *url.URL, since Validators) (Answer, error) {
	seen := map[string]bool{}
	for {
		seen[u.String()] = true
		answer, next, err := c.inTurn(ctx, u, since)
		if err == nil && next == nil {
			return answer, nil
		}
		if err == nil {
			switch u = next; {
			case seen[u.String()]:
				err = &Failure{Reason: errors.New("it redirects in a circle")}
			case len(seen) > maxRedirects:
				err = &Failure{Reason: fmt.Errorf("more than %d redirects", maxRedirects)}
			default:
				continue
			}
		}
		var f *Failure
		if len(seen) > 1 && errors.As(err, &f) {
			there := *f // which may be kept for others
			there.from = u.String()
			return Answer{}, &there
		}
		return Answer{}, err
	}
}

// inTurn asks once the host may be asked, if robots.txt allows it.
func (c *Client) inTurn(ctx context.Context, u *url.URL, since Validators) (Answer, *url.URL, error) {
	h := c.host(u)
	if err := h.enter(ctx); err != nil {
		return Answer{}, nil, err
	}
	defer h.leave()
	pause := c.opts.Delay
	if !c.opts.IgnoreRobots {
		rules, err := c.robots(ctx, h, u)
		if err != nil {
			return Answer{}, nil, err
		}
		if !rules.allow(u) {
			return Answer{}, nil, &Failure{Reason: errRobots}
		}
		pause = max(pause, rules.delay)
	}
	answer, next, err := c.ask(ctx, u, since, func(sent io.Reader, res *http.Response) ([]byte, error) {
		if res.ContentLength > c.opts.MaxBytes {
			return nil, tooLarge("as sent", c.opts.MaxBytes)
		}
		return readBody(sent, res.Header, c.opts.MaxBytes)
	})
	if f := (*Failure)(nil); errors.As(err, &f) {
		pause = max(pause, f.RetryAfter)
	}
	h.rest(pause)
	return answer, next, err
}

// ask sends one request, and has what is sent read. It gives an answer, or
// where it is sent instead.
func (c *Client) ask(ctx context.Context, u *url.URL, since Validators, read func(sent io.Reader, res *http.Response) ([]byte, error)) (Answer, *url.URL, error) {
	whole, end := context.WithTimeoutCause(ctx, c.opts.Timeout, fmt.Errorf("no whole answer within %s", c.opts.Timeout))
	defer end()
	moving, stop := context.WithCancelCause(whole)
	defer stop(nil)
	stalled := time.AfterFunc(stallTime, func() { stop(fmt.Errorf("nothing came for %s", stallTime)) })
	defer stalled.Stop()
	broke := func(err error, unreached bool) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if moving.Err() != nil {
			return &Failure{Temporary: true, unreached: unreached, Reason: context.Cause(moving)}
		}
		f := broken(err)
		f.unreached = unreached
		return f
	}

	req, err := http.NewRequestWithContext(moving, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, nil, &Failure{Reason: err}
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip, zstd, br")
	if since.ETag != "" {
		req.Header.Set("If-None-Match", since.ETag)
	}
	if since.LastModified != "" {
		req.Header.Set("If-Modified-Since", since.LastModified)
	}
	res, err := c.transport.RoundTrip(req) // not a Client: redirects are followed here, host by host
	if err != nil {
		return Answer{}, nil, broke(err, true)
	}
	defer res.Body.Close() //nolint:errcheck // nothing was written

	answer := Answer{
		Address: u.String(),
		Status:  res.StatusCode,
		Fresh:   fresh(res.Header),
		Time:    time.Now().UTC().Truncate(time.Second),
	}
	answer.MediaType, answer.Charset = mediaType(res.Header.Get("Content-Type"))
	answer.Validators = validators(res.Header)
	switch {
	case res.StatusCode == http.StatusNotModified && since != Validators{}:
		answer.NotModified = true
		if answer.Validators == (Validators{}) {
			answer.Validators = since
		}
		return answer, nil, nil
	case redirects(res.StatusCode):
		next, err := redirect(u, res.Header.Get("Location"))
		if err != nil {
			return Answer{}, nil, &Failure{Status: res.StatusCode, Reason: err}
		}
		return Answer{}, next, nil
	case res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNonAuthoritativeInfo:
		return Answer{}, nil, refused(res)
	}
	answer.Body, err = read(told{res.Body, func() { stalled.Reset(stallTime) }}, res)
	if err != nil {
		return Answer{}, nil, broke(err, false)
	}
	return answer, nil, nil
}

// A told reader tells of each read that brought something.
type told struct {
	io.Reader
	tell func()
}

func (t told) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	if n > 0 {
		t.tell()
	}
	return n, err
}
