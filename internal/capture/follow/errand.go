package follow

import (
	"fmt"

	"hearsay/internal/capture/fetch"
)

// An errand is an address to ask for.
type errand struct {
	address string
	depth   int // how many lists lead to it
	as      expected
}

// What is expected at an address.
type expected int

const (
	anything expected = iota
	aPage             // a list there is not followed
	aList             // a page there is not kept
)

// fetched is what came of an errand.
type fetched struct {
	errand
	to *host
	fetch.Answer
	err error
}

// A host is asked for one thing at a time.
type host struct {
	name         string
	pages, lists []errand // lists come last: what they lead to need not be remembered before
	faint        int      // failures in a row that may pass: it is down, or overloaded
}

// heard keeps how a host takes being asked.
func (h *host) heard(err error) {
	if h.faint++; !fetch.Temporary(err) {
		h.faint = 0
	}
}

func (h *host) next() (errand, bool) {
	queue := &h.pages
	if len(h.pages) == 0 {
		queue = &h.lists
	}
	if len(*queue) == 0 {
		return errand{}, false
	}
	e := (*queue)[0]
	*queue = (*queue)[1:]
	return e, true
}

// take takes up an errand, unless its address was taken up before.
func (w *walk) take(e errand) {
	if !w.isNew(e.address) {
		return
	}
	name := hostOf(e.address)
	h := w.hosts[name]
	if h == nil {
		h = &host{name: name}
		w.hosts[name] = h
		w.waiting = append(w.waiting, h)
	}
	if e.as == aList {
		h.lists = append(h.lists, e)
	} else {
		h.pages = append(h.pages, e)
	}
}

// send asks hosts that wait, in turn, as many as may be asked at a time.
func (w *walk) send() bool {
	for w.busy < maxBusy && len(w.waiting) > 0 {
		h := w.waiting[0]
		w.waiting = w.waiting[1:]
		e, ok := h.next()
		if !ok {
			delete(w.hosts, h.name)
			continue
		}
		known, err := w.known(e.address)
		if err != nil {
			return w.end(err)
		}
		if known {
			w.opts.Skipped(e.address)
			w.free(h)
			continue
		}
		if h.faint >= maxFaint {
			if !w.fails(e, fmt.Errorf("not asked for, since %s failed %d times in a row", h.name, h.faint)) {
				return false
			}
			w.free(h)
			continue
		}
		w.busy++
		go func() {
			answer, err := w.opts.Client.Get(w.asking, e.address, fetch.Validators{})
			w.fetched <- fetched{e, h, answer, err}
		}()
	}
	return true
}

// free has a host wait for its turn.
func (w *walk) free(h *host) { w.waiting = append(w.waiting, h) }
