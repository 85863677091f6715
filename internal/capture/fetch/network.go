package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// dialer returns what connections are made with. It looks at each address after
// names were resolved and before anything is sent, so that neither a name nor a
// redirect leads to where nobody asked to go.
func dialer(allowPrivate bool) *net.Dialer {
	d := &net.Dialer{Timeout: connectTime}
	if !allowPrivate {
		d.ControlContext = control
	}
	return d
}

// An addressError tells why an address is not asked.
type addressError struct{ addr netip.Addr }

func (e addressError) Error() string {
	switch a := e.addr; {
	case a.IsLoopback() || a.IsUnspecified():
		return fmt.Sprintf("address on this machine itself: %s", a)
	case a.IsPrivate():
		return fmt.Sprintf("address on a private network: %s", a)
	case a.IsLinkLocalUnicast():
		return fmt.Sprintf("address on a link-local network: %s", a)
	}
	return fmt.Sprintf("address on no public network: %s", e.addr)
}

func control(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to what is no address: %w", err)
	}
	return checkNetwork(to.Addr())
}

// guardian knows the networks that are no part of the public internet. Ports
// were looked at already.
var guardian = ssrf.New(ssrf.WithAnyPort())

// checkNetwork tells why an address is none of the public internet.
func checkNetwork(a netip.Addr) error {
	a = a.Unmap()
	public := a
	if ssrf.IPv6NAT64Prefix.Contains(a) { // how networks without IPv4 reach it
		bytes := a.As16()
		public = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	if guardian.SafeAddr(public) != nil {
		return addressError{a.WithZone("")}
	}
	return nil
}
