package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/follow"
	"hearsay/internal/fields"
	"hearsay/internal/ingest"
)

type addCommand struct {
	Inputs   []string `arg:"" optional:"" name:"path|address" help:"Files, folders, addresses (https://…) of pages, feeds and sitemaps; - is standard input."`
	Retry    bool     `help:"Try again what failed before, as hearsay failures lists it: all of it, or what lies in the paths."`
	NoEngine bool     `help:"Keep and read the pages, and do not look for statements: hearsay reread --unsearched does later."`
	Encoding string   `help:"Encoding of the pages' bytes, where they do not state it: windows-1251."`
	Fields   string   `help:"Which fields of JSON have the parts of an article, where the usual names do not tell: text=body,title=headline,published=date. Also html, author, outlet, url, language."`
	fetching
}

// fetching are the flags of what is fetched.
type fetching struct {
	Limit        int           `placeholder:"N" help:"Of each feed, sitemap and other list the N latest pages."`
	Since        string        `placeholder:"DAY" help:"Of lists no pages that they tell to be older: 2025-05-20."`
	Refresh      bool          `help:"Fetch also pages whose address the record has."`
	Delay        time.Duration `default:"1s" help:"Pause between two requests to one host (${default}); robots.txt may ask for more."`
	AllowPrivate bool          `help:"Fetch from this machine and from private networks too."`
}

func (cmd *addCommand) Run(ctx context.Context, c *console) error {
	if len(cmd.Inputs) == 0 && !cmd.Retry {
		return fmt.Errorf("%w: hearsay add needs a path or an address, or --retry", errMisuse)
	}
	if _, _, _, err := cmd.stated(); err != nil {
		return err
	}
	in, closeAll, err := c.ingester(ctx, !cmd.Retry)
	if err != nil {
		return err
	}
	defer closeAll()
	in.NoEngine = cmd.NoEngine
	tries := []addCommand{*cmd}
	if cmd.Retry {
		if tries, err = cmd.again(ctx, in.Record); err != nil {
			return err
		}
		if len(tries) == 0 {
			fmt.Fprintln(c.err, "nothing failed that can be tried again")
		}
	}
	return c.read(ctx, in, tries)
}

// read reads inputs into the record, those of each command as it says.
func (c *console) read(ctx context.Context, in *ingest.Ingester, tries []addCommand) error {
	end := c.measure(ctx, tries)
	var b besides
	var all ingest.Tally
	var err error
	for i := 0; i < len(tries) && err == nil; i++ {
		var tally ingest.Tally
		tally, err = tries[i].read(ctx, c, in, &b)
		all.Add(tally)
	}
	end()
	err = c.tally(all, err)
	b.tell(c.err)
	return err
}

// read reads the inputs that the command names.
func (cmd *addCommand) read(ctx context.Context, c *console, in *ingest.Ingester, b *besides) (ingest.Tally, error) {
	encoding, stated, since, err := cmd.stated()
	if err != nil {
		return ingest.Tally{}, err
	}
	client := cmd.client()
	defer client.Close()
	opts := follow.Options{
		Files: capture.FileOptions{Charset: encoding, PassedOver: b.over.add, Fields: stated, Mapped: b.chosen.add,
			Read: c.progress.read},
		Client:  client,
		Limit:   cmd.Limit,
		Since:   since,
		Has:     in.Record.HasAddress,
		Skipped: func(string) { b.skipped++ },
		Note:    func(path, note string) { c.progress.say(path + ": " + note) },
	}
	if cmd.Refresh {
		opts.Has = nil
	}
	return in.Try(ctx, ingest.Attempt{Inputs: cmd.Inputs, Options: cmd.options(), Pages: follow.Inputs(ctx, cmd.Inputs, opts)})
}

// stated returns what the flags say of how pages are read.
func (cmd *addCommand) stated() (encoding string, mapping fields.Mapping, since time.Time, err error) {
	if encoding, err = encodingName(cmd.Encoding); err != nil {
		return encoding, mapping, since, err
	}
	if cmd.Fields != "" {
		if mapping, err = fields.Parse(cmd.Fields); err != nil {
			return encoding, mapping, since, fmt.Errorf("%w: --fields: %w", errMisuse, err)
		}
	}
	since, err = cmd.since()
	return encoding, mapping, since, err
}

// besides is what a person should know of what was read, and is told at the end.
type besides struct {
	over    passedOver
	chosen  mappings
	skipped int // pages whose address the record has
}

func (b *besides) tell(to io.Writer) {
	b.chosen.tell(to)
	b.over.tell(to)
	if b.skipped > 0 {
		fmt.Fprintf(to, "%s not fetched, since the record has one of the same address; --refresh fetches them again\n", count(b.skipped, "page"))
	}
}

