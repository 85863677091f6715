package web

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/export"
	"hearsay/internal/record"
	"hearsay/internal/variant"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fetch asks the API and reads the answer's JSON.
func fetch[T any](t testing.TB, h http.Handler, path string, status int) T {
	t.Helper()
	return readAs[T](t, ask(t, h, path), path, status)
}

func readAs[T any](t testing.TB, response *httptest.ResponseRecorder, what string, status int) (read T) {
	t.Helper()
	kind := "application/json"
	if status >= 400 {
		kind = "application/problem+json"
	}
	if response.Code != status || response.Header().Get("Content-Type") != kind || response.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Fatalf("%s answers %d, %q: %.500s", what, response.Code, response.Header(), response.Body)
	}
	if err := json.Unmarshal(response.Body.Bytes(), &read); err != nil {
		t.Fatalf("%s: %v\n%s", what, err, response.Body)
	}
	return read
}

// problem is what RFC 9457 has of an error.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
	} `json:"errors"`
}

func (p problem) String() string {
	all := []string{p.Detail}
	for _, e := range p.Errors {
		all = append(all, e.Location+": "+e.Message)
	}
	return strings.Join(all, "; ")
}

func TestAPIDescription(t *testing.T) {
	response := ask(t, New(sampleRecord(), quiet()), openAPIPath)
	readAs[any](t, response, openAPIPath, http.StatusOK)
	golden := filepath.Join("testdata", "openapi.json")
	if *update {
		if err := os.WriteFile(golden, response.Body.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(response.Body.String(), "\n")); diff != "" {
		t.Errorf("the description has changed; go test ./internal/web -update writes it anew (-was +is):\n%s", diff)
	}
}

// putTogether has two statements of the sample report one utterance, and two of
// its articles be about one event.
func putTogether(f *fakeRecord) {
	article := func(id string) record.Article {
		a, _ := f.Article(context.Background(), id)
		a.Text, a.Parts = "", nil
		return a
	}
	statement := func(id string) record.Statement {
		s, _ := f.Statement(context.Background(), id)
		return s
	}
	f.utterances = []record.CollatedUtterance{{
		Utterance: record.Utterance{ID: "us-outer", Speaker: &pell, Witnesses: 2, Articles: 1, Outlets: 1},
		Fullest:   "s-outer",
		Witnessed: []record.Witness{
			{Statement: statement("s-outer"), Confidence: 0.9, Relation: variant.Fullest, Kept: 1, Variants: []record.Segment{}},
			{Statement: statement("s-inner"), Confidence: 0.9, Relation: variant.Shortened, Kept: 0.6, Drift: 0.25, Variants: []record.Segment{
				{Op: variant.Dropped, Base: []record.Span{{Text: "in May", Start: 1, End: 7}}, Marked: true},
			}},
		},
	}}
	f.stories = []record.Story{{ID: "sa-rtl", Count: 2, Reprints: 1, Articles: []record.Article{article("a-rtl"), article("a-bridge")}}}
}

func TestAPIReads(t *testing.T) {
	f := sampleRecord()
	putTogether(f)
	h := New(f, quiet())
	for _, name := range []string{"one", "two"} {
		if _, err := f.Rename(t.Context(), record.Person{Name: "ines"}, marsh.ID, name); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		path string
		want []string // what the answer has, as JSON
	}{
		{"statements", []string{`"total":43`, `"articles":19`, `"id":"s-open"`}},
		{"statements?q=kind:mixed+closed&limit=1", []string{`"total":1`, `"id":"s-head"`}},
		{"statements?speaker=marsh&kind=direct&before=2021-06-14", []string{`"total":1`, `"id":"s-rtl"`}},
		{"statements?speaker_id=p-pell&act=deny", []string{`"total":1`, `"id":"s-deny"`}},
		{"statements?article=a-bridge&to=gazette&outlet=courier&after=2021", []string{`"total":1`, `"id":"s-open"`}},
		{"statements?q=nowhere", []string{`"statements":[]`, `"total":0`}},
		{"statements?limit=1000&offset=40", []string{`"total":43`}},
		{"facets?speaker=marsh&kind=direct", []string{`{"statements":3,"reprints":1,"all":true,"speakers":{"values":[{"id":"p-marsh","name":"Ottoline Marsh","statements":3,"reprints":1}],"more":0,"unknown":{"statements":0,"reprints":0}}`, `"published":[{"from":"2021-06-01","before":"2021-07-01",`}},
		{"statements/s-open", []string{`"id":"s-open"`, `"via":["Northline","Quay Gazette"]`, `"confirmed":false`}},
		{"articles/a-bridge", []string{`"id":"a-bridge"`, `"statements":8`, `"text":"Courier home | Weather`}},
		{"utterances/us-outer", []string{`{"id":"us-outer"`, `"witnesses":2`, `"relation":"fullest","kept":1,"drift":0,"variants":[]`,
			`"relation":"shortened","kept":0.6,"drift":0.25`, `{"op":"dropped","base":[{"text":"in May","start":1,"end":7}],"marked":true}`}},
		{"utterances/us-inner", []string{`{"id":"us-outer"`}},
		{"stories/sa-rtl", []string{`{"id":"sa-rtl"`, `"articles":2,"reprints":1,"members":[{"id":"a-rtl"`}},
		{"stories/sa-bridge", []string{`{"id":"sa-rtl"`}},
		{"stories", []string{`"total":1`, `"id":"sa-rtl"`, `"reprints":1`}},
		{"speakers", []string{`"total":3`, `"id":"o-office"`}},
		{"speakers?limit=1&offset=1", []string{`"total":3`, `"id":"p-marsh"`}},
		{"speakers/p-marsh", []string{`"id":"p-marsh"`, `"aliases":[{"id":"p-marsh"`, `"why":"person"`}},
		{"speakers/p-minister", []string{`"id":"p-marsh"`}},
		{"proposals", []string{`"proposals":[{"id":"pr-1"`}},
		{"proposals?offset=2", []string{`"proposals":[]`}},
		{"journal", []string{`"entries":[{"id":"entry-2"`, `"id":"entry-1"`}},
		{"journal?offset=1", []string{`"entries":[{"id":"entry-1"`}},
		{"journal/entry-1", []string{`"id":"entry-1"`, `"by":"ines"`, `"undone":false`}},
	}
	for _, test := range tests {
		response := ask(t, h, apiPath+"/"+test.path)
		readAs[any](t, response, test.path, http.StatusOK)
		for _, want := range test.want {
			if !strings.Contains(response.Body.String(), want) {
				t.Errorf("%s has no %s: %.1000s", test.path, want, response.Body)
			}
		}
	}
}

// A statement is, byte for byte, the line that export writes.
func TestAPIHasTheWireFormat(t *testing.T) {
	f := sampleRecord()
	hidden, _ := f.Statement(t.Context(), "s-rtl")
	hidden.ID, hidden.To = "s-hidden", "a \u202e mark & <b>"
	f.statements["a-rtl"] = append(f.statements["a-rtl"], hidden)
	h := New(f, quiet())
	for _, s := range f.all() {
		var line strings.Builder
		if err := export.JSONEncoder(&line).Encode(s); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(line.String(), ask(t, h, apiPath+"/statements/"+s.ID).Body.String()); diff != "" {
			t.Errorf("statement %s (-export +API):\n%s", s.ID, diff)
		}
	}
}

func TestAPIRefusesToRead(t *testing.T) {
	h := New(sampleRecord(), quiet())
	tests := []struct {
		path   string
		status int
		why    string // a part of it
	}{
		{"statements/none", 404, `statement "none"`},
		{"articles/none", 404, `article "none"`},
		{"utterances/none", 404, `utterance "none"`},
		{"utterances/", 404, "openapi.json"},
		{"stories/none", 404, `story "none"`},
		{"speakers/none", 404, `speaker "none"`},
		{"journal/none", 404, `entry none`},
		{"journal/e", 404, `entry e`},
		{"nothing", 404, "openapi.json"},
		{"", 404, "openapi.json"},
		{"statements?after=soon", 400, `"soon" is not a day`},
		{"statements?q=before:2021-02-30", 400, "2021-02-30"},
		{"statements?kind=loud", 400, "kind:loud"},
		{"statements?reprint=maybe", 400, "reprint:maybe is neither yes nor no"},
		{"statements?q=reprint:no&reprint=yes", 400, "reprint is given both"},
		{"statements?q=speaker:", 400, "speaker has no value"},
		{"statements?q=speaker:marsh&speaker=pell", 400, "speaker is given both"},
		{"facets?q=speaker:", 400, "speaker has no value"},
		{"facets?limit=3", 400, "query.limit: unknown query parameter"},
		{"statements?kind=direct&kind=mixed", 400, `"kind" more than once`},
		{"statements?speakr=marsh", 400, "query.speakr: unknown query parameter"},
		{"statements?limit=all", 400, "query.limit"},
		{"statements?limit=0", 400, "query.limit"},
		{"statements?limit=1001", 400, "query.limit"},
		{"statements?offset=-1", 400, "query.offset"},
		{"statements?speaker=" + strings.Repeat("x", 401), 400, "query.speaker"},
		{"statements?q=%zz", 400, "cannot be read"},
		{"speakers?offset=x", 400, "query.offset"},
		{"proposals?limit=x", 400, "query.limit"},
		{"journal?since=x", 400, "query.since"},
		{"corrections", 405, "POST"},
		{"statements?q=" + strings.Repeat("x", maxAddress), 414, "too long"},
	}
	for _, test := range tests {
		p := fetch[problem](t, h, apiPath+"/"+test.path, test.status)
		if p.Status != test.status || p.Title != http.StatusText(test.status) || !strings.Contains(p.String(), test.why) {
			t.Errorf("%.60s answers %d, %q, %q, want %q", test.path, p.Status, p.Title, p, test.why)
		}
	}
}

// What is asked for field by field is asked of the record as if it were typed.
func TestAPIQueries(t *testing.T) {
	typed, err := Asking{Q: "levy speaker:quill kind:direct reprint:no after:2021"}.query()
	if err != nil {
		t.Fatal(err)
	}
	byField, err := Asking{Q: "levy", Speaker: "quill", Kind: "direct", Reprint: "no", After: "2021"}.query()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(typed, byField); diff != "" {
		t.Errorf("(-typed +by field):\n%s", diff)
	}
}

// What goes wrong inside is logged and not told.
func TestAPIFailures(t *testing.T) {
	f := sampleRecord()
	f.err = os.ErrPermission
	h := New(f, quiet())
	for _, path := range []string{"statements", "facets", "statements/s-open", "articles/a-bridge", "utterances/us-outer", "stories/sa-rtl", "speakers", "speakers/p-marsh", "proposals", "journal", "journal/entry-1"} {
		if p := fetch[problem](t, h, apiPath+"/"+path, http.StatusInternalServerError); strings.Contains(p.String(), "permission") {
			t.Errorf("%s tells %q", path, p)
		}
	}
	for err, status := range map[error]int{os.ErrPermission: http.StatusInternalServerError, context.DeadlineExceeded: http.StatusServiceUnavailable} {
		f.err = err
		if p := readAs[problem](t, send(h, posted(`{"do": "confirm", "statement": "s-open"}`)), "a correction", status); strings.Contains(p.String(), "permission") {
			t.Errorf("a correction tells %q", p)
		}
	}
}

// Whatever kinds of answer a program says it likes, it gets JSON.
func TestAPIAnswersInJSON(t *testing.T) {
	h := New(sampleRecord(), quiet())
	for _, accept := range []string{"", "text/html", "json", "application/cbor", "application/xml;q=1", "*/*", ";;;"} {
		for path, status := range map[string]int{"/statements/s-open": 200, "/statements/none": 404} {
			r := httptest.NewRequest(http.MethodGet, apiPath+path, nil)
			r.Host = "localhost"
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			readAs[any](t, w, path+" for "+accept, status)
		}
	}
}
