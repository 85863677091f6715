package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	robotsSize      = 512 << 10 // bytes that are read of it; RFC 9309 asks for 500 KiB
	robotsAge       = 24 * time.Hour
	robotsRetry     = 10 * time.Minute // for one that could not be had
	robotsRedirects = 5
	maxCrawlDelay   = 2 * time.Minute
)

// A robotsFile is what is known of the robots.txt of a scheme, host and port.
type robotsFile struct {
	rules   *robots
	err     *Failure  // why there are no rules: then nothing is allowed
	expires time.Time // when it is to be asked for again
}

// robots returns the rules for an address. Whoever calls it has the host's turn.
//
// As RFC 9309 has it: where there is no robots.txt all is allowed, where it
// cannot be reached nothing is, but for what an earlier one allowed.
func (c *Client) robots(ctx context.Context, h *host, u *url.URL) (*robots, error) {
	origin := u.Scheme + "://" + u.Host
	had := h.rules[origin]
	if had == nil || !time.Now().Before(had.expires) {
		got, err := c.askRobots(ctx, origin)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		next := &robotsFile{rules: got, expires: time.Now().Add(robotsAge)}
		if errors.As(err, &next.err) {
			next.expires = time.Now().Add(max(robotsRetry, next.err.RetryAfter))
			if had != nil && had.rules != nil {
				next.rules, next.err = had.rules, nil
			}
		}
		h.rules[origin], had = next, next
	}
	if had.err != nil {
		return nil, had.failure()
	}
	return had.rules, nil
}

// failure tells why nothing is allowed, and when to come again.
func (r *robotsFile) failure() error {
	f := *r.err
	f.final = true
	if !f.unreached {
		f.Reason = fmt.Errorf("robots.txt cannot be read: %w", f.Reason)
	}
	if f.Temporary {
		f.RetryAfter = time.Until(r.expires)
	}
	return &f
}

// askRobots asks for a robots.txt. Its redirects are followed without waiting
// for the turn of other hosts: two that send to each other would wait for ever.
func (c *Client) askRobots(ctx context.Context, origin string) (*robots, error) {
	u, err := parse(origin + "/robots.txt")
	if err != nil {
		return nil, &Failure{Reason: err}
	}
	for range robotsRedirects + 1 {
		answer, next, err := c.ask(ctx, u, Validators{}, readHead)
		if f := (*Failure)(nil); errors.As(err, &f) && f.Status >= 300 && f.Status < 500 && f.Status != http.StatusTooManyRequests {
			return allowAll, nil
		}
		if err != nil {
			return nil, err
		}
		if next == nil {
			return parseRobots(answer.Body, c.product), nil
		}
		u = next
	}
	return allowAll, nil
}

// readHead reads the beginning of a robots.txt: of one that is too long the
// lines that are whole.
func readHead(sent io.Reader, res *http.Response) ([]byte, error) {
	text, err := readBody(sent, res.Header, robotsSize)
	if errors.Is(err, errTooLarge) {
		return text[:bytes.LastIndexAny(text, "\r\n")+1], nil
	}
	return text, err
}

// robots are the rules of a robots.txt that are for one crawler.
type robots struct {
	rules []robotsRule
	delay time.Duration // between two requests
}

var allowAll = &robots{}

type robotsRule struct {
	pattern string // as [normal] writes it, with * for anything
	end     bool   // the pattern has to reach the end
	allow   bool
}

// product returns the name by which a crawler is called: letters, - and _ at
// the beginning, in lower case.
func product(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
	if end >= 0 {
		agent = agent[:end]
	}
	return strings.ToLower(agent)
}

// parseRobots reads the rules for a crawler: those of all groups that name it
// or, where none does, of those for anyone. Lines that cannot be read are
// passed over.
func parseRobots(text []byte, name string) *robots {
	own, anyone := &robots{}, &robots{}
	named := false
	var to []*robots // the group's
	agents := false  // the last line of the group names an agent
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	for line := range strings.FieldsFuncSeq(string(text), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if !agents {
				to = nil
			}
			agents = true
			if strings.HasPrefix(value, "*") {
				to = append(to, anyone)
			} else if product(value) == name {
				to, named = append(to, own), true
			}
		case "allow":
			agents = false
			addRule(to, value, true)
		case "disallow":
			agents = false
			addRule(to, value, false)
		case "crawl-delay":
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
				for _, r := range to {
					r.delay = max(r.delay, time.Duration(min(seconds, maxCrawlDelay.Seconds())*float64(time.Second)))
				}
			}
		}
	}
	if named {
		return own
	}
	return anyone
}

func addRule(to []*robots, value string, allow bool) {
	if value == "" {
		return
	}
	rule := robotsRule{allow: allow}
	value, rule.end = strings.CutSuffix(value, "$")
	rule.pattern = normal(value, true)
	for _, r := range to {
		r.rules = append(r.rules, rule)
	}
}

// allow reports whether an address may be asked for. The longest rule decides,
// and of two as long the one that allows.
func (r *robots) allow(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normal(path, false)
	longest, allowed := -1, true
	for _, rule := range r.rules {
		length := len(rule.pattern)
		if (length > longest || length == longest && rule.allow) && rule.matches(path) {
			longest, allowed = length, rule.allow
		}
	}
	return allowed
}

func (r robotsRule) matches(path string) bool {
	first, rest, wild := strings.Cut(r.pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	for ok && wild {
		if first, rest, wild = strings.Cut(rest, "*"); !wild && r.end {
			return strings.HasSuffix(path, first)
		}
		_, path, ok = strings.Cut(path, first) // the first there is leaves most for the others
	}
	return ok && (!r.end || path == "")
}

// normal writes a path so that two ways to write one are equal: what need not
// be escaped is not, all else is. In a pattern * stays, and stands for anything.
func normal(path string, pattern bool) string {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	const reserved = ":/?#[]@!&'()+,;=" // but for * and $, which patterns read otherwise
	var out strings.Builder
	for i := 0; i < len(path); i++ {
		b := path[i]
		escaped := false
		if b == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				b, escaped = byte(n), true
				i += 2
			}
		}
		switch {
		case strings.IndexByte(unreserved, b) >= 0,
			!escaped && strings.IndexByte(reserved, b) >= 0,
			!escaped && pattern && b == '*':
			out.WriteByte(b)
		default:
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}
