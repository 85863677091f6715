package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

const staticPath = "/static/"

// assets are the style sheet, the script and the icon. Each is served under a
// name that holds the hash of its bytes, so a browser may keep it for ever.
type assets struct {
	named  map[string]string // plain name to served name: style.css to style-1f2e….css
	served map[string][]byte // served name to bytes
}

func readAssets() assets {
	a := assets{named: make(map[string]string), served: make(map[string][]byte)}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err) // cannot be: the folder is part of the program
	}
	for _, entry := range entries {
		body, err := staticFiles.ReadFile("static/" + entry.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(entry.Name())
		name := strings.TrimSuffix(entry.Name(), ext) + "-" + hex.EncodeToString(sum[:8]) + ext
		a.named[entry.Name()] = name
		a.served[name] = body
	}
	return a
}

// address returns where a static file is served.
func (a assets) address(name string) string { return staticPath + a.named[name] }

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	body, ok := a.served[name]
	if !ok {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	types := map[string]string{
		".css": "text/css; charset=utf-8",
		".js":  "text/javascript; charset=utf-8",
		".svg": "image/svg+xml",
	}
	w.Header().Set("Content-Type", types[path.Ext(name)])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}
