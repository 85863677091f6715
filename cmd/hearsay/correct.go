package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/record"
)

// by holds the flag of commands that correct.
type by struct {
	By string `env:"USER" default:"somebody" help:"Who says so (${default})."`
}

func (b by) person() record.Person { return record.Person{Name: b.By, Time: time.Now()} }

type renameCommand struct {
	Speaker string `arg:"" help:"The speaker: an id, the beginning of one, or a name that one alone has."`
	Name    string `arg:"" help:"What to call it."`
	by
}

func (cmd *renameCommand) Run(ctx context.Context, c *console) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		id, err := rec.FindSpeaker(ctx, cmd.Speaker)
		if err != nil {
			return record.Entry{}, err
		}
		return rec.Rename(ctx, cmd.person(), id, cmd.Name)
	})
}

type mergeCommand struct {
	Speaker string `arg:"" help:"The speaker: an id, the beginning of one, or a name that one alone has."`
	Into    string `arg:"" help:"Who it is."`
	by
}

func (cmd *mergeCommand) Run(ctx context.Context, c *console) error {
	return c.correctTwo(ctx, cmd.Speaker, cmd.Into, func(rec *record.Record, a, b string) (record.Entry, error) {
		return rec.Merge(ctx, cmd.person(), a, b)
	})
}

type keepApartCommand struct {
	Speaker string `arg:"" help:"The speaker: an id, the beginning of one, or a name that one alone has."`
	Other   string `arg:"" help:"Who it is not."`
	by
}

func (cmd *keepApartCommand) Run(ctx context.Context, c *console) error {
	return c.correctTwo(ctx, cmd.Speaker, cmd.Other, func(rec *record.Record, a, b string) (record.Entry, error) {
		return rec.KeepApart(ctx, cmd.person(), a, b)
	})
}

type splitCommand struct {
	Speaker string   `arg:"" help:"The speaker: an id, the beginning of one, or a name that one alone has."`
	Parts   []string `arg:"" name:"alias|statement" help:"What is not its: names, or ids as show prints them of names and of statements."`
	As      string   `placeholder:"NAME" help:"Whose it is: a speaker, or a new one's name."`
	by
}

func (cmd *splitCommand) Run(ctx context.Context, c *console) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		id, err := rec.FindSpeaker(ctx, cmd.Speaker)
		if err != nil {
			return record.Entry{}, err
		}
		parts, err := partsOf(ctx, rec, id, cmd.Parts)
		if err != nil {
			return record.Entry{}, err
		}
		as, err := whoOrName(ctx, rec, cmd.As)
		if err != nil {
			return record.Entry{}, err
		}
		return rec.Split(ctx, cmd.person(), id, parts, as)
	})
}

// partsOf finds the names and statements of a speaker that people mean.
func partsOf(ctx context.Context, rec *record.Record, speaker string, typed []string) ([]string, error) {
	aliases, err := rec.Aliases(ctx, speaker)
	if err != nil {
		return nil, err
	}
	var parts []string
	for _, t := range typed {
		n := len(parts)
		for _, a := range aliases {
			if len(t) >= 4 && strings.HasPrefix(a.ID, t) || a.Name == t || slices.Contains(a.Names, t) {
				parts = append(parts, a.ID)
			}
		}
		if len(parts) > n {
			continue
		}
		named, err := rec.Identify(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("neither a name of the speaker nor a statement: %w", err)
		}
		parts = append(parts, named.ID)
	}
	return parts, nil
}

// whoOrName returns the id of the speaker whom people mean, else the name as it is.
func whoOrName(ctx context.Context, rec *record.Record, typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	id, err := rec.FindSpeaker(ctx, typed)
	if errors.Is(err, record.ErrNotFound) {
		return typed, nil
	}
	return id, err
}

type setSpeakerCommand struct {
	Statement string `arg:"" help:"The statement's id, or the beginning of it."`
	Speaker   string `arg:"" optional:"" help:"Whose it is: an id, or a name, which nobody need have yet."`
	Unknown   bool   `help:"Nobody knows whose it is."`
	by
}

func (cmd *setSpeakerCommand) Run(ctx context.Context, c *console) error {
	if cmd.Unknown == (cmd.Speaker != "") {
		return fmt.Errorf("%w: give a speaker, or --unknown", errMisuse)
	}
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		statement, err := statementNamed(ctx, rec, cmd.Statement)
		if err != nil {
			return record.Entry{}, err
		}
		who, err := whoOrName(ctx, rec, cmd.Speaker)
		if err != nil {
			return record.Entry{}, err
		}
		return rec.SetSpeaker(ctx, cmd.person(), statement, who)
	})
}

// statementNamed returns the id of the statement that people mean.
func statementNamed(ctx context.Context, rec *record.Record, typed string) (string, error) {
	named, err := rec.Identify(ctx, typed)
	if err == nil && named.Room != "statement" {
		err = fmt.Errorf("%s %s is not a statement", named.Room, typed)
	}
	return named.ID, err
}

type undoCommand struct {
	Entry string `arg:"" help:"The entry's id, as hearsay journal prints it, or the beginning of it."`
	by
}

func (cmd *undoCommand) Run(ctx context.Context, c *console) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		return rec.Undo(ctx, cmd.person(), cmd.Entry)
	})
}

// correctTwo corrects what is about two speakers.
func (c *console) correctTwo(ctx context.Context, one, other string, do func(rec *record.Record, a, b string) (record.Entry, error)) error {
	return c.correct(ctx, func(rec *record.Record) (record.Entry, error) {
		a, err := rec.FindSpeaker(ctx, one)
		if err != nil {
			return record.Entry{}, err
		}
		b, err := rec.FindSpeaker(ctx, other)
		if err != nil {
			return record.Entry{}, err
		}
		return do(rec, a, b)
	})
}

// correct opens the record, corrects it, and prints the entry that was made.
func (c *console) correct(ctx context.Context, do func(*record.Record) (record.Entry, error)) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	made, err := do(rec)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, made)
	}
	_, err = fmt.Fprintf(c.out, "%s; hearsay undo %s takes it back\n", plain(made.String()), made.ID[:8])
	return err
}
