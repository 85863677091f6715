package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"os"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/ingest"
	"hearsay/internal/watch"
	"hearsay/internal/web"
)

type watchCommand struct {
	What         []string      `arg:"" name:"what" help:"Addresses of feeds, sitemaps, lists and pages, and files that list such addresses (OPML); - is standard input."`
	Every        time.Duration `default:"15m" help:"From one time that each is asked to the next (${default})."`
	Once         bool          `help:"Ask each once, fetch what is new, and end."`
	Listen       string        `placeholder:"HOST:PORT" help:"Serve a page that tells how things stand, and /metrics for Prometheus: 127.0.0.1:7118."`
	Host         []string      `help:"A further host name that this page may be asked under."`
	Delay        time.Duration `default:"1s" help:"Pause between two requests to one host (${default}); robots.txt may ask for more."`
	AllowPrivate bool          `help:"Fetch from this machine and from private networks too."`
}

func (cmd *watchCommand) Run(ctx context.Context, c *console) (err error) {
	if cmd.Every < time.Minute {
		return fmt.Errorf("%w: --every %s is less than a minute", errMisuse, cmd.Every)
	}
	addresses, err := watch.Addresses(ctx, cmd.What, os.Stdin)
	if err != nil {
		return err
	}
	in, closeAll, err := c.ingester(ctx, true)
	if err != nil {
		return err
	}
	defer closeAll()
	client := fetch.New(fetch.Options{
		UserAgent:    "Hearsay/" + version,
		AllowPrivate: cmd.AllowPrivate,
		Delay:        max(cmd.Delay, time.Nanosecond), // 0 would be the usual pause
		Tries:        1,                               // the watcher itself tries again
	})
	defer client.Close()
	told := teller{c: c}
	w, err := watch.New(watch.Options{
		Folder: c.folder, Every: cmd.Every, Client: client, Has: in.Record.HasAddress, Tell: told.tell,
		Keep: func(ctx context.Context, pages []capture.Capture) (events []ingest.Event, err error) {
			in.Tell = func(e ingest.Event) { events = append(events, e) }
			_, err = in.Add(ctx, eachOf(pages))
			return events, err
		},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	served, err := cmd.serve(ctx, c, w)
	if err != nil {
		return err
	}
	if cmd.Once {
		err = w.Once(ctx, addresses)
	} else {
		err = w.Watch(ctx, addresses)
	}
	if err := errors.Join(err, served()); err != nil {
		return err
	}
	if cmd.Once && ctx.Err() != nil {
		return ctx.Err()
	}
	if cmd.Once && told.failed {
		return errSaid
	}
	return nil
}

// eachOf gives pages one after the other, as files give them.
func eachOf(pages []capture.Capture) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// serve serves the page of a watcher, if it is to be served. What it returns
// ends that.
func (cmd *watchCommand) serve(ctx context.Context, c *console, w *watch.Watcher) (end func() error, err error) {
	if cmd.Listen == "" {
		return func() error { return nil }, nil
	}
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "tcp", cmd.Listen)
	if err != nil {
		return nil, fmt.Errorf("serving: %w", err)
	}
	fmt.Fprintf(c.err, "http://%s/\n", ln.Addr())
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(ctx, ln, w.Handler(cmd.Host...)) }()
	return func() error {
		stop()
		return <-ended
	}, nil
}

// A teller prints what comes in as it comes in, and what goes wrong.
type teller struct {
	c      *console
	failed bool
}

func (t *teller) tell(e watch.Event) {
	about := e.Source
	if e.Page != "" {
		about = e.Page
	}
	if about != "" {
		about += ": "
	}
	switch {
	case e.Err != nil:
		t.failed = true
		fmt.Fprintln(t.c.err, plain(about+e.Err.Error()))
	case len(e.Notes) > 0:
		fmt.Fprintln(t.c.err, plain(about+strings.Join(e.Notes, "; ")))
	}
	if e.Kept && !e.Known {
		t.print(e)
	}
}

// print prints a page that came in.
func (t *teller) print(e watch.Event) {
	if t.c.json {
		line := struct {
			Time       time.Time `json:"time"`
			Page       string    `json:"page"`
			Source     string    `json:"source"`
			Statements int       `json:"statements"`
			Failure    string    `json:"failure,omitempty"`
			Notes      []string  `json:"notes,omitempty"`
		}{e.Time, e.Page, e.Source, e.Stored, "", e.Notes}
		if e.Err != nil {
			line.Failure = e.Err.Error()
		}
		_ = printJSON(t.c.out, line) // the console remembers that it could not be printed
		return
	}
	if e.Err == nil {
		fmt.Fprintln(t.c.out, plain(fmt.Sprintf("%s  %s  %s", e.Time.Format(time.RFC3339), count(e.Stored, "statement"), e.Page)))
	}
}
