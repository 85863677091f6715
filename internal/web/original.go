package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style sheet of originals
	"encoding/base64"
	"errors"
	"html/template"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"hearsay/internal/inert"
	"hearsay/internal/record"
)

// The original of an article is shown behind two walls, each of which would do
// alone: package inert leaves no tag and no attribute in it that runs or fetches
// anything, and originalPolicy has the browser run and fetch nothing whatever
// stood there.

// originalsAtOnce bounds how many originals are made harmless at a time: a large
// one takes a good deal of memory.
const originalsAtOnce = 2

// maxPlain is how much of a plain text is shown, in bytes.
const maxPlain = 4 << 20

//go:embed templates/original.css
var originalStyle string

// originalPolicy lets a page have our own styles, word for word, and nothing else.
// A page in a sandbox has no origin: it could not even ask this server.
func originalPolicy() string {
	sum := sha256.Sum256([]byte(originalStyle))
	return "sandbox; default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
}

// originalAddress is where the original of an article is shown by itself,
// captureAddress where its bytes can be had.
func originalAddress(id string) string { return articleAddress(id) + "/original" }
func captureAddress(id string) string  { return articleAddress(id) + "/capture" }

// damagedOriginal is said where an original is not what was kept.
const damagedOriginal = "The bytes that the archive has of this page are damaged. hearsay verify tells more."

// originalPage is a captured page, made harmless.
type originalPage struct {
	Title    string
	Language string
	Captured string
	Style    template.HTML
	Problem  string        // why it cannot be shown; there is nothing else then
	Words    template.HTML // of a page, as package inert leaves them
	Plain    string        // a text that is no page
	Cut      bool
	Gone     []string // what was left out: "3 scripts"
	Links    bool     // there were links
}

func (s *site) original(w http.ResponseWriter, r *http.Request) error {
	article, err := s.record.Article(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	select {
	case s.originals <- struct{}{}:
		defer func() { <-s.originals }()
	case <-r.Context().Done():
		return r.Context().Err()
	}
	page := originalPage{Title: titleOf(article.ArticleRef), Captured: article.Captured, Style: template.HTML("<style>" + originalStyle + "</style>")}
	status := http.StatusOK
	original, err := s.record.Original(r.Context(), article.ID)
	switch {
	case errors.Is(err, record.ErrDamaged):
		status, page.Problem = http.StatusInternalServerError, damagedOriginal
	case err != nil:
		return err
	default:
		page.take(original)
	}

	var body bytes.Buffer
	if err := s.pages["original"].ExecuteTemplate(&body, "original.html", page); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", originalPolicy())
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Del("Cross-Origin-Opener-Policy") // browsers refuse it of a page in a sandbox
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	if _, err := w.Write(body.Bytes()); err != nil {
		s.log.Debug("page not sent", "path", r.URL.Path, "error", err)
	}
	return nil
}

// take has the page show an original. What is too much to be gone through is shown
// as its source.
func (p *originalPage) take(o record.Original) {
	if o.HTML {
		made, err := inert.Read(o.Text)
		if err == nil {
			p.Words, p.Cut, p.Language = template.HTML(made.HTML), made.Cut, made.Language
			p.Gone, p.Links = goneOf(made.Gone), made.Gone.Links > 0
			return
		}
	}
	p.Plain = o.Text
	if len(p.Plain) > maxPlain {
		p.Plain, p.Cut = strings.ToValidUTF8(p.Plain[:maxPlain], ""), true
	}
}

// goneOf tells what was left out of a page, in words.
func goneOf(g inert.Gone) []string {
	var all []string
	for _, some := range []struct {
		n         int
		one, many string
	}{
		{g.Scripts, "script", "scripts"}, {g.Styles, "style", "styles"}, {g.Pictures, "picture", "pictures"},
		{g.Players, "player", "players"}, {g.Frames, "frame", "frames"}, {g.Fields, "field of a form", "fields of forms"},
	} {
		if some.n > 0 {
			all = append(all, count(some.n, some.one, some.many))
		}
	}
	return all
}

// capture sends the bytes of an article's capture as a file that no program opens
// by itself.
func (s *site) capture(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	article, err := s.record.Article(r.Context(), id)
	if err != nil {
		return err
	}
	original, err := s.record.Original(r.Context(), id)
	if errors.Is(err, record.ErrDamaged) {
		return failure{http.StatusInternalServerError, damagedOriginal}
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "capture-" + article.SHA256 + ".bin"}))
	h.Set("Content-Length", strconv.Itoa(len(original.Body)))
	if _, err := w.Write(original.Body); err != nil {
		s.log.Debug("capture not sent", "path", r.URL.Path, "error", err)
	}
	return nil
}
