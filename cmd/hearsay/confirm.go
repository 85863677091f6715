package main

import (
	"context"
	"fmt"
	"time"

	"hearsay/internal/record"
)

type confirmCommand struct {
	ID   string `arg:"" help:"The statement's id, or the beginning of it."`
	Undo bool   `help:"Take a confirmation back."`
	By   string `env:"USER" default:"somebody" help:"Who confirms (${default})."`
}

func (cmd *confirmCommand) Run(ctx context.Context, c *console) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	named, err := rec.Identify(ctx, cmd.ID)
	if err != nil {
		return err
	}
	if named.Room != "statement" {
		return fmt.Errorf("%s %s: only a statement can be confirmed; hearsay join confirms an utterance", named.Room, cmd.ID)
	}
	correction := record.Correction{Do: record.Confirm, By: cmd.By, Time: time.Now(), Statement: named.ID}
	if cmd.Undo {
		correction.Do = record.Withdraw
	}
	if err := rec.Correct(ctx, correction); err != nil {
		return err
	}
	s, err := rec.Statement(ctx, named.ID)
	if err != nil {
		return err
	}
	return c.statements([]record.Statement{s})
}
