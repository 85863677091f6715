package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Response is an HTTP response as a record of type response holds it.
type Response struct {
	Status int // 200, 404, …
	Header Header
	// Body is what follows the headers, as it was sent: what Transfer-Encoding
	// and Content-Encoding say has not been undone.
	Body io.Reader
}

// SplitHTTP reads the status line and the headers of an HTTP response, which
// may take 64 KiB together. The body remains to be read from block.
func SplitHTTP(block io.Reader) (Response, error) {
	text := bufio.NewReader(block)
	budget := defaultMaxHeader
	line, err := readLine(text, &budget)
	if err != nil && !errors.Is(err, io.EOF) {
		return Response{}, fmt.Errorf("reading an HTTP response: %w", err)
	}
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(proto, "HTTP/") || err != nil || status < 100 || status > 999 {
		return Response{}, fmt.Errorf("not an HTTP response: it begins with %.40q", line)
	}
	resp := Response{Status: status, Body: text}
	for {
		line, err := readLine(text, &budget)
		if errors.Is(err, io.EOF) || err == nil && line == "" {
			return resp, nil // some makers leave out the empty line where there is no body
		}
		if err != nil {
			return Response{}, fmt.Errorf("reading the headers of an HTTP response: %w", err)
		}
		_ = resp.Header.add(line) // servers send lines that are no fields, and nobody minds
	}
}
