package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// farewell is how long requests under way may take to end once a server is
// told to stop.
const farewell = 5 * time.Second

// Serve answers requests on a listener until the context ends, then lets those
// under way finish, for five seconds at most, and returns nil. It closes the
// listener. An error means that serving broke off by itself.
func Serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	broke := make(chan error, 1)
	go func() { broke <- server.Serve(ln) }()

	select {
	case err := <-broke:
		return fmt.Errorf("serving pages on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	// The context has ended; its values may still serve the last requests.
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	err := server.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close() // those that have not finished are cut off
	}
	if broken := <-broke; !errors.Is(broken, http.ErrServerClosed) {
		err = errors.Join(err, broken)
	}
	if err != nil {
		return fmt.Errorf("ending the server of pages: %w", err)
	}
	return nil
}
