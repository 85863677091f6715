package record

import (
	"context"
	"fmt"
	"strings"
)

const maxSearchName = 200 // bytes

// SaveSearch keeps a search under a name that no other saved search has. Undoing
// the entry drops it.
func (r *Record) SaveSearch(ctx context.Context, by Person, name string, q Query) (Entry, error) {
	return r.compose(ctx, "saving the search "+name, func(ctx context.Context) (Correction, error) {
		c := by.correction(Save)
		c.Name, c.Search = strings.Join(strings.Fields(name), " "), q
		saved, err := r.SavedSearches(ctx, -1, 0)
		for _, e := range saved {
			if e.Name == c.Name {
				return c, fmt.Errorf("%w: a search that is called %s is saved already: entry %s", ErrBadCorrection, c.Name, e.ID)
			}
		}
		return c, err
	})
}

// SavedSearches returns the entries of the journal by which searches are saved,
// latest first, of those that are not undone; a limit below 0 is none. The id of
// an entry is that of the saved search.
func (r *Record) SavedSearches(ctx context.Context, limit, offset int) ([]Entry, error) {
	saved, err := r.entries(ctx, "WHERE entry ->> 'do' = 'save' AND NOT undone ORDER BY offset DESC LIMIT ? OFFSET ?", limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing saved searches: %w", err)
	}
	return saved, nil
}

// checkSearch refuses a search that cannot be kept.
func checkSearch(c Correction) error {
	if c.Name == "" || len(c.Name) > maxSearchName {
		return fmt.Errorf("%w: a name of at most %d bytes is needed", ErrBadCorrection, maxSearchName)
	}
	return c.Search.Check()
}
