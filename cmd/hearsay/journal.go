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
		fmt.Fprintln(c.out, strings.Join([]string{e.Time.Format(time.DateTime), orUnknown(e.By), plain(e.String()), plain(state), e.ID}, "\t"))
	}
}
