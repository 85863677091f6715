package record

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hearsay/internal/capture"
)

func TestOriginal(t *testing.T) {
	r := newRecord(t)
	archive, err := capture.OpenArchive(r.ArchiveFolder())
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close() //nolint:errcheck // nothing of it is written
	keep := func(c capture.Capture) string {
		c.SHA256, c.Time = fmt.Sprintf("%x", sha256.Sum256(c.Body)), time.Unix(1_900_000_000, 0).UTC()
		c.Address = "file:///" + c.Name
		if _, err := archive.Keep(t.Context(), r, []capture.Capture{c}); err != nil {
			t.Fatal(err)
		}
		reading := levy.reading()
		reading.SHA256 = c.SHA256
		if err := r.Store(t.Context(), []Reading{reading}); err != nil {
			t.Fatal(err)
		}
		return ArticleID(c.SHA256)
	}
	page := keep(capture.Capture{Name: "a.html", MediaType: "text/html", Charset: "windows-1252", Body: []byte("<p>Caf\xe9")})
	plain := keep(capture.Capture{Name: "b.txt", MediaType: "text/plain", Body: []byte("Café")})

	mail := keep(capture.Capture{Name: "c.eml", MediaType: "message/rfc822", Body: []byte("Subject: x\nContent-Type: text/html; charset=windows-1252\n\n<p>Caf\xe9 at the pier opens again, the board said.")})
	object := keep(capture.Capture{Name: "d.jsonl", MediaType: `application/json; fields="text=body"`, Body: []byte(`{"text":"<b>","body":"Caf\u00e9"}`)})

	if got, err := r.Original(t.Context(), page); err != nil || string(got.Body) != "<p>Caf\xe9" || got.Text != "<p>Café" || !got.HTML {
		t.Errorf("a page is %+v, %v", got, err)
	}
	if got, err := r.Original(t.Context(), plain); err != nil || got.Text != "Café" || got.HTML {
		t.Errorf("plain text is %+v, %v", got, err)
	}
	if got, err := r.Original(t.Context(), mail); err != nil || got.Text != "<p>Café at the pier opens again, the board said." || !got.HTML || len(got.Body) < len(got.Text) {
		t.Errorf("a mail is %+v, %v", got, err)
	}
	if got, err := r.Original(t.Context(), object); err != nil || got.Text != "Café" || got.HTML {
		t.Errorf("an article in JSON is %+v, %v", got, err)
	}
	if _, err := r.Original(t.Context(), "a0"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no article: %v", err)
	}
	if err := os.Remove(filepath.Join(r.ArchiveFolder(), "hearsay-00001.warc.gz")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Original(t.Context(), page); !errors.Is(err, ErrDamaged) {
		t.Errorf("bytes that are gone: %v", err)
	}
}
