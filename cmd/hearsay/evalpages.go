package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"hearsay/internal/capture"
	"hearsay/internal/eval"
	"hearsay/internal/export"
	"hearsay/internal/ingest"
	"hearsay/internal/record"
)

// statements reads the pages of expected statements as hearsay add does, and
// scores what hearsay export would write of them.
func (cmd *evalCommand) statements(ctx context.Context, c *console) error {
	pages := pagesBeside(cmd.Gold)
	if cmd.Pages != "" {
		pages.folders = []string{cmd.Pages}
	}
	expected, err := eval.LoadExpected(cmd.Gold, pages.find)
	if err != nil {
		return err
	}
	exported, err := readPages(ctx, pages.paths)
	if err != nil {
		return err
	}
	report := eval.ScoreExpected(expected, exported)
	if !cmd.Misses {
		report.Misses = nil
	}
	return printReport(c, report)
}

// markedPages finds the pages that a marked file names.
type markedPages struct {
	folders []string // where they may lie
	paths   []string // of those found, each once
}

// pagesBeside looks for pages beside a marked file and in articles/ there.
func pagesBeside(marked string) *markedPages {
	folder := filepath.Dir(marked)
	return &markedPages{folders: []string{folder, filepath.Join(folder, "articles")}}
}

func (p *markedPages) find(doc string) error {
	for _, folder := range p.folders {
		path := filepath.Join(folder, doc)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if !slices.Contains(p.paths, path) {
			p.paths = append(p.paths, path)
		}
		return nil
	}
	return fmt.Errorf("no page %s in %s; --pages names another folder", doc, p.folders[0])
}

// readPages adds pages to a record that is thrown away, and returns what it
// exports.
func readPages(ctx context.Context, paths []string) (exported []eval.Exported, err error) {
	folder, err := os.MkdirTemp("", "hearsay-eval-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	rec, err := record.Create(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer rec.Close()
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	var unread error
	in := &ingest.Ingester{Record: rec, Archive: archive, Tell: func(e ingest.Event) {
		if e.Err != nil && unread == nil {
			unread = fmt.Errorf("%s: %w", e.Name, e.Err)
		}
	}}
	if _, err := in.Add(ctx, capture.Files(ctx, paths, capture.FileOptions{})); err != nil {
		return nil, err
	}
	if unread != nil {
		return nil, unread
	}
	var lines bytes.Buffer
	if _, err := export.Write(&lines, export.JSONL, rec.All(ctx, record.Query{})); err != nil {
		return nil, err
	}
	return eval.ReadExport(&lines, "export")
}
