package capture

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/fields"
)

func TestObjects(t *testing.T) {
	const (
		one = `{"maintext":"The levy stays.","title":"One","url":"https://post.example/1"}`
		two = `{"maintext":"The bridge opens.","title":"Two","url":"here"}`
	)
	const usual = `application/json; fields="text=maintext,title=title,url=url"`
	tests := []struct{ title, name, content, fields, want string }{
		{"lines", "a.jsonl", one + "\n\n " + two + "\r\n", "", `
a.jsonl by text=maintext,title=title,url=url
a.jsonl line 1 | https://post.example/1 | ` + usual + ` | ` + one + `
a.jsonl line 3 | DIR/a.jsonl#line=3 | ` + usual + ` | ` + two},
		{"lines that are broken", "a.ndjson", "\ufeff" + one + "\n{\"maintext\n[]\n{\"title\":\"Three\"}\n" + two, "", `
a.ndjson by text=maintext,title=title,url=url
a.ndjson line 1 | https://post.example/1 | ` + usual + ` | ` + one + `
error: a.ndjson line 2: not a JSON object: unexpected end of JSON input
error: a.ndjson line 3: not a JSON object but array
error: a.ndjson line 4: no text: "maintext" is empty or missing
a.ndjson line 5 | DIR/a.ndjson#line=5 | ` + usual + ` | ` + two},
		{"the first line broken", "a.jsonl", "{\n" + one + "\n", "", `
a.jsonl by text=maintext,title=title,url=url
error: a.jsonl line 1: not a JSON object: unexpected end of JSON input
a.jsonl line 2 | https://post.example/1 | ` + usual + ` | ` + one},
		{"a mapping that is stated", "a.jsonl", one, "text=title", `
a.jsonl line 1 | DIR/a.jsonl#line=1 | application/json; fields="text=title" | ` + one},
		{"lines called JSON", "a.json", one + "\n" + two, "", `
a.json by text=maintext,title=title,url=url
a.json line 1 | https://post.example/1 | ` + usual + ` | ` + one + `
a.json line 2 | DIR/a.json#line=2 | ` + usual + ` | ` + two},
		{"a list", "a.json", "[\n" + one + ",\n" + two + "]", "", `
a.json by text=maintext,title=title,url=url
a.json item 1 | https://post.example/1 | ` + usual + ` | ` + one + `
a.json item 2 | DIR/a.json#item=2 | ` + usual + ` | ` + two},
		{"a list that is cut off", "a.json", "[" + one + ",", "", `
a.json by text=maintext,title=title,url=url
a.json item 1 | https://post.example/1 | ` + usual + ` | ` + one + `
error: a.json item 2: the list is cut off here`},
		{"an object", "a.json", "\n{\n \"text\": \"The levy stays.\"\n}\n", "", `
a.json by text=text
a.json | DIR/a.json | application/json; fields="text=text" | {` + "\n \"text\": \"The levy stays.\"\n}"},
		{"an answer", "a.json", `{"status":"ok","articles":[` + one + `]}`, "", `
a.json by text=maintext,title=title,url=url
a.json item 1 | https://post.example/1 | ` + usual + ` | ` + one},
		{"no articles", "a.json", `{"name":"hearsay","version":1}`, "", `
error: a.json: no field of its objects has a usual name for the text of an article: --fields text=NAME says which it is`},
		{"nothing", "a.json", "{", "", `
error: a.json: not a JSON object: unexpected end of JSON input`},
		{"an empty list", "a.json", "[]", "", `
error: a.json: no field of its objects has a usual name for the text of an article: --fields text=NAME says which it is`},
		{"a line that is too long", "a.jsonl", one + "\n" + `{"text":"` + strings.Repeat("x", maxObject) + `"}` + "\n" + two, "", `
a.jsonl by text=maintext,title=title,url=url
a.jsonl line 1 | https://post.example/1 | ` + usual + ` | ` + one + `
error: a.jsonl line 2: too large: more than the 8 MiB that an article in JSON may have
a.jsonl line 3 | DIR/a.jsonl#line=3 | ` + usual + ` | ` + two},
		{"an item that is too long", "a.json", "[" + one + `,{"text":"` + strings.Repeat("x", maxObject) + `"}]`, "", `
a.json by text=maintext,title=title,url=url
a.json item 1 | https://post.example/1 | ` + usual + ` | ` + one + `
error: a.json item 2: too large: more than the 8 MiB that an article in JSON may have`},
		{"packed", "a.jsonl.gz", pack(one + "\n"), "", `
a.jsonl.gz by text=maintext,title=title,url=url
a.jsonl.gz line 1 | https://post.example/1 | ` + usual + ` | ` + one},
	}
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			dir := lay(t, map[string]string{test.name: test.content})
			var out strings.Builder
			opts := FileOptions{Mapped: func(path string, by fields.Mapping) { fmt.Fprintf(&out, "\n%s by %s", path, by) }}
			if test.fields != "" {
				opts.Fields, _ = fields.Parse(test.fields)
			}
			for c, err := range Files(t.Context(), []string{dir + "/" + test.name}, opts) {
				if err != nil {
					fmt.Fprintf(&out, "\nerror: %v", err)
					continue
				}
				fmt.Fprintf(&out, "\n%s | %s | %s | %.300s", c.Name, strings.Replace(c.Address, "file://"+dir, "DIR", 1), c.MediaType, c.Body)
			}
			if diff := cmp.Diff(test.want, strings.ReplaceAll(out.String(), dir+"/", "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestObjectsThatAreFound reads JSON lines in a folder where they have articles.
func TestObjectsThatAreFound(t *testing.T) {
	dir := lay(t, map[string]string{
		"a.jsonl":        `{"text":"The levy stays.","title":"Levy"}`,
		"b.jsonl":        `{"level":"info","msg":"started"}`,
		"c.ndjson":       "",
		"d.json":         `{"text":"goes with a page"}`,
		"e.zip":          zipOf(member{"x.jsonl", `{"msg":"y"}`}, member{"y.jsonl", `{"text":"The bridge opens.","date":"2031-05-04"}`}),
		"f.jsonl":        "{\"text\n{\"text\":\"The board met.\",\"link\":\"https://post.example/1\"}\n",
		"g_files/x.json": `{}`,
		"h.jsonl":        `{"text":"a remark, by nobody known","kind":"note"}`,
	})
	var over []string
	var names []string
	for c, err := range Files(t.Context(), []string{dir}, FileOptions{PassedOver: func(path string) { over = append(over, strings.TrimPrefix(path, dir+"/")) }}) {
		if err != nil {
			names = append(names, "error: "+strings.ReplaceAll(err.Error(), dir+"/", ""))
			continue
		}
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"a.jsonl line 1", "e.zip/y.jsonl line 1", "error: f.jsonl line 1: not a JSON object: unexpected end of JSON input", "f.jsonl line 2"}, names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b.jsonl", "c.ndjson", "d.json", "e.zip/x.jsonl", "g_files/x.json", "h.jsonl"}, over); diff != "" {
		t.Error(diff)
	}
}
