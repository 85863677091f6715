package ingest

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/capture"
	"hearsay/internal/record"
)

// A Fault is an entry of the record that does not match its bytes.
type Fault struct {
	Entry  string `json:"entry"`            // what does not match: a page's name, or a file of the record
	Place  string `json:"place"`            // where: archive file and byte, or an id
	Reason string `json:"reason"`           // what is wrong
	SHA256 string `json:"sha256,omitempty"` // of the capture
}

func (f Fault) String() string { return fmt.Sprintf("%s (%s): %s", f.Entry, f.Place, f.Reason) }

// A Checked counts what [Ingester.Verify] has looked at.
type Checked struct {
	Captures   int `json:"captures"`
	Articles   int `json:"articles"`
	Statements int `json:"statements"`
	Journal    int `json:"journal"` // entries
	Waiting    int `json:"waiting"` // captures kept and not read yet: a run was stopped, or is going on
	Faults     int `json:"faults"`
}

// Verify re-reads the archive and checks every entry of the record against its
// bytes: each capture against its SHA-256, each article against what its
// capture reads as, each statement's words against the article's text. Every
// fault is handed to report. The error is for what stops the checking itself.
func (in *Ingester) Verify(ctx context.Context, report func(Fault)) (Checked, error) {
	v := verifier{in: in, report: report, named: make(map[place]bool)}
	damage, err := in.Archive.Sync(ctx, in.Record)
	if err != nil {
		return v.checked, err
	}
	for _, d := range damage {
		v.fault(Fault{Entry: "archive", Place: place{d.File, d.Offset}.String(), Reason: d.Err.Error()})
	}
	for _, reason := range in.Record.Integrity(ctx) {
		v.fault(Fault{Entry: "database", Place: "hearsay.db", Reason: reason})
	}
	if v.checked.Journal, err = in.Record.VerifyJournal(); err != nil {
		v.fault(Fault{Entry: "journal", Place: "journal.jsonl", Reason: err.Error()})
	}
	for entry, err := range in.Record.Captures(ctx) {
		if err != nil {
			return v.checked, err
		}
		if err := v.capture(ctx, entry); err != nil {
			return v.checked, err
		}
	}
	return v.checked, v.archive(ctx)
}

// archive looks for damage where no entry of the record points, and for
// captures that the record does not list.
func (v *verifier) archive(ctx context.Context) error {
	for entry, err := range v.in.Archive.Walk(ctx) {
		var damage *capture.Damage
		switch {
		case errors.As(err, &damage):
			if at := (place{damage.File, damage.Offset}); !v.named[at] {
				v.fault(Fault{Entry: "archive", Place: at.String(), Reason: damage.Err.Error()})
			}
		case err != nil:
			return err
		default:
			_, err := v.in.Record.Capture(ctx, entry.SHA256)
			if errors.Is(err, record.ErrNotFound) {
				v.fault(Fault{Entry: entry.Name, Place: place{entry.File, entry.Offset}.String(),
					Reason: "the record does not list it: run hearsay reread", SHA256: entry.SHA256})
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// A place is where in the archive a record begins.
type place struct {
	file   string
	offset int64
}

func (p place) String() string { return fmt.Sprintf("%s at byte %d", p.file, p.offset) }

type verifier struct {
	in      *Ingester
	report  func(Fault)
	checked Checked
	named   map[place]bool // whose damage was told with the entry's name
}

func (v *verifier) fault(f Fault) {
	v.checked.Faults++
	v.report(f)
}

func (v *verifier) capture(ctx context.Context, entry record.CaptureEntry) error {
	v.checked.Captures++
	at := place{entry.File, entry.Offset}
	fault := func(reason string) {
		v.fault(Fault{Entry: entry.Name, Place: at.String(), Reason: reason, SHA256: entry.SHA256})
	}
	c, err := v.in.Archive.Read(entry.Place)
	var damage *capture.Damage
	switch {
	case errors.As(err, &damage):
		v.named[at] = true
		fault(damage.Err.Error())
		return nil
	case err != nil:
		fault(err.Error())
		return nil
	case c.SHA256 != entry.SHA256:
		fault("the archive holds another capture there: " + c.SHA256)
		return nil
	case entry.State == record.Kept:
		v.checked.Waiting++
		return nil
	case entry.State == record.Unread:
		return nil
	}
	again, err := job{capture: c, encoding: entry.Encoding}.article()
	if err != nil {
		fault("its bytes are no article any more: " + err.Error())
		return nil //nolint:nilerr // told as a fault
	}
	return v.article(ctx, record.ArticleID(c.SHA256), again.Text, fault)
}

// article checks an article that is there under an id, and its statements,
// against the text that its bytes read as. The statements are not found again:
// their words must stand there, and be as many as were found.
func (v *verifier) article(ctx context.Context, id, text string, fault func(string)) error {
	stored, err := v.in.Record.Article(ctx, id)
	if err != nil {
		fault(fmt.Sprintf("article %s cannot be read: %v", id, err))
		return nil //nolint:nilerr // told as a fault
	}
	v.checked.Articles++
	if stored.Text != text {
		fault(fmt.Sprintf("article %s: its text is not what its bytes read as: run hearsay reread", id))
	}
	statements, err := v.in.Record.ArticleStatements(ctx, id)
	if err != nil {
		fault(fmt.Sprintf("article %s: %v", id, err))
		return nil //nolint:nilerr // told as a fault
	}
	for _, s := range statements {
		v.checked.Statements++
		if !matches(s, text) {
			fault(fmt.Sprintf("statement %s: its words are not those of the bytes that it names", s.ID))
		}
	}
	if len(statements) != stored.Statements {
		fault(fmt.Sprintf("article %s has %d statements, and %d were found in it: run hearsay reread", id, len(statements), stored.Statements))
	}
	return ctx.Err()
}

// matches reports whether every span of the statement has the words that stand
// at its bytes.
func matches(s record.Statement, text string) bool {
	spans := s.Content
	for _, span := range []*record.Span{s.Source, s.Cue} {
		if span != nil {
			spans = append(spans[:len(spans):len(spans)], *span)
		}
	}
	for _, span := range spans {
		if !span.StandsIn(text) {
			return false
		}
	}
	return true
}
