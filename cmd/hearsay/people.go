package main

import (
	"context"
	"fmt"
	"os"

	"hearsay/internal/people"
	"hearsay/internal/record"
)

type peopleCommand struct {
	File string `arg:"" type:"existingfile" help:"FollowTheMoney JSON lines, or CSV with a column called name, and aliases, kind, role as they are there."`
	by
}

func (cmd *peopleCommand) Run(ctx context.Context, c *console) error {
	f, err := os.Open(cmd.File)
	if err != nil {
		return err
	}
	defer f.Close()
	var list []people.Person
	faults := 0
	for p, err := range people.Read(cmd.File, f) {
		if err != nil {
			faults++
			fmt.Fprintln(c.err, "hearsay:", plain(err.Error()))
			continue
		}
		list = append(list, p)
	}
	if len(list) == 0 {
		return fmt.Errorf("%s names nobody", cmd.File)
	}
	err = c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		return rec.KnowPeople(ctx, cmd.person(), list)
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, len(list), "of the list loaded")
	if faults > 0 {
		return errSaid
	}
	return nil
}
