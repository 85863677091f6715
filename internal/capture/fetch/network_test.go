package fetch

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestNetworks(t *testing.T) {
	for _, tt := range []struct{ addr, want string }{
		{"93.184.215.14", ""},
		{"::ffff:93.184.215.14", ""},
		{"2606:2800:21f:cb07:6820:80da:af6b:8b2c", ""},
		{"64:ff9b::5db8:d70e", ""}, // 93.184.215.14 by way of NAT64
		{"127.0.0.1", "address on this machine itself: 127.0.0.1"},
		{"127.255.255.254", "address on this machine itself: 127.255.255.254"},
		{"0.0.0.0", "address on this machine itself: 0.0.0.0"},
		{"::", "address on this machine itself: ::"},
		{"::1", "address on this machine itself: ::1"},
		{"::ffff:127.0.0.1", "address on this machine itself: 127.0.0.1"},
		{"10.0.0.7", "address on a private network: 10.0.0.7"},
		{"172.16.0.1", "address on a private network: 172.16.0.1"},
		{"172.31.255.255", "address on a private network: 172.31.255.255"},
		{"192.168.1.1", "address on a private network: 192.168.1.1"},
		{"::ffff:192.168.1.1", "address on a private network: 192.168.1.1"},
		{"fd12:3456::1", "address on a private network: fd12:3456::1"},
		{"169.254.169.254", "address on a link-local network: 169.254.169.254"},
		{"fe80::1", "address on a link-local network: fe80::1"},
		{"fe80::1%eth0", "address on a link-local network: fe80::1"},
		{"0.1.2.3", "address on no public network: 0.1.2.3"},
		{"100.64.0.1", "address on no public network: 100.64.0.1"},
		{"192.0.0.1", "address on no public network: 192.0.0.1"},
		{"192.0.2.1", "address on no public network: 192.0.2.1"},
		{"198.18.0.1", "address on no public network: 198.18.0.1"},
		{"224.0.0.1", "address on no public network: 224.0.0.1"},
		{"255.255.255.255", "address on no public network: 255.255.255.255"},
		{"::7f00:1", "address on no public network: ::7f00:1"}, // 127.0.0.1, compatible
		{"fec0::1", "address on no public network: fec0::1"},
		{"ff02::1", "address on no public network: ff02::1"},
		{"2001::1", "address on no public network: 2001::1"},
		{"2001:db8::1", "address on no public network: 2001:db8::1"},
		{"2002:7f00:1::", "address on no public network: 2002:7f00:1::"}, // 127.0.0.1, 6to4
		{"64:ff9b::7f00:1", "address on no public network: 64:ff9b::7f00:1"},
		{"64:ff9b::a9fe:a9fe", "address on no public network: 64:ff9b::a9fe:a9fe"},
		{"64:ff9b:1::1", "address on no public network: 64:ff9b:1::1"},
	} {
		err := checkNetwork(netip.MustParseAddr(tt.addr))
		if got := fmt.Sprint(err); got != tt.want && (err != nil || tt.want != "") {
			t.Errorf("%s: %s, want %q", tt.addr, got, tt.want)
		}
	}
}

// inside is a server on this machine that nobody may ask.
func inside(t *testing.T) (address *url.URL) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("asked for %s%s", r.Host, r.URL)
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// guarded returns a client that connects to public addresses, and to those
// given as if they were. Names are looked up as lookUp says.
func guarded(t *testing.T, lookUp func(name string) string, public ...string) *Client {
	t.Helper()
	c := New(Options{Delay: time.Millisecond, Tries: 1, Timeout: 10 * time.Second})
	t.Cleanup(c.Close)
	d := dialer(false)
	check := d.ControlContext
	d.ControlContext = func(ctx context.Context, network, address string, conn syscall.RawConn) error {
		for _, p := range public {
			if address == p {
				return nil
			}
		}
		return check(ctx, network, address, conn)
	}
	d.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go names(theirs, lookUp)
		return ours, nil
	}}
	c.transport.DialContext = d.DialContext
	return c
}

