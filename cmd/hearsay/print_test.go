package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/outside"
	"hearsay/internal/record"
)

// A full is where nothing can be written.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// TestResultsThatCannotBePrinted gives every command a full standard output:
// none of them may take for printed what was not.
func TestResultsThatCannotBePrinted(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	pages := filepath.Join(outside.Root(), "internal", "sample", "articles")
	must(t, "--record", folder, "add", pages)
	id := strings.Fields(must(t, "--record", folder, "search", "-n", "1", "kind:direct"))
	statement := id[len(id)-1]
	article := strings.Fields(must(t, "--record", folder, "search", "--articles", "-n", "1", "levy"))
	for _, args := range [][]string{
		{"add", pages}, {"who", "Keldar"}, {"search", "levy"}, {"search", "--articles", "levy"},
		{"show", statement}, {"show", article[len(article)-1]}, {"show", "--text", article[len(article)-1]},
		{"export"}, {"export", "--format", "csv"}, {"verify"}, {"reread"}, {"confirm", statement}, {"version"},
	} {
		for _, format := range [][]string{nil, {"--json"}} {
			args := append(append([]string{"--record", folder}, format...), args...)
			var errOut strings.Builder
			status := run(t.Context(), args, full{}, &errOut)
			if told := errOut.String(); status != failed || strings.Count(told, "the disk is full") != 1 {
				t.Errorf("hearsay %s: status %d, told %q", strings.Join(args[2:], " "), status, told)
			}
		}
	}
}

// TestParagraphTellsTheWay holds that a terminal is told to whom and where a
// statement was made and through whom it came.
func TestParagraphTellsTheWay(t *testing.T) {
	var out strings.Builder
	paragraph(&out, record.Statement{
		ID: "0123456789abcdef", Article: record.ArticleRef{Outlet: "The Tidewater Post", Published: "2031-05-04", Title: "Levy stays"},
		Speaker: &record.Speaker{Name: "Ada Quill"}, Content: []record.Span{{Text: "the levy stays"}}, Cue: &record.Span{Text: "told"},
		To: "Radio Elm", Where: "an interview", Via: []string{"Coast Agency", "Radio Elm"},
	}, 100)
	for _, want := range []string{"The Tidewater Post · Coast Agency · Radio Elm  Levy stays", "(to Radio Elm; where: an interview)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q lacks %q", out.String(), want)
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := map[string]struct{ in, plain, printable string }{
		"colours":           {"a\x1b[31mb", "a\ufffd[31mb", "a\ufffd[31mb"},
		"one-byte escape":   {"a\u009b31mb", "a\ufffd31mb", "a\ufffd31mb"},
		"window title":      {"a\x1b]0;b\x07", "a\ufffd]0;b\ufffd", "a\ufffd]0;b\ufffd"},
		"right to left":     {"a\u202eb\u2066c\u061c", "a\ufffdb\ufffdc\ufffd", "a\ufffdb\ufffdc\ufffd"},
		"lines":             {"a\nb\tc", "a b c", "a\nb\tc"},
		"lines of Windows":  {"a\r\nb\r\n", "a b", "a\nb\n"},
		"a line overtyped":  {"true\rfalse", "true\ufffdfalse", "true\ufffdfalse"},
		"broken UTF-8":      {"a\xffb", "a\ufffdb", "a\ufffdb"},
		"letters of others": {"Ж é 字 👍🏽", "Ж é 字 👍🏽", "Ж é 字 👍🏽"},
	}
	for name, test := range tests {
		if got := plain(test.in); got != test.plain {
			t.Errorf("%s: plain %q, want %q", name, got, test.plain)
		}
		if got := printable(test.in); got != test.printable {
			t.Errorf("%s: printable %q, want %q", name, got, test.printable)
		}
	}
}
