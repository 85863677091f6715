package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"
)

// serveSite serves a folder as a web site, until the script ends or says so:
// site FOLDER, site stop. $SITE is its address, in what it serves too. The
// name of a file tells what is done with it, and is asked for without that:
//
//	levy.html.windows-1251   is sent in that encoding
//	old.html.moved           is a redirect to what it holds
func serveSite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: site FOLDER, or site stop")
	}
	if args[0] == "stop" {
		ts.Value(siteKey{}).(*site).Close()
		return
	}
	s := ts.Value(siteKey{}).(*site)
	s.folder = ts.MkAbs(args[0])
	s.Server = httptest.NewServer(s)
	ts.Setenv("SITE", s.URL)
	ts.Defer(s.Close)
}

// siteKey is the key of a script's site.
type siteKey struct{}

type site struct {
	*httptest.Server
	folder string
}

func (s *site) ServeHTTP(out http.ResponseWriter, in *http.Request) {
	file := filepath.Join(s.folder, filepath.FromSlash(path.Clean(in.URL.Path)))
	read := func(done string) (string, bool) {
		body, err := os.ReadFile(file + done)
		return strings.ReplaceAll(string(body), "$SITE", s.URL), err == nil
	}
	switch path.Ext(in.URL.Path) {
	case ".html":
		out.Header().Set("Content-Type", "text/html")
	case ".xml":
		out.Header().Set("Content-Type", "text/xml")
	}
	if body, ok := read(""); ok {
		fmt.Fprint(out, body)
		return
	}
	if body, ok := read(".windows-1251"); ok {
		out.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(charmap.Windows1251.NewEncoder().Writer(out), body)
		return
	}
	if to, ok := read(".moved"); ok {
		http.Redirect(out, in, strings.TrimSpace(to), http.StatusMovedPermanently)
		return
	}
	http.NotFound(out, in)
}

// fill writes the value of $SITE into files: fill FILE ...
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: fill FILE ...")
	}
	for _, name := range args {
		body := strings.ReplaceAll(ts.ReadFile(name), "$SITE", ts.Getenv("SITE"))
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(body), 0o666))
	}
}