// names is a server of names that answers one question.
func names(conn net.Conn, lookUp func(name string) string) {
	defer conn.Close()
	length := make([]byte, 2)
	if _, err := io.ReadFull(conn, length); err != nil {
		return
	}
	var question dnsmessage.Message
	packed := make([]byte, binary.BigEndian.Uint16(length))
	if _, err := io.ReadFull(conn, packed); err != nil || question.Unpack(packed) != nil {
		return
	}
	q := question.Questions[0]
	answer := dnsmessage.Message{Header: dnsmessage.Header{ID: question.ID, Response: true}, Questions: question.Questions}
	switch found := lookUp(strings.TrimSuffix(q.Name.String(), ".")); {
	case found == "":
		answer.RCode = dnsmessage.RCodeNameError
	case q.Type == dnsmessage.TypeA:
		answer.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET},
			Body:   &dnsmessage.AResource{A: netip.MustParseAddr(found).As4()},
		}}
	}
	packed, err := answer.Pack()
	if err != nil {
		return
	}
	fmt.Fprintf(conn, "%s%s", binary.BigEndian.AppendUint16(nil, uint16(len(packed))), packed)
}

// forms are ways to write this machine's address, and those of services that
// stand beside it in data centres.
func forms(port string) map[string]string {
	return map[string]string{
		"http://127.0.0.1:" + port + "/":            "address on this machine itself: 127.0.0.1",
		"http://127.0.0.2:" + port + "/":            "address on this machine itself: 127.0.0.2",
		"http://0.0.0.0:" + port + "/":              "address on this machine itself: 0.0.0.0",
		"http://[::1]:" + port + "/":                "address on this machine itself: ::1",
		"http://[::]:" + port + "/":                 "address on this machine itself: ::",
		"http://[::ffff:127.0.0.1]:" + port + "/":   "address on this machine itself: 127.0.0.1",
		"http://[::ffff:7f00:1]:" + port + "/":      "address on this machine itself: 127.0.0.1",
		"http://[0:0:0:0:0:ffff:127.0.0.1]:" + port: "address on this machine itself: 127.0.0.1",
		"http://2130706433:" + port + "/":           "no such host: 2130706433",
		"http://0x7f000001:" + port + "/":           "address on this machine itself: 127.0.0.1",
		"http://017700000001:" + port + "/":         "no such host: 017700000001",
		"http://127.1:" + port + "/":                "no such host: 127.1",
		"http://localhost:" + port + "/":            "address on this machine itself: ",
		"http://inside.example:" + port + "/":       "address on this machine itself: 127.0.0.1",
		"http://１２７.０.０.１:" + port + "/":            "address on this machine itself: 127.0.0.1",
		"http://169.254.169.254/latest/meta-data/":  "address on a link-local network: 169.254.169.254",
		"http://[fe80::1]/":                         "address on a link-local network: fe80::1",
		"http://[fd00:ec2::254]/latest/":            "address on a private network: fd00:ec2::254",
		"http://10.0.0.7/":                          "address on a private network: 10.0.0.7",
		"https://[64:ff9b::169.254.169.254]/":       "address on no public network: 64:ff9b::a9fe:a9fe",
		"http://absent.invalid/":                    "no such host: absent.invalid",
	}
}

// lookUp has every name stand for this machine, as some systems take odd ways
// to write its address.
func lookUp(name string) string {
	if name == "absent.invalid" {
		return ""
	}
	return "127.0.0.1"
}

