package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/speaker"
)

type evalCommand struct {
	Gold        string `arg:"" type:"path" help:"What people marked: attributions, expected statements, entities, sources or pronouns; docs/formats.md tells the forms."`
	Predictions string `type:"path" placeholder:"OUT.jsonl" help:"Of attributions: write what was found to this file, in the same form."`
	By          string `enum:",kind,outlet" default:"" placeholder:"kind|outlet" help:"Of attributions: score each kind or each outlet by itself."`
	Pages       string `type:"path" placeholder:"DIR" help:"Of expected statements: where the pages lie, if not beside the file or in articles/ there."`
	Articles    string `type:"path" placeholder:"ARTICLES.jsonl" help:"Of sources and utterances: the marked articles in which they stand."`
	Engine      bool   `help:"Of sources: judge the statements that are found, not those that are marked."`
	Misses      bool   `help:"Print what is not right too; not of attributions."`
}

// namesOf is how the speakers of an article's statements are told.
func namesOf(text, author string, statements []attribution.Statement) []string {
	speakers := speaker.Resolve(text, statements, speaker.Author(author))
	names := make([]string, len(speakers))
	for i, s := range speakers {
		names[i] = s.Name
	}
	return names
}

// whichName is how it is told which of some names a pronoun means.
func whichName(text string, pronoun attribution.Span, names []attribution.Span) int {
	return speaker.Pronoun(text, pronoun, names)
}

func (cmd *evalCommand) Run(ctx context.Context, c *console) error {
	form, err := eval.Recognize(cmd.Gold)
	if err != nil {
		return err
	}
	if err := cmd.check(form); err != nil {
		return err
	}
	switch form {
	case eval.Statements:
		return cmd.statements(ctx, c)
	case eval.Sources:
		return cmd.sources(c)
	case eval.Utterances:
		return cmd.utterances(ctx, c)
	case eval.Entities:
		return cmd.entities(c)
	case eval.Pronouns:
		return cmd.pronouns(c)
	}
	return cmd.attributions(c)
}

// check refuses flags that a form has no use for.
func (cmd *evalCommand) check(form eval.Form) error {
	for _, f := range []struct {
		flag  string
		given bool
		fits  bool
	}{
		{"--predictions", cmd.Predictions != "", form == eval.Spans},
		{"--by", cmd.By != "", form == eval.Spans},
		{"--pages", cmd.Pages != "", form == eval.Statements},
		{"--articles", cmd.Articles != "", form == eval.Sources || form == eval.Utterances},
		{"--engine", cmd.Engine, form == eval.Sources},
		{"--misses", cmd.Misses, form != eval.Spans},
	} {
		if f.given && !f.fits {
			return fmt.Errorf("%w: %s does not go with %s, which %s has", errMisuse, f.flag, form, cmd.Gold)
		}
	}
	if (form == eval.Sources || form == eval.Utterances) && cmd.Articles == "" {
		return fmt.Errorf("%w: --articles must name the marked articles in which the %s of %s stand", errMisuse, form, cmd.Gold)
	}
	return nil
}

func (cmd *evalCommand) attributions(c *console) error {
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
	return printReport(c, eval.Score(gold, predicted))
}

func (cmd *evalCommand) sources(c *console) error {
	articles, err := eval.Load(cmd.Articles)
	if err != nil {
		return err
	}
	sources, err := eval.LoadSources(cmd.Gold, articles)
	if err != nil {
		return err
	}
	var extract func(string) []attribution.Statement
	if cmd.Engine {
		extract = attribution.Extract
	}
	report, err := eval.ScoreSources(articles, sources, namesOf, extract)
	if err != nil {
		return err
	}
	if !cmd.Misses {
		report.Misses = nil
	}
	return printReport(c, report)
}

func (cmd *evalCommand) entities(c *console) error {
	documents, err := eval.LoadDocuments(cmd.Gold)
	if err != nil {
		return err
	}
	report, err := eval.ScoreEntities(documents, namesOf)
	if err != nil {
		return err
	}
	if !cmd.Misses {
		report.Misses = nil
	}
	return printReport(c, report)
}

func (cmd *evalCommand) pronouns(c *console) error {
	snippets, err := eval.LoadSnippets(cmd.Gold)
	if err != nil {
		return err
	}
	report, err := eval.ScoreSnippets(snippets, whichName)
	if err != nil {
		return err
	}
	if !cmd.Misses {
		report.Misses = nil
	}
	return printReport(c, report)
}

// printReport prints a report as its lines or as one JSON object.
func printReport[R fmt.Stringer](c *console, report R) error {
	if c.json {
		return printJSON(c.out, report)
	}
	_, err := fmt.Fprint(c.out, printable(report.String()))
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