// measure finds out how much there is to read, beside the reading, and returns how
// to end that. What is fetched has no size before.
func (c *console) measure(ctx context.Context, tries []addCommand) (end func()) {
	var paths []string
	for _, cmd := range tries {
		paths = append(paths, cmd.Inputs...)
	}
	if slices.ContainsFunc(paths, follow.IsAddress) {
		return func() {}
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if size, err := capture.Size(ctx, paths); err == nil {
			c.progress.of(size)
		}
	}()
	return func() { stop(); <-ended }
}

// since is the day that --since tells.
func (f fetching) since() (time.Time, error) {
	if f.Limit < 0 {
		return time.Time{}, fmt.Errorf("%w: --limit %d", errMisuse, f.Limit)
	}
	if f.Since == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, f.Since)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: --since %q is no day, such as 2025-05-20", errMisuse, f.Since)
	}
	return day, nil
}

// client returns what fetches as the flags say.
func (f fetching) client() *fetch.Client {
	return fetch.New(fetch.Options{
		UserAgent:    "Hearsay/" + version,
		AllowPrivate: f.AllowPrivate,
		Delay:        max(f.Delay, time.Nanosecond), // 0 would be the usual pause
	})
}

// encodingName returns the name by which the web's standard knows an encoding,
// so that one encoding is always called the same.
func encodingName(label string) (string, error) {
	if label == "" {
		return "", nil
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return "", fmt.Errorf("%w: no encoding is called %q", errMisuse, label)
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" { // the standard has them, and no text is in them
		return "", fmt.Errorf("%w: no text is in the encoding %q", errMisuse, label)
	}
	return name, nil
}

// passedOver gathers what in a folder is no page by its name or beginning, and links
// to folders.
type passedOver struct {
	count int
	first []string
}

func (p *passedOver) add(path string) {
	if p.count++; len(p.first) < 3 {
		p.first = append(p.first, plain(filepath.Base(path)))
	}
}

func (p *passedOver) tell(to io.Writer) {
	if p.count == 0 {
		return
	}
	names := strings.Join(p.first, ", ")
	if p.count > len(p.first) {
		names += ", …"
	}
	fmt.Fprintf(to, "%d passed over, no pages by their names or beginnings, or links to folders: %s\n", p.count, names)
}

// mappings gathers by which fields the articles in JSON were read, where that was
// chosen.
type mappings struct {
	files []string // the first of each
	by    []fields.Mapping
	count map[string]int
}

func (m *mappings) add(path string, by fields.Mapping) {
	if m.count == nil {
		m.count = make(map[string]int)
	}
	if m.count[by.String()]++; m.count[by.String()] == 1 {
		m.files, m.by = append(m.files, plain(path)), append(m.by, by)
	}
}

func (m *mappings) tell(to io.Writer) {
	for i, file := range m.files {
		if more := m.count[m.by[i].String()] - 1; more > 0 {
			file += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(to, "%s: read by --fields %s\n", file, m.by[i])
	}
}

type rereadCommand struct {
	Unsearched bool `help:"Read again only articles that were added with --no-engine."`
}

func (cmd *rereadCommand) Run(ctx context.Context, c *console) error {
	in, closeAll, err := c.ingester(ctx, false)
	if err != nil {
		return err
	}
	defer closeAll()
	if cmd.Unsearched {
		return c.tally(in.Search(ctx))
	}
	return c.tally(in.Reread(ctx))
}

// ingester opens the record with its archive; create makes one where there is none.
func (c *console) ingester(ctx context.Context, create bool) (*ingest.Ingester, func(), error) {
	openRecord := c.open
	if create {
		openRecord = c.create
	}
	rec, err := openRecord(ctx)
	if err != nil {
		return nil, nil, err
	}
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		return nil, nil, errors.Join(err, rec.Close())
	}
	closeAll := func() {
		if err := errors.Join(archive.Close(), rec.Close()); err != nil {
			fmt.Fprintln(c.err, "hearsay:", err)
		}
	}
	c.progress = newProgress(c.err)
	in := &ingest.Ingester{Record: rec, Archive: archive, Tell: c.progress.tell}
	return in, closeAll, nil
}

// tally prints what became of the pages. Pages that were not read, or read with
// a doubt, make the command fail: somebody should look.
func (c *console) tally(t ingest.Tally, err error) error {
	c.progress.clear()
	if err != nil {
		return err
	}
	if c.json {
		if err := printJSON(c.out, t); err != nil {
			return err
		}
	} else {
		line := count(t.Pages, "page") + " read"
		if t.Doubtful > 0 {
			line += fmt.Sprintf(" (%d with a doubt)", t.Doubtful)
		}
		if t.Unsearched == t.Pages && t.Pages > 0 {
			line += ", not searched for statements"
		} else {
			line += ", " + count(t.Statements, "statement")
		}
		if t.Known > 0 {
			line += fmt.Sprintf("; %d known already", t.Known)
		}
		if t.Failed > 0 {
			line += fmt.Sprintf("; %d failed", t.Failed)
		}
		fmt.Fprintln(c.out, line)
	}
	if t.Failed > 0 || t.Doubtful > 0 {
		return errSaid
	}
	return nil
}
