package capture

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// wide writes text in UTF-16, little end first, with its mark.
func wide(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func TestSniff(t *testing.T) {
	tests := []struct {
		title, name, body, want string // want is a media type, or how the error begins
	}{
		{"plain text", "a.txt", "Ostrel, May 4", mediaText},
		{"text without an extension", "story", "Ostrel, May 4", mediaText},
		{"text of a strange extension", "story.md", "Ostrel, May 4", mediaText},
		{"text with a tag", "a.txt", "<b>Ostrel</b>, May 4", mediaText},
		{"text in UTF-8 with its mark", "a.txt", "\xef\xbb\xbfOstrel", mediaText},
		{"text in windows-1251", "a.txt", "\xcf\xf0\xe5\xe4\xf1\xe5\xe4\xe0\xf2\xe5\xeb\xfc", mediaText},
		{"text in UTF-16", "a.txt", wide("Ostrel, May 4"), mediaText},
		{"HTML by its name", "a.html", "Ostrel, May 4", mediaHTML},
		{"HTML by its name, shouted", "A.HTM", "Ostrel, May 4", mediaHTML},
		{"HTML packed", "a.html.gz", "Ostrel, May 4", mediaHTML},
		{"HTML by its doctype", "a.txt", "\r\n <!DOCTYPE HTML PUBLIC \"\">", mediaHTML},
		{"HTML by its first tag", "a.txt", "<html lang=en>", mediaHTML},
		{"HTML behind a comment", "a.txt", "<!-- saved --> <html>", mediaHTML},
		{"HTML behind its mark", "a", "\xef\xbb\xbf<html>", mediaHTML},
		{"HTML in UTF-16", "a", wide("<!doctype html>"), mediaHTML},
		{"HTML in UTF-16, big end first", "a", "\xfe\xff\x00<\x00h\x00t\x00m\x00l\x00>", mediaHTML},
		{"XHTML", "a.xml", `<?xml version="1.0"?><!DOCTYPE html><html>`, mediaHTML},
		{"a piece of HTML", "a", "<div class=story><p>Ostrel", mediaHTML},
		{"a word that begins like a tag", "a", "<pamphlet>", mediaText},
		{"an unclosed comment", "a", "<!-- and on", mediaText},
		{"empty", "a.html", "", "empty file"},
		{"blank", "a.html", "\xef\xbb\xbf \n\t", "empty file: nothing but white space"},
		{"blank in UTF-16", "a.html", wide(" \n"), "empty file: nothing but white space"},
		{"UTF-16 without its mark", "a.html", "<\x00h\x00t\x00m\x00l\x00>\x00", "binary, not text: byte 1 is zero"},
		{"zero late in the file", "a.html", strings.Repeat("a", 100_000) + "\x00", "binary, not text: byte 100000 is zero"},
		{"JPEG", "a.html", "\xff\xd8\xff\xe0", "looks like a JPEG"},
		{"MHTML by its name", "a.mhtml", "From: <Saved>\r\nMIME-Version: 1.0", mediaSaved},
		{"MHTML of Chrome", "a", "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n\r\n", mediaSaved},
		{"HTML called MHTML", "a.mht", "<html>", mediaHTML},
		{"mail by its name", "a.eml", "Subject: Levy stays\n\n", mediaMail},
		{"mail", "1546.M1P2:2,S", "Return-Path: <>\nReceived: by a\n\tb\nFrom: Ada\n\n\x00", mediaMail},
		{"text that begins like a mail", "a", "From: the pier\nDate: today\n\nOstrel", mediaText},
		{"text that begins like a mail by its name", "a.txt", "From: Ada\nTo: Ida\nDate: today\nSubject: pier\n\nOstrel", mediaText},
		{"text called a mail", "a.eml", "Ostrel, May 4", mediaText},
		{"Atom", "a", `<feed xmlns="http://www.w3.org/2005/Atom">`, "an Atom feed, not a page"},
		{"SVG", "a.txt", "<svg><text>No</text></svg>", "looks like an SVG picture"},
		{"sitemap", "a.xml", `<?xml version="1.0"?><urlset>`, "a sitemap, not a page"},
		{"other XML", "a.xml", `<?xml version="1.0"?><ledger>`, "looks like XML"},
	}
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			got, err := sniff(test.name, "", []byte(test.body))
			if err != nil {
				got = err.Error()
			}
			if got != test.want && (err == nil || !strings.HasPrefix(got, test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzSniff(f *testing.F) {
	f.Add("a.html", []byte("<!doctype html>"))
	f.Add("a.txt.gz", []byte(wide("<!-- a --><?xml?><html>")))
	f.Add("", []byte("<!--\x00"))
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		media, err := sniff(name, "", body)
		if err == nil && media != mediaHTML && media != mediaText {
			t.Errorf("media type %q", media)
		}
		if err != nil && (media != "" || strings.ContainsAny(err.Error(), "\r\n")) {
			t.Errorf("media type %q and error %q", media, err)
		}
		if !companion(name) && extension(name) == ".css" {
			t.Errorf("%q is no companion", name)
		}
	})
}
