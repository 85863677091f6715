package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay/internal/record"
)

// posted is a correction as a program on this machine sends it.
func posted(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, correctionsPath, strings.NewReader(body))
	r.Host = "localhost:7117"
	r.RemoteAddr = "127.0.0.1:50000"
	r.Header.Set("Content-Type", "application/json")
	return r
}

func send(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestCorrections(t *testing.T) {
	ref := func(id string) *record.AliasRef { return &record.AliasRef{Name: id} }
	refs := func(id string) []record.AliasRef { return []record.AliasRef{{Name: id}} }
	tests := []struct {
		body string
		want record.Correction // as the fake keeps it: by the ids that it was given
	}{
		{`{"do": "confirm", "statement": "s-open"}`, record.Correction{Do: "confirm", By: "api", Statement: "s-open"}},
		{`{"do": "withdraw", "statement": "s-open", "by": "ines"}`, record.Correction{Do: "withdraw", By: "ines", Statement: "s-open"}},
		{`{"do": "rename", "speaker": "p-marsh", "name": "O. Marsh", "by": " "}`, record.Correction{Do: "rename", By: "api", Speaker: ref("p-marsh"), Name: "O. Marsh"}},
		{`{"do": "rename", "speaker": {"name": "OTTOLINE MARSH", "domain": "state"}, "name": "O. Marsh"}`, record.Correction{Do: "rename", By: "api", Speaker: ref("p-marsh"), Name: "O. Marsh"}},
		{`{"do": "merge", "aliases": ["p-pell"], "speaker": "p-minister"}`, record.Correction{Do: "merge", By: "api", Aliases: refs("p-pell"), Speaker: ref("p-marsh")}},
		{`{"do": "merge", "aliases": ["p-marsh", {"name": "Ottoline Marsh", "domain": "state"}], "speaker": "p-pell"}`,
			record.Correction{Do: "merge", By: "api", Aliases: refs("p-marsh"), Speaker: ref("p-pell")}},
		{`{"do": "split", "from": ["p-marsh"], "aliases": ["p-minister"]}`, record.Correction{Do: "split", By: "api", From: refs("p-marsh"), Statements: []string{"p-minister"}}},
		{`{"do": "split", "from": ["p-marsh"], "aliases": ["p-minister"], "speaker": "p-minister", "name": "Other Marsh"}`,
			record.Correction{Do: "split", By: "api", From: refs("p-marsh"), Statements: []string{"p-minister"}, Name: "Other Marsh"}},
		{`{"do": "split", "from": ["p-marsh"], "statements": ["s-open", "s-nobody"], "speaker": "p-pell"}`,
			record.Correction{Do: "split", By: "api", From: refs("p-marsh"), Statements: []string{"s-open", "s-nobody"}, Name: "p-pell"}},
		{`{"do": "set speaker", "statement": "s-note"}`, record.Correction{Do: "set speaker", By: "api", Statement: "s-note"}},
		{`{"do": "set speaker", "statement": "s-note", "speaker": "p-minister"}`, record.Correction{Do: "set speaker", By: "api", Statement: "s-note", Name: "p-marsh"}},
		{`{"do": "set speaker", "statement": "s-note", "speaker": {"name": "Zeb Nobody"}}`, record.Correction{Do: "set speaker", By: "api", Statement: "s-note", Name: "Zeb Nobody"}},
		{`{"do": "keep apart", "aliases": ["p-marsh"], "from": ["p-pell"]}`, record.Correction{Do: "keep apart", By: "api", Aliases: refs("p-marsh"), From: refs("p-pell")}},
		{`{"do": "join", "statements": ["s-open", "us-outer"]}`, record.Correction{Do: "join", By: "api", Statements: []string{"s-open", "us-outer"}}},
		{`{"do": "join", "statements": ["us-open"], "by": "ines"}`, record.Correction{Do: "join", By: "ines", Statements: []string{"us-open"}}},
		{`{"do": "part", "statement": "s-open"}`, record.Correction{Do: "part", By: "api", Statements: []string{"s-open"}}},
		{`{"do": "save", "name": "All"}`, record.Correction{Do: "save", By: "api", Name: "All"}},
		{`{"do": "save", "name": "Levy", "search": {"q": "levy -kind:direct", "act": "deny"}, "by": "ines"}`,
			record.Correction{Do: "save", By: "ines", Name: "Levy", Search: record.Query{Text: "levy", Act: "deny", Without: []record.Condition{{Field: "kind", Value: "direct"}}}}},
		{`{"do": "undo", "entry": "entry-1"}`, record.Correction{Do: "undo", By: "api", Entry: "entry-1"}},
	}
	for _, test := range tests {
		f := sampleRecord()
		f.journal = []record.Entry{{ID: "entry-1", Correction: record.Correction{Do: record.Rename}}}
		w := send(New(f, quiet()), posted(test.body))
		made := readAs[record.Entry](t, w, test.body, http.StatusCreated)
		if diff := cmp.Diff(test.want, made.Correction, cmpopts.IgnoreFields(record.Correction{}, "Time")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.body, diff)
		}
		if made.ID != "entry-2" || made.Time.IsZero() || w.Header().Get("Location") != apiPath+"/journal/entry-2" {
			t.Errorf("%s answers %+v at %s", test.body, made, w.Header().Get("Location"))
		}
	}
}

