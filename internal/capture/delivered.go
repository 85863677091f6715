package capture

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"time"

	"hearsay/internal/capture/list"
)

// A Delivery is what came from an address.
type Delivery struct {
	Asked     string    // the address that was asked for: the path and the input of what is read
	Address   string    // where it was found, after redirects
	MediaType string    // as whoever delivered it stated it; may be empty
	Charset   string    // likewise
	Time      time.Time // when it was delivered
	Body      []byte
}

// Delivered reads what came from an address as [Files] reads a file: a page, or
// all that a container holds.
func Delivered(ctx context.Context, d Delivery, opts FileOptions) iter.Seq2[Capture, error] {
	return func(yield func(Capture, error) bool) {
		w := newWalk(ctx, opts, yield)
		w.input = d.Asked
		m := &meter{read: w.opts.Read}
		w.read(source{
			path: d.Asked, name: addressName(d.Address), address: d.Address, media: d.MediaType,
			charset: cmp.Or(w.opts.Charset, d.Charset), time: d.Time, size: int64(len(d.Body)),
			named: true,
			plain: true, // servers unpack what is named .gz
			bytes: m.packed(bytes.NewReader(d.Body)), meter: m,
		})
	}
}

// A ListError tells that something is no page but a list of addresses.
type ListError struct {
	Kind  list.Kind
	Body  []byte
	Named bool // it is what was named, not found in a folder or within something else
}

func (e *ListError) Error() string {
	told := string(e.Kind) + ", not a page"
	if !e.Named {
		told += ": name it to read what it lists"
	}
	return told
}
