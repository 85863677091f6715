package record

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"hearsay/internal/capture"
)

// opener, set in the environment, has the test binary open the record that it
// names and use it, as another process would.
const opener = "HEARSAY_TEST_OPEN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(opener); dir != "" {
		if err := openAndUse(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func openAndUse(dir string) error {
	ctx := context.Background()
	r, err := Create(ctx, dir)
	if err != nil {
		return err
	}
	defer r.Close()
	p := levy
	p.name = fmt.Sprint(os.Getpid())
	entry := capture.Entry{Capture: capture.Capture{SHA256: p.sha256(), Name: p.name}, Place: capture.Place{File: p.name}}
	if err := r.Add(ctx, p.name, 1, []capture.Entry{entry}); err != nil {
		return err
	}
	return r.Store(ctx, []Reading{p.reading()})
}

// openElsewhere begins another process that opens the record in dir.
func openElsewhere(t *testing.T, dir string) (process *exec.Cmd, output *bufio.Reader) {
	t.Helper()
	process = exec.Command(os.Args[0])
	process.Env = append(os.Environ(), opener+"="+dir)
	pipe, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	return process, bufio.NewReader(pipe)
}

func TestManyProcessesMakeOneRecord(t *testing.T) {
	for range 5 {
		dir := filepath.Join(t.TempDir(), "record")
		const processes = 6
		var all []*exec.Cmd
		var outputs []*bufio.Reader
		for range processes {
			process, output := openElsewhere(t, dir)
			all, outputs = append(all, process), append(outputs, output)
		}
		for i, process := range all {
			said, _ := outputs[i].ReadString('\n')
			if err := process.Wait(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		}
		r, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(everything(t, r)); n != processes {
			t.Errorf("%d statements, want %d", n, processes)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestKilledWhileMade kills a process at some moment while it makes a record,
// the schema above all: the record opens, has its whole schema, and passes the
// database's own check.
func TestKilledWhileMade(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	random := rand.New(rand.NewPCG(11, 1))
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "record")
		process, _ := openElsewhere(t, dir)
		// The folder appears first: the schema is made within some 20 ms of it.
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Microsecond) {
			if _, err := os.Stat(filepath.Join(dir, databaseFile)); err == nil {
				break
			}
		}
		time.Sleep(time.Duration(random.IntN(25_000)) * time.Microsecond)
		_ = process.Process.Kill()
		_ = process.Wait()

		if err := openAndUse(dir); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		r, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if n := len(everything(t, r)); n < 1 || n > 2 {
			t.Errorf("round %d: %d statements, want 1 or 2", round, n)
		}
		if wrong := r.Integrity(t.Context()); wrong != nil {
			t.Errorf("round %d: %v", round, wrong)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestOpenedBetweenMigrations opens records as a process that was killed
// between any two steps of making one leaves them.
func TestOpenedBetweenMigrations(t *testing.T) {
	for name, undo := range map[string]string{
		"the schema is there, its number not told": "PRAGMA user_version = 0",
		"goose had made its table, no more": `PRAGMA writable_schema = 1;
			DELETE FROM sqlite_master WHERE name NOT LIKE 'goose%';
			PRAGMA writable_schema = 0; PRAGMA user_version = 0; DELETE FROM goose_db_version WHERE version_id > 0; VACUUM`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "record")
			r, err := Create(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.db.Exec(undo); err != nil {
				t.Fatal(err)
			}
			r.Close()
			if err := openAndUse(dir); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSchemaVersionIsTheNewestMigration(t *testing.T) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if newest := fmt.Sprintf("migrations/%05d_", schemaVersion); err != nil || !strings.HasPrefix(slices.Max(files), newest) {
		t.Errorf("the newest of %q is not the schema's version %d: %v", files, schemaVersion, err)
	}
}

// TestEarlierSchemaIsMigrated opens a record as the first Hearsay left it: what
// it kept is there and waits to be read again, what people did holds.
func TestEarlierSchemaIsMigrated(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	r, err := Create(t.Context(), dir) // for the journal of a correction
	if err != nil {
		t.Fatal(err)
	}
	add(t, r, levy)
	correct(t, r, Confirm)
	id := everything(t, r)[0].ID
	r.Close()
	if err := os.Remove(filepath.Join(dir, databaseFile)); err != nil {
		t.Fatal(err)
	}
	makeFirstSchema(t, dir)

	if r, err = Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if waiting, err := r.Waiting(t.Context()); waiting != 1 || err != nil {
		t.Errorf("%d captures wait, %v", waiting, err)
	}
	if n := len(everything(t, r)); n != 0 {
		t.Errorf("%d statements of the earlier schema are left", n)
	}
	if entries, err := r.Journal(t.Context(), 10, 0); err != nil || len(entries) != 1 || entries[0].Statement != id {
		t.Errorf("the journal is %+v, %v", entries, err)
	}
	if err := r.Store(t.Context(), []Reading{levy.reading()}); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, r); len(got) != 1 || got[0].ID != id || !got[0].Confirmed {
		t.Errorf("read again it is %+v", got)
	}
	if wrong := r.Integrity(t.Context()); wrong != nil {
		t.Error(wrong)
	}
}

// TestTextsMoveApart holds that the texts of articles are as they were when the
// table of articles no longer has them.
func TestTextsMoveApart(t *testing.T) {
	dir := t.TempDir()
	makeSchema(t, dir, 15,
		`INSERT INTO captures (sha256, name, address, media_type, charset, captured, size, file, offset, length, state)
			VALUES ('aa', 'levy', '', 'text/plain', '', '2030-03-17T17:46:40Z', 0, 'a.warc.gz', 0, 10, 'read')`,
		`INSERT INTO articles (n, id, sha256, statements, captured, url, outlet, title, author, published, published_from, language, place, agency, notes, parts, text)
			VALUES (1, 'aa', 'aa', 0, '2030-03-17T17:46:40Z', '', '', 'The levy', '', '', '', '', '', '', '[]', '[{"kind":"body","start":0,"end":11}]', 'It is paid.')`,
		`INSERT INTO bare_texts VALUES (1, x'01')`)
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	a, err := r.Article(t.Context(), "aa")
	if err != nil || a.Title != "The levy" || a.Text != "It is paid." || len(a.Parts) != 1 || a.Parts[0] != (Part{"body", 0, 11}) {
		t.Errorf("%+v, %v", a, err)
	}
	var words []byte
	if err := r.one(t.Context(), "SELECT words FROM article_texts", nil, &words); err != nil || string(words) != "\x01" {
		t.Errorf("words %x, %v", words, err)
	}
	if wrong := r.Integrity(t.Context()); wrong != nil {
		t.Error(wrong)
	}
}

// TestMarksArePackedOfAnEarlierSchema holds that rows are found by marks that they had
// before marks were packed.
func TestMarksArePackedOfAnEarlierSchema(t *testing.T) {
	dir := t.TempDir()
	near := []int64{-1 << 40, 3 << 40}
	const n, another = 40<<slotBits | 7, 41<<slotBits | 9
	insert := func(table string, span, mark, n int64) string {
		return fmt.Sprintf("INSERT INTO %s (span, mark, n) VALUES (%d, %d, %d)", table, span, mark, n)
	}
	makeSchema(t, dir, 16,
		insert("passage_marks", 2, near[0], n), insert("passage_marks", 2, near[1], n), insert("passage_marks", 0, -5, n),
		insert("story_marks", 2, near[0], n),
		fmt.Sprintf("INSERT INTO waiting_marks (marks, span, n, hashes) VALUES ('passage_marks', 2, %d, x'%016X%016X')", another, uint64(near[0]), uint64(near[1])),
		fmt.Sprintf("INSERT INTO waiting_marks (marks, span, n, hashes) VALUES ('passage_marks', 0, %d, x'%016X')", another, ^uint64(4)),
		"INSERT INTO mark_spans (marks, span, waiting, moved) VALUES ('passage_marks', 2, 2, 2), ('passage_marks', 0, 1, 1), ('story_marks', 2, 0, 1)")
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ask := func(w *writer) {
		for _, test := range []struct {
			table  markTable
			m      marks
			weight int
			want   []int64
		}{
			{passageMarks, marks{near: near}, 2 * wholeMark, []int64{another, n}},
			{passageMarks, marks{lasting: []int64{-5}}, wholeMark, []int64{another, n}},
			{storyMarks, marks{near: near}, wholeMark, []int64{n}},
		} {
			if got := w.sharing(criterion{test.table, daysNear, allRows(), test.weight}, marked{42 << slotBits, test.m}); !slices.Equal(got, test.want) {
				t.Errorf("%s %+v: %x, want %x", test.table.name, test.m, got, test.want)
			}
		}
	}
	err = r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		ask(w)
		w.bounds.waiting = 0
		w.moveMarks()
		if waiting, _ := w.number("SELECT count(*) FROM waiting_marks"); waiting != 0 {
			t.Errorf("the marks of %d rows still wait", waiting)
		}
		ask(w)
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
	if wrong := r.Integrity(t.Context()); wrong != nil {
		t.Error(wrong)
	}
}

// TestVersionsAndOverlapsAreKept holds that what is known of articles that an earlier
// schema has, of versions and of overlaps is as it was when their tables are made anew.
func TestVersionsAndOverlapsAreKept(t *testing.T) {
	dir := t.TempDir()
	capture := func(sha256, name, state string, offset int) string {
		return fmt.Sprintf(`INSERT INTO captures (sha256, name, address, media_type, charset, captured, size, file, offset, length, state)
			VALUES ('%s', '%s', 'https://tide.example/levy', 'text/plain', '', '2030-03-17T17:46:4%dZ', 0, 'a.warc.gz', %d, 10, '%s')`, sha256, name, offset, offset, state)
	}
	article := func(n int, sha256, captured string) string {
		return fmt.Sprintf(`INSERT INTO articles (n, id, sha256, statements, captured, url, outlet, title, author, published, published_from, language, place, agency, notes, live)
			VALUES (%d, '%s', '%s', 0, '%s', '', 'Tide', 'The levy', '', '', '', '', '', '', '[]', 1)`, n, sha256, sha256, captured)
	}
	text := func(n int) string {
		return fmt.Sprintf(`INSERT INTO article_texts (n, parts, text) VALUES (%d, '[]', 'It is paid.')`, n)
	}
	makeSchema(t, dir, 17,
		capture("aa", "one", "read", 1), capture("bb", "two", "read", 2), capture("cc", "three", "unread", 3),
		article(1, "aa", "2030-03-17T17:46:41Z"), article(2, "bb", "2030-03-17T17:46:42Z"), text(1), text(2),
		`INSERT INTO overlaps VALUES (1, 2, 1, 0.9, 1, 'day', '[]')`,
		`INSERT INTO pages VALUES (7, '//tide.example/levy', 3)`,
		`INSERT INTO versions (page, captured, sha256, number, article, latest, before, relation, kept, after) VALUES
			(7, '2030-03-17T17:46:41Z', 'aa', 1, 1, 0, NULL, '', 0, 2), (7, '2030-03-17T17:46:42Z', 'bb', 2, 2, 1, 1, 'same', 0.9, NULL),
			(7, '2030-03-17T17:46:43Z', 'cc', 3, NULL, 0, NULL, '', 0, NULL)`)
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	a, err := r.Article(t.Context(), "bb")
	if err != nil || a.Title != "The levy" || !a.Live || a.Captured != "2030-03-17T17:46:42Z" || !a.Later || a.Version != 2 || a.Versions != 3 || len(a.History) != 3 {
		t.Errorf("%+v, %v", a, err)
	}
	var overlap, versions string
	if err := r.one(t.Context(), "SELECT a || b || whole || share || first || why FROM overlaps", nil, &overlap); err != nil || overlap != "1210.91day" {
		t.Errorf("overlap %s, %v", overlap, err)
	}
	if err := r.one(t.Context(), "SELECT group_concat(c.name || v.number, ' ') FROM captures c JOIN versions v ON v.n = c.version AND v.sha256 = c.sha256", nil, &versions); err != nil || versions != "one1 two2 three3" {
		t.Errorf("captures are versions %s, %v", versions, err)
	}
	if wrong := r.Integrity(t.Context()); wrong != nil {
		t.Error(wrong)
	}
}

// makeFirstSchema makes the database of a record as the first migration has it,
// with a page, its statement and a speaker.
func makeFirstSchema(t *testing.T, dir string) {
	t.Helper()
	makeSchema(t, dir, 1,
		`INSERT INTO captures VALUES ('`+levy.sha256()+`', 'levy', '', 'text/plain', '', '2030-03-17T17:46:40Z', 0, 'a.warc.gz', 0, 10, 'read', '')`,
		`INSERT INTO articles VALUES (1, '`+ArticleID(levy.sha256())+`', '`+levy.sha256()+`', 1, '', '', '', '', '', '', '', '', '', '', '', '', '')`,
		`INSERT INTO speakers VALUES (1, 'aa', 'Ada Quill', 'person', 1, 1)`,
		`INSERT INTO speaker_facts VALUES (1, 'role', 'Minister', 1)`,
		`INSERT INTO statements VALUES (131073, 'bb', 1, '', '', NULL, '', '', '[]', 'direct', 'say', 0, 0, '', '', '', '', '', 0.5, 'one 1')`,
		`INSERT INTO statement_words (rowid, content) VALUES (131073, 'levy')`,
		`INSERT INTO encodings VALUES ('`+levy.sha256()+`', 'koi8-r')`,
		`PRAGMA user_version = 1`)
}

// makeSchema brings the database of a record to an earlier version of the schema and
// adds rows.
func makeSchema(t *testing.T, dir string, version int64, rows ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", dataSource(filepath.Join(dir, databaseFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if _, err := db.Exec(row); err != nil {
			t.Fatalf("%s: %v", row, err)
		}
	}
}
