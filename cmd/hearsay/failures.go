package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strconv"
	"strings"

	"hearsay/internal/ingest"
	"hearsay/internal/record"
)

type failuresCommand struct {
	page
}

func (cmd *failuresCommand) Run(ctx context.Context, c *console) error {
	return listed(ctx, c, cmd.page, (*record.Record).Failures, c.failures)
}

// failures prints what failed, and what can be done about it.
func (c *console) failures(all []record.Failure) {
	again, kept := 0, 0
	for _, f := range all {
		what, when := f.Input, "failed "+f.Last.Local().Format("2006-01-02 15:04")
		if f.Place != "" {
			what += ": " + f.Place
		}
		switch {
		case f.Capture != "":
			kept++
			when = "kept " + f.Last.Local().Format("2006-01-02 15:04")
		case f.Times > 1:
			when += fmt.Sprintf(", %d times since %s", f.Times, f.First.Local().Format("2006-01-02"))
			fallthrough
		default:
			again++
		}
		fmt.Fprintln(c.out, plain(what+": "+f.Reason+" ("+when+")"))
	}
	if again > 0 {
		fmt.Fprintf(c.err, "%d could not be brought in: hearsay add --retry tries again\n", again)
	}
	if kept > 0 {
		fmt.Fprintf(c.err, "%s kept that could not be read: add them again with --encoding, if that is why, or run hearsay reread with a newer Hearsay\n", count(kept, "page"))
	}
	if len(all) == 0 {
		fmt.Fprintln(c.err, "nothing failed")
	}
}

var errNothingFailed = errors.New("nothing of it failed that can be tried again")

// again returns the commands that try again what failed before and lies in one of
// the inputs, or all of it where there are none. It is read as it was then, but for
// what the command says itself.
func (cmd *addCommand) again(ctx context.Context, rec *record.Record) ([]addCommand, error) {
	failures, err := rec.Failures(ctx, -1, 0)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, input := range cmd.Inputs {
		name, err := ingest.InputName(input)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	var tries []addCommand
	var last map[string]string // options of the last try
	found, tried := make(map[string]bool), make(map[string]bool)
	for _, f := range failures {
		if f.Capture != "" {
			continue
		}
		wanted := len(names) == 0
		for _, name := range names {
			if inside(f.Input, name) || inside(filepath.Join(f.Input, f.Place), name) {
				wanted, found[name] = true, true
			}
		}
		if !wanted || tried[f.Input] {
			continue
		}
		tried[f.Input] = true
		if len(tries) == 0 || !maps.Equal(last, f.Options) {
			try, err := cmd.with(f.Options)
			if err != nil {
				return nil, err
			}
			tries, last = append(tries, try), f.Options
		}
		try := &tries[len(tries)-1]
		try.Inputs = append(try.Inputs, f.Input)
	}
	for _, name := range names {
		if !found[name] {
			return nil, fmt.Errorf("%s: %w: hearsay failures lists what failed", plain(name), errNothingFailed)
		}
	}
	return tries, nil
}

// options returns what of the command tells how its inputs are read, to be kept
// with those that fail. That a private network may be asked is to be said anew.
func (cmd *addCommand) options() map[string]string {
	options := make(map[string]string)
	if cmd.Encoding != "" {
		options["encoding"] = cmd.Encoding
	}
	if cmd.Fields != "" {
		options["fields"] = cmd.Fields
	}
	if cmd.Limit > 0 {
		options["limit"] = strconv.Itoa(cmd.Limit)
	}
	if cmd.Since != "" {
		options["since"] = cmd.Since
	}
	if cmd.Refresh {
		options["refresh"] = "true"
	}
	return options
}

// with returns the command without inputs, and with the options where it does not
// say otherwise.
func (cmd *addCommand) with(options map[string]string) (addCommand, error) {
	with := *cmd
	with.Inputs = nil
	with.Encoding = cmp.Or(cmd.Encoding, options["encoding"])
	with.Fields = cmp.Or(cmd.Fields, options["fields"])
	with.Since = cmp.Or(cmd.Since, options["since"])
	with.Refresh = cmd.Refresh || options["refresh"] != ""
	if limit := options["limit"]; limit != "" && cmd.Limit == 0 {
		var err error
		if with.Limit, err = strconv.Atoi(limit); err != nil {
			return with, fmt.Errorf("what failed was read with --limit %s: %w", plain(limit), err)
		}
	}
	return with, nil
}

// inside reports whether a path is another or lies in it.
func inside(path, other string) bool {
	rest, ok := strings.CutPrefix(path, other)
	return ok && (rest == "" || rest[0] == filepath.Separator || rest[0] == '/')
}