func TestNotInside(t *testing.T) {
	c := guarded(t, lookUp)
	for address, want := range forms(inside(t).Port()) {
		_, err := c.Get(t.Context(), address, Validators{})
		if err == nil || !strings.HasPrefix(err.Error(), want) { // localhost has two addresses
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

func TestNotInsideByRedirect(t *testing.T) {
	for _, robots := range []bool{true, false} {
		server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" && !robots {
				http.NotFound(out, r)
				return
			}
			out.Header().Set("Location", r.URL.Query().Get("to"))
			if r.URL.Path == "/robots.txt" {
				out.Header().Set("Location", inside(t).String())
			}
			out.WriteHeader(http.StatusFound)
		}))
		defer server.Close()
		public := server.Listener.Addr().String()
		for to, want := range forms(inside(t).Port()) {
			c := guarded(t, lookUp, public)
			_, err := c.Get(t.Context(), server.URL+"/?to="+url.QueryEscape(to), Validators{})
			if robots {
				want = "address on this machine itself: 127.0.0.1"
			}
			if err == nil || !strings.Contains(err.Error(), ": "+want) && robots == strings.HasPrefix(err.Error(), "redirected") {
				t.Errorf("%s: %v, want %q", to, err, want)
			}
		}
	}
}

// A name may stand for a public address when it is looked up first, and for a
// private one a moment later.
func TestRebinding(t *testing.T) {
	secret := inside(t)
	server := &httptest.Server{
		Listener: listen(t, "127.0.0.2:"+secret.Port()),
		Config: &http.Server{Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			out.Header().Set("Connection", "close")
			page(out, r)
		})},
	}
	server.Start()
	defer server.Close()
	var later atomic.Bool
	c := guarded(t, func(string) string {
		if later.Load() {
			return "127.0.0.1"
		}
		return "127.0.0.2"
	}, server.Listener.Addr().String())
	address := "http://rebinding.example:" + secret.Port() + "/"
	if _, err := c.Get(t.Context(), address, Validators{}); err != nil {
		t.Fatal(err)
	}
	later.Store(true)
	_, err := c.Get(t.Context(), address, Validators{})
	wantError(t, err, "address on this machine itself: 127.0.0.1", false)
}

func listen(t *testing.T, address string) net.Listener {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", address)
	if err != nil {
		t.Skipf("no second address on this machine: %v", err) // Linux alone has all of 127.0.0.0/8
	}
	return l
}

func TestAllowPrivate(t *testing.T) {
	server := httptest.NewServer(free(page))
	defer server.Close()
	c := New(Options{AllowPrivate: true, Delay: time.Millisecond})
	defer c.Close()
	got, err := c.Get(t.Context(), server.URL, Validators{})
	if err != nil || string(got.Body) != "<p>The harbour opens." {
		t.Errorf("%q, %v", got.Body, err)
	}
}

// Who sets a proxy in the environment means other programs: through it names
// would be looked up, and private networks reached, unseen.
func TestNoProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", inside(t).String())
	t.Setenv("http_proxy", inside(t).String())
	server := httptest.NewServer(free(page))
	defer server.Close()
	c := guarded(t, func(string) string { return "127.0.0.1" }, server.Listener.Addr().String())
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	if _, err := c.Get(t.Context(), "http://gazette.example:"+port+"/", Validators{}); err != nil {
		t.Error(err)
	}
}

func TestRefused(t *testing.T) {
	l := listen(t, "127.0.0.1:0")
	l.Close()
	c := New(Options{AllowPrivate: true, IgnoreRobots: true, Tries: 1})
	defer c.Close()
	_, err := c.Get(t.Context(), "http://"+l.Addr().String(), Validators{})
	wantError(t, err, "connection refused", true)
}

func TestCertificates(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(page))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	c := New(Options{AllowPrivate: true, IgnoreRobots: true, Delay: time.Millisecond})
	defer c.Close()
	_, err := c.Get(t.Context(), server.URL, Validators{})
	wantError(t, err, "its certificate is not trusted: nobody known has signed it", false)

	c.transport.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig
	got, err := c.Get(t.Context(), server.URL, Validators{})
	if err != nil || got.Status != http.StatusOK {
		t.Errorf("%+v, %v", got, err)
	}
}
