package record

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/article"
	"hearsay/internal/capture"
)

// An Original is the capture of an article, as it came in.
type Original struct {
	Body []byte // of the SHA-256 that the article has: every byte is checked
	Text string // the body in UTF-8
	HTML bool   // the text is HTML; else it is to be read as it is
}

// ErrDamaged tells that bytes of the archive are not those that were kept.
var ErrDamaged = errors.New("damaged")

// Original reads the capture of the article with an id from the archive. Where its
// bytes there have changed, or are gone, the error is [ErrDamaged].
func (r *Record) Original(ctx context.Context, id string) (Original, error) {
	o, err := r.original(ctx, id)
	if err != nil {
		return Original{}, fmt.Errorf("original of article %s: %w", id, err)
	}
	return o, nil
}

func (r *Record) original(ctx context.Context, id string) (Original, error) {
	a, err := r.Article(ctx, id)
	if err != nil {
		return Original{}, err
	}
	entry, err := r.Capture(ctx, a.SHA256)
	if err != nil {
		return Original{}, err
	}
	archive, err := capture.OpenArchive(r.ArchiveFolder())
	if err != nil {
		return Original{}, err
	}
	defer archive.Close() //nolint:errcheck // nothing was written
	c, err := archive.Read(entry.Place)
	switch {
	case errors.As(err, new(*capture.Damage)):
		return Original{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	case err != nil:
		return Original{}, err
	case c.SHA256 != a.SHA256:
		return Original{}, fmt.Errorf("%w: the archive holds another capture there: %s", ErrDamaged, c.SHA256)
	}
	o := Original{Body: c.Body}
	o.Text, o.HTML, err = article.Source(c, article.Encoding(entry.Encoding))
	return o, err
}