func TestCorrectionsRefused(t *testing.T) {
	tests := []struct {
		body   string
		status int
		why    string // a part of it
	}{
		{``, 400, "body is required"},
		{`{`, 400, "body"},
		{`{"do": "confirm", "statement": "s-open"} {}`, 400, "body"},
		{`rename`, 400, "body"},
		{`[]`, 422, "expected object"},
		{`null`, 422, ""},
		{`{}`, 422, "required property do"},
		{`{"do": "delete", "statement": "s-open"}`, 422, "body.do"},
		{`{"do": "set encoding", "statement": "s-open"}`, 422, "body.do"},
		{`{"do": "know people"}`, 422, "body.do"},
		{`{"do": "confirm", "Do": "know people", "statement": "s-open"}`, 422, "know people"},
		{`{"do": "confirm", "statement": "s-open", "time": "2020-01-01T00:00:00Z"}`, 422, "body.time: unexpected property"},
		{`{"do": "confirm", "statement": 7}`, 422, "body.statement"},
		{`{"do": "confirm"}`, 422, "confirm needs statement"},
		{`{"do": "confirm", "statement": "s-open", "name": "Pell"}`, 422, "confirm takes no name"},
		{`{"do": "rename", "speaker": "p-marsh"}`, 422, "rename needs name"},
		{`{"do": "rename", "speaker": "p-marsh", "name": "  "}`, 422, "rename needs name"},
		{`{"do": "rename", "speaker": "", "name": "Pell"}`, 422, "body.speaker"},
		{`{"do": "rename", "speaker": {"name": ""}, "name": "Pell"}`, 422, "body.speaker"},
		{`{"do": "rename", "speaker": {"name": "Marsh", "id": "x"}, "name": "Pell"}`, 422, "body.speaker"},
		{`{"do": "rename", "speaker": ["p-marsh"], "name": "Pell"}`, 422, "body.speaker"},
		{`{"do": "rename", "speaker": null, "name": "Pell"}`, 422, ""},
		{`{"do": "merge", "aliases": [], "speaker": "p-marsh"}`, 422, "merge needs aliases"},
		{`{"do": "merge", "aliases": [null], "speaker": "p-marsh"}`, 422, ""},
		{`{"do": "split", "from": ["p-marsh"]}`, 422, "split needs aliases or statements"},
		{`{"do": "split", "from": ["p-marsh"], "aliases": ["p-minister"], "statements": ["s-open"]}`, 422, "not both"},
		{`{"do": "join"}`, 422, "join needs statements"},
		{`{"do": "join", "statements": []}`, 422, "join needs statements"},
		{`{"do": "join", "statements": "s-open"}`, 422, "body.statements"},
		{`{"do": "join", "statements": ["s-open", "s-note"], "statement": "s-open"}`, 422, "join takes no statement"},
		{`{"do": "part", "statements": ["s-open"]}`, 422, "part needs statement"},
		{`{"do": "part", "statement": "s-open", "from": ["p-marsh"]}`, 422, "part takes no from"},
		{`{"do": "save", "search": {"q": "levy"}}`, 422, "save needs name"},
		{`{"do": "save", "name": "Levy", "search": {"q": "kind:odd"}}`, 422, "none of direct"},
		{`{"do": "save", "name": "Levy", "search": {"query": "levy"}}`, 422, "body.search.query: unexpected property"},
		{`{"do": "undo", "entry": "entry-1", "statement": "s-open"}`, 422, "undo takes no statement"},
		{`{"do": "confirm", "statement": "` + strings.Repeat("x", 101) + `"}`, 422, "body.statement"},
		{`{"do": "rename", "speaker": "p-marsh", "name": "` + strings.Repeat("x", maxCorrection) + `"}`, 413, "too large"},

		{`{"do": "confirm", "statement": "none"}`, 409, "statement none"},
		{`{"do": "rename", "speaker": "none", "name": "Pell"}`, 409, "speaker none"},
		{`{"do": "rename", "speaker": {"name": "Zeb Nobody", "domain": "arts"}, "name": "Pell"}`, 409, "speaker Zeb Nobody (arts)"},
		{`{"do": "merge", "aliases": ["p-pell", "p-marsh"], "speaker": "o-office"}`, 409, "p-pell and p-marsh name two speakers"},
		{`{"do": "merge", "aliases": ["p-pell", "none"], "speaker": "o-office"}`, 409, "speaker none"},
		{`{"do": "merge", "aliases": ["p-minister"], "speaker": "p-marsh"}`, 409, "one speaker"},
		{`{"do": "split", "from": ["p-marsh"], "aliases": ["p-pell"]}`, 409, "p-pell is no name of speaker p-marsh"},
		{`{"do": "split", "from": ["p-marsh"], "aliases": ["p-minister"], "speaker": "p-pell", "name": "Pell"}`, 409, "renamed by a correction of its own"},
		{`{"do": "set speaker", "statement": "none"}`, 409, "none"},
		{`{"do": "set speaker", "statement": "s-note", "speaker": "none"}`, 409, "speaker none"},
		{`{"do": "set speaker", "statement": "s-note", "speaker": {"name": "Zeb Nobody", "domain": "arts"}}`, 409, "Zeb Nobody (arts)"},
		{`{"do": "keep apart", "aliases": ["p-marsh"], "from": ["none"]}`, 409, "speaker none"},
		{`{"do": "join", "statements": ["s-open", "none"]}`, 409, "none"},
		{`{"do": "join", "statements": ["s-open"]}`, 409, "one statement alone"},
		{`{"do": "part", "statement": "none"}`, 409, "none"},
		{`{"do": "undo", "entry": "none"}`, 409, "entry none"},
		{`{"do": "undo", "entry": "entry"}`, 409, "entry entry"},
		{`{"do": "undo", "entry": "entry-1"}`, 409, "undone already"},
	}
	for _, test := range tests {
		f := sampleRecord()
		f.journal = []record.Entry{{ID: "entry-1", Correction: record.Correction{Do: record.Rename}, Undone: true}}
		p := readAs[problem](t, send(New(f, quiet()), posted(test.body)), test.body[:min(len(test.body), 200)], test.status)
		if p.Status != test.status || !strings.Contains(p.String(), test.why) || strings.Contains(p.String(), "/invented/folder") {
			t.Errorf("%.100s answers %d, %q, want %q", test.body, p.Status, p, test.why)
		}
		if len(f.journal) != 1 {
			t.Errorf("%.100s was made", test.body)
		}
	}
}

