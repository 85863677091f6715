package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A Failure tells why an address gave no answer.
type Failure struct {
	Status     int           // of the answer; 0 where there was none
	Temporary  bool          // asking again later may help
	RetryAfter time.Duration // how long the server asks to be left alone; 0 where it does not
	Reason     error

	from      string // the address that failed, where it is another than was asked for
	unreached bool   // nothing came at all
	final     bool   // asking again at once does not help, though it may later
}

// Error says in a few words what and why.
func (f *Failure) Error() string {
	if f.from != "" {
		return fmt.Sprintf("redirected to %s: %s", f.from, f.Reason)
	}
	return f.Reason.Error()
}

func (f *Failure) Unwrap() error { return f.Reason }

// Temporary reports whether asking again later may help.
func Temporary(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Temporary
}

var errRobots = errors.New("robots.txt does not allow it")

// refused tells of a status that is no answer.
func refused(res *http.Response) *Failure {
	f := &Failure{Status: res.StatusCode, Reason: errors.New(strings.TrimSpace(fmt.Sprint(res.StatusCode, " ", http.StatusText(res.StatusCode))))}
	switch res.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		f.Temporary = true
	default:
		f.Temporary = res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented
	}
	if f.Temporary {
		f.RetryAfter = retryAfter(res.Header.Get("Retry-After"), time.Now())
	}
	return f
}

// retryAfter reads how long a server asks to be left alone: seconds, or a date.
func retryAfter(field string, now time.Time) time.Duration {
	field = strings.TrimSpace(field)
	if seconds, err := strconv.ParseUint(field, 10, 32); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRest)
	}
	if at, err := http.ParseTime(field); err == nil {
		return min(max(at.Sub(now), 0), maxRest)
	}
	return 0
}

// broken tells of a connection that was not made or did not hold.
func broken(err error) *Failure {
	if f := (*Failure)(nil); errors.As(err, &f) {
		return f
	}
	if a := (addressError{}); errors.As(err, &a) {
		return &Failure{Reason: a}
	}
	if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
		if dns.IsNotFound {
			return &Failure{Reason: fmt.Errorf("no such host: %s", dns.Name)}
		}
		return &Failure{Temporary: true, Reason: fmt.Errorf("the name %s could not be looked up", dns.Name)}
	}
	if cert := (*tls.CertificateVerificationError)(nil); errors.As(err, &cert) {
		return &Failure{Reason: fmt.Errorf("its certificate is not trusted: %w", certificate(cert.Err))}
	}
	temporary := &Failure{Temporary: true}
	timeout := net.Error(nil)
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		temporary.Reason = errors.New("no answer in time")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		temporary.Reason = errors.New("the answer was cut off")
	case errors.Is(err, syscall.ECONNREFUSED):
		temporary.Reason = errors.New("connection refused")
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		temporary.Reason = errors.New("the connection broke")
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		temporary.Reason = errors.New("there is no way to the host")
	default:
		_, text, ok := strings.Cut(err.Error(), "transport connection broken: ")
		if !ok {
			text = err.Error()
		}
		return &Failure{Reason: fmt.Errorf("%.200s", text)} // a server's words may be in it
	}
	return temporary
}

func certificate(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown):
		return errors.New("nobody known has signed it")
	case errors.As(err, &name):
		return errors.New("it is another host's")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return errors.New("it has expired or is not valid yet")
	}
	return err
}
