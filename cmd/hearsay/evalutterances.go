package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/eval"
	"hearsay/internal/ingest"
	"hearsay/internal/record"
)

// utterances puts all marked articles in a record of its own, with the
// attributions that are marked in them, and judges how the record grouped those
// of the sheets.
func (cmd *evalCommand) utterances(ctx context.Context, c *console) error {
	articles, err := eval.Load(cmd.Articles)
	if err != nil {
		return err
	}
	sheets, err := eval.LoadSheets(cmd.Gold, articles)
	if err != nil {
		return err
	}
	of, err := grouped(ctx, articles)
	if err != nil {
		return err
	}
	report := eval.ScoreUtterances(sheets, articles, func(article string, at int) string { return of[markedStatement{article, at}] })
	if !cmd.Misses {
		report.Misses = nil
	}
	return printReport(c, report)
}

// A markedStatement is an attribution of an article by its place there.
type markedStatement struct {
	article string
	at      int
}

// grouped returns the utterance of each marked attribution that is one of
// several, as a record that has the articles groups them.
func grouped(ctx context.Context, articles []eval.Article) (of map[markedStatement]string, err error) {
	folder, err := os.MkdirTemp("", "hearsay-eval-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	rec, err := record.Create(ctx, filepath.Join(folder, "record"))
	if err != nil {
		return nil, err
	}
	defer rec.Close()
	of = make(map[markedStatement]string)
	for i, a := range articles {
		reading, at, err := readMarked(a)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
		entry := capture.Entry{Capture: capture.Capture{SHA256: reading.SHA256, Name: a.ID, Time: time.Unix(0, 0)},
			Place: capture.Place{File: "marked", Offset: int64(i), Length: 1}}
		if err := rec.Add(ctx, "marked", int64(i)+1, []capture.Entry{entry}); err != nil {
			return nil, err
		}
		if err := rec.Store(ctx, []record.Reading{reading}); err != nil {
			return nil, err
		}
		for j, n := range at {
			of[markedStatement{a.ID, n}] = record.StatementID(reading.SHA256, reading.Statements[j])
		}
	}
	utterance := make(map[string]string) // of a statement
	for s, err := range rec.All(ctx, record.Query{}) {
		if err != nil {
			return nil, err
		}
		utterance[s.ID] = s.Utterance
	}
	for which, id := range of {
		of[which] = utterance[id]
	}
	return of, nil
}

// readMarked reads a marked article as if the engine had found what is marked.
func readMarked(a eval.Article) (record.Reading, []int, error) {
	statements, at, err := eval.Marked(a)
	if err != nil {
		return record.Reading{}, nil, err
	}
	page := article.Article{Text: a.Text, Title: a.Title, Author: a.Author, Outlet: a.Outlet, Published: a.Date,
		Parts: []article.Part{{Kind: article.Body, Start: 0, End: len(a.Text)}}}
	if headline, _, found := strings.Cut(a.Text, "\n\n"); found && strings.Trim(headline, ". ") == strings.Trim(a.Title, ". ") {
		page.Parts = []article.Part{{Kind: article.Headline, Start: 0, End: len(headline)}, {Kind: article.Body, Start: len(headline), End: len(a.Text)}}
	}
	sum := sha256.Sum256([]byte(a.ID))
	return ingest.Read(hex.EncodeToString(sum[:]), page, statements, "people"), at, nil
}
