package web

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"hearsay/internal/account"
)

// zipped asks for a path as a browser does, and returns what came and what it is
// unpacked.
func zipped(t *testing.T, h http.Handler, r *http.Request) (came int, plain string) {
	t.Helper()
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	came = w.Body.Len()
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d", r.URL, w.Code)
	}
	if w.Header().Get("Content-Encoding") == "" {
		return came, w.Body.String()
	}
	unpacked, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatalf("%s: %v", r.URL, err)
	}
	body, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatalf("%s: %v", r.URL, err)
	}
	return came, string(body)
}

// The first page comes with all that it needs in few bytes.
func TestFirstPageIsLight(t *testing.T) {
	h := served(sampleRecord(), nobody{})
	page := look(t, h, "/", http.StatusOK)
	paths := []string{"/"}
	for _, part := range []struct{ element, attribute string }{{"link", "href"}, {"script", "src"}, {"img", "src"}} {
		for _, n := range find(page, part.element, "") {
			if path := attribute(n, part.attribute); path != "" {
				paths = append(paths, path)
			}
		}
	}
	all := 0
	for _, path := range paths {
		came, plain := zipped(t, h, visit(path, nil))
		if want := ask(t, h, path).Body.String(); plain != want {
			t.Errorf("%s is another one compressed", path)
		}
		all += came
	}
	if len(paths) < 5 || all > 60_000 {
		t.Errorf("%v come in %d bytes, want 60,000 at most", paths, all)
	}
}

// Pages with the token of a session are sent as they are.
func TestTokensAreNotCompressed(t *testing.T) {
	h := served(sampleRecord(), sampleAccounts())
	cookie := signedIn(t, h, account.Reader)
	if came, plain := zipped(t, h, visit("/search?q=nobody", cookie)); came != len(plain) {
		t.Error("a page with a token is compressed")
	}
	if came, plain := zipped(t, h, visit(loginPath, nil)); came == len(plain) {
		t.Error("a page without one is not")
	}
}

// A compressed file that lacks something does not look whole either.
func TestCompressedExportThatFailsIsCut(t *testing.T) {
	f := sampleRecord()
	f.err = errors.New("torn")
	server := httptest.NewServer(New(f, quiet()))
	defer server.Close()
	response, err := http.Get(server.URL + "/search.jsonl") // by itself the client asks for gzip and unpacks
	if err == nil {
		_, err = io.ReadAll(response.Body)
		response.Body.Close()
	}
	if err == nil {
		t.Error("the file looks whole")
	}
}

// A page that is as it was is not sent again.
func TestUnchangedPage(t *testing.T) {
	h := served(sampleRecord(), nobody{})
	tag := ask(t, h, "/speakers").Header().Get("ETag")
	if tag == "" {
		t.Fatal("a page has no ETag")
	}
	for path, want := range map[string]int{"/speakers": http.StatusNotModified, "/stories": http.StatusOK} {
		r := visit(path, nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want || (want == http.StatusNotModified) != (w.Body.Len() == 0) {
			t.Errorf("%s answers %d with %d bytes, want %d", path, w.Code, w.Body.Len(), want)
		}
	}
	accounts := served(sampleRecord(), sampleAccounts())
	w := httptest.NewRecorder()
	accounts.ServeHTTP(w, visit("/speakers", signedIn(t, accounts, account.Reader)))
	if w.Header().Get("ETag") != "" {
		t.Error("a page that browsers must not keep has an ETag")
	}
}
