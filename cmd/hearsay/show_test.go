package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/record"
)

// shown adds one page to a new record and returns the record's folder and the
// article's id.
func shown(t *testing.T, content string) (folder, id string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "page.txt")
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	folder = filepath.Join(dir, "record")
	must(t, "--record", folder, "add", path)
	return folder, fmt.Sprintf("%x", sha256.Sum256([]byte(content)))[:16]
}

const levyPage = "Levy stays in Marrow\n\n" +
	"“The levy stays,” Harbour Minister Ada Quill said in Marrow on Sunday, when the council had met.\n\n" +
	"She spoke to some hundred fishermen who had come to the harbour of the town.\n"

func TestShowTextIsTheFile(t *testing.T) {
	for name, content := range map[string]string{
		"plain":            levyPage,
		"lines of Windows": strings.ReplaceAll(levyPage, "\n", "\r\n"),
		"no last line end": strings.TrimSpace(levyPage),
		"blank beginning":  "\n\n \t\n" + levyPage + "\n\n\n",
		"odd characters":   "\u00a0" + levyPage + "\u2028\u202e e\u0301 \x1b[31m",
	} {
		t.Run(name, func(t *testing.T) {
			folder, id := shown(t, content)
			if got := must(t, "--record", folder, "show", "--text", id); got != content {
				t.Errorf("got  %q\nwant %q", got, content)
			}
		})
	}
}

// TestShow shows an article, its statement and its speaker as people see them.
func TestShow(t *testing.T) {
	folder, id := shown(t, levyPage)
	var s record.Statement
	line := must(t, "--record", folder, "--json", "search", "levy", "kind:direct")
	if err := json.Unmarshal([]byte(line), &s); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	sure := fmt.Sprintf("%.0f%%", 100*s.Confidence)
	for _, show := range []struct {
		id   string
		want []string // lines that stand there
	}{
		{id, []string{
			"outlet     not known",
			"⟦1 “The levy stays,” 1⟧ Harbour Minister Ada Quill said in Marrow on Sunday, when the council had met.",
			"[1] Ada Quill  direct, say  (where: Marrow)  [" + s.ID + "] " + sure,
		}},
		{s.ID[:8], []string{
			"speaker    Ada Quill, Harbour Minister (by name, 98%)",
			"content    “The levy stays,” (bytes 22 to 43)",
			"negated    no",
			"where      Marrow",
			"via        not known",
			"article    Levy stays in Marrow [" + id + "]",
		}},
		{s.Speaker.ID, []string{
			"name       Ada Quill",
			"roles      Harbour Minister",
			"said       1 statement (1 independent, 0 reprints) in 1 article of 0 outlets",
			"not known\tnot known\tAda Quill\tsaid\t“The levy stays,”\t" + sure + "\t" + s.ID,
		}},
	} {
		got := must(t, "--record", folder, "show", show.id)
		lines := strings.Split(got, "\n")
		for _, want := range show.want {
			found := false
			for _, line := range lines {
				found = found || line == want
			}
			if !found {
				t.Errorf("show %s has no line %q:\n%s", show.id, want, got)
			}
		}
	}
}

func TestNumbersThatMakeNoSense(t *testing.T) {
	folder, _ := shown(t, levyPage)
	for _, flags := range [][]string{{"--limit", "0"}, {"--limit=-1"}, {"--offset=-1"}} {
		for _, command := range [][]string{{"who", "Quill"}, {"search", "levy"}, {"search", "--articles", "levy"}} {
			args := append(append([]string{"--record", folder}, command...), flags...)
			var out, errOut strings.Builder
			if status := run(t.Context(), args, &out, &errOut); status != misuse {
				t.Errorf("hearsay %v: status %d, %s", args, status, errOut.String())
			}
		}
	}
}
