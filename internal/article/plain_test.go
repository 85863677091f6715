package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/outside"
)

// The files in testdata/plain are invented pages saved as text. Each begins
// with what a careful reader finds; then, behind a line of dashes, comes the
// page, each line with its part before it: H for headline, B for body, C for
// caption, F for frame.
func TestPlainPages(t *testing.T) {
	files, err := filepath.Glob("testdata/plain/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d pages: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, marked, _ := strings.Cut(strings.ReplaceAll(string(raw), "\r\n", "\n"), "---\n")
			for _, ending := range []string{"\n", "\r\n"} {
				checkPlain(t, head, strings.ReplaceAll(marked, "\n", ending), ending)
			}
		})
	}
}

func checkPlain(t *testing.T, head, marked, ending string) {
	t.Helper()
	var page strings.Builder
	var want []Part
	for line := range strings.SplitAfterSeq(marked, ending) {
		letter, text, ok := strings.Cut(line, "|")
		if !ok {
			page.WriteString(line)
			continue
		}
		kind := map[string]PartKind{"H": Headline, "B": Body, "C": Caption, "F": Frame}[letter]
		if kind == "" {
			t.Fatalf("line %q has no part", line)
		}
		want = append(want, Part{kind, page.Len(), page.Len() + len(text)})
		page.WriteString(text)
	}

	a, err := Read(capture.Capture{Address: "file:///pages/page.txt", MediaType: "text/plain", Body: []byte(page.String()),
		Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != page.String() {
		t.Error("the text is not the file")
	}
	for _, w := range want {
		line := a.Text[w.Start:w.End]
		if got := kindAt(a, w.Start+len(line)-len(strings.TrimLeft(line, " "))); got != w.Kind {
			t.Errorf("%q is %s, want %s", strings.TrimSpace(line), got, w.Kind)
		}
	}
	found := map[string]string{"title": a.Title, "author": a.Author, "published": a.Published, "outlet": a.Outlet, "address": a.Address,
		"language": a.Language, "dateline": a.Dateline.Place + "|" + a.Dateline.Agency}
	for line := range strings.SplitSeq(strings.TrimSpace(head), "\n") {
		key, want, _ := strings.Cut(line, ":")
		got, known := found[key]
		if want = strings.TrimSpace(want); got != want || !known {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
		delete(found, key)
	}
	for _, key := range []string{"author", "published", "outlet"} {
		if found[key] != "" {
			t.Errorf("%s is %q, though the page does not tell", key, found[key])
		}
	}
	if found["dateline"] != "" && found["dateline"] != "|" {
		t.Errorf("dateline %q, though the page has none", found["dateline"])
	}
}

func kindAt(a Article, at int) PartKind {
	for _, p := range a.Parts {
		if p.Start <= at && at < p.End {
			return p.Kind
		}
	}
	return "in no part"
}

// TestSeeds reads the five real pages: what a careful reader finds in them, and
// that none of their frame is left in what is searched for statements.
func TestSeeds(t *testing.T) {
	dir := outside.Shared(t, "seeds")
	tests := []struct {
		name, author, published, outlet, place, agency string
		title                                          string // how it begins
		first, last                                    string // words of the body's first and last paragraphs
		paragraphs                                     int
	}{
		{"000_0ccfde146ea70c7f.txt", "", "2017-11-12", "", "", "", "Alleged Russian", "Kremlin spokesman Dmitry Peskov commented", "in which Ross had a stake.", 16},
		{"001_2ba33058579cacb3.txt", "", "", "", "MOSCOW", "TASS", "Russia Denies", "MOSCOW (TASS)", "refuted these allegations.", 11},
		{"002_5b12e4d389ea33b2.txt", "Kamila Aliyeva", "2017-06-05", "TODAY.AZ", "", "", "Putin rebuffs", "has anew rebuffed", "absolutely unsubstantiated", 16},
		{"003_5ef9211fc8905507.txt", "", "", "", "", "", "Trump: Putin Says", "President Vladimir Putin feels", "active part in the Geneva", 20},
		{"004_555711c918dece0c.txt", "", "", "", "Moscow", "INTERFAX.RU", "Peskov called", "recalled that the Russian Ambassador", "a witch hunt", 12},
	}
	frame := []string{"Comments: 0", "Advertisement", "Your name", "e-mail", "Views:", "AP Photo", "Shutterstock", "Leave a comment",
		"Your email", "Be the first", "Print version", "Recommend", "Connect with us", "today.az", "Published 12", "Author:", "By\u00a0Azernews", "17:35"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(dir, test.name))
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(capture.Capture{Name: test.name, Address: "file:///seeds/" + test.name, MediaType: "text/plain", Body: body})
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != string(body) {
				t.Error("the text is not the file")
			}
			prose := a.Prose()
			for _, words := range frame {
				if strings.Contains(prose, words) {
					t.Errorf("%q is left in the prose", words)
				}
			}
			plain := strings.NewReplacer("“", "", "”", "", "\u00a0", " ").Replace(prose)
			first, last := strings.Index(plain, test.first), strings.Index(plain, test.last)
			if first < 0 || last < 0 || first > last {
				t.Errorf("the body is not whole: begins at %d, ends at %d", first, last)
			}
			paragraphs := 0
			for _, p := range a.Parts {
				if p.Kind == Body {
					paragraphs++
				}
			}
			if paragraphs != test.paragraphs {
				t.Errorf("%d paragraphs, want %d", paragraphs, test.paragraphs)
			}
			if !strings.HasPrefix(a.Title, test.title) {
				t.Errorf("title is %q", a.Title)
			}
			got := [...]string{a.Author, a.Published, a.Outlet, a.Dateline.Place, a.Dateline.Agency, a.Language}
			want := [...]string{test.author, test.published, test.outlet, test.place, test.agency, "en"}
			if got != want {
				t.Errorf("author, day, outlet, place, agency, language are %q, want %q", got, want)
			}
		})
	}
}
