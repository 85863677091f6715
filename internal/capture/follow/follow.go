// Package follow brings in what people name: files, folders and addresses, and
// what the lists among them lead to.
//
// It joins three things and knows none of their work: [fetch] asks for an
// address, [capture] reads what came as it reads files, and where that is a
// list, [list] tells the addresses to go on with.
package follow

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"net/url"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/list"
)

const (
	maxDepth = 5  // lists on the way to one that is followed
	maxBusy  = 16 // hosts that are asked at a time; each may send as much as a page may have
	maxFaint = 3  // failures in a row that may pass, after which a host is left alone
)

// A Client asks for what stands at an address, as [fetch.Client] does.
type Client interface {
	Get(ctx context.Context, address string, since fetch.Validators) (fetch.Answer, error)
}

// Options are how [Inputs] reads. Client is needed where addresses come up.
type Options struct {
	Files  capture.FileOptions
	Client Client
	Limit  int       // of each list this many pages, the latest; all if 0
	Since  time.Time // leaves out what lists tell to be older

	// Has, if not nil, tells whether a page of an address is there already: it
	// is not fetched, and Skipped hears of it.
	Has     func(ctx context.Context, address string) (bool, error)
	Skipped func(address string)

	// Note hears what a person should know of a list, named as it was found.
	Note func(path, note string)
}

// IsAddress reports whether what a person names is an address, and not a path.
func IsAddress(named string) bool {
	scheme, _, ok := strings.Cut(named, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// Inputs reads what is named: first files and folders (see [capture.Files]),
// then addresses, and those that lists lead to, which are feeds, OPML lists,
// sitemaps and lists of addresses that were named or are listed themselves. No
// address is asked for twice. Several hosts are asked side by side, each for
// one thing at a time, so pages come in no certain order.
//
// What gives no page is told by a [*capture.FileError], and the next is read. If
// ctx ends, its error is the last thing given.
func Inputs(ctx context.Context, named []string, opts Options) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		asking, stop := context.WithCancel(ctx)
		w := walk{
			ctx: ctx, asking: asking, opts: opts, yield: yield,
			seen: map[uint64]struct{}{}, seed: maphash.MakeSeed(), hosts: map[string]*host{}, fetched: make(chan fetched),
		}
		if w.opts.Skipped == nil {
			w.opts.Skipped = func(string) {}
		}
		if w.opts.Note == nil {
			w.opts.Note = func(string, string) {}
		}
		defer func() {
			stop()
			for ; w.busy > 0; w.busy-- {
				<-w.fetched
			}
		}()
		if w.files(named) {
			w.addresses()
		}
	}
}

// A walk goes through what was named and what that leads to. Its methods return
// false when it has to end.
type walk struct {
	ctx, asking context.Context //nolint:containedctx // a walk lives as long as one call; asking ends with it
	opts        Options
	yield       func(capture.Capture, error) bool

	seen    map[uint64]struct{} // hashes of the addresses that were taken up
	seed    maphash.Seed
	hosts   map[string]*host // those that there are errands to
	waiting []*host          // those that are not asked now, in turn
	busy    int              // how many are
	fetched chan fetched
}

// files reads the files among what was named, and takes up the addresses.
func (w *walk) files(named []string) bool {
	for _, path := range named {
		if IsAddress(path) {
			w.take(errand{address: path})
			continue
		}
		if w.ctx.Err() != nil {
			return w.end(w.ctx.Err())
		}
		for c, err := range capture.Files(w.ctx, []string{path}, w.opts.Files) {
			if listed := (*capture.ListError)(nil); errors.As(err, &listed) && listed.Named {
				if !w.list(path, "", listed.Body, errand{}) {
					return false
				}
				continue
			}
			if !w.yield(c, err) || err != nil && errors.Is(err, w.ctx.Err()) {
				return false
			}
		}
	}
	return true
}

// addresses runs the errands, and those that they lead to.
func (w *walk) addresses() bool {
	for {
		if !w.send() {
			return false
		}
		if w.busy == 0 {
			return true
		}
		select {
		case f := <-w.fetched:
			w.busy--
			f.to.heard(f.err)
			w.free(f.to)
			if !w.read(f) {
				return false
			}
		case <-w.ctx.Done():
			return w.end(w.ctx.Err())
		}
	}
}

// read reads what an errand brought.
func (w *walk) read(f fetched) bool {
	if w.ctx.Err() != nil {
		return w.end(w.ctx.Err())
	}
	if f.err != nil {
		return w.fails(f.errand, f.err)
	}
	if f.Address != withoutFragment(f.address) {
		if !w.isNew(f.Address) {
			return true // it has its own errand
		}
		known, err := w.known(f.Address)
		if err != nil {
			return w.end(err)
		}
		if known {
			w.opts.Skipped(f.Address)
			return true
		}
	}
	if f.as == aList && !list.Is(f.Body) {
		return w.fails(f.errand, errors.New("listed as a feed or a sitemap, and is none"))
	}
	for c, err := range capture.Delivered(w.ctx, delivery(f), w.opts.Files) {
		var ok bool
		if listed := (*capture.ListError)(nil); errors.As(err, &listed) && listed.Named && f.as != aPage {
			ok = w.list(f.address, f.Address, listed.Body, f.errand)
		} else {
			ok = w.yield(c, err)
		}
		if !ok {
			return false
		}
	}
	return true
}

func delivery(f fetched) capture.Delivery {
	return capture.Delivery{
		Asked: f.address, Address: f.Address, MediaType: f.MediaType, Charset: f.Charset, Time: f.Time, Body: f.Body,
	}
}

// list takes up what a list leads to, which was found at the base.
func (w *walk) list(path, base string, body []byte, from errand) bool {
	l, err := list.Parse(body, base)
	if err != nil {
		return w.yield(capture.Capture{}, &capture.FileError{Input: path, Path: path, Name: path, Err: err})
	}
	for _, note := range l.Notes {
		w.opts.Note(path, note)
	}
	if len(l.Pages)+len(l.Lists) == 0 {
		w.opts.Note(path, string(l.Kind)+" with nothing in it")
	}
	page, further := errand{depth: from.depth + 1, as: aPage}, errand{depth: from.depth + 1, as: aList}
	if l.Kind == list.Addresses && page.depth <= maxDepth {
		page.as = anything
	}
	for _, link := range list.Latest(l.Pages, w.opts.Limit, w.opts.Since) {
		page.address = link.Address
		w.take(page)
	}
	lists := list.Latest(l.Lists, 0, w.opts.Since)
	if len(lists) > 0 && further.depth > maxDepth {
		w.opts.Note(path, fmt.Sprintf("leads to lists, which are not followed: it is itself %d lists away from what was named", from.depth))
		return true
	}
	for _, link := range lists {
		further.address = link.Address
		w.take(further)
	}
	return true
}

// known reports whether a page of an address is there already.
func (w *walk) known(address string) (bool, error) {
	if w.opts.Has == nil {
		return false, nil
	}
	return w.opts.Has(w.ctx, address)
}

// isNew reports whether an address was not taken up before. Now it is.
func (w *walk) isNew(address string) bool {
	key := maphash.String(w.seed, withoutFragment(address))
	_, seen := w.seen[key]
	w.seen[key] = struct{}{}
	return !seen
}

func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

func (w *walk) fails(e errand, err error) bool {
	return w.yield(capture.Capture{}, &capture.FileError{Input: e.address, Path: e.address, Name: e.address, Err: err})
}

// end tells what ends the walk.
func (w *walk) end(err error) bool {
	w.yield(capture.Capture{}, err)
	return false
}

// hostOf returns the host that an address is on, or "" where it is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
