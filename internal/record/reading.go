package record

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/chain"
	"hearsay/internal/reprint"
	"hearsay/internal/speaker"
	"hearsay/internal/story"
	"hearsay/internal/when"
)

// A Reading is what the stages found in one capture.
type Reading struct {
	SHA256     string // of the capture
	Article    article.Article
	Statements []attribution.Statement
	Speakers   []speaker.Speaker // one for each statement, as are:
	Days       []when.Range      // when it was said
	Chains     []chain.Chain     // to whom, where and through whom
	By         string            // what found the statements, with its version; empty if nobody looked for them

	// Failure tells why the capture could not be read as an article; the
	// fields above, but for SHA256, mean nothing then.
	Failure string

	prepared *prepared
}

// A prepared is what of a reading is compared with other articles.
type prepared struct {
	prose   string
	text    reprint.Text
	marks   marks // of its passages
	profile story.Profile
}

// Prepare works out what storing the reading takes besides the record: for those
// who read pages side by side. [Record.Store] does so with readings that are not
// prepared. Nothing in the reading may be changed afterwards.
func (r *Reading) Prepare() {
	if r.Failure != "" || r.prepared != nil {
		return
	}
	var quoted []reprint.Span
	for _, s := range r.Statements {
		for _, c := range s.Content {
			if s.Kind == attribution.Direct {
				quoted = append(quoted, reprint.Span{Start: c.Start, End: c.End})
			}
		}
	}
	p := prepared{prose: r.Article.Prose()}
	p.text = reprint.Read(p.prose, quoted)
	p.marks = passageMarksOf(p.text)
	p.profile = story.Describe(story.Article{ID: ArticleID(r.SHA256), Day: r.Article.Published, Title: r.Article.Title, Text: p.prose})
	r.prepared = &p
}

// ArticleID returns the id of the article of a capture.
func ArticleID(sha256 string) string { return sha256[:min(16, len(sha256))] }

// StatementID returns the id of a statement of a capture's article. It names the
// article and the bytes that the statement stands on: the same statement keeps
// its id when it is found again.
func StatementID(sha256 string, s attribution.Statement) string {
	place := fmt.Appendf(nil, "statement %s{%d %d} {%d %d} [", ArticleID(sha256), s.Source.Start, s.Source.End, s.Cue.Start, s.Cue.End)
	for i, c := range s.Content {
		if i > 0 {
			place = append(place, ' ')
		}
		place = fmt.Appendf(place, "{%d %d}", c.Start, c.End)
	}
	return hashID(string(append(place, ']')))
}

func hashID(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:8])
}

// Store keeps readings, all of them or none. A reading of a capture that was
// read before takes the earlier one's place.
func (r *Record) Store(ctx context.Context, readings []Reading) error {
	readings = lastOfEach(readings)
	for i := range readings {
		readings[i].Prepare()
	}
	err := r.write(ctx, func(tx *sql.Tx) error {
		return r.newWriter(ctx, tx).store(readings)
	})
	if err != nil {
		return fmt.Errorf("storing in record %s: %w", r.dir, err)
	}
	return nil
}
