package main

import (
	"context"
	"fmt"
	"strings"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// page holds the flags of commands that list.
type page struct {
	Limit  int `short:"n" default:"100" help:"How many at most (${default})."`
	Offset int `default:"0" help:"How many to pass over first."`
}

type whoCommand struct {
	Name []string `arg:"" help:"The speaker's name, or words of it."`
	page
}

func (cmd *whoCommand) Run(ctx context.Context, c *console) error {
	return c.list(ctx, record.Query{Speaker: strings.Join(cmd.Name, " ")}, cmd.page)
}

type searchCommand struct {
	Query    []string `arg:"" help:"Words, \"phrases\", -words that must not stand, fields: speaker: speaker_id: to: to_id: about_id: outlet: kind: act: version: article: reprint: after: before:, of which the first nine may be left out, -outlet:gazette, after --."`
	Articles bool     `help:"Search the articles' whole text instead of their statements."`
	Save     string   `placeholder:"NAME" help:"Save the search under a name instead: hearsay searches lists it, the pages have feeds of it."`
	by
	page
}

func (cmd *searchCommand) Run(ctx context.Context, c *console) error {
	typed := joinArgs(cmd.Query)
	if cmd.Articles && cmd.Save != "" {
		return fmt.Errorf("%w: a search of articles' whole text cannot be saved", errMisuse)
	}
	if cmd.Articles {
		return c.listArticles(ctx, typed, cmd.page)
	}
	q, err := record.ParseQuery(typed)
	if err != nil {
		return err
	}
	if cmd.Save != "" {
		return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
			return rec.SaveSearch(ctx, cmd.person(), cmd.Save, q)
		})
	}
	return c.list(ctx, q, cmd.page)
}

type searchesCommand struct {
	page
}

func (cmd *searchesCommand) Run(ctx context.Context, c *console) error {
	return listed(ctx, c, cmd.page, (*record.Record).SavedSearches, func(saved []record.Entry) {
		for _, e := range saved {
			fmt.Fprintln(c.out, strings.Join([]string{plain(e.Name), plain(e.Search.String()), e.ID}, "\t"))
		}
	})
}

// joinArgs puts a query together from the words that a shell split it into. An
// argument with spaces was quoted there, so it is a phrase.
func joinArgs(args []string) string {
	if len(args) == 1 {
		return args[0]
	}
	quoted := make([]string, len(args))
	for i, a := range args {
		field, value, isField := strings.Cut(a, ":")
		switch {
		case strings.ContainsRune(a, '"') || !strings.ContainsRune(a, ' '):
			quoted[i] = a
		case isField && !strings.ContainsRune(field, ' '):
			quoted[i] = field + `:"` + value + `"`
		default:
			quoted[i] = `"` + a + `"`
		}
	}
	return strings.Join(quoted, " ")
}

// check tells what of the flags makes no sense.
func (p page) check() error {
	if p.Limit < 1 || p.Offset < 0 {
		return fmt.Errorf("%w: --limit is 1 or more, --offset 0 or more", errMisuse)
	}
	return nil
}

// listed prints a page of what the record lists, as JSON or by show.
func listed[T any](ctx context.Context, c *console, p page,
	list func(r *record.Record, ctx context.Context, limit, offset int) ([]T, error), show func([]T)) error {
	if err := p.check(); err != nil {
		return err
	}
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	found, err := list(rec, ctx, p.Limit, p.Offset)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, found...)
	}
	show(found)
	return nil
}

// list prints the statements that a query selects, and how many there are.
func (c *console) list(ctx context.Context, q record.Query, p page) error {
	if err := p.check(); err != nil {
		return err
	}
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	results, err := rec.Search(ctx, q, p.Limit, p.Offset)
	if err != nil {
		return err
	}
	if err := c.statements(results.Statements); err != nil {
		return err
	}
	where := " in " + count(results.Articles, "article")
	if results.More {
		fmt.Fprint(c.err, "more than ")
		where = ", the latest of them in " + count(results.Articles, "article")
	}
	c.more(len(results.Statements), results.Total, p, "statement", where)
	return nil
}

func (c *console) listArticles(ctx context.Context, typed string, p page) error {
	if err := p.check(); err != nil {
		return err
	}
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	found, total, err := rec.SearchArticles(ctx, typed, p.Limit, p.Offset)
	if err != nil {
		return err
	}
	if c.json {
		err = printJSON(c.out, found...)
	} else {
		for _, a := range found {
			fmt.Fprintln(c.out, strings.Join([]string{orUnknown(a.Published), orUnknown(a.Outlet), plain(a.Title), a.ID}, "\t"))
		}
	}
	c.more(len(found), total, p, "article", "")
	return err
}

// more tells how many there are, and how to see the rest.
func (c *console) more(shown, total int, p page, what, where string) {
	fmt.Fprintf(c.err, "%s%s", count(total, what), where)
	if rest := total - p.Offset - shown; rest > 0 && shown > 0 {
		fmt.Fprintf(c.err, "; the next %d: --offset %d", min(rest, p.Limit), p.Offset+shown)
	}
	fmt.Fprintln(c.err)
}

type exportCommand struct {
	Format export.Format `enum:"jsonl,csv" default:"jsonl" help:"jsonl or csv (${default})."`
	Query  []string      `arg:"" optional:"" help:"Only the statements that this query selects."`
}

func (cmd *exportCommand) Run(ctx context.Context, c *console) error {
	q, err := record.ParseQuery(joinArgs(cmd.Query))
	if err != nil {
		return err
	}
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	n, err := export.Write(c.out, cmd.Format, rec.All(ctx, q))
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, count(n, "statement"))
	return nil
}
