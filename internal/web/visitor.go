package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"hearsay/internal/account"
)

// Accounts are who may sign in.
type Accounts interface {
	// All gives the accounts as they are now.
	All() ([]account.Account, error)
	// Check gives the account that has a name and a password, else an error
	// that is [account.ErrRefused].
	Check(ctx context.Context, name, password string) (account.Account, error)
}

// nobody is the accounts of a server that was given none.
type nobody struct{}

func (nobody) All() ([]account.Account, error) { return nil, nil }
func (nobody) Check(context.Context, string, string) (account.Account, error) {
	return account.Account{}, account.ErrRefused
}

// A visitor is who a request comes from.
type visitor struct {
	Local    bool     // a program, or a person's browser, on the machine that serves
	Accounts bool     // somebody has an account
	Session  *session // nil where nobody is signed in
}

// mayRead reports whether the record is shown to a visitor.
func (v visitor) mayRead() bool {
	return v.Local || !v.Accounts || v.Session != nil && v.Session.Account.Role.May(account.Reader)
}

// MayWrite reports whether corrections are taken of a visitor.
func (v visitor) MayWrite() bool { return v.Refusal() == "" }

// Refusal tells why none are, without a period; empty where they are.
func (v visitor) Refusal() string {
	switch {
	case v.Local:
		return ""
	case v.Session == nil:
		return "Who is not signed in may write from the machine that serves the record alone"
	case !v.Session.Account.Role.May(account.Editor):
		return "Who is signed in as " + v.Session.Account.Name + " may read, and writing takes the role of an editor"
	}
	return ""
}

type visitorKey struct{}

// contextOf is a request's context that tells who it comes from.
func contextOf(r *http.Request, v visitor) context.Context {
	return context.WithValue(r.Context(), visitorKey{}, v)
}

// visitorOf is whom the guard found a request to come from: nobody in
// particular, where it did not look.
func visitorOf(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

// visitor tells who a request comes from. A session whose account has been
// changed since it began is over.
func (s *site) visitor(r *http.Request) (visitor, error) {
	v := visitor{Local: elsewhere(r) == ""}
	accounts, err := s.accounts.All()
	if err != nil {
		v.Accounts = true // as far as anybody knows
		return v, err
	}
	v.Accounts = len(accounts) > 0
	id := sessionID(r)
	found := s.sessions.find(id)
	if found == nil {
		return v, nil
	}
	if !slices.ContainsFunc(accounts, func(a account.Account) bool {
		return a.Name == found.Account.Name && a.Stamp == found.Account.Stamp
	}) {
		s.sessions.end(id)
		return v, nil
	}
	v.Session = found
	return v, nil
}

// forwarded are the headers by which a proxy tells that a request is not its own.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}

// elsewhere tells why a request is taken to come from another machine, or "" if
// it comes from this one: over loopback, to loopback, and passed on by nobody.
func elsewhere(r *http.Request) string {
	if !fromLoopback(r.RemoteAddr) {
		return "this request did not come over loopback"
	}
	for _, name := range forwarded {
		if r.Header.Get(name) != "" {
			return "this request was passed on: it has the header " + name
		}
	}
	if !loopback(hostName(r.Host)) {
		return "this request names another host than localhost, 127.0.0.1 or [::1]"
	}
	return ""
}

// fromLoopback reports whether a connection's other end is on this machine.
func fromLoopback(remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// encrypted reports whether a visitor's request came by TLS: to this server, or
// to a proxy on this machine that says so. No proxy elsewhere is believed:
// whoever reaches this server past it could say the same.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || fromLoopback(r.RemoteAddr) && lastForwarded(r, "X-Forwarded-Proto") == "https"
}

// address is where a visitor's connection comes from; a proxy on this machine is
// believed about that. In IPv6 it is the network, within which a visitor has
// addresses without number.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if given := lastForwarded(r, "X-Forwarded-For"); given != "" && fromLoopback(r.RemoteAddr) {
		host = given
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if addr = addr.Unmap().WithZone(""); addr.Is6() {
		network, _ := addr.Prefix(64) // never fails: there are so many bits
		return network.String()
	}
	return addr.String()
}

// lastForwarded is what the nearest proxy added to a header: the last of its
// values. What stands before it the visitor may have sent.
func lastForwarded(r *http.Request, header string) string {
	values := r.Header.Values(header)
	if len(values) == 0 {
		return ""
	}
	list := strings.Split(values[len(values)-1], ",")
	return strings.ToLower(strings.TrimSpace(list[len(list)-1]))
}
