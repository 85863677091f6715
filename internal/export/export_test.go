package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/record"
	"hearsay/internal/version"
)

var update = flag.Bool("update", false, "write the golden files anew")

// full is a statement of which everything is known.
var full = record.Statement{
	ID: "00000000000000a1",
	Article: record.ArticleRef{
		ID: "00000000000000a0", File: "levy.html", URL: "https://tidewater.example/levy?a=1&b=2", Outlet: "The Tidewater Post",
		Title: `Levy "stays" <for now>`, Published: "2031-05-04",
		Paywall: "json-ld", Live: true, SHA256: strings.Repeat("0123456789abcdef", 4), Version: 2, Versions: 3,
	},
	Speaker: &record.Speaker{ID: "00000000000000a2", Name: "Ada Quill", Kind: "person", Role: "Harbour Minister",
		How: "description", Confidence: 0.9},
	Candidates: []record.Candidate{{Name: "Bram Quill", Confidence: 0.1, Why: "named before"}},
	Source:     &record.Span{Text: "the minister", Start: 0, End: 12},
	Cue:        &record.Span{Text: "said", Start: 13, End: 17},
	Content:    []record.Span{{Text: "“The levy stays,\nas it is.”", Start: 18, End: 48}, {Text: "“Été.”", Start: 60, End: 70}},
	Kind:       "direct", Act: "say", Negated: true, Headline: true,
	To: "Marrow Gazette", Where: "Marrow", When: &record.When{From: "2031-05-03", To: "2031-05-04", Text: "on Sunday"},
	Via:    []string{"Coast Agency", "Marrow Gazette"},
	Inside: "00000000000000a3", Utterance: "00000000000000a4", ReprintOf: "00000000000000a5",
	Earlier: &record.Turn{Article: "00000000000000a6", Captured: "2031-05-04T10:00:00Z", Change: version.Changed, Statement: "00000000000000a7",
		Words: "“The levy will go.”", Differs: []version.Difference{version.Words}},
	Later: &record.Turn{Article: "00000000000000a8", Captured: "2031-05-04T12:00:00Z", Change: version.Changed, Statement: "00000000000000a9",
		Words: "“The levy may stay.”", Differs: []version.Difference{version.Words, version.Negation}},
	Confidence: 0.93, By: "rules 1", Confirmed: true,
}

// bare is a statement of which nothing is known that need not be.
var bare = record.Statement{
	ID: "00000000000000b1", Article: record.ArticleRef{ID: "00000000000000b0", SHA256: strings.Repeat("f", 64)},
	Content: []record.Span{{Text: "the levy is fair", Start: 4, End: 20}}, Kind: "indirect", Act: "think", By: "rules 1",
}

// quill and levyStory are a speaker and a story as lists have them.
var (
	quill = record.SpeakerEntry{Speaker: record.Speaker{ID: "00000000000000a2", Name: `=Ada "Tide" Quill`, Kind: "person"},
		Statements: 12, Reprints: 3, Articles: 7, Outlets: 2, First: "2031-05-04", Last: "2032-01-01"}
	levyStory = record.Story{ID: "s00000000000000a0", Title: "Levy stays, for now", First: "2031-05-04", Last: "2031-05-06", Count: 5, Reprints: 2}
)

// list yields entries, and then an error if it is not nil.
func list[T any](err error, entries ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, entry := range entries {
			if !yield(entry, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}

// TestGolden holds the formats: fields are added, never renamed or reordered.
func TestGolden(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Format) (int, error){
		"statements": func(to io.Writer, f Format) (int, error) { return Write(to, f, list(nil, full, bare)) },
		"speakers": func(to io.Writer, f Format) (int, error) {
			return WriteSpeakers(to, f, list(nil, quill, record.SpeakerEntry{}))
		},
		"stories": func(to io.Writer, f Format) (int, error) {
			return WriteStories(to, f, list(nil, levyStory, record.Story{}))
		},
	} {
		for _, format := range []Format{JSONL, CSV} {
			var got bytes.Buffer
			if n, err := write(&got, format); n != 2 || err != nil {
				t.Fatalf("%s as %s: %d written, %v", name, format, n, err)
			}
			path := filepath.Join("testdata", name+"."+string(format))
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
}

// TestFullIsFull holds that the golden statement leaves no field of the wire
// format out, those that are added later included.
func TestFullIsFull(t *testing.T) {
	var check func(path string, v reflect.Value)
	check = func(path string, v reflect.Value) {
		mayBeZero := strings.HasSuffix(path, ".Start")
		if v.IsZero() && !mayBeZero {
			t.Errorf("%s is empty", path)
		}
		switch v.Kind() {
		case reflect.Pointer:
			check(path, v.Elem())
		case reflect.Struct:
			for i := range v.NumField() {
				check(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	check("full", reflect.ValueOf(full))
}

func TestJSONLReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := full
		s.Article.Title = rapid.String().Draw(t, "title")
		s.Content = []record.Span{{Text: rapid.String().Draw(t, "content"), Start: 1, End: 2}}
		var line bytes.Buffer
		if _, err := Write(&line, JSONL, list(nil, s)); err != nil {
			t.Fatal(err)
		}
		if bytes.Count(line.Bytes(), []byte("\n")) != 1 {
			t.Errorf("more than a line: %q", line.String())
		}
		var back record.Statement
		if err := json.Unmarshal(line.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, back); diff != "" {
			t.Errorf("(-written +read):\n%s", diff)
		}
	})
}

// TestCSVReadsBack holds that a cell comes back as it was, but for the mark
// that keeps a spreadsheet from taking it for a formula and for line ends,
// which CSV does not tell apart.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := full
		title := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("=+-@\t\r\n\",;'| ＝")), rapid.Rune())).Draw(t, "title")
		s.Article.Title = title
		var file bytes.Buffer
		if _, err := Write(&file, CSV, list(nil, s)); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&file).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		cell := rows[1][slices.Index(rows[0], "title")]
		if risky(cell) {
			t.Errorf("a spreadsheet would take %q for a formula", cell)
		}
		ends := strings.NewReplacer("\r\n", "\n")
		if cell = ends.Replace(cell); cell != ends.Replace(title) && cell != "'"+ends.Replace(title) {
			t.Errorf("%q comes back as %q", title, cell)
		}
	})
}

