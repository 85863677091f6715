package capture

import "context"

// An Index knows which captures the archive has, and where. It is derived: an
// empty one is filled again by [Archive.Sync]. Its methods are called under
// the archive's lock.
type Index interface {
	// Extent returns how many bytes of that WARC file the index knows, 0 for a
	// file that it has not heard of.
	Extent(ctx context.Context, file string) (int64, error)

	// Has tells of each of the names given whether the index knows that capture.
	Has(ctx context.Context, sha256 []string) (map[string]bool, error)

	// Add takes in entries that the index does not have, and that it now knows
	// extent bytes of the file. It does both or neither, and returns when that
	// is durable.
	Add(ctx context.Context, file string, extent int64, entries []Entry) error
}
