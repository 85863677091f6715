package main

import (
	"context"
	"encoding/json"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearsay/internal/outside"
	"hearsay/internal/record"
)

// asHearsay makes the test binary behave as the program: for tests that need it
// as a process of its own.
const asHearsay = "HEARSAY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asHearsay) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"hearsay": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
	}})
}

// TestScripts runs the terminal sessions of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Values[siteKey{}] = &site{}
			env.Setenv("SAMPLE", filepath.Join(outside.Root(), "internal", "sample", "articles"))
			env.Setenv("MARKED", filepath.Join(outside.Root(), "internal", "eval", "testdata"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"flip": flip, "cut": cut, "binary": binary, "statement": statement,
			"article": articleOfFirst, "speaker": speakerOfFirst, "entry": entry, "speakers": speakers,
			"site": serveSite, "fill": fill},
	})
}

// flip changes one bit of a byte of a file: flip FILE OFFSET.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE OFFSET")
	}
	path := ts.MkAbs(args[0])
	content, err := os.ReadFile(path)
	ts.Check(err)
	at := 0
	for _, digit := range args[1] {
		at = at*10 + int(digit-'0')
	}
	content[at] ^= 1
	ts.Check(os.WriteFile(path, content, 0o666))
}

// cut takes the end off a file: cut FILE BYTES-THAT-STAY.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES-THAT-STAY")
	}
	length, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), length))
}

// binary writes a file that is no text: binary FILE.
func binary(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: binary FILE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x7fELF\x00\x01\x02\x00\xff\xfe tail"), 0o666))
}

// statement sets a variable to the id of the first statement that the last
// command has exported: statement VARIABLE.
func statement(ts *testscript.TestScript, neg bool, args []string) {
	var s record.Statement
	if neg || len(args) != 1 {
		ts.Fatalf("usage: statement VARIABLE")
	}
	first, _, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	ts.Check(json.Unmarshal([]byte(first), &s))
	ts.Setenv(args[0], s.ID)
}

// articleOfFirst sets a variable to the id of the article of the first statement
// that the last command has printed as JSON: article VARIABLE.
func articleOfFirst(ts *testscript.TestScript, _ bool, args []string) {
	var s record.Statement
	firstLine(ts, &s)
	ts.Setenv(args[0], s.Article.ID)
}

// speakerOfFirst sets a variable to the id of the speaker of the first statement
// that the last command has printed as JSON: speaker VARIABLE.
func speakerOfFirst(ts *testscript.TestScript, _ bool, args []string) {
	var s record.Statement
	firstLine(ts, &s)
	ts.Setenv(args[0], s.Speaker.ID)
}

// entry sets a variable to the id of the first entry that the last command has
// printed as JSON: entry VARIABLE.
func entry(ts *testscript.TestScript, _ bool, args []string) {
	var e record.Entry
	firstLine(ts, &e)
	ts.Setenv(args[0], e.ID)
}

// speakers sets variables to the ids of the two speakers of the first proposal
// that the last command has printed as JSON: speakers VARIABLE VARIABLE.
func speakers(ts *testscript.TestScript, _ bool, args []string) {
	var p record.Proposal
	firstLine(ts, &p)
	ts.Setenv(args[0], p.Speaker.ID)
	ts.Setenv(args[1], p.Into.ID)
}

func firstLine(ts *testscript.TestScript, to any) {
	first, _, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	ts.Check(json.Unmarshal([]byte(first), to))
}
