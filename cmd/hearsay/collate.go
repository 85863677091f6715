package main

import (
	"context"
	"fmt"
	"strings"

	"hearsay/internal/record"
	"hearsay/internal/variant"
)

type recollateCommand struct{}

func (*recollateCommand) Run(ctx context.Context, c *console) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	progress := newProgress(c.err)
	progress.what = "article"
	err = rec.Recollate(ctx, progress.came)
	progress.clear()
	if err != nil {
		return err
	}
	sum, err := rec.Summary(ctx)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, sum)
	}
	_, err = fmt.Fprintf(c.out, "%s reported more than once; %s independent, %s%s; %s of two articles or more\n",
		count(sum.Utterances, "utterance"), count(sum.Articles-sum.Reprints-sum.Versions, "article"), count(sum.Reprints, "reprint"), laterVersions(sum.Versions), stories(sum.Stories))
	return err
}

func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}

type joinCommand struct {
	IDs []string `arg:"" name:"id" help:"Statements, or utterances, by their ids or the beginning of them. One utterance alone: confirm that those who report it do."`
	by
}

func (cmd *joinCommand) Run(ctx context.Context, c *console) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		var ids []string
		for _, typed := range cmd.IDs {
			named, err := rec.Identify(ctx, typed)
			if err != nil {
				return record.Entry{}, err
			}
			if named.Room != "statement" && named.Room != "utterance" {
				return record.Entry{}, fmt.Errorf("%s %s is neither a statement nor an utterance", named.Room, typed)
			}
			ids = append(ids, named.ID)
		}
		return rec.Join(ctx, cmd.person(), ids...)
	})
}

type partCommand struct {
	Statement string `arg:"" help:"The statement's id, or the beginning of it."`
	by
}

func (cmd *partCommand) Run(ctx context.Context, c *console) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		statement, err := statementNamed(ctx, rec, cmd.Statement)
		if err != nil {
			return record.Entry{}, err
		}
		return rec.Part(ctx, cmd.person(), statement)
	})
}

// independent says "3 independent, 2 reprints", and how many an earlier version of
// their page has already.
func independent(all, reprints, carried int) string {
	said := fmt.Sprintf("%d independent, %s", all-reprints-carried, count(reprints, "reprint"))
	if carried > 0 {
		said += fmt.Sprintf(", %d again in later versions", carried)
	}
	return said
}

// laterVersions says how many further captures of the same pages there are besides.
func laterVersions(n int) string {
	if n == 0 {
		return ""
	}
	return ", " + count(n, "later version")
}

// showUtterance prints an utterance: its witnesses in the order in which they
// were printed, each with what it has otherwise than the fullest of them.
func (c *console) showUtterance(ctx context.Context, rec *record.Record, id string) error {
	u, err := rec.Utterance(ctx, id)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, u)
	}
	who, state := "", "found by machine"
	if u.Speaker != nil {
		who = u.Speaker.Name
	}
	if u.Confirmed {
		state = "confirmed by a person"
	}
	c.facts([][2]string{{"utterance", u.ID}, {"speaker", who},
		{"witnesses", fmt.Sprintf("%s: %s, in %s of %s", count(u.Witnesses, "statement"), independent(u.Witnesses, u.Reprints, u.Carried), count(u.Articles, "article"), count(u.Outlets, "outlet"))},
		{"printed", days(u.First, u.Last)}, {"state", state}})
	for _, w := range u.Witnessed {
		fmt.Fprintln(c.out)
		c.witness(w)
	}
	if len(u.Again) > 0 {
		fmt.Fprintln(c.out, "\nsaid again, or before:")
	}
	for _, a := range u.Again {
		if err := c.statements([]record.Statement{a.Statement}); err != nil {
			return err
		}
	}
	return nil
}

// witness prints one witness of an utterance.
func (c *console) witness(w record.Witness) {
	s := w.Statement
	how := []string{string(w.Relation)}
	if w.Relation != variant.Fullest {
		how = append(how, fmt.Sprintf("has %.0f%% of the fullest's words, drift %.2f", 100*w.Kept, w.Drift))
	}
	switch {
	case w.Joined:
		how = append(how, "joined by a person")
	case w.Confidence > 0:
		how = append(how, fmt.Sprintf("%.0f%% sure", 100*w.Confidence))
	}
	if s.ReprintOf != "" {
		how = append(how, "reprint of "+s.ReprintOf)
	}
	how = append(how, turns(s)...)
	fmt.Fprintf(c.out, "%s · %s  %s  [%s]\n    %s\n", orUnknown(s.Article.Published), orUnknown(s.Article.Outlet), speakerOf(s), s.ID, strings.Join(how, "; "))
	fmt.Fprintln(c.out, wrap(marking(w), width(c.out), "    "))
}

// marking is a witness's words with the differences marked: [-dropped-],
// {+added+}, [-what the fullest has-]{+what this one has+}, {>moved>},
// {~reported indirectly~}. An asterisk: the witness marks it itself.
func marking(w record.Witness) string {
	var text strings.Builder
	text.WriteString(w.Before)
	for _, s := range w.Variants {
		own, base := plain(s.Words), plain(s.Missing)
		mark := ""
		if s.Marked {
			mark = "*"
		}
		switch s.Op {
		case variant.Dropped:
			own = " [-" + base + "-]" + mark + " "
		case variant.Added:
			own = "{+" + own + "+}" + mark
		case variant.Changed:
			own = "[-" + base + "-]{+" + own + "+}" + mark
		case variant.Moved:
			own = "{>" + own + ">}"
		case variant.Indirect:
			own = "{~" + own + "~}"
		}
		text.WriteString(own + s.After)
	}
	return plain(text.String())
}

// showStory prints a story's articles in the order in which they were published.
func (c *console) showStory(ctx context.Context, rec *record.Record, id string) error {
	s, err := rec.Story(ctx, id)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, s)
	}
	c.facts([][2]string{{"story", s.ID}, {"articles", fmt.Sprintf("%s: %s", count(s.Count, "article"), independent(s.Count, s.Reprints, 0)+laterVersions(s.Versions))}, {"published", days(s.First, s.Last)}})
	fmt.Fprintln(c.out)
	for _, a := range s.Articles {
		state := ""
		switch {
		case a.Later:
			state = fmt.Sprintf("\tversion %d of %d", a.Version, a.Versions)
		case a.ReprintOf != "":
			state = "\treprint of " + a.ReprintOf
		}
		fmt.Fprintf(c.out, "%s\t%s\t%s\t%s%s\n", orUnknown(a.Published), orUnknown(a.Outlet), orUnknown(a.Title), a.ID, state)
	}
	return nil
}
