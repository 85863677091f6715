package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	const article = `{"id": "a", "outlet": "Gorsk Herald", "text": "“It holds,” she said.\n\nIt broke.",
		"attributions": [{"source": [[16, 19]], "cue": [[20, 24]], "content": [[0, 15]]}]}`
	const want = `{"id":"a","outlet":"Gorsk Herald",` +
		`"pieces":[1523,2009,4324,1010,1524,2016,2056,1012,2009,3631,1012],` +
		`"features":[[6,2,1,6,6,1,1,6,2,1,6],[2,1,1,1,3,0,0,0,0,0,0],[5,2,1,2,2,1,1,2,4,1,2]],` +
		`"words":[[0,3],[3,5],[6,11],[11,12],[12,15],[16,19],[20,24],[24,25],[27,29],[30,35],[35,36]],` +
		`"first":[0,1,2,3,4,5,6,7,8,9,10],"paragraphs":[[0,8],[8,11]],` +
		`"attributions":[{"source":[[5,6]],"cue":[[6,7]],"content":[[0,5]]}]}` + "\n"
	var out strings.Builder
	if err := run(strings.NewReader(article), &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if err := run(strings.NewReader(article[:40]), &out); err == nil || !strings.Contains(err.Error(), "read an article") {
		t.Errorf("an article cut short: %v", err)
	}
}
