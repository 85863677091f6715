package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hearsay/internal/record"
)

func TestOriginalIsHarmless(t *testing.T) {
	h := New(sampleRecord(), Options{})
	answer := ask(t, h, "/article/a-bridge/original")
	page := look(t, h, "/article/a-bridge/original", http.StatusOK)
	for _, name := range []string{"script", "link", "img", "iframe", "form", "input", "a", "base"} {
		if n := len(find(page, name, "")); n > 0 {
			t.Errorf("the original has %d elements %s", n, name)
		}
	}
	policy := answer.Header().Get("Content-Security-Policy")
	for _, want := range []string{"sandbox; ", "default-src 'none'; ", "style-src 'sha256-", "form-action 'none'", "frame-ancestors 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %q", policy, want)
		}
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-DNS-Prefetch-Control": "off", "X-Content-Type-Options": "nosniff",
		"Cross-Origin-Opener-Policy": "", "Content-Type": "text/html; charset=utf-8"} {
		if got := answer.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	told := words(find(page, "header", "captured")[0], "")
	want := "The page as it was captured on 2021-06-15T06:30:00Z, as words alone; left out: 2 scripts, 1 style, 1 picture, 1 frame, 1 field of a form. " +
		"Links lead nowhere here: each tells where it led."
	if told != want {
		t.Errorf("it says\n%q, want\n%q", told, want)
	}
	if all := words(page, ""); !strings.Contains(all, "[picture: The swing bridge]") || !strings.Contains(all, "Nobody asked us to close it") {
		t.Errorf("the original reads %q", all)
	}
}

func TestOriginalOfPlainText(t *testing.T) {
	f := sampleRecord()
	f.articles[0].Text = "\n<b>Tide</b> & time\n"
	h := New(f, Options{})
	delete(f.originals, "a-bridge")
	page := look(t, h, "/article/a-bridge/original", http.StatusOK)
	if got := words(find(page, "pre", "plain")[0], ""); got != f.articles[0].Text {
		t.Errorf("plain text reads %q, want %q", got, f.articles[0].Text)
	}
}

func TestCaptureIsAFile(t *testing.T) {
	f := sampleRecord()
	answer := ask(t, New(f, Options{}), "/article/a-bridge/capture")
	if answer.Body.String() != bridgePage {
		t.Errorf("the bytes are %q", answer.Body)
	}
	for name, want := range map[string]string{"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
		"Content-Disposition": "attachment; filename=capture-" + f.articles[0].SHA256 + ".bin", "Content-Security-Policy": "sandbox; default-src 'none'"} {
		if got := answer.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// damaged is a record whose archive has lost its bytes.
type damaged struct{ *fakeRecord }

func (damaged) Original(context.Context, string) (record.Original, error) {
	return record.Original{}, record.ErrDamaged
}

func TestDamagedOriginalIsTold(t *testing.T) {
	h := New(damaged{sampleRecord()}, quiet())
	page := look(t, h, "/article/a-bridge/original", http.StatusInternalServerError)
	if got := words(find(page, "header", "captured")[0], ""); got != damagedOriginal {
		t.Errorf("it says %q", got)
	}
	look(t, h, "/article/a-bridge/capture", http.StatusInternalServerError)
}

// The view with the original may have a frame of this server, and no other page may.
func TestFrameOfTheOriginal(t *testing.T) {
	h := New(sampleRecord(), Options{})
	for path, want := range map[string]bool{"/article/a-bridge?view=original&s=s-deny": true, "/article/a-bridge": false, "/": false} {
		if got := strings.Contains(ask(t, h, path).Header().Get("Content-Security-Policy"), "frame-src 'self'"); got != want {
			t.Errorf("%s may have frames: %t, want %t", path, got, want)
		}
	}
	page := look(t, h, "/article/a-bridge?view=original&s=s-deny", http.StatusOK)
	frame := find(page, "iframe", "")[0]
	if attribute(frame, "src") != "/article/a-bridge/original" || attribute(frame, "sandbox") != "" || attribute(frame, "title") == "" {
		t.Errorf("the frame is %v", frame.Attr)
	}
	look(t, h, "/article/a-bridge?view=chairs", http.StatusBadRequest)
}
