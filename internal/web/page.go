package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strconv"

	"hearsay/internal/cite"
)

//go:embed templates
var templateFiles embed.FS

// page is one kind of page: its template within the frame that all share.
type page = template.Template

// A sheet is what the frame needs of a page. Body is the page's own.
type sheet struct {
	Title string
	Here  string // the entry of the menu that this page is: "new", "search", "stories", "speakers", "review", "journal"
	Wide  bool   // two texts stand side by side; told first, so that nothing moves while the page comes
	Body  any
	Feeds *feeds // of what the page lists, nil for none

	Visitor visitor // whose page it is; send fills it in
}

// readPages parses the templates: the shared ones once, each page's on top.
func readPages(a assets) map[string]*page {
	shared := template.Must(template.New("frame.html").Funcs(template.FuncMap{
		"asset":       a.address,
		"day":         cite.Day,
		"percent":     percent,
		"share":       share,
		"count":       count,
		"number":      number,
		"independent": independent,
		"articles":    articles,
		"link":        outerLink,
		"speaker":     speakerAddress,
		"utterance":   utteranceAddress,
		"shortened":   shortened,
		"moment":      moment,
	}).ParseFS(templateFiles, "templates/frame.html", "templates/parts.html", "templates/timeline.html"))

	pages := make(map[string]*page)
	for _, name := range []string{"front", "search", "names", "article", "beside", "versions", "statement", "utterance", "story", "stories", "review", "journal", "searches", "feed", "speaker", "speakers", "login", "accounts", "failure"} {
		pages[name] = template.Must(template.Must(shared.Clone()).ParseFS(templateFiles, "templates/"+name+".html"))
	}
	pages["original"] = template.Must(template.ParseFS(templateFiles, "templates/original.html")) // in no frame of ours
	return pages
}

// send makes a page and sends it, unless the browser has just that. Nothing is sent
// if the page cannot be made.
func (s *site) send(w http.ResponseWriter, r *http.Request, status int, name string, content sheet) error {
	content.Visitor = visitorOf(r.Context())
	var body bytes.Buffer
	if err := s.pages[name].Execute(&body, content); err != nil {
		return fmt.Errorf("making the page %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if content.Visitor.Session == nil && status == http.StatusOK {
		sum := sha256.Sum256(body.Bytes())
		tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	if _, err := w.Write(body.Bytes()); err != nil {
		// The reader has gone, or the line is cut: nothing left to answer.
		s.log.Debug("page not sent", "path", r.URL.Path, "error", err)
	}
	return nil
}
