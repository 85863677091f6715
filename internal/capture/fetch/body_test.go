package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// pack packs bytes as the encodings say, in that order.
func pack(body []byte, encodings ...string) []byte {
	for _, e := range encodings {
		var out bytes.Buffer
		var w io.WriteCloser
		switch e {
		case "gzip":
			w = gzip.NewWriter(&out)
		case "deflate":
			w = zlib.NewWriter(&out)
		case "raw":
			w, _ = flate.NewWriter(&out, 6)
		case "br":
			w = brotli.NewWriter(&out)
		case "zstd":
			w, _ = zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1))
		}
		if _, err := w.Write(body); err != nil {
			panic(err)
		}
		w.Close()
		body = out.Bytes()
	}
	return body
}

func TestEncodings(t *testing.T) {
	text := []byte(strings.Repeat("“The harbour opens”, said the mayor. ", 50))
	const most = 1 << 20
	bomb := make([]byte, 8<<20)
	tests := []struct {
		name, encoding string
		sent           []byte
		want           string // error, or empty where the text is to come
	}{
		{"plain", "", text, ""},
		{"identity", "identity", text, ""},
		{"gzip", "gzip", pack(text, "gzip"), ""},
		{"gzip by its old name, oddly written", " X-GZIP ", pack(text, "gzip"), ""},
		{"two gzip members", "gzip", append(pack(text[:100], "gzip"), pack(text[100:], "gzip")...), ""},
		{"deflate", "deflate", pack(text, "deflate"), ""},
		{"deflate without a frame", "deflate", pack(text, "raw"), ""},
		{"zstd", "zstd", pack(text, "zstd"), ""},
		{"twice", "zstd, gzip", pack(text, "zstd", "gzip"), ""},
		{"four times", "gzip, gzip, gzip, gzip", pack(text, "gzip", "gzip", "gzip", "gzip"), "packed 4 times in itself"},
		{"brotli", "br", pack(text, "br"), ""},
		{"brotli bomb", "br", pack(bomb, "br"), "too large: unpacked it has more than 1 MiB"},
		{"not asked for", "exi", text, `damaged: sent in a coding that is not known: "exi"`},
		{"large", "", make([]byte, most+1), "too large: as sent it has more than 1 MiB"},
		{"as large as may be", "gzip", pack(append(text, make([]byte, most-len(text))...), "gzip"), ""},
		{"gzip bomb", "gzip", pack(bomb, "gzip"), "too large: unpacked it has more than 1 MiB"},
		{"deflate bomb", "deflate", pack(bomb, "deflate"), "too large: unpacked it has more than 1 MiB"},
		{"zstd bomb", "zstd", pack(bomb, "zstd"), "too large: unpacked it has more than 1 MiB"},
		{"bomb in a bomb", "gzip, gzip", pack(bomb, "gzip", "gzip"), "too large: unpacked it has more than 1 MiB"},
		{"bomb that unpacks to little", "gzip, zstd", pack(bytes.Repeat(pack(nil, "gzip"), most), "zstd"), "too large: unpacked it has more than 1 MiB"},
		{"cut", "gzip", pack(text, "gzip")[:40], "the answer was cut off"},
		{"cut in its header", "gzip", pack(text, "gzip")[:4], "the answer was cut off"},
		{"nothing to unpack", "gzip", nil, ""},
		{"zstd cut", "zstd", pack(text, "zstd")[:40], "the answer was cut off"},
		{"not packed after all", "gzip", text, ""},
		{"broken", "gzip", append(pack(text, "gzip")[:10], 7), "damaged: flate: corrupt input before offset 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, Options{MaxBytes: most, Tries: 1}, free(func(out http.ResponseWriter, _ *http.Request) {
				if tt.encoding != "" {
					out.Header().Set("Content-Encoding", tt.encoding)
				}
				fmt.Fprintf(out, "%s", tt.sent)
			}), func(t *testing.T, w *world) {
				got, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
				if tt.want != "" {
					wantError(t, err, tt.want, strings.Contains(tt.want, "cut off"))
				} else if err != nil || len(tt.sent) > 0 && !bytes.HasPrefix(got.Body, text) {
					t.Errorf("%d bytes, %v", len(got.Body), err)
				}
			})
		})
	}
}

// raw answers with bytes as they are, and closes the connection.
func raw(answer string) http.HandlerFunc {
	return free(func(out http.ResponseWriter, _ *http.Request) {
		conn, _, err := out.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		fmt.Fprint(conn, answer)
		conn.Close()
	})
}

