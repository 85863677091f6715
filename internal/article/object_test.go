package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
)

func TestObjects(t *testing.T) {
	const more = "Nobody at the pier likes it, and nobody has a better idea of how to pay for the works that the flood has left behind. "
	const body = "The harbour board will keep the levy. " + more + "“It stays this year and next,” Ada Quill told reporters."
	tests := []struct{ name, mediaType, object, want string }{
		{"usual names", "application/json", `{"title":"Levy stays","maintext":"` + body + `","authors":["Ada Moor","Newsroom"],"date_publish":"2019-01-08 06:00:00","source_domain":"www.post.example","url":"https://post.example/levy#top","language":"en"}`,
			"Levy stays | Ada Moor | post.example | https://post.example/levy | 2019-01-08 field date_publish | en"},
		{"a mapping", `application/json; fields="text=b,title=h,outlet=s.name,published=at"`, `{"text":"not this","b":"` + body + `","h":"Levy &amp; pier","s":{"name":"Harbour Post"},"at":1546927200}`,
			"Levy & pier |  | Harbour Post |  | 2019-01-08 field at | en"},
		{"HTML in the field for text", "application/json", `{"headline":"Levy stays","body":"<p>The harbour board of Port Elm will keep the levy.</p><p>` + more + `“It stays this year and next,” Ada Quill told reporters.</p>"}`,
			"Levy stays |  |  |  |   | en"},
		{"HTML alone", "application/json", `{"url":"https://post.example/levy","html":"<title>Levy stays - Harbour Post</title><h1>Levy stays</h1><p>The harbour board of Port Elm will keep the levy.</p><p>` + more + `“It stays this year and next,” Ada Quill told reporters.</p>"}`,
			"Levy stays |  | post.example | https://post.example/levy |   | en"},
		{"title in the text", "application/json", `{"title":"Levy stays","text":"Levy stays\n\n` + body + `"}`, "Levy stays |  |  |  |   | en"},
		{"title in the text alone", "application/json", `{"text":"Levy stays\n\n` + body + `"}`, "Levy stays |  |  |  |   | en"},
		{"a title that nobody sees", "application/json", `{"title":"\u200b","text":"Levy stays\n\n` + body + `"}`, "Levy stays |  |  |  |   | en"},
		{"a day to come", "application/json", `{"title":"Levy stays","text":"` + body + `","date":"2119-01-08"}`, "Levy stays |  |  |  |   | en"},
		{"nobody's name", "application/json", `{"title":"Levy stays","text":"` + body + `","author":"Staff","source":""}`, "Levy stays |  |  |  |   | en"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Read(capture.Capture{Address: "file:///a.jsonl", MediaType: test.mediaType, Body: []byte(test.object), Time: time.Unix(1_700_000_000, 0)})
			if err != nil {
				t.Fatal(err)
			}
			checkParts(t, a)
			got := strings.Join([]string{a.Title, a.Author, a.Outlet, a.Address, a.Published + " " + a.PublishedFrom, a.Language}, " | ")
			if got != test.want {
				t.Errorf("read as\n%s, want\n%s", got, test.want)
			}
			if a.Parts[0].Kind != Headline || strings.Count(a.Text, a.Title) != 1 {
				t.Errorf("the title does not head the text once: %q", a.Text)
			}
			if !strings.Contains(a.Prose(), "“It stays this year and next,”") {
				t.Errorf("the prose is %q", a.Prose())
			}
		})
	}
}

func TestNoArticleInObject(t *testing.T) {
	tests := []struct {
		name, mediaType, object string
		want                    error
	}{
		{"no text", "application/json", `{"title":"Levy stays"}`, ErrNoArticle},
		{"empty text", `application/json; fields="text=body"`, `{"body":" ","text":"The levy stays."}`, ErrNoArticle},
		{"broken", `application/json; fields="text=body"`, `{"body":"The levy stays.`, ErrNotText},
		{"a list", `application/json; fields="text=body"`, `[{"body":"The levy stays."}]`, ErrNotText},
		{"too long", "application/json", `{"text":"` + strings.Repeat("The levy stays, she said. ", maxText/26+1) + `"}`, ErrTooLong},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Read(capture.Capture{MediaType: test.mediaType, Body: []byte(test.object)}); !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
		})
	}
}

// TestTextThatIsCut tells of a text of which a service gave out the beginning
// alone.
func TestTextThatIsCut(t *testing.T) {
	a, err := Read(capture.Capture{MediaType: "application/json", Body: []byte(`{"content":"The levy stays in place, the harbour board told repo… [+2417 chars]"}`)})
	if err != nil || len(a.Notes) != 1 || a.Notes[0] != "the text is cut: 2417 more characters are not in it" {
		t.Errorf("notes %q, %v", a.Notes, err)
	}
}

func FuzzReadObject(f *testing.F) {
	for _, piece := range pieces {
		object, err := json.Marshal(map[string]any{"title": piece, "text": piece + "The levy stays, she said.", "author": []string{piece}, "date": piece, "source": map[string]string{"name": piece}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(object)
	}
	f.Add([]byte(`{"html":"<p>The levy stays in place, the board told reporters.","title":"<b>x"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := capture.Capture{MediaType: "application/json", Body: body, Time: time.Unix(1_900_000_000, 0)}
		a, err := Read(c)
		if err != nil {
			return
		}
		checkParts(t, a)
		if again, err := Read(c); err != nil || fmt.Sprint(again) != fmt.Sprint(a) {
			t.Errorf("read again, it is another article: %v", err)
		}
	})
}
