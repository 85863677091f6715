package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/ingest"
	"hearsay/internal/record"
	"hearsay/internal/sample/generate"
)

// hearsay returns the program as a process of its own, not started yet.
func hearsay(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asHearsay+"=1")
	return cmd
}

// must runs the program to its end and returns what it printed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	cmd := hearsay(t.Context(), args...)
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		t.Fatalf("hearsay %s: %v\n%s", strings.Join(args, " "), err, &errOut)
	}
	return out.String()
}

// generated writes n generated pages into a folder.
func generated(t testing.TB, n int) string {
	t.Helper()
	folder := t.TempDir()
	for name, page := range generate.Pages(n, 1) {
		if err := os.WriteFile(filepath.Join(folder, name), page, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// inputs makes n generated pages into inputs of every sort: a folder in which some
// files are broken, a web archive and JSON lines, in each of which something is, and
// a zip.
func inputs(t testing.TB, n int) []string {
	t.Helper()
	root := t.TempDir()
	folder := filepath.Join(root, "pages")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(path string, content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var archive, lines, packed bytes.Buffer
	zipped := zip.NewWriter(&packed)
	i := 0
	for name, page := range generate.Pages(n, 1) {
		switch i++; i % 5 {
		case 0:
			media := "text/html"
			if strings.HasSuffix(name, ".txt") {
				media = "text/plain"
			}
			fmt.Fprintf(&archive, "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://paper.example/%s\r\n"+
				"WARC-Date: 2031-05-04T06:07:08Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", name, media, len(page), page)
			if i == n/10*5 {
				archive.WriteString("this is no record\r\n")
			}
		case 1:
			entry, err := zipped.Create(name)
			if err == nil {
				_, err = entry.Write(page)
			}
			if err != nil {
				t.Fatal(err)
			}
		case 2:
			field := "html"
			if strings.HasSuffix(name, ".txt") {
				field = "text"
			}
			line, err := json.Marshal(map[string]string{field: string(page), "url": "https://post.example/" + name})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&lines, "%s\n{broken\n", line)
		default:
			write(filepath.Join(folder, name), page)
		}
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(folder, "m-empty.html"), nil)
	write(filepath.Join(folder, "n-torn.html.gz"), []byte("no gzip at all"))
	write(filepath.Join(root, "news.warc"), archive.Bytes())
	write(filepath.Join(root, "news.jsonl"), lines.Bytes())
	write(filepath.Join(root, "news.zip"), packed.Bytes())
	return []string{folder, filepath.Join(root, "news.warc"), filepath.Join(root, "news.jsonl"), filepath.Join(root, "news.zip")}
}

// addAll adds inputs of which something is broken.
func addAll(t *testing.T, folder string, args ...string) {
	t.Helper()
	var errOut bytes.Buffer
	cmd := hearsay(t.Context(), append([]string{"--record", folder, "add"}, args...)...)
	cmd.Stderr = &errOut
	err := cmd.Run()
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != failed {
		t.Fatalf("adding what is broken in parts: %v\n%s", err, &errOut)
	}
}

// clean verifies a record, and tells of all that does not match its bytes.
func clean(t *testing.T, folder string) {
	t.Helper()
	rec, err := record.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	in := ingest.Ingester{Record: rec, Archive: archive}
	if _, err := in.Verify(t.Context(), func(f ingest.Fault) { t.Error(f) }); err != nil {
		t.Error(err)
	}
}

// same tells where the records in two folders differ.
func same(t *testing.T, undisturbed, disturbed string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(contents(t, undisturbed), "\n"), strings.Split(contents(t, disturbed), "\n")); diff != "" {
		t.Errorf("the records differ (-undisturbed +disturbed):\n%.3000s", diff)
	}
}

// contents returns all that a record holds, but for when and where in the
// archive each capture came in, as one text.
func contents(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	rec, err := record.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	if err := rec.Recollate(t.Context(), nil); err != nil { // groups of very many depend on the order until then
		t.Fatal(err)
	}
	archive, err := capture.OpenArchive(rec.ArchiveFolder())
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	kept := make(map[string]int)
	for entry, err := range archive.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		kept[entry.SHA256]++
	}
	lines := make(map[string]string) // by SHA-256: the order of coming in does not count
	for c, err := range rec.Captures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		lines[c.SHA256] = fmt.Sprintln(c.SHA256, c.Name, c.MediaType, c.Charset, c.Size, c.State, c.Failure, "kept", kept[c.SHA256])
		delete(kept, c.SHA256)
	}
	if len(kept) > 0 {
		t.Errorf("%d captures stand in the archive and not in the record", len(kept))
	}
	for _, line := range sorted(lines) {
		all.WriteString(line)
	}
	articles, err := rec.Articles(t.Context(), 1<<30, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines = make(map[string]string)
	for _, a := range articles {
		a.Captured = ""
		lines[a.ID] = fmt.Sprintf("%+v\n", a)
	}
	for _, line := range sorted(lines) {
		all.WriteString(line)
	}
	failures, err := rec.Failures(t.Context(), -1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range failures {
		fmt.Fprintln(&all, "failed:", f.Input, f.Place, f.Reason, f.Options)
	}
	speakers, err := rec.Speakers(t.Context(), 1<<30, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&all, "%+v\n", speakers)
	all.WriteString(must(t, "--record", folder, "export"))
	return all.String()
}

func sorted(lines map[string]string) []string {
	var list []string
	for _, line := range lines {
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// TestTwoAddTheSame has two processes add the same at once: a folder, a web archive
// and a zip.
func TestTwoAddTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("starts several processes")
	}
	pages := inputs(t, 16)
	alone, shared := filepath.Join(t.TempDir(), "alone"), filepath.Join(t.TempDir(), "shared")
	addAll(t, alone, pages...)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { addAll(t, shared, pages...) })
	}
	both.Wait()
	same(t, alone, shared)
	clean(t, shared)
}

// TestAddingBesideOthers adds while others serve the record, verify it and read all
// of it again.
func TestAddingBesideOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts several processes")
	}
	pages := inputs(t, 12)
	alone, shared := filepath.Join(t.TempDir(), "alone"), filepath.Join(t.TempDir(), "shared")
	addAll(t, alone, pages...)
	addAll(t, shared, pages[0])
	stopped, stop := context.WithCancel(t.Context())
	serving := hearsay(stopped, "--record", shared, "serve", "--address", "127.0.0.1:0")
	if err := serving.Start(); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() { addAll(t, shared, pages...) })
	all.Go(func() { must(t, "--record", shared, "reread") })
	all.Go(func() {
		for range 3 {
			clean(t, shared)
		}
	})
	all.Wait()
	stop()
	_ = serving.Wait() // it was killed
	same(t, alone, shared)
	clean(t, shared)
}

// TestDatabaseIsDerived deletes the database: the archive and the journal make
// it again, entry for entry, confirmations included.
func TestDatabaseIsDerived(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	must(t, "--record", folder, "add", generated(t, 30))
	id := strings.Fields(must(t, "--record", folder, "search", "-n", "1", "kind:direct"))
	must(t, "--record", folder, "confirm", "--by", "ines", id[len(id)-1])
	want := contents(t, folder)
	if !strings.Contains(want, `"confirmed":true`) {
		t.Fatal("nothing is confirmed")
	}
	for _, name := range []string{"hearsay.db", "hearsay.db-wal", "hearsay.db-shm"} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	must(t, "--record", folder, "reread")
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(contents(t, folder), "\n")); diff != "" {
		t.Errorf("(-before +after):\n%.3000s", diff)
	}
}
