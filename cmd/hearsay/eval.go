package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"hearsay/attribution"
	"hearsay/internal/eval"
)

type evalCommand struct {
	Gold        string `arg:"" type:"path" help:"Marked articles: JSON lines with id, text and attributions."`
	Predictions string `type:"path" placeholder:"OUT.jsonl" help:"Write what was found to this file, in the same form."`
	By          string `enum:",kind,outlet" default:"" placeholder:"kind|outlet" help:"Score each kind or each outlet by itself."`
}

func (cmd *evalCommand) Run(_ context.Context, c *console) error {
	gold, err := eval.Load(cmd.Gold)
	if err != nil {
		return err
	}
	predicted := eval.Predict(gold, attribution.Extract)
	if cmd.Predictions != "" {
		if err := writePredictions(cmd.Predictions, predicted); err != nil {
			return err
		}
	}
	switch cmd.By {
	case "kind":
		return printParts(c, eval.ByKind(gold, predicted))
	case "outlet":
		return printParts(c, eval.ByOutlet(gold, predicted))
	}
	report := eval.Score(gold, predicted)
	if c.json {
		return printJSON(c.out, report)
	}
	_, err = fmt.Fprint(c.out, report)
	return err
}

func printParts(c *console, parts []eval.Part) error {
	for i, p := range parts {
		if c.json {
			if err := printJSON(c.out, p); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		if _, err := fmt.Fprintf(c.out, "%s\n%s", p.Name, p.Report); err != nil {
			return err
		}
	}
	return nil
}

func writePredictions(path string, predicted []eval.Article) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return eval.Write(f, predicted)
}

// version is set when a release is built.
var version = "development"

type versionCommand struct{}

func (*versionCommand) Run(_ context.Context, c *console) error {
	_, err := fmt.Fprintf(c.out, "hearsay %s, engine %s\n", version, attribution.Engine)
	return err
}
