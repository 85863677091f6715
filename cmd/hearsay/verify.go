package main

import (
	"context"
	"fmt"

	"hearsay/internal/ingest"
)

type verifyCommand struct{}

func (*verifyCommand) Run(ctx context.Context, c *console) error {
	in, closeAll, err := c.ingester(ctx, false)
	if err != nil {
		return err
	}
	defer closeAll()
	checked, err := in.Verify(ctx, func(f ingest.Fault) {
		if c.json {
			_ = printJSON(c.out, f) // the sum below fails as this did
			return
		}
		fmt.Fprintln(c.out, plain(f.String()))
	})
	if err != nil {
		return err
	}
	if c.json {
		err = printJSON(c.out, checked)
	} else {
		_, err = fmt.Fprintf(c.out, "%s, %s, %s and %s checked against their bytes: %s\n",
			count(checked.Captures, "capture"), count(checked.Articles, "article"), count(checked.Statements, "statement"),
			count(checked.Journal, "correction"), verdict(checked))
	}
	if err == nil && checked.Faults > 0 {
		return errSaid
	}
	return err
}

func verdict(c ingest.Checked) string {
	verdict := "all match"
	if c.Faults > 0 {
		verdict = count(c.Faults, "fault")
	}
	if c.Waiting > 0 {
		verdict += fmt.Sprintf("; %d kept and not read yet: the next hearsay add or reread reads them", c.Waiting)
	}
	return verdict
}
