package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/record"
)

type journalCommand struct {
	page
}

func (cmd *journalCommand) Run(ctx context.Context, c *console) error {
	return listed(ctx, c, cmd.page, (*record.Record).Journal, c.entries)
}

// entries prints entries of the journal, one per line.
func (c *console) entries(entries []record.Entry) {
	for _, e := range entries {
		state := "holds"
		switch {
		case e.Undone:
			state = "undone"
		case e.Missing != "":
			state = "waits: the record has no " + e.Missing
		}
		fmt.Fprintln(c.out, strings.Join([]string{e.Time.Format(time.DateTime), orUnknown(e.By), told(e.Correction), plain(state), e.ID}, "\t"))
	}
}

// told tells a correction in a line.
func told(c record.Correction) string {
	var what string
	who := ""
	if c.Speaker != nil {
		who = called(*c.Speaker)
	}
	switch c.Do {
	case record.Rename:
		what = fmt.Sprintf("rename %s to %s", who, c.Name)
	case record.Merge:
		what = fmt.Sprintf("merge %s into %s", calledAll(c.Aliases), who)
	case record.Split:
		what = fmt.Sprintf("split %s from %s", calledAll(c.Aliases), calledAll(c.From))
		if len(c.Statements) > 0 {
			what = fmt.Sprintf("split statements %s from %s", strings.Join(c.Statements, ", "), calledAll(c.From))
		}
		if c.Name != "" {
			what += " as " + c.Name
		} else if len(c.Aliases) == 0 || *c.Speaker != c.Aliases[0] {
			what += " as " + who
		}
	case record.SetSpeaker:
		what = fmt.Sprintf("set the speaker of %s to %s", c.Statement, who)
		if who == "" {
			what = fmt.Sprintf("set the speaker of %s to not known", c.Statement)
		}
	case record.KeepApart:
		what = fmt.Sprintf("keep %s and %s apart", calledAll(c.Aliases), calledAll(c.From))
	case record.JoinWitnesses:
		what = "join statements " + strings.Join(c.Statements, ", ")
	case record.PartWitnesses:
		what = fmt.Sprintf("part statement %s from %s", strings.Join(c.Statements, ", "), strings.Join(c.Others, ", "))
	case record.SetEncoding:
		what = fmt.Sprintf("set the encoding of %s to %s", c.Capture, c.Encoding)
	case record.KnowPeople:
		what = "know the people of list " + c.File[:min(len(c.File), 8)]
	default:
		what = strings.TrimSpace(c.Do + " " + c.Statement + c.Entry)
	}
	return plain(what)
}

// called is a name with its walk of life.
func called(a record.AliasRef) string {
	if a.Domain == "" {
		return a.Name
	}
	return a.Name + " (" + a.Domain + ")"
}

func calledAll(aliases []record.AliasRef) string {
	names := make([]string, len(aliases))
	for i, a := range aliases {
		names[i] = called(a)
	}
	return strings.Join(names, ", ")
}