func TestBrokenAnswers(t *testing.T) {
	for _, tt := range []struct{ name, answer, want string }{
		{"shorter than stated", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "the answer was cut off"},
		{"longer than stated", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlonger", ""},
		{"larger than allowed, by its own word", "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", "too large: as sent it has more than 32 MiB"},
		{"chunks cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", "the answer was cut off"},
		{"a chunk cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nshort", "the answer was cut off"},
		{"until it closes", "HTTP/1.0 200 OK\r\n\r\nall there is", ""},
		{"no chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "invalid byte in chunk length"},
		{"nothing", "", "the answer was cut off"},
		{"header cut off", "HTTP/1.1 200 OK\r\nContent-Le", `malformed MIME header: missing colon: "Content-Le"`},
		{"not HTTP", "SSH-2.0-Gate\r\n\r\n", `malformed HTTP response "SSH-2.0-Gate"`},
		{"a header too large", "HTTP/1.1 200 OK\r\nA: " + strings.Repeat("a", maxHeader+100) + "\r\n\r\n", "net/http: server response headers exceeded 262144 bytes; aborted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, Options{Tries: 1}, raw(tt.answer), func(t *testing.T, w *world) {
				_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
				if tt.want != "" {
					wantError(t, err, tt.want, tt.want == "the answer was cut off")
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestSlow(t *testing.T) {
	// drip sends a byte each time.
	drip := func(every time.Duration) http.HandlerFunc {
		return free(func(out http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(out, "a")
				out.(http.Flusher).Flush()
				select {
				case <-time.After(every):
				case <-r.Context().Done():
				}
			}
		})
	}
	silent := free(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	for _, tt := range []struct {
		name   string
		handle http.HandlerFunc
		want   string
		after  time.Duration
	}{
		{"a trickle", drip(time.Second), "no whole answer within 1m0s", time.Minute},
		{"a stall", drip(time.Hour), "nothing came for 20s", 20 * time.Second},
		{"silence", silent, "nothing came for 20s", 20 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, Options{Tries: 1}, tt.handle, func(t *testing.T, w *world) {
				_, err := w.Get(t.Context(), "http://gazette.example/", Validators{})
				wantError(t, err, tt.want, true)
				if took := time.Since(w.began); took != tt.after {
					t.Errorf("took %s", took)
				}
			})
		})
	}
}

func TestMediaType(t *testing.T) {
	for _, tt := range []struct{ field, media, charset string }{
		{"", "", ""},
		{"text/html", "text/html", ""},
		{"Text/HTML; Charset=\"UTF-8\"", "text/html", "UTF-8"},
		{"text/html; charset=windows-1251; charset=koi8-r", "text/html", ""},
		{"text/html; charset", "text/html", ""},
		{"text/html;;", "text/html", ""},
		{"text/html; charset=\"a b\"", "text/html", ""},
		{"application/rss+xml ;x", "application/rss+xml", ""},
		{"<b>", "", ""},
	} {
		media, charset := mediaType(tt.field)
		if media != tt.media || charset != tt.charset {
			t.Errorf("mediaType(%q) = %q, %q, want %q, %q", tt.field, media, charset, tt.media, tt.charset)
		}
	}
}

func TestFresh(t *testing.T) {
	for field, want := range map[string]time.Duration{
		"":                          0,
		"max-age=60":                time.Minute,
		"public, MAX-AGE=\"60\"":    time.Minute,
		"max-age=60, no-cache":      0,
		"max-age=-1":                0,
		"max-age=99999999999999999": 0,
		"s-maxage=60":               0,
	} {
		if got := fresh(http.Header{"Cache-Control": {field}}); got != want {
			t.Errorf("fresh(%q) = %s, want %s", field, got, want)
		}
	}
}

func FuzzReadBody(f *testing.F) {
	for _, e := range []string{"gzip", "deflate", "zstd"} {
		f.Add(e, pack([]byte("The harbour opens"), e))
	}
	f.Add("gzip, zstd", pack(nil, "gzip", "zstd"))
	f.Fuzz(func(t *testing.T, encoding string, sent []byte) {
		body, err := readBody(bytes.NewReader(sent), http.Header{"Content-Encoding": {encoding}}, 1<<16)
		if len(body) > 1<<16 {
			t.Errorf("%d bytes, %v", len(body), err)
		}
	})
}
