package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"hearsay/internal/account"
	"hearsay/internal/capture"
	"hearsay/internal/ingest"
	"hearsay/internal/record"
	"hearsay/internal/sample"
	"hearsay/internal/web"
)

// usualAddress is where the pages are served unless told otherwise.
const usualAddress = "127.0.0.1:7117"

type listen struct {
	Address string   `placeholder:"HOST:PORT" help:"Where to listen (127.0.0.1:7117, or a free port if that one is taken)."`
	Host    []string `help:"A further host name that the pages may be asked under, beside this machine's own."`
}

// listener opens the address, or where none was named the usual one or, if it
// is taken, a free port.
func (l *listen) listener(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	if l.Address != "" {
		return config.Listen(ctx, "tcp", l.Address)
	}
	if ln, err := config.Listen(ctx, "tcp", usualAddress); err == nil {
		return ln, nil
	}
	return config.Listen(ctx, "tcp", "127.0.0.1:0")
}

// serve serves the record's pages until the context ends. The last line printed
// is their address.
func (l *listen) serve(ctx context.Context, c *console, rec *record.Record) error {
	ln, err := l.listener(ctx)
	if err != nil {
		return fmt.Errorf("serving: %w", err)
	}
	accounts := account.Open(c.folder)
	if all, err := accounts.All(); err != nil {
		c.status(err) // it keeps nobody on this machine from reading
	} else if len(all) == 0 && len(l.Host) > 0 {
		fmt.Fprintln(c.err, "nobody has an account: whoever reaches the pages reads the record; hearsay account add makes one")
	}
	handler := web.New(rec, web.Options{Hosts: l.Host, Accounts: accounts})
	fmt.Fprintf(c.out, "http://%s/\n", ln.Addr())
	return web.Serve(ctx, ln, handler)
}

type serveCommand struct{ listen }

func (cmd *serveCommand) Run(ctx context.Context, c *console) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	return cmd.serve(ctx, c, rec)
}

type demoCommand struct{ listen }

// Run reads the sample into a record of its own, which goes when it ends.
func (cmd *demoCommand) Run(ctx context.Context, c *console) (err error) {
	folder, err := os.MkdirTemp("", "hearsay-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	pages := filepath.Join(folder, "pages")
	if err := os.CopyFS(pages, sample.Files()); err != nil {
		return fmt.Errorf("writing the sample: %w", err)
	}
	own := *c
	own.folder = filepath.Join(folder, "record")
	in, closeAll, err := own.ingester(ctx, true)
	if err != nil {
		return err
	}
	defer closeAll()
	tally, err := in.Add(ctx, capture.Files(ctx, []string{pages}, capture.FileOptions{}))
	if err != nil {
		return err
	}
	if err := own.found(ctx, in, tally); err != nil {
		return err
	}
	return cmd.serve(ctx, &own, in.Record)
}

// found prints what was found in the sample, an article after the other.
func (c *console) found(ctx context.Context, in *ingest.Ingester, t ingest.Tally) error {
	articles, err := in.Record.Articles(ctx, 1000, 0)
	if err != nil {
		return err
	}
	for _, a := range articles {
		statements, err := in.Record.ArticleStatements(ctx, a.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s · %s · %s\n", orUnknown(a.Published), orUnknown(a.Outlet), plain(a.Title))
		for _, s := range statements {
			fmt.Fprintln(c.out, wrap(speakerOf(s)+" "+cueOf(s)+": "+contentOf(s), width(c.out), "    "))
		}
		fmt.Fprintln(c.out)
	}
	fmt.Fprintf(c.out, "%s in %s. The articles are invented. Open the page below to read them; Ctrl-C ends.\n",
		count(t.Statements, "statement"), count(t.Pages, "article"))
	return nil
}
