package people

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(name, list string) (found []Person, faults []string) {
	for p, err := range Read(name, strings.NewReader(list)) {
		if err != nil {
			faults = append(faults, err.Error())
		} else {
			found = append(found, p)
		}
	}
	return found, faults
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		list   string
		want   []Person
		faults []string
	}{
		"nothing": {},
		"entities": {
			list: `{"id":"q1","schema":"Person","caption":"x","properties":{"name":["Ada  Quill","Quill, Ada"],"alias":["Adá Quill","Ada  Quill"],"weakAlias":["AQ"],"position":["Harbour Minister"],"country":["ts"]}}
{"id":"q2","schema":"Address","properties":{"full":["Quay 1"]}}

{"id":"q3","schema":"PublicBody","caption":"Harbour Board"}`,
			want: []Person{
				{Name: "Ada Quill", Aliases: []string{"Quill, Ada", "Adá Quill", "Ada Quill"}, Kind: "person", Roles: []string{"Harbour Minister"}, Country: "ts"},
				{Name: "Harbour Board", Kind: "organization"},
			},
		},
		"entities with faults": {
			list: "{\"schema\":\"Person\",\"properties\":{\"name\":[\"Ada Quill\"]}}\n{torn\n{\"schema\":\"Person\"}\n{\"id\":1}\n{\"schema\":\"Person\",\"caption\":\"Dov Arlen\"}\n",
			want: []Person{{Name: "Ada Quill", Kind: "person"}, {Name: "Dov Arlen", Kind: "person"}},
			faults: []string{"list, line 2: no FollowTheMoney entity: invalid character 't' looking for beginning of object key string",
				"list, line 3: it has no name", "list, line 4: no FollowTheMoney entity: it has no schema"},
		},
		"table": {
			list: "\ufeffName,aliases,kind,role\nAda Quill,Adá Quill; A. Quill ,person,minister;captain\n\"Arlen, Dov\",,,\n",
			want: []Person{{Name: "Ada Quill", Aliases: []string{"Adá Quill", "A. Quill"}, Kind: "person", Roles: []string{"minister", "captain"}},
				{Name: "Arlen, Dov"}},
		},
		"table with faults": {
			list:   "name,kind\nAda Quill,ghost\n,person\nDov \"Arlen,person\nBram Quill,person\n",
			want:   []Person{{Name: "Bram Quill", Kind: "person"}},
			faults: []string{`list, line 2: the kind "ghost" is none of person, organization, state`, "list, line 3: it has no name", `list, line 4: bare " in non-quoted-field`},
		},
		"no list": {list: "hello\n", faults: []string{"list, line 1: neither a FollowTheMoney entity nor a heading with a column called name"}},
	} {
		t.Run(name, func(t *testing.T) {
			found, faults := read("list", c.list)
			if diff := cmp.Diff(c.want, found); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.faults, faults); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("name,aliases\nAda,\"Quill\n"))
	f.Add([]byte("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Ada\"]}}\n{"))
	f.Fuzz(func(t *testing.T, list []byte) {
		for p, err := range Read("list", bytes.NewReader(list)) {
			if err == nil && p.Name == "" {
				t.Errorf("somebody without a name in %q", list)
			}
		}
	})
}
