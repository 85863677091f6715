package ingest

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/follow"
	"hearsay/internal/record"
)

// An Attempt is inputs that are read as people named them. What of them cannot be
// brought in is kept in the record, to be tried again; what failed before and does
// not any more is forgotten once all of them were read.
type Attempt struct {
	Inputs  []string          // as [capture.Capture] has them
	Options map[string]string // how they are read, for those who try again
	Pages   iter.Seq2[capture.Capture, error]
}

// Try does what [Ingester.Add] does with the pages of an attempt.
func (in *Ingester) Try(ctx context.Context, a Attempt) (Tally, error) {
	began := time.Now()
	tally, err := in.add(ctx, a.Pages, &a)
	if err != nil {
		return tally, err
	}
	var names []string
	for _, input := range a.Inputs {
		name, err := InputName(input)
		if err != nil {
			return tally, err
		}
		names = append(names, name)
	}
	return tally, in.Record.Settle(ctx, names, began)
}

// InputName returns the name that an input has in the record: its address, or its
// path from the root on.
func InputName(input string) (string, error) {
	if follow.IsAddress(input) {
		return input, nil
	}
	return filepath.Abs(input)
}

// bookkeeping is what an attempt has to write down of the pages that were met since
// it did so last.
type bookkeeping struct {
	attempt  *Attempt // may be nil
	failures []record.Failure
	fetched  []string // addresses that were read
}

func (k *bookkeeping) failed(err error) {
	if f, kept := k.attempt.failure(err); kept {
		k.failures = append(k.failures, f)
	}
}

// came takes note of a page that was brought in. One that a list named may have
// failed before by itself.
func (k *bookkeeping) came(c capture.Capture) {
	if k.attempt != nil && follow.IsAddress(c.Path) {
		k.fetched = append(k.fetched, c.Path)
	}
}

// write keeps what failed, and forgets what did before.
func (k *bookkeeping) write(ctx context.Context, rec *record.Record) error {
	failures, fetched := k.failures, k.fetched
	k.failures, k.fetched = nil, nil
	if err := rec.Fail(ctx, failures); err != nil || len(fetched) == 0 {
		return err
	}
	return rec.Settle(ctx, fetched, time.Now())
}

// failure returns what is kept of an error, if it is of something that can be
// tried again. Standard input cannot.
func (a *Attempt) failure(err error) (record.Failure, bool) {
	var of *capture.FileError
	if a == nil || !errors.As(err, &of) || of.Input == "-" {
		return record.Failure{}, false
	}
	input, absErr := InputName(of.Input)
	if absErr != nil {
		return record.Failure{}, false
	}
	place := of.Path
	if rest, within := strings.CutPrefix(of.Path, of.Input); within {
		place = strings.TrimLeft(rest, `/\ `)
	}
	if follow.IsAddress(place) { // a list of pages may not have it any more: it is tried by itself
		input, place = place, ""
	}
	return record.Failure{Input: input, Place: place, Reason: of.Reason(), Last: time.Now(), Options: a.Options}, true
}
