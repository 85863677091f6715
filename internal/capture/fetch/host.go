package fetch

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// maxHosts is how many hosts are remembered before those at rest are forgotten.
const maxHosts = 4096

// A host is asked one thing at a time.
type host struct {
	turn chan struct{} // holds a token while somebody asks

	// Whoever holds the token has these.
	next  time.Time // when it may be asked again
	rules map[string]*robotsFile
}

// host returns the host of an address, whatever its scheme and port.
func (c *Client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := u.Hostname()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= maxHosts {
			c.forget()
		}
		h = &host{turn: make(chan struct{}, 1), rules: make(map[string]*robotsFile)}
		c.hosts[name] = h
	}
	return h
}

// forget drops the hosts that nobody asks and that need not be waited for. What
// that costs is asking for their robots.txt again.
func (c *Client) forget() {
	now := time.Now()
	for name, h := range c.hosts {
		select {
		case h.turn <- struct{}{}:
			if h.next.Before(now) {
				delete(c.hosts, name)
			}
			<-h.turn
		default:
		}
	}
}

// enter waits until the host may be asked and nobody else asks it.
func (h *host) enter(ctx context.Context) error {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	wait := time.Until(h.next)
	err := error(nil)
	if wait > maxWait {
		err = &Failure{Temporary: true, RetryAfter: wait, Reason: fmt.Errorf("the host asks to be left alone for %s", wait.Round(time.Second))}
	} else {
		err = sleep(ctx, wait)
	}
	if err != nil {
		h.leave()
	}
	return err
}

func (h *host) leave() { <-h.turn }

// rest leaves the host alone for a time.
func (h *host) rest(d time.Duration) { h.next = time.Now().Add(d) }
