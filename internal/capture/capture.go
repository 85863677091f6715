// Package capture brings pages in and keeps their bytes for ever.
//
// A [Capture] is the bytes of one page as they came in, with where and when,
// named by their SHA-256. [Files] reads captures from files and folders; the
// [Archive] keeps them as WARC files that any web-archive tool can read. What
// the archive has acknowledged is on the disk, whole, and is never changed.
//
// The package looks at bytes alone: it does not know what an article is.
package capture

import "time"

// A Capture is one page as it came in.
type Capture struct {
	SHA256    string    // of Body, in lower-case hexadecimal: the capture's name
	Name      string    // short name for people: the path below the folder that was named, with slashes
	Address   string    // where it was: an absolute URI, file:///… for a file
	MediaType string    // text/html, text/plain, message/rfc822, or application/json with the mapping of its fields as a parameter
	Charset   string    // as whoever delivered it stated it; empty where nobody did
	Time      time.Time // when it was captured, UTC, whole seconds
	Body      []byte

	// Path is where the page was found, as whoever named it wrote it, and what it
	// is within: news.zip/page.html. Input is what was named: a file, a folder.
	// They are for telling of the page while it is read in: the archive does not
	// keep them.
	Path, Input string
}

// A Place says where in the archive a capture's record stands.
type Place struct {
	File   string // name of the WARC file, within the archive's folder
	Offset int64  // of the record's first byte
	Length int64  // of the record, in bytes
}

// An Entry is what an index keeps of a capture: all but its bytes.
type Entry struct {
	Capture // Body is nil
	Place
	Size int64 // of the body, in bytes
}
