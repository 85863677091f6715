package record

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
)

// shares returns the other articles that have text of one, those that have most
// of it first.
func (r *Record) shares(ctx context.Context, id string) ([]Sharing, error) {
	var all []Sharing
	err := r.each(ctx, func(rows *sql.Rows) error {
		var s Sharing
		var passages string
		var own bool
		err := rows.Scan(&s.Article.ID, &s.Article.File, &s.Article.URL, &s.Article.Outlet, &s.Article.Title, &s.Article.Published,
			&s.Article.Paywall, &s.Article.Live, &s.Article.SHA256,
			&s.Agency, &own, &s.Whole, &s.Share, &s.First, &s.Why, &passages)
		if err == nil {
			err = fromJSON(passages, &s.Passages)
		}
		for i, p := range s.Passages {
			if !own {
				s.Passages[i].A, s.Passages[i].B = p.B, p.A
			}
		}
		slices.SortFunc(s.Passages, func(a, b Passage) int { return a.A[0] - b.A[0] })
		all = append(all, s)
		return err
	}, `SELECT b.id, c.name, b.url, b.outlet, b.title, b.published, b.paywall, b.live, b.sha256, b.agency, o.a = a.n, o.whole, o.share,
			coalesce((SELECT id FROM articles WHERE n = o.first), ''), o.why, o.passages
		FROM articles a JOIN overlaps o ON o.a = a.n OR o.b = a.n JOIN articles b ON b.n = iif(o.a = a.n, o.b, o.a)
			JOIN captures c ON c.sha256 = b.sha256
		WHERE a.id = ? ORDER BY o.share DESC, b.n`, id)
	return all, err
}

// A Story is articles about one event.
type Story struct {
	ID       string    `json:"id"`              // "s" and the id of its first article
	Title    string    `json:"title,omitempty"` // of its first article
	First    string    `json:"first,omitempty"` // day
	Last     string    `json:"last,omitempty"`
	Count    int       `json:"articles"`
	Reprints int       `json:"reprints"`           // of them, those whose text is nearly that of one before
	Versions int       `json:"versions,omitempty"` // later versions of these, which are not counted
	Articles []Article `json:"members,omitempty"`  // in the order in which they were published, without text
}

// Stories returns stories without their articles: those that began last first,
// those of which no day is known at the end.
func (r *Record) Stories(ctx context.Context, limit, offset int) ([]Story, error) {
	found, _, err := r.stories(ctx, math.MaxInt64, limit, offset)
	return found, err
}

// AllStories yields every story in the order of [Record.Stories], for going through
// all of them while others write: one that changes meanwhile may be passed over, or
// come twice.
func (r *Record) AllStories(ctx context.Context) iter.Seq2[Story, error] {
	return r.allStories(ctx, mostPage)
}

// allStories reads so many at once.
func (r *Record) allStories(ctx context.Context, size int) iter.Seq2[Story, error] {
	return func(yield func(Story, error) bool) {
		for before := int64(math.MaxInt64); ; {
			page, last, err := r.stories(ctx, before, size, 0)
			if err != nil {
				yield(Story{}, err)
				return
			}
			for _, s := range page {
				if !yield(s, nil) {
					return
				}
			}
			if len(page) < size {
				return
			}
			before = last
		}
	}
}

// stories returns stories whose first article stands before a row, and the row of
// the last one's.
func (r *Record) stories(ctx context.Context, before int64, limit, offset int) (found []Story, last int64, err error) {
	found = []Story{}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var s Story
		err := rows.Scan(&last, &s.ID, &s.Title, &s.First, &s.Last, &s.Count, &s.Reprints, &s.Versions)
		found = append(found, s)
		return err
	}, `SELECT t.founder, ? || f.id, f.title, f.published, (SELECT max(published) FROM articles WHERE story = t.n), t.articles, t.reprints, t.versions
		FROM (SELECT * FROM stories WHERE founder < ? ORDER BY founder DESC LIMIT ? OFFSET ?) t JOIN articles f ON f.n = t.founder ORDER BY t.founder DESC`,
		storyPrefix, before, limit, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("listing stories: %w", err)
	}
	return found, last, nil
}

// storyPrefix begins the id of a story. What follows is the id of an article:
// that of each one names it.
const storyPrefix = "s"

// Story returns the story with an id, with its articles. An article that alone
// is about its event is a story of one.
func (r *Record) Story(ctx context.Context, id string) (Story, error) {
	article := strings.TrimPrefix(id, storyPrefix)
	articles, err := r.articles(ctx, ` WHERE a.n IN (SELECT o.n FROM articles s JOIN articles o ON o.n = s.n OR o.story = s.story WHERE s.id = ?)
		ORDER BY a.n >> ? = 0, a.n >> ?, a.n DESC`, article, slotBits, slotBits)
	if err == nil && len(articles) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Story{}, fmt.Errorf("story %s: %w", id, err)
	}
	s := Story{ID: storyPrefix + articles[0].ID, Title: articles[0].Title, Articles: articles}
	for _, a := range articles {
		switch {
		case a.Later:
			s.Versions++
		case a.ReprintOf != "":
			s.Reprints++
		}
		if a.Published != "" {
			if s.First == "" {
				s.First = a.Published
			}
			s.Last = a.Published
		}
	}
	s.Count = len(articles) - s.Versions
	return s, nil
}