// Whatever is sent gets an answer of the API, and only a whole correction is made.
func FuzzCorrections(f *testing.F) {
	for _, body := range []string{
		`{"do": "rename", "speaker": "p-marsh", "name": "O. Marsh"}`, `{"do":"merge","aliases":["p-pell",{"name":"Pell"}],"speaker":{"name":"Marsh","domain":"state"}}`,
		`{"do":"split","from":["p-marsh"],"statements":["s-open"],"name":"x"}`, `{"do":"set speaker","statement":"s-note"}`, `{"do":"join","statements":["s-open","us-outer"]}`, `{"do":"part","statement":"s-open"}`, `{"do":"undo","entry":"e"}`,
		`{"do":"confirm","statement":null,"aliases":[null]}`, `[]`, `"`, `{"do":`, "{\"do\":\"\xff\"}", `{"$schema":"x","do":"undo"}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		rec := sampleRecord()
		w := send(New(rec, quiet()), posted(body))
		switch w.Code {
		case http.StatusCreated:
			made := readAs[record.Entry](t, w, body, http.StatusCreated)
			if len(rec.journal) != 1 || made.Do == "" || made.By == "" {
				t.Errorf("%q made %+v", body, rec.journal)
			}
		case http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
			if p := readAs[problem](t, w, body, w.Code); p.Status != w.Code || len(rec.journal) > 0 {
				t.Errorf("%q answers %d, %+v, and made %+v", body, w.Code, p, rec.journal)
			}
		default:
			t.Fatalf("%q answers %d", body, w.Code)
		}
	})
}