func TestFormulas(t *testing.T) {
	for title, want := range map[string]string{
		"":                         "",
		"Levy stays":               "Levy stays",
		"=1+1":                     "'=1+1",
		"+44 20":                   "'+44 20",
		"-5 degrees":               "'-5 degrees",
		"@quill":                   "'@quill",
		"\t=1+1":                   "'\t=1+1",
		"\r=1+1":                   "'\r=1+1",
		"\n=1+1":                   "'\n=1+1",
		" =1+1":                    "' =1+1",
		"\u00a0=1+1":               "'\u00a0=1+1",
		"\ufeff=1+1":               "'\ufeff=1+1",
		"＝1+1":                     "'＝1+1",
		"'quoted'":                 "'quoted'",
		"— and so it stays":        "— and so it stays",
		"2 = 2":                    "2 = 2",
		"=HYPERLINK(\"x\",\"y\")!": "'=HYPERLINK(\"x\",\"y\")!",
	} {
		if got := inert(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
	for i, cell := range statementRow(full) {
		if inert(cell) != cell {
			t.Errorf("%s is no formula: %q", statementHeader[i], cell)
		}
	}
}

func TestHeaderFitsRows(t *testing.T) {
	for list, n := range map[string][2]int{
		"statements": {len(statementHeader), len(statementRow(bare))},
		"speakers":   {len(speakerHeader), len(speakerRow(quill))},
		"stories":    {len(storyHeader), len(storyRow(levyStory))},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d columns and %d cells", list, n[0], n[1])
		}
	}
}

func TestBrokenOff(t *testing.T) {
	broken := errors.New("the record is gone")
	for _, format := range []Format{JSONL, CSV} {
		var got bytes.Buffer
		n, err := Write(&got, format, list(broken, full))
		if n != 1 || !errors.Is(err, broken) {
			t.Errorf("%s: %d written, %v", format, n, err)
		}
		if !strings.Contains(got.String(), full.ID) {
			t.Errorf("%s: what came before the error is not written", format)
		}
		if n, err := Write(&got, "xml", list(nil, full)); n != 0 || err == nil {
			t.Errorf("an unknown format wrote %d, %v", n, err)
		}
	}
}

// A narrow writer takes so many bytes and no more.
type narrow struct{ left int }

func (w *narrow) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return w.left, errors.New("disk full")
	}
	w.left -= len(p)
	return len(p), nil
}

func TestFullDisk(t *testing.T) {
	statements := slices.Repeat([]record.Statement{full}, 1000)
	for _, format := range []Format{JSONL, CSV} {
		if n, err := Write(&narrow{100_000}, format, list(nil, statements...)); err == nil || n == 0 || n == 1000 {
			t.Errorf("%s: %d written, %v", format, n, err)
		}
		if _, err := Write(&narrow{}, format, list(nil, full)); err == nil {
			t.Errorf("%s: written to a full disk without a word", format)
		}
	}
}

// TestJSONObeysNobody holds that JSON printed on a terminal does not drive it,
// and that what is read from it is what was written.
func TestJSONObeysNobody(t *testing.T) {
	hostile := "a\x1b[2J\u009b31m\u0085\u202eb\u2066c\u200fd \x7f“é” <&>"
	var out bytes.Buffer
	if err := JSONEncoder(&out).Encode(record.Statement{ID: hostile}); err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.TrimSuffix(out.String(), "\n") {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%U stands in %q", r, out.String())
		}
	}
	var back record.Statement
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back.ID != hostile {
		t.Errorf("read back %q, %v; want %q", back.ID, err, hostile)
	}
}
